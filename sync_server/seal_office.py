"""The seal office: what a department decided is sealed with the department's seal, and every window gets the file.

A use is recorded, durably, before its signature is made, and under one use one file goes out. What cannot be sealed now
waits with its reason and is tried again; the decision stands meanwhile. A crash leaves a use that was recorded: it is
taken up again once its lease is over, or voided if the decision was recalled. No number is ever given twice.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import Connection

from casework.case_state import Case
from casework.clock import Clock, from_ms, legal_day, wall_ms
from casework.contract import Site
from casework.decisions import DRAWN
from casework.errors import ProductError, RuleBroken, Trouble
from casework.events import BlobRef
from casework.facts import PaperSealed
from casework.lifecycle import DECISION_STANDS
from casework.seal_rules import RULE, UseRecord, series_of
from printing.seals.verification import verify
from sync_server.blobs import Blobs
from sync_server.catalogues import Catalogues
from sync_server.own_stream import OwnStream, Statement
from sync_server.seal_keys import SealKeys
from sync_server.seal_papers import SealPapers, pages_of
from sync_server.seal_standing import decision_of, usable
from sync_server.store import cases, meta, seal_uses
from sync_server.store.engine import Store
from sync_server.store.seal_uses import CERTIFICATE, Owed, Sealed, Use
from sync_server.store.seals import SealRow
from sync_server.store.stock_facts import StockSeen

LEASE_S = 60
"""For so long whoever records a use, or takes one up, is left alone with it."""

_AT_ONCE = 50
_FIRST_PAUSE_MS, _LONGEST_PAUSE_MS = 2_000, 300_000
_MOST_DOUBLINGS = 10
_PDF = "application/pdf"
_FINAL = frozenset(
    {
        "seal.document_unfit",
        "seal.document_signed",
        "seal.document_hides",
        "issue.no_certificate",
        "printing.no_reasons",
    }
)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SealSite:
    """Where the office is: what it draws from, the folder with its keys, and the authority that stamps (or "")."""

    catalogues: Catalogues
    site: Site
    keys: Path
    time_stamp_url: str = ""


@dataclass(frozen=True, slots=True)
class _InHand:
    """A paper under its recorded use: everything that makes the file."""

    use: Use
    seal: SealRow
    case: Case
    document: bytes


@dataclass(frozen=True)
class SealOffice:
    """Seals what waits for it. Several processes may do so at once; one of them has a paper at a time."""

    store: Store
    own: OwnStream
    papers: SealPapers
    keys: SealKeys
    blobs: Blobs
    clock: Clock
    stocked: StockSeen = field(default_factory=StockSeen)

    def work(self) -> Sealed:
        """Try every paper that is due, once. Safe to do twice, or at once.

        Raises:
            Trouble: the database.
        """
        now_ms = self._now_ms()
        with self.store.reading() as connection:
            due = seal_uses.due(connection, now_ms, _AT_ONCE)
        done = [self._try(paper) for paper in due]
        return Sealed(sealed=sum(done), left=len(done) - sum(done))

    # --- one paper ------------------------------------------------------------------------------------------------

    def _try(self, paper: Owed) -> bool:
        try:
            return self._seal(paper)
        except RuleBroken as refusal:
            if refusal.code in _FINAL:
                self._refuse(paper, refusal.code)
            else:
                self._put_off(paper, refusal)
        except Trouble as trouble:
            self._put_off(paper, trouble)
        except Exception:  # noqa: BLE001 - an outermost edge: one paper must not keep the others back
            _log.exception("seal.defect", decision=paper.decision)
            self._put_off(paper, Trouble("seal.defect"))
        return False

    def _seal(self, paper: Owed) -> bool:
        case = self._case(paper)
        if case is None:
            self._drop(paper)
            return False
        hand = self._taken_up(paper, case) if paper.use_id else self._recorded(paper, case)
        if hand is None:
            return False
        try:
            sealed = self._signed(paper, hand)
            self.blobs.put(hashlib.sha256(sealed).hexdigest(), sealed)
            return self._state(paper, hand, sealed)
        except ProductError:
            self._give_back(hand.use)
            raise

    def _case(self, paper: Owed) -> Case | None:
        """Return the case if its decision still stands."""
        with self.store.reading() as connection:
            case = cases.by_ids(connection, [paper.case_id]).get(paper.case_id)
        return case if case is not None and case.stage in DECISION_STANDS else None

    def _recorded(self, paper: Owed, case: Case) -> _InHand | None:
        """Record a use for a paper; None if somebody else was faster."""
        with self.store.reading() as connection:
            seal = self._usable(connection, paper, case)
            stock = self.stocked.has(connection, case.hall, self.papers.title(case))
            at = from_ms(decision_of(connection, paper).header.at)
        certificate = paper.paper == CERTIFICATE
        document = (
            self.papers.certificate(case, seal, stock=stock) if certificate else self._document(paper, case, seal, at)
        )
        sha256 = hashlib.sha256(document).hexdigest()
        if certificate or paper.document == DRAWN:
            # Whoever takes the use up after a crash seals these very bytes.
            self.blobs.put(sha256, document)
        with self.store.writing() as connection:
            standing = seal_uses.owed(connection, paper)
            if standing is None or standing.state != "waiting" or standing.use_id:
                return None
            seal = self._usable(connection, paper, case)
            use = seal_uses.record(
                connection, seal, paper, self._record(connection, paper, seal, sha256), self._lease()
            )
        _log.info("seal.use_recorded", seal=seal.code, use=use.record.name)
        return _InHand(use, seal, case, document)

    def _taken_up(self, paper: Owed, case: Case) -> _InHand | None:
        """Take up a use that was recorded before; None while somebody else is at it."""
        with self.store.reading() as connection:
            use = seal_uses.by_id(connection, paper.use_id)
        if use is None or use.state != "recorded" or use.until_ms > self._now_ms():
            return None
        document = self.papers.blob(use.record.document_sha256)
        with self.store.writing() as connection:
            seal = self._usable(connection, paper, case)
            if seal.code != use.record.seal:
                # The department has another seal by now: the use of the old one ends without a paper.
                seal_uses.void(connection, use.id, "seal.retired", self._now_ms())
                seal_uses.use_another(connection, paper)
                return None
            if not seal_uses.begin_again(connection, use.id, self._now_ms(), self._lease()):
                return None
        return _InHand(use, seal, case, document)

    def _document(self, paper: Owed, case: Case, seal: SealRow, at: datetime) -> bytes:
        if paper.document == DRAWN:
            return self.papers.decision(case, seal, at)
        document = self.papers.blob(paper.document)
        # Refused before a number is spent on it.
        self.papers.require_same_for_all(document)
        self.papers.place(paper.paper, document, seal)
        return document

    def _usable(self, connection: Connection, paper: Owed, case: Case) -> SealRow:
        return usable(connection, paper, case, self.clock.now())

    def _record(self, connection: Connection, paper: Owed, seal: SealRow, sha256: str) -> UseRecord:
        series = series_of(self.clock.now(), meta.server_epoch(connection))
        return UseRecord(
            seal=seal.code,
            series=series,
            number=seal.number + 1 if series == seal.series else 1,
            case=paper.case_id,
            decision=paper.decision,
            paper=paper.paper,
            document_sha256=sha256,
            requested_by=RULE,
            approved_by=decision_of(connection, paper).header.actor.code,
            copies=1,
            at_ms=self._now_ms(),
        )

    def _signed(self, paper: Owed, hand: _InHand) -> bytes:
        """Return the sealed file; it was verified."""
        place = self.papers.place(paper.paper, hand.document, hand.seal, hand.use.record.name)
        impression = self.papers.impression(hand.seal)
        signer = self.keys.open(hand.seal)
        sealed = signer.sign(hand.document, impression, place, hand.use.record.name, self.clock.now())
        found = verify(sealed, [hand.seal.certificate])
        if not (found.good and found.trusted):
            raise RuleBroken("seal.key_other")
        return sealed

    def _state(self, paper: Owed, hand: _InHand, sealed: bytes) -> bool:
        """Note what was sealed and tell everybody of the case, in one transaction."""
        done: list[bool] = []

        def choose(connection: Connection) -> Sequence[Statement]:
            done.clear()
            case = cases.by_ids(connection, [paper.case_id])[paper.case_id]
            if case.stage not in DECISION_STANDS:
                seal_uses.void(connection, hand.use.id, "seal.recalled", self._now_ms())
                seal_uses.settle(connection, paper, "dropped", "seal.recalled")
                return ()
            file = self._file(paper, hand, sealed)
            if not seal_uses.finish(connection, hand.use.id, file.sha256, self._now_ms()):
                return ()
            seal_uses.settle(connection, paper, "sealed")
            done.append(True)
            return (Statement(self._fact(paper, hand), paper.case_id, blobs=(file,)),)

        self.own.state(choose)
        if done:
            _log.info("seal.sealed", seal=hand.seal.code, use=hand.use.record.name)
        return bool(done)

    def _file(self, paper: Owed, hand: _InHand, sealed: bytes) -> BlobRef:
        if paper.document == DRAWN:
            name = self.papers.decision_title(hand.case)
        else:
            name = self.papers.title(hand.case) if paper.paper == CERTIFICATE else _name(hand.case, paper.document)
        return BlobRef(sha256=hashlib.sha256(sealed).hexdigest(), size=len(sealed), mime=_PDF, name=name)

    def _fact(self, paper: Owed, hand: _InHand) -> PaperSealed:
        record = hand.use.record
        return PaperSealed(
            paper=paper.paper,
            seal=record.seal,
            use=record.name,
            decision=paper.decision,
            document_sha256=record.document_sha256,
            pages=pages_of(hand.document),
            sealed_on=legal_day(self.clock.now()),
        )

    # --- what does not come to an end -----------------------------------------------------------------------------

    def _put_off(self, paper: Owed, why: ProductError) -> None:
        pause_ms = min(_LONGEST_PAUSE_MS, _FIRST_PAUSE_MS * 2 ** min(paper.tries, _MOST_DOUBLINGS))
        with self.store.writing() as connection:
            seal_uses.put_off(connection, paper, why.code, self._now_ms() + pause_ms)
        if why.code != paper.why:
            _log.warning("seal.waits", decision=paper.decision, code=why.code)

    def _refuse(self, paper: Owed, why: str) -> None:
        with self.store.writing() as connection:
            self._end(connection, paper, "refused", why)
        _log.warning("seal.refused", decision=paper.decision, code=why)

    def _drop(self, paper: Owed) -> None:
        with self.store.writing() as connection:
            self._end(connection, paper, "dropped", "seal.recalled")

    def _end(self, connection: Connection, paper: Owed, state: str, why: str) -> None:
        standing = seal_uses.owed(connection, paper)
        if standing is not None and standing.use_id:
            seal_uses.void(connection, standing.use_id, why, self._now_ms())
        seal_uses.settle(connection, paper, state, why)

    def _give_back(self, use: Use) -> None:
        with self.store.writing() as connection:
            seal_uses.give_back(connection, use.id)

    def _lease(self) -> int:
        return self._now_ms() + LEASE_S * 1000

    def _now_ms(self) -> int:
        return wall_ms(self.clock.now())


def open_office(store: Store, own: OwnStream, blobs: Blobs, clock: Clock, at: SealSite) -> SealOffice:
    """Return the office of a server; fonts, keys and tokens are touched by the first paper only."""
    papers = SealPapers(at.catalogues, at.site, blobs.kept)
    return SealOffice(store, own, papers, SealKeys(at.keys, at.time_stamp_url), blobs, clock)


def _name(case: Case, document: str) -> str:
    return next((ref.name for ref in case.decision_papers if ref.sha256 == document), "")
