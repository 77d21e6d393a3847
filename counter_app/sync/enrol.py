"""Enrolment: the desk makes its key, shows a one-time code, and is given its window, hall and epoch character."""

import secrets

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.clock import Clock, wall_ms
from casework.contract import Enrol, Enrolled
from casework.errors import RuleBroken
from casework.ids import uuid7
from casework.signing import key_name
from counter_app.changes import Changes, Done, Topic
from counter_app.store.meta import Place
from counter_app.store.store import Store
from counter_app.store.window_keys import DEVICE_KEY
from counter_app.sync.api import ServerApi
from counter_app.sync.status import Contact, remember

_KEY_BYTES = 32
_GROUP = 4
_LEAST_SIGNS = 16


def device_key(store: Store) -> Ed25519PrivateKey | None:
    """Return the desk's private key; None before it was made. It never leaves the encrypted store."""
    return store.window_keys.own()


def fingerprint(store: Store) -> str:
    """Return the public key's first 16 signs in fours, to compare with what the server shows; empty without a key."""
    key = device_key(store)
    name = key_name(key.public_key())[: 4 * _GROUP].upper() if key else ""
    return " ".join(name[start : start + _GROUP] for start in range(0, len(name), _GROUP))


def enrol(store: Store, api: ServerApi, clock: Clock, code: str) -> Done[Place]:
    """Ask for this desk's place with a one-time code and keep it.

    Raises:
        RuleBroken: `desk.enrolled_already`, or what the server says of the code.
        Trouble: the server could not be asked; the key that was made is used again at the next try.
    """
    if store.meta.place() is not None:
        raise RuleBroken("desk.enrolled_already")
    now = wall_ms(clock.now())
    epoch = uuid7(now)
    answer = api.enrol(Enrol(code=code.strip(), public_key=key_name(_key(store).public_key()), epoch=epoch))
    place = _place(answer)
    with store.writing():
        store.meta.set_place(place)
        store.catalogues.trust(answer.server_key)
        store.meta.note_clock(answer.now - now)
        store.journal.open_stream(place.window, epoch, answer.epoch_char, now)
    # What went wrong before was that there was no place.
    remember(store, Contact())
    return Done(Changes(frozenset({Topic.PLACE, Topic.OUTBOX})), place)


def enrol_again(store: Store, api: ServerApi, clock: Clock, code: str) -> Done[Place]:
    """Ask a server that was made anew for the place this desk has; what it wrote is sent again with the next round.

    Raises:
        RuleBroken: `desk.enrol_first`, or what the server says of the code; `enrol.other_window` if it is another's.
        Trouble: the server could not be asked.
    """
    place, stream = store.meta.place(), store.journal.stream()
    if place is None or stream is None:
        raise RuleBroken("desk.enrol_first")
    wish = Enrol(
        code=code.strip(), public_key=key_name(_key(store).public_key()), epoch=stream.epoch, window=place.window
    )
    answer = api.enrol(wish)
    now = wall_ms(clock.now())
    with store.writing():
        # What it knew of our epoch is not touched: the greeting tells the server how much it has lost.
        store.meta.set_place(msgspec.structs.replace(_place(answer), server_epoch=place.server_epoch))
        # An administrator gave the code, so this is the server that is meant, whatever its key.
        store.catalogues.trust(answer.server_key)
        store.meta.note_clock(answer.now - now)
    remember(store, Contact())
    return Done(Changes(frozenset({Topic.PLACE, Topic.OUTBOX})), _place(answer))


def trust_server(store: Store, begins: str) -> str:
    """Know the server by the key that it shows lately, whose first signs a person has compared; return the key.

    Raises:
        RuleBroken: `catalogue.key_not_shown`, it shows no other key than the one it is known by, or
            `catalogue.key_differs`, it begins otherwise.
    """
    shown = store.catalogues.other_key()
    if not shown:
        raise RuleBroken("catalogue.key_not_shown")
    given = begins.replace(" ", "").lower()
    if len(given) < _LEAST_SIGNS or not shown.startswith(given):
        raise RuleBroken("catalogue.key_differs", now=shown[:_LEAST_SIGNS], least=_LEAST_SIGNS)
    with store.writing():
        store.catalogues.trust(shown)
    return shown


def _key(store: Store) -> Ed25519PrivateKey:
    if (key := device_key(store)) is not None:
        return key
    raw = secrets.token_bytes(_KEY_BYTES)
    with store.database.writing():
        store.meta.put(DEVICE_KEY, raw.hex())
    return Ed25519PrivateKey.from_private_bytes(raw)


def _place(answer: Enrolled) -> Place:
    return Place(
        window=answer.window,
        window_number=answer.window_number,
        site=answer.site,
        server_epoch=answer.server_epoch,
    )
