"""Where a paper left room for a seal that is put on later."""

from collections.abc import Sequence
from typing import TypeGuard

from printing.layout.marks import Box, Mark, Page, Point
from printing.model import SealPlace


def free_place(centre: Point, side_mm: float) -> Box:
    """Return a mark that draws nothing and says that a seal comes here."""
    half = side_mm / 2
    return Box(x_mm=centre[0] - half, y_mm=centre[1] - half, width_mm=side_mm, height_mm=side_mm, line_mm=0.0)


def seal_place(pages: Sequence[Page]) -> SealPlace | None:
    """Return the place that was left free on these pages, if any."""
    for number, page in enumerate(pages):
        for mark in page.marks:
            if _is_free(mark):
                return SealPlace(page=number, x_mm=mark.x_mm + mark.width_mm / 2, y_mm=mark.y_mm + mark.height_mm / 2)
    return None


def place_words(place: SealPlace | None) -> str:
    """Return how a paper says in its own keywords where its seal comes; "" without a place."""
    return f"seal-place {place.page} {place.x_mm:.2f} {place.y_mm:.2f}" if place else ""


def _is_free(mark: Mark) -> TypeGuard[Box]:
    return isinstance(mark, Box) and mark.line_mm == 0 and mark.fill is None
