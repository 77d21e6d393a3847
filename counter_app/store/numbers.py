"""The desk's own series: numbers that are given once and never again, in the transaction that uses them."""

from datetime import date

from counter_app.store.database import Database

CASE = "case"
SLIP = "slip"


class Series:
    """Counters by kind and day; a kind that does not begin anew each day has no day."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def last(self, kind: str) -> int:
        """Return the last number that was given of a kind without days; 0 if none was."""
        row = self._db.one("SELECT last FROM series WHERE kind = :kind AND day = ''", kind=kind)
        return int(row["last"]) if row else 0

    def raise_to(self, kind: str, number: int) -> None:
        """Let a kind without days go on behind `number`, never before where it is. Inside a transaction."""
        self._db.run(
            """INSERT INTO series (kind, day, last)
            VALUES (:kind, '', :number)
            ON CONFLICT (kind, day) DO UPDATE SET last = max(last, excluded.last)""",
            kind=kind,
            number=number,
        )

    def take(self, kind: str, day: date | None = None) -> int:
        """Return the next number of a series, from 1.

        Inside a transaction, so it is used up exactly when that commits.
        """
        self._db.run(
            """INSERT INTO series (kind, day, last)
            VALUES (:kind, :day, 1)
            ON CONFLICT (kind, day) DO UPDATE SET last = last + 1""",
            kind=kind,
            day=day.isoformat() if day else "",
        )
        return int(
            self._db.value(
                "SELECT last FROM series WHERE kind = :kind AND day = :day",
                kind=kind,
                day=day.isoformat() if day else "",
            )
        )
