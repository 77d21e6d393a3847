"""What came in: the cursor, the mailbox's events and the cases they amount to."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from casework.case_state import Case
from sync_server.department.client import Cursor
from sync_server.department.store.database import Database

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Case)


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the mailbox as it is kept; `pos` is None while the server's mailbox does not have it (any more).

    `number` and `serial` are those the server gave an opening that it renumbered.
    """

    pos: int | None
    id: str
    case_id: str
    verdict: str
    ver: int
    origin: str
    raw: bytes
    number: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A case whose files are not up to date; `pos` is the position they would then stand for."""

    case: Case
    pos: int


class Inbox:
    """The department's cases; changes belong inside `Database.writing`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cursor(self, start: str) -> Cursor:
        """Return how far the mailbox was read; `start` is the chain's hash before its first position."""
        found = {row["name"]: row["value"] for row in self._database.rows("SELECT name, value FROM setting")}
        return Cursor(int(found.get("cursor_pos", "0")), found.get("cursor_chain", start))

    def move_cursor(self, cursor: Cursor) -> None:
        """Note how far the mailbox was read."""
        self._set("cursor_pos", str(cursor.pos))
        self._set("cursor_chain", cursor.chain)

    def forget(self) -> None:
        """Drop what came from the mailbox, which will be read again from the start."""
        self._database.run("DELETE FROM event")
        self._database.run("DELETE FROM case_")
        self._database.run("DELETE FROM setting WHERE name IN ('cursor_pos', 'cursor_chain')")

    def ids(self) -> Iterator[tuple[int, str]]:
        """Return the positions that were read, in order, with their events' ids."""
        rows = self._database.rows("SELECT pos, id FROM event WHERE pos IS NOT NULL ORDER BY pos")
        return ((row["pos"], row["id"]) for row in rows)

    def set_back(self, cursor: Cursor) -> None:
        """Read on from an earlier position; what was read behind it is kept, and has none until it comes again."""
        self._database.run("UPDATE event SET pos = NULL WHERE pos > :pos", pos=cursor.pos)
        # Positions from now on are lower than these; whoever's files were behind stays behind.
        self._database.run("UPDATE case_ SET written_pos = -1 WHERE written_pos < changed_pos")
        self._database.run(
            "UPDATE case_ SET changed_pos = MIN(changed_pos, :pos), written_pos = MIN(written_pos, :pos)",
            pos=cursor.pos,
        )
        self.move_cursor(cursor)

    def add(self, line: Line) -> None:
        """Keep an event of the mailbox; if it is our own, that is what became of it."""
        self._database.run(
            """
            INSERT INTO event (pos, id, case_id, verdict, ver, origin, number, serial, raw)
            VALUES (:pos, :id, :case_id, :verdict, :ver, :origin, :number, :serial, :raw)
            """,
            pos=line.pos,
            id=line.id,
            case_id=line.case_id,
            verdict=line.verdict,
            ver=line.ver,
            origin=line.origin,
            number=line.number,
            serial=line.serial,
            raw=line.raw,
        )
        self._tell_own(line)

    def place(self, line: Line) -> bool:
        """Give an event that lost its position the one at which it came again; return False if there is none."""
        changed = self._database.run(
            """
            UPDATE event
            SET pos = :pos, verdict = :verdict, ver = :ver, number = :number, serial = :serial
            WHERE n = (SELECT MIN(n) FROM event WHERE id = :id AND pos IS NULL)
            """,
            pos=line.pos,
            id=line.id,
            verdict=line.verdict,
            ver=line.ver,
            number=line.number,
            serial=line.serial,
        )
        self._tell_own(line)
        return changed > 0

    def lacks_positions(self, case_id: str) -> bool:
        """Say whether events of a case have lost their position and have not come again."""
        query = "SELECT 1 FROM event WHERE case_id = :case_id AND pos IS NULL LIMIT 1"
        return bool(self._database.rows(query, case_id=case_id))

    def _tell_own(self, line: Line) -> None:
        self._database.run(
            """
            UPDATE outbox
            SET verdict = :verdict, ver = :ver, reason = CASE WHEN verdict = :verdict THEN reason ELSE '' END
            WHERE id = :id AND verdict IS NOT NULL
            """,
            id=line.id,
            verdict=line.verdict,
            ver=line.ver,
        )

    def has(self, event_id: str) -> bool:
        """Say whether an event came in before, at whatever position."""
        return bool(self._database.rows("SELECT 1 FROM event WHERE id = :id LIMIT 1", id=event_id))

    def save(self, case: Case, pos: int) -> None:
        """Keep a case as it is after position `pos`."""
        self._database.run(
            """
            INSERT INTO case_ (id, number, stage, ver, changed_pos, projection)
            VALUES (:id, :number, :stage, :ver, :pos, :projection)
            ON CONFLICT (id) DO UPDATE SET
                number = excluded.number,
                stage = excluded.stage,
                ver = excluded.ver,
                changed_pos = excluded.changed_pos,
                projection = excluded.projection
            """,
            id=case.id,
            number=case.number,
            stage=case.stage.value,
            ver=case.ver,
            pos=pos,
            projection=_encoder.encode(case),
        )

    def touch(self, case_id: str, pos: int) -> None:
        """Note that something was said about a case that did not change it."""
        self._database.run("UPDATE case_ SET changed_pos = :pos WHERE id = :id", id=case_id, pos=pos)

    def case(self, case_id: str) -> Case | None:
        """Return a case by its id."""
        rows = self._database.rows("SELECT projection FROM case_ WHERE id = :id", id=case_id)
        return _decoder.decode(rows[0]["projection"]) if rows else None

    def by_number(self, number: str) -> Case | None:
        """Return a case by its number."""
        rows = self._database.rows(
            "SELECT projection FROM case_ WHERE number = :number ORDER BY changed_pos DESC", number=number
        )
        return _decoder.decode(rows[0]["projection"]) if rows else None

    def all_cases(self) -> Iterator[Case]:
        """Return every case, in the order in which they last changed."""
        for row in self._database.rows("SELECT projection FROM case_ ORDER BY changed_pos"):
            yield _decoder.decode(row["projection"])

    def history(self, case_id: str) -> list[Line]:
        """Return what is known of a case, in order; last what the server's mailbox does not have (any more)."""
        rows = self._database.rows(
            """
            SELECT pos, id, case_id, verdict, ver, origin, raw, number, serial
            FROM event
            WHERE case_id = :case_id
            ORDER BY pos IS NULL, pos, n
            """,
            case_id=case_id,
        )
        return [Line(**dict(row)) for row in rows]

    def unwritten(self) -> list[Unwritten]:
        """Return the cases whose files are behind, or for which attachments have not come yet."""
        rows = self._database.rows(
            """
            SELECT projection, changed_pos
            FROM case_
            WHERE written_pos < changed_pos OR pending > 0
            ORDER BY changed_pos
            """
        )
        return [Unwritten(_decoder.decode(row["projection"]), row["changed_pos"]) for row in rows]

    def awaiting_papers(self) -> frozenset[str]:
        """Return the cases whose files were made here before all their papers had come in."""
        return frozenset(row["id"] for row in self._database.rows("SELECT id FROM case_ WHERE pending > 0"))

    def written(self, case_id: str, pos: int, pending: int) -> None:
        """Note for which position a case's files stand and how many attachments have not come yet."""
        self._database.run(
            "UPDATE case_ SET written_pos = :pos, pending = :pending WHERE id = :id",
            id=case_id,
            pos=pos,
            pending=pending,
        )

    def form(self) -> str:
        """Return the form in which cases were stored; empty before the first."""
        rows = self._database.rows("SELECT value FROM setting WHERE name = 'case_form'")
        return str(rows[0]["value"]) if rows else ""

    def set_form(self, form: str) -> None:
        """Note the form in which cases are stored."""
        self._set("case_form", form)

    def unmark(self, case_id: str) -> None:
        """Let a case's files be made again."""
        self._database.run("UPDATE case_ SET written_pos = 0 WHERE id = :id", id=case_id)

    def _set(self, name: str, value: str) -> None:
        self._database.run(
            """
            INSERT INTO setting (name, value)
            VALUES (:name, :value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            name=name,
            value=value,
        )
