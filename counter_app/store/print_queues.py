"""How the queues of the printers stand: which wait for their device and why, and where half a paper may lie."""

import json
from dataclasses import dataclass
from threading import Lock

from counter_app.store.database import Database


@dataclass(frozen=True, slots=True)
class HeldQueue:
    """A queue that waits: what its device said (`readiness`, `reasons`), since when, and how many papers wait in it."""

    name: str
    readiness: str
    reasons: tuple[str, ...]
    since_ms: int
    waiting: int


class PrintQueues:
    """The queues by the names of their printers; "" is the printer for everything."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._turns: dict[str, Lock] = {}

    def turn(self, name: str) -> Lock:
        """Return what a thread must hold while it sends to a printer: a device takes one paper at a time."""
        return self._turns.setdefault(name, Lock())

    def held(self) -> tuple[HeldQueue, ...]:
        """Return the queues that wait for their device, the one that waits longest first."""
        rows = self._db.rows(
            """SELECT name, readiness, reasons, since_ms,
                (SELECT count(*) FROM print_job WHERE queue = print_queue.name AND state = 'frozen') AS waiting
            FROM print_queue
            WHERE readiness <> ''
            ORDER BY since_ms, name"""
        )
        return tuple(HeldQueue(**{**row, "reasons": tuple(json.loads(row["reasons"]))}) for row in rows)

    def hold(self, name: str, readiness: str, reasons: tuple[str, ...], at_ms: int) -> None:
        """Let a queue wait, or note what its device wants now. Inside a transaction."""
        self._db.run(
            """INSERT INTO print_queue (name, readiness, reasons, since_ms)
            VALUES (:name, :readiness, :reasons, :at_ms)
            ON CONFLICT (name) DO UPDATE SET reasons = excluded.reasons,
                since_ms = iif(readiness = '', excluded.since_ms, since_ms), readiness = excluded.readiness""",
            name=name,
            readiness=readiness,
            reasons=json.dumps(reasons, ensure_ascii=False),
            at_ms=at_ms,
        )

    def go_on(self, name: str) -> None:
        """Let a queue go on. Inside a transaction."""
        self._db.run("UPDATE print_queue SET readiness = '', reasons = '[]' WHERE name = :name", name=name)

    # --- what may lie in the device -----------------------------------------------------------------------------

    def begin(self, name: str, job: str) -> None:
        """Note that a paper is about to go into a device, as unfinished until it ends. Inside a transaction."""
        self._db.run(
            """INSERT INTO print_queue (name, unfinished) VALUES (:name, :job)
            ON CONFLICT (name) DO UPDATE SET unfinished = excluded.unfinished""",
            name=name,
            job=job,
        )

    def finish(self, job: str) -> None:
        """Note that nothing of a paper lies in a device any more. Inside a transaction."""
        self._db.run("UPDATE print_queue SET unfinished = '' WHERE unfinished = :job", job=job)

    def unfinished(self, name: str) -> str:
        """Return the paper of which half may lie in a device, empty for none."""
        row = self._db.one("SELECT unfinished FROM print_queue WHERE name = :name", name=name)
        return row["unfinished"] if row else ""

    def assign(self, job: str, name: str) -> None:
        """Note in which queue a paper stands. Inside a transaction."""
        self._db.run("UPDATE print_job SET queue = :name WHERE id = :job AND queue <> :name", job=job, name=name)
