"""What every statement is made of: a frozen value that an event carries as its payload.

A field is never removed or given another meaning; a changed payload gets a new `tv` (see `events.Header`). A field that
came later is left out where it says nothing, so that the bytes of what was stated before stay what they were.
"""

from typing import Annotated

import msgspec

Days = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""A number of working days."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The payload of an event."""
