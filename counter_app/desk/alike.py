"""Who may have been here before: earlier cases under the same number or under a like name, one for each applicant."""

from dataclasses import dataclass

from casework.case_state import Case
from casework.likeness import Likeness, likeness
from casework.parties import Party
from casework.scanned import compact
from counter_app.desk.bench import Desk

MOST = 5
"""How many earlier applicants are offered, the nearest first."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier applicant by their last case; `likeness` is None where only the number is the same."""

    case: Case
    same_number: bool
    likeness: Likeness | None

    @property
    def key(self) -> str:
        """What tells this applicant from others, also in a later search."""
        return applicant_key(self.case.applicant)


def applicant_key(party: Party) -> str:
    """Return what tells an applicant from others."""
    return f"{party.id_number} {party.name}"


def look_for_alike(desk: Desk, number: str, name: str) -> tuple[Alike, ...]:
    """Return earlier applicants that may be this one: by the number first, then by how like the name is.

    It reads some hundred cases at most; not for every key that is pressed.
    """
    bare = compact(number).upper()
    found: dict[str, Alike] = {}
    resembling = desk.store.search.resembling(name.strip(), bare)
    for projected in sorted(resembling, key=lambda one: one.changed_ms, reverse=True):
        case = projected.case
        same = bool(bare) and case.applicant.id_number == bare
        like = likeness(name, case.applicant.name)
        if same or like is not None:
            found.setdefault(applicant_key(case.applicant), Alike(case, same, like))
    ranked = sorted(found.values(), key=lambda one: (not one.same_number, one.likeness is None, one.likeness or 0))
    return tuple(ranked[:MOST])
