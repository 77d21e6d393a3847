"""Signs and verifies requests as `casework.signing` describes; apart from it, because its library loads slowly."""

import re
from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature as WrongSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from casework.errors import ProductError, RuleBroken
from casework.signing import COVERED, LABEL, KeyOf, Sent, key_name

_BYTES = re.compile(r":([A-Za-z0-9+/]+={0,2}):", re.ASCII)


class _Message:
    """What the library signs; it writes the signature's headers into `headers`."""

    def __init__(self, sent: Sent) -> None:
        self.method = sent.method
        # The library wants an absolute address; neither scheme nor host is covered.
        self.url = f"https://server{sent.path}" + (f"?{sent.query}" if sent.query else "")
        self.headers = dict(sent.headers)


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def resolve_private_key(self, _key_id: str) -> Ed25519PrivateKey:
        return self._key


class _Known(HTTPSignatureKeyResolver):
    def __init__(self, key_of: KeyOf) -> None:
        self._key_of = key_of

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        return self._key_of(key_id)


class _AgelessVerifier(HTTPMessageVerifier):
    """Accepts any time of signing; see the module's first lines."""

    max_clock_skew = timedelta(days=365 * 500)


def sign(sent: Sent, key: Ed25519PrivateKey, *, created: datetime, nonce: str) -> dict[str, str]:
    """Return the headers that prove `sent`: `Content-Digest`, `Signature-Input` and `Signature`.

    `created` is the window's own time, for the record only; `nonce` any string that differs from request to request.
    """
    message = _Message(Sent(method=sent.method, path=sent.path, query=sent.query, body=sent.body))
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(key))
    signer.sign(
        message,
        key_id=key_name(key.public_key()),
        created=created,
        nonce=nonce,
        label=LABEL,
        covered_component_ids=COVERED,
        body=sent.body,
    )
    return message.headers


def verify(sent: Sent, key_of: KeyOf) -> str:
    """Return the name of the key that signed `sent`.

    Raises:
        RuleBroken: `signature.missing` (no signature at all), `signature.wrong` (not by a known key, not over all that
            must be covered, or something was changed).
        ProductError: whatever `key_of` raises.
    """
    names = {name.lower() for name in sent.headers}
    if not {"signature", "signature-input"} <= names:
        raise RuleBroken("signature.missing")
    verifier = _AgelessVerifier(signature_algorithm=algorithms.ED25519, key_resolver=_Known(key_of))
    signature = next(value for name, value in sent.headers.items() if name.lower() == "signature")
    try:
        canonical = _is_canonical(signature)
        results = verifier.verify(_Message(sent), max_age=None, body=sent.body)
    except (HTTPMessageSignaturesException, WrongSignature, ValueError) as error:
        if (foreseen := _foreseen(error)) is not None:
            raise foreseen from error
        raise RuleBroken("signature.wrong") from error
    covered = {name.strip('"') for name in results[0].covered_components}
    if not (canonical and covered.issuperset(COVERED)):
        raise RuleBroken("signature.wrong")
    return str(results[0].parameters["keyid"])


def _foreseen(error: BaseException | None) -> ProductError | None:
    """Return what kept the key from being looked up: the library takes any such error for a wrong signature."""
    while error is not None:
        if isinstance(error, ProductError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _is_canonical(signature: str) -> bool:
    """Say whether the field's bytes are written in the one way that base64 has for them."""
    parts = _BYTES.findall(signature)
    return bool(parts) and all(b64encode(b64decode(part)).decode() == part for part in parts)
