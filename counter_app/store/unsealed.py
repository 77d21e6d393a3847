"""Papers of results that the server seals, as it last told; what has arrived is in the case itself."""

import msgspec

from casework.case_state import Case, Stage
from casework.contract import SealWait
from casework.decisions import DRAWN, drawn_and_sealed
from counter_app.store.database import Database
from counter_app.store.meta import Meta

_KNOWN = "unsealed"
_MOST = 500
_decoder = msgspec.json.Decoder(tuple[SealWait, ...])


class Unsealed:
    """What the server told of cases whose result is not printed yet."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._meta = Meta(database)

    def decided(self) -> tuple[str, ...]:
        """Return the cases that were decided and not printed, the latest first; at most 500."""
        rows = self._db.tuples(
            "SELECT id FROM case_row WHERE stage = :stage ORDER BY changed_ms DESC LIMIT :most",
            stage=Stage.DECIDED.value,
            most=_MOST,
        )
        return tuple(case_id for (case_id,) in rows)

    def known(self) -> tuple[SealWait, ...]:
        """Return everything that was told last."""
        text = self._meta.get(_KNOWN)
        return _decoder.decode(text) if text else ()

    def take(self, told: tuple[SealWait, ...]) -> None:
        """Keep what the server told instead of what it told before. Inside a transaction."""
        self._meta.put(_KNOWN, msgspec.json.encode(told).decode())

    def of(self, case: Case) -> tuple[SealWait, ...]:
        """Return the papers of a decided case whose sealed files have not arrived here."""
        if case.stage is not Stage.DECIDED:
            return ()
        return tuple(one for one in self.known() if one.case == case.id and not _arrived(case, one))


def _arrived(case: Case, paper: SealWait) -> bool:
    if paper.document == DRAWN:
        return drawn_and_sealed(case) is not None
    of_kind = [one for one in case.sealed if one.paper == paper.paper]
    return any(not paper.document or one.document_sha256 == paper.document for one in of_kind)
