"""延期通知书: the time to decide is extended, once, with approval and reasons told (行政许可法 art. 42)."""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.fonts import Fonts, Role
from printing.layout.flow import Block
from printing.layout.tables import Cell
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import signature
from printing.papers.notice_parts import (
    facts,
    frame_of,
    frozen_notice,
    given,
    limit_cell,
    opening,
    receipt_lines,
    said,
)
from printing.papers.parts import FIRST_PRINT, Limit, Numbers, Party, PrintMarks, Trace
from printing.preflight import preflighted
from printing.seals.seal import Seal
from printing.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice:
    """What a notice of extension says: the statutory date before and after it, in working days `days` apart."""

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    days: int
    before: Limit
    after: Limit
    approved_by: str
    reason: str
    told_on: date
    clerk: str
    window_label: str
    seal: Seal
    numbers: Numbers
    trace: Trace


@preflighted
def draw_extension_notice(
    content: ExtensionNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: `printing.no_reasons`, `printing.no_such_copy`, a character without a face, a code not printable.
    """
    if not content.reason.strip():
        raise RuleBroken("printing.no_reasons")
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
    frame = frame_of(content, wording, "extension.title", marks, copy=copy)
    return frozen_notice(PaperKind.EXTENSION_NOTICE, frame, _blocks(content, fonts, wording), end, fonts, wording)


def _blocks(content: ExtensionNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    rows: list[tuple[str, Cell]] = [
        ("extension.before", limit_cell(wording, content.before)),
        ("extension.days", said(wording, "extension.days_text", days=content.days)),
        ("extension.after", limit_cell(wording, content.after, Role.TITLE)),
        ("notice.reason", given(content.reason)),
    ]
    if content.approved_by:
        rows.append(("extension.approved_by", given(content.approved_by)))
    rows.append(("notice.basis_head", said(wording, "extension.basis")))
    return (
        *opening(content, "extension.opening", fonts, wording, more={"days": content.days}),
        *facts("extension", rows, fonts, wording),
    )
