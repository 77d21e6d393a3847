"""The blanks of the hall as rows: every box, where its blanks are, and whether its facts fit together."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.blanks import Balance, Box
from counter_app.desk.bench import Desk
from counter_app.desk.blanks import balance_by_kind
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from printing.model import ReportSection

FIGURES = ("received", "stock", "reserved", "used", "spoiled", "lost")
"""The columns of figures, in the order in which they are read: the first is the sum of the others."""


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One box; `here` says that this window has it, `next_number` is empty where none is left."""

    kind: str
    numbers: str
    window: str
    figures: tuple[int, ...]
    next_number: str
    first: str
    stock: int
    here: bool


@dataclass(frozen=True, slots=True)
class StockView:
    """The list; the boxes of this window that still hold blanks come first."""

    rows: tuple[BoxRow, ...]
    note: Note


def stock_view(desk: Desk, words: Words) -> StockView:
    """Return the boxes of the hall."""
    window = desk.place().window
    boxes = desk.store.blanks.all()
    rows = sorted((_row(box, window) for box in boxes), key=lambda row: (not row.here, not row.stock))
    clashes = [f"{box.first}: {clash}" for box in boxes for clash in box.clashes]
    clashes += [f"{one.first} {one.window} / {other.first} {other.window}" for one, other in overlapping(boxes)]
    if clashes:
        note = Note(words("stock.clash", count=len(clashes), first=clashes[0]), Tone.BAD)
    elif not boxes:
        note = Note(words("stock.none"), Tone.HINT)
    else:
        total = sum((box.balance for box in boxes if box.window == window), Balance())
        note = Note(words("stock.sum", **_named(total)), Tone.OK)
    return StockView(tuple(rows), note)


def overlapping(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    """Return the pairs of boxes of one kind that claim the same numbers."""
    return [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.kind == other.kind and one.span.overlaps(other.span)
    ]


def _row(box: Box, window: str) -> BoxRow:
    balance = box.balance
    return BoxRow(
        kind=box.kind,
        numbers=f"{box.first} – {box.last}",
        window=box.window,
        figures=tuple(getattr(balance, name) for name in FIGURES),
        next_number=box.next_number,
        first=box.first,
        stock=balance.stock,
        here=box.window == window,
    )


def _named(balance: Balance) -> dict[str, int]:
    return {name: getattr(balance, name) for name in FIGURES}


def stock_section(desk: Desk, words: Words) -> ReportSection | None:
    """Return this window's blanks for the sheet of the day, kind by kind; None where there never were any."""
    counted = balance_by_kind(desk, desk.place().window)
    lines = tuple((kind, words("stock.figures", **_named(balance))) for kind, balance in counted.items())
    return ReportSection(title=words("day.stock"), lines=lines) if lines else None
