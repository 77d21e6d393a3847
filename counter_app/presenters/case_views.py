"""What the page of one case shows."""

from dataclasses import dataclass
from enum import StrEnum

from counter_app.presenters.list_views import PrintQuestion
from counter_app.presenters.views import Deadline, DueView, Note, Outcome


class EventMark(StrEnum):
    """What a line of the timeline is about; it chooses the icon in the circle."""

    NEXT = "next"
    AT_WINDOW = "at_window"
    GRANTED = "granted"
    REFUSED = "refused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    SUPPLEMENTED = "supplemented"
    URGED = "urged"
    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    RECEIVED = "received"
    CORRECTED = "corrected"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, newest first; `title` is rich; `now` fills the circle."""

    mark: EventMark
    title: str
    detail: str
    when: str
    now: bool = False


class Holder(StrEnum):
    """Who has a paper."""

    DEPARTMENT = "department"
    APPLICANT = "applicant"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class ScanView:
    """One scanned file of a material: `sha256` names its bytes, `title` says what it is."""

    sha256: str
    title: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One material of a case, where its paper lies, and its scans; `waiting` marks a hand-over that is due.

    `place` is its place in the checklist as labels name it, `M03`.
    """

    name: str
    received: str
    holder: Holder
    held_by: str
    since: str
    sheet: str = "text"
    waiting: bool = False
    place: str = ""
    scans: tuple[ScanView, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file of the answer, and whether its signature holds; `sha256` names its bytes once they are on this desk."""

    name: str
    verdict: Note
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the department decided or, before that, what it answered to an urging; no `sheet` is drawn where empty."""

    verdict: Note
    title: str
    source: str
    words: str
    files: tuple[SignedFile, ...] = ()
    sheet: str = "certificate"


class PrintState(StrEnum):
    """What became of a printout or a seal."""

    CAME_OUT = "came_out"
    DID_NOT = "did_not"
    SPOILED = "spoiled"
    WAITING = "waiting"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One printout (`text` rich) and how it ended, in words."""

    state: PrintState
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case; `step` counts the six steps of the stepper from 0; `applicant` and `situation` are rich."""

    case_id: str
    number: str
    matter: str
    applicant: str
    step: int
    standing: Note | None = None
    deadline: Deadline | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    due: DueView | None = None
    due_subtitle: str = ""
    papers: tuple[PaperRow, ...] = ()
    papers_subtitle: str = ""
    situation: str = ""
    answer: AnswerView | None = None
    question: PrintQuestion | None = None
    prints: tuple[PrintLine, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
