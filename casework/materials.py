"""What was handed in for one item of a matter's checklist, as the clerk marked it and as it travels."""

from datetime import date

import msgspec


class MaterialMark(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checklist.

    `originals` and `copies` count pieces of paper kept; `seen` says that an original was compared and given back;
    `electronic` that a verified electronic licence stands in for the paper; `follows_by` is the day until which the
    applicant promised to bring it (tolerance, 容缺). `looked_at` is False until the clerk has dealt with the line.
    """

    code: str
    originals: int = 0
    copies: int = 0
    seen: bool = False
    electronic: bool = False
    follows_by: date | None = None
    looked_at: bool = True
