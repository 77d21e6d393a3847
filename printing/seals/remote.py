"""A seal's key at a service, by a small protocol of ours: a digest goes in, a signature comes out.

`GET` gives the certificates as PEM, the seal's own first. `POST` of `{"algorithm": "ES256", "digest": "<hex>"}` gives
`{"signature": "<base64 of DER>"}`. Both carry `Authorization: Bearer <word>`. The paper itself is never sent.
"""

from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from pyhanko.sign.timestamps import TimeStamper

from casework.errors import Trouble
from printing.seals.signer import DigestKey, SealField, certify

if TYPE_CHECKING:
    import requests

_TIMEOUT_S = 5
_OK = 200
_REFUSED = frozenset({401, 403})


@dataclass(frozen=True)
class RemoteSigner:
    """A key at `address`; `word` admits to it. Its certificates are asked for once."""

    address: str
    word: str = field(repr=False)
    timeout_s: float = _TIMEOUT_S
    time_stamps: TimeStamper | None = None

    def sign(self, pdf: bytes, appearance: bytes, field: SealField, reason: str, at: datetime) -> bytes:
        """Return the sealed paper.

        Raises:
            Trouble: `seal.service`, it cannot be reached, refuses or answers nonsense; `seal.key_other`.
        """
        return certify(pdf, self._key, appearance, field, reason, at, self.time_stamps)

    @cached_property
    def _key(self) -> DigestKey:
        try:
            own, *above = (one.public_bytes(Encoding.DER) for one in load_pem_x509_certificates(self._get()))
        except ValueError as error:
            raise self._trouble("certificate") from error
        return DigestKey(own, above, self._signature)

    def _get(self) -> bytes:
        return self._ask("GET", None).content

    def _signature(self, digest: bytes) -> bytes:
        answer = self._ask("POST", {"algorithm": "ES256", "digest": digest.hex()})
        try:
            return b64decode(answer.json()["signature"], validate=True)
        except (ValueError, KeyError, TypeError) as error:
            raise self._trouble(type(error).__name__) from error

    def _ask(self, method: str, message: dict[str, str] | None) -> "requests.Response":
        import requests  # noqa: PLC0415 - its libraries take time that other keys need not pay

        head = {"Authorization": f"Bearer {self.word}"}
        try:
            answer = requests.request(
                method, self.address, json=message, headers=head, timeout=self.timeout_s, allow_redirects=False
            )
        except requests.RequestException as error:
            raise self._trouble(type(error).__name__) from error
        if answer.status_code != _OK:
            raise self._trouble("not admitted" if answer.status_code in _REFUSED else str(answer.status_code))
        return answer

    def _trouble(self, why: str) -> Trouble:
        return Trouble("seal.service", address=self.address, why=why)
