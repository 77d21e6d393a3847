"""The result reaches the applicant: handed to a collector whose identity was compared, or sent by courier."""

from casework import identity
from casework.case_state import Case
from casework.errors import RuleBroken
from casework.facts import ResultDelivered, ResultMailed
from casework.parties import DeliveryWay, IdKind, PartyKind
from casework.scanned import compact
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import checked_id
from counter_app.desk.forms import DeliverForm, MailDeliveredForm, MailForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected

_LAST = 4


def deliver(desk: Desk, form: DeliverForm) -> Done[Projected]:
    """State that the result was handed out at this window; the proof of delivery is owed.

    Raises:
        RuleBroken: `case.stage`, a wrong identity number, `deliver.no_name`, or `deliver.collector_unknown`: the
            collector is neither the applicant nor the agent and no written authority lies in the file.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    name, last4 = checked_collector(desk, case, form)
    fact = ResultDelivered(
        window=desk.place().window,
        delivered_on=desk.today(),
        way=DeliveryWay.WINDOW.value,
        collector=name,
        collector_id_last4=last4,
        signed=form.signed,
    )
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        owed.papers(desk, case.id, owed.DELIVERED)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True), after)


def checked_collector(desk: Desk, case: Case, form: DeliverForm) -> tuple[str, str]:
    """Return the name of who may take a case's result, and the last four signs of their number.

    Raises:
        RuleBroken: a wrong identity number, `deliver.no_name` or `deliver.collector_unknown`.
    """
    number = checked_id(_id_kind(form.collector_id), form.collector_id, desk.today())
    if not form.collector.strip():
        raise RuleBroken("deliver.no_name")
    if not (form.authorised or _may_collect(case, form.collector.strip(), number)):
        raise RuleBroken("deliver.collector_unknown")
    return form.collector.strip(), number[-_LAST:]


def mail(desk: Desk, form: MailForm) -> Done[Projected]:
    """State that the result was given to a courier under a waybill, which is owed.

    Raises:
        RuleBroken: `case.stage`, a wrong waybill, `deliver.no_address` or `deliver.mailed_already`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    waybill = identity.check_waybill(form.waybill).value
    if not case.delivery.address.strip():
        raise RuleBroken("deliver.no_address")
    if case.mailing is not None:
        raise RuleBroken("deliver.mailed_already", waybill=case.mailing.waybill)
    fact = ResultMailed(
        window=desk.place().window,
        mailed_on=desk.today(),
        carrier=form.carrier.strip(),
        waybill=waybill,
    )
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        owed.papers(desk, case.id, owed.MAILED)
        after = the_case(desk, case.id)
    return Done(changed(case.id, prints=True), after)


def mail_delivered(desk: Desk, form: MailDeliveredForm) -> Done[Projected]:
    """State that the courier delivered the result.

    Raises:
        RuleBroken: `case.stage`, `deliver.not_mailed`, or `deliver.arrival_day`: before it was mailed, or not yet come.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    if case.mailing is None:
        raise RuleBroken("deliver.not_mailed")
    mailed, today = case.mailing.mailed_on, desk.today()
    if not mailed <= form.delivered_on <= today:
        raise RuleBroken("deliver.arrival_day", day=f"{form.delivered_on}", mailed=f"{mailed}", today=f"{today}")
    fact = ResultDelivered(
        window=desk.place().window,
        delivered_on=form.delivered_on,
        way=DeliveryWay.COURIER.value,
        collector=form.collector.strip() or case.delivery.recipient,
    )
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)


def _id_kind(number: str) -> IdKind:
    """A collector is a person; what is not a resident's number is a passport or other document."""
    return IdKind.RESIDENT_ID if len(compact(number)) == 18 else IdKind.OTHER  # noqa: PLR2004 - GB 11643


def _may_collect(case: Case, name: str, number: str) -> bool:
    parties = [party for party in (case.applicant, case.agent) if party is not None]
    if any(party.kind is PartyKind.PERSON and party.id_number == number for party in parties):
        return True
    return name == case.applicant.representative
