"""Whether what was handed in is enough to accept, and what may follow later."""

from collections.abc import Iterator, Sequence
from datetime import date

from casework import deadlines
from casework.calendar import Calendar
from casework.catalogue import Material, Matter
from casework.errors import RuleBroken
from casework.materials import MaterialMark
from counter_app.desk.checks import Fault


def follows_later(marks: Sequence[MaterialMark]) -> bool:
    """Say whether any material is promised for later."""
    return any(mark.follows_by is not None for mark in marks)


def completeness_faults(
    matter: Matter, marks: Sequence[MaterialMark], today: date, calendar: Calendar, *, commitment: bool
) -> Iterator[Fault]:
    """Yield every material that keeps the case from being accepted today, in the order of the checklist."""
    marked = {mark.code: mark for mark in marks}
    limit = deadlines.due_on(today, matter.committed_days, calendar).day
    for material in matter.materials:
        mark = marked.get(material.code, MaterialMark(code=material.code, looked_at=False))
        error = _what_is_wrong(material, mark, today, limit, commitment=commitment)
        if error is not None:
            yield Fault(f"materials.{material.code}", error)


def _what_is_wrong(
    material: Material, mark: MaterialMark, today: date, limit: date, *, commitment: bool
) -> RuleBroken | None:
    named = {"material": material.code, "name_zh": material.name_zh, "name_en": material.name_en}
    if _is_here(material, mark):
        return None
    if mark.follows_by is None:
        return RuleBroken("materials.missing", **named) if material.required else None
    if not material.deferrable:
        return RuleBroken("materials.not_deferrable", **named)
    if not today < mark.follows_by <= limit:
        return RuleBroken("materials.promised_too_late", limit=limit.isoformat(), **named)
    return None if commitment else RuleBroken("materials.no_commitment", **named)


def _is_here(material: Material, mark: MaterialMark) -> bool:
    return mark.electronic or (mark.originals >= material.originals and mark.copies >= material.copies)
