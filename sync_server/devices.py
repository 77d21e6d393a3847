"""Enrolling windows: a one-time code from the administrator lends a window its place to the holder of a key."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from casework.access import OriginKind
from casework.clock import Clock, wall_ms
from casework.contract import Enrol, Enrolled, Site
from casework.errors import RuleBroken
from casework.numbers import EPOCH_CHARACTERS
from casework.signing import key_named
from sync_server.catalogues import public_key
from sync_server.store import devices as rows
from sync_server.store import meta
from sync_server.store.devices import Code, Device
from sync_server.store.engine import Store
from sync_server.writers import Writer

CODE_BYTES = 10
CODE_LIFE_MS = 10 * 60 * 1000
WRONG_TRIES = 10
_TURNS = "enrolment_turns"
_WRONG = "enrol.wrong_tries"
_GROUP = 4
_WINDOW = re.compile(r"W(?!00$)(?:\d{2}|[1-9]\d{2})", re.ASCII)
_EPOCH = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_MOST_WINDOWS = 999
# Base 32 has no 0, 1 and 8; who reads them off a screen means these.
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", " ": None, "-": None})

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Devices:
    """Who is enrolled, and how one becomes so. `catalog` names the newest version, for new windows."""

    store: Store
    site: Site
    catalog: Callable[[], str]
    clock: Clock

    def make_code(self, window: str, number: int, random_bytes: bytes) -> str:
        """Return a new one-time code for a window; earlier codes for it end, and a locked enrolment is open again.

        Raises:
            RuleBroken: `enrol.window_form`, `enrol.number_taken` (another living window has the number).
        """
        if _WINDOW.fullmatch(window) is None or not 1 <= number <= _MOST_WINDOWS:
            raise RuleBroken("enrol.window_form", window=window, number=number)
        if len(random_bytes) < CODE_BYTES:
            raise ValueError("an enrolment code needs at least 80 random bits")
        bare = base64.b32encode(random_bytes[:CODE_BYTES]).decode("ascii")
        now_ms = wall_ms(self.clock.now())
        with self.store.writing() as connection:
            _wait_for_turn(connection)
            if taken := _taken(connection, window, number):
                raise taken
            rows.add_code(connection, Code(_hash(bare), window, number, now_ms, now_ms + CODE_LIFE_MS))
            meta.write(connection, _WRONG, b"0")
        return "-".join(bare[start : start + _GROUP] for start in range(0, len(bare), _GROUP))

    def enrol(self, wish: Enrol) -> Enrolled:
        """Give the window of the code to the key; the same wish again gets the same answer.

        Raises:
            RuleBroken: `enrol.locked`, `enrol.code_wrong`, `enrol.code_used`, `enrol.code_late`,
                `enrol.other_window`, `enrol.key_form`, `enrol.key_known`, `enrol.number_taken`.
        """
        _check_wish(wish)
        now_ms = wall_ms(self.clock.now())
        with self.store.writing() as connection:
            _wait_for_turn(connection)
            outcome = self._enrol(connection, wish, now_ms)
        # A wrong try is counted, so its transaction must not be undone by the refusal.
        if isinstance(outcome, RuleBroken):
            _log.warning("enrol.refused", code=outcome.code)
            raise outcome
        _log.info("enrol.done", window=outcome.window, epoch_char=outcome.epoch_char)
        return outcome

    def writer_of(self, public_key: str) -> Writer | None:
        """Return the window that holds this key, if it is enrolled."""
        with self.store.reading() as connection:
            device = rows.living(connection, public_key)
        if device is None:
            return None
        return Writer(
            kind=OriginKind.WINDOW,
            origin=device.window,
            region=device.region,
            hall=device.hall,
            number=device.number,
            key=device.public_key,
        )

    def revoke(self, window: str) -> None:
        """End the key of a window: what it sends and asks is refused from now on, until it is enrolled again.

        Raises:
            RuleBroken: `enrol.no_window`: no window of this code is enrolled.
        """
        with self.store.writing() as connection:
            if not rows.end(connection, window, wall_ms(self.clock.now())):
                raise RuleBroken("enrol.no_window", window=window)
        _log.info("enrol.ended", window=window)

    def _enrol(self, connection: Connection, wish: Enrol, now_ms: int) -> Enrolled | RuleBroken:
        wrong = int(meta.read(connection, _WRONG) or b"0")
        if wrong >= WRONG_TRIES:
            return RuleBroken("enrol.locked")
        code = rows.code(connection, _hash(wish.code))
        if code is None:
            meta.write(connection, _WRONG, str(wrong + 1).encode())
            return RuleBroken("enrol.code_wrong")
        if code.used_ms is not None:
            # Whoever used it and lost the answer asks again; anybody else comes too late.
            device = rows.living(connection, wish.public_key)
            same = device is not None and (device.window, device.enrolled_ms) == (code.window, code.used_ms)
            return self._enrolled(connection, device, now_ms) if device and same else RuleBroken("enrol.code_used")
        return self._lend(connection, code, wish, now_ms)

    def _lend(self, connection: Connection, code: Code, wish: Enrol, now_ms: int) -> Enrolled | RuleBroken:
        if code.expires_ms <= now_ms:
            return RuleBroken("enrol.code_late")
        if wish.window not in {"", code.window}:
            return RuleBroken("enrol.other_window", window=wish.window, meant=code.window)
        if rows.known(connection, wish.public_key):
            return RuleBroken("enrol.key_known")
        # When the codes were made, neither of two windows had the number yet.
        if taken := _taken(connection, code.window, code.number):
            return taken
        # Each enrolment of a window gets the next sign, so a new installation never repeats its forerunner's numbers.
        times = rows.times_enrolled(connection, code.window)
        device = Device(
            public_key=wish.public_key,
            window=code.window,
            number=code.number,
            hall=self.site.hall,
            region=self.site.region,
            epoch=wish.epoch,
            epoch_char=EPOCH_CHARACTERS[times % len(EPOCH_CHARACTERS)],
            enrolled_ms=now_ms,
        )
        rows.replace(connection, device)
        rows.use_code(connection, code.hash, now_ms)
        return self._enrolled(connection, device, now_ms)

    def _enrolled(self, connection: Connection, device: Device, now_ms: int) -> Enrolled:
        return Enrolled(
            window=device.window,
            window_number=device.number,
            epoch_char=device.epoch_char,
            site=self.site,
            server_epoch=meta.server_epoch(connection),
            catalog=self.catalog(),
            now=now_ms,
            server_key=public_key(connection),
        )


def _taken(connection: Connection, window: str, number: int) -> RuleBroken | None:
    """Return the refusal if another living window has the number; two would print the same slips."""
    for other in rows.all_living(connection):
        if other.number == number and other.window != window:
            return RuleBroken("enrol.number_taken", number=number, window=other.window)
    return None


def _wait_for_turn(connection: Connection) -> None:
    """Let enrolments be judged one after the other: two at a time would not see each other's number or wrong tries."""
    meta.next_of(connection, _TURNS)


def _check_wish(wish: Enrol) -> None:
    try:
        key_named(wish.public_key)
    except ValueError as error:
        raise RuleBroken("enrol.key_form") from error
    if _EPOCH.fullmatch(wish.epoch) is None:
        raise RuleBroken("enrol.key_form")


def _hash(code: str) -> str:
    return hashlib.sha256(code.upper().translate(_MISREAD).encode()).hexdigest()
