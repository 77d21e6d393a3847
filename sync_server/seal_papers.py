"""What is sealed: the certificate, drawn here as every window would draw it, or the department's own decision document.

Fonts and wording are loaded with the first paper, because they take time and most processes never need them.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

import resources
from casework.case_state import Case
from casework.catalogue import Catalogue
from casework.contract import Site
from casework.errors import RuleBroken
from casework.slips import progress_link
from printing.fonts import Fonts, load_fonts
from printing.layout.pen import pt
from printing.papers.certificate import HEIGHT, SEAL_CENTRE, Certificate, CertificateField, Edition, draw_certificate
from printing.papers.decided_case import decision_title
from printing.papers.impression import MARGIN_MM, draw_impression
from printing.papers.parts import PrintMarks
from printing.seals.plain import require_plain
from printing.seals.seal import Seal
from printing.seals.signer import SealField
from printing.wording import Wording, load_wording
from sync_server.blob_store import BlobStore
from sync_server.catalogues import Catalogues
from sync_server.marked_place import edges, marked_place, page_of, pages
from sync_server.seal_decisions import draw_decided
from sync_server.store.seal_uses import CERTIFICATE
from sync_server.store.seals import SealRow

_Found = TypeVar("_Found")
_LAST_PAGE = -1
_ASIDE_MM, _ABOVE_MM = 58.0, 42.0
"""Where the middle of a seal stands on a department's own document: from the right and the foot of its last page,
unless the document marks a place."""


class SealPapers:
    """Draws certificates and reads decision documents, in the hall's name."""

    def __init__(self, catalogues: Catalogues, site: Site, kept: BlobStore) -> None:
        self._catalogues = catalogues
        self._site = site
        self._kept = kept

    def certificate(self, case: Case, seal: SealRow, *, stock: bool) -> bytes:
        """Return the certificate that a decision granted, its place for the seal left free.

        With `stock` it is for the hall's numbered blanks, which have a border of their own.

        Raises:
            RuleBroken: `issue.no_certificate`, or it cannot be drawn.
        """
        catalogue = self._catalogues.of(case.catalog)
        form = catalogue.known_matter(case.matter).certificate if catalogue else None
        if catalogue is None or form is None or case.decision is None or case.decision.certificate is None:
            raise RuleBroken("issue.no_certificate")
        granted = case.decision.certificate
        content = Certificate(
            number=granted.number,
            case_number=case.number,
            edition=Edition.ORIGINAL,
            title=form.name_zh,
            title_en=form.name_en,
            fields=tuple(CertificateField(label=f.label, label_en=f.label_en, value=f.value) for f in granted.fields),
            verify_url=progress_link(self._site.progress_url, case.secret),
            issuer=catalogue.department(case.department).name_zh,
            issued_on=case.decision.decided_on,
            seal=_drawn(seal),
            stock=stock,
        )
        return draw_certificate(content, self._fonts, self._wording, PrintMarks(seal_by_signature=True)).content

    def decision(self, case: Case, seal: SealRow, at: datetime) -> bytes:
        """Return the document of a decision that came without one, its place for the seal left free.

        Raises:
            RuleBroken: `issue.no_certificate`, `printing.no_reasons`, or it cannot be drawn.
        """
        catalogue = self._known(case)
        matter, department = catalogue.known_matter(case.matter), catalogue.department(case.department)
        return draw_decided(case, matter, department, self._site, _drawn(seal), self._fonts, self._wording, at)

    def decision_title(self, case: Case) -> str:
        """Return what people call the document that is drawn of a decision."""
        return decision_title(case, self._known(case).known_matter(case.matter), self._wording)

    def _known(self, case: Case) -> Catalogue:
        catalogue = self._catalogues.of(case.catalog)
        if catalogue is None:
            raise RuleBroken("issue.no_certificate")
        return catalogue

    def title(self, case: Case) -> str:
        """Return what people call the certificate of a case."""
        catalogue = self._catalogues.of(case.catalog)
        form = catalogue.known_matter(case.matter).certificate if catalogue else None
        return form.name_zh if form else ""

    def blob(self, sha256: str) -> bytes:
        """Return a document that came with an event, or was drawn here.

        Raises:
            RuleBroken: `seal.document_awaited`: it has not come yet.
        """
        try:
            content = b"".join(self._kept.read(sha256, 0, self._kept.size(sha256)))
        except FileNotFoundError:
            raise RuleBroken("seal.document_awaited") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RuleBroken("seal.document_awaited")
        return content

    def require_same_for_all(self, document: bytes) -> None:
        """Check that a department's document shows the same to everybody; see `plain.require_plain`.

        Raises:
            RuleBroken: `seal.document_hides`, `seal.document_unfit`.
        """
        _guarded(lambda: require_plain(document))

    def impression(self, seal: SealRow) -> bytes:
        """Return the seal's impression."""
        return draw_impression(_drawn(seal), self._fonts)

    def trial(self, seal: Seal) -> None:
        """See whether an impression can be drawn.

        Raises:
            RuleBroken: `printing.seal_name`, `printing.no_glyph`.
        """
        draw_impression(seal, self._fonts)

    def place(self, paper: str, document: bytes, seal: SealRow, use: str = "") -> SealField:
        """Return where the seal is put on a paper; the field is named by the use.

        Raises:
            RuleBroken: `seal.document_unfit`.
        """
        half = _drawn(seal).diameter_mm / 2 + MARGIN_MM
        if paper == CERTIFICATE:
            x_mm, y_mm = SEAL_CENTRE
            return _field(use, 0, pt(x_mm), pt(HEIGHT - y_mm), pt(half))
        half_pt = pt(half)
        marked = _read(document, marked_place)
        if marked is not None:
            left, foot, right, head = _read(document, lambda reader: edges(page_of(reader, marked.page)))
            x_pt = min(max(marked.x_pt, left + half_pt), right - half_pt)
            return _field(use, marked.page, x_pt, min(max(marked.y_pt, foot + half_pt), head - half_pt), half_pt)
        left, foot, right, _ = _last_page(document)
        return _field(use, _LAST_PAGE, max(right - pt(_ASIDE_MM), left + pt(half)), foot + pt(_ABOVE_MM), pt(half))

    @cached_property
    def _fonts(self) -> Fonts:
        return load_fonts(resources.path("fonts"))

    @cached_property
    def _wording(self) -> Wording:
        return load_wording(resources.read("wording/papers.json"))


def _drawn(seal: SealRow) -> Seal:
    return Seal(organ=seal.organ, code=seal.registration, purpose=seal.name if seal.kind == "special" else "")


def _field(use: str, page: int, x_pt: float, y_pt: float, half_pt: float) -> SealField:
    box = (round(x_pt - half_pt), round(y_pt - half_pt), round(x_pt + half_pt), round(y_pt + half_pt))
    return SealField(name=use, page=page, box=box)


def pages_of(document: bytes) -> int:
    """Return how many pages a document has.

    Raises:
        RuleBroken: `seal.document_unfit`.
    """
    return _read(document, pages)


def _last_page(document: bytes) -> tuple[float, float, float, float]:
    """Return the edges of the last page in points: left, foot, right, head."""
    return _read(document, lambda reader: edges(page_of(reader, pages(reader) - 1)))


def _read(document: bytes, look: Callable[[Any], _Found]) -> _Found:
    """Look something up in a document."""
    return _guarded(lambda: look(PdfFileReader(BytesIO(document))))


def _guarded(look: Callable[[], _Found]) -> _Found:
    """Look at a document; whoever made it may have written anything into it."""
    try:
        return look()
    except RuleBroken:
        raise
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise RuleBroken("seal.document_unfit", why=type(error).__name__) from error
