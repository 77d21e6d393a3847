"""What tickets rest on: a secret that all workers share, and which keys and tokens were ended.

Whoever ends a key or a token counts it here in the same transaction; so a worker need only look at one number to know
whether anything was ended.
"""

from sqlalchemy import Connection, select

from sync_server.store import meta
from sync_server.store.tables import counter, device, token

_SECRET = "ticket_secret"  # noqa: S105 - the name of a value, not the value
_ENDINGS = "endings"


def secret(connection: Connection) -> bytes | None:
    """Return the secret under which tickets are sealed; None before it was made."""
    return meta.read(connection, _SECRET)


def keep_secret(connection: Connection, fresh: bytes) -> bytes:
    """Keep a secret unless another worker has done so already; return the one that is kept."""
    return meta.write_new(connection, _SECRET, fresh)


def count_ending(connection: Connection) -> None:
    """Note that a key or token was ended in this transaction."""
    meta.next_of(connection, _ENDINGS)


def endings(connection: Connection) -> int:
    """Return how often keys or tokens were ended so far."""
    return connection.execute(select(counter.c.value).where(counter.c.name == _ENDINGS)).scalar_one_or_none() or 0


def ended(connection: Connection, since_ms: int) -> frozenset[str]:
    """Return the windows' public keys and the tokens' hashes that were ended at or after a time."""
    keys = select(device.c.public_key).where(device.c.revoked_ms >= since_ms)
    tokens = select(token.c.hash).where(token.c.revoked_ms >= since_ms)
    return frozenset(connection.execute(keys).scalars()) | frozenset(connection.execute(tokens).scalars())
