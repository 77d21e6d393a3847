"""Whether what was handed in is enough to accept, as faults of the form; the rules are `casework.acceptance`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.acceptance import Review, review, unanswered_error
from casework.calendar import Calendar
from casework.case_state import Case
from casework.catalogue import Matter
from casework.errors import RuleBroken
from casework.materials import MaterialMark
from casework.situations import Answered
from counter_app.desk.checks import Fault


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What there is to judge: the matter, the marks of its checklist, and the answers to its questions."""

    matter: Matter
    marks: Sequence[MaterialMark]
    situation: Sequence[Answered]

    @classmethod
    def of(cls, case: Case, matter: Matter) -> "HandedIn":
        """Return what a case has."""
        return cls(matter, case.materials, case.situation)

    def reviewed(self, today: date, calendar: Calendar) -> Review:
        """Return what a look at it comes to."""
        return review(self.matter, self.marks, today, calendar, self.situation)


def gap_faults(handed: HandedIn, today: date, calendar: Calendar) -> Iterator[Fault]:
    """Yield every open question and every line of the checklist that keeps the application from being complete."""
    found = handed.reviewed(today, calendar)
    for question in found.unanswered:
        yield Fault(f"situation.{question.code}", unanswered_error(question))
    for gap in found.gaps:
        yield Fault(f"materials.{gap.material.code}", RuleBroken(gap.code, **gap.details))


def acceptance_faults(handed: HandedIn, today: date, calendar: Calendar, *, commitment: bool) -> Iterator[Fault]:
    """Yield what keeps the case from being accepted today: gaps, and promises without a signed commitment."""
    yield from gap_faults(handed, today, calendar)
    if not commitment:
        for deferred in handed.reviewed(today, calendar).deferred:
            material = deferred.material
            error = RuleBroken("accept.no_commitment", name_zh=material.name_zh, name_en=material.name_en)
            yield Fault(f"materials.{material.code}", error)


def follows_later(handed: HandedIn, today: date, calendar: Calendar) -> bool:
    """Say whether anything lawfully follows later, so that the acceptance is one with tolerance."""
    return bool(handed.reviewed(today, calendar).deferred)
