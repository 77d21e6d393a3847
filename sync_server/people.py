"""Clerks who sign in at windows, departments' accounts and the tokens these work with."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from casework.access import OriginKind, Scope
from casework.clock import Clock, wall_ms
from casework.contract import ClerkCard, Login, SignIn, Token
from casework.errors import RuleBroken
from casework.routing import department_box
from casework.texts import tidy
from sync_server.store import people as rows
from sync_server.store.engine import Store
from sync_server.store.people import Account, Clerk, Kind, TokenRow
from sync_server.writers import Writer

TOKEN_BYTES = 32
LEAST_PASSWORD = 10
_HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_NEVER_MS = 2**53

# The hash of a random string nobody knows, with the hasher's usual cost.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$MOKuU/Gf28gzaqvZmyPeOw$78EVPfh7Gqq78W+rFhwTDQ+HzKNSf9f9ilsz74iES9U"

_Person = TypeVar("_Person", Clerk, Account)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rules:
    """`token_hours` a token lives; `wrong_passwords` in a row lock for `lock_minutes`."""

    token_hours: int
    wrong_passwords: int
    lock_minutes: int


@dataclass(frozen=True, slots=True)
class People:
    """Who may come in; `department_name` knows the departments that may have accounts."""

    store: Store
    clock: Clock
    rules: Rules
    department_name: Callable[[str], str | None]
    hasher: PasswordHasher

    def add_clerk(self, code: str, name: str, name_en: str, password: str) -> None:
        """Add a clerk.

        Raises:
            RuleBroken: `people.code_form`, `people.known`, `people.password_short`.
        """
        _check_code(code)
        name, name_en = tidy(name) or code, tidy(name_en)
        hashed = self._hash(password)
        with self.store.writing() as connection:
            if rows.find_clerk(connection, code) is not None:
                raise RuleBroken("people.known", name=code)
            rows.add_clerk(connection, Clerk(code, name, name_en, hashed, wall_ms(self.clock.now())))

    def add_account(self, code: str, department: str, region: str, password: str, scopes: frozenset[Scope]) -> None:
        """Add an account of a department.

        Raises:
            RuleBroken: `people.code_form`, `people.known`, `people.password_short`, `people.unknown_department`.
        """
        _check_code(code)
        name = self.department_name(department)
        if name is None:
            raise RuleBroken("people.unknown_department", department=department)
        hashed = self._hash(password)
        with self.store.writing() as connection:
            if rows.find_account(connection, code) is not None:
                raise RuleBroken("people.known", name=code)
            now_ms = wall_ms(self.clock.now())
            rows.add_account(connection, Account(code, department, region, name, hashed, _join(scopes), now_ms))

    def sign_in(self, wish: SignIn) -> ClerkCard:
        """Return the card of the clerk who gave the right password.

        Raises:
            RuleBroken: `people.wrong_password`, `people.locked` (with `minutes`).
        """
        with self.store.reading() as connection:
            clerk = rows.find_clerk(connection, wish.clerk)
        clerk = self._checked(clerk, "clerk", wish.password)
        return ClerkCard(code=clerk.code, name=clerk.name, name_en=clerk.name_en)

    def login(self, wish: Login) -> Token:
        """Return a new token for the account whose right password was given.

        Raises:
            RuleBroken: `people.wrong_password`, `people.locked` (with `minutes`), `people.ended`.
        """
        with self.store.reading() as connection:
            account = rows.find_account(connection, wish.account)
        account = self._checked(account, "account", wish.password)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now_ms = wall_ms(self.clock.now())
        expires_ms = now_ms + self.rules.token_hours * _HOUR_MS
        with self.store.writing() as connection:
            rows.add_token(connection, TokenRow(_digest(token), account.code, account.scopes, now_ms, expires_ms))
        return Token(
            token=token,
            department=account.department,
            name=account.name,
            box=department_box(account.department, account.region),
            scopes=tuple(account.scopes.split()),
            expires=expires_ms,
        )

    def confirm(self, person: str, password: str) -> None:
        """Check that somebody, a clerk or whoever has an account, is there in person.

        Raises:
            RuleBroken: `people.wrong_password`, `people.locked` (with `minutes`), `people.ended`.
        """
        with self.store.reading() as connection:
            clerk, account = rows.find_clerk(connection, person), rows.find_account(connection, person)
        if clerk is None and account is not None:
            self._checked(account, "account", password)
        else:
            self._checked(clerk, "clerk", password)

    def require(self, person: str) -> None:
        """Check that somebody is known here, so that no register names a person who does not exist.

        Raises:
            RuleBroken: `people.unknown`.
        """
        with self.store.reading() as connection:
            if rows.find_clerk(connection, person) is None and rows.find_account(connection, person) is None:
                raise RuleBroken("people.unknown", name=tidy(person))

    def revoke(self, account: str) -> None:
        """End every token of a department's account, and let nobody log in with it any more.

        Raises:
            RuleBroken: `people.unknown`.
        """
        with self.store.writing() as connection:
            if rows.find_account(connection, account) is None:
                raise RuleBroken("people.unknown", name=account)
            rows.end_tokens(connection, account, wall_ms(self.clock.now()))
            rows.set_tries(connection, "account", account, 0, _NEVER_MS)
        _log.info("people.ended", account=account)

    def writer_of(self, token: str) -> Writer:
        """Return the department a token stands for.

        Raises:
            RuleBroken: `token.unknown`, `token.expired`.
        """
        return self.bearer_of(token)[0]

    def bearer_of(self, token: str) -> tuple[Writer, int]:
        """Return the department a token stands for, and when the token runs out (wall time in ms).

        Raises:
            RuleBroken: `token.unknown`, `token.expired`.
        """
        hashed = _digest(token)
        with self.store.reading() as connection:
            bearer = rows.bearer(connection, hashed)
        if bearer is None:
            raise RuleBroken("token.unknown")
        if bearer.expires_ms <= wall_ms(self.clock.now()):
            raise RuleBroken("token.expired")
        writer = Writer(
            kind=OriginKind.DEPARTMENT,
            origin=bearer.department,
            region=bearer.region,
            scopes=frozenset(Scope(word) for word in bearer.scopes.split()),
            key=hashed,
        )
        return writer, bearer.expires_ms

    def _checked(self, person: _Person | None, kind: Kind, password: str) -> _Person:
        """Return the person if the password is theirs; count the tries if it is not."""
        now_ms = wall_ms(self.clock.now())
        if person is not None and person.locked_until_ms == _NEVER_MS:
            raise RuleBroken("people.ended")
        if person is not None and person.locked_until_ms > now_ms:
            raise RuleBroken("people.locked", minutes=-(-(person.locked_until_ms - now_ms) // _MINUTE_MS))
        try:
            # A name nobody has takes as long as a wrong password, so names cannot be found out by the clock.
            self.hasher.verify(_NOBODY if person is None else person.password_hash, password)
        except VerifyMismatchError:
            self._count_wrong(person, kind, now_ms)
            raise RuleBroken("people.wrong_password") from None
        if person is None:
            raise RuleBroken("people.wrong_password")
        if person.wrong_tries:
            with self.store.writing() as connection:
                rows.set_tries(connection, kind, person.code, 0, 0)
        return person

    def _count_wrong(self, person: Clerk | Account | None, kind: Kind, now_ms: int) -> None:
        if person is None:
            return
        with self.store.writing() as connection:
            tries = rows.tries(connection, kind, person.code) + 1
            locked = tries >= self.rules.wrong_passwords
            until = now_ms + self.rules.lock_minutes * _MINUTE_MS if locked else 0
            rows.set_tries(connection, kind, person.code, 0 if locked else tries, until)
        _log.warning("people.wrong_password", kind=kind, locked=locked)

    def _hash(self, password: str) -> str:
        if len(password) < LEAST_PASSWORD:
            raise RuleBroken("people.password_short", least=LEAST_PASSWORD)
        return self.hasher.hash(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _join(scopes: frozenset[Scope]) -> str:
    return " ".join(sorted(scopes))


def _check_code(code: str) -> None:
    if not code or tidy(code) != code or " " in code:
        raise RuleBroken("people.code_form", given=tidy(code))
