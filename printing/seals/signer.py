"""Putting a seal on a finished PDF: the drawn impression becomes the visible appearance of a signature (PAdES).

A signature certifies the paper: nothing may be changed or added after it. The key is behind one interface: in a PKCS#12
file (for demonstrations), in a PKCS#11 token, or at a service (`printing.seals.remote`). ECDSA P-256; this is no
certified electronic seal (GB/T 38540). A key file signs without chance: the same paper, seal and moment give the same
bytes. The network is touched only by a key that lives there and where a time stamp is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from typing import Any, Protocol

import pkcs11
from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import load_der_x509_certificate
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, find_token, open_pkcs11_session
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from casework.errors import RuleBroken, Trouble

_DIGEST = "sha256"
_LONGEST_SIGNATURE = 72
"""Bytes of an ECDSA signature on P-256 in DER."""
_NAME_BYTES = 16
_WHOLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins())
"""Without the margins that the library would leave: a seal has the size it was engraved with."""


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


@dataclass(frozen=True)
class FileSigner:
    """A key in a PKCS#12 file, read once. `time_stamps` is the authority that vouches for the moment, if any."""

    content: bytes = field(repr=False)
    passphrase: bytes = field(repr=False)
    time_stamps: TimeStamper | None = None

    def sign(self, pdf: bytes, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
        """Return the sealed paper."""
        return certify(pdf, self._key, appearance, field, reason, at, self.time_stamps)

    @cached_property
    def _key(self) -> "DigestKey":
        try:
            found = load_pkcs12(self.content, self.passphrase or None)
        except ValueError as error:
            raise Trouble("seal.key_away", why=type(error).__name__) from error
        key, own = found.key, found.cert
        if own is None or not isinstance(key, EllipticCurvePrivateKey):
            raise Trouble("seal.key_away", why="P-256")
        chain = tuple(above.certificate.public_bytes(Encoding.DER) for above in found.additional_certs)
        return DigestKey(own.certificate.public_bytes(Encoding.DER), chain, lambda digest: _by_file(key, digest))


def _by_file(key: EllipticCurvePrivateKey, digest: bytes) -> bytes:
    try:
        return key.sign(digest, ECDSA(Prehashed(SHA256()), deterministic_signing=True))
    except UnsupportedAlgorithm:
        # OpenSSL before 3.2 has no signatures without chance.
        return key.sign(digest, ECDSA(Prehashed(SHA256())))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSigner:
    """A key in a PKCS#11 token, by labels; `certificate` (DER) is what the signature names."""

    module: str
    token: str
    key: str
    pin: str = field(repr=False)
    certificate: bytes = field(repr=False)
    time_stamps: TimeStamper | None = None

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
            return certify(pdf, key, appearance, field, reason, at, self.time_stamps)


@contextmanager
def token_session(module: str, token: str, pin: str) -> Iterator[Any]:
    """Give an open session of a token.

    Raises:
        Trouble: `seal.key_away`.
    """
    try:
        with _session(module, token, pin) as session:
            yield session
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise Trouble("seal.key_away", why=type(error).__name__) from error


def _session(module: str, token: str, pin: str) -> Any:
    wanted = TokenCriteria(label=token)
    library = pkcs11.lib(module)
    if find_token(library.get_slots(), slot_no=None, token_criteria=wanted) is None:
        # A library knows the tokens that were there when it was loaded; this one may have been plugged in since.
        library.reinitialize()
    return open_pkcs11_session(module, token_criteria=wanted, user_pin=pin)


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


class DigestKey(signers.Signer):
    """A key that makes ECDSA signatures (DER) over SHA-256 digests; `certificate` and those above it are DER.

    What it makes is checked against the certificate before a paper carries it.
    """

    def __init__(self, certificate: bytes, chain: Sequence[bytes], sign_digest: Callable[[bytes], bytes]) -> None:
        library: Any = SimpleCertificateStore
        known = library()
        known.register_multiple(x509.Certificate.load(above) for above in chain)
        super().__init__(
            signing_cert=x509.Certificate.load(certificate),
            cert_registry=known,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            embed_roots=True,
        )
        self._public = load_der_x509_certificate(certificate).public_key()
        self._sign_digest = sign_digest

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - the library's shape
        """Return the signature; of a dry run only the length counts.

        Raises:
            Trouble: `seal.key_other`, the key is not the certificate's.
        """
        if dry_run:
            return bytes(_LONGEST_SIGNATURE)
        digest = sha256(data).digest()
        made = self._sign_digest(digest)
        if not isinstance(self._public, EllipticCurvePublicKey):
            raise Trouble("seal.key_other")
        try:
            self._public.verify(made, digest, ECDSA(Prehashed(SHA256())))
        except InvalidSignature as error:
            raise Trouble("seal.key_other") from error
        return made


class _Writer(IncrementalPdfFileWriter):
    """Appends, and takes nothing from chance or the machine's clock: title, maker and times stay as they are."""

    def name_by(self, name: bytes) -> None:
        """Set the file's second name, which the library would draw by chance."""
        first = self._document_id[0] if "/ID" in self.prev.trailer else ByteStringObject(name)
        self._document_id = ArrayObject([first, ByteStringObject(name)])

    def _update_meta(self) -> None:
        """Leave the paper's own words about itself alone."""


class _Impression(PdfContent):
    """A page of another PDF, from memory."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """Return what draws the page, and take over its size."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=0)
        self.resources.xobject["/Impression"] = page
        left, foot, right, head = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(head - foot))
        return b"/Impression Do"


def certify(
    pdf: bytes,
    key: signers.Signer,
    appearance: bytes,
    field: SealField,
    reason: str,
    at: datetime,
    time_stamps: TimeStamper | None = None,
) -> bytes:
    """Return the paper with a signature over all of it that allows no change; for those who bring a key of their own.

    Takes 20 to 40 ms with a key at hand. Not to be called within a running event loop.
    """
    stamp = StaticStampStyle(
        background=_Impression(appearance), background_layout=_WHOLE, background_opacity=1.0, border_width=0
    )
    meta = signers.PdfSignatureMetadata(
        field_name=field.name,
        md_algorithm=_DIGEST,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    box = SigFieldSpec(field.name, on_page=field.page, box=field.box)
    signer = _At(meta, key, timestamper=time_stamps, stamp_style=stamp, new_field_spec=box)
    signer.moment = at
    try:
        writer = _Writer(BytesIO(pdf))
        writer.name_by(sha256(f"{field.name} {at.isoformat()} ".encode() + pdf).digest()[:_NAME_BYTES])
        if writer.prev.embedded_signatures:
            raise RuleBroken("seal.document_signed")
        return bytes(signer.sign_pdf(writer).getvalue())
    except PKCS11Error as error:
        raise Trouble("seal.key_away", why=type(error).__name__) from error
    except (PdfError, SigningError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # Whoever made the file may have written anything into it.
        raise RuleBroken("seal.document_unfit", why=type(error).__name__) from error
