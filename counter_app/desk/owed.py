"""Which papers an act owes: entered as print intents in the act's own transaction, under its last event."""

from collections.abc import Sequence

from counter_app.desk.bench import Desk
from counter_app.store.printouts import Intent
from printing.model import PaperKind

RECEIVED = (Intent(PaperKind.RECEIPT_SLIP),)


def _both_copies(paper: PaperKind) -> tuple[Intent, ...]:
    return Intent(paper, copy=1), Intent(paper, copy=2)


ACCEPTED = (*RECEIVED, *_both_copies(PaperKind.ACCEPTANCE_NOTICE))
TOLERATED = (*RECEIVED, *_both_copies(PaperKind.COMMITMENT), *_both_copies(PaperKind.TOLERANCE_NOTICE))
SUPPLEMENT = _both_copies(PaperKind.SUPPLEMENT_NOTICE)
NOT_ACCEPTED = _both_copies(PaperKind.NOT_ACCEPTED_NOTICE)
NOT_REQUIRED = _both_copies(PaperKind.NOT_REQUIRED_NOTICE)
DELIVERED = (Intent(PaperKind.PROOF_OF_DELIVERY),)
MAILED = (Intent(PaperKind.WAYBILL),)
TOLD_BY_DEPARTMENTS = {
    "case.suspended": _both_copies(PaperKind.SPECIAL_PROCEDURE_NOTICE),
    "case.extended": _both_copies(PaperKind.EXTENSION_NOTICE),
}
"""What a department states and the applicant must be told in writing, by kind of event."""


def papers(desk: Desk, case_id: str, intents: Sequence[Intent]) -> tuple[str, ...]:
    """Enter the papers that the last event of a case owes and return the jobs' ids. Inside `store.writing`."""
    last = desk.store.journal.history(case_id)[-1]
    return desk.store.printouts.owe(case_id, last.id, intents, desk.now_ms())
