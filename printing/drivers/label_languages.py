"""The languages of label printers, ZPL and TSPL: a label as one picture, and what the printers' answers mean.

ZPL after Zebra's ZPL II programming guide (`^GF`, `~HS`, SGD `odometer.total_label_count`), TSPL after TSC's TSPL2
manual (`BITMAP`, `<ESC>!?`).
"""

import re
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from PIL import Image

from printing.drivers.dots import burnt
from printing.drivers.driver import DeviceState, Readiness
from printing.drivers.lines import Line

UNKNOWN = DeviceState(Readiness.UNKNOWN, ("no-answer",))
_GAP_MM = 2
_LONGEST_ANSWER, _MOST_DIGITS = 16_384, 18
_ZPL_FIELDS = (12, 11)
_ZPL_LINES = re.compile(rb"\x02([^\x03]*)\x03")
_QUOTED = re.compile(rb'"([^"]*)"')
_TSPL_BUSY, _TSPL_KNOWN = 0x20, 0xBF


class LabelLanguage(Protocol):
    """How labels are said to a printer, and how it is asked."""

    def label(self, picture: Image.Image, dots_per_mm: float) -> bytes:
        """Return the bytes that print one label of the picture's size."""
        ...

    def state(self, line: Line, answer_s: float) -> DeviceState:
        """Ask how the printer is; no answer means unknown."""
        ...

    def count(self, line: Line, answer_s: float) -> int | None:
        """Ask how many labels the printer has put out in its life; None where it does not say."""
        ...

    def is_busy(self, line: Line, answer_s: float) -> bool:
        """Ask whether labels are still to come."""
        ...


@dataclass(frozen=True, slots=True)
class Zpl:
    """Zebra's language."""

    def label(self, picture: Image.Image, dots_per_mm: float) -> bytes:  # noqa: ARG002 - ZPL counts in dots
        """Return a format with one graphic field."""
        wide, data = (picture.width + 7) // 8, burnt(picture)
        sizes = f"^PW{picture.width}^LL{picture.height}^LH0,0^FO0,0^GFA,{len(data)},{len(data)},{wide},"
        return b"^XA" + sizes.encode() + data.hex().upper().encode() + b"^FS^PQ1^XZ\r\n"

    def state(self, line: Line, answer_s: float) -> DeviceState:
        """Return what `~HS` says: paper, pause, head and ribbon."""
        said = _host_status(line, answer_s)
        if said is None:
            return UNKNOWN
        first, second = said
        wants = (("media-empty", first[1]), ("cover-open", second[2]), ("marker-supply-empty", second[3]))
        reasons = tuple(reason for reason, flag in wants if flag == b"1")
        if first[2] == b"1" and not reasons:
            reasons = ("paused",)
        return DeviceState(Readiness.ATTENTION if reasons else Readiness.READY, reasons)

    def count(self, line: Line, answer_s: float) -> int | None:
        """Return the printer's own counter of labels."""
        line.write(b'! U1 getvar "odometer.total_label_count"\r\n')
        found = _QUOTED.search(_heard(line, answer_s, _QUOTED, 1))
        # What it does not know it answers with a question mark.
        return int(found[1]) if found and found[1].isdigit() and len(found[1]) < _MOST_DIGITS else None

    def is_busy(self, line: Line, answer_s: float) -> bool:
        """Return whether formats wait in the buffer or labels of a batch are left."""
        said = _host_status(line, answer_s)
        return said is not None and (said[0][4].strip(b"0 ") != b"" or said[1][8].strip(b"0 ") != b"")


def _host_status(line: Line, answer_s: float) -> tuple[list[bytes], list[bytes]] | None:
    line.write(b"~HS\r\n")
    lines = [one.split(b",") for one in _ZPL_LINES.findall(_heard(line, answer_s, _ZPL_LINES, 3))]
    if len(lines) < 2 or (len(lines[0]), len(lines[1])) != _ZPL_FIELDS:  # noqa: PLR2004 - what is read of three
        return None
    return lines[0], lines[1]


def _heard(line: Line, answer_s: float, wanted: re.Pattern[bytes], times: int) -> bytes:
    """Return what was said in its time; whatever never ends, or comes in drops, is no answer."""
    said, deadline = b"", monotonic() + answer_s
    while len(wanted.findall(said)) < times and len(said) < _LONGEST_ANSWER:
        left = deadline - monotonic()
        more = line.read(left) if left > 0 else b""
        if not more:
            break
        said += more
    return said


@dataclass(frozen=True, slots=True)
class Tspl:
    """TSC's language, which many makers speak."""

    def label(self, picture: Image.Image, dots_per_mm: float) -> bytes:
        """Return the size, the gap and one bitmap; there a dot that is burnt is 0."""
        width_mm, height_mm = (round(dots / dots_per_mm, 1) for dots in picture.size)
        wide, data = (picture.width + 7) // 8, bytes(255 - byte for byte in burnt(picture))
        head = f"SIZE {width_mm:g} mm,{height_mm:g} mm\r\nGAP {_GAP_MM} mm,0 mm\r\nDIRECTION 1\r\nCLS\r\n"
        return head.encode() + f"BITMAP 0,0,{wide},{picture.height},0,".encode() + data + b"\r\nPRINT 1,1\r\n"

    def state(self, line: Line, answer_s: float) -> DeviceState:
        """Return what the status byte says; a printer at work is ready."""
        said = self._byte(line, answer_s)
        if said is None:
            return UNKNOWN
        wants = (("cover-open", 0x01), ("media-jam", 0x02), ("media-empty", 0x04), ("marker-supply-empty", 0x08))
        reasons = tuple(reason for reason, bit in wants if said & bit)
        if said & 0x90 and not reasons:
            reasons = ("paused",) if said & 0x10 else ("stopped",)
        return DeviceState(Readiness.ATTENTION if reasons else Readiness.READY, reasons)

    def count(self, line: Line, answer_s: float) -> int | None:  # noqa: ARG002 - it has no counter to ask
        """Return None: it counts kilometres, not labels."""
        return None

    def is_busy(self, line: Line, answer_s: float) -> bool:
        """Return whether it says that it is printing."""
        said = self._byte(line, answer_s)
        return said is not None and bool(said & _TSPL_BUSY)

    def _byte(self, line: Line, answer_s: float) -> int | None:
        line.write(b"\x1b!?")
        said = line.read(answer_s)
        return said[-1] if len(said) == 1 and not said[-1] & ~_TSPL_KNOWN else None
