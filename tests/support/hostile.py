"""Files that mean harm, or are broken, made anew for every run: by name, their bytes and what may become of them.

`REFUSED` are the sentences a file may get; `CLEAN` says that it may be kept drawn anew, `EITHER` that both will do.
"""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw, PngImagePlugin
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from support.scans import huge_png, pdf_bytes

CLEAN, EITHER = "clean", "either"

# The test file every virus scanner knows; in two parts, or this file would be taken for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"
SECRET_PLACE = "GPSLatitude"
REMARK = "kept-by-nobody"

TRACES = (
    b"/JavaScript",
    b"/JS",
    b"/OpenAction",
    b"/AA",
    b"/Launch",
    b"/EmbeddedFile",
    b"/SubmitForm",
    b"/URI",
    b"/GoToR",
    b"/RichMedia",
    b"/XFA",
    b"/AcroForm",
    b"/Annots",
    b"<script",
    b"<?php",
    b"EICAR",
    b"PK\x03\x04",
    b"MZ\x90",
    b"Exif",
    REMARK.encode(),
)
"""None of these may stand in what is kept."""


def paper(size=(600, 800), mode="RGB"):
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).rectangle((100, 100, 400, 160), fill="black")
    return image


def saved(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def located():
    exif = Image.Exif()
    exif[0x010E] = REMARK
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 7.0, 30.0), 3: "E", 4: (104.0, 23.0, 50.0)})
    return exif


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height, depth, rows):
    """A true PNG of `rows` bytes of zeros, however large the picture."""
    squeezed = zlib.compressobj(9)
    row = bytes(1 + (width * depth + 7) // 8)
    data = b"".join(squeezed.compress(row) for _ in range(rows)) + squeezed.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


def png_with(kind, data):
    whole = saved(paper(), "PNG")
    return whole[:33] + png_chunk(kind, data) + whole[33:]


def jpeg_with_comment(text):
    return saved(paper(), "JPEG", comment=text)


def wide_jpeg():
    """A JPEG whose head says 65,000 by 65,000."""
    whole = bytearray(saved(paper(), "JPEG"))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(whole)


def tiff_of(width, height, next_at=0):
    """A grey TIFF of one strip that says how large it is; the next may lie at `next_at`, even itself."""
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    tags += [(273, 4, 1, 200), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, min(width * height, 2**32 - 1))]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    head = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + struct.pack("<I", next_at)
    return head.ljust(200, b"\0") + bytes(min(width * height, 10_000))


def frames(count):
    pages = [paper((60, 80), "L") for _ in range(count)]
    return saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])


def pdf_of(*, catalog=b"", page=b"", contents=b"0 0 1 rg 50 50 200 200 re f", head=b"", objects=(), filters=b""):
    """A PDF of one page, with what is given put into its catalogue, its page, and behind them."""
    made = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + page + b" >>",
        b"<< /Length %d %s >>\nstream\n" % (len(contents), filters) + contents + b"\nendstream",
        *objects,
    ]
    out = io.BytesIO(b"%PDF-1.7\n" + head)
    out.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(made, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + one + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(made) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(made) + 1, start))
    return out.getvalue()


def squeezed(size, fill=b" ", times=1):
    maker = zlib.compressobj(9)
    block = fill * (1 << 20)
    data = b"".join(maker.compress(block) for _ in range(size >> 20)) + maker.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def annotated(action, subtype=b"/Link"):
    note = b"<< /Type /Annot /Subtype " + subtype + b" /Rect [0 0 500 500] /A << " + action + b" >> >>"
    return pdf_of(page=b"/Annots [5 0 R]", objects=(note,))


def flooding_pdf(side=20_000):
    data = squeezed(1 << 20)
    image = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8" % (
        side,
        side,
    )
    image += b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"
    return pdf_of(
        page=b"/Resources << /XObject << /I 5 0 R >> >>", contents=b"500 0 0 700 0 0 cm /I Do", objects=(image,)
    )


def looping_pdf():
    whole = pdf_of()
    return whole.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def locked_pdf():
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return out.getvalue()


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.sh", "#!/bin/sh\n")
    return out.getvalue()


def documents():
    """What PDFs can carry."""
    attached = b"<< /Type /EmbeddedFile /Length %d >>\nstream\n" % len(EICAR) + EICAR + b"\nendstream"
    named = b"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>] >> >>"
    script = b"/S /JavaScript /JS (app.alert\\(1\\))"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) /Rect [0 0 99 99] /A << /S /SubmitForm /F (h) >> >>"
    form = b"/AcroForm << /Fields [5 0 R] /XFA [(template) (<xdp/>)] >>"
    return {
        "pdf script on opening": (pdf_of(catalog=b"/OpenAction << " + script + b" >>"), CLEAN),
        "pdf script by name": (
            pdf_of(catalog=b"/Names << /JavaScript << /Names [(x) << " + script + b" >>] >> >>"),
            CLEAN,
        ),
        "pdf script on a page": (pdf_of(page=b"/AA << /O << " + script + b" >> >>"), CLEAN),
        "pdf starts a program": (pdf_of(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"), CLEAN),
        "pdf note starts a program": (annotated(b"/S /Launch /F (cmd.exe)"), CLEAN),
        "pdf note opens an address": (annotated(b"/S /URI /URI (http://evil.example)"), CLEAN),
        "pdf note goes elsewhere": (annotated(b"/S /GoToR /F (\\\\\\\\evil\\\\share) /D [0 /Fit]"), CLEAN),
        "pdf note with media": (annotated(script, b"/RichMedia"), CLEAN),
        "pdf attached file": (pdf_of(catalog=named, objects=(attached,)), CLEAN),
        "pdf form that sends": (pdf_of(catalog=form, page=b"/Annots [5 0 R]", objects=(field,)), CLEAN),
        "pdf attached file that a mark on the page holds": (
            pdf_of(
                page=b"/Resources << /Properties << /P << /Type /Filespec /EF << /F 5 0 R >> >> >> >>",
                contents=b"/P /P BDC 0 0 1 rg 50 50 200 200 re f EMC",
                objects=(attached,),
            ),
            CLEAN,
        ),
        "pdf script and file that a drawing on the page holds": (
            pdf_of(
                page=b"/Resources << /XObject << /I 5 0 R >> >>",
                contents=b"/I Do 0 0 1 rg 50 50 200 200 re f",
                objects=(
                    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 9 /A#41 << /O << " + script + b" >> >>"
                    b" /PieceInfo 6 0 R >>\nstream\n0 0 9 9 f\nendstream",
                    attached,
                ),
            ),
            CLEAN,
        ),
        "pdf attached file under a name of no meaning": (
            pdf_of(page=b"/Resources << /Odd 5 0 R >>", objects=(attached,)),
            CLEAN,
        ),
        "pdf of a report with a script": (pdf_bytes(script="app.alert('x');"), CLEAN),
        "pdf with a page behind it": (pdf_of(head=b"% " + SCRIPT + b"\n"), CLEAN),
        "pdf with an archive behind it": (pdf_of() + zipped(), CLEAN),
        "pdf flate bomb": (pdf_of(contents=squeezed(64 << 20), filters=b"/Filter /FlateDecode"), EITHER),
        "pdf flate bomb in a bomb": (
            pdf_of(contents=squeezed(1 << 30, times=2), filters=b"/Filter [/FlateDecode /FlateDecode]"),
            EITHER,
        ),
        "pdf bomb of strokes": (
            pdf_of(contents=squeezed(64 << 20, b"0 0 m 9 9 l S  "), filters=b"/Filter /FlateDecode"),
            EITHER,
        ),
        "pdf pixel flood": (flooding_pdf(), "paper.too_large"),
        "pdf of a huge page": (pdf_of().replace(b"[0 0 595 842]", b"[0 0 9999999 9999999]"), EITHER),
        "pdf of nested lists": (pdf_of(catalog=b"/X " + b"[" * 200_000 + b"]" * 200_000), EITHER),
        "pdf whose pages go round": (looping_pdf(), EITHER),
        "pdf with a password": (locked_pdf(), "paper.locked"),
        "pdf of 301 pages": (pdf_bytes(pages=301), "paper.too_many"),
        "half a pdf": (pdf_bytes()[:200], "paper.broken"),
        "pdf in name only": (b"%PDF-1.7 and nothing more", "paper.broken"),
    }


def pictures():
    """What images can carry."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", SCRIPT.decode())
    whole, jpeg = saved(paper(), "PNG"), saved(paper(), "JPEG")
    return {
        "png of 400 megapixels in its head": (huge_png(), "paper.too_large"),
        "png of 400 megapixels": (png_of(20_000, 20_000, 1, 20_000), "paper.too_large"),
        "jpeg of 4 gigapixels in its head": (wide_jpeg(), "paper.too_large"),
        "progressive jpeg": (saved(Image.new("L", (6_000, 5_000)), "JPEG", progressive=True), "paper.too_large"),
        "tiff of 10 gigapixels": (tiff_of(100_000, 100_000), "paper.too_large"),
        "tiff whose pictures go round": (tiff_of(100, 100, next_at=8), EITHER),
        "tiff of 301 pictures": (frames(301), "paper.too_many"),
        "jpeg and a web page": (jpeg + SCRIPT, CLEAN),
        "jpeg with a web page in it": (jpeg_with_comment(SCRIPT), CLEAN),
        "jpeg with a program in it": (jpeg_with_comment(b"<?php system($_GET[0]); ?>"), CLEAN),
        "jpeg and an archive": (jpeg + zipped(), CLEAN),
        "jpeg and a virus": (jpeg + EICAR, CLEAN),
        "jpeg that says where": (saved(paper(), "JPEG", exif=located()), CLEAN),
        "png that says where": (saved(paper(), "PNG", exif=located()), CLEAN),
        "tiff that says where": (saved(paper(), "TIFF", exif=located()), CLEAN),
        "jpeg with a remark": (saved(paper(), "JPEG", xmp=REMARK.encode()), CLEAN),
        "png with a script": (saved(paper(), "PNG", pnginfo=note), CLEAN),
        "png and a program": (whole + b"MZ\x90\x00", CLEAN),
        "png and a pdf": (whole + pdf_bytes(script="x"), CLEAN),
        "png with a bomb of text": (png_with(b"zTXt", b"Comment\0\0" + squeezed(64 << 20)), EITHER),
        "png with a bomb of colours": (png_with(b"iCCP", b"x\0\0" + squeezed(64 << 20)), EITHER),
        "half a jpeg": (jpeg[: len(jpeg) // 2], "paper.broken"),
        "half a png": (whole[: len(whole) // 2], "paper.broken"),
        "jpeg in name only": (b"\xff\xd8\xff", "paper.broken"),
        "png in name only": (b"\x89PNG\r\n\x1a\n", "paper.broken"),
        "noise behind a jpeg's first bytes": (b"\xff\xd8\xff" + bytes(range(256)) * 40, "paper.broken"),
    }


def others():
    """What is no paper at all."""
    return {
        "nothing": (b"", "attach.kind"),
        "the virus scanners' test file": (EICAR, "attach.kind"),
        "a web page": (SCRIPT, "attach.kind"),
        "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "attach.kind"),
        "a program": (b"MZ\x90\x00" + bytes(400), "attach.kind"),
        "an archive": (zipped(), "attach.kind"),
        "a gif": (saved(paper(), "GIF"), "attach.kind"),
        "postscript": (b"%!PS-Adobe-3.0\n(%pipe%id) (r) file\n", "attach.kind"),
    }


def corpus():
    """Every file: (bytes, what may become of it) by name."""
    return {**documents(), **pictures(), **others()}
