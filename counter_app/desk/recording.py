"""Stating facts: the one way an act writes an event, judged beforehand by the table the server will judge it by."""

from collections.abc import Sequence

from casework import events
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.events import MAX_EVENT_BYTES, Actor, BlobRef, Event, Header, Role
from casework.facts import KINDS, Fact
from casework.ids import uuid7
from casework.lifecycle import Verdict, judge
from counter_app.desk.bench import Desk
from counter_app.store.cases import Projected

_PAYLOAD_VERSION = 1


def state(desk: Desk, clerk: ClerkCard, case_id: str, fact: Fact, blobs: Sequence[BlobRef] = ()) -> Event:
    """Write `fact` about a case to the journal and bring the case's row up to date. Inside `store.writing`.

    Raises:
        RuleBroken: the case is at a stage where this cannot be done (`case.stage` with `stage`), or the event would be
            too large (`event.too_large`); the transaction must then be left.
    """
    now = desk.now_ms()
    header = Header(
        id=uuid7(now),
        type=KINDS[type(fact)],
        tv=_PAYLOAD_VERSION,
        case=case_id,
        base=desk.store.cases.confirmed_version(case_id),
        catalog=desk.catalogue.version,
        at=now,
        mono=desk.boot.mono(),
        off=desk.store.meta.clock_offset_ms(),
        actor=Actor(role=Role.CLERK, code=clerk.code, name=clerk.name),
        blobs=tuple(blobs),
    )
    event = events.write(header, fact)
    if len(event.raw) > MAX_EVENT_BYTES:
        raise RuleBroken("event.too_large", size=len(event.raw), limit=MAX_EVENT_BYTES)
    _allow(desk, case_id, event)
    desk.store.journal.append(event)
    desk.store.cases.refresh((case_id,))
    return event


def _allow(desk: Desk, case_id: str, event: Event) -> None:
    before = desk.store.cases.get(case_id)
    judgement = judge(before.case if before else None, event, desk.place().window)
    if judgement.verdict is not Verdict.APPLIED:
        stage = before.case.stage.value if before else ""
        raise RuleBroken(judgement.reason, stage=stage)


def the_case(desk: Desk, case_id: str) -> Projected:
    """Return a case by its id.

    Raises:
        RuleBroken: `desk.no_such_case`.
    """
    found = desk.store.cases.get(case_id)
    if found is None:
        raise RuleBroken("desk.no_such_case", asked=case_id)
    return found
