"""Putting a seal on a finished PDF: the drawn impression becomes the visible appearance of a signature (PAdES).

A signature certifies the paper: nothing may be changed or added after it. The key is behind one interface, in a PKCS#12
file (for demonstrations) or in a PKCS#11 token. ECDSA P-256; this is no certified electronic seal (GB/T 38540).
"""

import binascii
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Protocol

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.stamp import StaticStampStyle

from casework.errors import RuleBroken, Trouble

_DIGEST = "sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealField:
    """Where a seal is put: the name of its field, the page from 0 (-1 is the last), and its box.

    The box is left, foot, right and head in whole points, counted from the page's left and from below.
    """

    name: str
    page: int
    box: tuple[int, int, int, int]


class Signer(Protocol):
    """Puts a seal on papers with its key."""

    def sign(self, pdf: bytes, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
        """Return the sealed paper; `appearance` is the impression as a PDF of one page, `at` the moment (aware).

        Raises:
            RuleBroken: `seal.document_unfit` (no PDF that can be signed), `seal.document_signed` (somebody signed it
                before, so nothing can certify the whole).
            Trouble: `seal.key_away`, the token or the service that has the key.
        """
        ...


@dataclass(frozen=True, slots=True)
class FileSigner:
    """A key in a PKCS#12 file."""

    content: bytes
    passphrase: bytes

    def sign(self, pdf: bytes, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
        """Return the sealed paper."""
        try:
            key = signers.SimpleSigner.load_pkcs12_data(self.content, (), self.passphrase)
        except ValueError as error:
            raise Trouble("seal.key_away", why=type(error).__name__) from error
        return _certified(pdf, key, appearance, field, reason, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSigner:
    """A key in a PKCS#11 token, by labels; `certificate` (DER) is what the signature names."""

    module: str
    token: str
    key: str
    pin: str
    certificate: bytes

    def sign(self, pdf: bytes, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
        """Return the sealed paper."""
        with token_session(self.module, self.token, self.pin) as session:
            key = PKCS11Signer(
                session,
                signing_cert=x509.Certificate.load(self.certificate),
                key_label=self.key,
                ca_chain=(),
                use_raw_mechanism=True,
            )
            return _certified(pdf, key, appearance, field, reason, at)


@contextmanager
def token_session(module: str, token: str, pin: str) -> Iterator[Any]:
    """Give an open session of a token.

    Raises:
        Trouble: `seal.key_away`.
    """
    try:
        session = open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)
        with session:
            yield session
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise Trouble("seal.key_away", why=type(error).__name__) from error


def certificate_of_file(content: bytes, passphrase: bytes) -> bytes:
    """Return the certificate (DER) of the key in a PKCS#12 file.

    Raises:
        RuleBroken: `seal.key_not_read`: no such file, another passphrase, or no key of a curve in it.
    """
    try:
        found = load_pkcs12(content, passphrase or None)
    except ValueError as error:
        raise RuleBroken("seal.key_not_read") from error
    if found.cert is None or not isinstance(found.key, EllipticCurvePrivateKey):
        raise RuleBroken("seal.key_not_read")
    return found.cert.certificate.public_bytes(Encoding.DER)


class _At(signers.PdfSigner):
    """Signs at a moment of the office's clock."""

    moment: datetime

    def init_signing_session(self, *words: Any, **named: Any) -> Any:
        session = super().init_signing_session(*words, **named)
        session.system_time = self.moment
        return session


class _Impression(PdfContent):
    """A page of another PDF, from memory."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """Return what draws the page, and take over its size."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=0)
        name = b"/Import" + binascii.hexlify(uuid.uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = page
        left, foot, right, head = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(head - foot))
        return name + b" Do"


def _certified(pdf: bytes, key: Any, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
    stamp = StaticStampStyle(background=_Impression(appearance), background_opacity=1.0, border_width=0)
    meta = signers.PdfSignatureMetadata(
        field_name=field.name,
        md_algorithm=_DIGEST,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    box = SigFieldSpec(field.name, on_page=field.page, box=field.box)
    signer = _At(meta, key, stamp_style=stamp, new_field_spec=box)
    signer.moment = at
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if writer.prev.embedded_signatures:
            raise RuleBroken("seal.document_signed")
        return bytes(signer.sign_pdf(writer).getvalue())
    except PKCS11Error as error:
        raise Trouble("seal.key_away", why=type(error).__name__) from error
    except (PdfError, SigningError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # Whoever made the file may have written anything into it.
        raise RuleBroken("seal.document_unfit", why=type(error).__name__) from error
