"""The new events of one push, judged one after the other on top of the cases as they stand.

What the database holds is fetched before the first event, what changed is stored after the last: a push of 500 events
costs a dozen statements.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from casework.case_state import Case
from casework.clock import from_ms, legal_day
from casework.errors import RuleBroken
from casework.events import Event, Header, UnknownKind, read, read_header
from casework.facts import CaseOpened
from casework.lifecycle import COUNTS, Judgement, Verdict, step
from casework.routing import boxes_for
from sync_server.judging import judge_for
from sync_server.renumber import Given, Register
from sync_server.store import cases, streams
from sync_server.store.streams import Reference, Stored
from sync_server.writers import Matters, Writer

WAITS_FOR_OPENING = "case.unknown"
_POSTED = COUNTS | {Verdict.CONTESTED}
_NAME = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}", re.ASCII)
_UNKNOWN_MIME = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An event as it came in: `event` where it can be read, else `refusal` says why not."""

    seq: int
    id: str
    raw: bytes
    header: Header | None
    event: Event | None
    refusal: RuleBroken | None


class Batch:
    """Judges and stores the new events of one push; `posts` are the event ids for each mailbox, in order."""

    def __init__(self, connection: Connection, writer: Writer, matters: Matters, epoch: str, now_ms: int) -> None:
        self.posts: dict[str, list[str]] = {}
        self._connection = connection
        self._writer = writer
        self._matters = matters
        self._epoch = epoch
        self._now_ms = now_ms
        self._register = Register(connection, legal_day(from_ms(now_ms)))
        self._known: dict[str, Stored] = {}
        self._cases: dict[str, Case] = {}
        self._changed: set[str] = set()
        self._holds: dict[str, str] = {}
        self._new_holds: dict[tuple[str, str], str] = {}
        self._new: dict[str, Stored] = {}
        self._released: list[Stored] = []
        self._references: list[Reference] = []
        self._early: dict[str, list[str]] = {}

    def take(self, first: int, raws: Sequence[bytes]) -> list[str]:
        """Judge the events, numbered from `first`; return the id each is kept under."""
        arrivals = [_arrive(seq, raw) for seq, raw in enumerate(raws, start=first)]
        self._fetch(arrivals)
        return [self._take_one(arrival) for arrival in arrivals]

    def store(self) -> None:
        """Write everything but the mailboxes."""
        streams.add_events(self._connection, list(self._new.values()))
        for event in self._released:
            streams.rejudge(self._connection, event)
        cases.save(self._connection, [self._cases[case_id] for case_id in sorted(self._changed)])
        streams.add_holds(self._connection, self._new_holds, self._now_ms)
        streams.add_references(self._connection, self._references)

    def counts(self) -> dict[str, int]:
        """Return how many of the new events have which verdict."""
        return dict(Counter(event.verdict.value for event in self._new.values()))

    def _fetch(self, arrivals: Sequence[_Arrival]) -> None:
        case_ids = {one.header.case for one in arrivals if one.header is not None}
        ids = {one.id for one in arrivals} | {_name_of_bytes(self._writer.origin, one.raw) for one in arrivals}
        self._known = streams.by_ids(self._connection, ids)
        self._cases = cases.by_ids(self._connection, case_ids)
        self._holds = streams.holds(self._connection, self._writer.origin, case_ids)
        for held in streams.held_for(self._connection, case_ids - self._cases.keys(), WAITS_FOR_OPENING):
            self._known[held.id] = held
            self._wait(held)
        facts = [one.event.fact for one in arrivals if one.event is not None]
        self._register.look_up([fact for fact in facts if isinstance(fact, CaseOpened)])

    def _take_one(self, arrival: _Arrival) -> str:
        name = _name_of_bytes(self._writer.origin, arrival.raw)
        for event_id in (arrival.id, name):
            known = self._known.get(event_id)
            if known is not None and (known.raw, known.origin) == (arrival.raw, self._writer.origin):
                return event_id
        if not arrival.id:
            return self._keep(arrival, name, self._refused(arrival))
        if arrival.id in self._known:
            return self._keep(arrival, name, Judgement(Verdict.QUARANTINED, "event.id_reused"))
        return self._judge(arrival)

    def _refused(self, arrival: _Arrival) -> Judgement:
        return Judgement(Verdict.QUARANTINED, "event.unreadable" if arrival.refusal is None else arrival.refusal.code)

    def _judge(self, arrival: _Arrival) -> str:
        if arrival.header is not None and (held_by := self._holds.get(arrival.header.case)):
            return self._keep(arrival, arrival.id, Judgement(Verdict.HELD, "case.held"), held_by=held_by)
        if isinstance(arrival.refusal, UnknownKind):
            return self._keep(arrival, arrival.id, Judgement(Verdict.HELD, arrival.refusal.code))
        if arrival.event is None:
            return self._keep(arrival, arrival.id, self._refused(arrival))
        case = self._cases.get(arrival.event.header.case)
        judgement = judge_for(self._writer, self._matters, case, arrival.event)
        given = None
        if judgement.verdict in COUNTS:
            judgement, given = self._advance(case, arrival.event)
        kept = self._keep(arrival, arrival.id, judgement, given=given)
        if judgement.verdict in COUNTS and case is None:
            self._release(arrival.event.header.case)
        return kept

    def _advance(self, case: Case | None, event: Event) -> tuple[Judgement, Given | None]:
        given = None
        if isinstance(event.fact, CaseOpened):
            given = self._register.keep_or_replace(event.fact, self._writer)
        number, serial = (given.number, given.serial) if given else ("", "")
        self._cases[event.header.case] = step(case, event, number=number, serial=serial)
        self._changed.add(event.header.case)
        if given is None:
            return Judgement(Verdict.APPLIED), None
        return Judgement(Verdict.RENUMBERED, "case.renumbered"), given

    def _release(self, case_id: str) -> None:
        """Judge what came before its case's opening; it waited for nothing else."""
        for event_id in self._early.pop(case_id, ()):
            held = self._known[event_id]
            self._judge_again(held, read(held.raw))

    def _judge_again(self, held: Stored, event: Event) -> None:
        case = self._cases[event.header.case]
        writer = self._writer_of(held)
        judgement = judge_for(writer, self._matters, case, event)
        if judgement.verdict in COUNTS:
            judgement, _ = self._advance(case, event)
        now = self._cases[event.header.case]
        changed = replace(held, verdict=judgement.verdict, ver=now.ver, reason=judgement.reason)
        self._known[held.id] = changed
        if held.id in self._new:
            self._new[held.id] = changed
        else:
            self._released.append(changed)
        self._follow_up(changed, event.header, now)

    def _wait(self, held: Stored) -> None:
        """Note an event that waits for its case's opening."""
        if held.reason == WAITS_FOR_OPENING and held.case_id is not None:
            self._early.setdefault(held.case_id, []).append(held.id)

    def _writer_of(self, held: Stored) -> Writer:
        if held.origin == self._writer.origin:
            return self._writer
        return streams.writer(self._connection, held.origin, held.epoch)

    def _keep(
        self,
        arrival: _Arrival,
        event_id: str,
        judgement: Judgement,
        *,
        held_by: str = "",
        given: Given | None = None,
    ) -> str:
        header = arrival.header
        case = self._cases.get(header.case) if header is not None else None
        kept = Stored(
            id=event_id,
            origin=self._writer.origin,
            epoch=self._epoch,
            seq=arrival.seq,
            case_id=header.case if header is not None else None,
            kind=arrival.event.header.type if arrival.event is not None else "",
            raw=arrival.raw,
            received_ms=self._now_ms,
            verdict=judgement.verdict,
            ver=case.ver if case is not None else 0,
            reason=judgement.reason,
            held_by=held_by,
            number=given.number if given else "",
            serial=given.serial if given else "",
        )
        self._new[event_id] = self._known[event_id] = kept
        self._wait(kept)
        if header is not None:
            self._follow_up(kept, header, case)
        return event_id

    def _follow_up(self, kept: Stored, header: Header, case: Case | None) -> None:
        """Let a verdict have its consequences: a hold, or the mailboxes and the blobs."""
        if kept.verdict is Verdict.QUARANTINED and (kept.origin, header.case) not in self._new_holds:
            self._new_holds[kept.origin, header.case] = kept.id
            if kept.origin == self._writer.origin:
                self._holds.setdefault(header.case, kept.id)
        if kept.verdict not in _POSTED or case is None:
            return
        for box in boxes_for(case):
            self.posts.setdefault(box, []).append(kept.id)
        self._references += [
            Reference(ref.sha256, kept.id, case.id, ref.mime if _MIME.fullmatch(ref.mime) else _UNKNOWN_MIME)
            for ref in header.blobs
            if _SHA256.fullmatch(ref.sha256)
        ]


def _arrive(seq: int, raw: bytes) -> _Arrival:
    header = read_header(raw)
    if header is None or not (_NAME.fullmatch(header.id) and _NAME.fullmatch(header.case)):
        return _Arrival(seq, "", raw, None, None, None)
    try:
        return _Arrival(seq, header.id, raw, header, read(raw), None)
    except RuleBroken as refusal:
        return _Arrival(seq, header.id, raw, header, None, refusal)


def _name_of_bytes(origin: str, raw: bytes) -> str:
    """Return the name under which an event is kept that has none of its own to use."""
    return "raw:" + hashlib.sha256(origin.encode() + b"/" + raw).hexdigest()
