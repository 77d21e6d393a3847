"""Tickets: bearer tokens for the feed alone, so that an idle poll costs neither a signature nor a look-up.

A ticket says for itself whom it stands for and what they may read, sealed with HMAC-SHA-256 under a secret that all
workers share. It ends ten minutes after it was given out, and within a second of its holder's key or token being ended:
every worker asks the database for those four times a second, and believes no ticket when it cannot ask.
"""

import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable

import msgspec

from casework.access import OriginKind, Scope, may_read_box
from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken
from sync_server.store import tickets as rows
from sync_server.store.engine import Store
from sync_server.writers import Writer

LIFE_MS = 10 * 60 * 1000
PREFIX = b"tk1."
"""How a ticket begins; a department's token has no dot."""

_SECRET_BYTES = 32
_MOST_BYTES = 2048
# More than there are windows and departments; what is kept of each spares the look at its seal.
_MOST_KEPT = 20_000
_LEAST_TRUST_S = 5.0
_POLLS_OF_TRUST = 20


class Ticket(msgspec.Struct, frozen=True, array_like=True):
    """Whom a ticket stands for; `key` is what they had proved themselves with, `until_ms` wall time of the server."""

    kind: OriginKind
    origin: str
    region: str
    hall: str
    boxes: frozenset[str]
    key: str
    until_ms: int

    def may_read(self, box: str) -> bool:
        """Say whether its holder may follow the mailbox."""
        return may_read_box(self.kind, box, own_boxes=self.boxes)


class Ended:
    """The keys and tokens that were ended lately, as the database said when it was last asked.

    Asked every `poll_s` seconds; what has not been asked for twenty polls, and five seconds at least, knows nothing.
    """

    def __init__(self, poll_s: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._trust_s = max(_LEAST_TRUST_S, _POLLS_OF_TRUST * poll_s)
        self._monotonic = monotonic
        self._keys: frozenset[str] = frozenset()
        self._asked_s = float("-inf")

    def learn(self, keys: frozenset[str] | None) -> None:
        """Note that the database was asked; None if nothing was ended since it was asked before."""
        self._asked_s = self._monotonic()
        if keys is not None:
            self._keys = keys

    def is_known(self) -> bool:
        """Say whether the database was asked lately."""
        return self._monotonic() - self._asked_s <= self._trust_s

    def __contains__(self, key: str) -> bool:
        return key in self._keys


class Tickets:
    """Gives tickets out and reads them; the latter costs a microsecond or two."""

    def __init__(self, secret: bytes, clock: Clock, ended: Ended) -> None:
        self._secret = secret
        self._clock = clock
        self._ended = ended
        self._kept: dict[bytes, Ticket] = {}

    def issue(self, writer: Writer) -> tuple[str, int]:
        """Return a new ticket for the writer's mailboxes and its end in wall time (ms); empty if it may read none."""
        if Scope.READ not in writer.scopes or not writer.key:
            return "", 0
        until_ms = wall_ms(self._clock.now()) + LIFE_MS
        ticket = Ticket(
            kind=writer.kind,
            origin=writer.origin,
            region=writer.region,
            hall=writer.hall,
            boxes=writer.readable,
            key=writer.key,
            until_ms=until_ms,
        )
        content = urlsafe_b64encode(msgspec.json.encode(ticket))
        return (PREFIX + content + b"." + self._seal(content)).decode("ascii"), until_ms

    def read(self, text: bytes) -> Ticket:
        """Return whom a ticket stands for.

        Raises:
            RuleBroken: `ticket.wrong` (not ours, or altered), `ticket.expired`, `ticket.ended` (its holder's key or
                token was), `ticket.unchecked` (whether it was cannot be told at present).
        """
        ticket = self._kept.get(text) or self._opened(text)
        if ticket.until_ms <= wall_ms(self._clock.now()):
            raise RuleBroken("ticket.expired")
        if ticket.key in self._ended:
            raise RuleBroken("ticket.ended")
        if not self._ended.is_known():
            raise RuleBroken("ticket.unchecked")
        return ticket

    def _opened(self, text: bytes) -> Ticket:
        content, _, seal = text.removeprefix(PREFIX).partition(b".")
        if len(text) > _MOST_BYTES or not text.startswith(PREFIX) or not hmac.compare_digest(seal, self._seal(content)):
            raise RuleBroken("ticket.wrong")
        try:
            ticket = msgspec.json.decode(urlsafe_b64decode(content), type=Ticket)
        except ValueError as error:
            # Sealed by us, but of a release that wrote them otherwise.
            raise RuleBroken("ticket.wrong") from error
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[text] = ticket
        return ticket

    def _seal(self, content: bytes) -> bytes:
        return hmac.digest(self._secret, content, "sha256").hex().encode("ascii")


def shared_secret(store: Store) -> bytes:
    """Return the secret that all workers seal tickets with; the first of them makes it."""
    with store.reading() as connection:
        found = rows.secret(connection)
    if found is not None:
        return found
    with store.writing() as connection:
        return rows.keep_secret(connection, secrets.token_bytes(_SECRET_BYTES))
