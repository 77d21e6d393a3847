"""The number a case is called by: `510600-W03-260706-0017-K5`.

Division, window, local day, serial, then the epoch character and the ISO 7064 MOD 37,36 check character over all the
rest without hyphens. A window mints it alone, with no network; the epoch character names one incarnation of its
database, so that a restored disk cannot print a number its lost twin printed. The number is never a key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum.iso7064 import mod_37_36

from casework.errors import RuleBroken
from casework.scanned import compact

EPOCH_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What an epoch character may be: 32 signs without I, L, O and U, which are misread."""

_SERIAL_DIGITS = 4
_CENTURY = 2000
_SHAPES = (
    re.compile(r"(\d{6})(W\d{2})(\d{6})(\d{4,})([0-9A-Z])([0-9A-Z])", re.ASCII),
    re.compile(r"(\d{6})(W[1-9]\d{2})(\d{6})(\d{4,})([0-9A-Z])([0-9A-Z])", re.ASCII),
)
_REGION = re.compile(r"\d{6}", re.ASCII)
_WINDOW = re.compile(r"W(?:\d{2}|[1-9]\d{2})", re.ASCII)
_PRINTED = re.compile(
    rf"(\d{{6}}-W(?:\d{{2}}|[1-9]\d{{2}})-\d{{6}})-(\d{{4}}|[1-9]\d{{4,}})-([{EPOCH_CHARACTERS}])([0-9A-Z])", re.ASCII
)
_CHECKED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_CHECKED)}
_DAYS_KEPT = 1_000
_LABEL = re.compile(r"(.+)(M\d{2,3})(?<=\d)[-\s]+(\d{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One case number; whoever holds a value holds a well-formed one.

    `region` is the six-digit division, `window` `W03` (from 100 on `W100`), `day` the legal day on which it was
    minted, `serial` counts from 1 within window and day, `epoch` is one of `EPOCH_CHARACTERS`.
    """

    region: str
    window: str
    day: date
    serial: int
    epoch: str

    def __post_init__(self) -> None:
        well_formed = (
            _REGION.fullmatch(self.region)
            and _WINDOW.fullmatch(self.window)
            and self.serial > 0
            and _CENTURY <= self.day.year < _CENTURY + 100
            and len(self.epoch) == 1
            and self.epoch in EPOCH_CHARACTERS
        )
        if not well_formed:
            raise ValueError("the parts do not make a case number")

    @property
    def check(self) -> str:
        """The check character over everything else."""
        body = f"{self.region}{self.window}{self.day:%y%m%d}{self.serial:0{_SERIAL_DIGITS}d}{self.epoch}"
        return str(mod_37_36.calc_check_digit(body))

    @property
    def head(self) -> str:
        """What is drawn grey: up to the day, with its hyphen."""
        return f"{self.region}-{self.short_head}"

    @property
    def short_head(self) -> str:
        """The grey part where the division is the hall's own and is left out."""
        return f"{self.window}-{self.day:%y%m%d}-"

    @property
    def tail(self) -> str:
        """What is drawn bold and said aloud: serial, epoch and check character."""
        return f"{self.serial:0{_SERIAL_DIGITS}d}-{self.epoch}{self.check}"

    @property
    def short(self) -> str:
        """The number without the division, as lists of one hall show it."""
        return self.short_head + self.tail

    @property
    def last_four(self) -> str:
        """What a dangerous act asks for: the last four signs, hyphen left out."""
        return self.tail.replace("-", "")[-4:]

    def format(self) -> str:
        """Return the number as it is printed."""
        return self.head + self.tail

    def __str__(self) -> str:
        return self.format()


def parse(text: str) -> CaseNumber:
    """Return the number that `text` gives, whatever its case, spaces, dashes and width.

    Raises:
        RuleBroken: `numbers.form`, `numbers.day`, `numbers.check_character` (with `found`) or, for a number without
            hyphens that can be read in two ways, `numbers.ambiguous`.
    """
    bare = compact(text)
    shapes = [found for shape in _SHAPES if (found := shape.fullmatch(bare))]
    if not shapes:
        raise RuleBroken("numbers.form", found=text.strip())
    if not _check_holds(bare):
        raise RuleBroken("numbers.check_character", found=bare[-1])
    readings = [number for shape in shapes for number in _reading(shape)]
    if not readings:
        raise RuleBroken("numbers.day", found=shapes[0][3])
    if len(readings) > 1:
        readings = [number for number in readings if _hyphened_like(number, text)]
    if len(readings) != 1:
        raise RuleBroken("numbers.ambiguous", found=text.strip())
    return readings[0]


def is_printed_form(text: str, region: str, window: str) -> bool:
    """Say whether `text` is, sign for sign, how a number of this region and window is printed.

    The same as parsing `text` and formatting the result, at a tenth of the cost: a server asks it of every opening.
    """
    found = _PRINTED.fullmatch(text)
    if found is None:
        return False
    head, serial, epoch, check = found.groups()
    if not head.startswith(f"{region}-{window}-") or not serial.strip("0"):
        return False
    begun = _checked_head(head)
    # The check character brings the sum to 1.
    return begun is not None and _checked(serial + epoch + check, begun) == 1


@lru_cache(maxsize=_DAYS_KEPT)
def _checked_head(head: str) -> int | None:
    """Return MOD 37,36 over region, window and day; None if there is no such day. A day has many numbers."""
    day = head[-6:]
    try:
        date(_CENTURY + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return None
    return _checked(head.replace("-", ""), 18)


def _checked(signs: str, state: int) -> int:
    for sign in signs:
        state = ((state or 36) * 2 % 37 + _VALUES[sign]) % 36
    return state


def _check_holds(bare: str) -> bool:
    return str(mod_37_36.calc_check_digit(bare[:-1])) == bare[-1]


def _reading(shape: re.Match[str]) -> Iterator[CaseNumber]:
    region, window, day, serial, epoch, _check = shape.groups()
    overlong = len(serial) > _SERIAL_DIGITS and serial.startswith("0")
    try:
        minted = date(_CENTURY + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return
    if epoch in EPOCH_CHARACTERS and int(serial) > 0 and not overlong:
        yield CaseNumber(region=region, window=window, day=minted, serial=int(serial), epoch=epoch)


def _hyphened_like(number: CaseNumber, text: str) -> bool:
    """Tell whether the break after the window in `text` is that of `number`."""
    parts = re.split(r"[\W_]+", text.strip().upper())
    return number.window in parts or number.region + number.window in parts


def other_epoch_character(used: str, noise: int) -> str:
    """Return an epoch character that is not in `used`, chosen by `noise` (any whole number).

    For an epoch that must be opened without the server; with good noise each of the others is equally likely. Once all
    32 are used it is any but the last one.
    """
    others = [sign for sign in EPOCH_CHARACTERS if sign not in used]
    if not others:
        return other_epoch_character(used[-1:], noise)
    return others[noise % len(others)]


@dataclass(frozen=True, slots=True)
class MaterialLabel:
    """What is stuck on one handed-in paper: `<case number>-M01-1`, the material's place in the list and a count."""

    case: CaseNumber
    material: str
    piece: int

    def __str__(self) -> str:
        return f"{self.case}-{self.material}-{self.piece}"


def parse_label(text: str) -> MaterialLabel:
    """Return the label that `text` gives.

    Raises:
        RuleBroken: `numbers.label_form`, or what `parse` raises for the case number in it.
    """
    found = _LABEL.fullmatch(text.strip().upper())
    if found is None or int(found[3]) < 1:
        raise RuleBroken("numbers.label_form", found=text.strip())
    return MaterialLabel(case=parse(found[1].rstrip("- ")), material=found[2], piece=int(found[3]))
