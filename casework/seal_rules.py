"""When a department's seal may be put on a paper, and how the uses of a seal hang together; pure.

A seal is put on by decision: whoever decided approves the use, the rule asks for it, and the two are never the same. A
seal that is suspended, lost, expired or not granted for the matter is not used, whoever asks. Every use has a number
without a gap in its series and is chained to the one before, so that none can be taken out or put in later.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec

from casework.clock import legal_day
from casework.errors import RuleBroken

ANY = "*"
"""In a grant: every decision of the department, or every matter."""

STOPPED = frozenset(
    {
        "seal.absent",
        "seal.retired",
        "seal.incident",
        "seal.suspended",
        "seal.not_valid_yet",
        "seal.expired",
        "seal.same_person",
        "seal.not_granted",
        "seal.key_other",
    }
)
"""Why a paper waits for its seal until a person acts; everything else comes right by itself."""

RULE = "rule:decision"
"""Who asks for a department's seal: the rule that what was decided is sealed."""


class SealState(StrEnum):
    """Whether a seal may be used."""

    IN_USE = "in_use"
    SUSPENDED = "suspended"
    INCIDENT = "incident"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealStanding:
    """What decides whether a seal may be used; its certificate is valid from one moment to the other (aware)."""

    code: str
    state: SealState
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SealGrant:
    """Whose decisions in which matters a seal is put on, from one day to the other, both included."""

    holder: str
    matters: frozenset[str]
    from_day: date
    to_day: date

    def covers(self, wish: "SealWish") -> bool:
        """Say whether the grant is for this decision."""
        in_matter = ANY in self.matters or wish.matter in self.matters
        return self.holder in (ANY, wish.approved_by) and in_matter and self.from_day <= wish.day <= self.to_day


@dataclass(frozen=True, slots=True, kw_only=True)
class SealWish:
    """A paper that is to be sealed: in which matter, when (aware), who asks and who approves."""

    matter: str
    at: datetime
    requested_by: str
    approved_by: str

    @property
    def day(self) -> date:
        """The legal day of the use."""
        return legal_day(self.at)


def require_use(seal: SealStanding, grants: Iterable[SealGrant], wish: SealWish) -> None:
    """Check that the seal may be put on.

    Raises:
        RuleBroken: `seal.retired`, `seal.incident`, `seal.suspended`, `seal.not_valid_yet`, `seal.expired`,
            `seal.same_person`, `seal.not_granted`.
    """
    if seal.state is not SealState.IN_USE:
        raise RuleBroken(f"seal.{seal.state}", seal=seal.code)
    if wish.at < seal.valid_from:
        raise RuleBroken("seal.not_valid_yet", seal=seal.code)
    if wish.at >= seal.valid_until:
        raise RuleBroken("seal.expired", seal=seal.code)
    if not wish.approved_by or wish.approved_by == wish.requested_by:
        raise RuleBroken("seal.same_person", seal=seal.code)
    if not any(grant.covers(wish) for grant in grants):
        raise RuleBroken("seal.not_granted", seal=seal.code, matter=wish.matter)


class UseRecord(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What is recorded of a use before the signature is made; `at_ms` is wall time, `series` a year and an epoch."""

    seal: str
    series: str
    number: int
    case: str
    decision: str
    paper: str
    document_sha256: str
    requested_by: str
    approved_by: str
    copies: int
    at_ms: int

    @property
    def name(self) -> str:
        """The use as papers name it."""
        return f"{self.seal}/{self.series}/{self.number}"


def series_of(at: datetime, epoch: int) -> str:
    """Return the series that a use is numbered in: the legal year, and the epoch of a server that may be set back."""
    return f"{legal_day(at).year}/{epoch}"


def window_series(at: datetime, last: str, writer: str) -> str:
    """Return the series that a use at a window is numbered in: the legal year, and the window with its epoch.

    A clock that fell back does not return to an older year: the series of the `last` use goes on then.
    """
    year = legal_day(at).year
    before, _, same = last.partition("/")
    return last if same == writer and int(before) > year else f"{year}/{writer}"


def register_start(seal: str) -> bytes:
    """Return the hash before a seal's first use."""
    return hashlib.sha256(f"seal/{seal}".encode()).digest()


def use_link(previous: bytes, use: UseRecord) -> bytes:
    """Return the register's hash after a use."""
    return hashlib.sha256(previous + msgspec.json.encode(use)).digest()
