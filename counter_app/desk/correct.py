"""Correction (更正): what was entered wrongly is put right by a further fact with its reason; nothing is overwritten.

Number, slip serial, matter and days stay, so the barcode of the old slip still leads to the case. The papers that say
something else now are owed anew and name the print they replace; those that did not come out yet are dropped.
"""

from collections.abc import Iterator

import msgspec
from msgspec import UNSET, UnsetType

from casework.case_state import Case
from casework.catalogue import Matter
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.facts import DetailsCorrected
from casework.lifecycle import RULES
from casework.materials import MaterialMark
from casework.situations import Situation
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checklist import anything, lines
from counter_app.desk.checks import (
    Fault,
    application_faults,
    checked_delivery,
    checked_party,
    refuse_if,
    text_faults,
)
from counter_app.desk.completeness import HandedIn, gap_faults
from counter_app.desk.forms import ApplicationForm, CorrectForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected
from counter_app.store.printouts import NOT_OUT, Intent
from printing.model import PaperKind

MOST_REASON = 40
"""The signs of a reason; it is printed on the new papers, in two lines together with what they replace."""

_KIND = "case.corrected"
_REPLACED = "replaced"
_NOTICES = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.TOLERANCE_NOTICE)


def correct(desk: Desk, form: CorrectForm) -> Done[Projected]:
    """State what is right, with the reason, and owe the papers that replace the old ones.

    Raises:
        RuleBroken: `case.stage`, `correct.nothing`; a `FormRefused` with every fault, the reason's under `reason`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = correctable(desk, form.case_id)
    refuse_if((*correction_faults(desk, case, form), *_reason_faults(form.reason)))
    fact = _difference(desk, case, form)
    with desk.store.writing():
        _state(desk, clerk, case, fact)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True), after)


def correctable(desk: Desk, case_id: str) -> Case:
    """Return a case whose details may still be corrected at a window.

    Raises:
        RuleBroken: `desk.no_such_case`, `case.stage`.
    """
    case = the_case(desk, case_id).case
    if case.stage not in RULES[_KIND].sources:
        raise RuleBroken("case.stage", stage=case.stage.value)
    return case


def correction_faults(desk: Desk, case: Case, form: CorrectForm) -> Iterator[Fault]:
    """Yield everything that keeps a correction from being stated, but for its reason."""
    matter = desk.matter_of(case)
    said = ApplicationForm(
        matter=case.matter,
        applicant=form.applicant,
        agent=form.agent,
        delivery=form.delivery,
        materials=form.materials,
        situation=form.situation or (),
    )
    yield from application_faults(said, matter, desk.today())
    altered = _altered(case, form)
    handed = {item.material for custody in case.custody for item in custody.items}
    for mark in altered:
        if mark.code in handed:
            # What was handed over at a window is a fact; the sheet says how many pieces it was.
            yield Fault(f"materials.{mark.code}", RuleBroken("correct.handed_over"))
    if (altered or _answered_anew(case, matter, form) is not UNSET) and case.accepted_on is not None:
        yield from _accepted_gaps(desk, case, matter, form)


def _accepted_gaps(desk: Desk, case: Case, matter: Matter, form: CorrectForm) -> Iterator[Fault]:
    """Yield what would be missing by the corrected marks: what was accepted as complete stays complete."""
    day = case.accepted_on or desk.today()
    before = {fault.field for fault in gap_faults(HandedIn.of(case, matter), day, desk.calendar)}
    situation = case.situation if form.situation is None else form.situation
    for fault in gap_faults(HandedIn(matter, form.materials, situation), day, desk.calendar):
        if fault.field not in before:
            yield fault


def _reason_faults(reason: str) -> Iterator[Fault]:
    if not reason.strip():
        yield Fault("reason", RuleBroken("correct.reason_missing"))
    yield from text_faults("reason", reason.strip(), MOST_REASON)


def _answered_anew(case: Case, matter: Matter, form: CorrectForm) -> Situation | UnsetType:
    """Return the answers as they should be; UNSET where they are what they were."""
    if form.situation is None:
        return UNSET
    counted = matter.counted(form.situation)
    return counted if counted != matter.counted(case.situation) else UNSET


def _altered(case: Case, form: CorrectForm) -> tuple[MaterialMark, ...]:
    had = {mark.code: mark for mark in case.materials}
    return tuple(mark for mark in form.materials if had.get(mark.code) != mark)


def _difference(desk: Desk, case: Case, form: CorrectForm) -> DetailsCorrected:
    today = desk.today()
    # The page does not ask for the address of the applicant; what is known of it stays.
    applicant = msgspec.structs.replace(
        checked_party(form.applicant, today), address=form.applicant.address or case.applicant.address
    )
    agent = checked_party(form.agent, today) if form.agent else None
    delivery = checked_delivery(form.delivery)
    fact = DetailsCorrected(
        corrected_on=today,
        reason=form.reason.strip(),
        applicant=applicant if applicant != case.applicant else None,
        agent=agent if agent != case.agent else None,
        no_agent=agent is None and case.agent is not None,
        delivery=delivery if delivery != case.delivery else None,
        materials=_altered(case, form),
        situation=_answered_anew(case, desk.matter_of(case), form),
    )
    said = (fact.applicant, fact.agent, fact.no_agent, fact.delivery, fact.materials, fact.situation is not UNSET)
    if not any(said):
        raise RuleBroken("correct.nothing")
    return fact


def _listed(desk: Desk, case: Case) -> tuple[tuple[int, MaterialMark], ...]:
    """Return what the notices list as received or promised, with its number in the checklist."""
    marks = {mark.code: mark for mark in case.materials if anything(mark)}
    shown = enumerate(lines(case, desk.matter_of(case)), start=1)
    return tuple((number, marks[line.code]) for number, line in shown if line.code in marks)


def _state(desk: Desk, clerk: ClerkCard, case: Case, fact: DetailsCorrected) -> None:
    had = desk.store.printouts.of_case(case.id)
    state(desk, clerk, case.id, fact)
    intents: tuple[Intent, ...] = owed.RECEIVED
    relisted = _listed(desk, the_case(desk, case.id).case) != _listed(desk, case)
    if case.accepted_on is not None and (fact.applicant or fact.agent or fact.no_agent or relisted):
        intents = owed.TOLERATED if any(job.paper == PaperKind.TOLERANCE_NOTICE for job in had) else owed.ACCEPTED
    papers = {intent.paper for intent in intents}
    for job in had:
        if job.paper in papers and job.state in NOT_OUT:
            desk.store.printouts.drop(job.id, _REPLACED, desk.now_ms(), clerk.code)
    owed.papers(desk, case.id, intents)
