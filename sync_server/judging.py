"""What becomes of one event that is new to the server; pure, no database.

`casework.lifecycle.judge` knows the office's rules. Added here is what only the server can know: whether the writer may
act in the capacity it claims, whether it has any business with the case, and whether an opening fits the place and the
catalogue.
"""

from casework.access import may_act_as
from casework.case_state import Case
from casework.events import Event
from casework.facts import CaseOpened
from casework.lifecycle import Judgement, Verdict, judge
from sync_server.writers import Matters, Writer


def judge_for(writer: Writer, matters: Matters, case: Case | None, event: Event) -> Judgement:
    """Return the verdict on `event` by `writer` on top of `case`."""
    if not may_act_as(writer.kind, event.header.actor.role):
        return Judgement(Verdict.QUARANTINED, "case.role")
    if case is not None and (foreign := writer.foreign(case)):
        return Judgement(Verdict.QUARANTINED, foreign)
    judgement = judge(case, event, writer.origin)
    if judgement.verdict is Verdict.APPLIED and isinstance(event.fact, CaseOpened):
        return _judge_place(writer, matters, event.fact, event.header.catalog)
    return judgement


def _judge_place(writer: Writer, matters: Matters, fact: CaseOpened, catalog: str) -> Judgement:
    if (fact.hall, fact.region) != (writer.hall, writer.region):
        return Judgement(Verdict.QUARANTINED, "case.other_hall")
    owner = matters.department_of(fact.matter, catalog)
    if owner is None:
        # A newer catalogue may know it; the event says which one it was written under.
        return Judgement(Verdict.HELD, "case.unknown_matter")
    if owner != fact.department:
        return Judgement(Verdict.QUARANTINED, "case.matter_of_other_department")
    return Judgement(Verdict.APPLIED)
