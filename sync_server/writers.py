"""Who is at the other end: an enrolled window, a department with a token, or the server itself."""

from dataclasses import dataclass
from typing import Protocol

from casework.access import OriginKind, Scope, may_read_box
from casework.case_state import Case
from casework.routing import catalogue_box, department_box, hall_box


@dataclass(frozen=True, slots=True)
class Writer:
    """A party the server knows. `origin` is a window's or a department's code; `hall` is empty for departments."""

    kind: OriginKind
    origin: str
    region: str
    hall: str = ""
    number: int = 0
    scopes: frozenset[Scope] = frozenset(Scope)

    @property
    def boxes(self) -> frozenset[str]:
        """The mailboxes that are this party's own."""
        if self.kind is OriginKind.WINDOW:
            return frozenset({hall_box(self.hall)})
        if self.kind is OriginKind.DEPARTMENT:
            return frozenset({department_box(self.origin, self.region)})
        return frozenset()

    def may_read(self, box: str) -> bool:
        """Say whether this party may follow the mailbox."""
        everybodys = catalogue_box(self.region)
        return Scope.READ in self.scopes and may_read_box(self.kind, box, own_boxes=self.boxes | {everybodys})

    @property
    def may_write(self) -> bool:
        """Whether this party may send anything."""
        return Scope.WRITE in self.scopes

    def foreign(self, case: Case) -> str:
        """Return why this party has no business with the case, as a code; empty if it has."""
        if self.kind is OriginKind.WINDOW and (case.hall, case.region) != (self.hall, self.region):
            return "case.other_hall"
        if self.kind is OriginKind.DEPARTMENT and case.region != self.region:
            return "case.other_region"
        return ""


class Matters(Protocol):
    """What intake must know of the catalogue."""

    def department_of(self, matter: str, catalog: str) -> str | None:
        """Return the code of the department that owns the matter under a version of the catalogue; None if unknown."""
        ...
