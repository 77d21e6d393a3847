"""What tells the form in which this release stores cases from another release's."""

import hashlib
from functools import cache

import msgspec

from casework.case_state import Case


@cache
def case_form() -> str:
    """Return a hash (hexadecimal) over the fields of a case and their types.

    It changes with every field that comes, goes or changes; stored cases are then made again from their events.
    """
    schema = msgspec.json.schema(Case)
    return hashlib.sha256(msgspec.json.encode(schema, order="deterministic")).hexdigest()
