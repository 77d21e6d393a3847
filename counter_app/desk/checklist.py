"""A case's checklist as papers and pages list it: what its situation asks for, and what was handed in besides."""

from casework.case_state import Case
from casework.catalogue import Material, Matter
from casework.materials import MaterialMark


def lines(case: Case, matter: Matter) -> tuple[Material, ...]:
    """Return the materials of a case in the order of its matter; the first is item 1.

    What was handed in or scanned stays listed, also after a correction says that it was not asked for; what was only
    promised does not.
    """
    asked = {material.code for material in matter.asked(case.situation)}
    here = {mark.code for mark in case.materials if _handed_in(mark)} | {scan.material for scan in case.scans}
    return tuple(material for material in matter.materials if material.code in asked | here)


def not_asked(case: Case, matter: Matter) -> frozenset[str]:
    """Return the codes of a matter's materials that a case's situation does not ask for."""
    asked = {material.code for material in matter.asked(case.situation)}
    return frozenset(material.code for material in matter.materials) - asked


def anything(mark: MaterialMark) -> bool:
    """Say whether a mark says of anything that it is here, was seen or follows."""
    return bool(_handed_in(mark) or mark.follows_by)


def _handed_in(mark: MaterialMark) -> bool:
    return bool(mark.originals or mark.copies or mark.seen or mark.electronic)
