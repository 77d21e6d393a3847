"""The day as data: sixty visits, what is typed at each, what comes between, and how each ends.

Nothing here knows the product's screens. The same sixty on every run, dealt over all nine departments.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from benchmarks.demo.people import Town
from benchmarks.demo.plan import SEED
from casework.catalogue import Audience, Catalogue, Material, Matter
from casework.contract import ClerkCard
from casework.parties import Delivery, DeliveryWay, Party
from casework.situations import Answered, Situation

VISITS = 60
PASSWORD = "an-invented-password"  # noqa: S105 - invented
CLERKS = (
    ClerkCard(code="C01", name="李国栋", name_en="Li Guodong"),
    ClerkCard(code="C02", name="周敏", name_en="Zhou Min"),
)
_TURN = 9
"""So many visits one clerk takes before the other sits down."""


class Ending(StrEnum):
    """Which key ends a visit."""

    ACCEPT = "accept"
    TOLERANCE = "tolerance"
    SUPPLEMENT = "supplement"
    RECEIVE = "receive"
    NOT_ACCEPTED = "not_accepted"
    NOT_REQUIRED = "not_required"
    WALKED_OFF = "walked_off"


class Between(StrEnum):
    """What comes in the middle of a form."""

    NOTHING = "nothing"
    OTHER_CLERK = "other_clerk"
    IDLE = "idle"
    LIST = "list"
    CASE = "case"
    SCAN = "scan"
    NEXT_VISIT = "next_visit"
    LANGUAGE = "language"
    TOO_EARLY = "too_early"
    QUESTION = "question"
    SCAN_IN_QUESTION = "scan_in_question"
    FIND = "find"


class After(StrEnum):
    """What follows the ending."""

    NOTHING = "nothing"
    UNDO = "undo"
    CORRECT = "correct"
    ACCEPTED_LATER = "accepted_later"
    BROUGHT = "brought"


class Row(StrEnum):
    """How a row of the checklist is dealt with."""

    AS_REQUIRED = "as_required"
    BY_DIGITS = "by_digits"
    ONE_MORE = "one_more"
    ELECTRONIC = "electronic"
    MISSING = "missing"
    LATER = "later"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the checklist and what is done there."""

    material: Material
    row: Row


@dataclass(frozen=True, slots=True)
class Visit:
    """One applicant at the window.

    `by_name` says that the matter is looked for by its name, not by its code. `lines` of a refusal are its grounds,
    else what is typed as the reason. `addition` is what a correction puts behind the name, `other_phone` what is typed
    after an undo.
    """

    number: int
    clerk: ClerkCard
    matter: Matter
    by_name: bool
    applicant: Party
    agent: Party | None
    delivery: Delivery
    situation: Situation
    checklist: tuple[Line, ...]
    ending: Ending
    between: Between = Between.NOTHING
    after: After = After.NOTHING
    lines: tuple[str, ...] = ()
    body: str = ""
    addition: str = "（总店）"
    other_phone: str = "13900001111"

    @property
    def typed(self) -> dict[str, str]:
        """What is typed into the fields of the form, by their keys, in their order."""
        agent = self.agent
        return {
            "code": self.applicant.id_number,
            "name": self.applicant.name,
            "legal_rep": self.applicant.representative,
            "phone": self.applicant.phone,
            "agent_id": agent.id_number if agent else "",
            "agent": agent.name if agent else "",
            "agent_phone": agent.phone if agent else "",
        }


def full_day(catalogue: Catalogue) -> tuple[Visit, ...]:
    """Return the visits in their order; the one who walks off is among them and is no case."""
    town = Town(random.Random(SEED + 1))  # noqa: S311 - invented people, nothing to guard
    matters = tuple(_over_departments(catalogue))
    visits = [_visit(number, matters[number % len(matters)], town) for number in range(VISITS)]
    walked_off = _visit(VISITS, matters[VISITS % len(matters)], town)
    walked_off = replace(
        walked_off, clerk=visits[_WALKED_OFF - 1].clerk, ending=Ending.WALKED_OFF, between=Between.NOTHING
    )
    return (*visits[:_WALKED_OFF], walked_off, *visits[_WALKED_OFF:])


_WALKED_OFF = 33

_BETWEEN = {
    2: Between.LIST,
    5: Between.OTHER_CLERK,
    7: Between.TOO_EARLY,
    10: Between.NEXT_VISIT,
    13: Between.SCAN,
    15: Between.LANGUAGE,
    17: Between.QUESTION,
    20: Between.IDLE,
    23: Between.CASE,
    25: Between.SCAN_IN_QUESTION,
    28: Between.NEXT_VISIT,
    30: Between.FIND,
    34: Between.OTHER_CLERK,
    37: Between.LIST,
    40: Between.SCAN,
    43: Between.TOO_EARLY,
    46: Between.NEXT_VISIT,
    49: Between.IDLE,
    52: Between.LANGUAGE,
    55: Between.CASE,
    58: Between.QUESTION,
}
_AFTER = {
    Ending.ACCEPT: (After.NOTHING, After.NOTHING, After.CORRECT, After.NOTHING, After.UNDO),
    Ending.TOLERANCE: (After.NOTHING, After.UNDO, After.CORRECT),
    Ending.RECEIVE: (After.ACCEPTED_LATER, After.NOTHING, After.CORRECT),
    Ending.SUPPLEMENT: (After.BROUGHT, After.NOTHING),
}
_ENDINGS = (
    *(Ending.ACCEPT, Ending.TOLERANCE, Ending.ACCEPT, Ending.SUPPLEMENT, Ending.ACCEPT),
    *(Ending.RECEIVE, Ending.ACCEPT, Ending.NOT_ACCEPTED, Ending.ACCEPT, Ending.NOT_REQUIRED),
)
_WAYS = (DeliveryWay.WINDOW, DeliveryWay.WINDOW, DeliveryWay.COURIER, DeliveryWay.ELECTRONIC)


def _over_departments(catalogue: Catalogue) -> Iterator[Matter]:
    """Yield every open matter, each time of another department."""
    left = {
        each.code: [one for one in catalogue.open_matters() if one.department == each.code]
        for each in catalogue.departments
    }
    while any(left.values()):
        for matters in left.values():
            if matters:
                yield matters.pop(0)


def _visit(number: int, matter: Matter, town: Town) -> Visit:
    situation = _situation(number, matter)
    ending = _ending(number, matter.asked(situation))
    applicant = _applicant(number, matter, town)
    afters = _AFTER.get(ending, (After.NOTHING,))
    return Visit(
        number=number,
        clerk=CLERKS[number // _TURN % len(CLERKS)],
        matter=matter,
        by_name=number % 6 == 1,
        applicant=applicant,
        agent=_as_typed(town.person()) if number % 3 == 0 else None,
        delivery=_delivery(number, applicant, town),
        situation=situation,
        checklist=tuple(_checklist(number, matter.asked(situation), ending)),
        ending=ending,
        between=_BETWEEN.get(number, Between.NOTHING),
        after=afters[number // len(_ENDINGS) % len(afters)],
        lines=_lines(number, ending),
        body="德阳市市场监督管理局" if ending is Ending.NOT_ACCEPTED and number % 2 else "",
    )


def _situation(number: int, matter: Matter) -> Situation:
    """Return an answer to each question that is asked, one behind the other."""
    given: Situation = ()
    while left := matter.unanswered(given):
        answers = left[0].answers
        given = (*given, Answered(question=left[0].code, answer=answers[number % len(answers)].code))
    return given


def _ending(number: int, asked: Sequence[Material]) -> Ending:
    ending = _ENDINGS[number % len(_ENDINGS)]
    if ending is Ending.TOLERANCE and not any(one.required and one.deferrable for one in asked):
        return Ending.ACCEPT
    return ending


def _applicant(number: int, matter: Matter, town: Town) -> Party:
    body = matter.audience is Audience.LEGAL_PERSON or (matter.audience is Audience.BOTH and number % 2 == 0)
    return _as_typed(town.company() if body else town.person())


def _as_typed(party: Party) -> Party:
    """Return somebody without what the form does not ask for."""
    return Party(
        kind=party.kind,
        name=party.name,
        id_kind=party.id_kind,
        id_number=party.id_number,
        phone=party.phone,
        representative=party.representative,
    )


def _delivery(number: int, applicant: Party, town: Town) -> Delivery:
    way = _WAYS[number % len(_WAYS)]
    if way is not DeliveryWay.COURIER:
        return Delivery(way=way)
    other = town.person()
    own = applicant.representative or applicant.name
    return Delivery(
        way=way,
        recipient=other.name if number % 8 == 2 else own,  # noqa: PLR2004 - every second parcel
        phone=other.phone if number % 8 == 2 else applicant.phone,  # noqa: PLR2004 - the same
        address=other.address,
    )


def _checklist(number: int, asked: Sequence[Material], ending: Ending) -> Iterator[Line]:
    late = next((one for one in asked if one.required and one.deferrable), None)
    first = next(one for one in asked if one.required)
    for place, material in enumerate(asked):
        if ending is Ending.TOLERANCE and material is late:
            yield Line(material, Row.LATER)
        elif ending is Ending.SUPPLEMENT and material is first:
            yield Line(material, Row.MISSING)
        elif not material.required:
            yield Line(material, Row.PASSED_OVER if (number + place) % 2 else Row.AS_REQUIRED)
        else:
            yield Line(material, _brought(number + place))


def _brought(turn: int) -> Row:
    turns = (Row.AS_REQUIRED, Row.AS_REQUIRED, Row.BY_DIGITS, Row.AS_REQUIRED, Row.ONE_MORE, Row.ELECTRONIC)
    return turns[turn % len(turns)]


def _lines(number: int, ending: Ending) -> tuple[str, ...]:
    if ending is Ending.NOT_ACCEPTED:
        grounds = ("申请事项依法不属于本机关职权范围", f"第 {number} 位申请人的经营场所不在本市")
        return grounds[: 1 + number % 2]
    return ("该活动依法无需取得许可，已当场告知",) if ending is Ending.NOT_REQUIRED else ()
