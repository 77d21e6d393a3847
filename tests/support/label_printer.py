"""A label printer on TCP that speaks ZPL or TSPL: it draws each label, counts it, and answers what printers answer.

    with LabelPrinter() as printer:
        ... send to printer.address ...
        printer.labels[0]                       # an image of mode 1, black is 0

`faults` may hold "paper" (it stops before the label `stops_at`, counted from 0), "head" (open), "mute", "no-counter";
`lies` makes it count and say nothing is wrong without printing.
"""

import contextlib
import re
import socket
import threading

from PIL import Image, ImageChops

_ZPL = re.compile(rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-F]*)\^FS\^PQ1\^XZ\r\n")
_TSPL = re.compile(rb"SIZE .*\r\nGAP .*\r\nDIRECTION 1\r\nCLS\r\nBITMAP 0,0,(\d+),(\d+),0,")
_ASKS = re.compile(rb'(~HS\r\n|! U1 getvar "odometer\.total_label_count"\r\n|\x1b!\?)')


class LabelPrinter:
    """The printer; a context manager that serves from a thread of its own, one connection at a time."""

    def __init__(self, *faults, stops_at=0, resets=False):
        self.faults = set(faults)
        self.labels = []
        self.taken = b""
        self._stops_at = stops_at
        self._resets = resets
        self._counted = 4711
        self._unread = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="label-printer")
        self._here = threading.Event()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._here.set()
        # Wakes the thread that waits for someone to come.
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    @property
    def address(self):
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def _out(self):
        return "paper" in self.faults and len(self.labels) >= self._stops_at

    def _serve(self):
        while not self._here.is_set():
            line = self._listener.accept()[0]
            with line, contextlib.suppress(ConnectionError):
                self._listen(line)

    def _listen(self, line):
        while data := line.recv(65536):
            self.taken += data
            self._unread += data
            while self._one(line):
                pass

    def _one(self, line):
        """Take one command out of what was received, and say whether there was one."""
        asked = _ASKS.match(self._unread)
        if asked:
            self._unread = self._unread[asked.end() :]
            if "mute" not in self.faults:
                line.sendall(self._answer(asked[1]))
            return True
        picture = self._zpl() or self._tspl()
        if picture:
            if not self._out:
                self._counted += 1
                if "lies" not in self.faults:
                    self.labels.append(picture)
            if self._resets:
                raise ConnectionResetError
        return bool(picture)

    def _answer(self, asked):
        if asked.startswith(b"!"):
            return b'"?"' if "no-counter" in self.faults else b'"%d"' % self._counted
        head = "head" in self.faults
        if asked.startswith(b"\x1b"):
            return bytes([(4 if self._out else 0) | (1 if head else 0)])
        first = b"\x02030,%d,0,0320,000,0,0,0,000,0,0,0\x03\r\n" % self._out
        return first + b"\x02000,0,%d,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n" % head

    def _zpl(self):
        found = _ZPL.match(self._unread)
        if not found:
            return None
        self._unread = self._unread[found.end() :]
        wide, high = int(found[1]), int(found[2])
        assert int(found[3]) == int(found[4]) == int(found[5]) * high
        return _drawn(bytes.fromhex(found[6].decode()), int(found[5]), high, wide)

    def _tspl(self):
        found = _TSPL.match(self._unread)
        if not found:
            return None
        wide, high = int(found[1]), int(found[2])
        end, tail = found.end() + wide * high, b"\r\nPRINT 1,1\r\n"
        if len(self._unread) < end + len(tail):
            return None
        data, after = self._unread[found.end() : end], self._unread[end : end + len(tail)]
        assert after == tail
        self._unread = self._unread[end + len(tail) :]
        return _drawn(bytes(255 - byte for byte in data), wide, high, wide * 8)


def _drawn(burnt, wide, high, width):
    return ImageChops.invert(Image.frombytes("1", (wide * 8, high), burnt)).crop((0, 0, width, high))
