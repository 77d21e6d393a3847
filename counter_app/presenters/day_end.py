"""The end of a day as a page: the report in words, and the note to the next clerk."""

from collections import Counter
from dataclasses import dataclass

from casework.clock import CHINA, from_ms
from casework.errors import ProductError
from counter_app.desk.bench import Desk
from counter_app.desk.shift import MOST_SIGNS, DayReport, acknowledge, day_report, leave_note, note_for
from counter_app.presenters.stock import stock_section
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.presenters.wording import Words
from counter_app.store.shift_notes import ShiftNote
from counter_app.sync.status import SyncStatus
from printing.drivers.driver import Outcome as Printed
from printing.drivers.driver import Result
from printing.model import PaperKind, ReportSection

SHOWN = 12
"""Of the papers at the window so many are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class DayEndView:
    """The page; `sections` are empty until the day was counted."""

    sections: tuple[ReportSection, ...]
    note: str
    outcomes: tuple[Outcome, ...]
    said: Note | None = None


class DayEndPresenter:
    """The day of whoever is signed in; `count` may take a second and belongs beside the screen."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._report: DayReport | None = None
        self._status: SyncStatus | None = None
        self._note = ""
        self._said: Note | None = None

    def count(self) -> DayReport | ProductError:
        """Return the day so far, or why it cannot be counted."""
        try:
            return day_report(self._desk)
        except ProductError as refused:
            return refused

    def begin(self) -> None:
        """Begin a visit; what was said last time is no longer said."""
        self._said = None
        self._report = None

    def counted(self, report: DayReport | ProductError, status: SyncStatus) -> None:
        """Take the report in."""
        if isinstance(report, ProductError):
            self._said = Note(self.words.error(report), Tone.BAD)
            return
        self._report, self._status = report, status

    def write(self, text: str) -> None:
        """Note what stands in the note so far."""
        self._note = text

    @property
    def note(self) -> str:
        """What stands in the note so far."""
        return self._note

    def leave(self) -> bool:
        """Leave the note for the next clerk; say whether nothing stands in the way of handing over."""
        try:
            left = leave_note(self._desk, self._note)
        except ProductError as refused:
            self._said = Note(self.words.error(refused), Tone.BAD)
            return False
        self._note = ""
        self._said = Note(self.words("day.left"), Tone.OK) if left is not None else None
        return True

    def locked(self) -> None:
        """Leave what was written when the desk locks in the middle of it; what is too long for one note makes several.

        Nothing of it may stay for the next clerk to write on.
        """
        whole, self._note = self._note.strip(), ""
        for start in range(0, len(whole), MOST_SIGNS):
            try:
                leave_note(self._desk, whole[start : start + MOST_SIGNS])
            except ProductError:
                # The disk refused; the lock must come all the same, and the clerk still has the text.
                self._note = whole
                return

    def printed(self, outcome: Printed | ProductError, paper: PaperKind = PaperKind.DAY_SHEET) -> None:
        """Say what became of a sheet."""
        name = self.words(f"paper.{paper}")
        if isinstance(outcome, ProductError):
            self._said = Note(self.words.error(outcome), Tone.BAD)
        elif outcome.result is Result.PRINTED:
            self._said = Note(self.words("day.printed", paper=name), Tone.OK)
        else:
            uncertain = outcome.result is Result.UNCERTAIN
            key = "day.print_uncertain" if uncertain else "day.print_failed"
            said = self.words(key, paper=name, why=outcome.code or outcome.proof)
            self._said = Note(said, Tone.WARN if uncertain else Tone.BAD)

    def say_in(self, words: Words) -> None:
        """Speak another language; what was said in the first one is no longer said."""
        self.words = words
        self._said = None

    def sections(self, words: Words, most: int = SHOWN, *, division: bool = True) -> tuple[ReportSection, ...]:
        """Return the report in the words of a language; papers take the Chinese, and name `most` held papers.

        Without `division` numbers begin after that of the hall, as in every list of the screen.
        """
        report, status = self._report, self._status
        if report is None or status is None:
            return ()
        stock = stock_section(self._desk, words)
        return (
            _done(report, words),
            _open(report, words),
            _held(report, words, most, "" if division else f"{self._desk.place().site.region}-"),
            _prints(report, words),
            _ledger(report, words),
            *_seals(report, words),
            *((stock,) if stock else ()),
            _sending(status, words),
        )

    def view(self) -> DayEndView:
        """Return the page as it stands."""
        outcomes = (Outcome("print_day", Dress.READY, ""), Outcome("hand_shift", Dress.SUGGESTED, ""))
        return DayEndView(self.sections(self.words, division=False), self._note, outcomes, self._said)

    # --- the note of the clerk before ---

    def handed(self) -> ShiftNote | None:
        """Return a note that whoever sits here has yet to acknowledge."""
        return note_for(self._desk)

    def signature(self, note: ShiftNote) -> str:
        """Return who left a note and when."""
        at = from_ms(note.at_ms).astimezone(CHINA)
        return self.words("day.from", name=note.by_name, time=f"{at:%m-%d %H:%M}")

    def acknowledge(self, note: ShiftNote) -> None:
        """State that it was seen. Raises Trouble when the disk refuses."""
        acknowledge(self._desk, note)


def _done(report: DayReport, words: Words) -> ReportSection:
    lines = tuple((words.act(kind), words("day.times", count=count)) for kind, count in report.acts)
    return ReportSection(title=words("day.done", cases=report.cases), lines=lines or ((words("day.nothing"), ""),))


def _open(report: DayReport, words: Words) -> ReportSection:
    lines = [
        (words("day.mine"), words("day.cases", count=report.open_cases)),
        (words("day.late"), words("day.cases", count=report.late)),
        (words("day.drafts"), words("day.cases", count=len(report.drafts))),
    ]
    return ReportSection(title=words("day.open"), lines=tuple(lines))


def _held(report: DayReport, words: Words, most: int, left_out: str) -> ReportSection:
    lines = [
        (held.number.removeprefix(left_out), words("day.pieces", originals=held.originals, copies=held.copies))
        for held in report.held[:most]
    ]
    if report.held_cases > most:
        lines.append((words("day.more", count=report.held_cases - most), ""))
    title = words("day.held", count=report.held_cases)
    return ReportSection(title=title, lines=tuple(lines) or ((words("day.none"), ""),))


def _prints(report: DayReport, words: Words) -> ReportSection:
    counted = Counter(report.questions)
    named = tuple(
        (words(f"paper.{paper}") if words.knows(f"paper.{paper}") else paper, words("day.items", count=count))
        for paper, count in counted.items()
    )
    return ReportSection(title=words("day.prints"), lines=named or ((words("day.none"), ""),))


def _ledger(report: DayReport, words: Words) -> ReportSection:
    day = report.prints
    counted = ("originals", "reprints", "spoiled", "uncertain", "voided")
    lines = [(words(f"day.ledger_{name}"), words("day.sheets", count=getattr(day, name))) for name in counted]
    number, _, signs = str(day.head).partition(":")
    fours = " ".join(signs[at : at + 4] for at in range(0, len(signs), 4))
    return ReportSection(title=words("day.ledger"), lines=(*lines, (words("day.ledger_head"), f"{number}: {fours}")))


def _seals(report: DayReport, words: Words) -> tuple[ReportSection, ...]:
    """Return the uses of seals; a window that keeps none says nothing of them."""
    if not report.seals:
        return ()
    lines = tuple(
        (name, words("day.seal_uses", signed=signed, by_hand=by_hand)) for name, signed, by_hand in report.seals
    )
    return (ReportSection(title=words("day.seals"), lines=lines),)


def _sending(status: SyncStatus, words: Words) -> ReportSection:
    trouble = status.refused + status.contested + status.changed
    lines = (
        (words("day.waiting"), words("day.items", count=status.waiting)),
        (words("day.refused"), words("day.items", count=trouble)),
    )
    return ReportSection(title=words("day.sending"), lines=lines)
