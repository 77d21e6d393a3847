"""Receive only (先收件): the papers are in, a slip is given, acceptance is decided within five working days."""

from collections.abc import Callable

from casework.contract import ClerkCard
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.opening import checked, open_case
from counter_app.desk.recording import the_case
from counter_app.store.cases import Projected

Further = Callable[[Desk, ClerkCard, str], None]
"""What is stated of a case, by its id, in the transaction that opens it."""


def take_in(desk: Desk, form: ApplicationForm, *, draft: str = "", further: Further | None = None) -> Done[Projected]:
    """Take an application in without accepting it, and owe the applicant a slip.

    What is stated `further` and the end of the clerk's `draft` belong to it: all of it happened, or nothing did.

    Raises:
        RuleBroken: a rule forbids it, see `opening.checked`, or `further` does; nothing was written.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    form = checked(desk, form)
    with desk.store.writing():
        case_id = open_case(desk, clerk, form)
        owed.papers(desk, case_id, owed.RECEIVED)
        if further is not None:
            further(desk, clerk, case_id)
        desk.store.drafts.end(clerk.code, draft)
        after = the_case(desk, case_id)
    return Done(changed(case_id, prints=True), after)
