"""Orders for papers: everything a paper is drawn from, taken from the store at one moment.

An order holds plain values, so that whoever draws needs no store and may be another process.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import from_ms
from casework.errors import RuleBroken, Trouble
from casework.events import Event
from casework.facts import CaseNotAccepted, DetailsCorrected
from casework.sentences import sentence
from counter_app.desk.bench import Desk
from counter_app.desk.paper_parts import Material
from counter_app.desk.signed_paper import progress_address
from counter_app.store.entry import REFUSED
from counter_app.store.meta import Place
from counter_app.store.printouts import NOT_FROZEN, JobState, PrintJob
from printing.drivers.setting import PrinterSetting
from printing.model import Media, PaperKind, ReportSection
from printing.papers.parts import Replaced, Superseded

_OF_THE_PAPERS = (PaperKind.RECEIPT_SLIP, PaperKind.MATERIAL_LABEL)
"""What is said of papers that lie at the window, whatever becomes of the act."""
_OUT = frozenset({JobState.SENDING, JobState.PRINTED, JobState.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A slip or a notice of one case."""

    material: Material


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A hand-over sheet with every case on it, each with its matter."""

    material: Material
    cases: tuple[tuple[Case, Matter], ...]


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """The certificate that a decision granted, on a blank with this number (or ""); a replacement names the old one."""

    material: Material
    blank_number: str
    supersedes: Superseded | None = None


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """The document of a decision that came without one."""

    material: Material


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPaper:
    """The day of whoever is signed in, at the moment it was asked for (aware)."""

    hall: str
    window_label: str
    clerk: str
    at: datetime
    sections: tuple[ReportSection, ...]
    note: str
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaper:
    """A page, slip or label that shows how a printer prints; the last two are of printers that take dots."""

    window: str
    printer: str
    at: datetime
    practice: bool
    media: Media = Media.A4_PORTRAIT
    dots_per_mm: float | None = None
    width_dots: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierPaper:
    """One copy of the sheet for what a courier takes along: each case with its matter, mailed by `carrier`."""

    place: Place
    clerk: str
    carrier: str
    serial: str
    copy: int
    cases: tuple[tuple[Case, Matter], ...]
    at: datetime
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPaper:
    """What was handed out at this window today: each case with its matter, who handed it out, and when (aware)."""

    place: Place
    cases: tuple[tuple[Case, Matter, str, datetime], ...]
    at: datetime
    practice: bool


@dataclass(frozen=True, slots=True)
class GridPaper:
    """The sheet to hold against the blanks of a certificate."""

    certificate: str
    practice: bool


@dataclass(frozen=True, slots=True)
class VoidPaper:
    """What ends half a slip, for a head of so many dots across and a millimetre."""

    width_dots: int
    dots_per_mm: float


PaperOrder = (
    CasePaper
    | SheetPaper
    | CertificatePaper
    | DecisionPaper
    | DayPaper
    | PrinterPaper
    | VoidPaper
    | GridPaper
    | CourierPaper
    | CollectionPaper
)


def order_job(desk: Desk, job: PrintJob) -> CasePaper | SheetPaper:
    """Return what the paper of a print job is drawn from: the case as it stood at the job's own event.

    Raises:
        RuleBroken: `print.not_in_effect`: what it states was refused, contested or has to wait.
        Trouble: `print.no_such_job`, the job is about nothing that is here.
    """
    entry = desk.store.journal.entry(job.event_id)
    stands = job.paper in _OF_THE_PAPERS and not (entry and entry.type == "case.corrected")
    if entry is not None and entry.verdict in REFUSED and not stands:
        raise RuleBroken("print.not_in_effect")
    case = desk.store.cases.as_of(job.case_id, job.event_id)
    if case is None:
        raise Trouble("print.no_such_job", job=job.id)
    material = _material(desk, job, case, entry.event() if entry else None)
    if job.paper != PaperKind.HAND_OVER_SHEET:
        return CasePaper(material)
    on_it = [found.case for found in desk.store.cases.on_sheet(job.sheet)]
    return SheetPaper(material, tuple((one, desk.matter_shown(one)) for one in on_it))


def order_certificate(
    desk: Desk, case: Case, blank_number: str, supersedes: Superseded | None = None
) -> CertificatePaper:
    """Return what the certificate that a decision granted is drawn from.

    Raises:
        RuleBroken: `issue.no_certificate`.
    """
    material = _material(desk, _no_job(desk, case), case, None)
    if case.decision is None or case.decision.certificate is None or material.matter.certificate is None:
        raise RuleBroken("issue.no_certificate")
    return CertificatePaper(material, blank_number, supersedes)


def order_decision(desk: Desk, case: Case) -> DecisionPaper:
    """Return what the document of a decision is drawn from."""
    return DecisionPaper(_material(desk, replace(_no_job(desk, case), paper=PaperKind.DECISION), case, None))


def order_day_sheet(desk: Desk, sections: tuple[ReportSection, ...], note: str) -> DayPaper:
    """Return what the sheet of a clerk's day is drawn from."""
    place = desk.place()
    return DayPaper(
        hall=place.site.hall_name,
        window_label=sentence("paper.window", number=place.window_number),
        clerk=desk.clerk().name,
        at=desk.clock.now(),
        sections=sections,
        note=note,
        practice=desk.store.meta.is_training(),
    )


def order_test_page(desk: Desk, printer: str, of: PrinterSetting | None = None) -> PrinterPaper:
    """Return what a printer's test page is drawn from: A4, or what lies in the printer `of`."""
    practice = desk.store.meta.is_training()
    page = PrinterPaper(window=desk.place().window, printer=printer, at=desk.clock.now(), practice=practice)
    if of is None or of.profile.dots_per_mm is None:
        return page
    media = min(of.media)
    return replace(page, media=media, dots_per_mm=of.profile.dots_per_mm, width_dots=of.profile.width_dots)


def order_blank_grid(desk: Desk, certificate: str) -> GridPaper:
    """Return what the sheet to hold against the blanks of a certificate is drawn from."""
    return GridPaper(certificate, desk.store.meta.is_training())


def _material(desk: Desk, job: PrintJob, case: Case, event: Event | None) -> Material:
    fact = event.fact if event else None
    return Material(
        case=case,
        matter=desk.matter_of(case),
        department=desk.department_shown(case),
        calendar=desk.calendar,
        place=desk.place(),
        job=job,
        clerk=event.header.actor.name if event else "",
        fact=fact,
        stated_ms=event.header.at if event else 0,
        progress_url=progress_address(desk, case, from_ms(event.header.at if event else job.made_ms)),
        refusal=fact if isinstance(fact, CaseNotAccepted) else None,
        practice=desk.store.meta.is_training(),
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
