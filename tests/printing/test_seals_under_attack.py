"""Files made to deceive whoever verifies a seal: other pages under a true signature, forms that never end."""

import re
import subprocess
import threading
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from support.hostile import pdf_of
from support.seal_keys import PASSPHRASE, root, seal_key

from printing.papers.impression import draw_impression
from printing.seals.seal import Seal
from printing.seals.signer import FileSigner, SealField
from printing.seals.verification import verify

AT = datetime(2026, 9, 15, 2, 30, tzinfo=UTC)
FIELD = SealField(name="seal-5106000021946-2026-00001", page=0, box=(372, 146, 488, 262))
OBJECT = b"%d 0 obj\n"
OTHER_PAGE = b"q 1 0 0 rg 100 100 300 300 re f Q"


@pytest.fixture
def key():
    return seal_key()


@pytest.fixture
def sealed(samples, fonts, key) -> bytes:
    impression = draw_impression(Seal(organ="德阳市教育局", code="5106000021946", purpose="受理专用章"), fonts)
    signer = FileSigner(key.pkcs12, PASSPHRASE.encode())
    return signer.sign(samples["acceptance-1"].content, impression, FIELD, "受理通知书", AT)


def literal(raw: bytes) -> bytes:
    """Return bytes as a PDF string of about their own length; the digits of a signature count twice that."""
    for sign in b"\\()":
        raw = raw.replace(bytes([sign]), b"\\" + bytes([sign]))
    return b"(" + raw.replace(b"\r", b"\\r") + b")"


def wrapped(sealed: bytes, room: int = 60_000) -> bytes:
    """Return another first page under the same signature: what was signed is moved behind a wider gap.

    Into the gap go the other page, a table of objects where the signed end of the file looks for one, and a copy of the
    signature that names the moved ranges and takes half of the room it counts.
    """
    reader = PdfFileReader(BytesIO(sealed))
    signature = reader.embedded_signatures[0]
    _, before, behind, rest = (int(number) for number in signature.byte_range)
    start = int(re.findall(rb"startxref\s+(\d+)", sealed)[-1])
    raw = signature.pkcs7_content + bytes(room)
    moved_to = before + 2 * len(raw) + 2
    page = reader.root["/Pages"]["/Kids"][0].get_object()
    contents, own = page.raw_get("/Contents").idnum, signature.sig_field.raw_get("/V").idnum

    entries, trailer = last_table(sealed, start)
    out = bytearray(sealed[:before] + b"<00>>>\nendobj\n")
    entries[contents] = len(out)
    out += OBJECT % contents + b"<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(OTHER_PAGE), OTHER_PAGE)
    for number in [number for number, place in entries.items() if behind < place != entries[contents]]:
        body = sealed[entries[number] : sealed.index(b"endobj", entries[number]) + 6]
        entries[number] = len(out)
        out += body + b"\n"
    assert len(out) < start, "else the signed end looks for its table somewhere else"
    out += b"%" * (start - len(out) - 1) + b"\n"
    entries[own] = 0
    entries[own] = start + len(table(entries, trailer))
    out += table(entries, trailer)
    words = BytesIO()
    signature.sig_object.write_to_stream(words, None)
    kept = re.sub(rb"/(Contents\s*<[^>]*>|ByteRange\s*\[[^\]]*\])", b"", words.getvalue()).rstrip().removesuffix(b">>")
    out += OBJECT % own + kept + b"/ByteRange [0 %d %d %d] /Contents " % (before, moved_to, rest)
    out += literal(raw) + b">>\nendobj\n"
    assert len(out) < moved_to, "else there is no room for all of it"
    return bytes(out).ljust(moved_to, b"%")[:-1] + b"\n" + sealed[behind:]


def last_table(sealed: bytes, start: int) -> tuple[dict[int, int], bytes]:
    lines, trailer = re.match(rb"xref\n(.*?)(trailer.*?)startxref", sealed[start:], re.DOTALL).groups()
    entries, number = {}, 0
    for line in lines.split(b"\n"):
        words = line.split()
        if len(words) == 2:
            number = int(words[0])
        elif words:
            entries[number] = int(words[0])
            number += 1
    return entries, trailer


def table(entries: dict[int, int], trailer: bytes) -> bytes:
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(entries.items()))
    return b"xref\n" + rows + trailer + b"\n"


def poppler_says(pdf: bytes, folder) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_bounded()


def test_another_page_under_a_true_signature_is_refused(sealed, tmp_path):
    forged = wrapped(sealed)
    assert "受理" in text_of(sealed)
    assert "受理" not in text_of(forged), "else it is the page that was sealed"
    assert "Signature is Valid" in poppler_says(forged, tmp_path), "else this attack would prove nothing"
    found = verify(forged, [root().der], now=AT)
    assert (found.intact, found.whole_file, found.code) == (True, False, "seal.verdict_added_to")


def test_nothing_hides_in_the_room_that_was_kept_for_the_signature(sealed):
    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0]
    _, before, behind, _ = (int(number) for number in signature.byte_range)
    digits = sealed[before:behind]
    assert digits.endswith(b"00000000>")
    hidden = sealed[: behind - 9] + b"deadbeef>" + sealed[behind:]
    spaced = sealed[: behind - 9] + b"        >" + sealed[behind:]
    for pdf in (hidden, spaced):
        assert verify(pdf, [root().der], now=AT).code in {"seal.verdict_added_to", "seal.verdict_unreadable"}
    assert verify(sealed, [root().der], now=AT).code == "seal.verdict_good"


RANGES = [b"0 0 0 0", b"0 1 0 1", b"-1 1 2 3", b"0", b"", b"(a) /b 0 1", b"0 99 99 999999999"]


@pytest.mark.parametrize("ranges", RANGES)
def test_ranges_that_say_something_else_prove_nothing(sealed, ranges):
    own = re.search(rb"/ByteRange \[([^\]]*)\]", sealed)
    changed = sealed[: own.start(1)] + ranges.ljust(len(own[1])) + sealed[own.end(1) :]
    assert not verify(changed, [root().der], now=AT).whole_file


FORM = b"/AcroForm << /Fields [5 0 R] /SigFlags 3 >>"


@pytest.mark.parametrize(
    "pdf",
    [
        pdf_of(
            catalog=FORM,
            objects=[b"<< /T (a) /Kids [%d 0 R %d 0 R] >>" % (n, n) for n in range(6, 46)] + [b"<< /FT /Sig /T (z) >>"],
        ),
        pdf_of(catalog=FORM, objects=(b"<< /T (a) /Kids [5 0 R] >>",)),
        pdf_of(catalog=FORM, objects=(b"[" * 200_000 + b"]" * 200_000,)),
        pdf_of(catalog=FORM, objects=(b"<< /A " * 100_000 + b">>" * 100_000,)),
        pdf_of(catalog=b"/AcroForm << /Fields [" + b"5 0 R " * 20_000 + b"] >>", objects=(b"<< /FT /Sig /T (a) >>",)),
        pdf_of(catalog=b"/AcroForm 7"),
        pdf_of(catalog=b"/Version /9.x"),
    ],
    ids=["doubling", "loop", "lists", "dictionaries", "many", "number", "version"],
)
def test_a_form_that_never_ends_is_told_soon_and_raises_nothing(pdf):
    said = []
    running = threading.Thread(target=lambda: said.append(verify(pdf, [root().der], now=AT).code), daemon=True)
    running.start()
    running.join(60)
    assert said in (["seal.verdict_unreadable"], ["seal.verdict_unsigned"])
