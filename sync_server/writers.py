"""Who is at the other end: an enrolled window, a department with a token, or the server itself."""

from dataclasses import dataclass
from typing import Protocol

from casework.access import OriginKind, Scope, may_read_box
from casework.case_state import Case
from casework.routing import catalogue_box, department_box, hall_box


@dataclass(frozen=True, slots=True)
class Writer:
    """A party the server knows. `origin` is a window's or a department's code; `hall` is empty for departments.

    `key` is what it proved itself with: a window's public key, or the hash of a department's token.
    """

    kind: OriginKind
    origin: str
    region: str
    hall: str = ""
    number: int = 0
    scopes: frozenset[Scope] = frozenset(Scope)
    key: str = ""

    @property
    def boxes(self) -> frozenset[str]:
        """The mailboxes that are this party's own."""
        if self.kind is OriginKind.WINDOW:
            return frozenset({hall_box(self.hall)})
        if self.kind is OriginKind.DEPARTMENT:
            return frozenset({department_box(self.origin, self.region)})
        return frozenset()

    @property
    def readable(self) -> frozenset[str]:
        """The mailboxes that this party may follow: its own and the one that is everybody's."""
        return self.boxes | {catalogue_box(self.region)}

    def may_read(self, box: str) -> bool:
        """Say whether this party may follow the mailbox."""
        return Scope.READ in self.scopes and may_read_box(self.kind, box, own_boxes=self.readable)

    @property
    def may_write(self) -> bool:
        """Whether this party may send anything."""
        return Scope.WRITE in self.scopes

    @property
    def may_be_held(self) -> bool:
        """Whether this party's later events wait behind one that is refused; the server's own let others go."""
        return self.kind is not OriginKind.SERVER

    def foreign(self, case: Case) -> str:
        """Return why this party has no business with the case, as a code; empty if it has."""
        if self.kind is OriginKind.WINDOW and (case.hall, case.region) != (self.hall, self.region):
            return "case.other_hall"
        if self.kind is OriginKind.DEPARTMENT and case.region != self.region:
            return "case.other_region"
        return ""


SERVER = Writer(kind=OriginKind.SERVER, origin="server", region="")
"""The server as one that judges again what others wrote."""


class Matters(Protocol):
    """What intake must know of the catalogue."""

    def knows(self, catalog: str) -> bool:
        """Say whether the version of the catalogue is known here."""
        ...

    def department_of(self, matter: str, catalog: str) -> str | None:
        """Return the code of the department that owns the matter under a version of the catalogue; None if unknown.

        A version that is not known here is answered from the one in force.
        """
        ...
