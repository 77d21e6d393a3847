"""A device on TCP that answers with rubbish without end, whatever it is sent: quickly, or a byte now and then."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def spewing(rubbish: bytes, every_s: float = 0.0) -> Iterator[str]:
    """Give the address of such a device."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def spew(line: socket.socket) -> None:
        with line, suppress(OSError):
            while not ended.wait(every_s):
                line.sendall(rubbish)

    def drain(line: socket.socket) -> None:
        with suppress(OSError):
            while line.recv(65536):
                pass

    def accept() -> None:
        with suppress(OSError):
            while not ended.is_set():
                line, _ = listening.accept()
                line.settimeout(5)
                for work in (spew, drain):
                    threading.Thread(target=work, args=(line,), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        ended.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join(10)
