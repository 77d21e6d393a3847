"""What was done to a sealed paper, and who says so: poppler believes some of it, ours none."""

import subprocess
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageChops
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from support.seal_keys import FROM, PASSPHRASE, PIN, SOFTHSM, root, seal_key, token_with
from support.seal_service import WORD, authority, sealing_service, time_authority

from casework.errors import RuleBroken, Trouble
from casework.sentences import sentence
from printing.papers.impression import draw_impression
from printing.seals.experimental import load_sealer
from printing.seals.keys import open_signer
from printing.seals.remote import RemoteSigner
from printing.seals.seal import Seal
from printing.seals.signer import DigestKey, FileSigner, SealField, certify
from printing.seals.time_stamps import TimeAuthority
from printing.seals.verification import verify

AT = datetime(2026, 9, 15, 2, 30, tzinfo=UTC)
FIELD = SealField(name="seal-5106000021946-2026-00001", page=0, box=(372, 146, 488, 262))


@pytest.fixture
def notice(samples) -> bytes:
    return samples["acceptance-1"].content


@pytest.fixture
def impression(fonts) -> bytes:
    return draw_impression(Seal(organ="德阳市教育局", code="5106000021946", purpose="受理专用章"), fonts)


@pytest.fixture
def key():
    return seal_key()


@pytest.fixture
def sealed(notice, impression, key) -> bytes:
    return signer_of(key).sign(notice, impression, FIELD, "受理通知书", AT)


def signer_of(key) -> FileSigner:
    return FileSigner(key.pkcs12, PASSPHRASE.encode())


def white_out(pdf: bytes) -> bytes:
    """Add a white box over the middle of the first page, as an attacker would: appended, nothing signed is touched."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    box = writer.add_object(StreamObject(stream_data=b"q 1 1 1 rg 80 300 420 300 re f Q"))
    page["/Contents"] = ArrayObject([page.raw_get("/Contents"), box])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def poppler_says(pdf: bytes, folder) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


def test_ours_and_poppler_agree_on_a_good_paper(sealed, tmp_path):
    said = poppler_says(sealed, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    found = verify(sealed, [root().der], now=AT)
    assert (found.code, found.use, found.at) == ("seal.verdict_good", FIELD.name, AT)


def test_a_white_box_that_poppler_still_calls_valid_is_refused(sealed, tmp_path):
    attacked = white_out(sealed)
    assert attacked.startswith(sealed)
    assert "Signature is Valid" in poppler_says(attacked, tmp_path), "else this attack would prove nothing"
    assert verify(attacked, [root().der], now=AT).code == "seal.verdict_added_to"


@pytest.mark.parametrize("behind", [b"\n", b"% nothing at all\n", b"\0" * 4096])
def test_whatever_stands_behind_the_end_is_refused(sealed, behind):
    assert verify(sealed + behind, [root().der], now=AT).code != "seal.verdict_good"


def test_no_byte_of_a_sealed_paper_can_be_changed(sealed):
    step = len(sealed) // 60
    for place in range(10, len(sealed), step):
        changed = bytearray(sealed)
        changed[place] ^= 0x20
        assert verify(bytes(changed), [root().der], now=AT).code != "seal.verdict_good", place


def test_a_paper_without_a_seal_and_what_is_no_pdf_are_told_apart(notice):
    assert verify(notice).code == "seal.verdict_unsigned"
    assert verify(b"nothing").code == "seal.verdict_unreadable"


def test_an_impression_is_as_large_as_the_seal_and_where_it_was_put(notice, impression, key):
    box = (100, 400, 219, 519)
    made = signer_of(key).sign(notice, impression, SealField(name="seal", page=0, box=box), "", AT)
    with pypdfium2.PdfDocument(made) as document:
        document.init_forms()
        image = document[0].render(scale=4).to_pil().convert("RGB")
    left, foot, right, head = box
    region = image.crop((left * 4, round((841.89 - head) * 4), right * 4, round((841.89 - foot) * 4)))
    red, green, _ = region.split()
    found = ImageChops.logical_and(red.point(lambda v: v > 150, "1"), green.point(lambda v: v < 100, "1")).getbbox()
    wide_mm, high_mm = ((found[2] - found[0]) / 4 * 25.4 / 72, (found[3] - found[1]) / 4 * 25.4 / 72)
    assert (wide_mm, high_mm) == pytest.approx((40.0, 40.0), abs=0.25)


def test_a_second_signature_is_refused_before_and_after(notice, impression, key):
    first = _approved(notice, key, "first")
    with pytest.raises(RuleBroken, match=r"seal\.document_signed"):
        signer_of(key).sign(first, impression, FIELD, "", AT)
    assert verify(_approved(first, key, "second"), [root().der], now=AT).code == "seal.verdict_several"


def _approved(pdf: bytes, key, name: str) -> bytes:
    meta = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
    simple = signers.SimpleSigner.load_pkcs12_data(key.pkcs12, (), PASSPHRASE.encode())
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    return signers.PdfSigner(meta, simple, new_field_spec=fields.SigFieldSpec(name)).sign_pdf(writer).getvalue()


def test_a_signature_that_allows_changes_is_no_seal(notice, key):
    assert verify(_approved(notice, key, "mine"), [root().der]).code == "seal.verdict_open"


def test_a_certificate_nobody_here_trusts_is_said_so(sealed):
    assert verify(sealed, [seal_key("别的机构").der], now=AT).code == "seal.verdict_unknown"


def test_a_certificate_that_ran_out_proves_nothing_unless_a_time_stamp_does(notice, impression):
    short = seal_key(until=FROM + timedelta(days=300))
    later = FROM + timedelta(days=900)
    plain = signer_of(short).sign(notice, impression, FIELD, "", AT)
    assert verify(plain, [root().der], now=AT).code == "seal.verdict_good"
    assert verify(plain, [root().der], now=later).code == "seal.verdict_expired"
    with time_authority(AT) as address:
        stamped = FileSigner(short.pkcs12, PASSPHRASE.encode(), TimeAuthority(address)).sign(
            notice, impression, FIELD, "", AT
        )
    roots = [root().der, authority()[0].dump()]
    found = verify(stamped, roots, now=later)
    assert (found.code, found.stamped_at) == ("seal.verdict_good", AT)


def test_a_paper_sealed_after_its_certificate_ran_out_is_refused(notice, impression):
    old = seal_key(until=FROM + timedelta(days=30))
    found = verify(signer_of(old).sign(notice, impression, FIELD, "", AT), [root().der], now=AT)
    assert found.code == "seal.verdict_expired"


def test_a_revoked_certificate_is_refused_from_its_day_on(sealed, key):
    mark = sha256(key.der).hexdigest()
    day = AT + timedelta(days=3)
    assert verify(sealed, [root().der], now=AT, revoked={mark: day}).code == "seal.verdict_good"
    assert verify(sealed, [root().der], now=day, revoked={mark: day}).code == "seal.verdict_revoked"


def test_an_authority_that_does_not_answer_leaves_the_paper_unsealed(notice, impression, key):
    with time_authority(AT, status=503) as address:
        signer = FileSigner(key.pkcs12, PASSPHRASE.encode(), TimeAuthority(address))
        with pytest.raises(Trouble, match=r"seal\.no_time_stamp"):
            signer.sign(notice, impression, FIELD, "", AT)


def test_the_same_paper_seal_and_moment_give_the_same_bytes(notice, impression, key, sealed):
    assert signer_of(key).sign(notice, impression, FIELD, "受理通知书", AT) == sealed
    assert signer_of(key).sign(notice, impression, FIELD, "受理通知书", AT + timedelta(seconds=1)) != sealed


def test_a_service_is_shown_a_digest_only_and_what_it_signs_is_good(notice, impression, key):
    with sealing_service(key) as service:
        signer = open_signer(service.address, WORD)
        made = signer.sign(notice, impression, FIELD, "", AT)
    assert verify(made, [root().der], now=AT).code == "seal.verdict_good"
    assert [len(body) < 150 for body in service.asked] == [True]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"status": 500}, "seal.service"),
        ({"answer": b"nonsense"}, "seal.service"),
        ({"answer": b'{"signature": "?"}'}, "seal.service"),
        ({"answer": b'{"signature": "AAAA"}'}, "seal.key_other"),
        ({"sign_with": seal_key("别的机构")}, "seal.key_other"),
    ],
)
def test_a_service_that_fails_or_lies_seals_nothing(notice, impression, key, fault, code):
    with sealing_service(key) as service:
        for name, value in fault.items():
            setattr(service, name, value)
        with pytest.raises(Trouble) as refused:
            open_signer(service.address, WORD).sign(notice, impression, FIELD, "", AT)
    assert refused.value.code == code


def test_a_service_that_is_not_there_or_does_not_admit_is_said_so(notice, impression, key):
    with sealing_service(key) as service, pytest.raises(Trouble, match=r"seal\.service"):
        RemoteSigner(service.address, "wrong").sign(notice, impression, FIELD, "", AT)
    with pytest.raises(Trouble, match=r"seal\.service"):
        RemoteSigner(service.address, WORD).sign(notice, impression, FIELD, "", AT)


def test_secrets_are_in_no_word_about_a_key(key, tmp_path):
    for signer in (FileSigner(key.pkcs12, b"geheim"), RemoteSigner("https://seals.example/1", "geheim")):
        assert "geheim" not in repr(signer)
        assert "geheim" not in str(signer)
    (tmp_path / "seal.p12").write_bytes(key.pkcs12)
    with pytest.raises(Trouble, match=r"seal\.key_away") as refused:
        open_signer(f"pkcs12:{tmp_path / 'seal.p12'}", "geheim").sign(b"", b"", FIELD, "", AT)
    assert "geheim" not in f"{refused.value} {refused.value.details}"


def test_a_key_of_another_certificate_seals_nothing(notice, impression, key):
    strange = DigestKey(key.der, (), lambda _: b"0" * 70)
    with pytest.raises(Trouble, match=r"seal\.key_other"):
        certify(notice, strange, impression, FIELD, "", AT)


@pytest.mark.skipif(not SOFTHSM.exists(), reason="no SoftHSM here")
def test_a_token_is_opened_by_its_address(notice, impression, key, tmp_path, monkeypatch):
    token_with(key, tmp_path, monkeypatch)
    (tmp_path / "seal.cer").write_bytes(key.der)
    address = f"pkcs11:{SOFTHSM}?token=hall&key=edu&certificate={tmp_path / 'seal.cer'}"
    made = open_signer(address, PIN).sign(notice, impression, FIELD, "", AT)
    assert verify(made, [root().der], now=AT).code == "seal.verdict_good"


@pytest.mark.parametrize("address", ["", "seal.p12", "ftp://seals", "http://seals.example/1", "pkcs11:/x.so?token=a"])
def test_an_address_that_is_not_understood_is_refused(address):
    with pytest.raises(Trouble, match=r"seal\.key_address"):
        open_signer(address, "")


def test_no_plug_in_of_sm2_is_there_unless_a_site_installs_one():
    with pytest.raises(Trouble, match=r"seal\.key_away"):
        load_sealer("sm2")


def test_every_verdict_has_its_sentence_in_both_languages(sealed, notice):
    for pdf in (sealed, notice, b"", white_out(sealed)):
        found = verify(pdf, [root().der])
        for lang in ("zh", "en"):
            assert sentence(found.code, lang, organ=found.organ, field=found.use, at="", reason="")
