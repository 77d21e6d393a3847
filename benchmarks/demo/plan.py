"""What happens in the day: one errand for each matter of the catalogue, dealt to three windows."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from benchmarks.demo.people import Town
from casework.calendar import Calendar
from casework.catalogue import Audience, Catalogue, Matter
from casework.deadlines import due_on
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay, Party
from casework.situations import Answered, Situation
from counter_app.desk.forms import ApplicationForm

SEED = 20260701
"""The day the integrated windows of Deyang opened; any number would do, but it must stay the same."""


class Way(StrEnum):
    """How an application fares at the window."""

    ACCEPTED = "accepted"
    TOLERATED = "tolerated"
    SUPPLEMENTED = "supplemented"
    RECEIVED_FIRST = "received_first"
    NOT_ACCEPTED = "not_accepted"


@dataclass(frozen=True, slots=True)
class Errand:
    """One applicant's matter: at which window it is taken in, how it fares, how it is decided, where it is fetched.

    `form` is what is handed in first; `lacking` the materials that are brought later. Windows count from 0.
    """

    matter: str
    way: Way
    window: int
    form: ApplicationForm
    lacking: tuple[MaterialMark, ...]
    granted: bool
    issued_at: int
    scan: bool


def day_plan(catalogue: Catalogue, calendar: Calendar, today: date, windows: int) -> tuple[Errand, ...]:
    """Return one errand for each open matter, the same ones on every run."""
    town = Town(random.Random(SEED))  # noqa: S311 - invented people, nothing to guard
    return tuple(
        _errand(place, matter, town, calendar, today, windows) for place, matter in enumerate(catalogue.open_matters())
    )


def _errand(place: int, matter: Matter, town: Town, calendar: Calendar, today: date, windows: int) -> Errand:
    way = _way(place, matter)
    full = _full(matter)
    handed_in, lacking = _split(matter, full, way, calendar, today)
    applicant = _applicant(matter, town, place)
    window = place % windows
    return Errand(
        matter=matter.code,
        way=way,
        window=window,
        form=ApplicationForm(
            matter=matter.code,
            applicant=applicant,
            agent=town.person() if place % 2 else None,
            delivery=_delivery(place, applicant),
            materials=handed_in,
            commitment=way is Way.TOLERATED,
            situation=situation_of(matter),
        ),
        lacking=lacking,
        granted=place % 10 != 7,  # noqa: PLR2004 - every tenth is refused
        issued_at=(window + 1 + place % (windows - 1)) % windows,
        scan=place % 4 == 1,
    )


def situation_of(matter: Matter) -> Situation:
    """Return the situation of an applicant of whom the first answer to every question holds."""
    situation: Situation = ()
    while unanswered := matter.unanswered(situation):
        situation += tuple(Answered(question=one.code, answer=one.answers[0].code) for one in unanswered)
    return situation


def _way(place: int, matter: Matter) -> Way:
    required = [material for material in matter.asked(situation_of(matter)) if material.required]
    if place % 12 == 5:  # noqa: PLR2004 - four of forty-seven
        return Way.NOT_ACCEPTED
    if place % 4 == 2 and any(material.deferrable for material in required):  # noqa: PLR2004 - every fourth
        return Way.TOLERATED
    if place % 5 == 1:
        return Way.SUPPLEMENTED
    return Way.RECEIVED_FIRST if place % 9 == 0 else Way.ACCEPTED


def _full(matter: Matter) -> tuple[MaterialMark, ...]:
    return tuple(
        MaterialMark(code=material.code, originals=material.originals, copies=material.copies, seen=material.copies > 0)
        for material in matter.asked(situation_of(matter))
    )


def _split(
    matter: Matter, full: Sequence[MaterialMark], way: Way, calendar: Calendar, today: date
) -> tuple[tuple[MaterialMark, ...], tuple[MaterialMark, ...]]:
    """Return what is handed in first and what is brought later."""
    if way is Way.TOLERATED:
        late = next(
            mark.code for mark in full if _required(matter, mark.code) and matter.material(mark.code).deferrable
        )
        promised = due_on(today, max(matter.committed_days // 2, 1), calendar).day
        marks = tuple(MaterialMark(code=mark.code, follows_by=promised) if mark.code == late else mark for mark in full)
        return marks, tuple(mark for mark in full if mark.code == late)
    if way is Way.SUPPLEMENTED:
        late = next(mark.code for mark in full if _required(matter, mark.code))
        marks = tuple(MaterialMark(code=mark.code) if mark.code == late else mark for mark in full)
        return marks, tuple(mark for mark in full if mark.code == late)
    return tuple(full), ()


def _required(matter: Matter, code: str) -> bool:
    return matter.material(code).required


def _applicant(matter: Matter, town: Town, place: int) -> Party:
    if matter.audience is Audience.BOTH:
        return town.company() if place % 2 else town.person()
    return town.company() if matter.audience is Audience.LEGAL_PERSON else town.person()


def _delivery(place: int, applicant: Party) -> Delivery:
    if place % 4 != 3:  # noqa: PLR2004 - every fourth by courier
        return Delivery(way=DeliveryWay.WINDOW)
    return Delivery(
        way=DeliveryWay.COURIER,
        recipient=applicant.representative or applicant.name,
        phone=applicant.phone,
        address=applicant.address,
    )
