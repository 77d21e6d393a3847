"""Corrections and undoing against the real server: both are judged like every other fact, sooner or later."""

import msgspec
from support.desks import accepted
from support.serving import Stream, decided, event, logged_in
from support.serving import received as taken

from casework.case_state import Stage
from casework.events import Role
from casework.lifecycle import Verdict
from counter_app.desk.correct import correct
from counter_app.desk.forms import CorrectForm
from counter_app.desk.undo import undo

RIGHT = "德阳向阳花幼儿园有限责任公司"


def corrected(place, case):
    form = CorrectForm(
        case_id=case.id,
        applicant=msgspec.structs.replace(case.applicant, name=RIGHT),
        delivery=case.delivery,
        materials=case.materials,
        reason="名称录错",
    )
    return correct(place.desk, form).value.case


def decide(server, case):
    stream = Stream("EDU")
    stream.add(event(taken(), case.id, Role.DEPARTMENT), event(decided(), case.id, Role.DEPARTMENT))
    answer = logged_in(server).push(stream.push())
    assert {verdict.verdict for verdict in answer.verdicts} == {Verdict.APPLIED}


def verdict_of(place, case, kind):
    return next(entry.verdict for entry in place.store.journal.history(case.id) if entry.type == kind)


def test_a_correction_is_applied_while_the_department_reviews(place):
    case = accepted(place)
    place.sync.run()
    corrected(place, case)
    place.sync.run()
    assert verdict_of(place, case, "case.corrected") is Verdict.APPLIED
    assert place.store.cases.get(case.id).case.applicant.name == RIGHT


def test_a_correction_after_the_decision_is_contested_and_changes_nothing(place, server):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    corrected(place, case)
    place.sync.run()
    assert verdict_of(place, case, "case.corrected") is Verdict.CONTESTED
    after = place.store.cases.get(case.id).case
    assert (after.applicant.name, after.stage) == (case.applicant.name, Stage.DECIDED)


def test_undoing_is_applied_before_and_after_the_act_was_sent(place):
    unsent = accepted(place)
    undo(place.desk, unsent.id)
    sent = accepted(place)
    place.sync.run()
    undo(place.desk, sent.id)
    place.sync.run()
    for case in (unsent, sent):
        assert verdict_of(place, case, "case.undone") is Verdict.APPLIED
        assert place.store.cases.get(case.id).case.stage is Stage.WITHDRAWN
    assert place.sync.status().drained


def test_undoing_what_the_department_has_decided_meanwhile_is_contested(place, server):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    undo(place.desk, case.id)
    place.sync.run()
    assert verdict_of(place, case, "case.undone") is Verdict.CONTESTED
    assert place.store.cases.get(case.id).case.stage is Stage.DECIDED
