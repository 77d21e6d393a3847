"""Whether a sealed PDF is still what was sealed: more than whether its signature fits.

A signature stays valid when somebody adds to a file behind it, a white box over a name for instance. So the signature
must cover the whole file, and what it certifies must forbid every change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of a file. `good` needs all of it: a signature that fits, over everything, that forbids changes.

    `trusted` says that the certificate comes from one of the roots given; `organ` is the name in it, `at` when the
    signer says it was (aware).
    """

    signed: bool
    intact: bool = False
    whole_file: bool = False
    no_changes: bool = False
    trusted: bool = False
    organ: str = ""
    reason: str = ""
    at: datetime | None = None

    @property
    def good(self) -> bool:
        """Whether the paper is what was sealed, by whom it says if `trusted`."""
        return self.signed and self.intact and self.whole_file and self.no_changes


def verify(pdf: bytes, roots: Sequence[bytes] = ()) -> Verdict:
    """Return what is known of a sealed PDF; `roots` are certificates (DER) that are trusted."""
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(found) != 1:
            return Verdict(signed=bool(found))
        return _verdict(found[0], roots)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Whoever altered the file may have written anything into it.
        return Verdict(signed=False)


def _verdict(signature: Any, roots: Sequence[bytes]) -> Verdict:
    at = signature.self_reported_timestamp
    trusted = [x509.Certificate.load(root) for root in roots]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at, best_signature_time=at)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    granted = signature.docmdp_level
    subject = signature.signer_cert.subject.native
    return Verdict(
        signed=True,
        intact=bool(status.intact and status.valid),
        whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE and bool(status.docmdp_ok),
        no_changes=granted is MDPPerm.NO_CHANGES,
        trusted=bool(status.trusted),
        organ=str(subject.get("organization_name") or subject.get("common_name") or ""),
        reason=str(signature.sig_object.get("/Reason", "")),
        at=at,
    )
