"""Pages from the scanner become one paper; a file that is broken, locked, hostile or huge gives a sentence."""

import io

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from support.hostile import pdf_of
from support.scans import huge_png, image_bytes, pdf_bytes

from casework.errors import RuleBroken, Trouble
from counter_app.desk.paper_join import join


def locked_pdf():
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return out.getvalue()


def tiff_of(pages):
    out = io.BytesIO()
    frames = [Image.open(io.BytesIO(image_bytes("PNG", (200, 300), "L"))) for _ in range(pages)]
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
    [
        (image_bytes("JPEG"), "image/jpeg", 1),
        (image_bytes("PNG"), "image/jpeg", 1),
        (image_bytes("PNG", mode="1"), "application/pdf", 1),
        (pdf_bytes(pages=3), "application/pdf", 3),
        (tiff_of(2), "application/pdf", 2),
    ],
)
def test_one_file_alone_is_drawn_anew_too_and_is_a_jpeg_or_a_pdf(content, mime, pages):
    made = join([content])
    assert (made.mime, made.pages) == (mime, pages)
    assert made.content != content
    assert made == join([content])


def test_every_page_is_told_as_it_is_done():
    told = []
    join([tiff_of(2), pdf_bytes(pages=2)], told.append)
    assert told == [1, 2, 3, 4]


def test_blank_pages_are_left_out_and_counted_unless_all_are():
    blank = io.BytesIO()
    Image.new("L", (300, 500), 250).save(blank, "PNG")
    made = join([blank.getvalue(), image_bytes("PNG"), pdf_bytes(pages=1), blank.getvalue()])
    assert (made.pages, made.blank) == (2, 2)
    only = join([blank.getvalue(), image_bytes("PNG"), blank.getvalue()])
    assert (only.mime, only.pages, only.blank) == ("image/jpeg", 1, 2)
    alone = join([blank.getvalue()])
    assert (alone.mime, alone.pages, alone.blank) == ("image/jpeg", 1, 0)


def test_a_signature_that_is_lost_is_told():
    assert not join([pdf_bytes()]).signed
    assert join([pdf_bytes() + b"% /ByteRange [0 1 2 3] /Contents <00>"]).signed


def test_a_pdf_page_keeps_its_letters_its_size_and_how_it_is_turned():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    canvas.drawString(50, 500, "turned")
    canvas.setPageRotation(90)
    canvas.save()
    (page,) = PdfDocument(join([out.getvalue()]).content)
    assert (page.get_size(), page.get_rotation()) == ((400, 600), 90)
    assert "turned" in page.get_textpage().get_text_range()


def test_what_a_note_on_a_pdf_shows_becomes_part_of_the_page():
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 90 90] /Length 24 >>"
    shown = head + b"\nstream\n0 1 0 rg 0 0 90 90 re f  \nendstream"
    note = b"<< /Type /Annot /Subtype /Stamp /Rect [300 300 390 390] /F 4 /AP << /N 6 0 R >> >>"
    content = pdf_of(page=b"/Annots [5 0 R]", objects=(note, shown))
    (page,) = PdfDocument(join([content]).content)
    assert page.render(scale=1, may_draw_forms=False).to_pil().convert("RGB").getpixel((340, 842 - 340)) == (0, 255, 0)


def test_a_paper_that_stays_too_large_is_refused():
    noise = io.BytesIO()
    Image.effect_noise((3400, 3400), 90).save(noise, "JPEG", quality=95)
    with pytest.raises(RuleBroken) as refused:
        join([noise.getvalue()] * 8)
    assert refused.value.code == "attach.too_large"


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(Trouble) as told:
        join([image_bytes("PNG")], timeout_s=0.001)
    assert told.value.code == "paper.slow"


@pytest.mark.parametrize("files", [1, 4, 40])
@pytest.mark.parametrize("timeout_s", [0.0005, 0.01, 0.03])
def test_files_that_are_still_being_given_make_no_other_end_of_it(files, timeout_s):
    with pytest.raises(Trouble) as told:
        join([image_bytes("PNG")] * files, timeout_s=timeout_s)
    assert told.value.code == "paper.slow"


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
