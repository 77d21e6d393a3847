"""The hand-over sheet: every case whose papers went out under one sheet number."""

from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import from_ms
from casework.facts import HandedItem
from casework.parties import PartyKind
from casework.sentences import sentence
from counter_app.desk.paper_parts import Material
from printing.fonts import Fonts
from printing.model import FrozenPaper
from printing.papers.hand_over_sheet import HandOverSheet, draw_hand_over_sheet
from printing.papers.sheet_rows import SheetCase, SheetRow
from printing.wording import Wording


def draw_sheet(
    cases: tuple[tuple[Case, Matter], ...], fonts: Fonts, wording: Wording, material: Material
) -> FrozenPaper:
    """Return the sheet of a print job, finished, with all its cases, each with its matter.

    Raises:
        RuleBroken: the sheet cannot be drawn.
    """
    sheet = material.job.sheet
    content = HandOverSheet(
        hall=material.place.site.hall_name,
        serial=sheet,
        sender=material.window_label,
        sender_person=material.clerk,
        carrier=sentence("paper.by_hand"),
        carrier_person="",
        receiver=material.department.name_zh,
        receiver_section=_receiver(material.case, sheet),
        cases=tuple(_sheet_case(case, matter, sheet) for case, matter in cases),
        handed_at=from_ms(material.job.made_ms),
        trace=material.trace,
    )
    return draw_hand_over_sheet(content, fonts, wording, material.job.copy, material.marks)


def _receiver(case: Case, sheet: str) -> str:
    return next((custody.person for custody in case.custody if custody.sheet == sheet), "")


def _sheet_case(case: Case, matter: Matter, sheet: str) -> SheetCase:
    items = next(custody.items for custody in case.custody if custody.sheet == sheet)
    is_body = case.applicant.kind is PartyKind.BODY
    person = case.agent.name if case.agent else case.applicant.representative
    return SheetCase(
        matter=matter.name_zh,
        case_number=case.number,
        serial=case.serial,
        organisation=case.applicant.name if is_body else "",
        person=person if is_body else case.applicant.name,
        rows=tuple(_row(item, matter) for item in items),
    )


def _row(item: HandedItem, matter: Matter) -> SheetRow:
    line = matter.material(item.material)
    pieces = "、".join(str(piece) for piece in range(1, item.originals + item.copies + 1))
    return SheetRow(
        labels=f"{line.place}-{pieces}",
        material=line.name_zh,
        originals=item.originals,
        copies=item.copies,
    )
