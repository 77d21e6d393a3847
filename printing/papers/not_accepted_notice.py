"""不予受理通知书: an application that is not taken up; reasons numbered, remedies boxed.

Law: 行政许可法 art. 32(1)(2) and 38; 行政复议法 art. 20 (60 days); 行政诉讼法 art. 46 (six months).
"""

from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.fonts import Fonts
from printing.layout.flow import Block
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import signature
from printing.papers.notice_parts import TEXT, frame_of, frozen_notice, numbered, opening, receipt_lines, remedies
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Reason, Trace
from printing.papers.sentences import sentence
from printing.preflight import preflighted
from printing.seals.seal import Seal
from printing.wording import Wording


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


@preflighted
def draw_not_accepted_notice(
    content: NotAcceptedNotice, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 or 2 of the notice, finished.

    Raises:
        RuleBroken: `printing.no_reasons`, `printing.no_such_copy`, a character without a face, a code not printable.
    """
    if not content.reasons:
        raise RuleBroken("printing.no_reasons")
    frame = frame_of(content, wording, "not_accepted.title", marks, copy=copy)
    handler = wording.zh("notice.handler", clerk=content.clerk, window=content.window_label)
    end = signature(
        issuer=content.issuer,
        day=content.told_on,
        seal=content.seal,
        state=marks.seal_state,
        fonts=fonts,
        left_part=receipt_lines(wording, handler, "not_accepted.signed"),
    )
    return frozen_notice(PaperKind.NOT_ACCEPTED_NOTICE, frame, _blocks(content, fonts, wording), end, fonts, wording)


def _blocks(content: NotAcceptedNotice, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    after: list[Block] = []
    if content.right_body:
        after += sentence(fonts, wording, "not_accepted.right_body", TEXT, {"body": content.right_body}, gap_mm=2.6)
    after += returned(content.returned_originals, content.returned_copies, fonts, wording, first=not after)
    return (
        *opening(content, "not_accepted.opening", fonts, wording),
        *numbered("not_accepted.reasons", content.reasons, fonts, wording),
        *after,
        *remedies("not_accepted", content.review_body, content.court, fonts, wording),
    )


def returned(originals: int, copies: int, fonts: Fonts, wording: Wording, *, first: bool) -> tuple[Block, ...]:
    """Return the sentence that says which papers were given back on the spot; nothing where there were none."""
    if not (originals or copies):
        return ()
    counts: dict[str, str | int] = {"originals": originals, "copies": copies}
    return sentence(fonts, wording, "not_accepted.returned", TEXT, counts, gap_mm=2.6 if first else 0)
