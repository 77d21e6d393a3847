"""What a request for a mailbox asks, taken from its query and header fields by hand: these are read most of all."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from casework.contract import MAX_FEED_ROWS, MAX_WAIT_S
from casework.errors import RuleBroken

_MOST_DIGITS = 15
_HASH_DIGITS = 64
_HEX = frozenset(b"0123456789abcdef")


class Asked(NamedTuple):
    """What lies behind which position; `chain` (hexadecimal) is empty where the reader does not say what it has."""

    after: int
    chain: bytes
    limit: int
    wait_s: float


class Fields(NamedTuple):
    """The header fields that matter to a mailbox's answer; empty where they are missing."""

    authorization: bytes
    if_none_match: bytes
    accept_encoding: bytes


# Whoever waits for one mailbox asks the same; what is wrong is not kept.
@lru_cache(maxsize=1024)
def asked_in(query: bytes) -> Asked:
    """Return what a query asks: whole numbers, a chain, seconds; names that are not known are ignored.

    Raises:
        RuleBroken: `request.invalid`.
    """
    given = {name: value for name, _, value in (part.partition(b"=") for part in query.split(b"&")) if value}
    chain = given.get(b"chain", b"")
    if chain and not (len(chain) == _HASH_DIGITS and _HEX.issuperset(chain)):
        raise RuleBroken("request.invalid")
    return Asked(
        after=_whole(given.get(b"after", b"0")),
        chain=chain,
        limit=min(max(_whole(given.get(b"limit", b"%d" % MAX_FEED_ROWS)), 1), MAX_FEED_ROWS),
        wait_s=min(_seconds(given.get(b"wait", b"0")), MAX_WAIT_S),
    )


def fields_of(headers: Iterable[tuple[bytes, bytes]]) -> Fields:
    """Return the fields that matter; of one that came twice the last counts."""
    authorization = if_none_match = accept_encoding = b""
    for name, value in headers:
        if name == b"authorization":
            authorization = value
        elif name == b"if-none-match":
            if_none_match = value
        elif name == b"accept-encoding":
            accept_encoding = value
    return Fields(authorization, if_none_match, accept_encoding)


def _whole(digits: bytes) -> int:
    if not (digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise RuleBroken("request.invalid")
    return int(digits)


def _seconds(digits: bytes) -> float:
    whole, _, fraction = digits.partition(b".")
    _whole(whole)
    _whole(fraction or b"0")
    return float(digits)
