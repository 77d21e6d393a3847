"""Urging (催办): the department that has a case is asked, for the record, how far it is; it answers by a fact."""

from casework.errors import RuleBroken
from casework.facts import CaseUrged
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import UrgeForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected

MOST_REASON = 200
"""The signs of a reason; the department's list shows it on a line or two."""


def urge(desk: Desk, form: UrgeForm) -> Done[Projected]:
    """Urge the department that has the case and has not decided it.

    Raises:
        RuleBroken: `desk.no_such_case`, `case.stage`, `desk.too_long`; `urge.too_soon`, this window urged within the
            working day and gives no reason to do so again.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    if len(form.reason) > MOST_REASON:
        raise RuleBroken("desk.too_long", found=len(form.reason), most=MOST_REASON)
    today = desk.today()
    fact = CaseUrged(
        window=desk.place().window,
        urged_on=today,
        again_from=next(desk.calendar.working_days(today)),
        reason=form.reason,
    )
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)
