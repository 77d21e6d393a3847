"""A thermal head that speaks ESC/POS: bytes in, rows of dots on a roll out, and the pieces that were cut off it.

It keeps what real heads keep. A raster (`GS v 0`) is burnt row by row as its bytes come, and one that was begun
swallows whatever follows until it is full, also from the next connection. The cutter sits 12 mm behind the head. Out of
paper or with its cover open the head takes nothing more and goes on where it stopped. Status (`DLE EOT`) is answered
the moment its bytes arrive, also out of the middle of a picture; the process-ID (`GS ( H`) only in its turn.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from PIL import Image, ImageDraw, ImageFont

CUTTER_ROWS = 96
LINE_ROWS = 30
_GLYPH_ROWS = 24
_DLE, _ESC, _FS, _GS, _LF = 0x10, 0x1B, 0x1C, 0x1D, 0x0A
_FIXED = 0b0001_0010
_OFFLINE, _COVER, _STOPPED_BY_PAPER = 0x08, 0x04, 0x20
_NEAR_END, _PAPER_END = 0x0C, 0x60
_NEAR_END_ROWS = 200

# Commands that only set something: how many bytes follow their two.
_ESC_TAKES = {c: n for n, cs in ((0, "@23<"), (1, "tRaEGMV-!{ =dJ c"), (2, "$\\p")) for c in map(ord, cs)}
_GS_TAKES = dict.fromkeys(map(ord, "!aBbEHhfwIr"), 1) | {ord("L"): 2, ord("W"): 2, ord("P"): 2}
_FS_TAKES = {ord("&"): 0, ord("."): 0, ord("!"): 1, ord("C"): 1, ord("S"): 2}


class Stop(StrEnum):
    """Why a head takes nothing more."""

    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of paper that came off the roll: black is 0, as Pillow has it in mode 1.

    `cut` is False for the end of a roll that ran out. `text` is what was printed as characters, decoded as GB18030:
    a job of rasters has none, so any text is garbage.
    """

    image: Image.Image
    cut: bool
    text: str = ""

    @property
    def black(self) -> int:
        """How many dots were burnt."""
        return self.image.histogram()[0]


@dataclass
class Head:
    """The head with its roll. `rows_left` is the paper on the roll in rows of dots, None for plenty.

    `receive` takes bytes and returns what is answered at once; `work` burns, feeds and cuts and returns the answers
    that come in turn. `stop` is why nothing moves, None while all is well. `moved` counts rows since the beginning.
    """

    width_dots: int = 576
    rows_left: int | None = None
    echoes: bool = True
    waiting: bytearray = field(default_factory=bytearray)
    stop: Stop | None = None
    moved: int = 0
    pieces: list[Piece] = field(default_factory=list)
    _roll: list[bytes] = field(default_factory=list)
    _line: bytearray = field(default_factory=bytearray)
    _text: bytearray = field(default_factory=bytearray)
    _raster: tuple[int, int] = (0, 0)
    _tail: bytes = b""

    @property
    def in_raster(self) -> bool:
        """Whether a picture was begun that is not full yet."""
        return self._raster[1] > 0

    @property
    def uncut(self) -> Image.Image:
        """What has come out since the last cut and still hangs on the roll."""
        return self._drawn(self._roll)

    def receive(self, data: bytes) -> bytes:
        """Put bytes into the buffer and return the answers to the status questions among them."""
        self.waiting += data
        seen = self._tail + data
        self._tail = seen[-2:]
        return b"".join(
            bytes([self.status(seen[at + 2])])
            for at in range(len(seen) - 2)
            if seen[at : at + 2] == b"\x10\x04" and seen[at + 2] in {1, 2, 3, 4}
        )

    def status(self, number: int) -> int:
        """Return the byte that answers `DLE EOT number`."""
        out, cover = self.stop is Stop.PAPER_OUT or self.rows_left == 0, self.stop is Stop.COVER_OPEN
        near = self.rows_left is not None and self.rows_left < _NEAR_END_ROWS
        bits = {
            1: _OFFLINE if out or cover else 0,
            2: (_COVER if cover else 0) | (_STOPPED_BY_PAPER if out else 0),
            3: 0,
            4: (_NEAR_END if near else 0) | (_PAPER_END if out else 0),
        }
        return _FIXED | bits[number]

    def work(self, until_moved: int | None = None) -> bytes:
        """Do what the buffer says, up to a number of rows, and return the answers given in turn."""
        answers = b""
        while self.stop is None and (until_moved is None or self.moved < until_moved):
            before = len(self.waiting), self.moved
            answers += self._burn() if self.in_raster else self._command()
            if (len(self.waiting), self.moved) == before:
                break
        return answers

    def load_paper(self, rows: int | None = None) -> None:
        """Put a new roll in; what hung on the old one lies beside the printer."""
        if self._roll:
            self._part(len(self._roll), cut=False)
        self.rows_left = rows
        if self.stop is Stop.PAPER_OUT:
            self.stop = None

    def forget(self) -> None:
        """Lose everything but the paper, as without power."""
        self.waiting.clear()
        self._line.clear()
        self._raster = (0, 0)
        self._tail = b""

    def _burn(self) -> bytes:
        wide, rows = self._raster
        if len(self.waiting) < wide:
            return b""
        if self._advance(bytes(self.waiting[:wide])):
            del self.waiting[:wide]
            self._raster = (wide, rows - 1)
        return b""

    def _advance(self, row: bytes = b"") -> bool:
        """Move the paper by one row and return whether there was any."""
        if self.rows_left == 0:
            self.stop = Stop.PAPER_OUT
            return False
        if self.rows_left is not None:
            self.rows_left -= 1
        wide = (self.width_dots + 7) // 8
        self._roll.append(row[:wide].ljust(wide, b"\0"))
        self.moved += 1
        return True

    def _feed(self, rows: int) -> None:
        for _ in range(rows):
            if not self._advance():
                return

    def _command(self) -> bytes:
        buffer = self.waiting
        if not buffer:
            return b""
        first = buffer[0]
        if first in {_ESC, _GS, _FS, _DLE}:
            return self._escaped(first)
        del buffer[0]
        if first == _LF:
            self._print_line()
        elif first:
            self._line.append(first)
        return b""

    def _escaped(self, first: int) -> bytes:
        buffer = self.waiting
        if len(buffer) < 2:
            return b""
        second = buffer[1]
        if first == _GS:
            return self._gs(second)
        if first == _DLE:
            self._take(3)
        elif first == _FS:
            self._take(2 + _FS_TAKES.get(second, 0))
        elif (taken := self._take(2 + _ESC_TAKES.get(second, 0))) is not None:
            self._esc(second, taken)
        return b""

    def _esc(self, second: int, taken: bytes) -> None:
        if second == ord("@"):
            self._line.clear()
        elif second in b"Jd":
            self._print_line(LINE_ROWS * taken[2] if second == ord("d") else taken[2])

    def _gs(self, second: int) -> bytes:
        buffer = self.waiting
        if second == ord("v"):
            taken = self._take(8)
            if taken:
                self._print_line(0)
                self._raster = (taken[4] + 256 * taken[5], taken[6] + 256 * taken[7])
        elif second == ord("V"):
            with_feed = len(buffer) > 2 and buffer[2] in b"AB"
            taken = self._take(4 if with_feed else 3)
            if taken:
                self._print_line(0)
                self._feed(CUTTER_ROWS + taken[3] if with_feed else 0)
                self._cut()
        elif second == ord("("):
            return self._function()
        else:
            self._take(2 + _GS_TAKES.get(second, 0))
        return b""

    def _function(self) -> bytes:
        if len(self.waiting) < 5:
            return b""
        taken = self._take(5 + self.waiting[3] + 256 * self.waiting[4])
        if taken and self.echoes and taken[2] == ord("H") and taken[5:7] == b"00" and len(taken) == 11:
            return b"\x37\x22" + taken[7:] + b"\0"
        return b""

    def _take(self, count: int) -> bytes | None:
        if len(self.waiting) < count:
            return None
        taken = bytes(self.waiting[:count])
        del self.waiting[:count]
        return taken

    def _print_line(self, feed: int = LINE_ROWS) -> None:
        """Print the characters that stand in the line, and feed."""
        line = bytes(self._line)
        self._line.clear()
        if line:
            self._text += line + b"\n"
            drawn = Image.new("1", ((self.width_dots + 7) // 8 * 8, _GLYPH_ROWS))
            words = line.decode("gb18030", "replace").encode("ascii", "replace").decode("ascii")
            ImageDraw.Draw(drawn).text((0, 2), words, fill=1, font=ImageFont.load_default(18))
            data, wide = drawn.tobytes(), drawn.width // 8
            for at in range(0, len(data), wide):
                self._advance(data[at : at + wide])
            feed -= _GLYPH_ROWS
        self._feed(max(0, feed))

    def _cut(self) -> None:
        if self.stop is None and len(self._roll) > CUTTER_ROWS:
            self._part(len(self._roll) - CUTTER_ROWS, cut=True)

    def _part(self, rows: int, *, cut: bool) -> None:
        off, self._roll = self._roll[:rows], self._roll[rows:]
        self.pieces.append(Piece(self._drawn(off), cut, bytes(self._text).decode("gb18030", "replace")))
        self._text.clear()

    def _drawn(self, rows: list[bytes]) -> Image.Image:
        wide = (self.width_dots + 7) // 8 * 8
        ink = b"".join(rows).translate(bytes(255 - value for value in range(256)))
        return Image.frombytes("1", (wide, len(rows)), ink).crop((0, 0, self.width_dots, len(rows)))
