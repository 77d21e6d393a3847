"""This window's own key, and the public keys of all windows as the server last published them."""

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.signing import key_name
from casework.window_keys import WindowKey, joined
from counter_app.store.database import Database
from counter_app.store.meta import Meta

DEVICE_KEY = "device_key"
_KNOWN = "window_keys"
_TAG = "window_keys_tag"
_decoder = msgspec.json.Decoder(tuple[WindowKey, ...])


class WindowKeys:
    """Keys by which slips are signed and verified. They are never dropped."""

    def __init__(self, database: Database) -> None:
        self._meta = Meta(database)

    def own(self) -> Ed25519PrivateKey | None:
        """Return the desk's private key; None before it was made. It never leaves the encrypted store."""
        text = self._meta.get(DEVICE_KEY)
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text)) if text else None

    def known(self) -> tuple[WindowKey, ...]:
        """Return every key that is known; the own one also before the server has published it."""
        text = self._meta.get(_KNOWN)
        published = _decoder.decode(text) if text else ()
        key, place = self.own(), self._meta.place()
        if key is None or place is None:
            return published
        name = key_name(key.public_key())
        if any(one.key == name for one in published):
            return published
        return (*published, WindowKey(key=name, window=place.window, number=place.window_number, since_ms=0))

    def tag(self) -> str:
        """Return by what name the server knows the list that was taken last."""
        return self._meta.get(_TAG)

    def take(self, heard: tuple[WindowKey, ...], tag: str) -> None:
        """Add what a list says that was verified. Inside a transaction."""
        text = self._meta.get(_KNOWN)
        known = _decoder.decode(text) if text else ()
        self._meta.put(_KNOWN, msgspec.json.encode(joined(known, heard)).decode())
        self._meta.put(_TAG, tag)
