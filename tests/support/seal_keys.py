"""Keys of invented departments: a root of an invented authority, certificates from it, in files and in a real token."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

PASSPHRASE = "an invented passphrase"
FROM = datetime(2026, 1, 1, tzinfo=UTC)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "246810"


def name_of(organ: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ)]
    )


@dataclass(frozen=True)
class SealKey:
    """A key of a department with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pkcs12(self) -> bytes:
        locked = BestAvailableEncryption(PASSPHRASE.encode())
        return serialize_key_and_certificates(b"seal", self.key, self.certificate, None, locked)


@cache
def root() -> SealKey:
    key = ec.generate_private_key(ec.SECP256R1())
    made = _certificate(key, "虚构的认证机构", key, "虚构的认证机构", FROM + timedelta(days=3650))
    return SealKey(key, made)


def seal_key(organ="德阳市教育局", until=FROM + timedelta(days=730)) -> SealKey:
    """A key whose certificate is from the root, valid from the beginning of 2026."""
    key = ec.generate_private_key(ec.SECP256R1())
    return SealKey(key, _certificate(key, organ, root().key, "虚构的认证机构", until))


def _certificate(key, organ, issuer_key, issuer, until):
    own = organ == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(organ))
        .issuer_name(name_of(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=own, path_length=None), critical=True)
    )
    usage = x509.KeyUsage(
        digital_signature=not own,
        content_commitment=not own,
        key_cert_sign=own,
        crl_sign=own,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return builder.add_extension(usage, critical=True).sign(issuer_key, SHA256())


TOKEN, LABEL = "hall", "edu"


def token_with(seal: SealKey, folder: Path, monkeypatch) -> None:
    """Put a key into a token of SoftHSM of the test's own."""
    (folder / "tokens").mkdir(parents=True)
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    _softhsm("--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN)
    file = folder / "key.pem"
    file.write_bytes(seal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _softhsm("--import", str(file), "--token", TOKEN, "--label", LABEL, "--id", "01", "--pin", PIN)
    file.unlink()
    # A process loads the module once; it must look at this test's tokens now.
    pkcs11.lib(str(SOFTHSM)).reinitialize()


def _softhsm(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True, timeout=60)
