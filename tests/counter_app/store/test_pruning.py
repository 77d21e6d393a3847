"""Whole finished cases go, as a prefix of the own stream; what is left can be checked, sent and rebuilt."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.blanks import SECOND, box_of, stocked
from support.desks import MovedClock, a_desk, accepted, received
from support.feeds import Mailbox
from support.offices import BOX, Office

from casework import facts
from casework.clock import wall_ms
from casework.errors import Trouble
from casework.events import Role
from casework.lifecycle import Verdict
from counter_app.desk import blanks
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm, NumberForm, WithdrawForm
from counter_app.desk.verify import verify
from counter_app.desk.withdraw import withdraw
from counter_app.store.drafts import Draft
from counter_app.store.prune import prune
from counter_app.sync.upkeep import Upkeep

PDF = b"%PDF-1.7 a scan"
OLD = timedelta(days=400)


@pytest.fixture
def office(place):
    return Office(place)


def finished(place, **scan):
    """A case that was withdrawn and whose slip was given out."""
    case = received(place)
    if scan:
        attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), scan["content"])
    place.print_owed()
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    return case.id


def settle(office):
    office.judge()
    office.deliver()
    office.back_up()


def after_years(place, clock):
    clock.pass_by(days=500)
    return prune(place.store, wall_ms(clock.now() - OLD))


def check(place):
    found = verify(place.desk)
    assert found.faults == ()


def test_finished_cases_go_with_everything_of_theirs(place, clock, office):
    gone = [finished(place) for _ in range(3)]
    kept = accepted(place)
    settle(office)
    pruned = after_years(place, clock)
    assert (pruned.cases, pruned.events, pruned.kept_by) == (3, 9, kept.number)
    store = place.store
    assert all(store.cases.get(case_id) is None and not store.journal.history(case_id) for case_id in gone)
    assert all(store.printouts.of_case(case_id) == () for case_id in gone)
    assert store.cases.get(kept.id) is not None
    assert store.journal.stream().base_seq == 9
    check(place)


def test_cases_whose_rows_were_put_off_are_no_remnants(place, clock, office):
    case = accepted(place)
    settle(office)
    store = place.store
    with store.writing():
        store.database.run("DELETE FROM case_row")
        store.cases.put_off((case.id,))
    assert after_years(place, clock).cases == 0
    assert store.cases.get(case.id) is not None


def test_what_is_left_can_be_sent_and_the_desk_goes_on(place, clock, office):
    finished(place)
    settle(office)
    waiting = accepted(place)
    after_years(place, clock)
    batch = place.store.journal.unsent(max_events=500, max_bytes=10**9)
    assert batch.first == 4
    assert batch.prev == place.store.journal.stream().base_hash
    later = accepted(place)
    assert {waiting.id, later.id} == set(place.store.journal.case_ids())
    settle(office)
    check(place)


def test_a_case_that_is_not_finished_keeps_what_was_written_after_it(place, clock, office):
    kept = accepted(place)
    after = finished(place)
    settle(office)
    pruned = after_years(place, clock)
    assert (pruned.cases, pruned.kept_by) == (0, kept.number)
    assert place.store.cases.get(after) is not None


def test_a_case_of_which_something_lies_behind_another_that_stays_is_kept(place, clock, office):
    first = received(place)
    middle = accepted(place)
    place.print_owed()
    withdraw(place.desk, WithdrawForm(case_id=first.id))
    settle(office)
    assert after_years(place, clock).cases == 0
    assert {first.id, middle.id} == set(place.store.journal.case_ids())


def test_nothing_goes_that_no_backup_has(place, clock, office):
    finished(place)
    office.judge()
    office.deliver()
    assert after_years(place, clock).cases == 0
    office.back_up()
    finished(place)
    office.judge()
    office.deliver()
    assert after_years(place, clock).cases == 1
    check(place)


@pytest.mark.parametrize("what", ["young", "refused", "owed paper", "waiting scan"])
def test_what_still_needs_somebody_stays(place, clock, office, what):
    case = received(place)
    if what == "waiting scan":
        attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), PDF)
    if what != "owed paper":
        place.print_owed()
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    office.judge(*([Verdict.APPLIED, Verdict.APPLIED, Verdict.CONTESTED] if what == "refused" else []))
    office.deliver()
    office.back_up()
    if what == "young":
        clock.pass_by(days=399)
        assert prune(place.store, wall_ms(clock.now() - OLD)).cases == 0
    else:
        assert after_years(place, clock).cases == 0
    assert place.store.cases.get(case.id) is not None


def test_a_scan_goes_with_its_last_case(place, clock, office):
    finished(place, content=PDF)
    finished(place, content=PDF + b" of two cases")
    keeper = accepted(place)
    form = AttachForm(case_id=keeper.id, material="EDU-001-M01", name="b.pdf")
    attach(place.desk, form, PDF + b" of two cases")
    store = place.store
    with store.writing():
        for sha256 in store.blobs.in_state("waiting"):
            store.blobs.settle(sha256)
    settle(office)
    shared, alone = (store.blobs.files.put(PDF + ending) for ending in (b" of two cases", b""))
    assert after_years(place, clock).cases == 2
    assert store.blobs.files.has(shared)
    assert not store.blobs.files.has(alone)
    check(place)


def test_a_scan_that_a_half_filled_form_holds_stays(place, clock, office):
    finished(place, content=PDF)
    store = place.store
    with store.writing():
        for sha256 in store.blobs.in_state("waiting"):
            store.blobs.settle(sha256)
    settle(office)
    sha256 = store.blobs.files.put(PDF)
    held = Draft("d", "EDU-001", "", wall_ms(clock.now()), f'{{"scans":[{{"sha256":"{sha256}"}}]}}'.encode())
    store.drafts.save("0412", held)
    assert after_years(place, clock).cases == 1
    assert store.blobs.files.has(sha256)


def test_files_that_a_power_cut_left_over_are_removed_the_next_time(place, clock, office):
    finished(place, content=PDF)
    store = place.store
    with store.writing():
        for sha256 in store.blobs.in_state("waiting"):
            store.blobs.settle(sha256)
    settle(office)
    sha256 = store.blobs.files.put(PDF)
    folder = store.blobs.files.path(sha256).parent
    path = store.blobs.files.path(sha256)
    path.unlink()
    path.mkdir()
    with pytest.raises(Trouble, match=r"local\.disk"):
        after_years(place, clock)
    path.rmdir()
    path.write_bytes(b"x")
    after_years(place, clock)
    assert list(folder.iterdir()) == []


def test_cases_of_other_windows_go_without_the_own_stream_moving(place, clock, office):
    mine = accepted(place)
    settle(office)
    opening = place.store.journal.history(mine.id)[0].event().fact
    for number in range(30):
        case_id = f"0197d0a0-0000-7000-8000-{number:012d}"
        office.state(opening, case_id, Role.CLERK, "W01", code="0456")
        office.state(facts.CaseWithdrawn(withdrawn_on="2026-09-22"), case_id, Role.CLERK, "W01", code="0456")
    office.deliver()
    assert after_years(place, clock).cases == 30
    assert place.store.journal.stream().base_seq == 0
    check(place)
    # What is told of such a case later is no case, and goes as well.
    office.state(facts.NoteAdded(text="迟到"), "0197d0a0-0000-7000-8000-000000000003")
    office.deliver()
    check(place)
    assert after_years(place, clock).events == 1
    check(place)


def test_the_mailbox_offers_only_marks_that_it_can_still_prove(place, clock, office):
    for _ in range(4):
        finished(place)
    accepted(place)
    settle(office)
    after_years(place, clock)
    base = place.store.positions.base(BOX)
    marks = place.store.journal.marks(base, place.store.positions.at(BOX).pos)
    assert base.pos == 12
    assert {mark.pos for mark in marks} == {14, 13, 12}
    assert all(mark.chain == office.box.chains[mark.pos] for mark in marks)


def test_what_was_pruned_cannot_be_sent_again_and_that_is_said(place, clock, office):
    finished(place)
    settle(office)
    after_years(place, clock)
    with place.store.writing(), pytest.raises(Trouble, match=r"sync\.pruned_below"):
        place.store.journal.rewind(2)
    with pytest.raises(Trouble, match=r"sync\.pruned_below"):
        place.store.journal.hash_at(1)


def test_a_new_epoch_chains_what_is_left_from_its_beginning(place, clock, office):
    finished(place)
    kept = accepted(place)
    settle(office)
    after_years(place, clock)
    place.store.open_epoch(place.desk.now_ms())
    stream = place.store.journal.stream()
    assert (stream.base_seq, stream.head, stream.acked) == (0, 2, 0)
    assert [entry.case_id for entry in place.store.journal.waiting()] == [kept.id] * 2
    assert place.store.journal.check_chain() == 0
    place.store.cases.rebuild()
    assert place.store.cases.differing() == ()


def test_a_witness_older_than_the_pruning_is_no_restored_database(place, clock, office, tmp_path):
    witness = tmp_path / "witness" / "witness"
    finished(place)
    first_line = witness.read_bytes().splitlines(keepends=True)[0]
    settle(office)
    after_years(place, clock)
    witness.write_bytes(first_line)
    assert place.store.check_witness(place.desk.now_ms()) is False
    assert place.store.witness.last().seq == 3


def test_it_is_done_once_a_day_also_when_the_clock_goes_back(place, clock, office):
    upkeep = Upkeep(place.store, clock, 400)
    assert not upkeep.run()
    finished(place)
    settle(office)
    clock.pass_by(days=500)
    assert upkeep.run()
    finished(place)
    settle(office)
    clock.pass_by(hours=2)
    assert not upkeep.run()
    clock.pass_by(days=-3)
    upkeep.run()
    assert place.store.meta.get("pruned_ms") == str(wall_ms(clock.now()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["open", "end first", "end last", "note", "back up", "judge"]), max_size=14))
def test_whatever_was_done_before_cases_go_whole_and_the_rest_holds_together(steps):
    clock = MovedClock()
    with tempfile.TemporaryDirectory() as folder:
        place = a_desk(Path(folder), clock)
        try:
            office = Office(place)
            going = []
            for step in steps:
                if step == "open":
                    going.append(received(place))
                    place.print_owed()
                elif step.startswith("end") and going:
                    case = going.pop(0 if step == "end first" else -1)
                    withdraw(place.desk, WithdrawForm(case_id=case.id))
                elif step == "note" and going:
                    office.state(facts.NoteAdded(text="说明"), going[0].id)
                elif step == "judge" and place.store.journal.waiting():
                    office.judge()
                    office.deliver()
                elif step == "back up":
                    office.back_up()
            before = {one: place.store.journal.history(one) for one in place.store.journal.case_ids()}
            pruned = after_years(place, clock)
            left = {one: place.store.journal.history(one) for one in place.store.journal.case_ids()}
            assert all(before[case_id] == events for case_id, events in left.items())
            assert len(before) - len(left) == pruned.cases
            assert {case.id for case in going} <= set(left)
            assert place.store.journal.stream().base_seq <= place.store.journal.stream().backup_mark
            check(place)
        finally:
            place.close()


def test_facts_about_blanks_go_with_the_prefix_and_their_box_goes_on_from_where_it_stood(place, clock, office):
    stocked(place)
    blanks.spoil(place.desk, NumberForm(number="川德 0001", reason="污损"), SECOND)
    finished(place)
    settle(office)
    clock.pass_by(days=450)
    blanks.spoil(place.desk, NumberForm(number="川德 0002", reason="污损"), SECOND)
    settle(office)
    before = box_of(place)
    pruned = after_years_less(place, clock, days=50)
    assert (pruned.cases, pruned.events) == (1, 5)
    assert len(place.store.journal.history(before.id)) == 1
    assert box_of(place) == before
    place.store.cases.rebuild()
    assert box_of(place) == before
    blanks.spoil(place.desk, NumberForm(number="川德 0003", reason="污损"), SECOND)
    assert box_of(place).balance.spoiled == 3
    check(place)


def test_a_mailbox_that_is_read_anew_does_not_count_facts_about_blanks_twice(place, clock, office):
    stocked(place)
    for number in ("川德 0001", "川德 0002"):
        blanks.spoil(place.desk, NumberForm(number=number, reason="污损"), SECOND)
    settle(office)
    rows = [(entry.epoch, entry.seq, entry.raw) for entry in place.store.journal.history(box_of(place).id)]
    before = box_of(place)
    after_years(place, clock)
    assert place.store.journal.history(before.id) == ()
    again = Mailbox(BOX)
    with place.store.writing():
        for epoch, seq, raw in rows:
            place.store.journal.receive(again.add(raw, ver=0, origin="W03", epoch=epoch, seq=seq))
        place.store.cases.refresh((before.id,))
    assert len(place.store.journal.history(before.id)) == len(rows)
    assert box_of(place) == before
    place.store.cases.rebuild()
    assert box_of(place) == before


def after_years_less(place, clock, days):
    clock.pass_by(days=days)
    return prune(place.store, wall_ms(clock.now() - OLD))
