"""The end of a clerk's day: what was done, what is still open, and a note to whoever sits here next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from casework.case_state import Stage
from casework.clock import from_ms, legal_day
from casework.errors import RuleBroken
from counter_app.desk.bench import Desk
from counter_app.desk.hand_over import at_window
from counter_app.desk.prints import questions
from counter_app.desk.seal_custody import uses_today
from counter_app.store import shift_notes
from counter_app.store.print_ledger import DayPrints
from counter_app.store.search import Filter
from counter_app.store.shift_notes import ShiftNote

MOST_SIGNS = 1000
MOST_LINES = 200
"""Of what lies here no more is listed one by one; the count is whole."""
_PAGE = 500
_RUNNING = tuple(
    stage.value
    for stage in (
        Stage.RECEIVED,
        Stage.SUPPLEMENT,
        Stage.ACCEPTED,
        Stage.DEEMED_ACCEPTED,
        Stage.IN_REVIEW,
        Stage.SUSPENDED,
        Stage.DECIDED,
        Stage.RESULT_AT_WINDOW,
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """Paper of a case that still lies at the window, in pieces."""

    number: str
    originals: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """A clerk's day. `acts` counts what the clerk stated by kind of event, `cases` in how many cases.

    `open_cases` and `late` are the clerk's own running cases; `held` the paper of those. `prints` is what this
    desk printed, whoever sat at it, and `seals` which seals it used: name, times signed, times left to the hand.
    `at` is aware.
    """

    clerk: str
    day: date
    at: datetime
    acts: tuple[tuple[str, int], ...]
    cases: int
    open_cases: int
    late: int
    held: tuple[Held, ...]
    held_cases: int
    drafts: tuple[str, ...]
    questions: tuple[str, ...]
    prints: DayPrints
    seals: tuple[tuple[str, int, int], ...] = ()


def day_report(desk: Desk) -> DayReport:
    """Return the day of whoever is signed in, so far. May take a second at a desk with thousands of open cases.

    Raises:
        RuleBroken: `desk.nobody_signed_in`.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    acts, cases = _done_today(desk, clerk.code)
    open_cases, late, held = _open(desk, clerk.code)
    return DayReport(
        clerk=clerk.name,
        day=desk.today(),
        at=desk.clock.now(),
        acts=tuple(acts.most_common()),
        cases=len(cases),
        open_cases=open_cases,
        late=late,
        held=tuple(held[:MOST_LINES]),
        held_cases=len(held),
        drafts=tuple(draft.title or draft.matter for draft in desk.store.drafts.of(clerk.code)),
        questions=tuple(job.paper for job in questions(desk)),
        prints=desk.store.printouts.ledger.day(desk.today(), desk.now_ms()),
        seals=uses_today(desk),
    )


def _done_today(desk: Desk, clerk: str) -> tuple[Counter[str], set[str]]:
    acts: Counter[str] = Counter()
    cases: set[str] = set()
    today = desk.today()
    for entry in desk.store.journal.own_backwards():
        if legal_day(from_ms(entry.at_ms)) < today:
            break
        event = entry.event()
        if event is not None and event.header.actor.code == clerk:
            acts[entry.type] += 1
            cases.add(entry.case_id)
    return acts, cases


def _open(desk: Desk, clerk: str) -> tuple[int, int, list[Held]]:
    wanted = Filter(clerk=clerk, stages=_RUNNING)
    today, total, late = desk.today(), 0, 0
    held: list[Held] = []
    while True:
        page = desk.store.search.page(wanted, offset=total, limit=_PAGE)
        for found in page.rows:
            late += found.due_on is not None and found.due_on < today
            here = at_window(found.case)
            if here:
                originals, copies = sum(item.originals for item in here), sum(item.copies for item in here)
                held.append(Held(found.case.number, originals, copies))
        total += len(page.rows)
        if len(page.rows) < _PAGE:
            return total, late, held


def leave_note(desk: Desk, text: str) -> ShiftNote | None:
    """Leave a note to the next clerk; nothing is left of an empty one.

    Raises:
        RuleBroken: `shift.note_long`, `desk.nobody_signed_in`.
        Trouble: the disk refused.
    """
    said = text.strip()
    if not said:
        return None
    if len(said) > MOST_SIGNS:
        raise RuleBroken("shift.note_long", found=len(said), most=MOST_SIGNS)
    clerk = desk.clerk()
    note = ShiftNote(by_code=clerk.code, by_name=clerk.name, at_ms=desk.now_ms(), text=said)
    with desk.store.writing():
        shift_notes.leave(desk.store, note)
    return note


def note_for(desk: Desk) -> ShiftNote | None:
    """Return the oldest note that nobody has acknowledged and that whoever sits here did not write."""
    clerk = desk.clerk().code
    unseen = [note for note in shift_notes.all_notes(desk.store) if not note.seen_by and note.by_code != clerk]
    return unseen[-1] if unseen else None


def acknowledge(desk: Desk, note: ShiftNote) -> None:
    """State that whoever sits here has seen a note."""
    with desk.store.writing():
        shift_notes.mark_seen(desk.store, note, desk.clerk().code, desk.now_ms())
