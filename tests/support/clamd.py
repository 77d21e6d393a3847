"""A clamd on a real socket that knows one virus, EICAR; with faults that can be asked for."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Clamd:
    """What it does: `answer` instead of its own, `most` bytes a stream, `mute` takes everything and says nothing.

    `seen` are the streams that came whole.
    """

    address: str
    answer: bytes = b""
    most: int = 1 << 30
    mute: bool = False
    seen: list[bytes] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def serve(self, line: socket.socket) -> None:
        with line, suppress(OSError), line.makefile("rb") as told:
            if told.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
                line.sendall(b"UNKNOWN COMMAND\0")
                return
            stream = b""
            while size := struct.unpack(">I", told.read(4))[0]:
                stream += told.read(size)
                if len(stream) > self.most:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.seen.append(stream)
            if self.mute:
                self.ended.wait(60)
                return
            found = b"stream: Eicar-Signature FOUND\0" if EICAR in stream else b"stream: OK\0"
            line.sendall(self.answer or found)


@contextmanager
def running_clamd(folder: Path | None = None) -> Iterator[Clamd]:
    """A clamd at a socket in a folder, or at a free port of this machine."""
    if folder is None:
        listening = socket.create_server(("127.0.0.1", 0))
        clamd = Clamd(f"clamd:127.0.0.1:{listening.getsockname()[1]}")
    else:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(folder / "clamd.ctl"))
        listening.listen()
        clamd = Clamd(f"clamd:{folder / 'clamd.ctl'}")

    def accept() -> None:
        while not clamd.ended.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            Thread(target=clamd.serve, args=(line,), daemon=True).start()

    accepting = Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield clamd
    finally:
        clamd.ended.set()
        # Closing alone leaves a thread in `accept` waiting.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join(10)
