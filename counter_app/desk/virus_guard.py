"""Whether a file that comes in carries a virus: asked of a clamd that the site runs, over its socket.

The file is streamed (INSTREAM), so clamd needs no way to the desk's folders. It is asked about files as they came,
before anything here opens them. Without a setting nobody is asked: what is kept was drawn anew in any case.
"""

import socket
import struct
import time
from dataclasses import dataclass

from casework.errors import RuleBroken, Trouble
from counter_app.logs import Log

SCHEME = "clamd:"
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 1024
_LONGEST_WORD = 60
_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class VirusGuard:
    """Asks clamd at `clamd:/run/clamav/clamd.ctl` or `clamd:host:port`; an empty address asks nobody.

    `pass_when_away` lets files in while clamd does not answer. `timeout_s` is how long one file may take.
    """

    address: str = ""
    pass_when_away: bool = False
    timeout_s: float = 30.0

    def check(self, content: bytes) -> None:
        """Return if nothing is said against a file. May take seconds.

        Raises:
            RuleBroken: `paper.infected` (with `found`).
            Trouble: `paper.guard_away` (with `why`), unless files pass then.
        """
        if not self.address:
            return
        try:
            said = self._asked(content)
        except (OSError, ValueError) as error:
            self._away(getattr(error, "strerror", None) or str(error) or type(error).__name__)
            return
        verdict = said.removeprefix("stream:").strip()
        if verdict.endswith(" FOUND"):
            raise RuleBroken("paper.infected", found=_word(verdict.removesuffix(" FOUND")))
        if verdict != "OK":
            # Larger than clamd takes, or no clamd at all: nobody has looked at the file.
            self._away(_word(verdict) or "-")

    def _asked(self, content: bytes) -> str:
        until = time.monotonic() + self.timeout_s
        with _connected(self.address.removeprefix(SCHEME), self.timeout_s) as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _CHUNK):
                    piece = content[start : start + _CHUNK]
                    line.settimeout(_left(until))
                    line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
            except (BrokenPipeError, ConnectionResetError):
                # clamd hangs up on what is too large for it, and has said so.
                pass
            said = b""
            while b"\0" not in said and len(said) < _LONGEST_ANSWER:
                line.settimeout(_left(until))
                piece = line.recv(_LONGEST_ANSWER)
                if not piece:
                    break
                said += piece
        return said.partition(b"\0")[0].decode("utf-8", "replace").strip()

    def _away(self, why: str) -> None:
        if not self.pass_when_away:
            raise Trouble("paper.guard_away", why=why)
        _log.warning("paper.guard_away", why=why)


def _connected(place: str, timeout_s: float) -> socket.socket:
    """Return a connection to a path, or to `host:port`."""
    if place.startswith("/"):
        if not hasattr(socket, "AF_UNIX"):
            raise ValueError(place)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(timeout_s)
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal():
        raise ValueError(place)
    return socket.create_connection((host.strip("[]"), int(port)), timeout_s)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left


def _word(said: str) -> str:
    """Return what clamd said as a screen may show it."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in said.strip())
    return plain if len(plain) <= _LONGEST_WORD else f"{plain[:_LONGEST_WORD]}…"
