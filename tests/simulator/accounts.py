"""Whether blanks, printed papers and seals add up in a world that has come to rest.

B1 the blanks of every box balance, at each window that ever had it and in sum, and every window has the same boxes;
B2 no number is used twice, or every window tells of it; B3 each sheet in a tray is known to the machine it came from,
once; B4 the uses of a seal have no gap, and no paper bears a signature whose use was not on record before.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from simulator.ledger import Violation
from simulator.press import field_of, sealed_with

from casework import blank_facts as stated
from casework.blanks import PREFIX
from casework.events import read
from casework.lifecycle import COUNTS
from counter_app.presenters.stock import stock_view
from counter_app.presenters.views import Tone
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from counter_app.store.seals import UseOutcome
from printing.model import PaperKind

_WORDS = Words("zh")
_AT_HAND = ("stock", "reserved")
_GONE = ("used", "spoiled", "lost")
_KNOWN = {JobState.PRINTED, JobState.UNCERTAIN}


def check_accounts(world):
    """Raise `Violation` for the first account that does not add up."""
    accounts = _accounts(world)
    for account in accounts.values():
        account.require_balance()
    for site in world.desks:
        ghosts = _ghosts(site)
        _boxes(site, accounts, ghosts)
        _told(site, accounts, ghosts)
        _pieces(world, site, accounts, ghosts)
    _seals(world)
    _sealed_at_the_server(world)


def check_store(site):
    """What must hold of a window's books at any moment, so right after a death or a restore.

    Raises:
        Violation: it does not.
    """
    for box in site.store.blanks.all():
        _hold(box.balance.holds, "B1", f"{site.name}: {box.first} does not balance: {box.balance}")
    for seal in site.store.seals.all():
        broken = site.store.seals.broken_at(seal.code)
        _hold(not broken, "B4", f"{site.name}: the uses of {seal.code} do not follow each other at {broken}")


def _hold(held, name, what):
    if not held:
        raise Violation(f"{name}: {what}")


# --- boxes ------------------------------------------------------------------------------------------------------------


@dataclass
class Account:
    """A box as its facts make it, by another hand than the product's: where each number is, and who had how many."""

    fact: stated.BlanksReceived
    where: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    came: Counter = field(default_factory=Counter)
    left: Counter = field(default_factory=Counter)
    uses: list[tuple[str, str]] = field(default_factory=list)
    clashes: int = 0

    def __post_init__(self):
        self.window = self.fact.window
        self.numbers = range(running(self.fact.first), running(self.fact.last) + 1)
        self.where = dict.fromkeys(self.numbers, ("stock", "", ""))
        self.came[self.window] += len(self.numbers)

    def take(self, fact):
        """Go on by one fact; what cannot be true is counted."""
        if fact.window != self.window or not self._taken(fact):
            self.clashes += 1

    def _taken(self, fact) -> bool:
        match fact:
            case stated.BlanksHandedOver():
                taken = self._handed_over(fact)
            case stated.BlanksLost():
                taken = self._lost(range(running(fact.first), running(fact.last) + 1))
            case stated.BlankReserved():
                free = [one for one in self.numbers if self._state(one) == "stock"]
                taken = free[:1] == [running(fact.number)] and self._move(free[0], "reserved", fact.for_case)
            case stated.BlankUsed():
                taken = self._used(fact)
            case stated.BlankFreed():
                taken = self._state(running(fact.number)) == "reserved" and self._move(running(fact.number), "stock")
            case stated.BlankSpoiled():
                taken = self._state(running(fact.number)) in ("stock", "reserved", "used")
                taken = taken and self._move(running(fact.number), "spoiled")
            case _:
                taken = False
        return taken

    def _lost(self, wanted) -> bool:
        if any(self._state(one) not in _AT_HAND for one in wanted):
            return False
        for one in wanted:
            self._move(one, "lost")
        return True

    def _used(self, fact) -> bool:
        one = running(fact.number)
        if self.where.get(one, ("", "", ""))[:2] != ("reserved", fact.for_case):
            return False
        self.uses.append((fact.number, fact.for_case))
        return self._move(one, "used", fact.for_case)

    def _state(self, one) -> str:
        return self.where.get(one, ("", "", ""))[0]

    def _move(self, one, state, case="") -> bool:
        by = self.where[one][2] or (self.window if state in _GONE else "")
        self.where[one] = state, case, by
        return True

    def _handed_over(self, fact) -> bool:
        if self.count("reserved") or self.count("stock") != fact.counted:
            return False
        self.left[self.window] += fact.counted
        self.window = fact.to_window
        self.came[self.window] += fact.counted
        return True

    def count(self, state) -> int:
        return sum(now == state for now, _, _ in self.where.values())

    def require_balance(self):
        """What came to a window lies there, or it is said what became of it."""
        for window, came in self.came.items():
            gone = sum(by == window for _, _, by in self.where.values())
            here = sum(self.count(state) for state in _AT_HAND) if window == self.window else 0
            _hold(came == here + gone + self.left[window], "B1", f"{window} does not account for {self.fact.first}")


def running(number) -> int:
    """The running number of a blank."""
    return int(number.split()[1])


def _accounts(world) -> dict[str, Account]:
    rows = world.at_server(
        "SELECT event.case_id, event.raw, event.verdict FROM box JOIN event ON event.id = box.event_id "
        "WHERE box.box = :box AND event.kind LIKE :kind ORDER BY box.pos",
        box=world.desks[0].box,
        kind=f"{PREFIX}%",
    )
    accounts = {}
    for row in rows:
        event = read(bytes(row.raw))
        box_id = event.header.case
        if row.verdict not in COUNTS:
            continue
        if box_id in accounts:
            accounts[box_id].take(event.fact)
        elif isinstance(event.fact, stated.BlanksReceived):
            accounts[box_id] = Account(event.fact)
    return accounts


def _ghosts(site) -> set[str]:
    """The boxes of which something is here that the server does not have any more and nobody can send again."""
    rows = site.store.database.rows("SELECT case_id FROM event WHERE hash IS NULL AND verdict IS NULL")
    return {row["case_id"] for row in rows}


def _boxes(site, accounts, ghosts):
    check_store(site)
    here = {box.id: box for box in site.store.blanks.all() if box.id not in ghosts}
    true = accounts.keys() - ghosts
    _hold(here.keys() == true, "B1", f"{site.name} has other boxes: {here.keys() ^ true}")
    for box_id, box in here.items():
        account = accounts[box_id]
        mine = (box.window, len(box.clashes), *(getattr(box.balance, state) for state in (*_AT_HAND, *_GONE)))
        its = (account.window, account.clashes, *(account.count(state) for state in (*_AT_HAND, *_GONE)))
        _hold(mine == its, "B1", f"{site.name} has {mine} of {box.first}, its facts come to {its}")


def _told(site, accounts, ghosts):
    """What is used twice is said at every window, and only then."""
    doubtful = _doubtful(accounts)
    said = stock_view(site.desk, _WORDS).note.tone is Tone.BAD
    uses = Counter((one.fact.kind, number) for one in accounts.values() for number, _ in one.uses)
    for (kind, number), times in uses.items():
        _hold(times == 1 or (kind, running(number)) in doubtful, "B2", f"{number} is used {times} times")
    clashes = any(one.clashes for one in accounts.values())
    wanted = bool(doubtful) or clashes
    _hold(said >= wanted, "B2", f"{site.name} says nothing of a number that two claim")
    _hold(said <= wanted or bool(ghosts), "B2", f"{site.name} complains of what is right")


def _doubtful(accounts) -> set:
    """The numbers that several boxes claim."""
    claimed = Counter((one.fact.kind, number) for one in accounts.values() for number in one.numbers)
    return {number for number, times in claimed.items() if times > 1}


# --- printed papers ---------------------------------------------------------------------------------------------------


def _pieces(world, site, accounts, ghosts):
    lying = defaultdict(list)
    for piece in world.trays.pieces:
        if piece.site == site.name:
            lying[piece.job].append(piece)
    jobs = {
        row["id"]: site.store.printouts.get(row["id"]) for row in site.store.database.rows("SELECT id FROM print_job")
    }
    sure = not (site.set_backs or site.may_repeat_numbers)
    for job_id, pieces in lying.items():
        job = jobs.get(job_id)
        asked = job is not None and job.paper == PaperKind.CERTIFICATE and site.set_backs == site.noticed_restores
        # A desk that knows that it was put back asks about what was ready to be sent.
        if sure or (asked and not site.may_repeat_numbers):
            good = sum(not piece.spoiled for piece in pieces)
            _hold(good <= 1, "B3", f"{good} originals of {job_id} came out at {site.name}")
    for job in jobs.values():
        out = len(lying.get(job.id, ()))
        if not sure or job.state is JobState.DROPPED:
            continue
        _hold(not out or job.state in _KNOWN, "B3", f"{job.paper} of {site.name} lies in the tray and is {job.state}")
        _hold(out or job.state is not JobState.PRINTED, "B3", f"{job.paper} of {site.name} never came out")
        if out and job.paper == PaperKind.CERTIFICATE and job.sheet:
            _on_its_blank(site, job, accounts, ghosts)


def _on_its_blank(site, job, accounts, ghosts):
    """A certificate that came out is on a blank that the books say was used for it, or has been since."""
    known = [one for one in accounts.values() if running(job.sheet) in one.where]
    states = {one.where[running(job.sheet)][0] for one in known}
    fits = states & {"used", "spoiled"} or ("reserved" in states and job.state is JobState.UNCERTAIN)
    told = len(known) > 1 or any(one.clashes for one in known) or ghosts
    _hold(fits or told, "B3", f"a certificate of {site.name} is on {job.sheet}, of which the books say {states}")


# --- seals ------------------------------------------------------------------------------------------------------------


def _seals(world):
    names = defaultdict(set)
    for made in world.trays.signatures:
        _hold(made.on_record, "B4", f"{made.site} signed as {made.use} before that was on record")
        site = next((one for one in world.desks if one.name == made.site), None)
        if site is None or not (site.may_repeat_numbers or site.noticed_restores > 1):
            names[made.use].add(made.document)
    for use, documents in names.items():
        _hold(len(documents) == 1, "B4", f"{len(documents)} papers were signed as {use}")
    for site in world.desks:
        _register(world, site)


def _register(world, site):
    booked = {}
    for seal in site.store.seals.all():
        for use in site.store.seals.uses(seal.code):
            booked[field_of(use.record)] = use
    for row in site.store.database.rows("SELECT DISTINCT sha256 FROM print_job WHERE sha256 <> ''"):
        try:
            found = sealed_with(site.store.blobs.files.get(row["sha256"]))
        except InvalidSignature:
            raise Violation(f"B4: a paper of {site.name} was altered after it was signed") from None
        if found is not None:
            document, name = found
            use = booked.get(name)
            _hold(use is not None, "B4", f"a paper of {site.name} is signed as {name}, which is in no register")
            right = (use.record.document_sha256, use.outcome) == (document, UseOutcome.SIGNED)
            right = right or (use.record.document_sha256, use.outcome) == (document, UseOutcome.RECORDED)
            _hold(right, "B4", f"{name} of {site.name} is {use.outcome} for another paper")
    if not (site.set_backs or site.may_repeat_numbers):
        lost = {one.use for one in world.trays.signatures if one.site == site.name} - booked.keys()
        _hold(not lost, "B4", f"{site.name} forgot the uses {lost}")


def _sealed_at_the_server(world):
    """Every paper that a case says was sealed is under a use of the register, and each use is of one paper."""
    rows = world.at_server("SELECT raw FROM event WHERE kind = 'result.sealed' AND verdict = 'applied'")
    names = [read(bytes(row.raw)).fact.use for row in rows]
    booked = {f"{row.seal}/{row.series}/{row.number}" for row in world.at_server("SELECT * FROM seal_use")}
    _hold(len(set(names)) == len(names), "B4", f"two papers at the server are sealed under one use: {names}")
    _hold(booked.issuperset(names), "B4", f"sealed without a record: {set(names) - booked}")
