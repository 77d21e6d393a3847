"""Telephone numbers as the office writes them, and what is shown of names and numbers without giving them away."""

import re

from casework.errors import RuleBroken
from casework.identity import Checked
from casework.scanned import compact

_COUNTRY = re.compile(r"(?:\+|00)86", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_MOBILE_LENGTH = 11
# Beijing and the 02x cities have a three-digit code and eight digits; all others four and seven or eight.
_LANDLINE = re.compile(r"(010|02[0-57-9])(\d{8})|(0[3-9]\d{2})(\d{7,8})", re.ASCII)
_NO_AREA_CODE = re.compile(r"[2-8]\d{6,7}", re.ASCII)
_SERVICE = re.compile(r"[48]00\d{7}", re.ASCII)
_EXTENSION = re.compile(r"(?:转|分机|EXT\.?|X|#|\*)(\d{1,6})$", re.ASCII)
_OUTER = 2
_VISIBLE = 4


def check_phone(text: str) -> Checked:
    """Return a mobile number as its 11 digits, a landline as `0838-5550123`, an extension behind `转`.

    Raises:
        RuleBroken: `identity.phone_length` (a mobile number with too few or many digits), `identity.phone_area`
            (a landline without its area code), `identity.phone_form`.
    """
    bare = re.sub(r"[().]", "", compact(text))
    bare = _COUNTRY.sub("", bare, count=1) if _COUNTRY.match(bare) else bare
    extension = _EXTENSION.search(bare)
    number = bare[: extension.start()] if extension else bare
    suffix = f"转{extension[1]}" if extension else ""
    if _MOBILE.fullmatch(number) or _SERVICE.fullmatch(number):
        return Checked(number + suffix)
    if landline := _LANDLINE.fullmatch(number):
        area, local = (part for part in landline.groups() if part)
        return Checked(f"{area}-{local}{suffix}")
    raise _phone_refused(number, text)


def _phone_refused(number: str, text: str) -> RuleBroken:
    if not (number.isascii() and number.isdigit()):
        return RuleBroken("identity.phone_form", found=text.strip())
    if _NO_AREA_CODE.fullmatch(number):
        return RuleBroken("identity.phone_area", found=number)
    if re.match(r"1[3-9]", number):
        return RuleBroken("identity.phone_length", expected=_MOBILE_LENGTH, found=len(number))
    return RuleBroken("identity.phone_form", found=text.strip())


def spaced_phone(value: str) -> str:
    """Return a checked number as people read it: `138 0902 6617`; landlines stay as they are."""
    return f"{value[:3]} {value[3:7]} {value[7:]}" if _MOBILE.fullmatch(value) else value


def mask_name(name: str) -> str:
    """Return a person's name with its middle hidden: 王*慧; of two signs the last is hidden, of one the whole."""
    bare = name.strip()
    if len(bare) <= 1:
        return "*" * len(bare)
    if len(bare) == _OUTER:
        return f"{bare[0]}*"
    return f"{bare[0]}{'*' * (len(bare) - _OUTER)}{bare[-1]}"


def last_four(number: str) -> str:
    """Return the last four signs of an identity number, or none when there is nothing left to hide before them."""
    return number[-_VISIBLE:] if len(number) > _VISIBLE else ""


def mask_id(number: str) -> str:
    """Return `**** 0028`: the last four signs of an identity number, whatever its length."""
    return f"**** {last_four(number)}".rstrip()


def mask_phone(number: str) -> str:
    """Return `138****6127` or `0838-****123`: enough to recognise one's own number, too little to call it."""
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    area, dash, local = number.partition("-")
    if not dash:
        return f"****{number[-3:]}" if len(number) > _VISIBLE else "****"
    return f"{area}-****{local.partition('转')[0][-3:]}"
