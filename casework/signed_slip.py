"""What the QR code of a slip or notice says, signed by the window that printed it: it proves itself without a network.

The text is one byte of version and algorithm, two of the window's key, a CBOR list and an Ed25519 signature over a word
of context and everything before it; in base 32 it is the last part of an upper-case address that telephones open. It
never has more than `MOST_BYTES` bytes: with an address of up to 24 signs that is 234 signs, a QR code of version 11 at
level Q, whose modules are 3 dots on a slip and .375 mm on A4. What is cut for that: the masked name is shortened, the
time is told to the minute, the identity number is told by its last four signs and 16 bits of a salted hash. So few bits
tell a wrong card from the right one, while a hundred other numbers still fit: nobody can work the number out.

Nothing of a text is decoded before its signature was found to be right.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casework import numbers, slips
from casework.clock import CHINA, from_ms, wall_ms
from casework.errors import RuleBroken
from casework.numbers import EPOCH_CHARACTERS, CaseNumber
from casework.signing import key_named
from casework.slips import SlipSerial
from casework.window_keys import WindowKey

MOST_BYTES = 131
MOST_SIGNS = 210
"""Of the text without its address."""
MOST_OF_LINK = 259
"""What a QR code of version 11 at level Q holds of these signs."""
SECRET_BYTES = 16

_VERSION = 1
_ED25519 = 1
_KEY_BYTES = 2
_SIGNATURE_BYTES = 64
_HEAD_BYTES = 1 + _KEY_BYTES
_LEAST_SIGNS = 130
"""Fewer signs are no signed text: a secret alone has 26 or 32."""
_CONTEXT = b"integrated-window slip 1\n"
_MARK_CONTEXT = b"integrated-window slip identity 1\n"
_FIRST_DAY = date(2020, 1, 1)
_MINUTE_MS = 60_000
_SIGNS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST = 4
_MASK = "*"
# Widths in bits of what stands in the packed bytes behind the secret.
_WIDTHS = {"last": 21, "mark": 16, "day": 15, "nth": 17, "epoch": 5, "case_window": 10, "window": 10, "running": 27}
_WIDTHS |= {"minute": 23}
_PACKED_BYTES = sum(_WIDTHS.values()) // 8


class Says(IntEnum):
    """What had become of the case when the paper was made; numbers are never given again."""

    RECEIVED = 0
    ACCEPTED = 1
    SUPPLEMENT = 2
    NOT_ACCEPTED = 3
    IN_REVIEW = 4
    DECIDED = 5
    ENDED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """What a slip says of its case.

    `name` is masked already; `id_mark` comes of `mark_of`. `days` are working days and `due` the last of them, both of
    what is promised: to be told within five days before acceptance, to be decided after it. `at` is aware, to the
    minute. `secret` are the first 16 bytes of the case's. `originals` and `copies` count papers.
    """

    number: str
    serial: str
    at: datetime
    says: Says
    matter: str
    name: str
    last_four: str
    id_mark: int
    originals: int
    copies: int
    days: int
    due: date | None
    secret: bytes

    @property
    def received_on(self) -> date:
        """The day on which the papers were taken in: that of the case number."""
        return numbers.parse(self.number).day


@dataclass(frozen=True, slots=True)
class ReadSlip:
    """A slip whose signature is right, and the key that made it."""

    facts: SlipFacts
    key: WindowKey
    text: str


def mark_of(secret: bytes, id_number: str) -> int:
    """Return the 16 bits by which a slip tells whether an identity number is its applicant's."""
    digest = hmac.digest(secret, _MARK_CONTEXT + id_number.upper().encode(), hashlib.sha256)
    return int.from_bytes(digest[:2], "big")


def is_of(facts: SlipFacts, id_number: str) -> bool:
    """Say whether an identity number can be the applicant's; another passes once in 65,536."""
    return mark_of(facts.secret, id_number) == facts.id_mark and id_number.upper().endswith(facts.last_four)


def secret_of(case_secret: str) -> bytes:
    """Return what a slip carries of a case's secret; one that is none is a ValueError."""
    padded = case_secret.upper() + "=" * (-len(case_secret) % 8)
    raw = base64.b32decode(padded)
    if len(raw) < SECRET_BYTES:
        raise ValueError("the secret has less than 128 bits")
    return raw[:SECRET_BYTES]


def sign(facts: SlipFacts, key: Ed25519PrivateKey) -> str:
    """Return the signed text. The same facts and key give the same text.

    A number or serial that is none, and a matter whose code leaves no room, are a ValueError.
    """
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    head = bytes([_VERSION << 4 | _ED25519]) + public[:_KEY_BYTES]
    signed = head + _body(facts)
    return _text(signed + key.sign(_CONTEXT + signed))


def link(base_url: str, text: str) -> str:
    """Return the address with a signed text; a ValueError if it were longer than the QR code may be."""
    whole = slips.progress_link(base_url, text)
    if len(whole) > MOST_OF_LINK:
        raise ValueError("the address of the progress page is too long for a signed slip")
    return whole


def text_in(scanned: str) -> str:
    """Return the signed text in an address or in what a person copied; "" if there is none."""
    found = "".join(scanned.split()).rsplit("/", 1)[-1].upper()
    known = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return found if len(found) >= _LEAST_SIGNS and known.issuperset(found) else ""


def read(text: str, keys: Iterable[WindowKey], *, region: str) -> ReadSlip:
    """Return what a signed text says, once its signature is found to be right.

    Raises:
        RuleBroken: `slip.form` (it is no signed text), `slip.version`, `slip.algorithm`, `slip.key_unknown` (no window
            known here has that key), `slip.altered`, `slip.key_ended` (with `window` and `day`: the key was withdrawn
            before the slip says it was made).
    """
    raw = _raw(text)
    version, algorithm = divmod(raw[0], 16)
    if version != _VERSION:
        raise RuleBroken("slip.version", version=version)
    if algorithm != _ED25519:
        raise RuleBroken("slip.algorithm", algorithm=algorithm)
    signed, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    named = [key for key in keys if key.key.startswith(raw[1:_HEAD_BYTES].hex())]
    if not named:
        raise RuleBroken("slip.key_unknown")
    key = next((one for one in named if _is_by(one, signed, signature)), None)
    if key is None:
        raise RuleBroken("slip.altered")
    facts = _facts(signed[_HEAD_BYTES:], region)
    if key.until_ms is not None and wall_ms(facts.at) > key.until_ms:
        day = f"{from_ms(key.until_ms).astimezone(CHINA):%Y-%m-%d}"
        raise RuleBroken("slip.key_ended", window=key.window, day=day)
    return ReadSlip(facts, key, text)


def _is_by(key: WindowKey, signed: bytes, signature: bytes) -> bool:
    try:
        key_named(key.key).verify(signature, _CONTEXT + signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=")


def _raw(text: str) -> bytes:
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise RuleBroken("slip.form") from error
    # Base 32 has idle bits at its end; only one way of writing them counts.
    if len(raw) <= _HEAD_BYTES + _SIGNATURE_BYTES or _text(raw) != text:
        raise RuleBroken("slip.form")
    return raw


# --- the body -------------------------------------------------------------------------------------------------------


def _body(facts: SlipFacts) -> bytes:
    room = MOST_BYTES - _HEAD_BYTES - _SIGNATURE_BYTES
    name = facts.name
    while True:
        body = cbor2.dumps(_listed(facts, name), canonical=True)
        if len(body) <= room:
            return body
        if not name:
            raise ValueError("the matter's code leaves no room on a signed slip")
        name = _shorter(name)


def _shorter(name: str) -> str:
    """Return a masked name with one sign less: behind the mask first, from the left, so that its end stays."""
    head, mask, tail = name.partition(_MASK)
    if not mask:
        return name[:-1]
    return head + mask + tail[1:] if tail else head[:-1] + mask if head else ""


def _listed(facts: SlipFacts, name: str) -> list[object]:
    number, serial = numbers.parse(facts.number), slips.parse(facts.serial)
    midnight = datetime(number.day.year, number.day.month, number.day.day, tzinfo=CHINA)
    parts = {
        "last": _last_value(facts.last_four),
        "mark": facts.id_mark,
        "day": (number.day - _FIRST_DAY).days,
        "nth": number.serial,
        "epoch": EPOCH_CHARACTERS.index(number.epoch),
        "case_window": int(number.window[1:]),
        "window": serial.window,
        "running": serial.running,
        # A clock that was set back past midnight: the day is in the number, the minute cannot be told.
        "minute": max(0, (facts.at - midnight) // timedelta(minutes=1)),
    }
    due = None if facts.due is None else (facts.due - number.day).days
    packed = facts.secret[:SECRET_BYTES] + _packed(parts)
    counts = (facts.originals, facts.copies, facts.days, due)
    return [packed, int(facts.says), facts.matter, name.encode("gb18030"), *counts]


def _facts(body: bytes, region: str) -> SlipFacts:
    try:
        packed, says, matter, name, originals, copies, days, due = cbor2.loads(body)
        secret, rest = packed[:SECRET_BYTES], packed[SECRET_BYTES:]
        parts = _unpacked(rest)
        day = _FIRST_DAY + timedelta(days=parts["day"])
        number = CaseNumber(
            region=region,
            window=f"W{parts['case_window']:02d}",
            day=day,
            serial=parts["nth"],
            epoch=EPOCH_CHARACTERS[parts["epoch"]],
        )
        midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
        return SlipFacts(
            number=number.format(),
            serial=SlipSerial(window=parts["window"], running=parts["running"]).digits,
            at=from_ms(wall_ms(midnight) + parts["minute"] * _MINUTE_MS),
            says=Says(says),
            matter=str(matter),
            name=name.decode("gb18030"),
            last_four=_last_signs(parts["last"]),
            id_mark=parts["mark"],
            originals=int(originals),
            copies=int(copies),
            days=int(days),
            due=None if due is None else day + timedelta(days=int(due)),
            secret=bytes(secret),
        )
    except (ValueError, TypeError, OverflowError, AttributeError, cbor2.CBORDecodeError) as error:
        # Signed by a window of ours, in a way that this release cannot read.
        raise RuleBroken("slip.version", version=_VERSION) from error


def _packed(parts: dict[str, int]) -> bytes:
    value = 0
    for name, width in _WIDTHS.items():
        if not 0 <= parts[name] < 1 << width:
            raise ValueError(f"{name} does not fit a signed slip")
        value = value << width | parts[name]
    return value.to_bytes(_PACKED_BYTES, "big")


def _unpacked(packed: bytes) -> dict[str, int]:
    if len(packed) != _PACKED_BYTES:
        raise ValueError("the packed part has another length")
    value, parts = int.from_bytes(packed, "big"), {}
    for name, width in reversed(_WIDTHS.items()):
        parts[name] = value & (1 << width) - 1
        value >>= width
    return parts


def _last_value(signs: str) -> int:
    value = 0
    for sign in signs.upper()[-_LAST:]:
        value = value * len(_SIGNS) + max(0, _SIGNS.find(sign))
    return value


def _last_signs(value: int) -> str:
    signs = ""
    while value:
        value, place = divmod(value, len(_SIGNS))
        signs = _SIGNS[place] + signs
    return signs
