"""Telling the applicant in writing what a department stated: a special procedure (art. 45), more time (art. 42).

A department states it from afar; the window owes the notice once somebody there gives it, so that a desk which reads
old history prints nothing by itself.
"""

from casework.errors import RuleBroken
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.recording import the_case
from counter_app.store.cases import Projected
from counter_app.store.entry import REFUSED, Entry


def untold(desk: Desk, case_id: str) -> tuple[Entry, ...]:
    """Return what a department stated of a case and no notice was owed for here, oldest first."""
    told = {job.event_id for job in desk.store.printouts.of_case(case_id)}
    return tuple(
        entry
        for entry in desk.store.journal.history(case_id)
        if entry.type in owed.TOLD_BY_DEPARTMENTS and entry.id not in told and entry.verdict not in REFUSED
    )


def give_notice(desk: Desk, case_id: str) -> Done[Projected]:
    """Owe both copies of every notice that a case still lacks.

    Raises:
        RuleBroken: `desk.no_such_case`, `notice.nothing`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    desk.clerk()
    found = the_case(desk, case_id)
    open_ones = untold(desk, case_id)
    if not open_ones:
        raise RuleBroken("notice.nothing")
    with desk.store.writing():
        for entry in open_ones:
            desk.store.printouts.owe(case_id, entry.id, owed.TOLD_BY_DEPARTMENTS[entry.type], desk.now_ms())
    return Done(changed(case_id, prints=True), found)
