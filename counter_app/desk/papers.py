"""Papers from cases: each print job's content value, drawn and frozen. A paper states what held at its own event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from casework.case_state import Case
from casework.catalogue import MatterKind
from casework.clock import from_ms
from casework.deadlines import NOTICE_DAYS, due_on
from casework.errors import RuleBroken, Trouble
from casework.facts import CaseNotAccepted, DetailsCorrected
from casework.facts import CertificateField as Printed
from casework.sentences import sentence
from counter_app.desk.bench import Desk
from counter_app.desk.paper_parts import Material, paper_party
from counter_app.desk.sheet_paper import draw_sheet
from counter_app.store.entry import REFUSED
from counter_app.store.printouts import NOT_FROZEN, JobState, PrintJob
from printing.fonts import Fonts
from printing.model import FrozenPaper, Media, PaperKind, ReportSection
from printing.papers.acceptance_notice import AcceptanceNotice, draw_acceptance_notice
from printing.papers.certificate import Certificate, CertificateField, Edition, draw_certificate
from printing.papers.day_report import DaySheet, draw_day_sheet
from printing.papers.not_accepted_notice import NotAcceptedNotice, Reason, draw_not_accepted_notice
from printing.papers.parts import PrintMarks, Replaced
from printing.papers.receipt_slip import ReceiptSlip, draw_receipt_slip
from printing.papers.supplement_item import SupplementItem
from printing.papers.supplement_notice import SupplementNotice, draw_supplement_notice
from printing.papers.test_page import PrinterPage, draw_printer_page
from printing.wording import Wording

SUPPLY_DAYS = 15
"""Working days the hall asks an applicant to supplement within; the law sets none."""

_OUT = frozenset({JobState.SENDING, JobState.PRINTED, JobState.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class PaperStudio:
    """Draws papers; loaded when the first paper is drawn, because fonts and their libraries take time."""

    fonts: Fonts
    wording: Wording
    practice: bool = False

    def draw(self, desk: Desk, job: PrintJob) -> FrozenPaper:
        """Return the finished paper of a job.

        Raises:
            RuleBroken: the paper cannot be drawn, with the reason (a character without a face, a text too long), or
                `print.not_in_effect`: what it states was refused, contested or has to wait.
            Trouble: `print.no_such_job`, the job is about nothing that is here.
        """
        entry = desk.store.journal.entry(job.event_id)
        only_slip = job.paper == PaperKind.RECEIPT_SLIP and not (entry and entry.type == "case.corrected")
        if entry is not None and entry.verdict in REFUSED and not only_slip:
            raise RuleBroken("print.not_in_effect")
        case = desk.store.cases.as_of(job.case_id, job.event_id)
        if case is None:
            raise Trouble("print.no_such_job", job=job.id)
        material = self._material(desk, job, case)
        if job.paper == PaperKind.HAND_OVER_SHEET:
            return draw_sheet(desk, self.fonts, self.wording, material)
        return _DRAW[PaperKind(job.paper)](material, self)

    def draw_case_certificate(self, desk: Desk, case: Case, blank_number: str) -> FrozenPaper:
        """Return the certificate that the department's decision granted.

        Raises:
            RuleBroken: `issue.no_certificate`, or what drawing says.
        """
        material = self._material(desk, _no_job(desk, case), case)
        decision, form = case.decision, material.matter.certificate
        if decision is None or decision.certificate is None or form is None:
            raise RuleBroken("issue.no_certificate")
        granted = decision.certificate
        content = Certificate(
            number=granted.number,
            case_number=case.number,
            edition=Edition.ORIGINAL,
            title=form.name_zh,
            title_en=form.name_en,
            fields=tuple(_field(printed) for printed in granted.fields),
            verify_url=material.progress_url,
            issuer=material.department.name_zh,
            issued_on=decision.decided_on,
            seal=material.department_seal,
            blank_number=blank_number,
        )
        return draw_certificate(content, self.fonts, self.wording, material.marks)

    def draw_day_sheet(self, desk: Desk, sections: tuple[ReportSection, ...], note: str) -> FrozenPaper:
        """Return the day of whoever is signed in on a sheet."""
        place = desk.place()
        content = DaySheet(
            hall=place.site.hall_name,
            window_label=sentence("paper.window", number=place.window_number),
            clerk=desk.clerk().name,
            at=desk.clock.now(),
            sections=sections,
            note=note,
        )
        return draw_day_sheet(content, self.fonts, self.wording, PrintMarks(practice=self.practice))

    def draw_test_page(self, desk: Desk, printer: str) -> FrozenPaper:
        """Return a page that shows how a printer prints."""
        content = PrinterPage(window=desk.place().window, printer=printer, at=desk.clock.now())
        return draw_printer_page(content, self.fonts, self.wording, PrintMarks(practice=self.practice))

    def _material(self, desk: Desk, job: PrintJob, case: Case) -> Material:
        entry = desk.store.journal.entry(job.event_id)
        event = entry.event() if entry else None
        fact = event.fact if event else None
        return Material(
            case=case,
            matter=desk.matter_of(case),
            department=desk.department_shown(case),
            calendar=desk.calendar,
            place=desk.place(),
            job=job,
            clerk=event.header.actor.name if event else "",
            refusal=fact if isinstance(fact, CaseNotAccepted) else None,
            practice=self.practice,
            replaces=_replaced(desk, job, fact.reason) if isinstance(fact, DetailsCorrected) else None,
        )


def _replaced(desk: Desk, job: PrintJob, reason: str) -> Replaced | None:
    """Return which print of the same paper a correction replaces; None where none came out."""
    earlier = [
        one
        for one in desk.store.printouts.of_case(job.case_id)
        if (one.paper, one.copy) == (job.paper, job.copy) and one.state in _OUT and one.event_id != job.event_id
    ]
    return Replaced(at=from_ms(earlier[-1].made_ms), reason=reason) if earlier else None


def _no_job(desk: Desk, case: Case) -> PrintJob:
    """Return the job under which a certificate is drawn: its own comes only with the event."""
    return PrintJob(
        id=case.id,
        case_id=case.id,
        event_id="",
        paper=PaperKind.CERTIFICATE,
        sheet="",
        copy=1,
        reprint=0,
        reason="",
        frozen=NOT_FROZEN,
        state=JobState.OWED,
        detail="",
        made_ms=desk.now_ms(),
        attempts=0,
    )


def _field(printed: Printed) -> CertificateField:
    return CertificateField(label=printed.label, label_en=printed.label_en, value=printed.value)


def _slip(material: Material, studio: PaperStudio) -> FrozenPaper:
    case = material.case
    accepted = case.accepted_on
    content = ReceiptSlip(
        hall=material.place.site.hall_name,
        window_label=material.window_label,
        matter=material.matter.name_zh,
        applicant=paper_party(case.applicant),
        agent=paper_party(case.agent) if case.agent else None,
        accepted=accepted is not None,
        due=material.limit(accepted, case.committed_days)
        if accepted
        else material.limit(case.received_on, NOTICE_DAYS),
        statutory=material.limit(accepted, case.statutory_days) if accepted else None,
        not_counted=material.not_counted,
        papers=material.papers(),
        ask_phone=material.place.site.phone,
        collect_at=material.collect_at,
        clerk=material.clerk,
        at=material.trace.at,
        numbers=material.numbers,
    )
    return draw_receipt_slip(content, studio.fonts, studio.wording, Media.ROLL_80, material.marks)


def _acceptance(material: Material, studio: PaperStudio) -> FrozenPaper:
    case = material.case
    accepted = _day(case.accepted_on)
    content = AcceptanceNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        licence=material.matter.kind is MatterKind.LICENCE,
        accepted_on=accepted,
        committed=material.limit(accepted, case.committed_days),
        statutory=material.limit(accepted, case.statutory_days),
        not_counted=material.not_counted,
        papers=material.papers(),
        collect_at=material.collect_at,
        ask_phone=material.place.site.phone,
        ask_hours=material.place.site.hours,
        ask_hours_en=material.place.site.hours,
        clerk=material.clerk,
        window_label=material.window_label,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_acceptance_notice(content, studio.fonts, studio.wording, material.job.copy, material.marks)


def _supplement(material: Material, studio: PaperStudio) -> FrozenPaper:
    case = material.case
    told = _day(case.told_on)
    content = SupplementNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        received=len(material.papers()),
        items=_supplement_items(material),
        supply_by=due_on(told, SUPPLY_DAYS, material.calendar).day,
        where=material.collect_at,
        ask_phone=material.place.site.phone,
        committed_days=material.matter.committed_days,
        not_counted=material.not_counted,
        told_on=told,
        told_day=material.calendar.working_days_between(case.received_on, told),
        clerk=material.clerk,
        window_label=material.window_label,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_supplement_notice(content, studio.fonts, studio.wording, material.job.copy, material.marks)


def _supplement_items(material: Material) -> tuple[SupplementItem, ...]:
    here = {mark.code: mark for mark in material.case.materials}
    items = []
    for missing in material.case.missing:
        line = material.matter.material(missing.material)
        mark = here.get(line.code)
        items.append(
            SupplementItem(
                name=line.name_zh,
                name_en=line.name_en,
                problem=missing.problem,
                problem_en="",
                remedy=missing.remedy,
                remedy_en="",
                originals=max(line.originals - (mark.originals if mark else 0), 0),
                copies=max(line.copies - (mark.copies if mark else 0), 0),
            )
        )
    return tuple(items)


def _not_accepted(material: Material, studio: PaperStudio) -> FrozenPaper:
    case = material.case
    # Remedies, where the clerk gave them, are the reviewing body and the court, in this order.
    fact = material.refusal
    if fact is None:
        raise ValueError("a notice of non-acceptance is owed by a non-acceptance")
    usual = (sentence("paper.review_body"), sentence("paper.court"))
    remedies = (*fact.remedies, *usual[len(fact.remedies) :])
    law = sentence("paper.law_other_body" if fact.competent_body else "paper.law_refused")
    content = NotAcceptedNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        reasons=tuple(Reason(text=ground, text_en="", law=law) for ground in case.grounds),
        right_body=fact.competent_body,
        returned_originals=sum(mark.originals for mark in case.materials),
        returned_copies=sum(mark.copies for mark in case.materials),
        review_body=remedies[0],
        court=remedies[1],
        told_on=_day(case.closed_on),
        clerk=material.clerk,
        window_label=material.window_label,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_not_accepted_notice(content, studio.fonts, studio.wording, material.job.copy, material.marks)


def _day(day: date | None) -> date:
    """Return a day that the paper's event has set; its absence is a bug."""
    if day is None:
        raise ValueError("the case does not say what this paper states")
    return day


_DRAW: dict[PaperKind, Callable[[Material, PaperStudio], FrozenPaper]] = {
    PaperKind.RECEIPT_SLIP: _slip,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.TOLERANCE_NOTICE: _acceptance,
    PaperKind.SUPPLEMENT_NOTICE: _supplement,
    PaperKind.NOT_ACCEPTED_NOTICE: _not_accepted,
}
