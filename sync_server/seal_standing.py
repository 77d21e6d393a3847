"""Whether a department's seal may be put on a paper now, and what windows are told of papers that wait for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection

from casework.access import OriginKind
from casework.case_state import Case
from casework.clock import Clock, from_ms, wall_ms
from casework.contract import SealsAsked, SealWait
from casework.errors import RuleBroken
from casework.events import Event, read
from casework.lifecycle import DECISION_STANDS
from casework.seal_rules import RULE, STOPPED, SealGrant, SealStanding, SealWish, require_use
from sync_server.store import cases, seal_uses, seals, streams
from sync_server.store.engine import Store
from sync_server.store.seal_uses import Owed
from sync_server.store.seals import GrantRow, SealRow
from sync_server.writers import Writer


def usable(connection: Connection, paper: Owed, case: Case, at: datetime) -> SealRow:
    """Return the department's seal if it may be put on the paper.

    Raises:
        RuleBroken: `seal.absent`, or what `require_use` says.
    """
    seal = seals.of_department(connection, paper.department)
    if seal is None:
        raise RuleBroken("seal.absent", seal=paper.department)
    standing = SealStanding(
        code=seal.code,
        state=seal.state,
        valid_from=from_ms(seal.valid_from_ms),
        valid_until=from_ms(seal.valid_until_ms),
    )
    approved_by = decision_of(connection, paper).header.actor.code
    wish = SealWish(matter=case.matter, at=at, requested_by=RULE, approved_by=approved_by)
    require_use(standing, [_grant(row) for row in seals.grants_of(connection, seal.code) if not row.revoked_ms], wish)
    return seal


def decision_of(connection: Connection, paper: Owed) -> Event:
    """Return the decision whose paper it is."""
    return read(streams.by_ids(connection, {paper.decision})[paper.decision].raw)


@dataclass(frozen=True, slots=True)
class SealNews:
    """Tells a window what has become of the sealing of its hall's cases, so that nobody waits without knowing."""

    store: Store
    clock: Clock

    def of(self, writer: Writer, ids: Iterable[str]) -> SealsAsked:
        """Return what is sealed, or to be sealed, of the last decision of each case.

        Raises:
            RuleBroken: `access.windows_only`.
        """
        if writer.kind is not OriginKind.WINDOW:
            raise RuleBroken("access.windows_only")
        with self.store.reading() as connection:
            owed = groupby(seal_uses.of_cases(connection, ids), key=lambda paper: paper.case_id)
            told = [one for case_id, papers in owed for one in self._told(connection, writer, case_id, list(papers))]
        return SealsAsked(papers=tuple(told), now=wall_ms(self.clock.now()))

    def _told(self, connection: Connection, writer: Writer, case_id: str, papers: list[Owed]) -> Iterator[SealWait]:
        case = cases.by_ids(connection, [case_id]).get(case_id)
        if case is None or writer.foreign(case) or case.stage not in DECISION_STANDS:
            return
        last = max(papers, key=lambda paper: paper.since_ms).decision
        for paper in papers:
            if paper.decision == last and paper.state != "dropped":
                why = paper.why if paper.state == "refused" else self._why(connection, paper, case)
                yield SealWait(
                    case=case_id,
                    paper=paper.paper,
                    document=paper.document,
                    coming=paper.state != "refused" and why not in STOPPED,
                    why=why,
                    since=paper.since_ms,
                )

    def _why(self, connection: Connection, paper: Owed, case: Case) -> str:
        """Return what a paper waits for as it is now, not as it was when it was last tried."""
        if paper.state == "sealed":
            return ""
        try:
            usable(connection, paper, case, self.clock.now())
        except RuleBroken as stopped:
            return stopped.code
        return "" if paper.why in STOPPED - {"seal.key_other"} else paper.why


def _grant(row: GrantRow) -> SealGrant:
    return SealGrant(
        holder=row.holder,
        matters=frozenset(row.matters.split()),
        from_day=date.fromisoformat(row.from_day),
        to_day=date.fromisoformat(row.to_day),
    )
