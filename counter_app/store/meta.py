"""Single facts about this desk: where it stands, whose it is, how far its clock is off."""

import msgspec

from casework.contract import Site
from counter_app.store.database import Database

_CLOCK_DOUBT = "clock_doubt"
_SIGHTING = "clock_sighting"
_TRAINING = "training"


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What the wall clock (ms) and the one that cannot be set (its start, ms) showed behind event `seq` of an epoch."""

    epoch: str
    seq: int
    at_ms: int
    start: str
    ticks_ms: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The place this desk was given when it was enrolled; `window` is its code (`W03`)."""

    window: str
    window_number: int
    site: Site
    server_epoch: int


class Meta:
    """Named values; each is small and changes seldom."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, name: str) -> str:
        """Return a value, empty if it was never set."""
        row = self._db.one("SELECT value FROM meta WHERE name = :name", name=name)
        return str(row["value"]) if row else ""

    def put(self, name: str, value: str) -> None:
        """Set a value. Inside a transaction."""
        self._db.run(
            "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value",
            name=name,
            value=value,
        )

    def place(self) -> Place | None:
        """Return the desk's place; None before it is enrolled."""
        text = self.get("place")
        return msgspec.json.decode(text, type=Place) if text else None

    def set_place(self, place: Place) -> None:
        """Set the desk's place. Inside a transaction."""
        self.put("place", msgspec.json.encode(place).decode())

    def put_training(self) -> None:
        """Mark this store as one for training, for good. Inside a transaction."""
        self.put(_TRAINING, "1")

    def is_training(self) -> bool:
        """Say whether this store is for training."""
        return bool(self.get(_TRAINING))

    def server_epoch(self) -> int:
        """Return the server's epoch as we last heard of it; that of our enrolment if we have heard of none since."""
        text, place = self.get("server_epoch"), self.place()
        return int(text) if text else place.server_epoch if place else 0

    def note_clock(self, offset_ms: int, sighting: Sighting | None = None) -> None:
        """Keep by how many ms the server's clock is ahead of ours, just measured. Inside a transaction.

        `sighting` is what both of our clocks showed then.
        """
        self.put("clock_offset_ms", str(offset_ms))
        self.put(_CLOCK_DOUBT, "")
        if sighting is not None:
            self.put(_SIGHTING, msgspec.json.encode(sighting).decode())

    def clock_sighting(self) -> Sighting | None:
        """Return what our clocks showed when they were last compared with the server's."""
        text = self.get(_SIGHTING)
        return msgspec.json.decode(text, type=Sighting) if text else None

    def doubt_clock(self) -> None:
        """Note that our clock was set since it was last compared with the server's. Inside a transaction."""
        self.put(_CLOCK_DOUBT, "1")

    def clock_doubted(self) -> bool:
        """Say whether our clock was set since it was last compared with the server's."""
        return bool(self.get(_CLOCK_DOUBT))

    def clock_offset_ms(self) -> int | None:
        """Return by how many ms the server's clock was ahead of ours when last measured."""
        text = self.get("clock_offset_ms")
        return int(text) if text else None
