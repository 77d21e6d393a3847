"""容缺承诺书: what the applicant promises to bring, and by when; signed by the applicant, under no seal."""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.figures import english_date, spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame
from printing.layout.lines import Span, break_lines, write_line
from printing.layout.pen import Pen
from printing.layout.tables import Cell, plain, row
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import LEFT, RIGHT, TEXT_WIDTH
from printing.papers.notice_parts import TEXT, addressee, frame_of, frozen_notice, head_cell
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, ReceivedPaper, Trace
from printing.papers.sentences import Setting, answer, named, sentence
from printing.preflight import preflighted
from printing.wording import Wording

_BODY = Setting(size_pt=12, leading_pt=21, x_mm=LEFT, width_mm=TEXT_WIDTH, indent_em=2, justify=True)
_PROMISE = Setting(size_pt=10.5, leading_pt=17, x_mm=LEFT, width_mm=TEXT_WIDTH)
_PAPERS_MM = (9.0, 75.0, 32.0, 40.0)
_PROMISES = 4
_LINE_MM, _SIGN_MM = 5.4, 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What the applicant promises `department`: `papers` are those that follow, each with its last day.

    `issuer` is the hall that hands out the form. Originals and copies of a paper are those wanted.
    """

    issuer: str
    department: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    papers: tuple[ReceivedPaper, ...]
    clerk: str
    window_label: str
    numbers: Numbers
    trace: Trace


@preflighted
def draw_commitment(
    content: Commitment, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the commitment, ready to be signed.

    Raises:
        RuleBroken: `printing.nothing_promised`, `printing.no_such_copy`, a character without a face.
    """
    if not content.papers or not all(paper.follows_by for paper in content.papers):
        raise RuleBroken("printing.nothing_promised")
    frame = frame_of(content, wording, "commitment.title", marks, copy=copy, foot="foot.by_applicant")
    blocks = (
        *addressee(wording.zh("commitment.addressee", body=content.department), fonts),
        *_opening(content, fonts, wording),
        *_papers(content, fonts, wording),
        *_promises(fonts, wording),
    )
    return frozen_notice(PaperKind.COMMITMENT, frame, blocks, _end(content, fonts, wording), fonts, wording)


def _opening(content: Commitment, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    subject = "commitment.subject." + ("organisation" if content.applicant.organisation else "person")
    fields: dict[str, str | int] = {
        "subject": wording.zh(subject),
        "day": spaced_date(content.applied_on),
        "matter": content.matter,
        "count": len(content.papers),
    }
    english = {"subject": wording.en(subject), "day": english_date(content.applied_on), "matter": content.matter_en}
    return sentence(fonts, wording, "commitment.opening", _BODY, fields, english=english, strong=("matter",))


def _papers(content: Commitment, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    heads = (
        plain(wording.zh("acceptance.number"), 9.5, Role.LABEL, "centre"),
        *(head_cell(wording, f"commitment.{key}") for key in ("papers", "wanted", "by")),
    )
    head = row(fonts, Frame("promised", LEFT, TEXT_WIDTH), _PAPERS_MM, heads, least_mm=7.2, gap_mm=2.7)
    frame = Frame("promised", LEFT, TEXT_WIDTH, head)
    rows = (
        row(fonts, frame, _PAPERS_MM, _cells(paper, fonts, wording), least_mm=9.0, keep=number == 0)
        for number, paper in enumerate(content.papers)
    )
    return (head, *rows)


def _cells(paper: ReceivedPaper, fonts: Fonts, wording: Wording) -> tuple[Cell, ...]:
    wanted = [
        wording.zh(f"supplement.{key}", count=count)
        for key, count in (("originals", paper.originals), ("copies", paper.copies))
        if count
    ]
    by = paper.follows_by
    return (
        plain(str(paper.number), align="centre"),
        named(fonts, wording, Span(paper.name), paper.name_en, _PAPERS_MM[1]),
        plain("，".join(wanted), 9.5),
        answer(wording, (Span(spaced_date(by), Role.TITLE),), english_date(by)) if by else Cell(),
    )


def _promises(fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number in range(1, _PROMISES + 1):
        key = f"commitment.promise.{number}"
        blocks += sentence(fonts, wording, key, _PROMISE, {}, gap_mm=3.0 if number == 1 else 0.6)
    return tuple(blocks)


def _end(content: Commitment, fonts: Fonts, wording: Wording) -> Block:
    """Return the place where the applicant signs, and who received it at the window; a long name takes its lines."""
    party = content.applicant
    who = Span(f"{wording.zh('notice.applicant')}　{party.name}", Role.BODY, TEXT.size_pt)
    ids = wording.zh("acceptance.id_text", label=party.id_label, last_four=party.last_four)
    received = wording.zh("commitment.received", clerk=content.clerk, window=content.window_label)
    lines = break_lines((who,), TEXT_WIDTH - 3.6, fonts)
    head = (len(lines) + 1) * _LINE_MM + 3.4

    def draw(pen: Pen, top_mm: float) -> None:
        top = top_mm + 2.0
        pen.box(LEFT, top, TEXT_WIDTH, head + _SIGN_MM, line_mm=0.3)
        for number, line in enumerate(lines):
            write_line(pen, LEFT + 1.8, top + 4.6 + _LINE_MM * number, line)
        pen.text(LEFT + 1.8, top + 4.6 + _LINE_MM * len(lines), ids, Role.BODY, 9)
        pen.rule((LEFT, top + head), (RIGHT, top + head))
        foot = top + head + 12.0
        width = pen.text(LEFT + 1.8, foot - 2.4, wording.zh("commitment.signed"), Role.BODY, 10.5)
        pen.rule((LEFT + width + 4.0, foot), (LEFT + 92.0, foot), dash_mm=(0.8, 0.8))
        width = pen.text(LEFT + 97.0, foot - 2.4, wording.zh("acceptance.signed_on"), Role.BODY, 10.5)
        pen.rule((LEFT + 97.0 + width + 2.0, foot), (RIGHT - 3.0, foot), dash_mm=(0.8, 0.8))
        pen.text(LEFT + 1.8, foot + 5.6, received, Role.BODY, 9)

    return Block(head + _SIGN_MM + 2.0, draw, 2.0)
