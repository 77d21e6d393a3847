"""Sheets of the house about a window's day: what a courier takes along, and what was handed out."""

from collections.abc import Iterator
from dataclasses import replace

from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import from_ms, legal_day
from casework.errors import RuleBroken
from casework.facts import ResultDelivered
from casework.parties import DeliveryWay
from counter_app.desk.bench import Desk
from counter_app.desk.house_papers import send
from counter_app.desk.opening import next_serial
from counter_app.desk.paper_orders import CollectionPaper, CourierPaper
from counter_app.desk.prints import Printer
from counter_app.store.entry import REFUSED, Entry
from printing.drivers.driver import Outcome, Result
from printing.queues import printer_for

_COPIES = 2
_BAD = (Result.PRINTED, Result.UNCERTAIN, Result.FAILED)
_SENT = "courier_sheet"


def send_courier_sheets(desk: Desk, printer: Printer, carrier: str = "") -> Outcome:
    """Send both copies of a sheet for each carrier, or the one named, and return the worst outcome.

    What failed is listed again the next time.

    Raises:
        RuleBroken: `sending.nothing_mailed`, a sheet cannot be drawn, or nobody is signed in.
        Trouble: the disk refused.
    """
    ends: list[Outcome] = []
    for orders in order_courier_sheets(desk, carrier):
        copies = [printer.studio().draw(order) for order in orders]
        outcomes = [send(desk, printer_for(printer.all, copy.media), copy) for copy in copies]
        if all(outcome.result is not Result.FAILED for outcome in outcomes):
            note_sent(desk, orders[0])
        ends += outcomes
    return max(ends, key=lambda outcome: _BAD.index(outcome.result))


def order_courier_sheets(desk: Desk, carrier: str = "") -> tuple[tuple[CourierPaper, ...], ...]:
    """Return both copies of the sheet of each carrier that was given something today which stands on no sheet yet.

    Raises:
        RuleBroken: `sending.nothing_mailed`.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    listed = set(desk.store.meta.get(_SENT).split())
    parcels: dict[str, list[tuple[Case, Matter]]] = {}
    for entry in _today(desk, "result.mailed"):
        found = desk.store.cases.get(entry.case_id)
        mailing = found.case.mailing if found else None
        if found and mailing and entry.id not in listed and carrier in {"", mailing.carrier}:
            parcels.setdefault(mailing.carrier, []).append((found.case, desk.matter_shown(found.case)))
    if not parcels:
        raise RuleBroken("sending.nothing_mailed")
    return tuple(_both_copies(desk, clerk.name, name, tuple(cases)) for name, cases in parcels.items())


def _both_copies(
    desk: Desk, clerk: str, carrier: str, cases: tuple[tuple[Case, Matter], ...]
) -> tuple[CourierPaper, ...]:
    with desk.store.writing():
        serial = next_serial(desk)
    first = CourierPaper(
        place=desk.place(),
        clerk=clerk,
        carrier=carrier,
        serial=serial,
        copy=1,
        cases=cases,
        at=desk.clock.now(),
        practice=desk.store.meta.is_training(),
    )
    return tuple(replace(first, copy=copy) for copy in range(1, _COPIES + 1))


def note_sent(desk: Desk, order: CourierPaper) -> None:
    """Note that a sheet came out, so that the next one lists what was mailed since."""
    on_it = {case.id for case, _ in order.cases}
    today = list(_today(desk, "result.mailed"))
    earlier = set(desk.store.meta.get(_SENT).split())
    listed = [entry.id for entry in today if entry.id in earlier or entry.case_id in on_it]
    with desk.store.writing():
        desk.store.meta.put(_SENT, " ".join(listed))


def order_collection_sheet(desk: Desk) -> CollectionPaper:
    """Return the sheet of what was handed out at this window today.

    Raises:
        RuleBroken: `sending.nothing_collected`.
    """
    desk = desk.at_this_moment()
    desk.clerk()
    cases = []
    for entry in _today(desk, "result.delivered"):
        event, found = entry.event(), desk.store.cases.get(entry.case_id)
        if event is None or found is None or not isinstance(event.fact, ResultDelivered):
            continue
        if event.fact.way == DeliveryWay.WINDOW.value:
            matter = desk.matter_shown(found.case)
            cases.append((found.case, matter, event.header.actor.name, from_ms(entry.at_ms)))
    if not cases:
        raise RuleBroken("sending.nothing_collected")
    return CollectionPaper(
        place=desk.place(), cases=tuple(cases), at=desk.clock.now(), practice=desk.store.meta.is_training()
    )


def _today(desk: Desk, kind: str) -> Iterator[Entry]:
    """Yield this desk's own events of a kind of today that stand, oldest first."""
    found = []
    for entry in desk.store.journal.own_backwards():
        if legal_day(from_ms(entry.at_ms)) < desk.today():
            break
        if entry.type == kind and entry.verdict not in REFUSED:
            found.append(entry)
    yield from reversed(found)
