"""The new events of one push, judged one after the other on top of the cases as they stand.

What the database holds is fetched before the first event, what changed is stored after the last: a push of 500 events
costs a dozen statements. An event that lets others go (an opening, a correction, a release, the turn of a refill) has
them judged right behind it, in the same transaction.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from casework.blanks import PREFIX as BLANKS
from casework.case_state import Case
from casework.clock import from_ms, legal_day
from casework.contract import Receipt
from casework.errors import RuleBroken
from casework.events import Event, Header, UnknownKind, read, read_header
from casework.facts import CaseDecided, CaseOpened, CataloguePublished, HoldReleased
from casework.ids import NO_CASE
from casework.lifecycle import COUNTS, Judgement, Verdict, step
from casework.routing import catalogue_box
from sync_server.arrivals import Arrival, arrive, name_of_bytes
from sync_server.corrections import Corrections
from sync_server.judging import APPLIED, judge_blanks, judge_caseless, judge_for, judge_release
from sync_server.mail import Mail
from sync_server.renumber import Given, Register
from sync_server.sealing import papers_of
from sync_server.store import cases, holds, seal_uses, seals, streams
from sync_server.store.streams import Stored
from sync_server.waiting import BEHIND_HOLD, FOR_TURN, FOR_TURN_CONTESTED, Holds, Waiting, in_turn
from sync_server.writers import Matters, Writer

_CONTESTED_BEFORE = Judgement(Verdict.CONTESTED, "case.contested_before")
_RENUMBERED = Judgement(Verdict.RENUMBERED, "case.renumbered")
_HELD_BEHIND = Judgement(Verdict.HELD, BEHIND_HOLD)
_ID_REUSED = Judgement(Verdict.QUARANTINED, "event.id_reused")


class Batch:
    """Judges and stores the new events of one push, and held ones that are judged again.

    `posts` are the event ids for each mailbox, in order.
    """

    def __init__(self, connection: Connection, writer: Writer, matters: Matters, epoch: str, now_ms: int) -> None:
        self._connection = connection
        self._writer = writer
        self._matters = matters
        self._epoch = epoch
        self._now_ms = now_ms
        self._register = Register(connection, legal_day(from_ms(now_ms)))
        self._corrections = Corrections(connection, writer)
        self._receipts: Mapping[int, Receipt] = {}
        self._known: dict[str, Stored] = {}
        self._cases: dict[str, Case] = {}
        self._changed: set[str] = set()
        self._new: dict[str, Stored] = {}
        self._rejudged: dict[str, Stored] = {}
        self._holds = Holds()
        self._waiting = Waiting()
        self._mail = Mail()
        self._decisions: list[tuple[Case, Event]] = []

    @property
    def posts(self) -> Mapping[str, Sequence[str]]:
        """What goes to the mailboxes."""
        return self._mail.posts

    # --- the door -------------------------------------------------------------------------------------------------

    def take(self, first: int, raws: Sequence[bytes], receipts: Iterable[Receipt] = ()) -> list[str]:
        """Judge the events, numbered from `first`; return the id each is kept under."""
        self._receipts = {receipt.seq: receipt for receipt in receipts}
        arrivals = [arrive(seq, raw) for seq, raw in enumerate(raws, start=first)]
        self._fetch(arrivals)
        return [self._take_one(arrival) for arrival in arrivals]

    def judge_again(self, held: Sequence[Stored]) -> None:
        """Judge events that were held, in this order, whatever they waited for; not those judged by now."""
        wanted = {one.id for one in held}
        self._fetch_cases({one.case_id for one in held if one.case_id is not None}, but=wanted)
        self._waiting.free(in_turn([self._known[one.id] for one in held if one.id in self._known]))
        self._settle()

    def store(self) -> None:
        """Write everything but the mailboxes."""
        streams.add_events(self._connection, list(self._new.values()), self._writer.region)
        streams.rejudge(self._connection, list(self._rejudged.values()))
        cases.save(self._connection, [self._cases[case_id] for case_id in sorted(self._changed)])
        holds.end(self._connection, self._holds.ended)
        holds.add(self._connection, self._holds.new, self._now_ms)
        streams.add_references(self._connection, self._mail.references)
        if self._decisions:
            sealing = seals.departments(self._connection)
            decided = [one for one in self._decisions if one[0].department in sealing]
            seal_uses.owe(self._connection, [paper for one in decided for paper in papers_of(*one, self._now_ms)])

    def kept(self, event_id: str) -> Stored:
        """Return an event of this push as it stands now."""
        return self._known[event_id]

    @property
    def rejudged(self) -> int:
        """How many events that were stored before have another verdict now."""
        return len(self._rejudged)

    def counts(self) -> dict[str, int]:
        """Return how many of the new events have which verdict."""
        return dict(Counter(event.verdict.value for event in self._new.values()))

    # --- what the database holds ----------------------------------------------------------------------------------

    def _fetch(self, arrivals: Sequence[Arrival]) -> None:
        ids = {one.id for one in arrivals if one.id}
        ids.update(one.supersedes for one in arrivals if one.supersedes)
        self._known = streams.by_ids(self._connection, ids)
        odd = {name_of_bytes(self._writer.origin, one.raw) for one in arrivals if not one.id or one.id in self._known}
        self._known |= streams.by_ids(self._connection, odd)
        self._fetch_cases({one.header.case for one in arrivals if one.header is not None})
        facts = [one.event.fact for one in arrivals if one.event is not None]
        openings = [fact for fact in facts if isinstance(fact, CaseOpened)]
        self._register.look_up(openings, self._writer, self._receipts.values())

    def _fetch_cases(self, case_ids: set[str], but: Collection[str] = ()) -> None:
        """Fetch the cases with what waits in them, in the order in which everybody locks; `but` these wait no more."""
        self._cases = cases.by_ids(self._connection, case_ids)
        self._holds.fetched(holds.standing(self._connection, case_ids))
        for held in streams.held(self._connection, case_ids, but_for=BEHIND_HOLD):
            self._known[held.id] = held
            if held.id not in but:
                self._waiting.add(held)

    # --- one event after the other --------------------------------------------------------------------------------

    def _take_one(self, arrival: Arrival) -> str:
        known = self._known.get(arrival.id)
        if arrival.id and known is None:
            kept_id = self._judge(arrival)
            self._settle()
            return kept_id
        # It was here before, or it has no name of its own to use: then its bytes are its name.
        name = name_of_bytes(self._writer.origin, arrival.raw)
        for there in (known, self._known.get(name)):
            if there is not None and (there.raw, there.origin) == (arrival.raw, self._writer.origin):
                return there.id
        return self._keep(arrival, name, _ID_REUSED if arrival.id else arrival.refused).id

    def _judge(self, arrival: Arrival) -> str:
        header = arrival.header
        if header is None:
            raise ValueError("only an event with a header has a name of its own")
        if header.supersedes:
            return self._correct(arrival, header)
        receipt = self._receipts.get(arrival.seq)
        if receipt is None and (hold := self._holds.by(self._writer.origin, header.case)) is not None:
            return self._keep(arrival, arrival.id, _HELD_BEHIND, held_by=hold.event_id).id
        return self._weigh(arrival, header, receipt).id

    def _correct(self, arrival: Arrival, header: Header) -> str:
        """Take an event that stands in for another: it is judged although the case is held."""
        hold = self._holds.by(self._writer.origin, header.case)
        place, refusal = self._corrections.place_of(self._known.get(arrival.supersedes), header, hold)
        if refusal is not None:
            return self._keep(arrival, arrival.id, refusal, held_by=place).id
        kept = self._weigh(arrival, header, self._receipts.get(arrival.seq), stands_for=place)
        if kept.verdict is not Verdict.QUARANTINED:
            self._corrections.note(kept)
            if hold is not None and hold.place == place:
                self._end_hold(kept.origin, header.case)
        return kept.id

    def _weigh(self, arrival: Arrival, header: Header, receipt: Receipt | None, *, stands_for: str = "") -> Stored:
        """Judge an event that waits for no hold."""
        if arrival.event is None:
            newer = isinstance(arrival.refusal, UnknownKind)
            judgement = Judgement(Verdict.HELD, "event.unknown_kind") if newer else arrival.refused
            return self._keep(arrival, arrival.id, judgement, held_by=stands_for)
        if (turn := self._turn_of(header.case, receipt)) is not None:
            return self._keep(arrival, arrival.id, turn[0], held_by=stands_for, ver=turn[1])
        contested_before = receipt is not None and receipt.contested
        judgement, given = self._decide(self._writer, arrival.event, receipt, contested_before=contested_before)
        kept = self._keep(arrival, arrival.id, judgement, held_by=stands_for, given=given)
        self._let_go(arrival.event, kept)
        return kept

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

    def _decide(
        self, writer: Writer, event: Event, receipt: Receipt | None = None, *, contested_before: bool = False
    ) -> tuple[Judgement, Given | None]:
        """Return the verdict on an event and move its case if it counts."""
        fact, case_id = event.fact, event.header.case
        if event.header.type.startswith(BLANKS):
            return judge_blanks(writer, event), None
        if isinstance(fact, CataloguePublished) or case_id == NO_CASE:
            return judge_caseless(writer, event), None
        case = self._cases.get(case_id)
        if isinstance(fact, HoldReleased):
            judgement = judge_release(writer, event, stands=bool(self._holds.released_by(case_id, fact.event)))
        else:
            judgement = judge_for(writer, self._matters, case, event)
        if judgement.verdict not in COUNTS or (case is None and isinstance(fact, HoldReleased)):
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
        if isinstance(event.fact, CaseDecided):
            self._decisions.append((self._cases[event.header.case], event))
        return (APPLIED if given is None else _RENUMBERED), given

    # --- what lets other events go --------------------------------------------------------------------------------

    def _let_go(self, event: Event, kept: Stored) -> None:
        """Let go what this event ends the waiting of."""
        if kept.verdict not in COUNTS:
            return
        if isinstance(event.fact, HoldReleased):
            for origin, case_id in self._holds.released_by(event.header.case, event.fact.event):
                self._end_hold(origin, case_id)
        if kept.case_id is None:
            return
        if isinstance(event.fact, CaseOpened):
            self._waiting.opened(kept.case_id)
        self._waiting.moved(kept.case_id, kept.ver)

    def _end_hold(self, origin: str, case_id: str) -> None:
        stored = streams.held_behind(self._connection, origin, case_id)
        self._known |= {one.id: one for one in stored}
        self._holds.end(origin, case_id)
        self._waiting.hold_ended(origin, case_id, stored)

    def _settle(self) -> None:
        """Judge what has become free, and what that sets free, until everything else waits on."""
        while (held := self._waiting.next_free()) is not None:
            self._judge_held(held)

    def _judge_held(self, held: Stored) -> None:
        """Judge an event again that was waiting; it may have to wait for something else now."""
        header = read_header(held.raw)
        if header is None or held.case_id is None:
            return
        # A correction is judged although its case is held; what came before a hold does not wait for it.
        hold = None if header.supersedes else self._holds.by(held.origin, held.case_id, held)
        if hold is not None:
            self._change(held, header, _HELD_BEHIND, held_by=hold.event_id)
            return
        try:
            event = read(held.raw)
        except RuleBroken as refusal:
            verdict = Verdict.HELD if isinstance(refusal, UnknownKind) else Verdict.QUARANTINED
            self._change(held, header, Judgement(verdict, refusal.code))
            return
        writer = self._writer_of(held)
        if isinstance(event.fact, CaseOpened):
            self._register.look_up([event.fact], writer)
        contested_before = held.reason == FOR_TURN_CONTESTED
        judgement, given = self._decide(writer, event, contested_before=contested_before)
        changed = self._change(held, header, judgement, kind=header.type, given=given)
        self._let_go(event, changed)
        self._waiting.moved(held.case_id, changed.ver)

    def _change(
        self,
        held: Stored,
        header: Header,
        judgement: Judgement,
        *,
        kind: str = "",
        held_by: str = "",
        given: Given | None = None,
    ) -> Stored:
        case = self._cases.get(header.case)
        changed = msgspec.structs.replace(
            held,
            kind=kind or held.kind,
            verdict=judgement.verdict,
            ver=case.ver if case is not None else 0,
            reason=judgement.reason,
            held_by=held.held_by if header.supersedes else held_by,
            number=given.number if given else "",
            serial=given.serial if given else "",
        )
        if (changed.verdict, changed.reason, changed.held_by) == (held.verdict, held.reason, held.held_by):
            # It waits on as it did.
            return held
        if header.supersedes:
            self._corrections.note(changed)
        self._known[held.id] = changed
        (self._new if held.id in self._new else self._rejudged)[held.id] = changed
        writer = self._writer_of(held)
        if changed.verdict is Verdict.QUARANTINED:
            # Its writer was told that it waits, and learns only through the mailbox what became of it.
            self._mail.to(sorted(writer.boxes), held.id)
        self._follow_up(writer, changed, header, case)
        return changed

    def _writer_of(self, held: Stored) -> Writer:
        if held.origin == self._writer.origin:
            return self._writer
        return streams.writer(self._connection, held.origin, held.epoch)

    # --- keeping --------------------------------------------------------------------------------------------------

    def _keep(
        self,
        arrival: Arrival,
        event_id: str,
        judgement: Judgement,
        *,
        held_by: str = "",
        given: Given | None = None,
        ver: int | None = None,
    ) -> Stored:
        header = arrival.header
        case = self._cases.get(header.case) if header is not None else None
        # What counts and belongs to no case must not stand in the history of one.
        caseless = header is None or header.case == NO_CASE or (case is None and judgement.verdict in COUNTS)
        kept = Stored(
            id=event_id,
            origin=self._writer.origin,
            epoch=self._epoch,
            seq=arrival.seq,
            case_id=None if header is None or caseless else header.case,
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
        if header is not None:
            self._follow_up(self._writer, kept, header, case)
        return kept

    def _follow_up(self, writer: Writer, kept: Stored, header: Header, case: Case | None) -> None:
        """Let a verdict have its consequences: a wait, a hold, or the mailboxes and the blobs."""
        if kept.verdict is Verdict.HELD:
            self._waiting.add(kept)
        elif kept.verdict is Verdict.QUARANTINED:
            if writer.may_be_held and header.case != NO_CASE:
                self._holds.begin(kept, header.case)
        elif kept.kind.startswith(BLANKS):
            self._mail.to(sorted(writer.boxes), kept.id)
        elif case is not None:
            self._mail.to_case(kept, header, case)
        elif kept.kind == "catalogue.published":
            self._mail.to((catalogue_box(writer.region),), kept.id)
            self._mail.refer(kept, header, NO_CASE)
