"""Saying no at the window: not accepted (不予受理) with grounds and remedies, or no licence is needed (不受理)."""

from collections.abc import Iterator, Mapping

from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.facts import CaseNotAccepted, LicenceNotRequired
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import MOST_WORDS, Fault, refuse_if, text_faults
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
    with desk.store.writing():
        decide(desk, clerk, form)
        after = the_case(desk, form.case_id)
    return Done(changed(form.case_id, prints=True), after)


def decide(desk: Desk, clerk: ClerkCard, form: RefuseForm) -> None:
    """State the refusal; see `refuse`. Inside `store.writing`."""
    case = the_case(desk, form.case_id).case
    grounds = tuple(ground.strip() for ground in form.grounds if ground.strip())
    if not grounds:
        refuse_if([Fault("grounds", RuleBroken("refuse.no_grounds"))])
    refuse_if(_word_faults({"grounds": grounds, "remedies": form.remedies, "body": (form.competent_body,)}))
    fact = CaseNotAccepted(
        decided_on=desk.today(),
        grounds=grounds,
        remedies=form.remedies,
        competent_body=form.competent_body.strip(),
    )
    state(desk, clerk, case.id, fact)
    owed.papers(desk, case.id, owed.NOT_ACCEPTED)


def not_required(desk: Desk, form: NotRequiredForm) -> Done[Projected]:
    """Say that the matter needs no licence; both copies of the written notice are owed.

    Raises:
        RuleBroken: `case.stage`, or `refuse.no_grounds`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    with desk.store.writing():
        say_not_required(desk, clerk, form)
        after = the_case(desk, form.case_id)
    return Done(changed(form.case_id, prints=True), after)


def say_not_required(desk: Desk, clerk: ClerkCard, form: NotRequiredForm) -> None:
    """State that no licence is needed; see `not_required`. Inside `store.writing`."""
    case = the_case(desk, form.case_id).case
    if not form.reason.strip():
        refuse_if([Fault("reason", RuleBroken("refuse.no_grounds"))])
    refuse_if(_word_faults({"reason": (form.reason,)}))
    state(desk, clerk, case.id, LicenceNotRequired(told_on=desk.today(), reason=form.reason.strip()))
    owed.papers(desk, case.id, owed.NOT_REQUIRED)


def _word_faults(said: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    for field, texts in said.items():
        for text in texts:
            yield from text_faults(field, text.strip(), MOST_WORDS)
