"""One department: its own puller and sender over its own folder; it can die, be set back and be copied."""

import shutil

from simulator.clocks import WallClock
from simulator.dying import Died, Doom, MortalConnection
from simulator.workshop import session_of

from casework.chain import box_start
from casework.errors import RuleBroken, Trouble
from sync_server.department.session import open_session


class Office:
    """Runs the product's own department client."""

    def __init__(self, world, code, folder):
        self.world = world
        self.code = code
        self.name = code
        self.folder = folder
        self.clock = WallClock(world.time)
        self.offline = False
        self.copies = []
        self._lives = 0
        self._known = []
        self.open()

    # --- living and dying -------------------------------------------------------------------------------------------

    def open(self):
        self.session = open_session(self.folder, self.clock)
        self.session.puller.client._session = session_of(self.world.network, self.name)
        self._mortal = MortalConnection(self.session.database._connection)
        self.session.database._connection = self._mortal

    def close(self):
        self._mortal.doom = None
        self.session.close()

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

    @property
    def box(self) -> str:
        return self.session.puller.box

    def epoch(self) -> str:
        return self.session.journal.epoch()

    def base(self) -> int:
        """Nothing is pruned at a department."""
        return 0

    def raws(self) -> list[bytes]:
        return [bytes(one.raw) for one in self.session.journal.after(0)]

    def note(self, *, set_back=False):
        """Tell the ledger where the stream stands."""
        raws, journal = self.raws(), self.session.journal
        before = () if set_back else self._known
        self.world.ledger.note(self.name, journal.origin, journal.epoch(), raws, before=before)
        self._known = raws

    def cases(self, *stages):
        """The cases here, with what was stated and has not come back yet, in the order in which they came."""
        rows = self.session.database.rows("SELECT case_id, min(pos) AS p FROM event GROUP BY case_id ORDER BY p")
        found = [self.session.inbox.case(row["case_id"]) for row in rows]
        return [case for case in found if case is not None and (not stages or case.stage in stages)]

    def settled(self, heads) -> bool:
        cursor = self.session.inbox.cursor(box_start(self.box).hex())
        head = heads.get(self.box)
        at_end = head is None or (cursor.pos, cursor.chain) == (head.pos, head.chain.hex())
        return at_end and not self.session.journal.waiting()

    # --- meeting the server -----------------------------------------------------------------------------------------

    def sync(self) -> str:
        """Pull and send; return how it went."""
        self.world.network.asked = 0
        try:
            return "done" if self.run(self._meet) else "died"
        except (RuleBroken, Trouble) as error:
            self.note()
            return error.code

    def _meet(self):
        self.session.puller.pull()
        self.session.sender.send()

    # --- disasters --------------------------------------------------------------------------------------------------

    def keep_copy(self):
        copy = self.world.room / f"copy-{self.name}-{len(self.copies)}"
        shutil.copytree(self.folder, copy)
        self.copies.append(copy)

    def set_back(self, copy) -> list[bytes]:
        """Put an earlier copy of the folder in place; return the events that are not here any more."""
        had = self.raws()
        self.close()
        self._lives += 1
        shutil.copytree(copy, self._next_folder())
        self.folder = self._next_folder()
        self.open()
        self.note(set_back=True)
        here = set(self.raws())
        return [raw for raw in had if raw not in here]
