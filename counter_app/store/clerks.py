"""Who may sit at this desk: cached proofs of passwords, failures and lock-outs, and who sits there now.

A password is never kept; what is kept is an argon2id verifier that a clerk's last sign-in with the server left here.
"""

from dataclasses import dataclass

from casework.contract import ClerkCard
from counter_app.store.database import Database


@dataclass(frozen=True, slots=True)
class CachedClerk:
    """A clerk who signed in here before; times in ms."""

    code: str
    name: str
    name_en: str
    verifier: str
    checked_ms: int
    failures: int
    locked_until_ms: int


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, since when (ms), and whether the server confirmed it."""

    clerk: ClerkCard
    since_ms: int
    online: bool


class Clerks:
    """The cache and the session."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, code: str) -> CachedClerk | None:
        """Return a clerk by work number, if they signed in at this desk before."""
        row = self._db.one(f"{_CLERKS} WHERE code = :code", code=code)
        return CachedClerk(**row) if row else None

    def all(self) -> tuple[CachedClerk, ...]:
        """Return every clerk who signed in at this desk, by work number."""
        return tuple(CachedClerk(**row) for row in self._db.rows(f"{_CLERKS} ORDER BY code"))

    def remember(self, card: ClerkCard, verifier: str, at_ms: int) -> None:
        """Keep a clerk as the server just confirmed them; failures are forgiven. Inside a transaction."""
        self._db.run(
            """INSERT INTO clerk (code, name, name_en, verifier, checked_ms)
            VALUES (:code, :name, :name_en, :verifier, :at_ms)
            ON CONFLICT (code) DO UPDATE
            SET name = excluded.name, name_en = excluded.name_en, verifier = excluded.verifier,
                checked_ms = excluded.checked_ms, failures = 0, locked_until_ms = 0""",
            code=card.code,
            name=card.name,
            name_en=card.name_en,
            verifier=verifier,
            at_ms=at_ms,
        )

    def set_failures(self, code: str, failures: int, locked_until_ms: int) -> None:
        """Set how often a clerk failed in a row and until when they wait. Inside a transaction."""
        self._db.run(
            "UPDATE clerk SET failures = :failures, locked_until_ms = :until WHERE code = :code",
            failures=failures,
            until=locked_until_ms,
            code=code,
        )

    def forget(self, code: str) -> None:
        """Drop a clerk's verifier: the server says they may not work here. Inside a transaction."""
        self._db.run("UPDATE clerk SET verifier = '' WHERE code = :code", code=code)

    def session(self) -> Session | None:
        """Return who is signed in."""
        row = self._db.one(
            """SELECT code, name, name_en, since_ms, online
            FROM session
            JOIN clerk ON clerk.code = session.clerk"""
        )
        if row is None:
            return None
        card = ClerkCard(code=row["code"], name=row["name"], name_en=row["name_en"])
        return Session(card, row["since_ms"], bool(row["online"]))

    def begin(self, code: str, at_ms: int, *, online: bool) -> None:
        """Sign a remembered clerk in, in place of whoever was. Inside a transaction."""
        self._db.run(
            """INSERT INTO session (one, clerk, since_ms, online)
            VALUES (1, :code, :at_ms, :online)
            ON CONFLICT (one) DO UPDATE
            SET clerk = excluded.clerk, since_ms = excluded.since_ms, online = excluded.online""",
            code=code,
            at_ms=at_ms,
            online=int(online),
        )

    def end(self) -> None:
        """Sign whoever it is out. Inside a transaction."""
        self._db.run("DELETE FROM session")


_CLERKS = "SELECT code, name, name_en, verifier, checked_ms, failures, locked_until_ms FROM clerk"
