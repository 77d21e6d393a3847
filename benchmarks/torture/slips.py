"""Slips whose every row of dots says which slip it is of, which print of it, and which row: nothing can be mistaken."""

import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from printing.model import Format, FrozenPaper, Media, PaperKind, freeze

WIDTH_DOTS = 576
ROWS = 240
_WIDE = WIDTH_DOTS // 8
_MAGIC = b"\xa7\x5e"
_HEAD = len(_MAGIC) + 7
_TURN = bytes(255 - value for value in range(256))


@dataclass(frozen=True, slots=True)
class Print:
    """A print of a slip: whose slip it is, and 0 for the original or which marked reprint."""

    slip: int
    reprint: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: of which print, and which."""

    of: Print
    number: int


def draw(of: Print) -> FrozenPaper:
    """Return a print of a slip, frozen as dots."""
    ink = b"".join(_row(Row(of, number)) for number in range(ROWS))
    image = Image.frombytes("1", (WIDTH_DOTS, ROWS), ink.translate(_TURN))
    out = BytesIO()
    image.save(out, "TIFF", compression="group4")
    return freeze(
        kind=PaperKind.RECEIPT_SLIP,
        title="接收回执",
        content=out.getvalue(),
        pages=1,
        media=Media.ROLL_80,
        format=Format.RASTER,
    )


def ink_of(image: Image.Image) -> list[bytes]:
    """Return the rows of a piece of paper that have any ink, as a head burns them: 1 is black."""
    wide = (image.width + 7) // 8
    data = image.tobytes().translate(_TURN)
    rows = [data[at : at + wide] for at in range(0, len(data), wide)]
    return [row for row in rows if any(row)]


def read(row: bytes) -> Row | None:
    """Return what a row says, None where not every dot of it is a slip's."""
    if not row.startswith(_MAGIC):
        return None
    slip = int.from_bytes(row[2:6], "big")
    found = Row(Print(slip, row[6]), int.from_bytes(row[7:9], "big"))
    return found if row == _row(found) else None


def _row(row: Row) -> bytes:
    of = row.of
    head = _MAGIC + of.slip.to_bytes(4, "big") + bytes([of.reprint]) + row.number.to_bytes(2, "big")
    # Without 0x10 0x04: a head takes those for a question about its state, wherever they stand.
    tail = zlib.crc32(head).to_bytes(4, "big").replace(b"\x10", b"\x11")
    return (head + tail * _WIDE)[:_WIDE]
