"""Stating facts: the one way an act writes an event, judged beforehand by the table the server will judge it by."""

from collections.abc import Sequence

from casework import events
from casework.blank_facts import BlanksReceived
from casework.blanks import Box, opened, step
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.events import Actor, BlobRef, Event, Header, Role
from casework.fact import Fact
from casework.facts import KINDS, CaseOpened
from casework.ids import uuid7
from casework.lifecycle import Verdict, judge
from casework.upcasts import version_of
from counter_app.desk.bench import Desk
from counter_app.store import clock_watch
from counter_app.store.cases import Projected


def state(
    desk: Desk,
    clerk: ClerkCard,
    case_id: str,
    fact: Fact,
    blobs: Sequence[BlobRef] = (),
    *,
    supersedes: str = "",
) -> Event:
    """Write `fact` about a case to the journal and bring the case's row up to date. Inside `store.writing`.

    `supersedes` is the own refused event that it stands in for.

    Raises:
        RuleBroken: the case is at a stage where this cannot be done (`case.stage` with `stage`), or the event would be
            too large (`event.too_large`); the transaction must then be left.
    """
    desk.store.cases.bring_up(case_id)
    before = desk.store.cases.get(case_id)
    # A running case stays under the version it was opened under.
    running = None if before is None or isinstance(fact, CaseOpened) else before.case
    catalog = running.catalog if running else desk.catalogue.version
    event, clock = _written(desk, clerk, case_id, fact, tuple(blobs), catalog, supersedes)
    _allow(desk, before, event)
    desk.store.journal.append(event)
    clock_watch.note(desk.store, clock)
    desk.store.cases.refresh((case_id,))
    return event


def state_of_box(desk: Desk, clerk: ClerkCard, box_id: str, fact: Fact) -> Box:
    """Write `fact` about a box of blanks to the journal and return the box as it then is. Inside `store.writing`.

    Raises:
        RuleBroken: it cannot be true of the box (`stock.…`); the transaction must then be left.
    """
    before = desk.store.blanks.get(box_id)
    if before is None:
        if not isinstance(fact, BlanksReceived):
            raise RuleBroken("stock.no_such_box")
        after = opened(box_id, fact, clerk.code)
    else:
        after = step(before, fact)
    event, clock = _written(desk, clerk, box_id, fact, (), desk.catalogue.version)
    desk.store.journal.append(event)
    clock_watch.note(desk.store, clock)
    desk.store.blanks.put(after)
    return after


def _written(
    desk: Desk,
    clerk: ClerkCard,
    case_id: str,
    fact: Fact,
    blobs: tuple[BlobRef, ...],
    catalog: str,
    supersedes: str = "",
) -> tuple[Event, clock_watch.ClockView]:
    """Return the event that states a fact now, and how the clock stands."""
    now, mono = desk.now_ms(), desk.boot.mono()
    clock = clock_watch.look(desk.store, now, mono)
    header = Header(
        id=uuid7(now),
        type=KINDS[type(fact)],
        tv=version_of(KINDS[type(fact)]),
        case=case_id,
        base=desk.store.cases.confirmed_version(case_id),
        catalog=catalog,
        at=now,
        mono=mono,
        off=clock.offset_ms,
        actor=Actor(role=Role.CLERK, code=clerk.code, name=clerk.name),
        blobs=blobs,
        supersedes=supersedes,
        suspect=clock.suspect,
    )
    return events.write(header, fact), clock


def _allow(desk: Desk, before: Projected | None, event: Event) -> None:
    if event.header.supersedes and isinstance(event.fact, CaseOpened):
        # The row shows the opening that was refused; the new one begins the case in its stead.
        before = None
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
