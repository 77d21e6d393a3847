"""What makes a slip findable: a twelve-digit serial for every scanner, and a secret link for the applicant's telephone.

The serial is window (3 digits), running number (8) and one ISO 7064 MOD 11,10 check digit: digits pass through input
methods that eat letters, and twelve of them fit on 58 mm paper. The link is upper case throughout, so that its QR code
stays in the alphanumeric mode and small.
"""

import base64
import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_11_10

from casework.errors import RuleBroken
from casework.scanned import compact

SECRET_BYTES = 20
"""How many random bytes a slip's secret takes: 160 bits make 32 signs without padding."""

_LEAST_SECRET_BYTES = 16
_DIGITS = 12
_GROUP = 4
_MOST_WINDOWS = 1_000
_MOST_RUNNING = 100_000_000
_QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class SlipSerial:
    """One slip's serial: `window` 0 to 999 and its `running` number 0 to 99,999,999, never used twice."""

    window: int
    running: int

    def __post_init__(self) -> None:
        if not (0 <= self.window < _MOST_WINDOWS and 0 <= self.running < _MOST_RUNNING):
            raise ValueError("window or running number does not fit a slip serial")

    @property
    def digits(self) -> str:
        """The twelve digits as the bar code holds them."""
        body = f"{self.window:03d}{self.running:08d}"
        return body + str(mod_11_10.calc_check_digit(body))

    def format(self) -> str:
        """Return the serial in fours, as it is printed for people."""
        digits = self.digits
        return " ".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))

    def __str__(self) -> str:
        return self.digits


def parse(text: str) -> SlipSerial:
    """Return the serial that `text` gives, spaces and width ignored.

    Raises:
        RuleBroken: `slips.form` (not twelve digits) or `slips.check_digit` (with `expected` and `found`).
    """
    bare = compact(text)
    if len(bare) != _DIGITS or not (bare.isascii() and bare.isdigit()):
        raise RuleBroken("slips.form", found=text.strip())
    serial = SlipSerial(window=int(bare[:3]), running=int(bare[3:-1]))
    if serial.digits != bare:
        raise RuleBroken("slips.check_digit", expected=serial.digits[-1], found=bare[-1])
    return serial


def is_printed_form(digits: str, window: int) -> bool:
    """Say whether `digits` are, sign for sign, a serial of this window; cheaper than parsing them."""
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()) or int(digits[:3]) != window:
        return False
    state = 5
    for digit in digits.encode():
        # What MOD 11,10 does with each digit; 48 is the code of "0".
        state = ((state or 10) * 2 % 11 + digit - 48) % 10
    return state == 1


def secret(random_bytes: bytes) -> str:
    """Return the secret that opens a slip's progress page, from at least 16 bytes of a good random source."""
    if len(random_bytes) < _LEAST_SECRET_BYTES:
        raise ValueError("a slip's secret needs at least 128 random bits")
    return base64.b32encode(random_bytes).decode("ascii").rstrip("=")


def progress_link(base_url: str, slip_secret: str) -> str:
    """Return the address in the slip's QR code: `HTTPS://HALL.EXAMPLE/P/<SECRET>`.

    Scheme and host do not mind upper case; the server answers to `/P/`. A base that would leave the alphanumeric mode
    of QR is a mistake in the settings and a ValueError.
    """
    link = f"{base_url.rstrip('/')}/P/{slip_secret}".upper()
    if _QR_ALPHANUMERIC.fullmatch(link) is None:
        raise ValueError("the address of the progress page holds signs outside the alphanumeric mode of QR")
    return link
