"""What a department does with its cases: each act is checked, then durable as an event of its own stream.

Nothing here speaks to the server; `send` does, now or at the next run.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.case_state import Case, Urging
from casework.certificate_facts import CertificateRevoked
from casework.clock import Clock, legal_day, wall_ms
from casework.errors import RuleBroken
from casework.events import Actor, BlobRef, Event, Header, read, write
from casework.fact import Fact
from casework.facts import (
    KINDS,
    CaseDecided,
    Certificate,
    NoteAdded,
    OriginalsAcknowledged,
    Outcome,
    ReceivedByDepartment,
    UrgingAnswered,
)
from casework.ids import uuid7
from casework.lifecycle import Verdict, judge, step
from casework.texts import tidied, tidy
from casework.upcasts import version_of
from sync_server.department.durable import write_whole
from sync_server.department.store.database import Database
from sync_server.department.store.inbox import Inbox
from sync_server.department.store.journal import Journal

PDF = "application/pdf"
MOST_ANSWER = 500
"""The signs of an answer to an urging."""

_PDF_START = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Uptime:
    """How long the machine runs, so that a clock that was set does not confuse a reader: boot id and ms since."""

    boot_id: str
    ms: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a department decided; `document` is the decision as PDF."""

    outcome: Outcome
    opinion: str = ""
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    certificate: Certificate | None = None
    document: Path | None = None


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of one official; `outgoing` keeps documents until the server has them."""

    database: Database
    journal: Journal
    clock: Clock
    actor: Actor
    uptime: Uptime
    outgoing: Path

    def receive(self, number: str, fence: int = 0) -> str:
        """Take a case into review; return the event's id. `fence` is the number of the claim it is done under.

        Raises:
            RuleBroken: `department.unknown_case`, or why the case's stage does not allow it.
        """
        fact = ReceivedByDepartment(received_on=legal_day(self.clock.now()))
        return self._state(number, fact, fence=fence)

    def decide(self, number: str, decision: Decision, fence: int = 0) -> str:
        """Decide a case; the document is kept and sent with it. `fence` is the number of the claim it is done under.

        Raises:
            RuleBroken: `department.unknown_case`, `department.reasons_needed` (a refusal without reasons),
                `department.certificate_refused` (a refusal with a certificate), `department.validity` (it ends before
                it begins), `department.no_pdf`, `department.no_document`, or why the case's stage does not allow it.
        """
        refused = decision.outcome is Outcome.REFUSED
        if refused and not any(reason.strip() for reason in decision.reasons):
            raise RuleBroken("department.reasons_needed")
        if refused and decision.certificate is not None:
            raise RuleBroken("department.certificate_refused")
        _check_validity(decision.certificate)
        fact = CaseDecided(
            outcome=decision.outcome,
            decided_on=legal_day(self.clock.now()),
            opinion=tidy(decision.opinion),
            reasons=_lines(decision.reasons),
            remedies=_lines(decision.remedies),
            conditions=_lines(decision.conditions),
            certificate=tidied(decision.certificate),
        )
        return self._state(number, fact, self._documents(decision.document), fence)

    def note(self, number: str, text: str) -> str:
        """Leave a remark for colleagues.

        Raises:
            RuleBroken: `department.unknown_case`.
        """
        return self._state(number, NoteAdded(text=tidy(text)))

    def acknowledge(self, number: str, sheet: str) -> str:
        """Confirm that the paper of a hand-over sheet arrived.

        Raises:
            RuleBroken: `department.unknown_case`, `department.unknown_sheet`, `department.sheet_acknowledged`.
        """
        papers = [paper for paper in self.shown(number).custody if paper.sheet == sheet]
        if not papers:
            raise RuleBroken("department.unknown_sheet", sheet=sheet)
        if any(paper.acknowledged_on for paper in papers):
            raise RuleBroken("department.sheet_acknowledged", sheet=sheet)
        return self._state(number, OriginalsAcknowledged(sheet=sheet, acknowledged_on=legal_day(self.clock.now())))

    def answer_urging(self, number: str, text: str, urging: int | None = None) -> str:
        """Answer an urging by its number in the case, or the latest that waits for an answer.

        Raises:
            RuleBroken: `department.unknown_case`, `department.answer_empty`, `department.answer_too_long`,
                `department.no_urging`.
        """
        said = tidy(text)
        if not said:
            raise RuleBroken("department.answer_empty")
        if len(said) > MOST_ANSWER:
            raise RuleBroken("department.answer_too_long", found=len(said), most=MOST_ANSWER)
        waiting = open_urgings(self.shown(number))
        chosen = waiting.get(urging if urging is not None else max(waiting, default=0))
        if chosen is None:
            raise RuleBroken("department.no_urging", number=number)
        answered_on = legal_day(self.clock.now())
        return self._state(number, UrgingAnswered(urging=chosen.event, answered_on=answered_on, text=said))

    def revoke_certificate(self, number: str, ground: str, reason: str) -> str:
        """State that the certificate of a case is in force no more; `ground` is 撤销, 吊销, 注销 or the like.

        Raises:
            RuleBroken: `department.unknown_case`, `department.revocation_reasons`, `department.answer_too_long`,
                `certificate.revoked_already`, `issue.no_certificate`, or why the case's stage does not allow it.
        """
        why, how = tidy(reason), tidy(ground)
        if not why or not how:
            raise RuleBroken("department.revocation_reasons")
        if len(why) > MOST_ANSWER:
            raise RuleBroken("department.answer_too_long", found=len(why), most=MOST_ANSWER)
        decision = self.shown(number).decision
        granted = decision.certificate if decision else None
        fact = CertificateRevoked(
            revoked_on=legal_day(self.clock.now()), ground=how, reason=why, number=granted.number if granted else ""
        )
        return self._state(number, fact)

    def shown(self, number: str) -> Case:
        """Return a case as it stands with what this department stated and has not read back yet.

        Raises:
            RuleBroken: `department.unknown_case`.
        """
        return self._shown(self._confirmed(number))

    def _shown(self, case: Case) -> Case:
        for ahead in self.journal.ahead(case.id):
            event = read(ahead.raw)
            if judge(case, event, self.journal.origin).verdict is Verdict.APPLIED:
                case = step(case, event)
        return case

    def _confirmed(self, number: str) -> Case:
        case = Inbox(self.database).by_number(number.strip().upper())
        if case is None:
            raise RuleBroken("department.unknown_case", number=number)
        return case

    def _state(self, number: str, fact: Fact, blobs: Sequence[BlobRef] = (), fence: int = 0) -> str:
        with self.database.writing():
            confirmed = self._confirmed(number)
            event = self._event(confirmed, fact, tuple(blobs), fence)
            judgement = judge(self._shown(confirmed), event, self.journal.origin)
            if judgement.verdict is not Verdict.APPLIED:
                raise RuleBroken(judgement.reason)
            self.journal.write(event)
        return event.header.id

    def _event(self, case: Case, fact: Fact, blobs: tuple[BlobRef, ...], fence: int) -> Event:
        now_ms = wall_ms(self.clock.now())
        header = Header(
            id=uuid7(now_ms),
            type=KINDS[type(fact)],
            tv=version_of(KINDS[type(fact)]),
            case=case.id,
            base=case.ver,
            catalog=case.catalog,
            at=now_ms,
            mono=(self.uptime.boot_id, self.uptime.ms),
            off=None,
            actor=self.actor,
            blobs=blobs,
            fence=fence,
        )
        return write(header, fact)

    def _documents(self, document: Path | None) -> tuple[BlobRef, ...]:
        if document is None:
            return ()
        try:
            body = document.read_bytes()
        except OSError as error:
            raise RuleBroken("department.no_document", file=str(document)) from error
        if not body.startswith(_PDF_START):
            raise RuleBroken("department.no_pdf", file=document.name)
        sha256 = hashlib.sha256(body).hexdigest()
        # Before the event that names it: a document without an event is harmless, the reverse is not.
        write_whole(self.outgoing / sha256, body)
        return (BlobRef(sha256=sha256, size=len(body), mime=PDF, name=document.name),)


def open_urgings(case: Case) -> dict[int, Urging]:
    """Return the urgings of a case that wait for an answer, by their numbers."""
    return {number: one for number, one in enumerate(case.urgings, start=1) if one.answered_on is None}


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in map(tidy, texts) if line)


def _check_validity(certificate: Certificate | None) -> None:
    if certificate and certificate.valid_from and certificate.valid_until:
        first, last = certificate.valid_from, certificate.valid_until
        if last < first:
            raise RuleBroken("department.validity", first=f"{first}", last=f"{last}")
