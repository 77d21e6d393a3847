"""Values that several papers share. All are plain: whoever asks for a paper fills them from its own facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import msgspec

from casework.errors import RuleBroken
from printing.seals.seal import SealState


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What identifies a case: its number, the 12-digit receipt number, and what its QR code says."""

    case_number: str
    serial: str
    progress_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An applicant or agent by whole name; papers that others see mask it themselves.

    `last_four` are the last four characters of the ID, `id_label` what the ID is (居民身份证).
    """

    name: str
    organisation: bool
    id_label: str
    last_four: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A date by which something is due: the working days it was counted from, and whether a calendar is missing."""

    on: date
    working_days: int
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPaper:
    """One line of what was received. `number` is its place in the checklist; `follows_by` a promised day (容缺)."""

    number: int
    name: str
    name_en: str = ""
    originals: int = 0
    copies: int = 0
    seen: bool = False
    electronic: bool = False
    follows_by: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why, and the provision it rests on (《行政许可法》第三十二条第一款第（二）项)."""

    text: str
    text_en: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a paper came from: first print (aware), the window's code (W01) and the print job's short name.

    Without a window it was made away from any, at that moment.
    """

    at: datetime
    window: str
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """That and why this is not the first print; `number` counts the reprints from 1."""

    number: int
    at: datetime
    window: str
    clerk: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """The certificate that a replacement takes the place of: its blank's number ("" on plain paper), void from a day.

    `times` counts the replacements, this one included.
    """

    blank: str
    on: date
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """That this paper corrects one that was printed at `at`, and why; the earlier one is void."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintMarks:
    """What is special about this print and not part of the paper's content."""

    practice: bool = False
    reprint: Reprint | None = None
    replaces: Replaced | None = None
    seal_by_hand: bool = False
    seal_by_signature: bool = False

    @property
    def seal_state(self) -> SealState:
        """How the place of the seal looks."""
        if self.practice:
            return SealState.PRACTICE
        if self.seal_by_signature:
            return SealState.SIGNED
        return SealState.BY_HAND if self.seal_by_hand else SealState.DRAWN


FIRST_PRINT = PrintMarks()


def content_digest(content: object) -> str:
    """Return the first 8 hex digits of the SHA-256 of a paper's content, in capitals.

    A paper cannot carry the hash of its own bytes; this one tells two papers of the same number apart by what they say.
    """
    return sha256(msgspec.json.encode(content)).hexdigest()[:8].upper()


def require_copy(copy: int, uses: Mapping[int, str]) -> str:
    """Return what a copy is for, a key of the wording.

    Raises:
        RuleBroken: `printing.no_such_copy`.
    """
    if copy not in uses:
        raise RuleBroken("printing.no_such_copy", copy=copy, copies=len(uses))
    return uses[copy]
