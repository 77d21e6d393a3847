"""A database that is older than its witness opens a new epoch, and no number is printed twice."""

import shutil

import pytest
from support.blanks import box_of, stocked
from support.desks import a_desk, accepted, opened, received, seat
from support.results import issued

from casework import chain
from casework.errors import Trouble
from counter_app.desk import prints
from counter_app.store.witness import Mark, Witness


def copied(folder, name):
    """Copy the data folder as a backup would."""
    shutil.copytree(folder / "data", folder / name)


def restored(folder, name):
    shutil.rmtree(folder / "data")
    shutil.copytree(folder / name, folder / "data")


def closed_desk(folder, cases=1):
    workplace = a_desk(folder)
    for _ in range(cases):
        accepted(workplace)
    stream = workplace.store.journal.stream()
    workplace.close()
    return stream


def test_every_act_is_witnessed_before_it_is_told(place, tmp_path):
    accepted(place)
    stream = place.store.journal.stream()
    mark = Witness(tmp_path / "witness" / "witness").last()
    assert (mark.epoch, mark.seq, mark.hash) == (stream.epoch, stream.head, stream.hash.hex())


def test_a_usual_start_stays_in_its_epoch(tmp_path):
    stream = closed_desk(tmp_path)
    workplace = opened(tmp_path)
    assert workplace.store.journal.stream() == stream
    workplace.close()


def test_a_restored_database_opens_a_new_epoch_and_chains_everything_again(tmp_path):
    workplace = a_desk(tmp_path)
    kept = [accepted(workplace).number for _ in range(2)]
    old = workplace.store.journal.stream()
    workplace.close()
    copied(tmp_path, "backup")
    workplace = opened(tmp_path)
    lost = [accepted(workplace) for _ in range(3)]
    workplace.close()
    restored(tmp_path, "backup")

    workplace = opened(tmp_path)
    stream = workplace.store.journal.stream()
    assert stream.epoch != old.epoch
    assert stream.epoch_char != old.epoch_char
    assert (stream.head, stream.acked) == (4, 0)
    batch = workplace.store.journal.unsent(max_events=500, max_bytes=10**9)
    assert batch.prev == chain.stream_start("W03", stream.epoch)
    assert workplace.store.journal.check_chain() == 0

    new = [accepted(workplace) for _ in range(3)]
    assert not {case.number for case in new} & ({case.number for case in lost} | set(kept))
    assert not {case.serial for case in new} & {case.serial for case in lost}
    workplace.close()


def test_a_restored_database_asks_about_papers_that_may_have_come_out_since(tmp_path):
    workplace = a_desk(tmp_path)
    stocked(workplace)
    case = issued(workplace)
    workplace.close()
    copied(tmp_path, "backup")
    workplace = opened(tmp_path)
    workplace.print_owed()
    assert "certificate" in [paper.kind for _, paper in workplace.printer.driver.sent]
    workplace.close()
    restored(tmp_path, "backup")

    workplace = opened(tmp_path)
    workplace.print_owed()
    assert "certificate" not in [paper.kind for _, paper in workplace.printer.driver.sent]
    (job,) = prints.questions(workplace.desk)
    assert (job.paper, job.detail, job.case_id) == ("certificate", "print.set_back", case.id)
    prints.answer(workplace.desk, job.id, prints.Answer.CAME_OUT)
    assert box_of(workplace).balance.used == 1
    workplace.close()


def test_after_a_restore_the_witness_goes_on_from_the_new_epoch(tmp_path):
    closed_desk(tmp_path)
    copied(tmp_path, "backup")
    workplace = opened(tmp_path)
    accepted(workplace)
    workplace.close()
    restored(tmp_path, "backup")
    workplace = opened(tmp_path)
    epoch = workplace.store.journal.stream().epoch
    workplace.close()
    workplace = opened(tmp_path)
    assert workplace.store.journal.stream().epoch == epoch
    workplace.close()


def test_a_database_restored_to_before_an_epoch_opens_yet_another(tmp_path):
    closed_desk(tmp_path)
    copied(tmp_path, "backup")
    workplace = opened(tmp_path)
    accepted(workplace)
    workplace.close()
    restored(tmp_path, "backup")
    workplace = opened(tmp_path)
    second = workplace.store.journal.stream()
    workplace.close()
    restored(tmp_path, "backup")
    workplace = opened(tmp_path)
    third = workplace.store.journal.stream()
    assert third.epoch not in {second.epoch, ""}
    workplace.close()


def test_a_database_that_is_restored_time_and_again_never_numbers_under_a_character_twice(tmp_path):
    closed_desk(tmp_path)
    copied(tmp_path, "backup")
    workplace = opened(tmp_path)
    accepted(workplace)
    workplace.close()
    chars = []
    for _ in range(10):
        restored(tmp_path, "backup")
        workplace = opened(tmp_path)
        chars.append(workplace.store.journal.stream().epoch_char)
        workplace.close()
    assert len(set(chars) - {"K"}) == 10


def test_power_between_commit_and_witness_is_made_good_at_the_next_start(tmp_path):
    stream = closed_desk(tmp_path, cases=2)
    witness = Witness(tmp_path / "witness" / "witness")
    lines = witness.path.read_bytes().splitlines(keepends=True)
    witness.path.write_bytes(b"".join(lines[:-1]))
    workplace = opened(tmp_path)
    assert workplace.store.journal.stream() == stream
    assert witness.last().seq == stream.head
    workplace.close()


def test_a_torn_last_line_is_passed_over(tmp_path):
    stream = closed_desk(tmp_path, cases=2)
    witness = Witness(tmp_path / "witness" / "witness")
    witness.path.write_bytes(witness.path.read_bytes()[:-20])
    workplace = opened(tmp_path)
    assert workplace.store.journal.stream() == stream
    received(workplace)
    assert witness.last().seq == stream.head + 1
    workplace.close()


def test_a_lost_witness_is_begun_again(tmp_path):
    stream = closed_desk(tmp_path)
    (tmp_path / "witness" / "witness").unlink()
    workplace = opened(tmp_path)
    assert workplace.store.journal.stream() == stream
    assert workplace.store.witness.last().seq == stream.head
    workplace.close()


def test_an_act_whose_witness_cannot_be_written_is_not_told_as_done(tmp_path):
    workplace = a_desk(tmp_path)
    path = tmp_path / "witness" / "witness"
    path.unlink()
    path.mkdir()
    with pytest.raises(Trouble, match=r"local\.witness_unwritable"):
        accepted(workplace)
    # It is committed all the same, and owes its papers: nothing the citizen could be told is lost.
    assert len(workplace.store.journal.case_ids()) == 1
    path.rmdir()
    seat(workplace)
    accepted(workplace)
    assert workplace.store.witness.last().seq == 4
    workplace.close()


def test_a_witness_that_has_grown_long_is_shortened_to_its_last_mark(tmp_path):
    witness = Witness(tmp_path / "witness")
    line = b'["e",1,"%s"]\n' % (b"0" * 64)
    witness.path.write_bytes(line * 20_000)
    witness.note(Mark(epoch="e", seq=2, hash="f" * 64))
    witness.shorten()
    assert witness.path.stat().st_size < 200
    assert witness.last().seq == 2
