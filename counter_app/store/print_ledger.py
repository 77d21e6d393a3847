"""The ledger of prints: every attempt, what became of it, and what people said of papers, chained by hashes.

A line is never changed. Each carries its number and is covered by the hash of the next, so none can be altered, taken
out, put in or moved unseen; the last line's number and hash are printed on the day's sheet, which no file can take
back. Papers of pruned cases stay counted: a line names no person but the clerk.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from casework import chain
from casework.clock import from_ms, legal_day
from counter_app.store.database import Database

_START = chain.stream_start("print-ledger", "1")
_DAY_MS = 86_400_000
_SHORT = 16
_MOST_DIGITS = 18
_PAGE = 500


class What(StrEnum):
    """What a line says."""

    OPENED = "opened"
    """The ledger begins; `attempt` is the last attempt of before."""
    BEGUN = "begun"
    ENDED = "ended"
    ANSWERED = "answered"
    REPRINT = "reprint"
    """A paper is owed once more, as a marked reprint."""
    DROPPED = "dropped"
    """A paper is given up that did not come out; `code` says why."""
    VOIDED = "voided"
    """Half a slip was voided at a printer, or could not be."""


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line; `reprint` is 0 for an original, `case` says whether the paper belongs to a case."""

    seq: int
    at_ms: int
    what: What
    job: str = ""
    attempt: int = 0
    paper: str = ""
    case: bool = False
    copy: int = 0
    reprint: int = 0
    sha256: str = ""
    queue: str = ""
    outcome: str = ""
    code: str = ""
    proof: str = ""
    clerk: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a ledger: its number, 0 for none, and the hash up to it."""

    seq: int = 0
    hash: bytes = field(default=_START)

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()[:_SHORT]}"


@dataclass(frozen=True, slots=True)
class DayPrints:
    """What came out on a day: papers of cases, and how often something went wrong. `head` is the ledger's then."""

    head: Head = field(default_factory=Head)
    originals: int = 0
    reprints: int = 0
    spoiled: int = 0
    uncertain: int = 0
    voided: int = 0


_lines = msgspec.json.Decoder(Line)


class PrintLedger:
    """The lines in the store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def head(self) -> Head:
        """Return the last line's number and hash."""
        row = self._db.one("SELECT seq, hash FROM print_ledger_head")
        return Head(row["seq"], bytes(row["hash"])) if row else Head()

    def append(self, what: What, at_ms: int, **values: Any) -> None:
        """Add a line; `values` are fields of `Line`. Inside the transaction of what it tells."""
        head = self.head()
        if not head.seq:
            # An attempt that begins has its row already.
            own = what is What.BEGUN
            before = int(self._db.value("SELECT coalesce(max(id), 0) FROM print_attempt"))
            head = self._add(head, Line(seq=1, at_ms=at_ms, what=What.OPENED, attempt=before - own))
        self._add(head, Line(seq=head.seq + 1, at_ms=at_ms, what=what, **values))

    def _add(self, head: Head, line: Line) -> Head:
        raw = msgspec.json.encode(line)
        new = Head(line.seq, chain.link(head.hash, raw))
        self._db.run(
            "INSERT INTO print_ledger (seq, at_ms, raw, hash) VALUES (:seq, :at_ms, :raw, :hash)",
            seq=line.seq,
            at_ms=line.at_ms,
            raw=raw,
            hash=new.hash,
        )
        self._db.run(
            """INSERT INTO print_ledger_head (one, seq, hash) VALUES (1, :seq, :hash)
            ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash""",
            seq=new.seq,
            hash=new.hash,
        )
        return new

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Give the lines behind a number in order."""
        for _, _, raw, _ in self._rows(after):
            yield _lines.decode(raw)

    def _rows(self, after: int = 0) -> Iterator[tuple[int, int, bytes, bytes]]:
        while True:
            found = self._db.tuples(
                "SELECT seq, at_ms, raw, hash FROM print_ledger WHERE seq > :after ORDER BY seq LIMIT :page",
                after=after,
                page=_PAGE,
            )
            if not found:
                return
            yield from found
            after = found[-1][0]

    def day(self, day: date, now_ms: int) -> DayPrints:
        """Return what a legal day's lines come to; `now_ms` is a moment of that day."""
        rows = self._db.tuples(
            "SELECT raw FROM print_ledger WHERE at_ms BETWEEN :from_ms AND :to_ms ORDER BY seq",
            from_ms=now_ms - _DAY_MS,
            to_ms=now_ms + _DAY_MS,
        )
        lines = [line for (raw,) in rows if legal_day(from_ms((line := _lines.decode(raw)).at_ms)) == day]
        out = [line for line in lines if line.case and _came_out(line)]
        return DayPrints(
            head=self.head(),
            originals=sum(not line.reprint for line in out),
            reprints=sum(line.reprint > 0 for line in out),
            spoiled=sum(line.what is What.ANSWERED and line.outcome == "spoiled" for line in lines),
            uncertain=sum(line.what is What.ENDED and line.outcome == "uncertain" for line in lines),
            voided=sum(line.what is What.VOIDED and line.outcome != "failed" for line in lines),
        )

    # --- does it hold? ----------------------------------------------------------------------------------------

    def check_chain(self) -> int:
        """Return the number of the first line that is not what was written, 0 if all are.

        A ledger whose last lines were cut off breaks at the first that is missing.
        """
        seq, before = 0, _START
        for number, at_ms, raw, known in self._rows():
            line = _decoded(bytes(raw))
            seq, before = seq + 1, chain.link(before, bytes(raw))
            whole = line is not None and (line.seq, line.at_ms) == (number, at_ms) and number == seq
            if not whole or bytes(known) != before:
                return seq
        return 0 if self.head() == Head(seq, before) else seq + 1

    def knows(self, head: str) -> bool:
        """Say whether a head that was printed once is that of a line in this ledger; spaces in it do not count."""
        number, _, short = "".join(head.split()).lower().partition(":")
        # Lines are not so many; what is longer is no number of one, and none for the database either.
        if not number.isdecimal() or len(number) > _MOST_DIGITS or len(short) < _SHORT:
            return False
        row = self._db.one("SELECT hash FROM print_ledger WHERE seq = :seq", seq=int(number))
        return row is not None and bytes(row["hash"]).hex().startswith(short)

    def check_jobs(self) -> str:
        """Return the first job of which the store says anything else than the ledger; empty if there is none.

        Jobs of pruned cases are in the ledger only.
        """
        began, ended, printed, opened = set(), {}, set(), 0
        for line in self.lines():
            if line.what is What.OPENED:
                opened = line.attempt
            elif line.what is What.BEGUN:
                began.add((line.attempt, line.job))
            elif line.what is What.ENDED:
                ended[line.attempt, line.job] = line.outcome
            if _came_out(line):
                printed.add(line.job)
        rows = self._db.tuples("SELECT id, job, outcome FROM print_attempt WHERE id > :opened", opened=opened)
        here = {(attempt, job): outcome for attempt, job, outcome in rows}
        for found, outcome in here.items():
            if found not in began or ended.get(found) != outcome:
                return str(found[1])
        kept = self._db.tuples("SELECT id, state FROM print_job")
        of_old = {job for (job,) in self._db.tuples("SELECT job FROM print_attempt WHERE id <= :id", id=opened)}
        lost = {job for found, job in began if (found, job) not in here} & {job for job, _ in kept}
        unheard = {job for job, state in kept if state == "printed"} - printed - of_old
        return min(lost | unheard, default="")


def _came_out(line: Line) -> bool:
    said = (line.what, line.outcome)
    return said in {(What.ENDED, "printed"), (What.ANSWERED, "came_out")}


def _decoded(raw: bytes) -> Line | None:
    try:
        return _lines.decode(raw)
    except msgspec.MsgspecError:
        return None
