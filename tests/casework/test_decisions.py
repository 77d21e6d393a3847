"""Which decisions need a document that the department did not send."""

from datetime import date

import pytest

from casework.decisions import needs_document
from casework.events import BlobRef
from casework.facts import CaseDecided, Certificate, Outcome

CERTIFICATE = Certificate(number="1", fields=())
PDF = BlobRef(sha256="a" * 64, size=1, mime="application/pdf", name="决定书.pdf")
PICTURE = BlobRef(sha256="b" * 64, size=1, mime="image/jpeg", name="现场.jpg")


def decision(outcome=Outcome.GRANTED, **changes) -> CaseDecided:
    return CaseDecided(outcome=outcome, decided_on=date(2026, 7, 6), **changes)


@pytest.mark.parametrize(
    ("fact", "needed"),
    [
        (decision(Outcome.REFUSED, reasons=("面积不足",)), True),
        (decision(), True),
        (decision(certificate=CERTIFICATE), False),
        (decision(certificate=CERTIFICATE, conditions=("每年年检",)), True),
        (decision(Outcome.GRANTED_WITH_TOLERANCE, certificate=CERTIFICATE), True),
    ],
)
def test_every_decision_is_handed_out_in_writing_with_all_it_says(fact, needed):
    assert needs_document(fact, ()) is needed
    assert needs_document(fact, (PICTURE,)) is needed
    assert not needs_document(fact, (PICTURE, PDF)), "the department's own document stands"
