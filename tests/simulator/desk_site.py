"""One window: a machine with a folder, a clock and a clerk; it can die, be set back and be copied."""

import shutil
from dataclasses import replace
from datetime import timedelta

from simulator.accounts import check_store
from simulator.clocks import MachineBoot, WallClock
from simulator.dying import Died, Doom, MortalConnection
from simulator.workshop import ADDRESS, session_of
from support.desks import CHEAP_HASHER, settings_in

from casework.routing import hall_box
from counter_app.main import open_desk
from counter_app.store.blobs import WAITING

KEEP_DAYS = 1


class DeskSite:
    """Runs the product's own desk. `code` is the window, `name` tells twins apart."""

    def __init__(self, world, code, name, folder):
        self.world = world
        self.code = code
        self.name = name
        self.folder = folder
        self.clock = WallClock(world.time)
        self.offline = False
        self.may_repeat_numbers = False
        self.set_backs = 0
        self.printer, self.keys = world.press(name)
        self.noticed_restores = 0
        self.copies = []
        self._lives = 0
        self._known = []
        self._epoch = ""
        self.open()

    # --- living and dying -------------------------------------------------------------------------------------------

    def open(self):
        self.place = open_desk(
            settings_in(self.folder, server=ADDRESS, keep_days=KEEP_DAYS),
            clock=self.clock,
            session=session_of(self.world.network, self.name),
            hasher=CHEAP_HASHER,
            driver=self.printer,
            studio=lambda: self.world.studio,
            chance=self.world.rng_of(f"jitter/{self.name}/{self._lives}").random,
        )
        boot = MachineBoot(f"{self.name}/{self._lives}", self.world.time)
        self.store = self.place.store
        self.desk = replace(self.place.desk, boot=boot, seal_keys=self.keys)
        self.agent = self.place.sync
        self.agent._monotonic = self.agent._rounds._monotonic = self.world.time.monotonic
        self.agent._mono = boot.mono
        self._mortal = MortalConnection(self.store.database._connection)
        self.store.database._connection = self._mortal
        self.store.database.utils.conn = self._mortal
        self.keys.connection = self._mortal.real

    def close(self):
        self._mortal.doom = None
        self.store.close()

    def doom(self, at, *, after):
        """Let the process die at a statement from now on, counted from 1."""
        self._mortal.doom = Doom(at, after, self._leave_remains)

    def spare(self):
        self._mortal.doom = None

    def _leave_remains(self):
        self._lives += 1
        shutil.copytree(self.folder, self._next_folder())

    def _next_folder(self):
        return self.world.room / f"{self.name}-{self._lives}"

    def rise(self):
        """Start the process again from what the dead one left."""
        self.close()
        self.folder = self._next_folder()
        self.open()
        self.note()
        check_store(self)

    def run(self, action):
        """Do something; if the process dies of it, start it again. Return whether it lived."""
        try:
            action()
        except Died:
            self.rise()
            return False
        finally:
            self.spare()
        self.note()
        return True

    # --- what it has ------------------------------------------------------------------------------------------------

    def stream(self):
        return self.store.journal.stream()

    def epoch(self) -> str:
        return self.stream().epoch

    def base(self) -> int:
        """How much of the stream was pruned."""
        return self.stream().base_seq

    def raws(self) -> list[bytes]:
        """Every own event that it can send, in order."""
        rows = self.store.database.rows("SELECT raw FROM event WHERE hash IS NOT NULL ORDER BY seq")
        return [bytes(row["raw"]) for row in rows]

    def note(self, *, set_back=False):
        """Tell the ledger where the stream stands."""
        stream, ledger = self.stream(), self.world.ledger
        # A twin writes other events under the same places: what was pruned here is what was here.
        base = stream.base_seq
        own = stream.epoch == self._epoch and len(self._known) >= base
        pruned = self._known[:base] if own else ledger.beginning(stream.origin, stream.epoch, base)
        raws = pruned + self.raws()
        before = [] if set_back else self._known
        if before and stream.epoch != self._epoch:
            # Only what was pruned may be missing when everything is chained again.
            before = before[before.index(raws[0]) :] if raws and raws[0] in before else []
        ledger.note(self.name, stream.origin, stream.epoch, raws, before=before)
        self._known, self._epoch = raws, stream.epoch

    def acknowledged(self) -> list[bytes]:
        """Every own event that is here and has a verdict."""
        stream = self.stream()
        return self.raws()[: stream.acked - stream.base_seq]

    def case_ids(self, *stages) -> list[str]:
        rows = self.store.database.rows("SELECT id, stage FROM case_row ORDER BY line")
        return [row["id"] for row in rows if not stages or row["stage"] in stages]

    def number_of(self, case_id) -> str:
        return self.store.cases.get(case_id).case.number

    @property
    def box(self) -> str:
        return hall_box(self.store.meta.place().site.hall)

    def settled(self, heads) -> bool:
        """Whether nothing waits here and everything of the mailbox is here."""
        stream, cursor = self.stream(), self.store.positions.at(self.box)
        at_end = self.box not in heads or (cursor.pos, cursor.chain) == (heads[self.box].pos, heads[self.box].chain)
        return stream.acked == stream.head and at_end and not self.store.blobs.count(WAITING)

    # --- meeting the server -----------------------------------------------------------------------------------------

    def sync(self) -> str:
        """Wait until the next round is due and do it; return how it went."""
        self.world.time.pass_by(self.agent.wait_s() + 0.001)
        self.world.network.asked = 0
        lived = self.run(self.agent.tick)
        contact = self.agent.status().contact
        return ("died" if not lived else contact.last_error) or "done"

    # --- disasters --------------------------------------------------------------------------------------------------

    def keep_copy(self):
        copy = self.world.room / f"copy-{self.name}-{len(self.copies)}"
        shutil.copytree(self.folder, copy)
        self.copies.append(copy)

    def set_back(self, copy, *, witness_too) -> list[bytes]:
        """Put an earlier copy of the data folder in place; return the events that are not here any more."""
        had = self.raws()
        epoch = self.stream().epoch
        self.close()
        self._lives += 1
        shutil.copytree(copy, self._next_folder())
        if not witness_too:
            shutil.copytree(self.folder / "witness", self._next_folder() / "witness", dirs_exist_ok=True)
        self.folder = self._next_folder()
        self.open()
        self.note(set_back=True)
        self.set_backs += 1
        self.noticed_restores += self.stream().epoch != epoch
        check_store(self)
        here = set(self.raws())
        return [raw for raw in had if raw not in here]

    def twin(self, name):
        """A copy of this machine that runs on beside it."""
        folder = self.world.room / name
        shutil.copytree(self.folder, folder)
        made = DeskSite(self.world, self.code, name, folder)
        self.may_repeat_numbers = made.may_repeat_numbers = True
        made.set_backs = self.set_backs
        made.note(set_back=True)
        return made

    def jump(self, **delta):
        self.clock.off += timedelta(**delta)
