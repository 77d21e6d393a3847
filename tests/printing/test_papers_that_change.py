"""Documents prepared before they are sealed: what can show somebody something else is never sealed."""

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from support.hostile import pdf_of
from support.scans import pdf_bytes
from support.seal_office import a_pdf

from casework.errors import RuleBroken
from printing.seals.plain import require_plain

LAYER = b"<< /Type /OCG /Name (clause) >>"


def layered(usual):
    return pdf_of(
        catalog=b"/OCProperties << /OCGs [5 0 R] /D << " + usual + b" >> >>",
        page=b"/Resources << /Properties << /L 5 0 R >> >>",
        contents=b"/OC /L BDC 0 0 1 rg 50 50 200 200 re f EMC",
        objects=(LAYER,),
    )


def remarked(flags):
    note = b"<< /Type /Annot /Subtype /Square /Rect [0 0 500 500] /IC [1 1 1] /F %d >>" % flags
    return pdf_of(page=b"/Annots [5 0 R]", objects=(note,))


def pictured(more):
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    image += more + b" /Length 1 >>\nstream\n0\nendstream"
    return pdf_of(page=b"/Resources << /XObject << /I 5 0 R >> >>", objects=(image,))


SCRIPT = b"/S /JavaScript /JS (this.getField('x').display = 1)"
FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /V (100) /Rect [0 0 99 99] /F 4 >>"


@pytest.mark.parametrize(
    ("pdf", "what"),
    [
        (pdf_of(catalog=b"/OpenAction << " + SCRIPT + b" >>"), "/JavaScript"),
        (pdf_of(page=b"/AA << /O 5 0 R >>", objects=(b"<< /S 6 0 R /JS (x) >>", b"/JavaScript")), "/JavaScript"),
        (pdf_of(catalog=b"/OpenAction << /S /SetOCGState /State [] >>"), "/SetOCGState"),
        (layered(b"/OFF [5 0 R]"), "/OCProperties"),
        (layered(b"/BaseState /OFF"), "/OCProperties"),
        (layered(b"/AS [<< /Event /Print /Category [/Print] /OCGs [5 0 R] >>]"), "/OCProperties"),
        (remarked(0), "/Annots"),
        (remarked(4 | 32), "/Annots"),
        (remarked(4 | 2), "/Annots"),
        (pdf_of(catalog=b"/AcroForm << /Fields [5 0 R] >>", page=b"/Annots [5 0 R]", objects=(FIELD,)), "/FT /Tx"),
        (pictured(b"/Alternates [<< /Image 5 0 R /DefaultForPrinting true >>]"), "/Alternates"),
        (pictured(b"/F (http://elsewhere.example/picture)"), "/F"),
        (pdf_of(catalog=b"/AF [<< /Type /Filespec /F (a) /EF << /F 4 0 R >> >>]"), "/EmbeddedFile"),
    ],
)
def test_what_can_show_something_else_is_refused_and_named(pdf, what):
    with pytest.raises(RuleBroken) as caught:
        require_plain(pdf)
    assert (caught.value.code, caught.value.details["what"]) == ("seal.document_hides", what)


@pytest.mark.parametrize(
    "pdf",
    [
        a_pdf(),
        pdf_bytes(pages=3),
        layered(b"/ON [5 0 R]"),
        remarked(4),
        pictured(b"/Interpolate true"),
        pdf_of(page=b"/Annots [5 0 R]", objects=(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>",)),
        pdf_of(catalog=b"/OpenAction [3 0 R /Fit] /Lang (zh)"),
        pdf_of(catalog=b"/Metadata 99 0 R"),
    ],
    ids=["plain", "pages", "layers that all see", "remark", "picture", "link", "first page", "missing"],
)
def test_what_shows_everybody_the_same_passes(pdf):
    require_plain(pdf)


def test_the_papers_that_are_drawn_here_pass(samples):
    for paper in samples.values():
        if paper.content.startswith(b"%PDF"):
            require_plain(paper.content)


def test_a_document_that_leads_to_itself_is_read_once():
    require_plain(pdf_of(catalog=b"/X 5 0 R", objects=(b"[5 0 R 5 0 R 6 0 R]", b"<< /Y 5 0 R /Z 6 0 R >>")))
    with pytest.raises(ValueError, match="500"):
        require_plain(pdf_of(catalog=b"/AcroForm << /Fields [5 0 R] >>", objects=(b"<< /Kids [5 0 R 5 0 R] >>",)))


def test_a_locked_document_is_refused(tmp_path):
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    with pytest.raises(ValueError, match="Encrypt"):
        require_plain(path.read_bytes())
