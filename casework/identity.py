"""Numbers that people and bodies are known by: checked where there is a rule, warned about where there is only a habit.

A check that fails says at which place, what was expected and what is there. An area code we do not know is a warning
and never a refusal: the residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83), foreigners' cards (9)
and codes older than today's divisions are all real. Sources: GB 11643 (resident ID), GB 32100-2015 (USCC), UPU S10.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_2

from casework.errors import RuleBroken
from casework.scanned import compact

UNKNOWN_AREA = "identity.unknown_area"
"""The warning that the first digits name no province that is known."""

_NUMBER_LENGTH = 18
_BODY_LENGTH = _NUMBER_LENGTH - 1
_EARLIEST_BIRTH_YEAR = 1850
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_AREA = slice(2, 8)
_NATIONAL = "10"
# Chongqing took 50 when it left Sichuan; in every other great region the provinces count from 1.
_CENTRAL = 5
# GB/T 2260: each great region (first digit) and how far its provinces count (second digit). 81 to 83 also begin the
# residence permits.
_PROVINCES = frozenset(
    f"{region}{province}"
    for region, last in ((1, 5), (2, 3), (3, 7), (4, 6), (5, 4), (6, 5), (7, 1), (8, 3))
    for province in range(0 if region == _CENTRAL else 1, last + 1)
)
_FOREIGNERS = "9"
_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_CHECK_POSITION = 11
_WAYBILL = re.compile(r"[0-9A-Z]{6,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number in its one written form, and the codes of what is unusual about it."""

    value: str
    warnings: tuple[str, ...] = ()


def check_resident_id(text: str, *, today: date | None = None) -> Checked:
    """Return the resident ID or residence permit in `text`; birth dates after `today` are refused when it is given.

    Raises:
        RuleBroken: `identity.length`, `identity.character`, `identity.check_digit` or `identity.birth_date`.
    """
    number = compact(text)
    _length_is(_NUMBER_LENGTH, number)
    for position, sign in enumerate(number, start=1):
        if not _is_digit(sign) and not (sign == "X" and position == _NUMBER_LENGTH):
            raise RuleBroken("identity.character", position=position, found=sign)
    _last_is(str(mod_11_2.calc_check_digit(number[:-1])), number)
    _born_on(number[6:14], today)
    known = number.startswith(_FOREIGNERS) or number[:2] in _PROVINCES
    return Checked(number, () if known else (UNKNOWN_AREA,))


def check_uscc(text: str) -> Checked:
    """Return the unified social credit code in `text`; letters in the first two places are valid.

    Raises:
        RuleBroken: `identity.length`, `identity.character` or `identity.check_digit`.
    """
    number = compact(text)
    _length_is(_NUMBER_LENGTH, number)
    for position, sign in enumerate(number, start=1):
        in_area = _USCC_AREA.start < position <= _USCC_AREA.stop
        if sign not in _USCC_SIGNS or (in_area and not _is_digit(sign)):
            raise RuleBroken("identity.character", position=position, found=sign)
    _last_is(_uscc_check(number[:-1]), number)
    province = number[_USCC_AREA][:2]
    return Checked(number, () if province in _PROVINCES or province == _NATIONAL else (UNKNOWN_AREA,))


def check_waybill(text: str) -> Checked:
    """Return the waybill number in `text`: international EMS by its check digit, domestic ones as they are.

    Raises:
        RuleBroken: `identity.waybill_form`, or `identity.waybill_check_digit` for an international number.
    """
    number = compact(text)
    if _S10.fullmatch(number):
        found, expected = number[_S10_CHECK_POSITION - 1], _s10_check(number[2:10])
        if found != expected:
            raise RuleBroken(
                "identity.waybill_check_digit", position=_S10_CHECK_POSITION, expected=expected, found=found
            )
        return Checked(number)
    if _WAYBILL.fullmatch(number) is None:
        raise RuleBroken("identity.waybill_form", found=text.strip())
    return Checked(number)


def resident_id_with_check_digit(body: str) -> str:
    """Return the 18 signs of a resident ID from its first 17; for invented people in tests and the demonstration."""
    _length_is(_BODY_LENGTH, body)
    return body + str(mod_11_2.calc_check_digit(body))


def uscc_with_check_digit(body: str) -> str:
    """Return the 18 signs of a credit code from its first 17; for invented bodies in tests and the demonstration."""
    _length_is(_BODY_LENGTH, body)
    return body + _uscc_check(body)


def s10_with_check_digit(service: str, serial: str, country: str = "CN") -> str:
    """Return an international EMS number from its service letters, eight digits and country."""
    return f"{service}{serial}{_s10_check(serial)}{country}"


def _length_is(expected: int, number: str) -> None:
    if len(number) != expected:
        raise RuleBroken("identity.length", expected=expected, found=len(number))


def _last_is(expected: str, number: str) -> None:
    if number[-1] != expected:
        raise RuleBroken("identity.check_digit", position=len(number), expected=expected, found=number[-1])


def _born_on(digits: str, today: date | None) -> None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born = None
    if born is None or born.year < _EARLIEST_BIRTH_YEAR or (today is not None and born > today):
        raise RuleBroken("identity.birth_date", found=f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


def _uscc_check(body: str) -> str:
    return str(stdnum_uscc.calc_check_digit(body))


def _s10_check(serial: str) -> str:
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def _is_digit(sign: str) -> bool:
    return sign.isascii() and sign.isdigit()
