"""Sharing a department's mailbox between several pollers: each claims positions, works, and says that they are done.

Every poller reads the whole mailbox; what it works on is what the server gave to it alone. A poller that dies keeps
nothing back: when its time is over, somebody else gets its positions under a higher number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from casework.contract import Claim, ClaimItem, Held
from casework.errors import RuleBroken
from casework.events import read_header
from sync_server.department.client import Client
from sync_server.department.pull import Puller
from sync_server.department.store.inbox import Inbox


class WorkItem(msgspec.Struct, frozen=True, kw_only=True):
    """A position to work on: `p` and `fence` name it to the server, `number` is the case's, `kind` what happened."""

    p: int
    fence: int
    until_ms: int
    number: str
    kind: str
    case: str
    event: str


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What a turn brought: events read, cases whose files were written, positions done, positions lost to others."""

    events: int
    cases: tuple[str, ...]
    done: int
    lost: int


@dataclass(frozen=True, slots=True)
class Share:
    """One poller's part of its department's mailbox `box`."""

    client: Client
    puller: Puller
    inbox: Inbox
    box: str

    def work(self, n: int, ttl_s: int, holder: str = "") -> tuple[WorkItem, ...]:
        """Claim up to `n` positions for `ttl_s` seconds and read what they are about.

        Raises:
            Trouble: network or disk, or what reading the mailbox says.
            RuleBroken: the login may not write, or has run out.
        """
        claimed = self.client.claim(Claim(box=self.box, n=n, ttl_s=ttl_s, holder=holder)).items
        if claimed:
            self.puller.fetch()
        return tuple(self._item(one) for one in claimed)

    def renew(self, p: int, fence: int, ttl_s: int) -> WorkItem:
        """Go on with a position for `ttl_s` seconds from now.

        Raises:
            RuleBroken: `claim.lost`.
        """
        held = Held(box=self.box, p=p, fence=fence, ttl_s=ttl_s)
        return self._item(self.client.renew(held).items[0])

    def done(self, p: int, fence: int) -> None:
        """Say that a position is done.

        Raises:
            RuleBroken: `claim.lost`.
        """
        self.client.done(Held(box=self.box, p=p, fence=fence))

    def turn(self, n: int, ttl_s: int, holder: str = "") -> Shared:
        """Write the files of the cases that this poller gets, and say that it is through with them.

        Raises as `work`; what was claimed and not done goes to somebody else when its time is over.
        """
        events = self.puller.fetch()
        items = self.work(n, ttl_s, holder)
        # A paper that comes in late is no further position of the mailbox.
        mine = {one.case for one in items} | self.inbox.awaiting_papers()
        written = self.puller.write_files(events, mine).cases if mine else ()
        lost = self._finish(items)
        return Shared(events=events, cases=written, done=len(items) - lost, lost=lost)

    def _finish(self, items: Sequence[WorkItem]) -> int:
        """Say that the positions are done; return how many were somebody else's by then."""
        lost = 0
        for one in items:
            try:
                self.done(one.p, one.fence)
            except RuleBroken as refusal:
                if refusal.code != "claim.lost":
                    raise
                lost += 1
        return lost

    def _item(self, claimed: ClaimItem) -> WorkItem:
        case = self.inbox.case(claimed.case)
        line = next((one for one in self.inbox.history(claimed.case) if one.pos == claimed.p), None)
        header = read_header(line.raw) if line else None
        return WorkItem(
            p=claimed.p,
            fence=claimed.fence,
            until_ms=claimed.until_ms,
            number=case.number if case else "",
            kind=header.type if header else "",
            case=claimed.case,
            event=claimed.event,
        )
