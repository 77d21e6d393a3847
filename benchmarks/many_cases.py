"""A store with as many cases as a city has after years, written by the product's own rows and not by acts.

The people, bodies and matters are invented and the same on every run; a name belongs to as many cases as in a real
town, a few are everybody's. Nearly all cases are closed, the newest few are open.
"""

import random
from datetime import date, timedelta
from functools import cache

import msgspec

from benchmarks.demo.people import Town
from benchmarks.demo.plan import situation_of
from casework.case_state import Case, Stage
from casework.grams import name_grams
from casework.materials import MaterialMark
from casework.numbers import CaseNumber
from casework.parties import Delivery, DeliveryWay, Party
from casework.slips import SlipSerial, secret
from counter_app.desk.accept import accept
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.words import case_words
from counter_app.main import Workplace
from counter_app.store.case_rows import CaseRows, Shown

_FIRST_DAY = date(2023, 1, 3)
_A_DAY = 1_000
_WINDOWS = 30
_OPEN = 20_000
_AT_ONCE = 20_000
_TOWNSPEOPLE = 30_000
_DAY_MS = 86_400_000


def fill(place: Workplace, count: int, seed: int = 1) -> tuple[Party, ...]:
    """Write `count` cases into the store of an enrolled desk and return the people and bodies they belong to."""
    dice = random.Random(seed)  # noqa: S311 - invented people, nothing to guard
    town = Town(dice)
    parties = tuple(town.company() if dice.random() < 0.5 else town.person() for _ in range(_TOWNSPEOPLE))  # noqa: PLR2004
    template = _template(place, parties[0])
    matters = [(each.code, each.department) for each in place.desk.catalogue.open_matters()]
    today = place.desk.today()
    rows, words_of = CaseRows(place.store.database), _Words()
    for start in range(0, count, _AT_ONCE):
        shown: list[tuple[Shown, None]] = []
        for place_in_row in range(start, min(count, start + _AT_ONCE)):
            matter = dice.choice(matters)
            case = _case(template, place_in_row, count, dice.choice(parties), matter)
            shown.append((_shown(case, place_in_row, today), None))
        with place.store.database.writing():
            rows.write(shown, words_of)
    return parties


def _template(place: Workplace, applicant: Party) -> Case:
    """Return a case as the desk itself makes one."""
    matter = place.desk.catalogue.open_matters()[0]
    marks = tuple(
        MaterialMark(code=each.code, originals=each.originals, copies=each.copies) for each in matter.materials
    )
    form = ApplicationForm(
        matter=matter.code,
        applicant=applicant,
        delivery=Delivery(way=DeliveryWay.WINDOW),
        materials=marks,
        situation=situation_of(matter),
    )
    return accept(place.desk, form).value.case


def _case(template: Case, number: int, count: int, applicant: Party, matter: tuple[str, str]) -> Case:
    day = _FIRST_DAY + timedelta(days=number // _A_DAY)
    # Not the window of the desk itself, whose own serials stay its own.
    window = number % _WINDOWS + 2
    of_day = number % _A_DAY // _WINDOWS + 1
    # Here and there an old case is still under way.
    is_open = number >= count - _OPEN or number % 500 == 0
    return msgspec.structs.replace(
        template,
        id=f"0197d0a0-0000-7000-9000-{number:012d}",
        stage=Stage.IN_REVIEW if is_open else Stage.DELIVERED,
        number=CaseNumber(template.region, f"W{window:02}", day, of_day, "K").format(),
        serial=SlipSerial(window=window, running=number + 1).digits,
        secret=secret(number.to_bytes(16)),
        matter=matter[0],
        department=matter[1],
        window=f"W{window:02}",
        received_on=day,
        accepted_on=day,
        applicant=applicant,
    )


def _shown(case: Case, number: int, today: date) -> Shown:
    """Return the row of a case; those that are open are due around today, as in a hall that keeps its promises."""
    due_on = None if case.stage is Stage.DELIVERED else today + timedelta(days=number % 40 - 2)
    changed_ms = 1_672_700_000_000 + number * (_DAY_MS // _A_DAY)
    return Shown(case=case, due_on=due_on, changed_ms=changed_ms, unacked=0, refused=0)


class _Words:
    """The words of the product, with the pieces of every name made once: a town has fewer names than cases."""

    def __init__(self) -> None:
        self._grams = cache(name_grams)

    def __call__(self, case: Case) -> str:
        return case_words(case, self._grams)
