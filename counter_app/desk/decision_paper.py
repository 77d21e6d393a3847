"""The decision document of a department that sent none, drawn at the window."""

from dataclasses import replace

from counter_app.desk.paper_parts import Material
from counter_app.desk.presses import Presses
from printing.fonts import Fonts
from printing.model import FrozenPaper
from printing.papers.decided_case import decision_of
from printing.papers.decision_document import draw_decision
from printing.wording import Wording

_ONE_ORIGINAL = 0


def draw_decided(material: Material, presses: Presses, fonts: Fonts, wording: Wording) -> FrozenPaper:
    """Return the document, finished; its seal is drawn or put on by hand.

    Raises:
        RuleBroken: `printing.no_reasons` for a refusal without any, or it cannot be drawn.
    """
    material = replace(material, presses=presses)
    content = decision_of(
        material.case,
        material.matter,
        material.department,
        seal=material.department_seal,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_decision(content, fonts, wording, _ONE_ORIGINAL, material.marks)
