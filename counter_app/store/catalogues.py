"""The catalogues this desk has or had, each with its bundle as the server signed it, and the announcements still owed.

Nothing is ever dropped: a running case needs the version it was accepted under, and a bundle has the size of one scan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from casework.facts import CataloguePublished
from counter_app.store.database import Database
from counter_app.store.meta import Meta

_ANNOUNCED = "catalogues_announced"
_SERVER_KEY = "server_key"
_OTHER_KEY = "server_key_other"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a catalogue without its bundle; `published` says that the server sent it, not a release."""

    version: str
    effective_from: date
    sha256: str
    published: bool


class Announced(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A catalogue that was announced and is not here.

    `refused` is why it was not taken when last tried, as a code with the details of its sentence.
    """

    notice: CataloguePublished
    refused: str = ""
    details: Mapping[str, str | int] = {}


class Catalogues:
    """The bundles, and the key that they must be signed with. Changes belong into a transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._meta = Meta(database)

    def kept(self) -> tuple[Kept, ...]:
        """Return what is known of every catalogue that is here."""
        rows = self._db.rows(
            """SELECT version, effective_from, sha256, signature <> '' AS published
            FROM catalogue
            ORDER BY received_ms, version"""
        )
        return tuple(
            Kept(row["version"], date.fromisoformat(row["effective_from"]), row["sha256"], bool(row["published"]))
            for row in rows
        )

    def bundle(self, version: str) -> bytes | None:
        """Return a catalogue's bundle; None if it is not here."""
        row = self._db.one("SELECT bundle FROM catalogue WHERE version = :version", version=version)
        return bytes(row["bundle"]) if row else None

    def keep(self, notice: CataloguePublished, bundle: bytes, at_ms: int) -> None:
        """Keep a bundle that was checked, or one without a signature that came with a release.

        A version that the server sent already stays as it is.
        """
        self._db.run(
            """INSERT INTO catalogue (version, effective_from, sha256, signature, bundle, received_ms)
            VALUES (:version, :effective_from, :sha256, :signature, :bundle, :received_ms)
            ON CONFLICT (version) DO UPDATE
            SET effective_from = excluded.effective_from, sha256 = excluded.sha256, signature = excluded.signature,
                bundle = excluded.bundle, received_ms = excluded.received_ms
            WHERE catalogue.signature = ''""",
            version=notice.version,
            effective_from=notice.effective_from.isoformat(),
            sha256=notice.sha256,
            signature=notice.signature,
            bundle=bundle,
            received_ms=at_ms,
        )

    def announced(self) -> tuple[Announced, ...]:
        """Return what was announced and is not here."""
        text = self._meta.get(_ANNOUNCED)
        return msgspec.json.decode(text, type=tuple[Announced, ...]) if text else ()

    def set_announced(self, announced: tuple[Announced, ...]) -> None:
        """Keep what is still to be fetched."""
        self._meta.put(_ANNOUNCED, msgspec.json.encode(announced).decode())

    def server_key(self) -> str:
        """Return the name of the key that the server is known by; empty before it has said it."""
        return self._meta.get(_SERVER_KEY)

    def trust(self, key: str) -> None:
        """Know the server by this key from now on."""
        self._meta.put(_SERVER_KEY, key)
        self._meta.put(_OTHER_KEY, "")

    def other_key(self) -> str:
        """Return the key that the server has shown lately instead of the one it is known by; empty if it has not."""
        return self._meta.get(_OTHER_KEY)

    def note_other_key(self, key: str) -> None:
        """Note that the server shows another key, or with an empty one that it shows its own again."""
        self._meta.put(_OTHER_KEY, key)
