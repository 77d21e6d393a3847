"""A short record, in another folder, of how far this desk has written: it outlives a restored database.

Each line holds an epoch, a sequence number, the hash there, the last slip serial and the epoch characters. One is
added after every commit and flushed before anything is printed. A database behind its witness was restored from a copy,
and must not go on under its epoch.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casework.errors import Trouble
from counter_app.store.durable import replace, sync_folder

_MOST_BYTES = 1024 * 1024


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """How far a stream had been written; `hash` in hexadecimal.

    `serial` is the last slip serial that was given, `chars` are the epoch characters that numbers were given under.
    """

    epoch: str
    seq: int
    hash: str
    serial: int = 0
    chars: str = ""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Mark)


@dataclass(frozen=True, slots=True)
class Witness:
    """The file that holds the marks."""

    path: Path

    def last(self) -> Mark | None:
        """Return the last whole mark; a line torn by a power cut is passed over.

        Raises:
            Trouble: `local.witness_unreadable`.
        """
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Trouble("local.witness_unreadable", path=str(self.path)) from error
        for line in reversed(lines):
            try:
                return _decoder.decode(line)
            except msgspec.MsgspecError:
                continue
        return None

    def note(self, mark: Mark) -> None:
        """Add a mark; it is on the disk when this returns.

        Raises:
            Trouble: `local.witness_unwritable`. What it should witness is committed all the same.
        """
        line = _encoder.encode(mark) + b"\n"
        try:
            is_new = not self.path.exists()
            if is_new:
                self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                _write_all(handle, line)
                os.fsync(handle)
            finally:
                os.close(handle)
            if is_new:
                sync_folder(self.path.parent)
        except OSError as error:
            raise Trouble("local.witness_unwritable", path=str(self.path)) from error

    def shorten(self) -> None:
        """Keep only the last mark of a file that has grown long, and end a line that a power cut tore."""
        last = self.last()
        if last is None:
            return
        torn = not self.path.read_bytes().endswith(b"\n")
        if torn or self.path.stat().st_size > _MOST_BYTES:
            try:
                replace(self.path, _encoder.encode(last) + b"\n")
            except OSError as error:
                raise Trouble("local.witness_unwritable", path=str(self.path)) from error


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]
