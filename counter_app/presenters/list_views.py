"""What the work list and the outbox show, and how a list asks for its rows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from counter_app.presenters.views import Deadline, Note, Outcome, Tone

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter with its count; None where nothing is counted."""

    key: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: one pill, a free text, an order."""

    pill: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A group of a list and how many rows it holds; rows come in the order of the groups."""

    key: str
    count: int


class RowSource(Protocol[Row_co]):
    """Rows asked for in pages; whoever implements it sorts, filters and counts in SQL."""

    def groups(self, asked: Asked) -> tuple[GroupCount, ...]:
        """Return the groups that hold rows, in the order of the list."""
        ...

    def page(self, asked: Asked, offset: int, limit: int) -> tuple[Row_co, ...]:
        """Return at most `limit` rows from the row numbered `offset`, heads of groups not counted."""
        ...


class ColumnId(StrEnum):
    """The columns of the work list, in their order."""

    FLAG = "flag"
    DEADLINE = "deadline"
    NUMBER = "number"
    MATTER = "matter"
    APPLICANT = "applicant"
    DEPARTMENT = "department"
    STAGE = "stage"
    CLERK = "clerk"


KEPT_COLUMNS = frozenset({ColumnId.FLAG, ColumnId.DEADLINE, ColumnId.NUMBER})
"""What a list always shows; the others can be left out."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How a clerk wants the columns: which are left out, and widths (px) by column where they differ from ours."""

    hidden: frozenset[str] = frozenset()
    widths: tuple[tuple[str, int], ...] = ()


class Stage(StrEnum):
    """Where a case stands, as lists word it."""

    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    SUSPENDED = "suspended"
    DECIDED = "decided"
    AT_WINDOW = "at_window"
    DELIVERED = "delivered"
    CLOSED = "closed"


class Flag(StrEnum):
    """What hangs on a case: a supervisor's card, or that it was urged."""

    NONE = ""
    CARD = "card"
    URGED = "urged"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; `number` is drawn grey up to the day and bold from the serial."""

    case_id: str
    number: str
    deadline: Deadline
    matter: str
    applicant: str
    department: str
    stage: Stage
    clerk: str
    flag: Flag = Flag.NONE


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a preview: when, and what (rich)."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known of it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """The case under the cursor; `applicant` is rich; `step` counts the six steps of the stepper from 0."""

    case_id: str
    number: str
    matter: str
    applicant: str
    step: int
    deadline: Deadline
    card: str = ""
    reckoning: str = ""
    happenings: tuple[Happening, ...] = ()
    facts: tuple[Fact, ...] = ()
    sheets: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ListView:
    """The work list; `version` differs whenever the rows must be asked for again.

    `place` is the number of the row the cursor stands on, -1 where it is not in this list. `asking` says that the rows
    are still on their way.
    """

    asked: Asked
    pills: tuple[Pill, ...]
    source: RowSource[CaseRow]
    subtitle: str = ""
    outcomes: tuple[Outcome, ...] = ()
    preview: PreviewView | None = None
    version: int = 0
    place: int = -1
    columns: Columns = Columns()
    asking: bool = False


# --- outbox ------------------------------------------------------------------------------------------------------


class SendState(StrEnum):
    """How a record stands on its way to the server."""

    CONTESTED = "contested"
    CHANGED = "changed"
    REFUSED = "refused"
    RENUMBERED = "renumbered"
    SENDING = "sending"
    QUEUED = "queued"
    FOLLOWS = "follows"
    SET_ASIDE = "set_aside"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class SendRow:
    """One record of the outbox: what it is, of which case, why it waits, how often it was tried and when next.

    `next_key` is the key cap before the second line of the reason, if pressing it helps.
    """

    record_id: str
    state: SendState
    act: str
    number: str
    subject: str
    reason: str
    next_step: str
    tries: str
    next_try: str
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One line of two records side by side; `differs` marks the cells that contradict."""

    label: str
    theirs: str
    ours: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to a question, taken by its digit; `text` is rich."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ContestedView:
    """Two records that contradict each other, and the answers."""

    record_id: str
    title: str
    code: str
    theirs: str
    ours: str
    sides: tuple[Side, ...]
    kept: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PrintQuestion:
    """Whether a paper came out; answered with 1, 2 or 3 (`PrintAnswer`)."""

    printout_id: str
    title: str
    detail: str
    sheet: str = "seal"


class PrintAnswer(StrEnum):
    """What the clerk saw at the printer, in the order of the digits."""

    CAME_OUT = "came_out"
    DID_NOT = "did_not"
    SPOILED = "spoiled"


NOTHING = Note("", Tone.HINT)


@dataclass(frozen=True, slots=True)
class OutboxView:
    """What has not been confirmed, what needs an answer."""

    asked: Asked
    pills: tuple[Pill, ...]
    source: RowSource[SendRow]
    chain: Note = NOTHING
    contested: ContestedView | None = None
    questions: tuple[PrintQuestion, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    footer: str = ""
    version: int = 0
    held_printers: tuple[str, ...] = ()
    """A sentence about each printer that waits for something."""
