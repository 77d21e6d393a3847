"""The end of a clerk's day: what the report counts, and the note that the next clerk acknowledges."""

import pytest
from support.desks import CHEAP_HASHER, CLERK, MovedClock, NotedDriver, a_desk, accepted, received, resident_id

from casework.contract import ClerkCard
from casework.errors import RuleBroken
from counter_app.desk.forms import HandedCase, HandOverForm
from counter_app.desk.hand_over import hand_over
from counter_app.desk.shift import MOST_SIGNS, acknowledge, day_report, leave_note, note_for
from counter_app.store.drafts import Draft
from counter_app.store.shift_notes import KEPT, all_notes
from printing.drivers.driver import Result

OTHER = ClerkCard(code="0456", name="李国栋")


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def desk(tmp_path, clock):
    made = a_desk(tmp_path, clock, driver=NotedDriver(Result.UNCERTAIN))
    yield made
    made.close()


def sit_down(place, card):
    with place.store.writing():
        place.store.clerks.remember(card, CHEAP_HASHER.hash("x"), place.desk.now_ms())
        place.store.clerks.begin(card.code, place.desk.now_ms(), online=True)


def test_a_day_without_work_counts_nothing(desk):
    report = day_report(desk.desk)
    assert (report.acts, report.cases, report.open_cases, report.held) == ((), 0, 0, ())
    assert report.clerk == CLERK.name


def test_the_report_counts_what_this_clerk_did_today_and_nobody_elses(desk, clock):
    accepted(desk)
    clock.pass_by(days=1)
    accepted(desk)
    received(desk)
    sit_down(desk, OTHER)
    accepted(desk)
    sit_down(desk, CLERK)
    report = day_report(desk.desk)
    counted = dict(report.acts)
    assert (counted["case.opened"], counted["case.accepted"]) == (2, 1)
    assert report.cases == 2
    assert report.open_cases == 3


def test_the_days_before_are_not_read(desk, clock):
    for _ in range(3):
        accepted(desk)
        clock.pass_by(days=1)
    assert day_report(desk.desk).acts == ()
    assert [entry.seq for entry in desk.store.journal.own_backwards(page=2)] == list(
        range(desk.store.journal.stream().head, 0, -1)
    )


def test_what_is_late_is_counted_among_the_open(desk, clock):
    accepted(desk)
    clock.pass_by(days=200)
    report = day_report(desk.desk)
    assert (report.open_cases, report.late) == (1, 1)


def test_paper_at_the_window_is_listed_until_it_is_handed_over(desk):
    case = accepted(desk)
    (held,) = day_report(desk.desk).held
    assert held.number == case.number
    assert held.originals > 0
    hand_over(desk.desk, HandOverForm(cases=(HandedCase(case_id=case.id),), to_person="何芳"))
    assert day_report(desk.desk).held == ()


def test_drafts_and_print_questions_are_named(desk):
    accepted(desk)
    desk.print_owed()
    desk.store.drafts.save(CLERK.code, Draft("d1", "EDU-001", "幼儿园 向阳花", 1, b"{}"))
    report = day_report(desk.desk)
    assert report.drafts == ("幼儿园 向阳花",)
    assert "acceptance-notice" in report.questions


def test_the_next_clerk_sees_the_note_until_it_is_acknowledged_and_its_writer_does_not(desk):
    leave_note(desk.desk, "  三号件等原件。\n")
    assert note_for(desk.desk) is None
    sit_down(desk, OTHER)
    note = note_for(desk.desk)
    assert (note.text, note.by_name) == ("三号件等原件。", CLERK.name)
    acknowledge(desk.desk, note)
    assert note_for(desk.desk) is None
    assert all_notes(desk.store)[0].seen_by == OTHER.code


def test_notes_are_shown_oldest_first_and_only_the_last_are_kept(desk, clock):
    for number in range(KEPT + 3):
        leave_note(desk.desk, f"第 {number} 条")
        clock.pass_by(seconds=1)
    sit_down(desk, OTHER)
    assert len(all_notes(desk.store)) == KEPT
    assert note_for(desk.desk).text == "第 3 条"


def test_an_empty_note_is_none_and_a_long_one_is_refused(desk):
    assert leave_note(desk.desk, " \n ") is None
    with pytest.raises(RuleBroken, match=r"shift\.note_long"):
        leave_note(desk.desk, "字" * (MOST_SIGNS + 1))
    assert all_notes(desk.store) == ()


def test_no_identity_number_is_in_the_report(desk):
    accepted(desk)
    assert resident_id() not in repr(day_report(desk.desk))


def test_the_prints_of_this_desk_are_counted_from_the_ledger(desk):
    received(desk)
    desk.print_owed()
    prints = day_report(desk.desk).prints
    assert (prints.originals, prints.uncertain) == (0, 1)
    assert prints.head == desk.store.printouts.ledger.head()
