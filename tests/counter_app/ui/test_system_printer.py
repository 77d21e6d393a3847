"""Printers of the screen's system: pages keep their size and their codes, and nothing is proved."""

import pypdfium2
import pytest
import zxingcpp

import resources
from counter_app.ui.system_printer import SystemPrinterDriver
from printing import samples
from printing.drivers.driver import Readiness, Result
from printing.fonts import load_fonts
from printing.model import Format, Media, PaperKind, freeze
from printing.wording import load_wording

FORMATS = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]


@pytest.fixture(scope="module")
def papers():
    return samples.every_paper(load_fonts(resources.path("fonts")), load_wording(resources.read("wording/papers.json")))


def codes(pdf, dpi=300):
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=dpi / 72).to_pil().convert("L")
        return {found.text for found in zxingcpp.read_barcodes(image, formats=FORMATS)}, len(document)


@pytest.mark.parametrize("name", ["acceptance-long", "certificate"])
def test_a_paper_keeps_its_size_its_pages_and_its_codes(name, papers, qapp, tmp_path):  # noqa: ARG001 - Qt must run
    paper, out = papers[name], tmp_path / "out.pdf"
    outcome = SystemPrinterDriver("HP", str(out)).send(paper, "J1")
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.no_proof", True)
    assert codes(out.read_bytes()) == codes(paper.content)
    with pypdfium2.PdfDocument(out) as came, pypdfium2.PdfDocument(paper.content) as sent:
        assert came[0].get_size() == pytest.approx(sent[0].get_size(), abs=1.5)


def test_a_printer_that_the_system_does_not_know_has_failed(papers, qapp):  # noqa: ARG001 - Qt must run
    driver = SystemPrinterDriver("no such printer")
    outcome = driver.send(papers["acceptance-long"], "J1")
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.line_away")
    assert driver.status().readiness is Readiness.UNKNOWN


def test_dots_are_no_pages(qapp):  # noqa: ARG001 - Qt must run
    paper = freeze(
        kind=PaperKind.RECEIPT_SLIP, title="x", content=b"II", pages=1, media=Media.ROLL_80, format=Format.RASTER
    )
    assert SystemPrinterDriver("HP").send(paper, "J1").code == "printing.wrong_format"
