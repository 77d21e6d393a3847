"""A second copy of every event on another disk: encrypted, complete, and enough to come back from nothing."""

import shutil

import pytest
from support.desks import a_desk, accepted, opened, received, seat
from support.offices import Office

from casework.errors import RuleBroken, Trouble
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm
from counter_app.desk.verify import verify
from counter_app.store.black_box import BlackBox
from counter_app.store.key import StoreKey
from counter_app.store.recovery import recover

PDF = b"%PDF-1.7 a scan"


def desk_with_box(tmp_path, clock, **more):
    return a_desk(tmp_path, clock, black_box_folder=str(tmp_path / "stick"), **more)


@pytest.fixture
def place(tmp_path, clock):
    workplace = desk_with_box(tmp_path, clock)
    yield workplace
    workplace.close()


def raws(place):
    return [raw for _, raw in place.store.journal.raws_after(0)]


def copies(place):
    return [record.raw for record in place.store.black_box.records()]


def test_every_event_is_copied_before_the_act_is_told(place):
    accepted(place)
    received(place)
    assert copies(place) == raws(place)
    assert len(raws(place)) == 3


def test_the_copies_say_nothing_without_the_key(place, tmp_path):
    accepted(place)
    content = b"".join(path.read_bytes() for path in (tmp_path / "stick").iterdir())
    assert "向阳花".encode() not in content
    assert b"case.opened" not in content
    other = BlackBox(tmp_path / "stick", StoreKey(b"o" * 32))
    assert [record.raw for record in other.records()] == [None, None]


def test_a_copy_cannot_be_passed_off_as_another(place, tmp_path):
    accepted(place)
    (file,) = (tmp_path / "stick").iterdir()
    origin, epoch, first, ending = file.name.split(".")
    file.rename(file.with_name(f"W09.{epoch}.{first}.{ending}"))
    assert origin == "W03"
    assert [record.raw for record in place.store.black_box.records()] == [None, None]


def test_a_disk_that_is_away_is_told_after_the_commit_and_made_good_by_the_next_act(place, tmp_path):
    accepted(place)
    (tmp_path / "stick").rename(tmp_path / "pulled out")
    (tmp_path / "stick").write_bytes(b"")
    with pytest.raises(Trouble, match=r"local\.black_box_unwritable"):
        received(place)
    assert len(place.store.journal.case_ids()) == 2
    (tmp_path / "stick").unlink()
    (tmp_path / "pulled out").rename(tmp_path / "stick")
    received(place)
    assert copies(place) == raws(place)


def test_another_stick_gets_everything_that_no_backup_has(place, tmp_path):
    office = Office(place)
    accepted(place)
    office.judge()
    office.back_up()
    accepted(place)
    shutil.rmtree(tmp_path / "stick")
    received(place)
    assert copies(place) == raws(place)[2:]
    assert verify(place.desk).faults == ()


def test_what_a_power_cut_tore_is_written_again(tmp_path, clock):
    place = desk_with_box(tmp_path, clock)
    accepted(place)
    place.close()
    (file,) = (tmp_path / "stick").iterdir()
    file.write_bytes(file.read_bytes()[:-7])
    again = desk_again(tmp_path, clock)
    assert copies(again) == raws(again)
    again.close()


def desk_again(tmp_path, clock, **more):
    return opened(tmp_path, clock, black_box_folder=str(tmp_path / "stick"), **more)


def test_files_are_turned_over_and_removed_once_a_backup_has_them(place, tmp_path):
    place.store.black_box = BlackBox(tmp_path / "stick", place.store.blobs.files.key, most_bytes=4000)
    office = Office(place)
    for _ in range(6):
        accepted(place)
    assert len(list((tmp_path / "stick").iterdir())) > 2
    assert place.store.black_box.shorten(place.store.journal) == 0
    office.judge()
    office.back_up()
    received(place)
    assert place.store.black_box.shorten(place.store.journal) > 1
    assert raws(place)[-1] in copies(place)
    assert verify(place.desk).faults == ()


def test_a_copy_that_differs_is_found_by_verify(place, tmp_path):
    accepted(place)
    (file,) = (tmp_path / "stick").iterdir()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    (fault,) = verify(place.desk).faults
    assert (fault.code, fault.details["at"]) == ("verify.black_box", 2)


def test_files_of_an_older_epoch_go_only_when_all_of_it_is_here(place):
    accepted(place)
    place.store.open_epoch(place.desk.now_ms())
    assert place.store.black_box.shorten(place.store.journal) == 1
    assert copies(place) == raws(place)
    case = received(place)
    place.store.open_epoch(place.desk.now_ms())
    with place.store.database.writing():
        place.store.database.run("DELETE FROM event WHERE case_id = :id", id=case.id)
    assert place.store.black_box.shorten(place.store.journal) == 0


def test_a_new_installation_gets_back_what_was_never_sent(tmp_path, clock):
    place = desk_with_box(tmp_path / "old", clock)
    sent, unsent = accepted(place), accepted(place)
    attach(place.desk, AttachForm(case_id=unsent.id, material="EDU-001-M01", name="a.pdf"), PDF)
    lost = raws(place)
    ids = [entry.id for case in (sent, unsent) for entry in place.store.journal.history(case.id)]
    key = place.store.blobs.files.key
    place.close()

    new = a_desk(tmp_path / "new", clock)
    found = recover(new.store, tmp_path / "old" / "stick", key)
    assert (found.brought, found.known, found.damaged, found.scans_missing) == (5, 0, 0, 1)
    assert raws(new) == lost
    assert sorted(entry.id for entry in new.store.journal.waiting()) == sorted(ids)
    assert new.store.cases.get(unsent.id).case.number == unsent.number
    assert recover(new.store, tmp_path / "old" / "stick", key).known == 5
    assert new.store.journal.check_chain() == 0
    # What the lost installation gave out is not given again.
    assert accepted(new).serial > unsent.serial
    new.close()


def test_a_scan_that_is_still_here_is_sent(tmp_path, clock):
    place = desk_with_box(tmp_path / "old", clock)
    attach(place.desk, AttachForm(case_id=accepted(place).id, material="EDU-001-M01", name="a.pdf"), PDF)
    key = place.store.blobs.files.key
    place.close()
    new = a_desk(tmp_path / "new", clock)
    sha256 = new.store.blobs.files.put(PDF)
    assert recover(new.store, tmp_path / "old" / "stick", key).scans_missing == 0
    assert new.store.blobs.in_state("waiting") == (sha256,)
    new.close()


def test_copies_of_another_window_another_key_or_nothing_are_refused(tmp_path, clock):
    place = desk_with_box(tmp_path / "old", clock)
    accepted(place)
    key = place.store.blobs.files.key
    place.close()
    stick = tmp_path / "old" / "stick"
    other = a_desk(tmp_path / "other", clock, window="W01", number=1)
    with pytest.raises(RuleBroken, match=r"recover\.other_window"):
        recover(other.store, stick, key)
    other.close()
    same = a_desk(tmp_path / "same", clock)
    with pytest.raises(Trouble, match=r"recover\.other_key"):
        recover(same.store, stick)
    with pytest.raises(Trouble, match=r"recover\.nothing"):
        recover(same.store, tmp_path / "nothing")
    assert same.store.journal.size() == 0
    same.close()


def test_a_start_without_the_stick_is_no_reason_not_to_work(tmp_path, clock):
    place = desk_with_box(tmp_path, clock)
    accepted(place)
    place.close()
    shutil.rmtree(tmp_path / "stick")
    (tmp_path / "stick").write_bytes(b"")
    again = desk_again(tmp_path, clock)
    seat(again)
    with pytest.raises(Trouble, match=r"local\.black_box_unwritable"):
        accepted(again)
    again.close()
