"""Originals leave the window for a department, on a numbered sheet that can hold the papers of several cases."""

from collections import Counter

from casework.case_state import Case, Stage
from casework.errors import RuleBroken
from casework.facts import HandedItem, OriginalsHandedOver
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import refuse_if, text_faults
from counter_app.desk.forms import HandedCase, HandOverForm
from counter_app.desk.opening import next_serial
from counter_app.desk.recording import state, the_case
from counter_app.store.printouts import Intent
from printing.model import PaperKind

_COPIES = 2
_MOST_NAME = 40
_IN_FORCE = frozenset({Stage.ACCEPTED, Stage.DEEMED_ACCEPTED, Stage.IN_REVIEW, Stage.SUSPENDED})


def at_window(case: Case) -> tuple[HandedItem, ...]:
    """Return the paper of a case that still lies at the window, in the order of the checklist."""
    gone: Counter[tuple[str, str]] = Counter()
    for custody in case.custody:
        for item in custody.items:
            gone[item.material, "originals"] += item.originals
            gone[item.material, "copies"] += item.copies
    left = [
        HandedItem(
            material=mark.code,
            originals=max(mark.originals - gone[mark.code, "originals"], 0),
            copies=max(mark.copies - gone[mark.code, "copies"], 0),
        )
        for mark in case.materials
    ]
    return tuple(item for item in left if item.originals or item.copies)


def hand_over(desk: Desk, form: HandOverForm) -> Done[str]:
    """State that paper was handed to a department and return the sheet's number; both copies of the sheet are owed.

    Raises:
        RuleBroken: `hand_over.no_cases`, `hand_over.no_person`, `hand_over.several_departments`,
            `hand_over.case_twice`, `hand_over.not_accepted`, `hand_over.nothing_left`, `hand_over.item_count` or
            `hand_over.more_than_here`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    cases = [the_case(desk, handed.case_id).case for handed in form.cases]
    _check(form, cases)
    items = [_items(handed, case) for handed, case in zip(form.cases, cases, strict=True)]
    with desk.store.writing():
        sheet = next_serial(desk)
        for case, handed_items in zip(cases, items, strict=True):
            fact = OriginalsHandedOver(
                sheet=sheet,
                handed_on=desk.today(),
                to_department=case.department,
                to_person=form.to_person.strip(),
                items=handed_items,
            )
            state(desk, clerk, case.id, fact)
        intents = [Intent(PaperKind.HAND_OVER_SHEET, sheet=sheet, copy=copy) for copy in range(1, _COPIES + 1)]
        owed.papers(desk, cases[-1].id, intents)
    return Done(changed(*(case.id for case in cases), prints=True), sheet)


def _check(form: HandOverForm, cases: list[Case]) -> None:
    if not cases:
        raise RuleBroken("hand_over.no_cases")
    if not form.to_person.strip():
        raise RuleBroken("hand_over.no_person")
    refuse_if(text_faults("person", form.to_person.strip(), _MOST_NAME))
    if len({case.department for case in cases}) > 1:
        raise RuleBroken("hand_over.several_departments")
    if twice := [number for number, times in Counter(case.number for case in cases).items() if times > 1]:
        raise RuleBroken("hand_over.case_twice", number=twice[0])
    for case in cases:
        if case.stage not in _IN_FORCE:
            raise RuleBroken("hand_over.not_accepted", number=case.number)


def _items(handed: HandedCase, case: Case) -> tuple[HandedItem, ...]:
    here = {item.material: item for item in at_window(case)}
    items = handed.items or tuple(here.values())
    if not items:
        raise RuleBroken("hand_over.nothing_left", number=case.number)
    listed = Counter(item.material for item in items)
    for item in items:
        if min(item.originals, item.copies) < 0 or not (item.originals or item.copies) or listed[item.material] > 1:
            raise RuleBroken("hand_over.item_count", number=case.number, material=item.material)
        lying = here.get(item.material, HandedItem(material=item.material, originals=0, copies=0))
        if item.originals > lying.originals or item.copies > lying.copies:
            raise RuleBroken("hand_over.more_than_here", number=case.number, material=item.material)
    return items
