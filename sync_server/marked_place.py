"""Where a document says itself that its seal belongs: in its own words about itself, or by an empty field to sign."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from printing.layout.pen import pt

_WORDS = re.compile(r"seal-place (\d{1,4}) (\d{1,4}(?:\.\d{1,3})?) (\d{1,4}(?:\.\d{1,3})?)")
_MOST_PAGES = 200
"""So many of a document's last pages are looked through for a field."""


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """The middle of a seal in points from the left and from the foot, on a page from 0."""

    page: int
    x_pt: float
    y_pt: float


def marked_place(reader: Any) -> MarkedPlace | None:
    """Return the place that a document marks; None where it marks none.

    Its keywords may say `seal-place PAGE X Y`: the page from 0, millimetres from the left and from above. Otherwise
    the last empty signature field that has a size counts.
    """
    return _by_words(reader) or _by_field(reader)


def _by_words(reader: Any) -> MarkedPlace | None:
    if "/Info" not in reader.trailer_view:
        return None
    found = _WORDS.search(str(reader.trailer_view["/Info"].get("/Keywords", "")))
    if found is None or int(found[1]) >= pages(reader):
        return None
    left, _, _, head = edges(page_of(reader, int(found[1])))
    return MarkedPlace(int(found[1]), left + pt(float(found[2])), head - pt(float(found[3])))


def _by_field(reader: Any) -> MarkedPlace | None:
    count = pages(reader)
    for number in range(count - 1, max(count - _MOST_PAGES, 0) - 1, -1):
        for left, foot, right, head in _empty_fields(page_of(reader, number)):
            return MarkedPlace(number, (left + right) / 2, (foot + head) / 2)
    return None


def _empty_fields(page: Any) -> Iterator[tuple[float, float, float, float]]:
    for note in page.get("/Annots", ()):
        field = note.get_object()
        of = field.get("/Parent", field).get_object()
        kind = field.get("/FT", of.get("/FT"))
        if kind != "/Sig" or "/V" in field or "/V" in of or "/Rect" not in field:
            continue
        left, foot, right, head = (float(edge) for edge in field["/Rect"])
        if abs(right - left) > 1 and abs(head - foot) > 1:
            yield left, foot, right, head


def pages(reader: Any) -> int:
    """Return how many pages there are."""
    return int(reader.root["/Pages"]["/Count"])


def page_of(reader: Any, number: int) -> Any:
    """Return a page, counted from 0."""
    return reader.find_page_for_modification(number)[0].get_object()


def edges(page: Any) -> tuple[float, float, float, float]:
    """Return the edges of a page in points: left, foot, right, head."""
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, foot, right, head = (float(edge) for edge in page["/MediaBox"])
    return left, foot, right, head
