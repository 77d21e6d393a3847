"""The keys of the seals kept here; what opens them is in a file or the environment, never in the store.

The file has one line for all seals, or a line `CODE SECRET` for each; the environment's `SEAL_PIN` stands above it.
"""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from casework.errors import Trouble

if TYPE_CHECKING:
    from printing.seals.signer import Signer

VARIABLE = "SEAL_PIN"


@dataclass(frozen=True)
class SealKeys:
    """Opens keys and holds them open. `time_stamps` is the address of an authority, or empty."""

    pin_file: str = ""
    time_stamps: str = ""
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _open: dict[str, "Signer"] = field(default_factory=dict, repr=False)

    def signer(self, code: str, address: str) -> "Signer":
        """Return the key of a seal.

        Raises:
            Trouble: `seal.key_address`, `seal.key_away`.
        """
        # Their libraries take 0.2 s, which only a desk with keys has to pay.
        from printing.seals.keys import open_signer  # noqa: PLC0415 - see above
        from printing.seals.time_stamps import TimeAuthority  # noqa: PLC0415 - see above

        with self._turn:
            if address not in self._open:
                stamps = TimeAuthority(self.time_stamps) if self.time_stamps else None
                self._open[address] = open_signer(address, self._secret(code), stamps)
            return self._open[address]

    def forget(self, address: str) -> None:
        """Open a key anew at its next use: its secret or its token may have been changed."""
        with self._turn:
            self._open.pop(address, None)

    def _secret(self, code: str) -> str:
        given = self.environ.get(VARIABLE, "")
        if given or not self.pin_file:
            return given
        try:
            lines = Path(self.pin_file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble("seal.key_away", why=type(error).__name__) from error
        for line in lines:
            name, _, secret = line.partition(" ")
            if name == code and secret:
                return secret
        return lines[0] if len(lines) == 1 else ""
