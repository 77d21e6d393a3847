"""The control: a spooler as they are written, which sends, trusts what it sent, and sends again on an error."""

import socket
import time
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from PIL import Image

from benchmarks.torture.slips import ROWS, WIDTH_DOTS, Print, draw

_TIMEOUT_S = 0.15
_AGAIN_S = 0.02


def framed(of: Print) -> bytes:
    """Return a slip as one picture and a cut."""
    with Image.open(BytesIO(draw(of).content)) as image:
        dots = image.convert("1").tobytes().translate(bytes(255 - value for value in range(256)))
    size = (WIDTH_DOTS // 8).to_bytes(2, "little") + ROWS.to_bytes(2, "little")
    return b"\x1b@\x1dv0\x00" + size + dots + b"\x1dVB\x00"


def serve(pipe: Connection, slips: tuple[int, ...], address: str, done: Path) -> None:
    """Send what is not noted as done, note each, and say so at the end."""
    host, _, port = address.removeprefix("tcp://").partition(":")
    noted = done.with_suffix(".new")
    at = int(done.read_text()) if done.exists() else 0
    for number in range(at, len(slips)):
        data = framed(Print(slips[number], 0))
        while not _sent((host, int(port)), data):
            time.sleep(_AGAIN_S)
        noted.write_text(str(number + 1))
        noted.replace(done)
    pipe.send(None)


def _sent(to: tuple[str, int], data: bytes) -> bool:
    try:
        with socket.create_connection(to, _TIMEOUT_S) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.recv(1)
    except OSError:
        return False
    return True
