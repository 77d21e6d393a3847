"""Papers: how long each takes to draw and freeze, against a blank page of the same library with the same face."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from reportlab.pdfgen.canvas import Canvas

import resources
from printing import samples
from printing.drivers.dots import pictures
from printing.drivers.label_languages import Zpl
from printing.fonts import Fonts, load_fonts
from printing.layout.pen import pt
from printing.model import Media
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import SEAL_CENTRE, draw_certificate
from printing.papers.hand_over_sheet import draw_hand_over_sheet
from printing.papers.impression import MARGIN_MM, draw_impression
from printing.papers.material_label import draw_material_labels
from printing.papers.parts import PrintMarks
from printing.papers.receipt_slip import draw_receipt_slip
from printing.render.raster import DOTS_203
from printing.seals.signer import FileSigner, SealField
from printing.wording import Wording, load_wording

_TIMES = 15
_LABELS = 24
_CERTIFICATE_MM = 210.0
_SECRET = b"an invented passphrase"
_AT = datetime(2026, 9, 15, 2, 30, tzinfo=UTC)


def measure() -> dict[str, float]:
    """Return how long papers take to draw and freeze, as medians in ms, and how many labels a second.

    `slip_ms` is the slip as the dots that a thermal head burns, `slip_pdf_ms` the same as a PDF; `labels_per_s` are
    drawn as dots and framed in the language of a label printer; `certificate_sealed_ms` is drawing and sealing
    together; `notice_vs_blank` compares with a blank page.
    """
    fonts = load_fonts(resources.path("fonts"))
    wording = load_wording(resources.read("wording/papers.json"))
    draws: dict[str, Callable[[], object]] = {
        "slip_ms": lambda: draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80, dots_per_mm=DOTS_203),
        "slip_pdf_ms": lambda: draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80),
        "notice_ms": lambda: draw_acceptance_notice(samples.ACCEPTANCE, fonts, wording, 2),
        "certificate_sealed_ms": _sealing(fonts, wording),
        "certificate_ms": lambda: draw_certificate(samples.CERTIFICATE, fonts, wording),
        "sheet_ms": lambda: draw_hand_over_sheet(samples.SHEET, fonts, wording, 1),
        "blank_ms": _blank,
    }
    metrics = {name: round(_median_ms(draw), 2) for name, draw in draws.items()}
    labels_ms = _median_ms(lambda: _labels(fonts, wording))
    metrics["labels_per_s"] = round(_LABELS / labels_ms * 1000, 1)
    return {**metrics, "notice_vs_blank": round(metrics["notice_ms"] / metrics["blank_ms"], 1)}


def _labels(fonts: Fonts, wording: Wording) -> None:
    labels = [replace(samples.LABEL, piece=number) for number in range(1, _LABELS + 1)]
    paper = draw_material_labels(labels, fonts, wording, dots_per_mm=DOTS_203)
    for picture in pictures(paper.content):
        Zpl().label(picture, DOTS_203)


def _sealing(fonts: Fonts, wording: Wording) -> Callable[[], object]:
    """Return what draws a certificate and seals it with a key file, impression and all; wanted within 90 ms."""
    signer = FileSigner(_key_file(), _SECRET)
    content = samples.CERTIFICATE
    x_mm, y_mm = SEAL_CENTRE
    side = content.seal.diameter_mm + 2 * MARGIN_MM
    foot_mm = _CERTIFICATE_MM - y_mm
    left, foot, wide = (round(pt(at)) for at in (x_mm - side / 2, foot_mm - side / 2, side))
    field = SealField(name="seal", page=0, box=(left, foot, left + wide, foot + wide))
    marks = PrintMarks(seal_by_signature=True)

    def seal() -> object:
        paper = draw_certificate(content, fonts, wording, marks)
        return signer.sign(paper.content, draw_impression(content.seal, fonts), field, paper.title, _AT)

    return seal


def _key_file() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "bench")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(_AT)
        .not_valid_after(_AT + timedelta(days=365))
        .sign(key, SHA256())
    )
    return serialize_key_and_certificates(b"seal", key, made, None, BestAvailableEncryption(_SECRET))


def _blank() -> None:
    canvas = Canvas(BytesIO(), invariant=1)
    canvas.showPage()
    canvas.save()


def _median_ms(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
