"""What a finished paper is: bytes that never change again, and the hash by which every hand recognises them.

Render once, freeze, hash: drivers carry these bytes, the preview shows these bytes, the archive keeps these bytes.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from casework.errors import Trouble


class PaperKind(StrEnum):
    """Which paper of the office it is; the value is kept in journals and file names."""

    RECEIPT_SLIP = "receipt-slip"
    ACCEPTANCE_NOTICE = "acceptance-notice"
    TOLERANCE_NOTICE = "tolerance-acceptance-notice"
    SUPPLEMENT_NOTICE = "supplement-notice"
    NOT_ACCEPTED_NOTICE = "not-accepted-notice"
    NOT_REQUIRED_NOTICE = "not-required-notice"
    COMMITMENT = "commitment"
    """The applicant's promise to bring what is missing; it is the applicant's paper and bears no seal."""
    SPECIAL_PROCEDURE_NOTICE = "special-procedure-notice"
    EXTENSION_NOTICE = "extension-notice"
    PROOF_OF_DELIVERY = "proof-of-delivery"
    COLLECTION_SHEET = "collection-sheet"
    """Results handed out at a window in a day, each with a place to sign; it belongs to no case."""
    WAYBILL = "waybill"
    COURIER_SHEET = "courier-sheet"
    """What one courier takes away at one time; it belongs to no case."""
    HAND_OVER_SHEET = "hand-over-sheet"
    CERTIFICATE = "certificate"
    MATERIAL_LABEL = "material-label"
    """Labels for the originals of a case that are kept, a page each."""
    TEST_PAGE = "test-page"
    """No paper of a case: it shows how a printer prints."""
    DAY_SHEET = "day-sheet"
    """A clerk's day; it belongs to no case."""
    SEAL_SET_ORDER = "seal-set-order"
    """What a maker is to engrave for a new body, with proofs."""
    SEAL_SET_RECEIPT = "seal-set-receipt"
    DECISION = "decision"
    """A decision document: made by the department, whose own file is carried unless it has none."""


class Format(StrEnum):
    """What the finished bytes are; the value is their media type."""

    PDF = "application/pdf"
    RASTER = "image/tiff"
    """A page each, one bit a dot, at the dots of the printer it was drawn for."""


class Media(StrEnum):
    """What the paper is printed on; a printer's queue is chosen by it."""

    A4_PORTRAIT = "a4-portrait"
    A4_LANDSCAPE = "a4-landscape"
    ROLL_80 = "roll-80"
    ROLL_58 = "roll-58"
    LABEL_60X40 = "label-60x40"
    A5_PORTRAIT = "a5-portrait"
    WAYBILL_76X130 = "waybill-76x130"
    WAYBILL_100X180 = "waybill-100x180"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPlace:
    """Where a paper was left free for a seal: its centre in mm from the left and from above, on a page from 0."""

    page: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPaper:
    """A finished paper.

    A paper that a signature is still to be put on says where (`seal_place`) and what is seen of it (`impression`, PDF).
    `title` is what a person calls it, `copy_label` which copy it is ("" where there is one only), `sha256` the hash
    of `content` in 64 lower-case hex digits.
    """

    kind: PaperKind
    title: str
    content: bytes
    sha256: str
    pages: int
    media: Media
    copy_label: str = ""
    format: Format = Format.PDF
    seal_place: SealPlace | None = None
    impression: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A part of a report: a heading and its lines, each what it is and how many or which."""

    title: str
    lines: tuple[tuple[str, str], ...]


def freeze(
    *,
    kind: PaperKind,
    title: str,
    content: bytes,
    pages: int,
    media: Media,
    copy_label: str = "",
    format: Format = Format.PDF,  # noqa: A002 - the field's own name
    seal_place: SealPlace | None = None,
) -> FrozenPaper:
    """Return the paper with the hash of its bytes."""
    return FrozenPaper(
        kind=kind,
        title=title,
        content=content,
        sha256=sha256(content).hexdigest(),
        pages=pages,
        media=media,
        copy_label=copy_label,
        format=format,
        seal_place=seal_place,
    )


def require_intact(paper: FrozenPaper) -> None:
    """Check the bytes against the hash.

    Raises:
        Trouble: `printing.hash_mismatch`; such a paper must not leave the machine.
    """
    if sha256(paper.content).hexdigest() != paper.sha256:
        raise Trouble("printing.hash_mismatch", title=paper.title, expected=paper.sha256[:8])
