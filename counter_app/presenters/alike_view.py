"""Two applicants side by side: the form and an earlier case, what differs, and what can be taken over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from casework.case_state import Case
from casework.deadline_words import day_words
from casework.scanned import compact
from counter_app.desk.alike import Alike
from counter_app.desk.bench import Desk
from counter_app.desk.forms import ApplicationForm
from counter_app.presenters.new_form import NewForm, form_of
from counter_app.presenters.wording import Words

TAKEN_KEYS = ("code", "name", "legal_rep", "phone", "recipient", "recipient_phone", "address")
"""What is known of an applicant for good; who comes to the window for them is another matter each time."""

_NUMBERS = frozenset({"code", "phone", "recipient_phone"})
_LAST = 4


class Cell(StrEnum):
    """How a line of the comparison stands."""

    SAME = "same"
    DIFFERENT = "different"
    FILLS = "fills"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One line: the field, what the form says, what the earlier case says; `word` says in words how they stand."""

    key: str
    label: str
    mine: str
    theirs: str
    cell: Cell
    word: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One earlier applicant beside the form; `why` says what made them alike, `place` which of how many it is."""

    key: str
    title: str
    why: str
    place: str
    rows: tuple[CompareRow, ...]
    fills: int


def comparisons(form: NewForm, found: tuple[Alike, ...], desk: Desk, words: Words) -> tuple[Comparison, ...]:
    """Return every earlier applicant beside the form, the nearest first."""
    return tuple(_comparison(form, one, f"{n}/{len(found)}", desk, words) for n, one in enumerate(found, 1))


def _comparison(form: NewForm, one: Alike, place: str, desk: Desk, words: Words) -> Comparison:
    known = _known(one.case)
    rows = tuple(
        row for key in TAKEN_KEYS if (row := _row(key, form.field(key), known.get(key, ""), words)) is not None
    )
    like = words(f"alike.{one.likeness.name.lower()}") if one.likeness is not None else words("alike.other_name")
    number = words("alike.same_number" if one.same_number else "alike.other_number")
    day = day_words(one.case.received_on, words.lang, beside=desk.today())
    return Comparison(
        key=one.key,
        title=words("alike.title", number=one.case.number, day=day),
        why=(", " if words.lang == "en" else "，").join((number, like)),
        place=place,
        rows=rows,
        fills=sum(row.cell is Cell.FILLS for row in rows),
    )


def _row(key: str, mine: str, theirs: str, words: Words) -> CompareRow | None:
    mine = mine.strip()
    if not mine and not theirs:
        return None
    same = compact(mine) == compact(theirs) if key in _NUMBERS else mine == theirs
    cell = Cell.SAME if same else Cell.FILLS if not mine else Cell.NOT_THERE if not theirs else Cell.DIFFERENT
    if key == "code" and not same and theirs:
        # The number of somebody who may be another person is nobody's business here but for its end.
        theirs = words("alike.ends", last=theirs[-_LAST:])
    return CompareRow(key, words(f"field.{key}"), mine, theirs, cell, words(f"alike.cell.{cell}"))


def _known(case: Case) -> dict[str, str]:
    said = ApplicationForm(matter=case.matter, applicant=case.applicant, delivery=case.delivery)
    return dict(form_of(said).fields)


def taken_over(form: NewForm, one: Alike) -> NewForm:
    """Return the form with its empty fields filled from an earlier case, each remembering from which day it comes."""
    known = _known(one.case)
    new = {key: known[key] for key in TAKEN_KEYS if known.get(key) and not form.field(key).strip()}
    sources: dict[str, date] = {**form.sources, **dict.fromkeys(new, one.case.received_on)}
    return msgspec.structs.replace(
        form, fields={**form.fields, **new}, sources=sources, judged={**form.judged, one.key: True}
    )


def set_apart(form: NewForm, one: Alike) -> NewForm:
    """Return the form with the decision that this is somebody else."""
    return msgspec.structs.replace(form, judged={**form.judged, one.key: False})


def source_words(form: NewForm, desk: Desk, words: Words) -> str:
    """Return which fields were taken from the earlier case of which day; empty where none was."""
    days: dict[date, list[str]] = {}
    for key, day in form.sources.items():
        days.setdefault(day, []).append(words(f"field.{key}"))
    between = ", " if words.lang == "en" else "、"
    told = (
        words("alike.taken", fields=between.join(names), day=day_words(day, words.lang, beside=desk.today()))
        for day, names in days.items()
    )
    return (", " if words.lang == "en" else "，").join(told)
