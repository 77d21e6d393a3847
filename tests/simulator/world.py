"""One seed's world: parties, network, time, the ledger, and a log that a person can read."""

import random
from dataclasses import dataclass, field

from simulator.clocks import VirtualTime, WallClock
from simulator.desk_site import DeskSite
from simulator.ledger import Ledger
from simulator.network import Network
from simulator.office import Office
from simulator.press import QuickStudio, Trays, WatchedKeys, WatchedPrinter
from simulator.served import Server
from simulator.workshop import DEPARTMENTS, WINDOWS
from sqlalchemy import text

_DAY_S = 86_400


@dataclass(frozen=True)
class Backup:
    """A backup of the server and the bytes of the events in it."""

    folder: object
    raws: frozenset


@dataclass(frozen=True)
class Beginning:
    """What seeds begin with that no folder holds: what lies in trays, which boxes were sent out, what was counted."""

    trays: Trays = field(default_factory=Trays)
    boxes: tuple = ()
    count: int = 0


class World:
    """Everything a step can touch; `rng` decides everything that is decided."""

    def __init__(self, seed, room, loop, profile, beginning):
        self.seed = seed
        self.room = room
        self.rng = self.rng_of("steps")
        self.lines = []
        self.profile = profile
        self.trays = beginning.trays.copied()
        self.boxes = list(beginning.boxes)
        self.studio = QuickStudio() if profile.stocked else None
        self.time = VirtualTime(_DAY_S if profile.stocked else 0)
        self.ledger = Ledger()
        self.server = Server(room / "server", WallClock(self.time), loop)
        self.network = Network(self.server, self.rng_of("network"), self.log)
        self.backups = []
        self.twins = 0
        self.set_backs = 0
        self.unsaid = set()
        self.weathers = ("calm",)
        self._count = beginning.count
        self.desks = []
        self.offices = []
        self._begin()

    def _begin(self):
        self.server.open()
        codes = sorted(WINDOWS)[: self.rng.choice((2, 2, 3))]
        self.desks += [DeskSite(self, code, code, self.room / code) for code in codes]
        self.offices += [Office(self, code, self.room / code) for code in sorted(DEPARTMENTS)]
        for party in self.parties:
            party.note()

    def close(self):
        for party in self.parties:
            party.close()
        self.server.close()

    @property
    def parties(self):
        return [*self.desks, *self.offices]

    def press(self, name):
        """The printer and the keys of a machine."""
        rng = self.rng_of(f"press/{name}")
        return WatchedPrinter(name, self.trays, rng), WatchedKeys(name, self.trays, rng)

    def rng_of(self, name) -> random.Random:
        """A source of chance of its own, so that one part's questions do not change another's answers."""
        return random.Random(f"{self.seed}/{name}")  # noqa: S311 - chance that can be repeated is the point

    def next(self) -> int:
        """A number that was not given before."""
        self._count += 1
        return self._count

    def log(self, line):
        self.lines.append(line)

    # --- what the server has ----------------------------------------------------------------------------------------

    def at_server(self, query, **values):
        with self.server.doors.store.reading() as connection:
            return connection.execute(text(query), values).all()

    def server_raws(self, *, its_own=False) -> list[bytes]:
        """Every event that a party wrote and the server has, or those that the server wrote itself."""
        rows = self.at_server("SELECT raw, origin FROM event ORDER BY origin, epoch, seq")
        return [bytes(row.raw) for row in rows if (row.origin == "server") is its_own]

    def sendable(self) -> set[bytes]:
        """Every event that some party would send again."""
        return {raw for party in self.parties for raw in party.raws()}
