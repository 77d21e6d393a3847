"""The card readers that a setting can name: a folder that cards are laid into, and a program on a socket.

Makers' own drivers run as a program of their own and answer on the socket; the folder stands in for a reader where none
is plugged in. Both are used by the simulator.
"""

import socket
from dataclasses import dataclass
from pathlib import Path

from casework.errors import Trouble
from counter_app.devices.cards import MOST_BYTES, Card, CardReader, card_of

TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class FolderReader:
    """The newest `*.json` in a folder is the card on the reader."""

    folder: Path

    def read(self) -> Card:
        """Return that card."""
        try:
            files = sorted(self.folder.glob("*.json"), key=lambda file: (file.stat().st_mtime_ns, file.name))
            if not files and not self.folder.is_dir():
                raise Trouble("card.reader_away", why=str(self.folder))
            if not files:
                raise Trouble("card.none")
            with files[-1].open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Trouble("card.reader_away", why=error.strerror or str(error)) from error
        return card_of(data)


@dataclass(frozen=True, slots=True)
class SocketReader:
    """A program that answers `READ` with one line: a card as JSON, or nothing when none lies there."""

    host: str
    port: int

    def read(self) -> Card:
        """Return the card that the program sees."""
        try:
            with socket.create_connection((self.host, self.port), timeout=TIMEOUT_S) as line:
                line.sendall(b"READ\n")
                data = _one_line(line)
        except OSError as error:
            raise Trouble("card.reader_away", why=error.strerror or type(error).__name__) from error
        if not data:
            raise Trouble("card.none")
        return card_of(data)


def _one_line(line: socket.socket) -> bytes:
    data = b""
    while b"\n" not in data and len(data) <= MOST_BYTES:
        more = line.recv(4096)
        if not more:
            break
        data += more
    return data.partition(b"\n")[0].strip()


def reader_of(setting: str) -> CardReader | None:
    """Return the reader that the setting `card_reader` names; None for an empty one.

    Raises:
        Trouble: `card.setting` where it names none.
    """
    kind, _, where = setting.partition(":")
    if not setting:
        return None
    if kind == "folder" and where:
        return FolderReader(Path(where).expanduser())
    host, _, port = where.rpartition(":")
    if kind == "socket" and host and port.isascii() and port.isdecimal() and 0 < int(port) <= 65535:  # noqa: PLR2004 - ports
        return SocketReader(host, int(port))
    raise Trouble("card.setting", setting=setting)
