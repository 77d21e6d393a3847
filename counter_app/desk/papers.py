"""Draws papers from their orders; it knows no store. A paper states what held at its own event."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

import resources
from casework.catalogue import MatterKind
from casework.deadlines import NOTICE_DAYS, due_on
from casework.errors import RuleBroken
from casework.facts import CertificateField as Printed
from casework.sentences import sentence
from counter_app.desk.blank_paper import draw_grid, draw_issued
from counter_app.desk.decision_paper import draw_decided
from counter_app.desk.label_paper import draw_labels
from counter_app.desk.notice_papers import NOTICES
from counter_app.desk.paper_orders import (
    CasePaper,
    CertificatePaper,
    CollectionPaper,
    CourierPaper,
    DayPaper,
    DecisionPaper,
    GridPaper,
    PaperOrder,
    PrinterPaper,
    SheetPaper,
    VoidPaper,
)
from counter_app.desk.paper_parts import Material, paper_party
from counter_app.desk.presses import PAGES, Presses
from counter_app.desk.seal_papers import draw_order, draw_receipt
from counter_app.desk.sending_papers import SENDING, draw_of_the_day
from counter_app.desk.sheet_paper import draw_sheet
from printing.fonts import Fonts, load_fonts
from printing.model import FrozenPaper, Media, PaperKind
from printing.papers.acceptance_notice import AcceptanceNotice, draw_acceptance_notice
from printing.papers.certificate import Certificate, CertificateField, Edition
from printing.papers.day_report import DaySheet, draw_day_sheet
from printing.papers.impression import draw_impression
from printing.papers.not_accepted_notice import NotAcceptedNotice, draw_not_accepted_notice
from printing.papers.parts import PrintMarks, Reason
from printing.papers.receipt_sheet import draw_receipt_sheet
from printing.papers.receipt_slip import ReceiptSlip, draw_receipt_slip
from printing.papers.supplement_item import SupplementItem
from printing.papers.supplement_notice import SupplementNotice, draw_supplement_notice
from printing.papers.test_page import PrinterPage, draw_printer_page
from printing.papers.test_strip import STRIPS, TestHead, draw_test_strip
from printing.papers.void_mark import draw_void_mark
from printing.wording import Language, Wording, load_wording

SUPPLY_DAYS = 15
"""Working days the hall asks an applicant to supplement within; the law sets none."""


@dataclass(frozen=True, slots=True)
class PaperStudio:
    """Draws papers; loaded when the first paper is drawn, because fonts and their libraries take time."""

    fonts: Fonts
    wording: Wording
    presses: Presses = PAGES

    def draw(self, order: PaperOrder) -> FrozenPaper:
        """Return the finished paper.

        Raises:
            RuleBroken: the paper cannot be drawn, with the reason (a character without a face, a text too long).
        """
        match order:
            case CasePaper(material):
                return self._of_case(material)
            case SheetPaper(material, cases):
                return draw_sheet(cases, self.fonts, self.wording, material)
            case CertificatePaper() | DecisionPaper():
                return _of_a_decision(order, self)
            case DayPaper():
                return _day_sheet(order, self)
            case PrinterPaper() | VoidPaper() | GridPaper():
                return _of_a_printer(order, self)
            case CourierPaper() | CollectionPaper():
                return draw_of_the_day(order, self.fonts, self.wording)
            case _:
                assert_never(order)

    def _of_case(self, material: Material) -> FrozenPaper:
        kind = PaperKind(material.job.paper)
        material = replace(material, presses=self.presses)
        further = (NOTICES | SENDING).get(kind)
        paper = further(material, self.fonts, self.wording) if further else _DRAW[kind](material, self)
        if paper.seal_place is None:
            return paper
        return replace(paper, impression=draw_impression(material.acceptance_seal, self.fonts))


def open_studio(language: Language, presses: Presses = PAGES) -> PaperStudio:
    """Return a studio with our fonts, whose papers are in `language` (the names of `wording/papers.json`).

    `presses` says for which heads slips and labels are drawn.

    Raises:
        Trouble: a font is missing or cannot be read.
    """
    wording = load_wording(resources.read("wording/papers.json"), language)
    return PaperStudio(load_fonts(resources.path("fonts")), wording, presses)


def _of_a_decision(order: CertificatePaper | DecisionPaper, studio: PaperStudio) -> FrozenPaper:
    if isinstance(order, DecisionPaper):
        return draw_decided(order.material, studio.presses, studio.fonts, studio.wording)
    return _certificate(order, studio)


def _certificate(order: CertificatePaper, studio: PaperStudio) -> FrozenPaper:
    material, case = order.material, order.material.case
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
        blank_number=order.blank_number,
        stock=bool(order.blank_number),
        replacement=order.supersedes is not None,
        supersedes=order.supersedes,
    )
    by_hand = material.marks.seal_by_hand or studio.presses.stamps(Media.A4_LANDSCAPE)
    marks = replace(material.marks, seal_by_hand=by_hand)
    return draw_issued(content, studio.presses, studio.fonts, studio.wording, marks)


def _day_sheet(order: DayPaper, studio: PaperStudio) -> FrozenPaper:
    content = DaySheet(
        hall=order.hall,
        window_label=order.window_label,
        clerk=order.clerk,
        at=order.at,
        sections=order.sections,
        note=order.note,
    )
    return draw_day_sheet(content, studio.fonts, studio.wording, PrintMarks(practice=order.practice))


def _of_a_printer(order: PrinterPaper | VoidPaper | GridPaper, studio: PaperStudio) -> FrozenPaper:
    if isinstance(order, GridPaper):
        return draw_grid(order.certificate, studio.presses, studio.fonts, studio.wording, practice=order.practice)
    if isinstance(order, VoidPaper):
        return draw_void_mark(studio.fonts, studio.wording, order.width_dots, order.dots_per_mm)
    content = PrinterPage(window=order.window, printer=order.printer, at=order.at)
    marks = PrintMarks(practice=order.practice)
    if order.media in STRIPS:
        head = TestHead(order.media, order.dots_per_mm, order.width_dots)
        return draw_test_strip(content, studio.fonts, studio.wording, head, marks)
    return draw_printer_page(content, studio.fonts, studio.wording, marks)


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
    media = material.presses.slip
    if media is Media.A5_PORTRAIT:
        return draw_receipt_sheet(content, studio.fonts, studio.wording, media, material.marks)
    dots = material.presses.dots.get(media)
    return draw_receipt_slip(content, studio.fonts, studio.wording, media, material.marks, dots_per_mm=dots)


def _labels(material: Material, studio: PaperStudio) -> FrozenPaper:
    return draw_labels(material, studio.fonts, studio.wording)


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
    PaperKind.MATERIAL_LABEL: _labels,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.TOLERANCE_NOTICE: _acceptance,
    PaperKind.SUPPLEMENT_NOTICE: _supplement,
    PaperKind.NOT_ACCEPTED_NOTICE: _not_accepted,
    PaperKind.SEAL_SET_ORDER: lambda material, studio: draw_order(material, studio.fonts, studio.wording),
    PaperKind.SEAL_SET_RECEIPT: lambda material, studio: draw_receipt(material, studio.fonts, studio.wording),
}
