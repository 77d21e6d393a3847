"""Half-filled forms, saved while a clerk types; never sent, never shared between clerks."""

from dataclasses import dataclass

from counter_app.store.database import Database

_OPEN = "draft_open:"


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved form: `content` is JSON of the page's own shape, `title` what the list of drafts shows."""

    id: str
    matter: str
    title: str
    saved_ms: int
    content: bytes


class Drafts:
    """The drafts of every clerk of this desk."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(self, clerk: str, draft: Draft) -> None:
        """Keep a draft, replacing the earlier state of the same one."""
        with self._db.writing():
            self._db.run(
                """INSERT INTO draft (id, clerk, matter, title, saved_ms, content)
                VALUES (:id, :clerk, :matter, :title, :saved_ms, :content)
                ON CONFLICT (id) DO UPDATE
                SET matter = excluded.matter, title = excluded.title, saved_ms = excluded.saved_ms,
                    content = excluded.content""",
                id=draft.id,
                clerk=clerk,
                matter=draft.matter,
                title=draft.title,
                saved_ms=draft.saved_ms,
                content=draft.content,
            )

    def of(self, clerk: str) -> tuple[Draft, ...]:
        """Return a clerk's drafts, the last one first."""
        rows = self._db.rows(
            """SELECT id, matter, title, saved_ms, content
            FROM draft
            WHERE clerk = :clerk
            ORDER BY saved_ms DESC, id""",
            clerk=clerk,
        )
        return tuple(Draft(**row) for row in rows)

    def note_open(self, clerk: str, draft_id: str) -> None:
        """Keep which draft a clerk has before them; an empty id says none."""
        if self._open_id(clerk) == draft_id:
            return
        with self._db.writing():
            self._db.run(
                "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value",
                name=f"{_OPEN}{clerk}",
                value=draft_id,
            )

    def open_one(self, clerk: str) -> Draft | None:
        """Return the draft that a clerk had before them when the program ended, if it is still there."""
        wanted = self._open_id(clerk)
        return next((draft for draft in self.of(clerk) if draft.id == wanted), None)

    def _open_id(self, clerk: str) -> str:
        row = self._db.one("SELECT value FROM meta WHERE name = :name", name=f"{_OPEN}{clerk}")
        return str(row["value"]) if row else ""

    def mentions(self, text: str, but: str) -> bool:
        """Say whether any clerk's draft but one holds a text, such as the hash of a scan."""
        row = self._db.one(
            "SELECT 1 FROM draft WHERE id <> :but AND instr(CAST(content AS BLOB), CAST(:text AS BLOB)) > 0 LIMIT 1",
            but=but,
            text=text,
        )
        return row is not None

    def drop(self, clerk: str, draft_id: str) -> None:
        """Forget a draft, once its form became a case or was given up."""
        with self._db.writing():
            self.end(clerk, draft_id)

    def end(self, clerk: str, draft_id: str) -> None:
        """Forget a draft together with what its form became. Inside `store.writing`."""
        self._db.run("DELETE FROM draft WHERE id = :id AND clerk = :clerk", id=draft_id, clerk=clerk)
