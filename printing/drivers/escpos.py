"""ESC/POS for rasters of ours: what is sent to a thermal head, and what its answers mean.

Pages go as `GS v 0` in fragments of 24 rows, never as one picture: a fragment is all that can be left unfinished in a
head. Status is asked with `DLE EOT`, the proof with `GS ( H` function 48, which gives four signs back in its turn.
Commands after Epson's ESC/POS command reference.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from printing.drivers.dots import burnt, rows_below_ink
from printing.drivers.driver import DeviceState, Readiness

FRAGMENT_ROWS = 24
RESET = b"\x1b@"
CUT = b"\x1dV\x00"
STATUS_QUESTIONS = (1, 2, 3, 4)

_ECHO_HEAD, _ECHO_BYTES = b"\x37\x22", 7
_STATUS_MASK, _STATUS_FIXED = 0b1001_0011, 0b0001_0010


def fragments(picture: Image.Image, feed_rows: int = 0) -> Iterator[bytes]:
    """Return a page as fragments, with at least `feed_rows` white rows at its foot so that the cut clears the ink."""
    missing = feed_rows - rows_below_ink(picture)
    if missing > 0:
        longer = Image.new("1", (picture.width, picture.height + missing), 1)
        longer.paste(picture, (0, 0))
        picture = longer
    wide = (picture.width + 7) // 8
    data = burnt(picture)
    for top in range(0, picture.height, FRAGMENT_ROWS):
        rows = min(FRAGMENT_ROWS, picture.height - top)
        head = b"\x1dv0\0" + wide.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield head + data[top * wide : (top + rows) * wide]


def padding(width_dots: int) -> bytes:
    """Return NULs that fill a fragment left unfinished; a head that waits for commands ignores them."""
    return bytes((width_dots + 7) // 8 * FRAGMENT_ROWS)


def status_question(number: int) -> bytes:
    """Return the real-time question 1 (line), 2 (what stopped), 3 (error) or 4 (paper)."""
    return bytes((0x10, 0x04, number))


def proof_request(signs: bytes) -> bytes:
    """Return the command that gives four `signs` (0x20 to 0x7E) back once everything before it was done."""
    return b"\x1d(H\x06\x00\x30\x30" + signs


@dataclass
class Answers:
    """Sorts what a head sends: status bytes in order, and the process-IDs that came back; anything else is noise."""

    statuses: list[int] = field(default_factory=list)
    echoes: list[bytes] = field(default_factory=list)
    _unread: bytes = b""

    def take(self, data: bytes) -> None:
        """Add what came."""
        unread = self._unread + data
        while unread:
            if unread.startswith(_ECHO_HEAD) or unread == _ECHO_HEAD[:1]:
                if len(unread) < _ECHO_BYTES:
                    break
                self.echoes.append(unread[2:6])
                unread = unread[_ECHO_BYTES:]
                continue
            if unread[0] & _STATUS_MASK == _STATUS_FIXED:
                self.statuses.append(unread[0])
            unread = unread[1:]
        self._unread = unread


def state_of(line: int, stopped: int, error: int, paper: int) -> DeviceState:
    """Return what the four status bytes mean."""
    wants = {
        "cover-open": stopped & 0x04,
        "media-empty": paper & 0x60 or stopped & 0x20,
        "cutter": error & 0x08,
        "stopped": error & 0x24 or (stopped & 0x40 and not error & 0x08),
        "overheated": error & 0x40,
    }
    reasons = tuple(reason for reason, bits in wants.items() if bits)
    if line & 0x08 and not reasons:
        reasons = ("paused",)
    if reasons:
        return DeviceState(Readiness.ATTENTION, reasons)
    return DeviceState(Readiness.READY, ("media-low",) if paper & 0x0C else ())
