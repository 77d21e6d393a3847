"""Withdrawal: the applicant takes the application back before it is decided."""

from casework.facts import CaseWithdrawn
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected


def withdraw(desk: Desk, form: WithdrawForm) -> Done[Projected]:
    """State that the applicant withdrew.

    Raises:
        RuleBroken: `case.stage`, the case is decided or closed.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    with desk.store.writing():
        state(desk, clerk, case.id, CaseWithdrawn(withdrawn_on=desk.today(), reason=form.reason.strip()))
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)
