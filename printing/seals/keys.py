"""Where a seal's key is, in one line; secrets are never part of it.

pkcs12:/path/seal.p12
pkcs11:/path/module.so?token=LABEL&key=LABEL&certificate=/path/seal.cer
https://seals.example/EDU        (http:// only to this very machine)
"""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate
from pyhanko.sign.timestamps import TimeStamper

from casework.errors import Trouble
from printing.seals.remote import RemoteSigner
from printing.seals.signer import FileSigner, Signer, TokenSigner

_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


def open_signer(address: str, pin: str, time_stamps: TimeStamper | None = None) -> Signer:
    """Return the key at an address; `pin` is a file's passphrase, a token's PIN or the word that admits to a service.

    Raises:
        Trouble: `seal.key_address`, `seal.key_away`.
    """
    try:
        if address.startswith("pkcs12:"):
            return FileSigner(Path(address.removeprefix("pkcs12:")).read_bytes(), pin.encode(), time_stamps)
        if address.startswith("pkcs11:"):
            return _token(address, pin, time_stamps)
    except OSError as error:
        raise Trouble("seal.key_away", why=error.strerror or type(error).__name__) from error
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE):
        return RemoteSigner(address, pin, time_stamps=time_stamps)
    raise Trouble("seal.key_address", address=address)


def _token(address: str, pin: str, time_stamps: TimeStamper | None) -> TokenSigner:
    module, _, query = address.removeprefix("pkcs11:").partition("?")
    named = {name: values[0] for name, values in parse_qs(query).items()}
    if not {"token", "key", "certificate"} <= named.keys():
        raise Trouble("seal.key_address", address=address)
    return TokenSigner(
        module=module,
        token=named["token"],
        key=named["key"],
        pin=pin,
        certificate=read_certificate(Path(named["certificate"])),
        time_stamps=time_stamps,
    )


def read_certificate(path: Path) -> bytes:
    """Return the certificate in a file, PEM or DER, as DER.

    Raises:
        OSError: the file cannot be read.
        Trouble: `seal.key_away`, it is no certificate.
    """
    content = path.read_bytes()
    try:
        pem = content.lstrip().startswith(b"-----BEGIN")
        found = load_pem_x509_certificate(content) if pem else load_der_x509_certificate(content)
    except ValueError as error:
        raise Trouble("seal.key_away", why=path.name) from error
    return found.public_bytes(Encoding.DER)
