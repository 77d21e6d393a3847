"""特别程序告知书: a step whose days do not count, told in writing (行政许可法 art. 45)."""

from dataclasses import dataclass
from datetime import date

from printing.fonts import Fonts
from printing.layout.flow import Block
from printing.layout.tables import Cell
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import signature
from printing.papers.notice_parts import (
    day_cell,
    facts,
    frame_of,
    frozen_notice,
    given,
    opening,
    receipt_lines,
    said,
)
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Trace
from printing.preflight import preflighted
from printing.seals.seal import Seal
from printing.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedureNotice:
    """What a notice of a special procedure says.

    `days` are the working days it is expected to take; None where nobody can say yet: then the paper says so, and
    that the applicant will be told, as the law wants.
    """

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    procedure: str
    procedure_en: str
    from_day: date
    days: int | None
    reason: str
    told_on: date
    clerk: str
    window_label: str
    seal: Seal
    numbers: Numbers
    trace: Trace


@preflighted
def draw_special_procedure_notice(
    content: SpecialProcedureNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: `printing.no_such_copy`, a character without a face, a code not printable.
    """
    end = signature(
        issuer=content.issuer,
        day=content.told_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=receipt_lines(
            wording, wording.zh("notice.handler", clerk=content.clerk, window=content.window_label)
        ),
    )
    frame = frame_of(content, wording, "special.title", marks, copy=copy)
    return frozen_notice(
        PaperKind.SPECIAL_PROCEDURE_NOTICE, frame, _blocks(content, fonts, wording), end, fonts, wording
    )


def _blocks(content: SpecialProcedureNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    rows: list[tuple[str, Cell]] = [
        ("special.procedure", given(content.procedure)),
        ("special.from", day_cell(wording, content.from_day)),
        ("special.takes", _takes(content.days, wording)),
    ]
    if content.reason:
        rows.append(("notice.reason", given(content.reason)))
    rows.append(("notice.basis_head", said(wording, "special.basis")))
    rows.append(("special.then", said(wording, "special.then_text")))
    return (
        *opening(
            content,
            "special.opening",
            fonts,
            wording,
            more={"procedure": content.procedure},
            more_en={"procedure": content.procedure_en},
        ),
        *facts("special", rows, fonts, wording),
    )


def _takes(days: int | None, wording: Wording) -> Cell:
    if days is None:
        return said(wording, "special.takes_unknown")
    return said(wording, "special.takes_days", days=days)
