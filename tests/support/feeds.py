"""Rows of a mailbox as a server would write them, for tests of the desk that need no server."""

from dataclasses import dataclass, field

import msgspec

from casework import chain, events, facts, ids
from casework.contract import FeedPage, FeedRow
from casework.events import Actor, BlobRef, Header, Role
from casework.lifecycle import Verdict


def written(fact, case_id, *, role=Role.DEPARTMENT, code="EDU", at=1_790_000_000_000, blobs=(), event_id=""):
    """An event that somebody else wrote."""
    header = Header(
        id=event_id or ids.uuid7(at),
        type=facts.KINDS[type(fact)],
        tv=1,
        case=case_id,
        base=None,
        catalog="2026.07.1",
        at=at,
        mono=("elsewhere", 1),
        off=None,
        actor=Actor(role=role, code=code),
        blobs=tuple(blobs),
    )
    return events.write(header, fact)


def blob(sha256="ab" * 32, mime="application/pdf") -> BlobRef:
    return BlobRef(sha256=sha256, size=3, mime=mime, name="决定书.pdf")


@dataclass
class Mailbox:
    """A mailbox that grows; `page` gives what follows a position."""

    box: str
    rows: list = field(default_factory=list)
    chains: list = field(default_factory=list)

    def __post_init__(self):
        self.chains = [chain.box_start(self.box)]

    def add(self, raw: bytes, *, ver, verdict=Verdict.APPLIED, origin="EDU", epoch="e1", seq=1, number="", serial=""):
        header = events.read_header(raw)
        made = FeedRow(
            p=len(self.rows) + 1,
            v=verdict,
            ver=ver,
            o=origin,
            ep=epoch,
            s=seq,
            e=msgspec.Raw(raw),
            n=number,
            sl=serial,
        )
        self.rows.append(made)
        self.chains.append(chain.box_link(self.chains[-1], header.id))
        return made

    def page(self, after: int, limit=500) -> FeedPage | None:
        found = tuple(self.rows[after : after + limit])
        if not found:
            return None
        return FeedPage(next=found[-1].p, chain=self.chains[found[-1].p].hex(), rows=found)
