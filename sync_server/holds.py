"""Letting go what waits behind a refused event: by an operator, or by time.

A writer can end its own hold with a correction. Where it does not, whoever runs the server releases what waits, with a
reason that becomes part of the case; and what nobody looked after for some days is released by the server itself, so
that nothing waits for ever.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import anyio.to_thread
import msgspec
import structlog
from sqlalchemy import Connection

from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken, Trouble
from casework.events import Actor, Role
from casework.facts import HoldReleased
from casework.texts import tidy
from sync_server.own_stream import ITSELF, OwnStream, Statement
from sync_server.store import holds
from sync_server.store.engine import Store
from sync_server.store.holds import Standing
from sync_server.waiting import FOR_CATALOGUE, FOR_OPENING, FOR_TURNS

_DAY_MS = 24 * 60 * 60 * 1000
_AT_ONCE = 100
_EVERY_S = 600.0
_log = structlog.get_logger()


class Supervised(msgspec.Struct, frozen=True, kw_only=True):
    """What one look after the holds did: holds that were too old, and other events that could be judged at last."""

    released: int
    judged: int


@dataclass(frozen=True, slots=True)
class HoldKeeper:
    """Looks after holds; one that is older than `days` is ended."""

    store: Store
    own: OwnStream
    clock: Clock
    days: int

    def everything(self) -> list[Standing]:
        """Return every hold, oldest first, then what waits for something that no release brings."""
        with self.store.reading() as connection:
            return holds.everything(connection)

    def release(self, event_id: str, reason: str, by: str) -> None:
        """Let go what waits for this event, in the name of the supervisor `by` (work number).

        Raises:
            RuleBroken: `hold.absent`, nothing waits for it, `hold.reason_needed`, `people.code_form`.
        """
        text = tidy(reason)
        if not text:
            raise RuleBroken("hold.reason_needed")
        if not by or tidy(by) != by or " " in by:
            raise RuleBroken("people.code_form", given=tidy(by))
        supervisor = Actor(role=Role.SUPERVISOR, code=by)

        def choose(connection: Connection) -> list[Statement]:
            cases = sorted({case_id for _, case_id in holds.by_event(connection, event_id)})
            if not cases:
                raise RuleBroken("hold.absent", event=event_id)
            return [Statement(HoldReleased(event=event_id, text=text), case_id, supervisor) for case_id in cases]

        self.own.state(choose)
        _log.info("hold.released", hold=event_id, by=by)

    def supervise(self) -> Supervised:
        """End the holds that are too old, and judge again what may be judged by now. Safe to do twice, or at once."""
        before_ms = wall_ms(self.clock.now()) - self.days * _DAY_MS
        released = 0
        while self._any_older(before_ms):
            # Asked again inside the transaction that ends them: another worker may have been faster.
            released += len(self.own.state(lambda connection: self._aged(connection, before_ms)))
        intake = self.own.intake
        judged = intake.judge_again((FOR_OPENING, *FOR_CATALOGUE))
        judged += intake.judge_again(FOR_TURNS, before_ms=before_ms)
        if released or judged:
            _log.warning("holds.supervised", released=released, judged=judged)
        return Supervised(released=released, judged=judged)

    def _any_older(self, before_ms: int) -> bool:
        with self.store.reading() as connection:
            return bool(holds.older_than(connection, before_ms, 1))

    def _aged(self, connection: Connection, before_ms: int) -> Sequence[Statement]:
        text = f"held for {self.days} days"
        aged = holds.older_than(connection, before_ms, _AT_ONCE)
        return [Statement(HoldReleased(event=event_id, text=text), case_id, ITSELF) for case_id, event_id in aged]

    async def follow(self) -> None:
        """Supervise every ten minutes until cancelled."""
        while True:
            try:
                await anyio.to_thread.run_sync(self.supervise)
            except Trouble as trouble:
                _log.warning("holds.not_supervised", code=trouble.code)
            await asyncio.sleep(_EVERY_S)
