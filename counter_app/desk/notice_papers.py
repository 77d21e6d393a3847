"""Notices of a case as papers: a commitment, no licence needed, special procedures and extensions."""

from collections.abc import Callable
from datetime import date

from msgspec import UNSET

from casework.clock import from_ms, legal_day
from casework.deadlines import ClockStop, due_on
from casework.facts import ClockStopped, ReviewExtended
from casework.sentences import sentence
from counter_app.desk.checklist import lines
from counter_app.desk.paper_parts import Material, paper_party
from printing.fonts import Fonts
from printing.model import FrozenPaper, PaperKind
from printing.papers.commitment import Commitment, draw_commitment
from printing.papers.extension_notice import ExtensionNotice, draw_extension_notice
from printing.papers.not_required_notice import NotRequiredNotice, draw_not_required_notice
from printing.papers.parts import Limit, Reason, ReceivedPaper
from printing.papers.special_procedure_notice import SpecialProcedureNotice, draw_special_procedure_notice
from printing.wording import Wording

Draw = Callable[[Material, Fonts, Wording], FrozenPaper]


def _commitment(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case = material.case
    content = Commitment(
        issuer=material.place.site.hall_name,
        department=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        papers=_promised(material),
        clerk=material.clerk,
        window_label=material.window_label,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_commitment(content, fonts, wording, material.job.copy, material.marks)


def _promised(material: Material) -> tuple[ReceivedPaper, ...]:
    """Return what follows later, with the pieces that are wanted of it."""
    marks = {mark.code: mark for mark in material.case.materials if mark.follows_by}
    asked = enumerate(lines(material.case, material.matter), start=1)
    return tuple(
        ReceivedPaper(
            number=number,
            name=line.name_zh,
            name_en=line.name_en,
            originals=line.originals,
            copies=line.copies,
            follows_by=marks[line.code].follows_by,
        )
        for number, line in asked
        if line.code in marks
    )


def _not_required(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case = material.case
    law = sentence("paper.law_not_required")
    content = NotRequiredNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        reasons=tuple(Reason(text=ground, text_en="", law=law) for ground in case.grounds),
        returned_originals=sum(mark.originals for mark in case.materials),
        returned_copies=sum(mark.copies for mark in case.materials),
        review_body=sentence("paper.review_body"),
        court=sentence("paper.court"),
        told_on=case.closed_on or _stated_on(material),
        clerk=material.clerk,
        window_label=material.window_label,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_not_required_notice(content, fonts, wording, material.job.copy, material.marks)


def _special_procedure(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case, fact = material.case, material.fact
    if not isinstance(fact, ClockStopped):
        raise TypeError("a notice of a special procedure is owed by one")
    known = {procedure.name_zh: procedure.name_en for procedure in material.matter.special_procedures}
    content = SpecialProcedureNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        procedure=fact.procedure,
        procedure_en=known.get(fact.procedure, fact.procedure),
        from_day=fact.from_day,
        days=None if fact.expected_days is UNSET else fact.expected_days,
        reason=fact.reason,
        told_on=_stated_on(material),
        clerk=material.clerk,
        window_label=material.department.name_zh,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_special_procedure_notice(content, fonts, wording, material.job.copy, material.marks)


def _extension(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    case, fact = material.case, material.fact
    if not isinstance(fact, ReviewExtended):
        raise TypeError("a notice of more time is owed by an extension")
    content = ExtensionNotice(
        issuer=material.department.name_zh,
        applicant=paper_party(case.applicant),
        applied_on=case.received_on,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        days=fact.days,
        before=_statutory(material, 0),
        after=_statutory(material, fact.days),
        approved_by=fact.approved_by,
        reason=fact.reason,
        told_on=_stated_on(material),
        clerk=material.clerk,
        window_label=material.department.name_zh,
        seal=material.acceptance_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_extension_notice(content, fonts, wording, material.job.copy, material.marks)


def _statutory(material: Material, extension_days: int) -> Limit:
    case = material.case
    if case.accepted_on is None:
        raise ValueError("what was not accepted has no time to extend")
    stops = tuple(ClockStop(stop.from_day, stop.last_day, stop.procedure) for stop in case.stops)
    due = due_on(
        case.accepted_on,
        case.statutory_days,
        material.calendar,
        stops,
        extension_days,
        as_of=_stated_on(material),
    )
    return Limit(on=due.day, working_days=case.statutory_days + extension_days, provisional=due.provisional)


def _stated_on(material: Material) -> date:
    return legal_day(from_ms(material.stated_ms))


NOTICES: dict[PaperKind, Draw] = {
    PaperKind.COMMITMENT: _commitment,
    PaperKind.NOT_REQUIRED_NOTICE: _not_required,
    PaperKind.SPECIAL_PROCEDURE_NOTICE: _special_procedure,
    PaperKind.EXTENSION_NOTICE: _extension,
}
