"""Where the keys of seals are: in the server's folder, in a token or at a service that never gives them away.

A reference says where a key is and goes into the register; what opens it (a passphrase, a PIN) lies in a file of its
own that only the server's user may read. Neither key nor secret is ever in the database or in a backup of the server.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from casework.clock import wall_ms
from casework.errors import RuleBroken, Trouble
from printing.seals.keys import open_signer
from printing.seals.signer import Signer, TokenSigner, certificate_of_file, token_session
from printing.seals.time_stamps import TimeAuthority
from sync_server.durable import write_whole
from sync_server.store.seals import Key, SealRow, TokenKey

_FILE, _TOKEN, _SERVICE = "pkcs12:", "pkcs11:", "service:"
_PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_SHORT = 12


@dataclass(frozen=True, slots=True)
class SealKeys:
    """The keys of one server, below its folder; with a `time_stamp_url` an authority there stamps every seal."""

    folder: Path
    time_stamp_url: str = ""

    def keep_file(self, seal: str, content: bytes, passphrase: str) -> Key:
        """Keep the key of a seal that comes in a PKCS#12 file.

        Raises:
            RuleBroken: `seal.key_not_read`.
        """
        certificate = certificate_of_file(content, passphrase.encode())
        name = _name(seal, certificate)
        found = _key(f"{_FILE}{name}", certificate)
        self._write(f"{name}.p12", content)
        self._write(f"{name}.secret", passphrase.encode())
        return found

    def keep_token(self, seal: str, where: TokenKey, pin: str, certificate: bytes) -> Key:
        """Keep where the key of a seal is, with what opens the token; `certificate` is PEM or DER.

        Raises:
            RuleBroken: `seal.key_not_read`.
            Trouble: `seal.key_away`: no such module or token, or another PIN.
        """
        der = _der(certificate)
        name = _name(seal, der)
        found = _key(f"{_TOKEN}{name} {msgspec.json.encode(where).decode()}", der)
        with token_session(where.module, where.token, pin):
            self._write(f"{name}.secret", pin.encode())
        return found

    def keep_service(self, seal: str, address: str, word: str, certificate: bytes) -> Key:
        """Keep where a service is that seals with the key, and the word that admits to it.

        Raises:
            RuleBroken: `seal.key_not_read`.
            Trouble: `seal.key_address`: no address of a service, or one that would send the word in the open.
        """
        der = _der(certificate)
        name = _name(seal, der)
        found = _key(f"{_SERVICE}{name} {address}", der)
        open_signer(address, word)
        self._write(f"{name}.secret", word.encode())
        return found

    def open(self, seal: SealRow) -> Signer:
        """Return what seals with the key of a seal.

        Raises:
            Trouble: `seal.key_away`: its files are not here.
        """
        kind, _, rest = seal.key_ref.partition(":")
        name, _, where = rest.partition(" ")
        secret = self._read(f"{name}.secret").decode()
        stamps = TimeAuthority(self.time_stamp_url) if self.time_stamp_url else None
        if kind == "pkcs11":
            token = msgspec.json.decode(where, type=TokenKey)
            return TokenSigner(
                module=token.module,
                token=token.token,
                key=token.key,
                pin=secret,
                certificate=seal.certificate,
                time_stamps=stamps,
            )
        return open_signer(where or f"{_FILE}{self.folder / name}.p12", secret, stamps)

    def _read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise Trouble("seal.key_away", why=name) from error

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        write_whole(self.folder / name, content, mode=_PRIVATE)


def _name(seal: str, certificate: bytes) -> str:
    # A renewed key has files of its own: the register goes over to them in one step.
    return f"{seal}-{hashlib.sha256(certificate).hexdigest()[:_SHORT]}"


def _der(certificate: bytes) -> bytes:
    try:
        load = x509.load_pem_x509_certificate if b"-----BEGIN" in certificate else x509.load_der_x509_certificate
        return load(certificate).public_bytes(Encoding.DER)
    except ValueError as error:
        raise RuleBroken("seal.key_not_read") from error


def _key(ref: str, certificate: bytes) -> Key:
    found = x509.load_der_x509_certificate(certificate)
    public = found.public_key()
    if not isinstance(public, EllipticCurvePublicKey) or not isinstance(public.curve, SECP256R1):
        raise RuleBroken("seal.key_not_read")
    return Key(
        ref=ref,
        certificate=certificate,
        valid_from_ms=wall_ms(found.not_valid_before_utc.astimezone(UTC)),
        valid_until_ms=wall_ms(found.not_valid_after_utc.astimezone(UTC)),
    )
