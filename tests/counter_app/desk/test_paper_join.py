"""Pages from the scanner become one paper; a file that is broken, locked, hostile or huge gives a sentence."""

import io

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from support.scans import huge_png, image_bytes, pdf_bytes

from casework.errors import RuleBroken
from counter_app.desk.paper_join import join


def locked_pdf():
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return out.getvalue()


def tiff_of(pages):
    out = io.BytesIO()
    frames = [Image.new("L", (200, 300), "white") for _ in range(pages)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_the_same_pages_are_the_same_bytes_whenever_they_are_joined():
    made = join([image_bytes("PNG"), pdf_bytes(pages=2)])
    assert made.content == join([image_bytes("PNG"), pdf_bytes(pages=2)]).content
    assert b"D:00000000000000" in made.content
    assert PdfDocument(made.content)[2].get_size()[0] > 0


def test_images_and_pdfs_become_one_pdf_in_their_order():
    made = join([image_bytes("PNG"), pdf_bytes(pages=2), image_bytes("JPEG", (500, 300)), tiff_of(2)])
    assert (made.mime, made.pages) == ("application/pdf", 6)
    document = PdfDocument(made.content)
    sizes = [document[page].get_size() for page in range(len(document))]
    document.close()
    assert len(sizes) == 6
    assert sizes[3][0] > sizes[3][1]
    assert sizes[0][0] < sizes[0][1]


@pytest.mark.parametrize(
    ("content", "mime", "pages"),
    [(image_bytes("JPEG"), "image/jpeg", 1), (pdf_bytes(pages=3), "application/pdf", 3), (tiff_of(2), "image/tiff", 2)],
)
def test_one_file_alone_stays_as_it_is_and_its_pages_are_counted(content, mime, pages):
    made = join([content])
    assert (made.content, made.mime, made.pages) == (content, mime, pages)


def test_a_script_in_a_pdf_is_left_behind():
    script = "app.alert('x');"
    made = join([pdf_bytes(script=script), image_bytes("PNG")])
    assert made.pages == 2
    assert b"/JavaScript" not in made.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00 a program", "attach.kind"),
        (b"%PDF-1.7 and nothing more", "paper.broken"),
        (image_bytes("PNG")[:60], "paper.broken"),
        (locked_pdf(), "paper.locked"),
        (huge_png(), "paper.too_large"),
        (pdf_bytes(pages=301), "paper.too_many"),
    ],
    ids=["a program", "no pdf", "half an image", "a password", "400 megapixels", "301 pages"],
)
def test_a_file_that_cannot_be_kept_refuses_the_whole(content, code):
    with pytest.raises(RuleBroken) as refused:
        join([image_bytes("PNG"), content])
    assert refused.value.code == code
