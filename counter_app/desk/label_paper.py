"""The labels of a print job: which pieces they are for stands in its `sheet`."""

from collections.abc import Iterator

from counter_app.desk.paper_parts import Material
from printing.fonts import Fonts
from printing.model import FrozenPaper, Media
from printing.papers.material_label import MaterialLabel, draw_material_labels
from printing.wording import Wording


def draw_labels(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    """Return the labels of a print job, finished.

    Raises:
        RuleBroken: the labels cannot be drawn.
    """
    dots = material.presses.dots.get(Media.LABEL_60X40)
    return draw_material_labels(tuple(_labels(material)), fonts, wording, material.marks, dots_per_mm=dots)


def _labels(material: Material) -> Iterator[MaterialLabel]:
    case = material.case
    lines = {line.place: line for line in material.matter.materials}
    marks = {mark.code: mark for mark in case.materials}
    for name in material.job.sheet.split():
        place, _, piece = name.partition("-")
        mark = marks[lines[place].code]
        yield MaterialLabel(
            case_number=case.number,
            region=case.region,
            place=place,
            piece=int(piece),
            pieces=mark.originals + mark.copies,
            original=True,
            material=lines[place].name_zh,
            department=material.department.name_zh,
            window=int(case.window.removeprefix("W")),
            received_on=case.received_on,
        )
