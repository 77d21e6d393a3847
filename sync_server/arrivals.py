"""Events as they come in: taken apart as far as they can be, and named; pure, no database.

Every event gets a name to be kept under, whatever it holds: its own id, or one made of its bytes.
"""

import hashlib
import re
from dataclasses import dataclass

from casework.errors import RuleBroken
from casework.events import Event, Header, read, read_header
from casework.facts import CaseOpened
from casework.lifecycle import Judgement, Verdict

_NAME = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_KEPT_NAME = re.compile(r"[0-9A-Za-z-]{1,64}|raw:[0-9a-f]{64}", re.ASCII)
# No byte of JSON is a NUL, so a text can have one only as this escape.
_NUL = b"\\u0000"


@dataclass(slots=True)
class Arrival:
    """An event as it came in: `event` where it can be read, else `refusal` says why not.

    `id` is empty and `header` None if it has no name or case that could be kept. `supersedes` is empty unless it can be
    the name of an event.
    """

    seq: int
    id: str
    raw: bytes
    header: Header | None
    event: Event | None
    refusal: RuleBroken | None

    @property
    def refused(self) -> Judgement:
        """What becomes of it, as it cannot be judged."""
        code = "event.unreadable" if self.refusal is None else self.refusal.code
        return Judgement(Verdict.QUARANTINED, code)

    @property
    def supersedes(self) -> str:
        """The name of the event that it says it stands in for, if it can be one."""
        named = self.header.supersedes if self.header is not None else ""
        return named if named and _KEPT_NAME.fullmatch(named) else ""


def arrive(seq: int, raw: bytes) -> Arrival:
    """Take an event apart as far as it can be."""
    event: Event | None = None
    refusal: RuleBroken | None = None
    try:
        event = read(raw)
        header: Header | None = event.header
        if _NUL in raw and any("\0" in text for text in _kept_texts(event)):
            event, refusal = None, RuleBroken("event.text")
    except RuleBroken as broken:
        header, refusal = read_header(raw), broken
    if header is None or not (_NAME.fullmatch(header.id) and _NAME.fullmatch(header.case)):
        return Arrival(seq, "", raw, None, None, None)
    return Arrival(seq, header.id, raw, header, event, refusal)


def name_of_bytes(origin: str, raw: bytes) -> str:
    """Return the name under which an event is kept that has none of its own to use."""
    return "raw:" + hashlib.sha256(origin.encode() + b"/" + raw).hexdigest()


def _kept_texts(event: Event) -> list[str]:
    """Return what of an event is kept outside its bytes; PostgreSQL has no text with a NUL in it."""
    header, fact = event.header, event.fact
    texts = [header.id, header.type, header.case, header.catalog, header.supersedes, header.actor.code]
    if isinstance(fact, CaseOpened):
        texts += [fact.number, fact.serial, fact.secret, fact.matter, fact.department]
        texts += [fact.region, fact.hall, fact.window]
    return texts
