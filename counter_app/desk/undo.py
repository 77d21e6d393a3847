"""Undoing (撤销) an application that was accepted, taken in or turned away by mistake, moments ago.

Nothing is deleted: a further fact says that the window took it back, the number stays used, and the papers that did not
come out yet are dropped. What did come out is counted, to be taken back from the applicant.
"""

from dataclasses import dataclass

from casework.errors import RuleBroken
from casework.facts import CaseUndone
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected
from counter_app.store.printouts import NOT_OUT, JobState
from printing.model import PaperKind

UNDO_S = 10
"""Seconds after an act in which the window offers to undo it."""

_UNDONE = "undone"
_OF_THE_ACT = frozenset(
    {
        "case.opened",
        "case.accepted",
        "case.supplement_requested",
        "case.not_accepted",
        "case.not_required",
        "paper.printed",
        "scan.attached",
    }
)


@dataclass(frozen=True, slots=True)
class Undone:
    """A case that was taken back, and how many of its papers may lie in the applicant's hand."""

    case: Projected
    printed: int


def undo(desk: Desk, case_id: str) -> Done[Undone]:
    """Take back an application that this window has just opened.

    Raises:
        RuleBroken: `desk.no_such_case`; `undo.went_on`, something followed that cannot be taken back; `case.stage` or
            `case.other_window`, as the table of stages says.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, case_id).case
    if any(entry.type not in _OF_THE_ACT for entry in desk.store.journal.history(case_id)):
        raise RuleBroken("undo.went_on")
    jobs = desk.store.printouts.of_case(case_id)
    with desk.store.writing():
        state(desk, clerk, case.id, CaseUndone(undone_on=desk.today(), stage=case.stage.value))
        for job in jobs:
            if job.state in NOT_OUT:
                desk.store.printouts.drop(job.id, _UNDONE, desk.now_ms(), clerk.code)
        after = the_case(desk, case_id)
    # Labels stick on the originals, which go back with the applicant anyway.
    given = [job for job in jobs if job.paper != PaperKind.MATERIAL_LABEL]
    out = sum(job.state not in NOT_OUT and job.state is not JobState.DROPPED for job in given)
    return Done(changed(case_id, prints=True), Undone(after, out))
