"""A card reader without a reader: `python -m counter_app.devices.simulator PORT` lays invented people on it in turn.

The people are invented: their numbers have valid check digits and belong to nobody, for the serial 000 is never given.
"""

import socketserver
import sys
from datetime import date
from itertools import count

import msgspec

from casework import identity
from counter_app.devices.cards import Card

_NAMES = ("王晓慧", "李向东", "陈思远", "买买提·吐尔逊江", "欧阳若兰")
_STREETS = ("泰山南路一段", "长江西路二段", "黄河东路", "庐山南路三段")


def invented(serial: int) -> Card:
    """Return an invented person; the same serial gives the same one."""
    number = identity.resident_id_with_check_digit(
        f"510603{1960 + serial % 45}{1 + serial % 12:02d}{1 + serial % 28:02d}000"
    )
    street = _STREETS[serial % len(_STREETS)]
    return Card(
        name=_NAMES[serial % len(_NAMES)],
        number=number,
        address=f"四川省德阳市旌阳区{street} {serial % 200 + 1} 号",
        valid_until=date(2040, 1, 1),
    )


class CardServer(socketserver.ThreadingTCPServer):
    """Answers `READ` with the card that `lies` on it; None is an empty reader."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0, lies: bytes | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Asked)
        self.lies = lies
        self.serials: count[int] | None = None

    def answer(self) -> bytes:
        """Return the next answer."""
        if self.serials is not None:
            return msgspec.json.encode(invented(next(self.serials)))
        return self.lies or b""


class _Asked(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Answer one line."""
        if self.rfile.readline(64).strip() == b"READ" and isinstance(self.server, CardServer):
            self.wfile.write(self.server.answer() + b"\n")


def main() -> int:
    """Serve until stopped."""
    with CardServer(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as server:
        server.serials = count(1)
        sys.stdout.write(f"socket:127.0.0.1:{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
