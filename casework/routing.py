"""Which mailboxes an event goes to.

`H:<hall>` is read by every window of a hall, so that any window can finish any case; `D:<department>:<region>` by the
department that owns the case; `C:<region>` announces catalogues to everybody there. A department gets a case's events
from the opening on: without the beginning it could not replay the rest.
"""

from casework.case_state import Case


def hall_box(hall: str) -> str:
    """Return the mailbox of a hall."""
    return f"H:{hall}"


def department_box(department: str, region: str) -> str:
    """Return the mailbox of a department in a region."""
    return f"D:{department}:{region}"


def catalogue_box(region: str) -> str:
    """Return the mailbox in which a region's catalogues are announced; every window and department may read it."""
    return f"C:{region}"


def boxes_for(case: Case) -> tuple[str, ...]:
    """Return the mailboxes that every event of `case` goes to, in the order in which they must be locked."""
    return tuple(sorted((hall_box(case.hall), department_box(case.department, case.region))))
