"""What the server refused is opened again and stated anew, under the case's own number."""

import msgspec
import pytest
from support.desks import accepted, application, body, received
from support.offices import Office

from casework import facts
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.events import MAX_EVENT_BYTES
from casework.lifecycle import Verdict
from counter_app.desk.amend import draft_of, refused_event, restate, restate_opening
from counter_app.desk.checks import FormRefused
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.recording import state
from counter_app.desk.withdraw import withdraw

A, C, H, Q = Verdict.APPLIED, Verdict.CONTESTED, Verdict.HELD, Verdict.QUARANTINED


@pytest.fixture
def office(place):
    return Office(place)


@pytest.fixture
def refused(place, office):
    """An accepted case whose opening was refused; what came after it is held."""
    case = accepted(place)
    office.judge(Q, H, reason="case.other_hall")
    return case


def events_of(place, case):
    return place.store.journal.history(case.id)


def counts(place):
    return place.store.journal.counts()


def test_a_case_whose_opening_was_refused_stays_in_sight(place, refused):
    shown = place.store.cases.get(refused.id)
    assert (shown.case.stage, shown.refused, shown.unacked) == (Stage.ACCEPTED, 2, 1)
    assert counts(place) == {Q: 1, H: 1}
    assert place.store.cases.differing() == ()
    before = place.store.cases.digest_rows()
    place.store.cases.rebuild()
    assert place.store.cases.digest_rows() == before


def test_the_form_comes_back_as_it_was_filled_in(place, refused):
    form = draft_of(events_of(place, refused)[0].event())
    assert form == application(place)
    with pytest.raises(RuleBroken, match=r"amend\.no_form"):
        draft_of(events_of(place, refused)[1].event())


def test_an_opening_is_stated_anew_under_its_number_and_names_what_it_stands_in_for(place, office, refused):
    opening = events_of(place, refused)[0]
    form = application(place, applicant=body(name="德阳新阳幼儿园有限公司"))
    restate_opening(place.desk, opening.id, form)
    new = events_of(place, refused)[-1].event()
    assert new.header.supersedes == opening.id
    assert place.store.journal.entry(new.header.id).supersedes == opening.id
    shown = place.store.cases.get(refused.id).case
    assert (shown.number, shown.serial) == (refused.number, refused.serial)
    assert (shown.applicant.name, shown.stage) == ("德阳新阳幼儿园有限公司", Stage.ACCEPTED)
    assert place.store.journal.check_chain() == 0
    # It needs nobody any more; the correction waits among what is sent by itself.
    assert counts(place) == {H: 1}
    office.judge(A)
    assert counts(place) == {H: 1}
    assert [entry.id for entry in place.store.journal.refused()] == [events_of(place, refused)[1].id]


def test_the_papers_of_what_was_stated_anew_are_owed_again(place, refused):
    place.print_owed()
    restate_opening(place.desk, events_of(place, refused)[0].id, application(place))
    owed = [(job.reprint, job.reason) for job in place.store.printouts.of_case(refused.id)]
    assert owed == [(0, "")] * 3 + [(1, "amended")] * 3


def test_a_correction_that_is_refused_as_well_can_be_corrected(place, office, refused):
    opening = events_of(place, refused)[0]
    restate_opening(place.desk, opening.id, application(place))
    with pytest.raises(RuleBroken, match=r"amend\.done_already"):
        restate_opening(place.desk, opening.id, application(place))
    office.judge(Q)
    assert counts(place)[Q] == 2
    restate_opening(place.desk, opening.id, application(place))
    office.judge(A)
    assert counts(place) == {Q: 1, H: 1}


def test_a_form_with_faults_writes_nothing(place, refused):
    before = place.store.journal.size()
    with pytest.raises(FormRefused):
        restate_opening(place.desk, events_of(place, refused)[0].id, application(place, applicant=body(phone="1")))
    assert place.store.journal.size() == before


def test_another_step_is_stated_anew_as_a_fact(place, office):
    case = received(place)
    withdraw(place.desk, WithdrawForm(case_id=case.id, reason="误"))
    office.judge(A, Q)
    entry = events_of(place, case)[1]
    fact = msgspec.structs.replace(entry.event().fact, reason="申请人撤回")
    restate(place.desk, entry.id, fact)
    assert place.store.cases.get(case.id).case.stage is Stage.WITHDRAWN
    office.judge(A)
    assert counts(place) == {}
    assert place.store.cases.get(case.id).refused == 0


def test_only_what_was_refused_here_can_be_stated_anew(place, office):
    case = accepted(place)
    office.judge(A, C)
    fine, contested = events_of(place, case)
    office.state(facts.NoteAdded(text="x"), case.id)
    office.deliver()
    foreign = events_of(place, case)[-1]
    with pytest.raises(RuleBroken, match=r"amend\.no_such_event"):
        refused_event(place.desk, "nothing")
    with pytest.raises(RuleBroken, match=r"amend\.not_yours"):
        refused_event(place.desk, foreign.id)
    for entry in (fine, contested):
        with pytest.raises(RuleBroken, match=r"amend\.not_refused"):
            refused_event(place.desk, entry.id)


def test_another_kind_of_fact_is_no_correction(place, refused):
    with pytest.raises(RuleBroken, match=r"amend\.other_kind"):
        restate(place.desk, events_of(place, refused)[0].id, facts.NoteAdded(text="x"))


def test_an_event_that_is_too_large_is_refused_before_anything_is_written(place):
    case = received(place)
    before = place.store.journal.stream()
    note = facts.NoteAdded(text="长" * MAX_EVENT_BYTES)
    with place.store.writing(), pytest.raises(RuleBroken, match=r"event\.too_large"):
        state(place.desk, place.desk.clerk(), case.id, note)
    assert place.store.journal.stream() == before
