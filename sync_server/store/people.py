"""Clerks, departments' accounts and their tokens."""

from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import Connection, select, update

from sync_server.store import tickets
from sync_server.store.tables import account, clerk, token

Kind = Literal["clerk", "account"]
_TABLES = {"clerk": clerk, "account": account}


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who signs in at windows."""

    code: str
    name: str
    name_en: str
    password_hash: str
    added_ms: int
    wrong_tries: int = 0
    locked_until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A department's account; `scopes` are words with a blank between."""

    code: str
    department: str
    region: str
    name: str
    password_hash: str
    scopes: str
    added_ms: int
    wrong_tries: int = 0
    locked_until_ms: int = 0


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An access token as it is kept; `hash` is the SHA-256 of the token in hexadecimal."""

    hash: str
    account: str
    scopes: str
    made_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a living token stands for."""

    account: str
    department: str
    region: str
    name: str
    scopes: str
    expires_ms: int


def add_clerk(connection: Connection, new: Clerk) -> None:
    """Keep a new clerk."""
    connection.execute(clerk.insert(), [asdict(new)])


def add_account(connection: Connection, new: Account) -> None:
    """Keep a new account."""
    connection.execute(account.insert(), [asdict(new)])


def find_clerk(connection: Connection, code: str) -> Clerk | None:
    """Return the clerk of this work number."""
    names = [clerk.c[name] for name in Clerk.__dataclass_fields__]
    row = connection.execute(select(*names).where(clerk.c.code == code)).one_or_none()
    return None if row is None else Clerk(*row)


def find_account(connection: Connection, code: str) -> Account | None:
    """Return the account of this name."""
    names = [account.c[name] for name in Account.__dataclass_fields__]
    row = connection.execute(select(*names).where(account.c.code == code)).one_or_none()
    return None if row is None else Account(*row)


def tries(connection: Connection, kind: Kind, code: str) -> int:
    """Return how many wrong passwords were given in a row, the row locked."""
    table = _TABLES[kind]
    return int(
        connection.execute(select(table.c.wrong_tries).where(table.c.code == code).with_for_update()).scalar_one()
    )


def set_tries(connection: Connection, kind: Kind, code: str, count: int, locked_until_ms: int) -> None:
    """Note how many wrong passwords were given in a row, and until when nobody may try again."""
    table = _TABLES[kind]
    connection.execute(
        update(table).where(table.c.code == code).values(wrong_tries=count, locked_until_ms=locked_until_ms)
    )


def set_password(connection: Connection, kind: Kind, code: str, password_hash: str) -> None:
    """Replace the hash of a password."""
    table = _TABLES[kind]
    connection.execute(update(table).where(table.c.code == code).values(password_hash=password_hash))


def add_token(connection: Connection, new: TokenRow) -> None:
    """Keep a new token."""
    connection.execute(token.insert(), [asdict(new)])


def end_tokens(connection: Connection, account_code: str, now_ms: int) -> None:
    """End every living token of an account."""
    living = update(token).where(token.c.account == account_code, token.c.revoked_ms.is_(None))
    connection.execute(living.values(revoked_ms=now_ms))
    tickets.count_ending(connection)


def bearer(connection: Connection, token_hash: str) -> Bearer | None:
    """Return whom an unrevoked token stands for, expired or not."""
    query = (
        select(
            account.c.code, account.c.department, account.c.region, account.c.name, token.c.scopes, token.c.expires_ms
        )
        .join(account, account.c.code == token.c.account)
        .where(token.c.hash == token_hash, token.c.revoked_ms.is_(None))
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Bearer(*row)
