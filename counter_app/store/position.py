"""How far each mailbox was read: the last position and the chain's hash there.

A cursor moves in the transaction that keeps the rows up to it, and in no other.
"""

from dataclasses import dataclass

from casework import chain
from counter_app.store.database import Database


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a mailbox up to which everything is here."""

    pos: int
    chain: bytes


class Positions:
    """The cursors of the mailboxes this desk follows."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def at(self, box: str) -> Cursor:
        """Return where a mailbox was read to; its beginning, if it never was."""
        row = self._db.one("SELECT pos, chain FROM cursor WHERE box = :box", box=box)
        return Cursor(row["pos"], bytes(row["chain"])) if row else Cursor(0, chain.box_start(box))

    def base(self, box: str) -> Cursor:
        """Return the place from which on nothing of the mailbox was pruned."""
        row = self._db.one("SELECT base_pos, base_chain FROM cursor WHERE box = :box AND base_pos > 0", box=box)
        return Cursor(row["base_pos"], bytes(row["base_chain"])) if row else Cursor(0, chain.box_start(box))

    def move(self, box: str, cursor: Cursor) -> None:
        """Set where a mailbox was read to. Inside the transaction that keeps its rows."""
        self._db.run(
            """INSERT INTO cursor (box, pos, chain)
            VALUES (:box, :pos, :chain)
            ON CONFLICT (box) DO UPDATE SET pos = excluded.pos, chain = excluded.chain""",
            box=box,
            pos=cursor.pos,
            chain=cursor.chain,
        )

    def rebase(self, box: str, base: Cursor) -> None:
        """Note up to where a mailbox may have been pruned. Inside the transaction that prunes."""
        self._db.run(
            "UPDATE cursor SET base_pos = :pos, base_chain = :chain WHERE box = :box AND base_pos < :pos",
            box=box,
            pos=base.pos,
            chain=base.chain,
        )

    def reset(self, box: str) -> None:
        """Read a mailbox from its beginning again; what is here already is recognised by its id."""
        self._db.run("DELETE FROM cursor WHERE box = :box", box=box)
