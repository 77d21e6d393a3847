"""Whether a sealed PDF is still what was sealed: more than whether its signature fits.

A signature stays valid when somebody adds to a file behind it, a white box over a name for instance. So the signature
must be the only one and cover the whole file, and what it certifies must forbid every change.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import parser, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from printing.seals.plain import require_few_fields

_ODD_FILES = (
    PdfError,
    SignatureValidationError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    MemoryError,
    zlib.error,
)
_NOTHING_REVOKED: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of a file. `good` needs all of it: a signature that fits, over everything, that forbids changes.

    `trusted` says that the certificate comes from one of the roots given; `organ` is the name in it, `at` when the
    signer says it was and `stamped_at` when a trusted authority does (aware). `use` names the field, and so the use.
    `certificate` is the SHA-256 of the certificate in hex; `in_date` and `revoked` are about it.
    """

    signed: bool
    readable: bool = True
    signatures: int = 0
    intact: bool = False
    whole_file: bool = False
    no_changes: bool = False
    trusted: bool = False
    in_date: bool = False
    revoked: bool = False
    organ: str = ""
    reason: str = ""
    use: str = ""
    certificate: str = ""
    at: datetime | None = None
    stamped_at: datetime | None = field(default=None)

    @property
    def good(self) -> bool:
        """Whether the paper is what was sealed, by whom it says if `trusted`."""
        return self.signed and self.intact and self.whole_file and self.no_changes

    @property
    def code(self) -> str:
        """The code of the sentence that says it all; only `seal.verdict_good` is to be relied on."""
        says = (
            (not self.readable, "seal.verdict_unreadable"),
            (not self.signed, "seal.verdict_unsigned"),
            (self.signatures > 1, "seal.verdict_several"),
            (not self.intact, "seal.verdict_altered"),
            (not self.whole_file, "seal.verdict_added_to"),
            (not self.no_changes, "seal.verdict_open"),
            (self.revoked, "seal.verdict_revoked"),
            (not self.in_date, "seal.verdict_expired"),
            (not self.trusted, "seal.verdict_unknown"),
        )
        return next((code for wrong, code in says if wrong), "seal.verdict_good")


def verify(
    pdf: bytes,
    roots: Sequence[bytes] = (),
    *,
    now: datetime | None = None,
    revoked: Mapping[str, datetime] = _NOTHING_REVOKED,
) -> Verdict:
    """Return what is known of a sealed PDF; `roots` are certificates (DER) that are trusted.

    Certificates are judged at the moment of the signature that is proven: a trusted time stamp's, else `now`, since a
    signer can state any moment; without `now` the stated one is believed. `revoked` says by the SHA-256 of a
    certificate in hex from when on it is not trusted.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        require_few_fields(reader)
        found = reader.embedded_signatures
        if len(found) != 1:
            return Verdict(signed=bool(found), signatures=len(found))
        return _verdict(pdf, found[0], roots, now, revoked)
    except _ODD_FILES:
        # Whoever altered the file may have written anything into it.
        return Verdict(signed=False, readable=False)


def _verdict(
    pdf: bytes, signature: Any, roots: Sequence[bytes], now: datetime | None, revoked: Mapping[str, datetime]
) -> Verdict:
    at = signature.self_reported_timestamp
    status = _status(signature, roots, at)
    stamp = status.timestamp_validity
    stamped_at = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
    proven = stamped_at or now or at
    if proven != at:
        status = _status(signature, roots, proven)
    own = signature.signer_cert
    subject = own.subject.native
    fingerprint = own.sha256.hex()
    return Verdict(
        signed=True,
        signatures=1,
        intact=bool(status.intact and status.valid),
        whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and bool(status.docmdp_ok)
        and _covers_all_but_itself(pdf, signature),
        no_changes=signature.docmdp_level is MDPPerm.NO_CHANGES,
        trusted=bool(status.trusted),
        in_date=all(own.not_valid_before <= moment <= own.not_valid_after for moment in (at, proven)),
        revoked=fingerprint in revoked and proven >= revoked[fingerprint],
        organ=str(subject.get("organization_name") or subject.get("common_name") or ""),
        reason=str(signature.sig_object.get("/Reason", "")),
        use=str(signature.field_name),
        certificate=fingerprint,
        at=at,
        stamped_at=stamped_at,
    )


def _covers_all_but_itself(pdf: bytes, signature: Any) -> bool:
    """Say whether nothing but the signature's own hexadecimal digits, and zeros behind it, is left unsigned.

    The library compares lengths only. Whoever moves what is signed behind a wider gap can put pages, and a signature
    written in fewer bytes than it counts, into that gap; the digest fits as before.
    """
    first, length, second, rest = (int(number) for number in signature.byte_range)
    if first or second + rest != len(pdf) or not 0 < length < second:
        return False
    gap = pdf[length:second]
    try:
        held = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return False
    # Nor may anything stand between the digits, or hide in the room that was kept for a longer signature.
    plain = gap[:1] + gap[-1:] == b"<>" and len(gap) == 2 * len(held) + 2
    return plain and held == signature.pkcs7_content and not any(held[parser.peek(held) :])


def _status(signature: Any, roots: Sequence[bytes], moment: datetime) -> Any:
    trusted = [x509.Certificate.load(root) for root in roots]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=moment, best_signature_time=moment)
    return validate_pdf_signature(signature, signer_validation_context=context)
