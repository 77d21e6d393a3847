"""Names as they may stand on papers that other people see: slips and hand-over sheets.

Notices to the applicant carry the whole name; a slip lies about and a sheet travels.
"""

MASK = "*"
_SHORT = 2
_WHOLE_ORGANISATION = 4
_KIND = 3
_WHOLE_PHONE = 8


def mask_person(name: str) -> str:
    """Return a person's name with its middle hidden: `王*慧`, and for two characters the second: `何*`."""
    if len(name) < _SHORT:
        return MASK
    if len(name) == _SHORT:
        return name[0] + MASK
    return name[0] + MASK + name[-1]


def mask_phone(number: str) -> str:
    """Return a telephone number with its middle hidden: `138****2041`; a short one keeps its last two signs."""
    if len(number) < _WHOLE_PHONE:
        return MASK * max(len(number) - _SHORT, 0) + number[-_SHORT:] if number else ""
    return number[:3] + MASK * 4 + number[-4:]


def shorten_organisation(name: str) -> str:
    """Return an organisation's name with its distinctive part hidden: `向阳*幼儿园（筹）`.

    The first two characters, the kind of body at the end and a note in brackets stay.
    """
    head, bracket, note = name.partition("（")
    if len(head) <= _WHOLE_ORGANISATION:
        return mask_person(head) + bracket + note
    keep = min(_KIND, len(head) - 3)
    return head[:2] + MASK + head[-keep:] + bracket + note
