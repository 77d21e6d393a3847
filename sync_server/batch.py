"""The new events of one push, judged one after the other on top of the cases as they stand.

What the database holds is fetched before the first event, what changed is stored after the last: a push of 500 events
costs a dozen statements.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from casework.access import OriginKind
from casework.case_state import Case
from casework.clock import from_ms, legal_day
from casework.contract import Receipt
from casework.errors import RuleBroken
from casework.events import Event, Header, Role, UnknownKind, read, read_header
from casework.facts import CaseOpened, CataloguePublished, HoldReleased
from casework.ids import NO_CASE
from casework.lifecycle import COUNTS, Judgement, Verdict, step
from casework.routing import boxes_for, catalogue_box
from sync_server.judging import judge_for
from sync_server.renumber import Given, Register
from sync_server.store import cases, streams
from sync_server.store.streams import Reference, Stored
from sync_server.waiting import BEHIND_HOLD, FOR_TURN, FOR_TURN_CONTESTED, Waiting
from sync_server.writers import Matters, Writer

_POSTED = COUNTS | {Verdict.CONTESTED}
_NAME = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}", re.ASCII)
_UNKNOWN_MIME = "application/octet-stream"
_APPLIED = Judgement(Verdict.APPLIED)
_CONTESTED_BEFORE = Judgement(Verdict.CONTESTED, "case.contested_before")


@dataclass(slots=True)
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
        self._receipts: Mapping[int, Receipt] = {}
        self._known: dict[str, Stored] = {}
        self._cases: dict[str, Case] = {}
        self._changed: set[str] = set()
        self._holds: dict[tuple[str, str], str] = {}
        self._new_holds: dict[tuple[str, str], str] = {}
        self._ended_holds: set[tuple[str, str]] = set()
        self._new: dict[str, Stored] = {}
        self._rejudged: dict[str, Stored] = {}
        self._references: list[Reference] = []
        self._waiting = Waiting()

    # --- the door -------------------------------------------------------------------------------------------------

    def take(self, first: int, raws: Sequence[bytes], receipts: Iterable[Receipt] = ()) -> list[str]:
        """Judge the events, numbered from `first`; return the id each is kept under."""
        self._receipts = {receipt.seq: receipt for receipt in receipts}
        arrivals = [_arrive(seq, raw) for seq, raw in enumerate(raws, start=first)]
        self._fetch(arrivals)
        return [self._take_one(arrival) for arrival in arrivals]

    def judge_again(self, held: Sequence[Stored]) -> None:
        """Judge events that were held, in this order, whatever they waited for."""
        self._known = {one.id: one for one in held}
        case_ids = {one.case_id for one in held if one.case_id is not None}
        self._cases = cases.by_ids(self._connection, case_ids)
        self._holds = streams.holds(self._connection, case_ids)
        chosen = {one.id for one in held}
        self._waiting = Waiting(one for one in streams.held(self._connection, case_ids) if one.id not in chosen)
        for one in held:
            self._judge_held(one)

    def store(self) -> None:
        """Write everything but the mailboxes."""
        streams.add_events(self._connection, list(self._new.values()))
        for event in self._rejudged.values():
            streams.rejudge(self._connection, event)
        cases.save(self._connection, [self._cases[case_id] for case_id in sorted(self._changed)])
        for origin, case_id in sorted(self._ended_holds):
            streams.end_hold(self._connection, origin, case_id)
        streams.add_holds(self._connection, self._new_holds, self._now_ms)
        streams.add_references(self._connection, self._references)

    def kept(self, event_id: str) -> Stored:
        """Return an event of this push as it stands now."""
        return self._known[event_id]

    def counts(self) -> dict[str, int]:
        """Return how many of the new events have which verdict."""
        return dict(Counter(event.verdict.value for event in self._new.values()))

    # --- what the database holds ----------------------------------------------------------------------------------

    def _fetch(self, arrivals: Sequence[_Arrival]) -> None:
        case_ids = {one.header.case for one in arrivals if one.header is not None}
        ids = {one.id for one in arrivals if one.id}
        ids.update(one.header.supersedes for one in arrivals if one.header is not None and one.header.supersedes)
        self._known = streams.by_ids(self._connection, ids)
        odd = [one for one in arrivals if not one.id or one.id in self._known]
        self._known |= streams.by_ids(self._connection, {_name_of_bytes(self._writer.origin, one.raw) for one in odd})
        self._cases = cases.by_ids(self._connection, case_ids)
        self._holds = streams.holds(self._connection, case_ids)
        held = streams.held(self._connection, case_ids)
        self._known |= {one.id: one for one in held}
        self._waiting = Waiting(held)
        facts = [one.event.fact for one in arrivals if one.event is not None]
        self._register.look_up([fact for fact in facts if isinstance(fact, CaseOpened)], self._receipts.values())

    # --- one event after the other --------------------------------------------------------------------------------

    def _take_one(self, arrival: _Arrival) -> str:
        known = self._known.get(arrival.id)
        if arrival.id and known is None:
            return self._judge(arrival)
        # It was here before, or it has no name of its own to use: then its bytes are its name.
        name = _name_of_bytes(self._writer.origin, arrival.raw)
        for there in (known, self._known.get(name)):
            if there is not None and (there.raw, there.origin) == (arrival.raw, self._writer.origin):
                return there.id
        reused = Judgement(Verdict.QUARANTINED, "event.id_reused")
        return self._keep(arrival, name, reused if arrival.id else _refused(arrival)).id

    def _judge(self, arrival: _Arrival) -> str:
        header, event = arrival.header, arrival.event
        if header is None:
            raise ValueError("only an event with a header has a name of its own")
        if isinstance(arrival.refusal, UnknownKind):
            return self._keep(arrival, arrival.id, Judgement(Verdict.HELD, arrival.refusal.code)).id
        receipt = self._receipts.get(arrival.seq)
        held_by = self._holds.get((self._writer.origin, header.case), "")
        if held_by and not header.supersedes and receipt is None:
            return self._keep(arrival, arrival.id, Judgement(Verdict.HELD, BEHIND_HOLD), held_by=held_by).id
        if event is None:
            return self._keep(arrival, arrival.id, _refused(arrival)).id
        if header.supersedes and not (receipt or self._may_supersede(header)):
            wrong = Judgement(Verdict.QUARANTINED, "event.supersedes_wrong")
            return self._keep(arrival, arrival.id, wrong).id
        if (turn := self._turn_of(header.case, receipt)) is not None:
            return self._keep(arrival, arrival.id, turn[0], ver=turn[1]).id
        return self._apply(arrival, event, receipt)

    def _turn_of(self, case_id: str, receipt: Receipt | None) -> tuple[Judgement, int] | None:
        """Return how an event is held until its turn comes, and for which version it waits; None if it is its turn."""
        if receipt is None:
            if not self._waiting.is_refilling(self._writer.origin, case_id):
                return None
            return Judgement(Verdict.HELD, FOR_TURN), 0
        case = self._cases.get(case_id)
        needed = receipt.ver if receipt.contested else receipt.ver - 1
        if needed <= (case.ver if case is not None else 0):
            return None
        return Judgement(Verdict.HELD, FOR_TURN_CONTESTED if receipt.contested else FOR_TURN), needed

    def _may_supersede(self, header: Header) -> bool:
        """Say whether the event stands in for a quarantined one of its own writer and case that is still waited for."""
        old = self._known.get(header.supersedes)
        return (
            old is not None
            and (old.origin, old.case_id, old.verdict) == (self._writer.origin, header.case, Verdict.QUARANTINED)
            and (self._writer.origin, header.case) in self._holds
        )

    def _apply(self, arrival: _Arrival, event: Event, receipt: Receipt | None) -> str:
        contested_before = receipt is not None and receipt.contested
        judgement, given = self._decide(self._writer, event, receipt, contested_before=contested_before)
        kept = self._keep(arrival, arrival.id, judgement, given=given)
        if kept.verdict is not Verdict.QUARANTINED and event.header.supersedes:
            self._end_hold(self._writer.origin, event.header.case)
        self._consequences(event, kept)
        return kept.id

    def _decide(
        self, writer: Writer, event: Event, receipt: Receipt | None = None, *, contested_before: bool = False
    ) -> tuple[Judgement, Given | None]:
        """Return the verdict on an event and move its case if it counts."""
        if isinstance(event.fact, CataloguePublished) or event.header.case == NO_CASE:
            return _judge_caseless(writer, event), None
        case = self._cases.get(event.header.case)
        judgement = judge_for(writer, self._matters, case, event)
        if judgement.verdict not in COUNTS:
            return judgement, None
        if contested_before:
            return _CONTESTED_BEFORE, None
        return self._advance(writer, case, event, receipt)

    def _advance(
        self, writer: Writer, case: Case | None, event: Event, receipt: Receipt | None
    ) -> tuple[Judgement, Given | None]:
        given = None
        if isinstance(event.fact, CaseOpened):
            given = self._register.keep_or_replace(event.fact, writer, receipt)
        number, serial = (given.number, given.serial) if given else ("", "")
        self._cases[event.header.case] = step(case, event, number=number, serial=serial)
        self._changed.add(event.header.case)
        return (_APPLIED if given is None else Judgement(Verdict.RENUMBERED, "case.renumbered")), given

    # --- what lets other events go --------------------------------------------------------------------------------

    def _consequences(self, event: Event, kept: Stored) -> None:
        """Let go what this event ends the waiting of."""
        if isinstance(event.fact, HoldReleased) and kept.verdict is not Verdict.QUARANTINED:
            for origin, case_id in [where for where, by in self._holds.items() if by == event.fact.event]:
                self._end_hold(origin, case_id)
        if kept.verdict not in COUNTS or kept.case_id is None:
            return
        if isinstance(event.fact, CaseOpened):
            for held in self._waiting.for_opening(kept.case_id):
                self._judge_held(held)
        while held_one := self._waiting.whose_turn(kept.case_id, self._cases[kept.case_id].ver):
            self._judge_held(held_one)
        for held in self._waiting.followers(kept.case_id):
            self._judge_held(held)

    def _end_hold(self, origin: str, case_id: str) -> None:
        if self._holds.pop((origin, case_id), None) is None:
            return
        if self._new_holds.pop((origin, case_id), None) is None:
            self._ended_holds.add((origin, case_id))
        for held in self._waiting.behind(origin, case_id):
            self._judge_held(held)

    def _judge_held(self, held: Stored) -> None:
        """Judge an event again that was waiting; it may have to wait for something else now."""
        header = read_header(held.raw)
        if header is None or held.case_id is None:
            return
        held_by = self._holds.get((held.origin, held.case_id), "")
        if held_by:
            self._change(held, header, Judgement(Verdict.HELD, BEHIND_HOLD), held_by=held_by)
            return
        try:
            event = read(held.raw)
        except RuleBroken as refusal:
            verdict = Verdict.HELD if isinstance(refusal, UnknownKind) else Verdict.QUARANTINED
            self._change(held, header, Judgement(verdict, refusal.code))
            return
        contested = held.reason == FOR_TURN_CONTESTED
        judgement, given = self._decide(self._writer_of(held), event, contested_before=contested)
        self._consequences(event, self._change(held, header, judgement, given=given))

    def _change(
        self, held: Stored, header: Header, judgement: Judgement, *, held_by: str = "", given: Given | None = None
    ) -> Stored:
        case = self._cases.get(header.case)
        changed = msgspec.structs.replace(
            held,
            kind=header.type if judgement.verdict is not Verdict.QUARANTINED else held.kind,
            verdict=judgement.verdict,
            ver=case.ver if case is not None else 0,
            reason=judgement.reason,
            held_by=held_by,
            number=given.number if given else "",
            serial=given.serial if given else "",
        )
        self._known[held.id] = changed
        (self._new if held.id in self._new else self._rejudged)[held.id] = changed
        if changed.verdict is Verdict.HELD:
            self._waiting.add(changed)
        if changed.verdict is Verdict.QUARANTINED:
            # Its writer was told that it waits, and learns only through the mailbox what became of it.
            for box in self._writer_of(held).boxes:
                self.posts.setdefault(box, []).append(held.id)
        self._follow_up(changed, header, case)
        return changed

    def _writer_of(self, held: Stored) -> Writer:
        if held.origin == self._writer.origin:
            return self._writer
        return streams.writer(self._connection, held.origin, held.epoch)

    # --- keeping --------------------------------------------------------------------------------------------------

    def _keep(
        self,
        arrival: _Arrival,
        event_id: str,
        judgement: Judgement,
        *,
        held_by: str = "",
        given: Given | None = None,
        ver: int | None = None,
    ) -> Stored:
        header = arrival.header
        case = self._cases.get(header.case) if header is not None else None
        kept = Stored(
            id=event_id,
            origin=self._writer.origin,
            epoch=self._epoch,
            seq=arrival.seq,
            case_id=header.case if header is not None and header.case != NO_CASE else None,
            kind=arrival.event.header.type if arrival.event is not None else "",
            raw=arrival.raw,
            received_ms=self._now_ms,
            verdict=judgement.verdict,
            ver=ver if ver is not None else case.ver if case is not None else 0,
            reason=judgement.reason,
            held_by=held_by,
            number=given.number if given else "",
            serial=given.serial if given else "",
        )
        self._new[event_id] = self._known[event_id] = kept
        if kept.verdict is Verdict.HELD:
            self._waiting.add(kept)
        if header is not None:
            self._follow_up(kept, header, case)
        return kept

    def _follow_up(self, kept: Stored, header: Header, case: Case | None) -> None:
        """Let a verdict have its consequences: a hold, or the mailboxes and the blobs."""
        where = kept.origin, header.case
        if kept.verdict is Verdict.QUARANTINED and header.case != NO_CASE and where not in self._holds:
            self._holds[where] = self._new_holds[where] = kept.id
        if kept.verdict not in _POSTED:
            return
        for box in boxes_for(case) if case is not None else (catalogue_box(self._writer.region),):
            self.posts.setdefault(box, []).append(kept.id)
        if case is not None and header.blobs:
            self._references += [
                Reference(ref.sha256, kept.id, case.id, ref.mime if _MIME.fullmatch(ref.mime) else _UNKNOWN_MIME)
                for ref in header.blobs
                if _SHA256.fullmatch(ref.sha256)
            ]


def _arrive(seq: int, raw: bytes) -> _Arrival:
    try:
        event: Event | None = read(raw)
        header, refusal = event.header if event else None, None
    except RuleBroken as broken:
        event, header, refusal = None, read_header(raw), broken
    if header is None or not (_NAME.fullmatch(header.id) and _NAME.fullmatch(header.case)):
        return _Arrival(seq, "", raw, None, None, None)
    return _Arrival(seq, header.id, raw, header, event, refusal)


def _judge_caseless(writer: Writer, event: Event) -> Judgement:
    """Return what becomes of a fact of no case; only the server states such."""
    if not (isinstance(event.fact, CataloguePublished) and event.header.case == NO_CASE):
        return Judgement(Verdict.QUARANTINED, "case.none")
    if writer.kind is not OriginKind.SERVER or event.header.actor.role is not Role.SERVER:
        return Judgement(Verdict.QUARANTINED, "case.role")
    return _APPLIED


def _refused(arrival: _Arrival) -> Judgement:
    return Judgement(Verdict.QUARANTINED, "event.unreadable" if arrival.refusal is None else arrival.refusal.code)


def _name_of_bytes(origin: str, raw: bytes) -> str:
    """Return the name under which an event is kept that has none of its own to use."""
    return "raw:" + hashlib.sha256(origin.encode() + b"/" + raw).hexdigest()
