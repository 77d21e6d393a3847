"""The public keys of a region's windows, as the server publishes them: by these anybody verifies a window's slips.

A key is never taken off the list: papers that it signed live for years. One that was replaced or withdrawn has the time
at which that happened, and what says it was signed later is refused.
"""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import RuleBroken
from casework.signing import key_named

MOST_BYTES = 4 * 1024 * 1024
"""A list of 10,000 keys has half of this."""

_FORM = 1
_CONTEXT = b"integrated-window keys 1\n"

Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class WindowKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A key (raw Ed25519 in hexadecimal) and its window; Unix times in ms, `until_ms` is None while it lives."""

    key: Hex
    window: str
    number: int
    since_ms: int
    until_ms: int | None = None


class KeyList(msgspec.Struct, frozen=True, kw_only=True):
    """Every key that a window of the region ever had, by key."""

    form: int
    region: str
    keys: tuple[WindowKey, ...]


class SignedKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /v1/window-keys`: a key list, and the server's signature over its very bytes in hexadecimal."""

    keys: msgspec.Raw
    signature: str


def signed(region: str, keys: Iterable[WindowKey], server_key: Ed25519PrivateKey) -> bytes:
    """Return the list as it is published; the same keys give the same bytes."""
    listed = tuple(sorted(keys, key=lambda one: one.key))
    body = msgspec.json.encode(KeyList(form=_FORM, region=region, keys=listed))
    return msgspec.json.encode(SignedKeys(keys=msgspec.Raw(body), signature=server_key.sign(_CONTEXT + body).hex()))


def opened(published: bytes, region: str, server_key: str) -> tuple[WindowKey, ...]:
    """Return the keys of a published list, its signature checked before anything of it is read.

    Raises:
        RuleBroken: `slip.keys_form`, `slip.keys_signature` (not by this server), `slip.keys_region`.
    """
    if len(published) > MOST_BYTES:
        raise RuleBroken("slip.keys_form")
    try:
        envelope = msgspec.json.decode(published, type=SignedKeys)
        body = bytes(envelope.keys)
        key_named(server_key).verify(bytes.fromhex(envelope.signature), _CONTEXT + body)
        found = msgspec.json.decode(body, type=KeyList)
    except InvalidSignature as error:
        raise RuleBroken("slip.keys_signature") from error
    except (ValueError, RecursionError) as error:
        raise RuleBroken("slip.keys_form") from error
    if found.form != _FORM:
        raise RuleBroken("slip.keys_form")
    if found.region != region:
        raise RuleBroken("slip.keys_region", found=found.region, region=region)
    return found.keys


def joined(known: Iterable[WindowKey], heard: Iterable[WindowKey]) -> tuple[WindowKey, ...]:
    """Return all keys of both, each ended at the earliest time that either says.

    So an old list that is played back takes no key away and lets none live again.
    """
    keys = {one.key: one for one in known}
    for one in heard:
        before = keys.get(one.key)
        ends = [each.until_ms for each in (before, one) if each is not None and each.until_ms is not None]
        keys[one.key] = msgspec.structs.replace(one, until_ms=min(ends, default=None))
    return tuple(sorted(keys.values(), key=lambda one: one.key))
