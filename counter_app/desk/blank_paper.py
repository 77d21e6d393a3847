"""Certificates on blanks whose fields stand at places of their own, and the sheets to set a printer by."""

from casework.errors import RuleBroken
from counter_app.desk.presses import Presses
from printing.blank_forms import load_forms
from printing.fonts import Fonts
from printing.model import FrozenPaper
from printing.papers.certificate import Certificate, draw_certificate
from printing.papers.on_blank import draw_blank_grid, draw_on_blank
from printing.papers.parts import PrintMarks
from printing.wording import Wording


def draw_issued(
    content: Certificate, presses: Presses, fonts: Fonts, wording: Wording, marks: PrintMarks
) -> FrozenPaper:
    """Return a certificate, finished: on a numbered blank of a form of its own by the form, else as ours are drawn.

    Raises:
        RuleBroken: it cannot be drawn.
        Trouble: `printing.blank_form_wrong`.
    """
    form = load_forms(presses.blanks.folder).get(content.title) if content.blank_number else None
    if form is None:
        return draw_certificate(content, fonts, wording, marks)
    return draw_on_blank(content, fonts, wording, form, presses.blanks, marks)


def draw_grid(certificate: str, presses: Presses, fonts: Fonts, wording: Wording, *, practice: bool) -> FrozenPaper:
    """Return the sheet to hold against the blanks of a certificate.

    Raises:
        RuleBroken: `issue.no_certificate`: no form of it is here.
        Trouble: `printing.blank_form_wrong`.
    """
    form = load_forms(presses.blanks.folder).get(certificate)
    if form is None:
        raise RuleBroken("issue.no_certificate")
    return draw_blank_grid(form, presses.blanks, fonts, wording, PrintMarks(practice=practice))
