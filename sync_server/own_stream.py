"""What the server itself states: a stream like a window's, kept by the same intake.

So its facts are chained, verified, judged and sent to mailboxes as everybody's are. The stream has an epoch of its own
for every epoch of the server: a server that was restored does not go on under one of which others have seen more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.access import OriginKind
from casework.clock import Clock, wall_ms
from casework.contract import EventVerdict
from casework.events import Actor, BlobRef, Header, Role, write
from casework.fact import Fact
from casework.facts import KINDS
from casework.ids import NO_CASE, uuid7
from casework.upcasts import version_of
from sync_server.intake import Intake
from sync_server.store import meta
from sync_server.writers import SERVER, Writer

ITSELF = Actor(role=Role.SERVER, code=SERVER.origin)
"""Who acts where nobody does."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact that the server is to state, about a case or about none, in whose name, and with which files."""

    fact: Fact
    case: str = NO_CASE
    actor: Actor = ITSELF
    blobs: tuple[BlobRef, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnStream:
    """The server as a writer of its region."""

    intake: Intake
    clock: Clock
    region: str

    def state(self, choose: Callable[[Connection], Sequence[Statement]]) -> tuple[EventVerdict, ...]:
        """State what `choose` finds to be stated, which may be nothing; return the verdicts in its order.

        `choose` is asked inside the transaction, while no other worker can state anything: whatever it finds to be the
        case still is when its facts are judged.

        Raises:
            Trouble: the database; nothing was stored.
        """
        writer = Writer(kind=OriginKind.SERVER, origin=SERVER.origin, region=self.region)
        answer = self.intake.append(
            writer, self._epoch(), lambda connection: [self._written(one) for one in choose(connection)]
        )
        return answer.verdicts

    def _epoch(self) -> str:
        store = self.intake.store
        with store.reading() as connection:
            key = f"own_epoch:{meta.server_epoch(connection)}"
            found = meta.read(connection, key)
        if found is None:
            with store.writing() as connection:
                found = meta.write_new(connection, key, uuid7(wall_ms(self.clock.now())).encode())
        return found.decode()

    def _written(self, statement: Statement) -> bytes:
        now_ms = wall_ms(self.clock.now())
        header = Header(
            id=uuid7(now_ms),
            type=KINDS[type(statement.fact)],
            tv=version_of(KINDS[type(statement.fact)]),
            case=statement.case,
            base=None,
            catalog=self.intake.catalog(),
            at=now_ms,
            mono=("server", 0),
            off=0,
            actor=statement.actor,
            blobs=statement.blobs,
        )
        return write(header, statement.fact).raw
