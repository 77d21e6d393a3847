"""Receive only (先收件): the papers are in, a slip is given, acceptance is decided within five working days."""

from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.opening import checked, open_case
from counter_app.desk.recording import the_case
from counter_app.store.cases import Projected


def take_in(desk: Desk, form: ApplicationForm) -> Done[Projected]:
    """Take an application in without accepting it, and owe the applicant a slip.

    Raises:
        RuleBroken: a rule forbids it, see `opening.checked`; nothing was written.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    form = checked(desk, form)
    with desk.store.writing():
        case_id = open_case(desk, clerk, form)
        owed.papers(desk, case_id, owed.RECEIVED)
        after = the_case(desk, case_id)
    return Done(changed(case_id, prints=True), after)
