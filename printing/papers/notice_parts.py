"""What several notices are put together from: whom they address, reasons numbered, remedies boxed, a table of facts."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from printing.figures import english_date, spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, keep_with_tail
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, label, plain, row
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import LEFT, TEXT_WIDTH, NoticeFrame, set_pages
from printing.papers.parts import Limit, Numbers, Party, PrintMarks, Reason, Trace, content_digest, require_copy
from printing.papers.sentences import ENGLISH_PT, Fields, Setting, answer, sentence, set_spans, spans_of
from printing.render.pdf import render_pdf
from printing.seals.place import place_words, seal_place
from printing.wording import Wording

LARGE = Setting(size_pt=14, leading_pt=25, x_mm=LEFT, width_mm=TEXT_WIDTH, indent_em=2, justify=True)
MEDIUM = Setting(size_pt=12, leading_pt=21, x_mm=LEFT, width_mm=TEXT_WIDTH, indent_em=2, justify=True)
TEXT = Setting(size_pt=10.5, leading_pt=17, x_mm=LEFT, width_mm=TEXT_WIDTH)

_REASONS_MM = (11.0, 145.0)
_FACTS_MM = (32.0, 124.0)


class Notice(Protocol):
    """What every notice is about and from whom; the fields of its content."""

    @property
    def issuer(self) -> str: ...  # noqa: D102 - as in the papers
    @property
    def numbers(self) -> Numbers: ...  # noqa: D102
    @property
    def trace(self) -> Trace: ...  # noqa: D102


class OfApplication(Protocol):
    """An application as notices name it."""

    @property
    def applicant(self) -> Party: ...  # noqa: D102 - as in the papers
    @property
    def applied_on(self) -> date: ...  # noqa: D102
    @property
    def matter(self) -> str: ...  # noqa: D102
    @property
    def matter_en(self) -> str: ...  # noqa: D102


def frame_of(
    content: Notice,
    wording: Wording,
    title: str,
    marks: PrintMarks,
    *,
    copy: int = 0,
    use: str = "copy.applicant",
    foot: str = "",
) -> NoticeFrame:
    """Return the frame of a notice: `title` and `use` (of copy 2) are keys; `copy` 0 where there is one only.

    Raises:
        RuleBroken: `printing.no_such_copy`.
    """
    return NoticeFrame(
        issuer=content.issuer,
        title=wording.zh(title),
        title_en=wording.en(title),
        numbers=content.numbers,
        trace=content.trace,
        digest=content_digest(content),
        copy=copy,
        copy_use=require_copy(copy, {1: "copy.window", 2: use}) if copy else "",
        caption="qr.progress",
        marks=marks,
        foot=foot,
    )


def frozen_notice(
    kind: PaperKind, frame: NoticeFrame, blocks: Sequence[Block], end: Block, fonts: Fonts, wording: Wording
) -> FrozenPaper:
    """Return a notice, finished: its blocks with their end, in its frame."""
    pages = set_pages(frame, keep_with_tail(blocks, end), fonts, wording)
    place = seal_place(pages)
    return freeze(
        kind=kind,
        title=frame.title,
        content=render_pdf(pages, title=frame.title, subject=frame.numbers.case_number, keywords=place_words(place)),
        pages=len(pages),
        seal_place=place,
        media=Media.A4_PORTRAIT,
        copy_label=wording.zh(f"copy.{frame.copy}") if frame.copy else "",
    )


def opening(
    content: OfApplication,
    key: str,
    fonts: Fonts,
    wording: Wording,
    *,
    more: Fields | None = None,
    more_en: Fields | None = None,
    setting: Setting = LARGE,
) -> tuple[Block, ...]:
    """Return the addressee and the one sentence of a notice, the matter in bold. `more` are fields beside the usual."""
    subject = "subject.organisation" if content.applicant.organisation else "subject.person"
    fields: dict[str, str | int] = {
        "subject": wording.zh(subject),
        "day": spaced_date(content.applied_on),
        "matter": content.matter,
        **(more or {}),
    }
    english: dict[str, str | int] = {
        "subject": wording.en(subject),
        "day": english_date(content.applied_on),
        "matter": content.matter_en,
        **(more_en or {}),
    }
    return (
        *addressee(wording.zh("notice.addressee", name=content.applicant.name), fonts),
        *sentence(fonts, wording, key, setting, fields, english=english, strong=("matter", "procedure")),
    )


def addressee(text: str, fonts: Fonts) -> tuple[Block, ...]:
    """Return the line that says to whom a notice is."""
    address = Setting(size_pt=14, leading_pt=25, x_mm=LEFT, width_mm=TEXT_WIDTH)
    return set_spans(fonts, (Span(text, Role.BODY, address.size_pt),), address)


def numbered(head_key: str, reasons: Sequence[Reason], fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    """Return a table of numbered reasons, each with what it rests on; its head is repeated on a further page."""
    frame = Frame(head_key, LEFT, TEXT_WIDTH)
    cells = (plain(wording.zh("acceptance.number"), 9.5, Role.LABEL, "centre"), head_cell(wording, head_key))
    head = row(fonts, frame, _REASONS_MM, cells, least_mm=7.2, gap_mm=3.0)
    body = Frame(head_key, LEFT, TEXT_WIDTH, head)
    return (
        head,
        *(
            row(fonts, body, _REASONS_MM, _reason_cells(reason, number, wording), least_mm=11.0, keep=number == 1)
            for number, reason in enumerate(reasons, start=1)
        ),
    )


def head_cell(wording: Wording, key: str) -> Cell:
    """Return a table's head: Chinese and, on the line, its English in small."""
    chinese = Span(wording.zh(key) + " ", Role.LABEL, 9.5)
    return Cell((Para((chinese, Span(wording.en(key), Role.PLAIN, 7.5))),))


def _reason_cells(reason: Reason, number: int, wording: Wording) -> tuple[Cell, Cell]:
    paras = [Para((Span(reason.text),), leading_pt=16)]
    if wording.bilingual and reason.text_en:
        paras.append(Para((Span(reason.text_en, Role.PLAIN, ENGLISH_PT),), GREY_TEXT))
    if reason.law:
        paras.append(Para((Span(wording.zh("not_accepted.basis", law=reason.law), Role.BODY, 9),), leading_pt=14))
    return plain(str(number), 12, Role.HEAVY, "centre"), Cell(tuple(paras))


def remedies(area: str, review_body: str, court: str, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    """Return the box with both remedies of `area` of the wording; it is one row, so it never comes apart."""
    frame = Frame("remedies", LEFT, TEXT_WIDTH)
    head = Cell(
        (
            Para((Span(wording.zh("not_accepted.remedies"), Role.LABEL, 9.5),), leading_pt=12),
            Para((Span(wording.en("not_accepted.remedies"), Role.PLAIN, 7.0),), GREY_TEXT),
        )
    )
    paras: list[Para] = []
    for key, fields in ((f"{area}.review", {"body": review_body}), (f"{area}.court", {"court": court})):
        paras += answer(wording, spans_of(wording, key, fields, 10.5), wording.en(key, **fields)).paras
    return (row(fonts, frame, (26.0, 130.0), (head, Cell(tuple(paras))), least_mm=16.0, gap_mm=3.0),)


def facts(name: str, rows: Sequence[tuple[str, Cell]], fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    """Return a table of facts: each the key of its label, and its answer."""
    frame = Frame(name, LEFT, TEXT_WIDTH)
    return tuple(
        row(
            fonts,
            frame,
            _FACTS_MM,
            (label(wording.zh(key), wording.en(key)), cell),
            least_mm=10.3,
            gap_mm=0.0 if number else 3.0,
            keep=number == 1,
        )
        for number, (key, cell) in enumerate(rows)
    )


def day_cell(wording: Wording, day: date, role: Role = Role.BODY) -> Cell:
    """Return an answer that is a day."""
    return answer(wording, (Span(spaced_date(day), role),), english_date(day))


def limit_cell(wording: Wording, limit: Limit, role: Role = Role.BODY) -> Cell:
    """Return an answer that is a limit, marked where the calendar is not out yet."""
    spans = [Span(spaced_date(limit.on), role)]
    if limit.provisional:
        spans += [Span("  "), Span(wording.zh("mark.provisional"), Role.PLAIN, 8, boxed=True)]
    return answer(wording, tuple(spans), english_date(limit.on))


def said(wording: Wording, key: str, **fields: str | int) -> Cell:
    """Return an answer that is a text of the wording."""
    return answer(wording, spans_of(wording, key, fields, 10.5), wording.en(key, **fields))


def given(text: str) -> Cell:
    """Return an answer that is a text of the case, such as a reason."""
    return Cell((Para((Span(text),), leading_pt=16),) if text else ())


def receipt_lines(wording: Wording, handler: str, signed: str = "notice.signed") -> Block:
    """Return the left part of a notice's end: who handled it ("" for none), signature and date of who receives it."""

    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(LEFT, top_mm + 17.0, handler, Role.BODY, 10.5)
        for number, key in enumerate((signed, "acceptance.signed_on")):
            middle = top_mm + 25.4 + 8.4 * number
            width = pen.text(LEFT, middle, wording.zh(key), Role.BODY, 10.5)
            pen.rule((LEFT + width + 1.5, middle + 2.6), (LEFT + width + 49.0, middle + 2.6))

    return Block(38.0, draw)
