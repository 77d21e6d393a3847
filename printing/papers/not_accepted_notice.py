"""不予受理通知书: an application that is not taken up; reasons numbered, remedies boxed.

Law: 行政许可法 art. 32(1)(2) and 38; 行政复议法 art. 20 (60 days); 行政诉讼法 art. 46 (six months).
"""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.figures import english_date, spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, keep_with_tail
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, plain, row
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import LEFT, TEXT_WIDTH, NoticeFrame, set_pages, signature
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Trace, content_digest, require_copy
from printing.papers.sentences import ENGLISH_PT, Setting, answer, sentence, set_spans, spans_of
from printing.render.pdf import render_pdf
from printing.seals.seal import Seal
from printing.wording import Wording

_BODY = Setting(size_pt=14, leading_pt=25, x_mm=LEFT, width_mm=TEXT_WIDTH, indent_em=2, justify=True)
_TEXT = Setting(size_pt=10.5, leading_pt=17, x_mm=LEFT, width_mm=TEXT_WIDTH)
_REASONS_MM = (11.0, 145.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why, and the provision it rests on (《行政许可法》第三十二条第一款第（二）项)."""

    text: str
    text_en: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAcceptedNotice:
    """What a notice of non-acceptance says.

    `right_body` is whom to apply to instead, "" where there is none; `review_body` and `court` are named whole, for
    a remedy without an address is none.
    """

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    reasons: tuple[Reason, ...]
    right_body: str
    returned_originals: int
    returned_copies: int
    review_body: str
    court: str
    told_on: date
    clerk: str
    window_label: str
    seal: Seal
    numbers: Numbers
    trace: Trace


def draw_not_accepted_notice(
    content: NotAcceptedNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: `printing.no_reasons`, `printing.no_such_copy`, a character without a face, a code not printable.
    """
    if not content.reasons:
        raise RuleBroken("printing.no_reasons")
    frame = NoticeFrame(
        issuer=content.issuer,
        title=wording.zh("not_accepted.title"),
        title_en=wording.en("not_accepted.title"),
        numbers=content.numbers,
        trace=content.trace,
        digest=content_digest(content),
        copy=copy,
        copy_use=require_copy(copy, {1: "copy.window", 2: "copy.applicant"}),
        caption="qr.progress",
        marks=marks,
    )
    end = signature(
        issuer=content.issuer,
        day=content.told_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=_left_part(content, wording),
    )
    pages = set_pages(frame, keep_with_tail(_blocks(content, fonts, wording), end), fonts, wording)
    return freeze(
        kind=PaperKind.NOT_ACCEPTED_NOTICE,
        title=frame.title,
        content=render_pdf(pages, title=frame.title, subject=content.numbers.case_number),
        pages=len(pages),
        media=Media.A4_PORTRAIT,
        copy_label=wording.zh(f"copy.{copy}"),
    )


def _blocks(content: NotAcceptedNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    after: list[Block] = []
    if content.right_body:
        after += sentence(fonts, wording, "not_accepted.right_body", _TEXT, {"body": content.right_body}, gap_mm=2.6)
    if content.returned_originals or content.returned_copies:
        counts: dict[str, str | int] = {"originals": content.returned_originals, "copies": content.returned_copies}
        after += sentence(fonts, wording, "not_accepted.returned", _TEXT, counts, gap_mm=0 if after else 2.6)
    return (
        *_opening(content, fonts, wording),
        *_reasons(content, fonts, wording),
        *after,
        *_remedies(content, fonts, wording),
    )


def _opening(content: NotAcceptedNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    subject = "subject.organisation" if content.applicant.organisation else "subject.person"
    fields: dict[str, str | int] = {
        "subject": wording.zh(subject),
        "day": spaced_date(content.applied_on),
        "matter": content.matter,
    }
    english = {"subject": wording.en(subject), "day": english_date(content.applied_on), "matter": content.matter_en}
    address = Setting(size_pt=14, leading_pt=25, x_mm=LEFT, width_mm=TEXT_WIDTH)
    name = Span(wording.zh("notice.addressee", name=content.applicant.name), Role.BODY, address.size_pt)
    return (
        *set_spans(fonts, (name,), address),
        *sentence(fonts, wording, "not_accepted.opening", _BODY, fields, english=english, strong=("matter",)),
    )


def _reasons(content: NotAcceptedNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    head_cells = (
        plain(wording.zh("acceptance.number"), 9.5, Role.LABEL, "centre"),
        Cell(
            (
                Para(
                    (
                        Span(wording.zh("not_accepted.reasons") + " ", Role.LABEL, 9.5),
                        Span(wording.en("not_accepted.reasons"), Role.PLAIN, 7.5),
                    )
                ),
            )
        ),
    )
    head = row(fonts, Frame("reasons", LEFT, TEXT_WIDTH), _REASONS_MM, head_cells, least_mm=7.2, gap_mm=3.0)
    frame = Frame("reasons", LEFT, TEXT_WIDTH, head)
    return (
        head,
        *(
            row(fonts, frame, _REASONS_MM, _reason_cells(reason, number, wording), least_mm=11.0, keep=number == 1)
            for number, reason in enumerate(content.reasons, start=1)
        ),
    )


def _reason_cells(reason: Reason, number: int, wording: Wording) -> tuple[Cell, Cell]:
    paras = [Para((Span(reason.text),), leading_pt=16)]
    if wording.bilingual and reason.text_en:
        paras.append(Para((Span(reason.text_en, Role.PLAIN, ENGLISH_PT),), GREY_TEXT))
    if reason.law:
        paras.append(Para((Span(wording.zh("not_accepted.basis", law=reason.law), Role.BODY, 9),), leading_pt=14))
    return plain(str(number), 12, Role.HEAVY, "centre"), Cell(tuple(paras))


def _remedies(content: NotAcceptedNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    """Return the box with both remedies; it is one row, so it never comes apart."""
    frame = Frame("remedies", LEFT, TEXT_WIDTH)
    head = Cell(
        (
            Para((Span(wording.zh("not_accepted.remedies"), Role.LABEL, 9.5),), leading_pt=12),
            Para((Span(wording.en("not_accepted.remedies"), Role.PLAIN, 7.0),), GREY_TEXT),
        )
    )
    review = answer(
        wording,
        spans_of(wording, "not_accepted.review", {"body": content.review_body}, 10.5),
        wording.en("not_accepted.review", body=content.review_body),
    )
    court = answer(
        wording,
        spans_of(wording, "not_accepted.court", {"court": content.court}, 10.5),
        wording.en("not_accepted.court", court=content.court),
    )
    both = Cell((*review.paras, *court.paras))
    return (row(fonts, frame, (26.0, 130.0), (head, both), least_mm=16.0, gap_mm=3.0),)


def _left_part(content: NotAcceptedNotice, wording: Wording) -> Block:
    handler = wording.zh("notice.handler", clerk=content.clerk, window=content.window_label)

    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(LEFT, top_mm + 17.0, handler, Role.BODY, 10.5)
        for number, key in enumerate(("not_accepted.signed", "acceptance.signed_on")):
            middle = top_mm + 25.4 + 8.4 * number
            width = pen.text(LEFT, middle, wording.zh(key), Role.BODY, 10.5)
            pen.rule((LEFT + width + 1.5, middle + 2.6), (LEFT + width + 49.0, middle + 2.6))

    return Block(38.0, draw)
