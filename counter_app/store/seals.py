"""The register of the seals kept at this window: the seals, who may have them put on what, every use, their custody.

A use is recorded before a signature is made, under the next number of its series and chained to the use before it. What
was recorded is never changed; only what became of it is noted beside it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from casework.clock import from_ms
from casework.seal_rules import ANY, SealGrant, SealStanding, SealState, UseRecord, register_start, use_link
from counter_app.store.database import Database, Row

_PAGE = 500
_decode = msgspec.json.Decoder(UseRecord)


class UseOutcome(StrEnum):
    """What became of a use; one that is only recorded may have been signed when the machine went down."""

    RECORDED = "recorded"
    SIGNED = "signed"
    BY_HAND = "by_hand"
    VOID = "void"


class Custody(StrEnum):
    """What was done with a seal."""

    REGISTERED = "registered"
    HANDED_OVER = "handed_over"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    LOST = "lost"
    MISUSED = "misused"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSeal:
    """A seal: `department` is its code, `organ` and `purpose` what is engraved, `custodian` a work number.

    `key` says where its key is ("" for none here), `certificate` is DER and valid between the two moments in ms.
    """

    code: str
    department: str
    organ: str
    purpose: str
    state: SealState
    custodian: str
    key: str
    certificate: bytes
    from_ms: int
    until_ms: int

    @property
    def name(self) -> str:
        """The seal as people call it."""
        return f"{self.organ}{self.purpose}"

    @property
    def standing(self) -> SealStanding:
        """What the rules ask about it."""
        return SealStanding(
            code=self.code,
            state=self.state,
            valid_from=from_ms(self.from_ms),
            valid_until=from_ms(self.until_ms),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowGrant:
    """Which clerk may have a seal put on papers of which matters; `clerk` may be `ANY`."""

    id: int
    seal: str
    clerk: str
    grant: SealGrant


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUse:
    """A use with its place in the register and what became of it; `why` is the code that left it to the hand."""

    line: int
    job: str
    record: UseRecord
    outcome: UseOutcome
    why: str
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLine:
    """A record of custody with its two people, by work number."""

    seal: str
    what: Custody
    at_ms: int
    first: str
    second: str
    note: str


class Seals:
    """The register."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # --- seals and grants -------------------------------------------------------------------------------------

    def all(self) -> tuple[StoredSeal, ...]:
        """Return every seal that was ever registered here."""
        return tuple(_seal(row) for row in self._db.rows("SELECT * FROM seal ORDER BY department, code"))

    def get(self, code: str) -> StoredSeal | None:
        """Return a seal by its registration code."""
        row = self._db.one("SELECT * FROM seal WHERE code = :code", code=code)
        return _seal(row) if row else None

    def of_department(self, department: str) -> StoredSeal | None:
        """Return the department's seal that is not retired."""
        row = self._db.one(
            "SELECT * FROM seal WHERE department = :department AND state <> 'retired'", department=department
        )
        return _seal(row) if row else None

    def register(self, seal: StoredSeal) -> None:
        """Enter a seal, or change where its key is. Inside a transaction."""
        self._db.run(
            """INSERT INTO seal (code, department, organ, purpose, state, custodian, key, certificate, from_ms,
                until_ms)
            VALUES (:code, :department, :organ, :purpose, :state, :custodian, :key, :certificate, :from_ms, :until_ms)
            ON CONFLICT (code) DO UPDATE
            SET organ = :organ, purpose = :purpose, key = :key, certificate = :certificate, from_ms = :from_ms,
                until_ms = :until_ms""",
            code=seal.code,
            department=seal.department,
            organ=seal.organ,
            purpose=seal.purpose,
            state=seal.state.value,
            custodian=seal.custodian,
            key=seal.key,
            certificate=seal.certificate,
            from_ms=seal.from_ms,
            until_ms=seal.until_ms,
        )

    def set_state(self, code: str, state: SealState) -> None:
        """Set whether a seal may be used. Inside a transaction."""
        self._db.run("UPDATE seal SET state = :state WHERE code = :code", code=code, state=state.value)

    def set_custodian(self, code: str, custodian: str) -> None:
        """Set who keeps a seal. Inside a transaction."""
        self._db.run("UPDATE seal SET custodian = :custodian WHERE code = :code", code=code, custodian=custodian)

    def grant(self, seal: str, clerk: str, grant: SealGrant) -> None:
        """Enter a grant. Inside a transaction."""
        self._db.run(
            """INSERT INTO seal_grant (seal, clerk, matters, from_day, to_day)
            VALUES (:seal, :clerk, :matters, :from_day, :to_day)""",
            seal=seal,
            clerk=clerk,
            matters=json.dumps(sorted(grant.matters)),
            from_day=grant.from_day.isoformat(),
            to_day=grant.to_day.isoformat(),
        )

    def revoke_grants(self, seal: str) -> None:
        """Take back every grant of a seal. Inside a transaction."""
        self._db.run("UPDATE seal_grant SET revoked = 1 WHERE seal = :seal", seal=seal)

    def grants(self, seal: str) -> tuple[WindowGrant, ...]:
        """Return the grants of a seal that were not taken back."""
        rows = self._db.rows("SELECT * FROM seal_grant WHERE seal = :seal AND revoked = 0 ORDER BY id", seal=seal)
        return tuple(_grant(row) for row in rows)

    # --- uses -------------------------------------------------------------------------------------------------

    def last(self, seal: str) -> StoredUse | None:
        """Return a seal's last use."""
        row = self._db.one("SELECT * FROM seal_use WHERE seal = :seal ORDER BY line DESC LIMIT 1", seal=seal)
        return _use(row) if row else None

    def of_job(self, job: str) -> tuple[StoredUse, ...]:
        """Return the uses on a paper, in the order in which they were recorded."""
        return tuple(
            _use(row) for row in self._db.rows("SELECT * FROM seal_use WHERE job = :job ORDER BY line", job=job)
        )

    def uses(self, seal: str, after_line: int = 0) -> Iterator[StoredUse]:
        """Give a seal's uses behind a line, oldest first."""
        while True:
            rows = list(
                self._db.rows(
                    "SELECT * FROM seal_use WHERE seal = :seal AND line > :line ORDER BY line LIMIT :most",
                    seal=seal,
                    line=after_line,
                    most=_PAGE,
                )
            )
            for row in rows:
                after_line = row["line"]
                yield _use(row)
            if len(rows) < _PAGE:
                return

    def record(self, use: UseRecord, job: str, outcome: UseOutcome, why: str = "") -> StoredUse:
        """Record a use behind the last one of its seal. Inside a transaction; no signature before it is committed."""
        last = self.last(use.seal)
        line = last.line + 1 if last else 1
        chained = use_link(last.hash if last else register_start(use.seal), use)
        self._db.run(
            """INSERT INTO seal_use (seal, line, series, number, job, at_ms, raw, hash, outcome, why)
            VALUES (:seal, :line, :series, :number, :job, :at_ms, :raw, :hash, :outcome, :why)""",
            seal=use.seal,
            line=line,
            series=use.series,
            number=use.number,
            job=job,
            at_ms=use.at_ms,
            raw=msgspec.json.encode(use),
            hash=chained,
            outcome=outcome.value,
            why=why,
        )
        return StoredUse(line=line, job=job, record=use, outcome=outcome, why=why, hash=chained)

    def settle(self, use: StoredUse, outcome: UseOutcome, why: str = "") -> None:
        """Note what became of a recorded use. Inside a transaction."""
        self._db.run(
            "UPDATE seal_use SET outcome = :outcome, why = :why WHERE seal = :seal AND line = :line",
            outcome=outcome.value,
            why=why,
            seal=use.record.seal,
            line=use.line,
        )

    def broken_at(self, seal: str) -> str:
        """Return the name of the first use that does not follow the one before it, "" where all do."""
        chained, line, last = register_start(seal), 0, None
        for use in self.uses(seal):
            chained, line = use_link(chained, use.record), line + 1
            same = last is not None and last.series == use.record.series
            number = last.number + 1 if last is not None and same else 1
            if (use.line, use.hash, use.record.number) != (line, chained, number):
                return use.record.name
            last = use.record
        return ""

    def counts(self, from_ms: int, to_ms: int) -> tuple[tuple[str, int, int], ...]:
        """Return for each seal used in a stretch of time: its code, how often it signed, how often by hand."""
        rows = self._db.rows(
            """SELECT seal, sum(outcome = 'signed') AS signed, sum(outcome = 'by_hand') AS by_hand
            FROM seal_use
            WHERE at_ms >= :from_ms AND at_ms < :to_ms
            GROUP BY seal
            ORDER BY seal""",
            from_ms=from_ms,
            to_ms=to_ms,
        )
        return tuple((str(row["seal"]), int(row["signed"]), int(row["by_hand"])) for row in rows)

    # --- custody ----------------------------------------------------------------------------------------------

    def note(self, line: CustodyLine) -> None:
        """Enter a record of custody. Inside a transaction."""
        self._db.run(
            """INSERT INTO seal_custody (seal, what, at_ms, first, second, note)
            VALUES (:seal, :what, :at_ms, :first, :second, :note)""",
            seal=line.seal,
            what=line.what.value,
            at_ms=line.at_ms,
            first=line.first,
            second=line.second,
            note=line.note,
        )

    def custody(self, seal: str) -> tuple[CustodyLine, ...]:
        """Return what was done with a seal, oldest first."""
        rows = self._db.rows("SELECT * FROM seal_custody WHERE seal = :seal ORDER BY line", seal=seal)
        return tuple(
            CustodyLine(
                seal=row["seal"],
                what=Custody(row["what"]),
                at_ms=row["at_ms"],
                first=row["first"],
                second=row["second"],
                note=row["note"],
            )
            for row in rows
        )


def _seal(row: Row) -> StoredSeal:
    return StoredSeal(**{**row, "state": SealState(row["state"]), "certificate": bytes(row["certificate"])})


def _grant(row: Row) -> WindowGrant:
    grant = SealGrant(
        holder=ANY,
        matters=frozenset(json.loads(row["matters"])),
        from_day=date.fromisoformat(row["from_day"]),
        to_day=date.fromisoformat(row["to_day"]),
    )
    return WindowGrant(id=row["id"], seal=row["seal"], clerk=row["clerk"], grant=grant)


def _use(row: Row) -> StoredUse:
    return StoredUse(
        line=row["line"],
        job=row["job"],
        record=_decode.decode(bytes(row["raw"])),
        outcome=UseOutcome(row["outcome"]),
        why=row["why"],
        hash=bytes(row["hash"]),
    )
