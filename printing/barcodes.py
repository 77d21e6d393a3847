"""Code 128 and QR as bare modules: which are dark. Drawing them is the layout's business, encoding the libraries'.

Sizes are those of the design: 0.33 mm a module on A4, 3 dots of 203 dpi (0.375 mm) on slips, at least 10 mm high,
a quiet zone of 10 modules, QR with a border of 4.
"""

from dataclasses import dataclass
from typing import Literal

import segno
from barcode.codex import Code128
from barcode.errors import BarcodeError

from casework.errors import RuleBroken

A4_MODULE_MM = 0.33
SLIP_MODULE_MM = 0.375
QR_LEAST_MODULE_MM = 0.375
LEAST_HEIGHT_MM = 10.0
QUIET_MODULES = 10
QR_BORDER = 4

_FIRST_PRINTABLE, _LAST_PRINTABLE = 0x20, 0x7E


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 symbol: `(first module, modules wide)` of each dark bar, and the width of all without quiet zones."""

    payload: str
    bars: tuple[tuple[int, int], ...]
    modules: int

    def width_mm(self, module_mm: float) -> float:
        """Return the width from the first to the last bar."""
        return self.modules * module_mm


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR symbol: `(row, first column, columns wide)` of each dark stretch, and the side without the border."""

    payload: str
    stretches: tuple[tuple[int, int, int], ...]
    modules: int

    @property
    def side_with_border(self) -> int:
        """The side in modules, the border counted."""
        return self.modules + 2 * QR_BORDER


def _dark(row: str) -> tuple[tuple[int, int], ...]:
    """Return the start and length of each stretch of `1` in a row of `0` and `1`."""
    found = []
    position = 0
    while (start := row.find("1", position)) >= 0:
        end = row.find("0", start)
        position = len(row) if end < 0 else end
        found.append((start, position - start))
    return tuple(found)


def encode_code128(payload: str) -> Bars:
    """Return the symbol of a number: printable ASCII only, as scanners type it.

    Raises:
        RuleBroken: `printing.not_a_code`.
    """
    if not payload or any(not _FIRST_PRINTABLE <= ord(char) <= _LAST_PRINTABLE for char in payload):
        raise RuleBroken("printing.not_a_code", payload=payload)
    try:
        # One object a symbol: `build` keeps the character set it ended in.
        row = Code128(payload).build()[0]
    except BarcodeError as error:
        raise RuleBroken("printing.not_a_code", payload=payload) from error
    return Bars(payload, _dark(row), len(row))


def encode_qr(payload: str, level: Literal["q", "m"] = "q") -> Matrix:
    """Return the QR symbol of a payload: at Q it still reads with a quarter of it spoiled, at M with a seventh.

    Raises:
        RuleBroken: `printing.qr_empty` or `printing.qr_too_long`.
    """
    if not payload:
        raise RuleBroken("printing.qr_empty")
    try:
        symbol = segno.make(payload, error=level, micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise RuleBroken("printing.qr_too_long", length=len(payload)) from error
    rows = ["".join("1" if dark else "0" for dark in row) for row in symbol.matrix]
    stretches = tuple((number, start, wide) for number, row in enumerate(rows) for start, wide in _dark(row))
    return Matrix(payload, stretches, len(rows))


def qr_module_mm(matrix: Matrix, side_mm: float) -> float:
    """Return the module that makes the symbol with its border `side_mm` wide.

    Raises:
        RuleBroken: `printing.qr_too_long` where a module would be finer than printers keep apart.
    """
    module = side_mm / matrix.side_with_border
    # A hundredth of a module of tolerance: 25.9 mm is what 69 modules of .375 are called.
    if module < QR_LEAST_MODULE_MM * 0.99:
        raise RuleBroken("printing.qr_too_long", length=len(matrix.payload))
    return module
