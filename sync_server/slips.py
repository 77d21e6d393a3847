"""What the server says of signed slips: the keys of all windows, and what a slip in somebody's hand is about."""

import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework import signed_slip, window_keys
from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import Clock, legal_day
from casework.contract import Site
from casework.errors import RuleBroken
from casework.signed_slip import ReadSlip
from sync_server.catalogues import Catalogues, signing_key
from sync_server.store import cases, devices, meta
from sync_server.store.engine import Store


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of a hall's windows. A slip's signature is the only thing that opens anything here."""

    store: Store
    catalogues: Catalogues
    site: Site
    clock: Clock

    def published(self) -> bytes:
        """Return the key list as it is published: every key any window ever had, signed by the server."""
        with self.store.reading() as connection:
            raw = meta.read(connection, meta.SERVER_KEY)
            keys = devices.all_keys(connection)
        if raw is None:
            with self.store.writing() as connection:
                key = signing_key(connection)
        else:
            key = Ed25519PrivateKey.from_private_bytes(raw)
        return window_keys.signed(self.site.region, keys, key)

    def read(self, text: str) -> ReadSlip:
        """Return what a signed text says.

        Raises:
            RuleBroken: what `signed_slip.read` says.
        """
        with self.store.reading() as connection:
            keys = devices.all_keys(connection)
        return signed_slip.read(text, keys, region=self.site.region)

    def case_of(self, slip: ReadSlip) -> Case | None:
        """Return the case that a slip is about; None if it is not here, or has another number by now."""
        with self.store.reading() as connection:
            case = cases.of_number(connection, slip.facts.number)
        if case is None:
            return None
        try:
            secret = signed_slip.secret_of(case.secret)
        except ValueError:
            return None
        # Two windows may have given one number; the secret says whose case it is.
        return case if hmac.compare_digest(secret, slip.facts.secret) else None

    def matter(self, code: str) -> Matter | None:
        """Return the matter as the newest catalogue in force knows it."""
        try:
            return self.catalogues.in_force(legal_day(self.clock.now())).known_matter(code)
        except RuleBroken:
            return None
