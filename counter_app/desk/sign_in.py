"""Signing in: asked of the server, and offline proved against what the last sign-in with the server left here.

Five wrong passwords in a row, then every further one waits twice as long; the wait survives a restart. Offline, a clerk
may go on for a lease after the server last confirmed them.
"""

from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.contract import ClerkCard, SignIn
from casework.errors import RuleBroken, Trouble
from counter_app.changes import Changes, Done, Topic
from counter_app.desk.bench import Desk
from counter_app.store.clerks import CachedClerk, Session

AskServer = Callable[[SignIn], ClerkCard]
"""Asks the server; raises Trouble when it cannot be reached and RuleBroken when it refuses."""

OFFLINE_LEASE_MS = 72 * 3600 * 1000
FREE_TRIES = 5
_FIRST_WAIT_MS = 30_000
_LONGEST_WAIT_MS = 30 * 60 * 1000
_CHANGES = Changes(frozenset({Topic.SESSION}))


def sign_in(desk: Desk, clerk: str, password: str, ask: AskServer, hasher: PasswordHasher) -> Done[Session]:
    """Sign a clerk in by work number and password, in place of whoever sat here.

    Raises:
        RuleBroken: `sign_in.locked` (with `minutes` to wait), `sign_in.wrong`, `sign_in.unknown_offline` (never signed
            in here with the server) or `sign_in.lease_over` (too long without the server).
    """
    code, online = _prove(desk, clerk.strip(), password, ask, hasher)
    with desk.store.writing():
        desk.store.clerks.set_failures(code, 0, 0)
        desk.store.clerks.begin(code, desk.now_ms(), online=online)
    session = desk.store.clerks.session()
    if session is None:
        raise RuleBroken("desk.nobody_signed_in")
    return Done(_CHANGES, session)


def vouch(desk: Desk, clerk: str, password: str, ask: AskServer, hasher: PasswordHasher) -> ClerkCard:
    """Return who stands by as the second person, proved as for signing in; whoever sits here goes on sitting here.

    Raises:
        RuleBroken: as `sign_in`, or `stock.same_person`.
    """
    if clerk.strip() == desk.clerk().code:
        raise RuleBroken("stock.same_person")
    code, _ = _prove(desk, clerk.strip(), password, ask, hasher)
    with desk.store.writing():
        desk.store.clerks.set_failures(code, 0, 0)
    known = desk.store.clerks.known(code)
    if known is None or code == desk.clerk().code:
        raise RuleBroken("stock.same_person")
    return ClerkCard(code=known.code, name=known.name, name_en=known.name_en)


def _prove(desk: Desk, code: str, password: str, ask: AskServer, hasher: PasswordHasher) -> tuple[str, bool]:
    """Return a clerk's work number, and whether the server said so, once the password proved right."""
    _let_wait(desk, code)
    try:
        card = ask(SignIn(clerk=code, password=password))
    except Trouble:
        _prove_offline(desk, code, password, hasher)
        return code, False
    except RuleBroken:
        _count_failure(desk, code)
        raise
    verifier = hasher.hash(password)
    with desk.store.writing():
        desk.store.clerks.remember(card, verifier, desk.now_ms())
    return card.code, True


def sign_out(desk: Desk) -> Done[None]:
    """Sign out whoever sits here."""
    with desk.store.writing():
        desk.store.clerks.end()
    return Done(_CHANGES, None)


def _let_wait(desk: Desk, code: str) -> None:
    known = desk.store.clerks.known(code)
    left_ms = known.locked_until_ms - desk.now_ms() if known else 0
    if left_ms > 0:
        raise RuleBroken("sign_in.locked", minutes=-(-left_ms // 60_000))


def _prove_offline(desk: Desk, code: str, password: str, hasher: PasswordHasher) -> None:
    known = desk.store.clerks.known(code)
    if known is None or not known.verifier:
        raise RuleBroken("sign_in.unknown_offline")
    try:
        hasher.verify(known.verifier, password)
    except (VerificationError, InvalidHashError) as error:
        _count_failure(desk, code)
        raise RuleBroken("sign_in.wrong") from error
    _within_lease(desk, known)


def _within_lease(desk: Desk, known: CachedClerk) -> None:
    if desk.now_ms() - known.checked_ms > OFFLINE_LEASE_MS:
        raise RuleBroken("sign_in.lease_over", hours=OFFLINE_LEASE_MS // 3_600_000)


def _count_failure(desk: Desk, code: str) -> None:
    known = desk.store.clerks.known(code)
    if known is None:
        return
    failures = known.failures + 1
    beyond = failures - FREE_TRIES
    wait_ms = min(_FIRST_WAIT_MS * 2 ** min(beyond, 16), _LONGEST_WAIT_MS) if beyond >= 0 else 0
    with desk.store.writing():
        desk.store.clerks.set_failures(code, failures, desk.now_ms() + wait_ms if wait_ms else 0)
