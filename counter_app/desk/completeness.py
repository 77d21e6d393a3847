"""Whether what was handed in is enough to accept, as faults of the form; the rules are `casework.acceptance`."""

from collections.abc import Iterator, Sequence
from datetime import date

from casework.acceptance import review
from casework.calendar import Calendar
from casework.catalogue import Matter
from casework.errors import RuleBroken
from casework.materials import MaterialMark
from counter_app.desk.checks import Fault


def gap_faults(matter: Matter, marks: Sequence[MaterialMark], today: date, calendar: Calendar) -> Iterator[Fault]:
    """Yield every line of the checklist that keeps the application from being complete, worst first."""
    for gap in review(matter, marks, today, calendar).gaps:
        yield Fault(f"materials.{gap.material.code}", RuleBroken(gap.code, **gap.details))


def acceptance_faults(
    matter: Matter, marks: Sequence[MaterialMark], today: date, calendar: Calendar, *, commitment: bool
) -> Iterator[Fault]:
    """Yield what keeps the case from being accepted today: gaps, and promises without a signed commitment."""
    yield from gap_faults(matter, marks, today, calendar)
    if not commitment:
        for deferred in review(matter, marks, today, calendar).deferred:
            material = deferred.material
            error = RuleBroken("accept.no_commitment", name_zh=material.name_zh, name_en=material.name_en)
            yield Fault(f"materials.{material.code}", error)


def follows_later(matter: Matter, marks: Sequence[MaterialMark], today: date, calendar: Calendar) -> bool:
    """Say whether anything lawfully follows later, so that the acceptance is one with tolerance."""
    return bool(review(matter, marks, today, calendar).deferred)
