"""Facts of a case and the envelope they travel in.

An event is written once, as UTF-8 JSON; those very bytes are stored, hashed, sent and spliced, and are never produced a
second time. `write` makes the bytes, `read` takes them apart. Unknown fields survive because the bytes do.
"""

import re
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

import msgspec

from casework.errors import RuleBroken
from casework.fact import Fact
from casework.facts import KINDS, PAYLOADS
from casework.upcasts import STEPS, Payload, Steps, raised, version_of

MAX_EVENT_BYTES = 256 * 1024
"""A single event above this size is quarantined; scans travel as blobs beside it."""

MAX_DEPTH = 128
"""How deep an event may nest. Deeper ones are read here and not there, as the reader's own stack allows."""

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number that every database can keep."""


class Role(StrEnum):
    """In which capacity somebody acts on a case."""

    CLERK = "clerk"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    SERVER = "server"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """The person who acted: work number and name as known at that moment."""

    role: Role
    code: str
    name: str = ""


class BlobRef(msgspec.Struct, frozen=True, kw_only=True):
    """A scanned paper or a document, named by the SHA-256 (hex) of its bytes; `size` in bytes."""

    sha256: str
    size: Whole
    mime: str
    name: str


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The envelope around a payload.

    `base` is the last server version of the case its writer knew (it explains, it never rejects); `at` wall time in ms;
    `mono` boot id and monotonic ms; `off` the last measured offset of the writer's clock in ms; `tv` the version of the
    payload's type; `catalog` the catalogue the case is judged under.

    Left out where they say nothing: `supersedes` is the id of the writer's own quarantined event that this one stands
    in for; `suspect` says that the clock was not to be trusted; `fence` is the number of the claim it was written
    under.
    """

    id: str
    type: str
    tv: Whole
    case: str
    base: Whole | None
    catalog: str
    at: Whole
    mono: tuple[str, Whole]
    off: Whole | None
    actor: Actor
    blobs: tuple[BlobRef, ...]
    supersedes: str = ""
    suspect: bool = False
    fence: Whole = 0


class _Envelope(Header, frozen=True, kw_only=True, omit_defaults=True):
    p: msgspec.Raw


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event taken apart: its header, its payload, and the bytes that are the event."""

    header: Header
    fact: Fact
    raw: bytes


class _Loose(msgspec.Struct, frozen=True, kw_only=True):
    p: Payload


class UnknownKind(RuleBroken):
    """The event is of a kind that this release does not know; a newer window wrote it."""


_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_NO_OPENINGS = bytes(sign for sign in range(256) if sign not in b"[{")
_MARKS = re.compile(rb"[\[\]{}]")
_encoder = msgspec.json.Encoder()
_headers = msgspec.json.Decoder(Header)
_loose = msgspec.json.Decoder(_Loose)
_HEADER_FIELDS = Header.__struct_fields__


@cache
def _bodies(kind: str) -> msgspec.json.Decoder[Any]:
    """Return what reads only the payload `p` of an event of this kind."""
    return msgspec.json.Decoder(msgspec.defstruct("Body", [("p", PAYLOADS[kind])], frozen=True))


def write(header: Header, fact: Fact) -> Event:
    """Return the event that states `fact` under `header`.

    Raises:
        ValueError: the header names another kind than the fact's; a bug of the caller.
    """
    if KINDS[type(fact)] != header.type:
        raise ValueError(f"{header.type} cannot carry {type(fact).__name__}")
    fields = {name: getattr(header, name) for name in _HEADER_FIELDS}
    raw = _encoder.encode(_Envelope(p=msgspec.Raw(_encoder.encode(fact)), **fields))
    return Event(header=header, fact=fact, raw=raw)


def read(raw: bytes, steps: Steps = STEPS) -> Event:
    """Return the event that `raw` is; `steps` bring the payload of an earlier release up to this one.

    Raises:
        UnknownKind: the header is readable, the kind or the version of its payload is of a newer release
            (`event.unknown_kind`).
        RuleBroken: too large (`event.too_large`) or not an event (`event.unreadable`).
    """
    if len(raw) > MAX_EVENT_BYTES:
        raise RuleBroken("event.too_large", size=len(raw), limit=MAX_EVENT_BYTES)
    if _too_deep(raw):
        raise RuleBroken("event.unreadable", why="nested too deep")
    try:
        # Two passes over the bytes cost less than building a header out of an envelope.
        header = _headers.decode(raw)
        known = version_of(header.type, steps)
        if header.type not in PAYLOADS:
            raise UnknownKind("event.unknown_kind", kind=header.type)
        if header.tv > known:
            raise UnknownKind("event.unknown_kind", kind=f"{header.type} {header.tv}")
        fact: Fact = _bodies(header.type).decode(raw if header.tv == known else _raised(header, raw, steps)).p
    except (msgspec.MsgspecError, ValueError) as error:
        raise RuleBroken("event.unreadable", why=str(error)) from error
    return Event(header=header, fact=fact, raw=raw)


def _raised(header: Header, raw: bytes, steps: Steps) -> bytes:
    """Return a body whose payload is of this release's version, made from one of an earlier release."""
    if header.tv < 1:
        raise ValueError(f"no version {header.tv}")
    return _encoder.encode({"p": raised(header.type, header.tv, _loose.decode(raw).p, steps)})


def read_header(raw: bytes) -> Header | None:
    """Return the header of `raw` if it has one that can be read, whatever its payload; else None."""
    if _too_deep(raw):
        return None
    try:
        return _headers.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _too_deep(raw: bytes) -> bool:
    if len(raw.translate(None, _NO_OPENINGS)) <= MAX_DEPTH:
        return False
    depth = deepest = 0
    # Texts hold brackets of their own; without them the rest of the bytes says nothing about depth.
    for mark in _MARKS.findall(_TEXTS.sub(b"", raw)):
        depth += 1 if mark in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest > MAX_DEPTH
