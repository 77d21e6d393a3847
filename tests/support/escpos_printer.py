"""A receipt printer on a real line: a TCP port, or a serial line that is a pty, with faults that strike at a row.

    with EscposPrinter() as printer:            # or EscposPrinter(SerialLine(tmp_path))
        ... send to printer.address ...         # tcp://127.0.0.1:port, or the path of the serial device
        printer.wait_for_pieces(1)
        printer.pieces[0].image                 # what lies in front of the clerk (escpos_head.Piece)

    printer.strike(Fault.PAPER_OUT, after_rows=300)     # counted from now; 0 strikes at once
    printer.mend()                                      # new roll, cover shut, plugged in; goes on where it stopped

`manner` says how it answers for as long as it stands. One connection is served at a time, as on real interface cards,
and what was received is printed although the line is gone. `buffer_bytes` is what it takes in while it cannot print.
"""

import contextlib
import os
import pty
import re
import select
import socket
import struct
import threading
import time
import tty
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self

from support.escpos_head import Head, Piece, Stop


class Fault(StrEnum):
    """What befalls the printer at a row; the first two tell of themselves by status, the others do not."""

    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    STALL = "stall"
    """It neither prints nor answers, and the line stays up."""
    LINE_LOST = "line lost"
    """The cable is out: the connection breaks and the head keeps what it has."""
    POWER_LOST = "power lost"
    """It dies: the connection breaks and all but the paper is forgotten."""


class Manner(StrEnum):
    """How the printer answers."""

    HONEST = "honest"
    MUTE = "mute"
    """It prints and never answers."""
    GARBAGE = "garbage"
    """It answers bytes that mean nothing."""
    OTHER_ID = "other id"
    """It gives back another process-ID than it was given."""
    NO_ECHO = "no echo"
    """An older model: it knows its status and no process-ID."""
    LIAR = "liar"
    """It says that all is well whatever happens, and gives the process-ID back before anything came out."""


class Line(Protocol):
    """How bytes reach the printer."""

    @property
    def address(self) -> str:
        """Where to send to."""

    def plug_in(self) -> None:
        """Make it reachable."""

    def pull(self) -> None:
        """Break what is connected and be unreachable."""

    def throw_away(self) -> None:
        """Give back what it held, pulled for good."""

    def watched(self, *, room: bool) -> list[int]:
        """Return the handles that may have something; with no room only those of new connections."""

    def receive(self, handle: int, most: int) -> bytes:
        """Return what came, empty for nothing."""

    def answer(self, data: bytes) -> None:
        """Send back, or lose it where nobody listens."""


class TcpLine:
    """A port of 127.0.0.1, as port 9100 of a printer."""

    def __init__(self) -> None:
        self._listener: socket.socket | None = None
        self._peer: socket.socket | None = None
        # Taken until the end, so that nobody else is reached, or stands in the way, while it is pulled.
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._held.getsockname()[1]}"

    def plug_in(self) -> None:
        self._listener = socket.create_server(self._held.getsockname(), backlog=4)

    def pull(self) -> None:
        # First nobody new comes in, then whoever is there learns it.
        if self._listener:
            self._listener.close()
        if self._peer:
            # A reset and no orderly end, as when a cable goes.
            self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._peer.close()
        self._peer = self._listener = None

    def throw_away(self) -> None:
        self._held.close()

    def watched(self, *, room: bool) -> list[int]:
        if self._peer:
            return [self._peer.fileno()] if room else []
        return [self._listener.fileno()] if self._listener else []

    def receive(self, handle: int, most: int) -> bytes:
        if self._listener and handle == self._listener.fileno():
            self._peer = self._listener.accept()[0]
            # A small window, so that a sender notices when nothing is taken any more.
            self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            self._peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return b""
        data = b""
        if self._peer:
            with contextlib.suppress(ConnectionError):
                data = self._peer.recv(most)
            if not data:
                self._peer.close()
                self._peer = None
        return data

    def answer(self, data: bytes) -> None:
        if self._peer:
            with contextlib.suppress(OSError):
                self._peer.sendall(data)


class SerialLine:
    """A serial line: the printer holds one end of a pty, `folder`/printer leads to the other."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "printer"
        self._ends: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        return str(self._path)

    def plug_in(self) -> None:
        self._ends = pty.openpty()
        tty.setraw(self._ends[1])
        self._path.symlink_to(os.ttyname(self._ends[1]))

    def pull(self) -> None:
        self._path.unlink(missing_ok=True)
        for end in self._ends:
            os.close(end)
        self._ends = ()

    def throw_away(self) -> None:
        """Nothing is held."""

    def watched(self, *, room: bool) -> list[int]:
        return [self._ends[0]] if room and self._ends else []

    def receive(self, handle: int, most: int) -> bytes:
        return os.read(handle, most)

    def answer(self, data: bytes) -> None:
        if self._ends:
            os.write(self._ends[0], data)


class EscposPrinter:
    """The printer; a context manager that serves from a thread of its own."""

    def __init__(
        self,
        line: Line | None = None,
        *,
        width_dots: int = 576,
        manner: Manner = Manner.HONEST,
        rows_per_s: float = 0,
        rows_left: int | None = None,
        buffer_bytes: int = 4096,
    ) -> None:
        self.manner = manner
        self._line = line or TcpLine()
        self._head = Head(
            width_dots=width_dots, rows_left=rows_left, echoes=manner not in {Manner.NO_ECHO, Manner.LIAR}
        )
        self._rows_per_s = rows_per_s
        self._buffer_bytes = buffer_bytes
        self._plan: list[tuple[int, Fault]] = []
        self._asked = self._seen = self._still = 0
        self._plugged = False
        self._closing = False
        self._state = threading.Condition()
        self._wake_out, self._wake_in = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="escpos-printer")

    def __enter__(self) -> Self:
        self._line.plug_in()
        self._plugged = True
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        os.write(self._wake_in, b".")
        self._thread.join()
        self._line.pull()
        self._line.throw_away()
        os.close(self._wake_in)
        os.close(self._wake_out)

    @property
    def address(self) -> str:
        """Where to send to."""
        return self._line.address

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What was cut off or ran out so far, in order."""
        with self._state:
            return tuple(self._head.pieces)

    @property
    def uncut(self) -> Piece:
        """What hangs out of the printer uncut."""
        with self._state:
            return Piece(self._head.uncut, cut=False)

    @property
    def in_raster(self) -> bool:
        """Whether a picture was begun and is not full, so that whatever comes next is swallowed."""
        with self._state:
            return self._head.in_raster

    def strike(self, fault: Fault, *, after_rows: int = 0) -> None:
        """Let a fault come when the paper has moved so many rows from now."""
        with self._changed():
            self._plan = sorted([*self._plan, (self._head.moved + after_rows, fault)])
            asked = self._asked
        # Whoever serves the line also breaks it: nobody else may close what it listens to.
        self._wait(lambda: self._seen >= asked, 20, "a fault to strike")

    def mend(self) -> None:
        """Take every fault away, those to come too."""
        with self._changed():
            self._plan = []
            if self._head.stop is Stop.PAPER_OUT:
                self._head.load_paper()
            self._head.stop = None
            if not self._plugged:
                self._line.plug_in()
                self._plugged = True

    def tear_off(self) -> None:
        """Tear off what hangs out, as a clerk does with half a slip."""
        with self._changed():
            self._head.load_paper(self._head.rows_left)

    def wait_for_pieces(self, count: int, timeout_s: float = 20) -> tuple[Piece, ...]:
        """Return the pieces as soon as there are `count`; AssertionError when they do not come."""
        self._wait(lambda: len(self._head.pieces) >= count, timeout_s, f"{count} pieces of paper")
        return self.pieces

    def wait_until_still(self, timeout_s: float = 20) -> None:
        """Wait until all that was sent is taken in and nothing moves any more, or it cannot."""
        with self._changed():
            asked = self._asked
        self._wait(lambda: self._still >= asked, timeout_s, "a printer at rest")

    def _wait(self, wanted: Callable[[], bool], timeout_s: float, what: str) -> None:
        with self._state:
            if not self._state.wait_for(wanted, timeout_s):
                raise AssertionError(f"waited {timeout_s} s for {what}")

    @contextlib.contextmanager
    def _changed(self) -> Iterator[None]:
        with self._state:
            self._asked += 1
            yield
        os.write(self._wake_in, b".")

    def _serve(self) -> None:
        last = time.monotonic()
        while not self._closing:
            with self._state:
                asked = self._asked
                room = self._buffer_bytes - len(self._head.waiting)
                deaf = self._head.stop is Stop.STALLED
                watched = [] if deaf else self._line.watched(room=room > 0)
                busy = bool(self._rows_per_s and self._head.waiting and self._head.stop is None)
            # At rest is who was given nothing for a moment and has nothing to do.
            ready = select.select([*watched, self._wake_out], [], [], 0.005 if busy else 0.05)[0]
            now = time.monotonic()
            with self._state:
                moved, kept, rows = self._head.moved, len(self._head.waiting), (now - last) * self._rows_per_s
                self._pass(ready, room, rows)
                # Part of a row, or of a command, waits for its rest and keeps nobody waiting.
                stuck = rows >= 1 and (moved, kept) == (self._head.moved, len(self._head.waiting))
                if moved != self._head.moved or not busy:
                    last = now
                self._seen = asked
                if not ready and (not busy or stuck or self._head.stop is not None):
                    self._still = asked
                self._state.notify_all()

    def _pass(self, ready: list[int], room: int, rows: float) -> None:
        answers = b""
        for handle in ready:
            if handle == self._wake_out:
                os.read(handle, 64)
            elif handle in self._line.watched(room=True) and (data := self._line.receive(handle, room)):
                answers += self._said_at_once(data)
        if answers:
            self._answer(answers)
        limit = self._head.moved + int(rows) if self._rows_per_s else None
        while True:
            due = self._plan[0][0] if self._plan else None
            before = self._head.moved
            # What comes in turn is said before the fault strikes, as it was true when it was said.
            self._answer(self._head.work(min((one for one in (limit, due) if one is not None), default=None)))
            self._befall()
            if self._head.moved in (before, limit):
                return

    def _befall(self) -> None:
        while self._plan and self._plan[0][0] <= self._head.moved:
            fault = self._plan.pop(0)[1]
            if fault is Fault.PAPER_OUT:
                self._head.rows_left, self._head.stop = 0, Stop.PAPER_OUT
            elif fault is Fault.COVER_OPEN:
                self._head.stop = Stop.COVER_OPEN
            elif fault is Fault.STALL:
                self._head.stop = Stop.STALLED
            else:
                self._line.pull()
                self._plugged = False
                if fault is Fault.POWER_LOST:
                    self._head.forget()

    def _said_at_once(self, data: bytes) -> bytes:
        answers = self._head.receive(data)
        if self.manner is not Manner.LIAR:
            return answers
        at = data.find(b"\x1d(H\x06\x00\x30\x30")
        echo = b"\x37\x22" + data[at + 7 : at + 11] + b"\0" if at >= 0 else b""
        return b"\x12" * len(answers) + echo

    def _answer(self, answers: bytes) -> None:
        if not answers or self.manner is Manner.MUTE or self._head.stop is Stop.STALLED:
            return
        if self.manner is Manner.GARBAGE:
            answers = b"\xff\x00\x81" * len(answers)
        if self.manner is Manner.OTHER_ID:
            answers = re.sub(rb"\x37\x22.{4}\0", b"\x37\x22~~~~\0", answers, flags=re.DOTALL)
        if self._plugged:
            self._line.answer(answers)
