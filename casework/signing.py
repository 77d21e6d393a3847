"""How a window proves that a request is its own: HTTP message signatures (RFC 9421) with its Ed25519 key.

One text for both ends. Covered are method, path, query and the body's digest (RFC 9530), so none can be changed on the
way; host and scheme are not, because a proxy may stand between. The key's name is the public key itself.

No age is checked: a window's clock may be wrong by years and it must still be able to deliver its work. A replayed
request does nothing, because every request either reads or is idempotent.

`casework.http_signatures` signs and verifies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LABEL = "window"
COVERED = ("@method", "@path", "@query", "content-digest")

KeyOf = Callable[[str], Ed25519PublicKey | None]
"""Finds the public key of a key's name; None when nobody with that key is known."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes over the wire.

    `path` and `query` are written as they are sent (percent-encoded, no question mark); `body` is what is sent, after
    any compression.
    """

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def key_name(key: Ed25519PublicKey) -> str:
    """Return the name of a key: its 32 raw bytes in hexadecimal."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_named(name: str) -> Ed25519PublicKey:
    """Return the public key that `name` is; a name that is no key is a ValueError."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(name))
