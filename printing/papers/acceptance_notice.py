"""受理通知书, the acceptance notice, in two copies, and its variant for papers that follow (容缺受理通知书).

Copy 1 stays at the window with the applicant's signature; copy 2 goes with the applicant and comes back when the
result is collected.
"""

from dataclasses import dataclass
from datetime import date

from printing.figures import english_date, spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame, keep_with_tail
from printing.layout.lines import Span
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, label, plain, row
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.papers.frame import LEFT, TEXT_WIDTH, NoticeFrame, set_pages, signature
from printing.papers.notice_parts import opening
from printing.papers.parts import (
    FIRST_PRINT,
    Limit,
    Numbers,
    Party,
    PrintMarks,
    ReceivedPaper,
    Trace,
    content_digest,
    require_copy,
)
from printing.papers.sentences import Setting, answer, named, sentence, spans_of
from printing.preflight import preflighted
from printing.render.pdf import render_pdf
from printing.seals.place import seal_place
from printing.seals.seal import Seal
from printing.wording import Wording

_NOTE = Setting(size_pt=9, leading_pt=14, x_mm=LEFT + 9.6, width_mm=TEXT_WIDTH - 9.6)
_DATES_MM = (24.8, 50.2, 25.0, 56.0)
_PAPERS_MM = (9.0, 77.9, 13.0, 16.1, 40.0)
_RECORD_MM = 82.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice:
    """What an acceptance notice says.

    `licence` tells a licence (行政许可) from other matters; `not_counted` are the steps whose time is not counted
    (art. 45); papers with `follows_by` make it a tolerance notice.
    """

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    licence: bool
    accepted_on: date
    committed: Limit
    statutory: Limit
    not_counted: tuple[str, ...]
    papers: tuple[ReceivedPaper, ...]
    collect_at: str
    ask_phone: str
    ask_hours: str
    ask_hours_en: str
    clerk: str
    window_label: str
    seal: Seal
    numbers: Numbers
    trace: Trace

    @property
    def following(self) -> tuple[ReceivedPaper, ...]:
        """The papers that are promised for later."""
        return tuple(paper for paper in self.papers if paper.follows_by)


@preflighted
def draw_acceptance_notice(
    content: AcceptanceNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: a character without a face, a code that cannot be printed, or `printing.no_such_copy`.
    """
    key = _title_key(content)
    use = require_copy(copy, {1: "copy.window", 2: "copy.collect"})
    frame = NoticeFrame(
        issuer=content.issuer,
        title=wording.zh(key),
        title_en=wording.en(key),
        numbers=content.numbers,
        trace=content.trace,
        digest=content_digest(content),
        copy=copy,
        copy_use=use,
        caption="qr.progress",
        marks=marks,
    )
    end = signature(
        issuer=content.issuer,
        day=content.accepted_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=_left_part(content, wording, copy),
    )
    pages = set_pages(frame, keep_with_tail(_blocks(content, fonts, wording), end), fonts, wording)
    return freeze(
        kind=PaperKind.TOLERANCE_NOTICE if content.following else PaperKind.ACCEPTANCE_NOTICE,
        title=frame.title,
        content=render_pdf(pages, title=frame.title, subject=content.numbers.case_number),
        pages=len(pages),
        seal_place=seal_place(pages),
        media=Media.A4_PORTRAIT,
        copy_label=wording.zh(f"copy.{copy}"),
    )


def _title_key(content: AcceptanceNotice) -> str:
    if content.following:
        return "acceptance.title.tolerance"
    return "acceptance.title.licence" if content.licence else "acceptance.title.other"


def _blocks(content: AcceptanceNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    return (
        *_opening(content, fonts, wording),
        *_dates(content, fonts, wording),
        *_papers(content, fonts, wording),
        *_notes(content, fonts, wording),
    )


def _opening(content: AcceptanceNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    if content.following:
        more = {"count": len(content.following)}
        return opening(content, "acceptance.opening.tolerance", fonts, wording, more=more)
    return opening(content, "acceptance.opening", fonts, wording)


def _dates(content: AcceptanceNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    frame = Frame("dates", LEFT, TEXT_WIDTH)

    def head(key: str) -> Cell:
        return label(wording.zh(key), wording.en(key))

    party = content.applicant
    ids: dict[str, str | int] = {"label": party.id_label, "last_four": party.last_four}
    committed, statutory = content.committed, content.statutory
    first = (
        head("acceptance.accepted_on"),
        answer(wording, (Span(spaced_date(content.accepted_on)),), english_date(content.accepted_on)),
        head("acceptance.applicant_id"),
        answer(wording, spans_of(wording, "acceptance.id_text", ids, 10.5), wording.en("acceptance.id_text", **ids)),
    )
    second = (
        head("acceptance.committed"),
        _limit(wording, committed, Role.TITLE, "acceptance.days_from_next"),
        head("acceptance.statutory"),
        _limit(wording, statutory, Role.BODY, "acceptance.days"),
    )
    rows = [
        row(fonts, frame, _DATES_MM, first, least_mm=10.3, gap_mm=3.0),
        row(fonts, frame, _DATES_MM, second, least_mm=11.8, keep=True),
    ]
    if content.not_counted:
        steps: dict[str, str | int] = {"steps": "、".join(content.not_counted)}
        text = spans_of(wording, "acceptance.not_counted_text", steps, 10.5)
        cell = answer(wording, text, wording.en("acceptance.not_counted_text", steps="; ".join(content.not_counted)))
        wide = (_DATES_MM[0], sum(_DATES_MM[1:]))
        rows.append(row(fonts, frame, wide, (head("acceptance.not_counted"), cell), least_mm=10.3, keep=True))
    return tuple(rows)


def _limit(wording: Wording, limit: Limit, role: Role, key: str) -> Cell:
    fields: dict[str, str | int] = {"days": limit.working_days}
    spans = [Span(spaced_date(limit.on), role)]
    if limit.provisional:
        key, fields["year"] = "acceptance.days_provisional", limit.on.year
        spans += [Span("  "), Span(wording.zh("mark.provisional"), Role.PLAIN, 8, boxed=True)]
    english = f"{english_date(limit.on)}, {wording.en(key, **fields)}"
    return answer(wording, tuple(spans), english, small=wording.zh(key, **fields))


def _papers(content: AcceptanceNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    bare = Frame("papers", LEFT, TEXT_WIDTH)
    heads = (
        Cell((Para((Span(wording.zh("acceptance.number"), Role.LABEL, 9.5),)),), "centre"),
        Cell(
            (
                Para(
                    (
                        Span(wording.zh("acceptance.papers") + " ", Role.LABEL, 9.5),
                        Span(wording.en("acceptance.papers"), Role.PLAIN, 7.5),
                    )
                ),
            )
        ),
        plain(wording.zh("acceptance.originals"), 9.5, Role.LABEL, "centre"),
        plain(wording.zh("acceptance.copies"), 9.5, Role.LABEL, "centre"),
        plain(wording.zh("acceptance.remark"), 9.5, Role.LABEL),
    )
    head = row(fonts, bare, _PAPERS_MM, heads, least_mm=7.2, gap_mm=2.7)
    frame = Frame("papers", LEFT, TEXT_WIDTH, head)
    rows = [
        row(fonts, frame, _PAPERS_MM, _paper_cells(paper, fonts, wording), least_mm=7.6, keep=number == 0)
        for number, paper in enumerate(content.papers)
    ]
    total = (
        plain(wording.zh("acceptance.total", count=len(content.papers)), 9.5, Role.PLAIN, "centre"),
        plain(str(sum(paper.originals for paper in content.papers)), align="centre"),
        plain(str(sum(paper.copies for paper in content.papers)), align="centre"),
        Cell(),
    )
    widths = (_PAPERS_MM[0] + _PAPERS_MM[1], *_PAPERS_MM[2:])
    return (head, *rows, row(fonts, frame, widths, total, least_mm=7.6, keep=True))


def _paper_cells(paper: ReceivedPaper, fonts: Fonts, wording: Wording) -> tuple[Cell, ...]:
    # A promised paper has not been received: a dash. A received one without copies has 0 of them.
    counts = ("—", "—") if paper.follows_by else (str(paper.originals), str(paper.copies))
    return (
        plain(str(paper.number), align="centre"),
        named(fonts, wording, Span(paper.name), paper.name_en, _PAPERS_MM[1]),
        plain(counts[0], align="centre"),
        plain(counts[1], align="centre"),
        plain(_remark(paper, wording), 8.5),
    )


def _remark(paper: ReceivedPaper, wording: Wording) -> str:
    remarks = []
    if paper.follows_by:
        remarks.append(wording.zh("acceptance.follows", day=spaced_date(paper.follows_by)))
    if paper.seen:
        remarks.append(wording.zh("acceptance.seen"))
    if paper.electronic:
        remarks.append(wording.zh("acceptance.electronic"))
    if paper.remark:
        remarks.append(paper.remark)
    return "；".join(remarks)


def _notes(content: AcceptanceNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    collect = sentence(fonts, wording, "acceptance.collect_text", _NOTE, {"place": content.collect_at}, gap_mm=2.4)
    ask = sentence(
        fonts,
        wording,
        "notice.ask_text",
        _NOTE,
        {"phone": content.ask_phone, "hours": content.ask_hours},
        english={"hours": content.ask_hours_en},
    )
    return (
        _labelled(collect[0], wording.zh("acceptance.collect")),
        *collect[1:],
        _labelled(ask[0], wording.zh("notice.ask")),
        *ask[1:],
    )


def _labelled(block: Block, text: str) -> Block:
    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(LEFT, top_mm + block.height_mm / 2, text, Role.HEAVY, 9)
        block.draw(pen, top_mm)

    return Block(block.height_mm, draw, block.gap_mm, block.frame, block.keep)


def _left_part(content: AcceptanceNotice, wording: Wording, copy: int) -> Block:
    handler = wording.zh("notice.handler", clerk=content.clerk, window=content.window_label)

    def draw(pen: Pen, top_mm: float) -> None:
        if copy == 1:
            _signed(pen, top_mm + 9.0, wording)
        else:
            _record(pen, top_mm + 9.0, wording)
        pen.text(LEFT, top_mm + 38.6, handler, Role.BODY, 9)

    return Block(40.5, draw)


def _record(pen: Pen, top: float, wording: Wording) -> None:
    """Draw the collection record of copy 2: filled in when the result is handed over."""
    pen.box(LEFT, top, _RECORD_MM, 25.4, line_mm=0.3)
    width = pen.text(LEFT + 1.8, top + 3.7, wording.zh("acceptance.record"), Role.LABEL, 9.5)
    pen.text(LEFT + 3.0 + width, top + 3.7, wording.zh("acceptance.record_note"), Role.PLAIN, 7.5)
    cells = (("collector", "collector_id"), ("collected_on", "handed_by"))
    for number, keys in enumerate(cells):
        at = top + 7.4 + 9.0 * number
        pen.rule((LEFT, at), (LEFT + _RECORD_MM, at))
        for x_mm, key in zip((LEFT + 1.8, LEFT + 47.8), keys, strict=True):
            pen.text(x_mm, at + 3.6, wording.zh(f"acceptance.{key}"), Role.BODY, 9)
    pen.rule((LEFT + 46.0, top + 7.4), (LEFT + 46.0, top + 25.4))


def _signed(pen: Pen, top: float, wording: Wording) -> None:
    """Draw the applicant's receipt of copy 1: signature line of 46 mm at least, and the date."""
    pen.box(LEFT, top, _RECORD_MM, 25.4, line_mm=0.3)
    width = pen.text(LEFT + 1.8, top + 3.7, wording.zh("acceptance.signed"), Role.LABEL, 9.5)
    pen.text(LEFT + 3.0 + width, top + 3.7, wording.zh("acceptance.signed_note"), Role.PLAIN, 7.5)
    pen.rule((LEFT, top + 7.4), (LEFT + _RECORD_MM, top + 7.4))
    for number, key in enumerate(("acceptance.signature", "acceptance.signed_on")):
        foot = top + 15.0 + 8.4 * number
        pen.text(LEFT + 1.8, foot - 1.6, wording.zh(key), Role.BODY, 9)
        pen.rule((LEFT + 14.0, foot), (LEFT + 14.0 + 60.0, foot), dash_mm=(0.8, 0.8))
