"""A seal put on a finished paper by a key, and what verification sees of what was done to the file afterwards."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas
from support.seal_keys import PASSPHRASE, PIN, SOFTHSM, root, seal_key, token_with

from casework.errors import RuleBroken, Trouble
from printing.papers.impression import draw_impression
from printing.seals.seal import Seal
from printing.seals.signer import FileSigner, SealField, TokenSigner, certificate_of_file
from printing.seals.verification import verify

AT = datetime(2026, 9, 15, 2, 30, tzinfo=UTC)
FIELD = SealField(name="seal-EDU", page=0, box=(400, 60, 525, 185))
SEAL = Seal(organ="德阳市教育局", code="5106000001234")


@pytest.fixture
def impression(fonts) -> bytes:
    return draw_impression(SEAL, fonts)


@pytest.fixture
def paper(samples) -> bytes:
    return samples["certificate"].content


def of_file(key) -> FileSigner:
    return FileSigner(key.pkcs12, PASSPHRASE.encode())


def test_a_sealed_paper_is_certified_whole_and_says_who_and_when(paper, impression):
    sealed = of_file(seal_key()).sign(paper, impression, FIELD, "EDU/2026/1/1", AT)
    found = verify(sealed, [root().der])
    assert (found.good, found.trusted, found.organ, found.reason) == (True, True, "德阳市教育局", "EDU/2026/1/1")
    assert found.at == AT
    assert sealed.startswith(paper), "the paper itself stays byte for byte"


def test_without_its_root_a_paper_is_whole_but_from_nobody_known(paper, impression):
    found = verify(of_file(seal_key()).sign(paper, impression, FIELD, "", AT))
    assert (found.good, found.trusted) == (True, False)


def test_a_white_box_that_is_added_afterwards_is_seen(paper, impression):
    sealed = of_file(seal_key()).sign(paper, impression, FIELD, "", AT)
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = page.get("/Rotate", 0)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    assert not verify(out.getvalue(), [root().der]).good


@pytest.mark.parametrize("place", [200, 5000, -200])
def test_a_changed_byte_is_seen(paper, impression, place):
    sealed = bytearray(of_file(seal_key()).sign(paper, impression, FIELD, "", AT))
    sealed[place] ^= 1
    assert not verify(bytes(sealed)).good


def test_a_paper_without_a_signature_is_not_good(paper):
    assert not verify(paper).good
    assert not verify(b"").good


def test_what_was_signed_before_or_is_no_pdf_is_refused_with_the_reason(paper, impression):
    signer = of_file(seal_key())
    sealed = signer.sign(paper, impression, FIELD, "", AT)
    for content, code in ((sealed, "seal.document_signed"), (b"%PDF-1.4 no", "seal.document_unfit")):
        with pytest.raises(RuleBroken) as refused:
            signer.sign(content, impression, FIELD, "", AT)
        assert refused.value.code == code


def test_a_file_with_another_passphrase_is_said_so():
    key = seal_key()
    assert certificate_of_file(key.pkcs12, PASSPHRASE.encode()) == key.der
    with pytest.raises(RuleBroken, match=r"seal\.key_not_read"):
        certificate_of_file(key.pkcs12, b"another")


def test_the_last_page_is_sealed_where_it_is_asked_for(impression):
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(3):
        canvas.drawString(100, 700, "granted")
        canvas.showPage()
    canvas.save()
    field = SealField(name="seal", page=-1, box=(300, 60, 425, 185))
    assert verify(of_file(seal_key()).sign(out.getvalue(), impression, field, "", AT)).good


@pytest.mark.skipif(not SOFTHSM.exists(), reason="no SoftHSM here")
def test_a_key_that_never_leaves_its_token_seals_as_well(paper, impression, tmp_path, monkeypatch):
    key = seal_key()
    token_with(key, tmp_path, monkeypatch)
    signer = TokenSigner(module=str(SOFTHSM), token="hall", key="edu", pin=PIN, certificate=key.der)
    assert verify(signer.sign(paper, impression, FIELD, "", AT), [root().der]).trusted
    for wrong in ({"token": "nowhere"}, {"pin": "1"}, {"key": "nobody"}):
        fields = {"module": str(SOFTHSM), "token": "hall", "key": "edu", "pin": PIN, "certificate": key.der, **wrong}
        with pytest.raises(Trouble, match=r"seal\.key_away"):
            TokenSigner(**fields).sign(paper, impression, FIELD, "", AT)
