"""What becomes of one event that is new to the server; pure, no database.

`casework.lifecycle.judge` knows the office's rules. Added here is what only the server can know: whether the writer may
act in the capacity it claims, whether it has any business with the case, and whether an opening fits the place and the
catalogue.
"""

from casework.access import OriginKind, may_act_as
from casework.case_state import Case
from casework.events import Event
from casework.facts import CaseOpened, CataloguePublished
from casework.ids import NO_CASE
from casework.lifecycle import RULES, Judgement, Verdict, judge
from sync_server.writers import Matters, Writer

APPLIED = Judgement(Verdict.APPLIED)
_WRONG_ROLE = Judgement(Verdict.QUARANTINED, "case.role")


def judge_for(writer: Writer, matters: Matters, case: Case | None, event: Event) -> Judgement:
    """Return the verdict on `event` by `writer` on top of `case`."""
    if not may_act_as(writer.kind, event.header.actor.role):
        return _WRONG_ROLE
    if case is not None and (foreign := writer.foreign(case)):
        return Judgement(Verdict.QUARANTINED, foreign)
    judgement = judge(case, event, writer.origin)
    if judgement.verdict is Verdict.APPLIED and isinstance(event.fact, CaseOpened):
        return _judge_place(writer, matters, event.fact, event.header.catalog)
    return judgement


def judge_caseless(writer: Writer, event: Event) -> Judgement:
    """Return what becomes of a fact of no case, or of one that should be; only the server states such."""
    if not (isinstance(event.fact, CataloguePublished) and event.header.case == NO_CASE):
        return Judgement(Verdict.QUARANTINED, "case.none")
    return APPLIED if _may_state(writer, event) else _WRONG_ROLE


def judge_blanks(writer: Writer, event: Event) -> Judgement:
    """Return what becomes of a fact about a box of blanks: a window states it of its own boxes.

    Whether it can be true of its box is judged where boxes are folded; what cannot is a clash there, and seen.
    """
    if writer.kind is not OriginKind.WINDOW or not _may_state(writer, event):
        return _WRONG_ROLE
    if getattr(event.fact, "window", "") != writer.origin or event.header.case == NO_CASE:
        return Judgement(Verdict.QUARANTINED, "stock.other_window")
    return APPLIED


def judge_release(writer: Writer, event: Event, *, stands: bool) -> Judgement:
    """Return what becomes of the end of a hold; `stands` says whether there is that hold, the case may not be."""
    if not _may_state(writer, event):
        return _WRONG_ROLE
    return APPLIED if stands else Judgement(Verdict.CONTESTED, "hold.absent")


def _may_state(writer: Writer, event: Event) -> bool:
    role = event.header.actor.role
    return may_act_as(writer.kind, role) and role in RULES[event.header.type].roles


def _judge_place(writer: Writer, matters: Matters, fact: CaseOpened, catalog: str) -> Judgement:
    if (fact.hall, fact.region) != (writer.hall, writer.region):
        return Judgement(Verdict.QUARANTINED, "case.other_hall")
    owner = matters.department_of(fact.matter, catalog)
    if owner == fact.department:
        return APPLIED
    if not matters.knows(catalog):
        # Its writer may have got a catalogue that an administrator has yet to publish here.
        return Judgement(Verdict.HELD, "case.unknown_catalogue")
    if owner is None:
        # A newer catalogue may know it; the event says which one it was written under.
        return Judgement(Verdict.HELD, "case.unknown_matter")
    return Judgement(Verdict.QUARANTINED, "case.matter_of_other_department")
