"""Acceptance (受理): a new application is opened and accepted in one act, or one that was received earlier is.

With tolerance (容缺) only materials marked deferrable may follow later, under a signed commitment.
"""

from collections.abc import Iterator

from casework.contract import ClerkCard
from casework.facts import CaseAccepted
from counter_app.changes import Done
from counter_app.desk import labels, owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import Fault, refuse_if
from counter_app.desk.completeness import HandedIn, acceptance_faults, follows_later
from counter_app.desk.forms import AcceptReceivedForm, ApplicationForm
from counter_app.desk.opening import checked, open_case
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected


def accept(desk: Desk, form: ApplicationForm, *, draft: str = "") -> Done[Projected]:
    """Open a case and accept it, in one transaction; the slip and both copies of the notice are owed.

    The clerk's `draft`, if one is named, ends with it: nobody finds the form of an accepted case half filled.

    Raises:
        RuleBroken: a rule forbids it; a `FormRefused` names every fault. Nothing was written, no number used.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    form = checked(desk, form)
    handed = HandedIn(desk.catalogue.matter(form.matter), form.materials, form.situation)
    refuse_if(_faults(desk, handed, commitment=form.commitment))
    with desk.store.writing():
        case_id = open_case(desk, clerk, form)
        _accept(desk, clerk, case_id, handed)
        desk.store.drafts.end(clerk.code, draft)
        after = the_case(desk, case_id)
    return Done(changed(case_id, prints=True), after)


def accept_received(desk: Desk, form: AcceptReceivedForm) -> Done[Projected]:
    """Accept a case whose papers were taken in before, or supplemented since.

    Raises:
        RuleBroken: `case.stage`, or a `FormRefused` with what is still missing.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    handed = HandedIn.of(case, desk.matter_of(case))
    refuse_if(_faults(desk, handed, commitment=form.commitment))
    with desk.store.writing():
        _accept(desk, clerk, case.id, handed)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True), after)


def _faults(desk: Desk, handed: HandedIn, *, commitment: bool) -> Iterator[Fault]:
    return acceptance_faults(handed, desk.today(), desk.calendar, commitment=commitment)


def _accept(desk: Desk, clerk: ClerkCard, case_id: str, handed: HandedIn) -> None:
    tolerance = follows_later(handed, desk.today(), desk.calendar)
    fact = CaseAccepted(
        accepted_on=desk.today(),
        committed_days=handed.matter.committed_days,
        statutory_days=handed.matter.statutory_days,
        commitment=tolerance,
    )
    state(desk, clerk, case_id, fact)
    intents = owed.TOLERATED if tolerance else owed.ACCEPTED
    owed.papers(desk, case_id, (*intents, *labels.on_acceptance(desk, the_case(desk, case_id).case, handed.matter)))
