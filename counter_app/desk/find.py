"""Scan or find: one box takes a case number, slip, label, waybill, credit code, ID, telephone, name or initials."""

from dataclasses import dataclass, replace
from enum import StrEnum

from casework import contact, identity, numbers, slips
from casework.errors import RuleBroken
from casework.grams import secret_gram, whole_number
from casework.scanned import compact
from casework.texts import tidy
from counter_app.desk.bench import Desk
from counter_app.desk.read_slip import verify_slip
from counter_app.desk.scan_router import Form, form_of
from counter_app.store.cases import Projected
from counter_app.store.search import Key


class Kind(StrEnum):
    """What the text was taken for."""

    NUMBER = "number"
    LABEL = "label"
    SERIAL = "serial"
    SHEET = "sheet"
    LINK = "link"
    SLIP = "slip"
    IDENTITY = "identity"
    WAYBILL = "waybill"
    PHONE = "phone"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Found:
    """What a text led to: the cases, the last changed first; `material` is a label's place in the checklist (`M01`).

    `renumbered` are the ids of those that have another number or serial than the paper the text is read from.
    """

    kind: Kind
    cases: tuple[Projected, ...]
    material: str = ""
    renumbered: frozenset[str] = frozenset()


def find(desk: Desk, text: str, limit: int = 50) -> Found:
    """Return the cases that `text` leads to; an empty result is no error.

    Raises:
        RuleBroken: the text has the form of a number or slip and its check digit says that it was miscopied, or it is
            a signed slip that is not genuine (`slip.*`).
    """
    text = tidy(text)
    if (found := find_exactly(desk, text, limit)) is not None:
        return found
    return Found(Kind.WORDS, desk.store.search.by_words(text, limit))


def find_exactly(desk: Desk, text: str, limit: int = 50) -> Found | None:
    """Return the cases of a number, slip, label, ID, waybill or telephone; None when `text` is none of these.

    Raises:
        RuleBroken: as `find` does.
    """
    # What was copied out of a chat brings signs along that nobody sees.
    text = tidy(text)
    form, value = form_of(text)
    if (by_form := _by_form(desk, form, value, limit)) is not None:
        return by_form
    bare = compact(text)
    for kind, key, value in ((Kind.WAYBILL, Key.WAYBILL, bare), (Kind.PHONE, Key.PHONE, _phone(text))):
        if value and (cases := desk.store.search.by(key, value, limit)):
            return Found(kind, cases)
    return None


def _by_form(desk: Desk, form: Form, value: str, limit: int) -> Found | None:
    match form:
        case Form.SIGNED:
            return _by_slip(desk, value)
        case Form.LINK:
            return _by_link(desk, value, limit)
        case Form.NUMBER | Form.LABEL:
            return _by_number(desk, value)
        case Form.SERIAL:
            return _by_serial(desk, value, limit)
        case Form.USCC | Form.RESIDENT_ID:
            return _by_identity(desk, value, limit)
        case _:
            return None


def find_one(desk: Desk, text: str) -> Projected:
    """Return the one case that an id, number, slip or other text leads to.

    Raises:
        RuleBroken: `desk.no_such_case`, or `desk.several_cases` with their `count`.
    """
    if by_id := desk.store.cases.get(text.strip()):
        return by_id
    cases = find(desk, text, limit=2).cases
    if not cases:
        raise RuleBroken("desk.no_such_case", asked=text.strip())
    if len(cases) > 1:
        raise RuleBroken("desk.several_cases", asked=text.strip())
    return cases[0]


def _by_number(desk: Desk, text: str) -> Found:
    try:
        label = numbers.parse_label(text)
    except RuleBroken:
        return _with_renumbered(desk, Kind.NUMBER, Key.NUMBER, numbers.parse(text).format())
    found = _with_renumbered(desk, Kind.LABEL, Key.NUMBER, label.case.format())
    return replace(found, material=label.material)


def _with_renumbered(desk: Desk, kind: Kind, key: Key, value: str, limit: int = 50) -> Found:
    """Return the cases that have this number or serial, and those whose papers were printed with it before.

    A number is changed because another case has it: both may be meant.
    """
    having = desk.store.search.by(key, value, limit)
    once = desk.store.search.by_grams((whole_number(value),), limit)
    earlier = tuple(one for one in once if value in {one.case.earlier_number, one.case.earlier_serial})
    return Found(kind, (*having, *earlier), renumbered=frozenset(one.case.id for one in earlier))


def _by_serial(desk: Desk, bare: str, limit: int) -> Found:
    found = _with_renumbered(desk, Kind.SERIAL, Key.SERIAL, bare, limit)
    if found.cases:
        return found
    for kind, key in ((Kind.WAYBILL, Key.WAYBILL), (Kind.PHONE, Key.PHONE)):
        if cases := desk.store.search.by(key, _phone(bare) if key is Key.PHONE else bare, limit):
            return Found(kind, cases)
    slips.parse(bare)
    handed = desk.store.search.by_grams((whole_number(bare),), limit)
    cases = tuple(one for one in handed if any(custody.sheet == bare for custody in one.case.custody))
    return Found(Kind.SHEET, cases) if cases else Found(Kind.SERIAL, ())


def _by_slip(desk: Desk, signed: str) -> Found:
    """Lead to the case of a signed slip, once its signature is found to be right."""
    case = verify_slip(desk, signed).case
    if case is None:
        return Found(Kind.SLIP, ())
    earlier = bool(case.case.earlier_number or case.case.earlier_serial)
    return Found(Kind.SLIP, (case,), renumbered=frozenset({case.case.id} if earlier else ()))


def _by_link(desk: Desk, secret: str, limit: int) -> Found:
    """Look for the case behind the address in a QR code of ours; only its secret counts, whatever the host."""
    asked = secret.upper()
    cases = desk.store.search.by_grams((secret_gram(asked),), limit)
    # Pieces are levelled; the secret must be the very same.
    found = tuple(one for one in cases if one.case.secret == asked)
    # The code is the same on the slips from before and after; which one it was read from cannot be told.
    changed = frozenset(one.case.id for one in found if one.case.earlier_number or one.case.earlier_serial)
    return Found(Kind.LINK, found, renumbered=changed)


def _by_identity(desk: Desk, bare: str, limit: int) -> Found:
    cases = desk.store.search.by(Key.APPLICANT_ID, bare, limit)
    if not cases:
        checker = identity.check_resident_id if bare[:-1].isdigit() else identity.check_uscc
        checker(bare)
    return Found(Kind.IDENTITY, cases)


def _phone(text: str) -> str:
    try:
        return contact.check_phone(text).value
    except RuleBroken:
        return ""
