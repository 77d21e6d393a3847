"""What a scan is, by its form and its check digit alone: the one place that tells a case number from a waybill.

Whether anything here has that number is asked afterwards (`find`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from casework import identity, numbers, signed_slip, slips
from casework.errors import RuleBroken
from casework.scanned import compact
from casework.texts import tidy

_NUMBER = re.compile(r"\d{6}W\d{2}", re.ASCII)
_LINK = re.compile(r"^[a-z]+://[^\s]+/P/([A-Z2-7]{16,64})$", re.ASCII | re.IGNORECASE)
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://\S+$", re.ASCII | re.IGNORECASE)
_LABEL = re.compile(r"M\d{2,3}[-\s]+\d{1,3}$", re.ASCII)
_PARCEL = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{2}\d{11,13}|\d{13}", re.ASCII)
_ID_LENGTH = 18
_SERIAL_DIGITS = 12


class Form(StrEnum):
    """What a text has the form of."""

    NUMBER = "number"
    LABEL = "label"
    SERIAL = "serial"
    LINK = "link"
    SIGNED = "signed"
    USCC = "uscc"
    RESIDENT_ID = "resident_id"
    WAYBILL = "waybill"
    ADDRESS = "address"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scan:
    """A text by its form; `value` is what counts in it, and `refused` why its check digit is not right."""

    form: Form
    value: str
    refused: RuleBroken | None = None

    @property
    def good(self) -> bool:
        """Whether it is one of ours, or a number that the state or the post gave, without a mistake."""
        return self.refused is None and self.form not in {Form.ADDRESS, Form.UNKNOWN}


def form_of(text: str) -> tuple[Form, str]:
    """Return the form of a text and what counts in it; no digit is checked."""
    text = tidy(text)
    if signed := signed_slip.text_in(text):
        return Form.SIGNED, signed
    if _ADDRESS.search(text):
        return _address(text)
    bare = compact(text)
    if _NUMBER.match(bare):
        return (Form.LABEL if _LABEL.search(text.upper()) else Form.NUMBER), text
    if not bare.isascii():
        return Form.UNKNOWN, text
    return _plain(bare, text)


def _address(text: str) -> tuple[Form, str]:
    if link := _LINK.search(text):
        return Form.LINK, link[1]
    return Form.ADDRESS, text


def _plain(bare: str, text: str) -> tuple[Form, str]:
    if len(bare) == _SERIAL_DIGITS and bare.isdigit():
        return Form.SERIAL, bare
    if len(bare) == _ID_LENGTH and bare[:-1].isalnum():
        return (Form.RESIDENT_ID if bare[:-1].isdigit() else Form.USCC), bare
    return (Form.WAYBILL, bare) if _PARCEL.fullmatch(bare) else (Form.UNKNOWN, text)


def route(text: str) -> Scan:
    """Return what a scan is, its check digit looked at."""
    form, value = form_of(text)
    check = _CHECKS.get(form)
    try:
        if check is not None:
            check(value)
    except RuleBroken as refused:
        return Scan(form, value, refused)
    return Scan(form, value)


_CHECKS: dict[Form, Callable[[str], object]] = {
    Form.NUMBER: numbers.parse,
    Form.LABEL: numbers.parse_label,
    Form.SERIAL: slips.parse,
    Form.USCC: identity.check_uscc,
    Form.RESIDENT_ID: identity.check_resident_id,
    Form.WAYBILL: identity.check_waybill,
}
