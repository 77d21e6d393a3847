"""What every page and the page of a new application show: frozen values, made by a presenter, drawn by a page.

Closed sets (a deadline's kind, a day's kind, a stage) travel as choices and the page words them, so that they follow
the language at once; free sentences travel ready made in the language in force. A text called rich may hold **bold**.
The views of the other pages are in `list_views`, `case_views` and `shell_views`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a remark means; colour and icon follow from it."""

    PLAIN = "plain"
    HINT = "hint"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    HOLD = "hold"
    OPEN = "open"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Note:
    """A short remark with its meaning; `text` is rich."""

    text: str
    tone: Tone = Tone.PLAIN


# --- deadlines ---------------------------------------------------------------------------------------------------


class DeadlineKind(StrEnum):
    """How a case stands to its limit, worst first."""

    LATE = "late"
    DEEMED = "deemed"
    TODAY = "today"
    NOTICE_TODAY = "notice_today"
    SOON = "soon"
    LATER = "later"
    STOPPED = "stopped"
    AWAITING = "awaiting"
    DECIDED = "decided"
    DELIVER = "deliver"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit as a chip: `days` counts working days late, left, stopped or awaited; for DECIDED the deciding day.

    `early` is how many working days before the due day that was; `on` the date beside the chip; `remark` replaces it.
    """

    kind: DeadlineKind
    days: int = 0
    on: date | None = None
    remark: str = ""
    early: int = 0
    provisional: bool = False


class DayKind(StrEnum):
    """What a day does to the count."""

    BEFORE = "before"
    START = "start"
    COUNTED = "counted"
    MAKE_UP = "make_up"
    HOLIDAY = "holiday"
    OFF = "off"
    STOPPED = "stopped"
    DECIDED = "decided"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar or strip; `number` is its place in the count, 0 when it does not count."""

    on: date
    kind: DayKind
    number: int = 0


@dataclass(frozen=True, slots=True)
class DueView:
    """When a case must be done: both limits, every day up to the nearer one, the sentence that explains it (rich)."""

    due: date
    committed_days: int
    statutory_days: int
    statutory_due: date
    days: tuple[Day, ...]
    sentence: str
    accepted: date | None = None
    remark: Note | None = None
    standing: Deadline | None = None
    provisional: bool = False


# --- new application ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter as it is offered or chosen."""

    code: str
    name: str
    summary: str
    package: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the situation, answered with a digit; `chosen` is an index or None."""

    key: str
    label: str
    answers: tuple[str, ...]
    chosen: int | None = None
    effect: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A form field; `key` is one of `FIELD_KEYS`. A BAD note is an error and stands beneath the field."""

    key: str
    value: str = ""
    note: Note | None = None
    read_only: bool = False


FIELD_KEYS = (
    "code",
    "name",
    "legal_rep",
    "phone",
    "agent_id",
    "agent",
    "agent_phone",
    "recipient",
    "recipient_phone",
    "address",
)


class MarkColumn(StrEnum):
    """The columns of the checklist that take marks, in the order of their digits."""

    ORIGINALS = "originals"
    COPIES = "copies"
    SCANS = "scans"
    ELECTRONIC = "electronic"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the checklist: a count `have`/`need`, or a `word`; an empty mark is drawn as a dash."""

    have: int | None = None
    need: int | None = None
    word: str = ""
    tone: Tone = Tone.PLAIN
    ticked: bool = False
    wrong: bool = False


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material of the checklist; `sheets` names the drawn kinds of its thumbnails (`kit.sheet`)."""

    number: int
    code: str
    name: str
    state: Note
    originals: Mark = NO_MARK
    copies: Mark = NO_MARK
    sheets: tuple[str, ...] = ()
    pages: int = 0
    electronic: Mark = NO_MARK
    later: Mark = NO_MARK


class Collecting(StrEnum):
    """How the result reaches the applicant, in the order of the digits."""

    WINDOW = "window"
    MAIL = "mail"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Printing:
    """One paper that will come out, how many, and on which printer."""

    paper: str
    printer: str


class Dress(StrEnum):
    """How an act's key is drawn; its meaning never changes."""

    SUGGESTED = "suggested"
    READY = "ready"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One act of the bar: `act` is an id of the table, `reason` its second line; `label` replaces the act's own."""

    act: str
    dress: Dress
    reason: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right; `target` is a field key, a question key or `code/column` of the checklist."""

    title: str
    advice: str
    target: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """Another key that helps now."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An act that did not happen: what is kept, what to put right, and the code and rule for whoever asks."""

    title: str
    kept: str
    faults: tuple[Fault, ...]
    footer: str
    ways: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Success:
    """What came of an act: the number, the papers, the second line."""

    title: str
    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewView:
    """The page of a new application; `correcting` says so when it is a refused one that is stated anew."""

    matter: MatterCard | None = None
    typed: str = ""
    questions: tuple[Question, ...] = ()
    fields: tuple[FieldView, ...] = ()
    applicant_note: Note | None = None
    alike: int = 0
    authority_held: bool = False
    authority_text: str = ""
    rows: tuple[MaterialRow, ...] = ()
    progress: str = ""
    collecting: Collecting = Collecting.WINDOW
    collecting_hint: str = ""
    due: DueView | None = None
    missing: tuple[Note, ...] = ()
    blocking: int = 0
    prints_title: str = ""
    prints: tuple[Printing, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    failure: Failure | None = None
    success: Success | None = None
    draft_saved: datetime | None = None
    drafts: int = 0
    can_undo: bool = False
    correcting: str = ""
