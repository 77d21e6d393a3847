"""Who may do what: every question of permission is answered here.

Writers are windows, departments and the server itself; each may act only in the capacities listed for its kind,
whatever an event claims. A department's access token carries scopes.
"""

from enum import StrEnum

from casework.events import Role


class OriginKind(StrEnum):
    """What a stream's writer is."""

    WINDOW = "window"
    DEPARTMENT = "department"
    SERVER = "server"


class Scope(StrEnum):
    """What a department's token opens."""

    READ = "read"
    WRITE = "write"


_CAPACITIES = {
    OriginKind.WINDOW: frozenset({Role.CLERK}),
    OriginKind.DEPARTMENT: frozenset({Role.DEPARTMENT}),
    OriginKind.SERVER: frozenset({Role.SERVER, Role.SUPERVISOR}),
}


def may_act_as(kind: OriginKind, role: Role) -> bool:
    """Say whether a writer of this kind may state facts in this capacity."""
    return role in _CAPACITIES[kind]


def may_read_box(kind: OriginKind, box: str, *, own_boxes: frozenset[str]) -> bool:
    """Say whether a reader may follow the mailbox; `own_boxes` are those its enrolment or account names."""
    return kind is OriginKind.SERVER or box in own_boxes
