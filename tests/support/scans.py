"""Files as scanners and visitors bring them: images, PDFs, and some that mean harm."""

import io
import struct
import zlib

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas


def image_bytes(kind, size=(300, 500), mode="RGB"):
    out = io.BytesIO()
    image = Image.new(mode, size, "white")
    # A page with nothing on it is a blank one.
    ImageDraw.Draw(image).rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 3), fill="black")
    image.save(out, kind)
    return out.getvalue()


def pdf_bytes(pages=1, script=""):
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    made = out.getvalue()
    if script:
        action = f"/OpenAction << /S /JavaScript /JS ({script}) >> /Type /Catalog".encode()
        made = made.replace(b"/Type /Catalog", action, 1)
    return made


def huge_png(side=20_000):
    """A PNG that says it has 400 million pixels, in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
