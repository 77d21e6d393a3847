"""Making room: whole cases that are finished for long are removed, with everybody's events, papers and scans.

Own events go only as a prefix of the stream, so that what is left can still be checked and sent: a case is removed when
all its own events lie in the part that goes, and that part holds no event of a case that stays. Nothing goes that the
server has not in a verified backup. Where the mailbox was thinned out a base is kept, behind which it is dense. Facts
about blanks belong to no case that ends: old ones go with the prefix, and their boxes go on from a base of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework import chain
from casework.case_state import Stage
from casework.errors import Trouble
from casework.events import read_header
from casework.routing import hall_box
from counter_app.logs import Log
from counter_app.store.blobs import WAITING
from counter_app.store.case_rows import WORD_TABLES
from counter_app.store.entry import Stream
from counter_app.store.position import Cursor
from counter_app.store.store import Store

FINISHED = (Stage.DELIVERED, Stage.ARCHIVED, Stage.NOT_REQUIRED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.REVOKED)
"""The stages behind which the window has nothing left to do."""
_CASES_AT_ONCE = 20
_EVENTS_AT_ONCE = 200
_PAGE = 500
_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed; `kept_by` is the number of the case that keeps the own stream from going further, if any."""

    cases: int
    events: int
    blobs: int
    kept_by: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Cases that go together: all of the own events up to `until` are theirs (0: they have none)."""

    cases: tuple[str, ...]
    until: int = 0


def prune(store: Store, before_ms: int) -> Pruned:
    """Remove the cases that are finished and had no event since `before_ms`; acts may commit in between.

    Raises:
        Trouble: the disk refused; what was removed is whole cases.
    """
    # A case without a row would count as one of which nothing is left here.
    list(store.catch_up())
    may_go = set(_candidates(store, before_ms))
    stream = store.journal.stream()
    pieces, kept_by = _own_pieces(store, stream, may_go, before_ms) if stream else ([], "")
    in_stream = {case_id for piece in pieces for case_id in piece.cases}
    foreign = [case_id for case_id in may_go - in_stream if stream is None or not _last_own(store, stream, case_id)]
    foreign += _remnants(store, before_ms)
    pieces += [_Piece(tuple(part)) for part in _parts(sorted(foreign), _CASES_AT_ONCE)]
    events = sum(_remove(store, piece) for piece in pieces)
    blobs = _sweep_blobs(store)
    pruned = Pruned(sum(len(piece.cases) for piece in pieces), events, blobs, _number(store, kept_by))
    if pruned.cases:
        _log.info("store.pruned", cases=pruned.cases, events=events, blobs=blobs)
    return pruned


# --- what may go --------------------------------------------------------------------------------------------------


def _candidates(store: Store, before_ms: int) -> Iterator[str]:
    rows = store.database.rows(
        f"""SELECT id
        FROM case_row
        WHERE stage IN ({", ".join(f"'{stage.value}'" for stage in FINISHED)})
        AND unacked = 0 AND refused = 0 AND changed_ms < :before_ms
        AND NOT EXISTS (
            SELECT 1 FROM print_job WHERE case_id = case_row.id AND state NOT IN ('printed', 'dropped')
        )""",  # noqa: S608 - fixed names
        before_ms=before_ms,
    )
    for row in rows:
        if not any(_is_waiting(store, sha256) for sha256 in _blobs_of(store, row["id"])):
            yield row["id"]


def _remnants(store: Store, before_ms: int) -> list[str]:
    """Return cases of which only others' events came after they were removed."""
    rows = store.database.rows(
        """SELECT case_id
        FROM event
        WHERE case_id NOT IN (SELECT id FROM case_row) AND case_id NOT IN (SELECT id FROM blank_box)
        GROUP BY case_id
        HAVING max(at_ms) < :before_ms AND max(hash IS NOT NULL) = 0""",
        before_ms=before_ms,
    )
    return [row["case_id"] for row in rows]


def _own_pieces(store: Store, stream: Stream, may_go: set[str], before_ms: int) -> tuple[list[_Piece], str]:
    """Return what can go from the beginning of the stream, and the case at which it ends."""
    limit = min(stream.acked, stream.backup_mark, store.blanks.settled_until(stream.epoch, before_ms))
    boxes = store.blanks.ids()
    pieces: list[_Piece] = []
    cases: dict[str, None] = {}
    needs = first = stream.base_seq
    for seq, case_id in store.journal.cases_after(stream.base_seq, limit):
        if case_id in boxes:
            needs = max(needs, seq)
        elif case_id not in cases:
            last = _last_own(store, stream, case_id)
            if case_id not in may_go or last > limit:
                return _joined(pieces, stream.base_seq), case_id
            cases[case_id] = None
            needs = max(needs, last)
        if needs == seq and seq - first >= 1:
            pieces.append(_Piece(tuple(cases), seq))
            cases, first = {}, seq
    return _joined(pieces, stream.base_seq), ""


def _joined(pieces: list[_Piece], base: int) -> list[_Piece]:
    """Return the pieces in transactions of a fair size."""
    joined: list[_Piece] = []
    start = base
    for piece in pieces:
        if joined and piece.until - start <= _EVENTS_AT_ONCE:
            joined[-1] = _Piece((*joined[-1].cases, *piece.cases), piece.until)
        else:
            start = joined[-1].until if joined else base
            joined.append(piece)
    return joined


def _last_own(store: Store, stream: Stream, case_id: str) -> int:
    row = store.database.one(
        "SELECT max(seq) AS last FROM event WHERE case_id = :id AND epoch = :epoch AND hash IS NOT NULL",
        id=case_id,
        epoch=stream.epoch,
    )
    return int(row["last"] or 0) if row else 0


# --- removing -----------------------------------------------------------------------------------------------------


def _remove(store: Store, piece: _Piece) -> int:
    """Remove the cases of a piece in one transaction and return how many events went."""
    database = store.database
    with store.writing():
        for case_id in piece.cases:
            for sha256 in _blobs_of(store, case_id):
                database.run("INSERT OR IGNORE INTO loose_blob (sha256) VALUES (:sha256)", sha256=sha256)
        settled = store.blanks.settling(store.journal, piece.until)
        _rebase_box(store, piece.cases, max((entry.box_pos or 0 for entry in settled), default=0))
        if piece.until:
            store.journal.rebase(piece.until)
        store.blanks.settle(settled)
        return len(settled) + sum(_remove_case(store, case_id) for case_id in piece.cases)


def _remove_case(store: Store, case_id: str) -> int:
    run = store.database.run
    for table in WORD_TABLES:
        run(f"DELETE FROM {table} WHERE rowid = (SELECT line FROM case_row WHERE id = :id)", id=case_id)  # noqa: S608 - fixed names
    run("DELETE FROM case_row WHERE id = :id", id=case_id)
    run("DELETE FROM print_attempt WHERE job IN (SELECT id FROM print_job WHERE case_id = :id)", id=case_id)
    run("DELETE FROM print_job WHERE case_id = :id", id=case_id)
    return run("DELETE FROM event WHERE case_id = :id", id=case_id)


def _rebase_box(store: Store, case_ids: Sequence[str], settled: int) -> None:
    """Move the mailbox's base behind every row that goes. Before they go: the chain is made from the ids."""
    place = store.meta.place()
    tops = [
        store.database.value("SELECT coalesce(max(box_pos), 0) FROM event WHERE case_id = :id", id=case_id)
        for case_id in case_ids
    ]
    top = max([settled, *tops])
    if place is None or not top:
        return
    box = hall_box(place.site.hall)
    base = store.positions.base(box)
    if top <= base.pos:
        return
    link, pos = base.chain, base.pos
    for pos, event_id in store.journal.placed(base.pos):
        link = chain.box_link(link, event_id)
        if pos == top:
            break
    store.positions.rebase(box, Cursor(pos, link))


# --- scans --------------------------------------------------------------------------------------------------------


def _blobs_of(store: Store, case_id: str) -> set[str]:
    found = {ref for entry in store.journal.history(case_id) for ref in _refs(entry.raw)}
    rows = store.database.rows("SELECT sha256 FROM print_job WHERE case_id = :id AND sha256 <> ''", id=case_id)
    return found | {row["sha256"] for row in rows}


def _refs(raw: bytes) -> list[str]:
    header = read_header(raw)
    return [ref.sha256 for ref in header.blobs] if header else []


def _is_waiting(store: Store, sha256: str) -> bool:
    row = store.database.one("SELECT state FROM blob WHERE sha256 = :sha256", sha256=sha256)
    return row is not None and row["state"] == WAITING


def _sweep_blobs(store: Store) -> int:
    """Remove the files that no case speaks of any more; what a power cut left over is done the next time."""
    database = store.database
    loose = {row["sha256"] for row in database.rows("SELECT sha256 FROM loose_blob")}
    if not loose:
        return 0
    unused = loose - _still_used(store, loose)
    with database.writing():
        for sha256 in unused:
            database.run("DELETE FROM blob WHERE sha256 = :sha256", sha256=sha256)
    try:
        for sha256 in unused:
            store.blobs.files.path(sha256).unlink(missing_ok=True)
    except OSError as error:
        raise Trouble("local.disk", why=error.strerror or "") from error
    with database.writing():
        database.run("DELETE FROM loose_blob")
    return len(unused)


def _still_used(store: Store, loose: set[str]) -> set[str]:
    used = {
        row["sha256"]
        for row in store.database.rows("SELECT DISTINCT sha256 FROM print_job WHERE sha256 <> ''")
        if row["sha256"] in loose
    }
    # A paper that was scanned into a form which became no case yet.
    used |= {sha256 for sha256 in loose - used if store.drafts.mentions(sha256, but="")}
    line = 0
    while loose - used:
        # Events without a scan are passed over by the engine; the bytes of the others are read page by page.
        rows = store.database.rows(
            """SELECT line, raw
            FROM event
            WHERE line > :line AND instr(raw, CAST('"blobs":[{' AS BLOB)) > 0
            ORDER BY line
            LIMIT :page""",
            line=line,
            page=_PAGE,
        )
        used |= {sha256 for row in rows for sha256 in _refs(bytes(row["raw"])) if sha256 in loose}
        if len(rows) < _PAGE:
            break
        line = rows[-1]["line"]
    return used


def _number(store: Store, case_id: str) -> str:
    projected = store.cases.get(case_id) if case_id else None
    return projected.case.number if projected else case_id


def _parts(cases: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(cases), size):
        yield cases[start : start + size]
