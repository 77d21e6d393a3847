"""Faces, wording and a reader for codes and text, shared by the tests of paper."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pytest
import zxingcpp

import resources
from printing.fonts import Fonts, load_fonts
from printing.model import FrozenPaper, Media, PaperKind, freeze
from printing.samples import every_paper
from printing.wording import Wording, load_wording

FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]


@dataclass(frozen=True)
class PaperReader:
    """Reads a finished paper back as a scanner and an eye would."""

    def codes(self, paper: FrozenPaper, dpi: int, page: int = 0) -> set[str]:
        """Return the payload of every code on a page printed at `dpi`."""
        with pypdfium2.PdfDocument(paper.content) as document:
            image = document[page].render(scale=dpi / 72).to_pil().convert("L")
        return {found.text for found in zxingcpp.read_barcodes(image, formats=FORMATS)}

    def pages(self, paper: FrozenPaper) -> list[str]:
        """Return the text of each page without white space."""
        with pypdfium2.PdfDocument(paper.content) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        return [re.sub(r"\s", "", text) for text in texts]

    def text(self, paper: FrozenPaper) -> str:
        """Return the text of all pages without white space."""
        return "".join(self.pages(paper))


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load_fonts(resources.path("fonts"))


@pytest.fixture(scope="session")
def wording_data() -> bytes:
    return resources.read("wording/papers.json")


@pytest.fixture(scope="session")
def wording(wording_data) -> Wording:
    return load_wording(wording_data)


@pytest.fixture(scope="session")
def both(wording_data) -> Wording:
    return load_wording(wording_data, "zh+en")


@pytest.fixture(scope="session")
def samples(fonts, wording) -> dict[str, FrozenPaper]:
    return every_paper(fonts, wording)


@pytest.fixture(scope="session")
def both_samples(fonts, both) -> dict[str, FrozenPaper]:
    return every_paper(fonts, both)


@pytest.fixture(scope="session")
def reader() -> PaperReader:
    return PaperReader()


@pytest.fixture
def paper_of() -> Callable[..., FrozenPaper]:
    """Return a maker of small frozen papers for what only carries bytes."""

    def make(pdf: bytes = b"%PDF-1.4 small", pages: int = 1) -> FrozenPaper:
        return freeze(
            kind=PaperKind.ACCEPTANCE_NOTICE, title="受理通知书", content=pdf, pages=pages, media=Media.A4_PORTRAIT
        )

    return make
