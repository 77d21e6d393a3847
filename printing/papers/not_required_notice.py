"""不受理告知书: by law no licence is needed, which is said at once and in writing (行政许可法 art. 32(1))."""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.fonts import Fonts
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import signature
from printing.papers.not_accepted_notice import returned
from printing.papers.notice_parts import frame_of, frozen_notice, numbered, opening, receipt_lines, remedies
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Reason, Trace
from printing.preflight import preflighted
from printing.seals.seal import Seal
from printing.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRequiredNotice:
    """What a notice that no licence is needed says; remedies are named as in a notice of non-acceptance."""

    issuer: str
    applicant: Party
    applied_on: date
    matter: str
    matter_en: str
    reasons: tuple[Reason, ...]
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


@preflighted
def draw_not_required_notice(
    content: NotRequiredNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: `printing.no_reasons`, `printing.no_such_copy`, a character without a face, a code not printable.
    """
    if not content.reasons:
        raise RuleBroken("printing.no_reasons")
    blocks = (
        *opening(content, "not_required.opening", fonts, wording),
        *numbered("not_required.reasons", content.reasons, fonts, wording),
        *returned(content.returned_originals, content.returned_copies, fonts, wording, first=True),
        *remedies("not_accepted", content.review_body, content.court, fonts, wording),
    )
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
    frame = frame_of(content, wording, "not_required.title", marks, copy=copy)
    return frozen_notice(PaperKind.NOT_REQUIRED_NOTICE, frame, blocks, end, fonts, wording)
