"""Saying no at the window: not accepted (不予受理) with grounds and remedies, or no licence is needed (不受理)."""

from casework.errors import RuleBroken
from casework.facts import CaseNotAccepted, LicenceNotRequired
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import Fault, refuse_if
from counter_app.desk.forms import NotRequiredForm, RefuseForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected


def refuse(desk: Desk, form: RefuseForm) -> Done[Projected]:
    """Decide not to accept a received case; both copies of the written notice are owed.

    Raises:
        RuleBroken: `case.stage`, or `refuse.no_grounds`: refusing without reasons is not lawful.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    grounds = tuple(ground.strip() for ground in form.grounds if ground.strip())
    if not grounds:
        refuse_if([Fault("grounds", RuleBroken("refuse.no_grounds"))])
    fact = CaseNotAccepted(
        decided_on=desk.today(),
        grounds=grounds,
        remedies=form.remedies,
        competent_body=form.competent_body.strip(),
    )
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        owed.papers(desk, case.id, owed.NOT_ACCEPTED)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True), after)


def not_required(desk: Desk, form: NotRequiredForm) -> Done[Projected]:
    """Say that the matter needs no licence.

    Raises:
        RuleBroken: `case.stage`, or `refuse.no_grounds`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    if not form.reason.strip():
        refuse_if([Fault("reason", RuleBroken("refuse.no_grounds"))])
    with desk.store.writing():
        state(desk, clerk, case.id, LicenceNotRequired(told_on=desk.today(), reason=form.reason.strip()))
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)
