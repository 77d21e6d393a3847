"""The tables of the desk, built by numbered steps that only ever go forward.

A step that was shipped is never edited; a change is a further step. The file's `user_version` is the last step it had.
"""

from casework.errors import Trouble
from counter_app.store.database import Database

_FIRST = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One incarnation of this database; its events are chained. `acked` is the last sequence number with a verdict.
CREATE TABLE stream (
    epoch TEXT PRIMARY KEY,
    place INTEGER NOT NULL UNIQUE,
    epoch_char TEXT NOT NULL,
    origin TEXT NOT NULL,
    head INTEGER NOT NULL DEFAULT 0 CHECK (head >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    acked INTEGER NOT NULL DEFAULT 0 CHECK (acked BETWEEN 0 AND head),
    opened_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
    line INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    hash BLOB CHECK (hash IS NULL OR length(hash) = 32),
    case_id TEXT NOT NULL,
    type TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    raw BLOB NOT NULL,
    verdict TEXT CHECK (verdict IN ('applied', 'contested', 'held', 'quarantined', 'renumbered')),
    ver INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    held_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    serial TEXT NOT NULL DEFAULT '',
    box_pos INTEGER
) STRICT;
-- Only own events are chained; a lost twin's may come back from the mailbox under the same numbers.
CREATE UNIQUE INDEX event_stream ON event (epoch, seq) WHERE hash IS NOT NULL;
CREATE INDEX event_case ON event (case_id, line);
CREATE INDEX event_handed ON event (type) WHERE type = 'originals.handed_over';
CREATE INDEX event_refused ON event (origin, verdict) WHERE verdict IN ('contested', 'held', 'quarantined');

CREATE TABLE case_row (
    line INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ver INTEGER NOT NULL,
    number TEXT NOT NULL,
    serial TEXT NOT NULL,
    stage TEXT NOT NULL,
    matter TEXT NOT NULL,
    department TEXT NOT NULL,
    window TEXT NOT NULL,
    clerk TEXT NOT NULL,
    applicant TEXT NOT NULL,
    applicant_id TEXT NOT NULL,
    phone TEXT NOT NULL,
    waybill TEXT NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT,
    decided_on TEXT,
    changed_ms INTEGER NOT NULL,
    unacked INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    words TEXT NOT NULL,
    state BLOB NOT NULL
) STRICT;
CREATE INDEX case_number ON case_row (number);
CREATE INDEX case_serial ON case_row (serial);
CREATE INDEX case_applicant_id ON case_row (applicant_id);
CREATE INDEX case_phone ON case_row (phone);
CREATE INDEX case_waybill ON case_row (waybill) WHERE waybill <> '';
CREATE INDEX case_stage_due ON case_row (stage, due_on);
CREATE INDEX case_due ON case_row (due_on);
CREATE VIRTUAL TABLE case_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61');

CREATE TABLE series (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (kind, day)
) STRICT;

CREATE TABLE cursor (
    box TEXT PRIMARY KEY,
    pos INTEGER NOT NULL CHECK (pos >= 0),
    chain BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;

-- `state` of a blob: kept (here and on the server, or never to be sent), waiting (to be sent), wanted (to be fetched).
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('kept', 'waiting', 'wanted'))
) STRICT;
CREATE INDEX blob_state ON blob (state) WHERE state <> 'kept';

CREATE TABLE clerk (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    verifier TEXT NOT NULL,
    checked_ms INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE session (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    clerk TEXT NOT NULL REFERENCES clerk (code),
    since_ms INTEGER NOT NULL,
    online INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    clerk TEXT NOT NULL,
    matter TEXT NOT NULL,
    title TEXT NOT NULL,
    saved_ms INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX draft_clerk ON draft (clerk, saved_ms);

-- A paper that is owed. `sha256` is empty until its bytes are frozen.
CREATE TABLE print_job (
    id TEXT PRIMARY KEY,
    line INTEGER NOT NULL UNIQUE,
    idem TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    paper TEXT NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    copy INTEGER NOT NULL DEFAULT 1 CHECK (copy > 0),
    reprint INTEGER NOT NULL DEFAULT 0 CHECK (reprint >= 0),
    reason TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    media TEXT NOT NULL DEFAULT '',
    pages INTEGER NOT NULL DEFAULT 0,
    copy_label TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('owed', 'frozen', 'sending', 'printed', 'failed', 'uncertain', 'dropped')),
    detail TEXT NOT NULL DEFAULT '',
    made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_case ON print_job (case_id);
CREATE INDEX print_open ON print_job (state) WHERE state NOT IN ('printed', 'dropped');

CREATE TABLE print_attempt (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL REFERENCES print_job (id),
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    outcome TEXT CHECK (outcome IN ('printed', 'failed', 'uncertain')),
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempt_job ON print_attempt (job);
"""

_SYNC = """
-- `backup_mark`: up to here a verified backup of the server has the stream. `base_seq`: up to here it was pruned, and
-- `base_hash` is the chain there.
ALTER TABLE stream ADD COLUMN backup_mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN base_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN base_hash BLOB CHECK (base_hash IS NULL OR length(base_hash) = 32);

-- `supersedes`: the own refused event that this one stands in for. `was`: the verdict it had before the present one
-- contradicted it. `set_aside`: a person has seen the refusal and wants it out of the way.
ALTER TABLE event ADD COLUMN supersedes TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN was TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_supersedes ON event (supersedes) WHERE supersedes <> '';
DROP INDEX event_refused;
CREATE INDEX event_person ON event (origin, line) WHERE (verdict IN ('contested', 'held', 'quarantined') OR was <> '');
CREATE INDEX event_box ON event (box_pos) WHERE box_pos IS NOT NULL;
CREATE INDEX event_unplaced ON event (line) WHERE box_pos IS NULL AND hash IS NULL AND verdict IS NOT NULL;

-- Up to `base_pos` rows of the mailbox may have been pruned, behind it they are dense; `base_chain` is the chain there.
ALTER TABLE cursor ADD COLUMN base_pos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN base_chain BLOB CHECK (base_chain IS NULL OR length(base_chain) = 32);

-- Blobs of pruned cases that are still to be looked at: no other case may speak of one that is removed.
CREATE TABLE loose_blob (sha256 TEXT PRIMARY KEY) STRICT;

-- How the transfer of each blob stands: tries that failed, the last error as a code, when to try next.
ALTER TABLE blob ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN error TEXT NOT NULL DEFAULT '';
ALTER TABLE blob ADD COLUMN next_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN case_id TEXT NOT NULL DEFAULT '';

-- Catalogues this desk was sent, with the bundle as the server signed it.
CREATE TABLE catalogue (
    version TEXT PRIMARY KEY,
    effective_from TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    signature TEXT NOT NULL,
    bundle BLOB NOT NULL,
    received_ms INTEGER NOT NULL
) STRICT;
"""

_STALE = """
-- Cases whose events have changed since their row was made; written with the events, gone with the new row.
CREATE TABLE stale_case (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
-- Every epoch character that this window is known to have numbered under, the present one last.
ALTER TABLE stream ADD COLUMN epoch_chars TEXT NOT NULL DEFAULT '';
UPDATE stream SET epoch_chars = epoch_char;
"""

_LISTS = """
-- Work lists are counted, sorted and filtered in this index alone; it holds only what somebody still has to do.
DROP INDEX case_due;
CREATE INDEX case_open ON case_row
    (due_on, line, stage, clerk, refused, department, matter, number, applicant, window)
    WHERE stage IN ('received', 'supplement', 'accepted', 'deemed_accepted', 'in_review', 'suspended', 'decided',
        'result_at_window');
CREATE INDEX case_refused ON case_row (due_on, line) WHERE refused > 0;
CREATE INDEX case_to_mail ON case_row (due_on, line)
    WHERE stage = 'result_at_window' AND waybill = ''
    AND json_extract(CAST(state AS TEXT), '$.delivery.way') = 'courier';
"""

_PIECES = """
-- The words of open and of closed cases apart, so that the open ones are found first without sorting. Words only, no
-- places: a query is a few words that must all be there. The rows are made anew, with their words.
DROP TABLE case_words;
CREATE VIRTUAL TABLE open_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE closed_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61'
);
DELETE FROM meta WHERE name = 'case_form';
"""

_FORMATS = """
-- What the frozen bytes of a paper are: a PDF, or the dots of the printer it was drawn for.
ALTER TABLE print_job ADD COLUMN format TEXT NOT NULL DEFAULT 'application/pdf';
"""

_QUEUES = """
-- One for each printer. `readiness` is empty while the queue runs, else what its device said last; `unfinished` is the
-- paper of which half may lie in the device.
CREATE TABLE print_queue (
    name TEXT PRIMARY KEY,
    readiness TEXT NOT NULL DEFAULT '' CHECK (readiness IN ('', 'attention', 'unknown')),
    reasons TEXT NOT NULL DEFAULT '[]',
    since_ms INTEGER NOT NULL DEFAULT 0,
    unfinished TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE print_job ADD COLUMN queue TEXT NOT NULL DEFAULT '';
ALTER TABLE print_attempt ADD COLUMN queue TEXT NOT NULL DEFAULT '';

-- Every attempt, outcome and answer, chained; a line is never changed. The head is the last line's.
CREATE TABLE print_ledger (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at_ms INTEGER NOT NULL,
    raw BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX ledger_at ON print_ledger (at_ms);
CREATE TABLE print_ledger_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
"""

_BLANKS = """
-- Boxes of numbered blanks, folded from their facts. `base` is the box behind those that were pruned.
CREATE TABLE blank_box (
    id TEXT PRIMARY KEY,
    line INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    window TEXT NOT NULL,
    stock INTEGER NOT NULL CHECK (stock >= 0),
    state BLOB NOT NULL,
    base BLOB
) STRICT;
CREATE INDEX blank_open ON blank_box (window, kind, line) WHERE stock > 0;
"""

_SEALS = """
-- The acceptance seals that are kept at this window. `key` says where a key is, never a secret; empty for none here.
CREATE TABLE seal (
    code TEXT PRIMARY KEY,
    department TEXT NOT NULL,
    organ TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('in_use', 'suspended', 'incident', 'retired')),
    custodian TEXT NOT NULL,
    key TEXT NOT NULL,
    certificate BLOB NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX seal_of_department ON seal (department) WHERE state <> 'retired';
CREATE TABLE seal_grant (
    id INTEGER PRIMARY KEY,
    seal TEXT NOT NULL REFERENCES seal (code),
    clerk TEXT NOT NULL,
    matters TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT;
-- Every use in the order of its seal, recorded before a signature is made; `raw` is chained and never changed.
CREATE TABLE seal_use (
    seal TEXT NOT NULL REFERENCES seal (code),
    line INTEGER NOT NULL CHECK (line > 0),
    series TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    job TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    raw BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    outcome TEXT NOT NULL CHECK (outcome IN ('recorded', 'signed', 'by_hand', 'void')),
    why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (seal, line),
    UNIQUE (seal, series, number)
) STRICT;
CREATE INDEX seal_use_of_job ON seal_use (job);
CREATE INDEX seal_use_at ON seal_use (at_ms);
-- Registration, hand-over, suspension, resumption, incidents: each with the two people who stand behind it.
CREATE TABLE seal_custody (
    line INTEGER PRIMARY KEY,
    seal TEXT NOT NULL REFERENCES seal (code),
    what TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    note TEXT NOT NULL,
    CHECK (first <> second)
) STRICT;
"""

_SETTLED = """
-- Facts about blanks that were taken into the base of their box: a mailbox that is read anew brings them once more.
CREATE TABLE settled_fact (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""

STEPS: tuple[str, ...] = (_FIRST, _SYNC, _STALE, _LISTS, _PIECES, _FORMATS, _QUEUES, _BLANKS, _SEALS, _SETTLED)
"""Step n brings a file from version n to n + 1."""


def migrate(database: Database, steps: tuple[str, ...] = STEPS) -> int:
    """Bring the file to the newest schema, each step in a transaction of its own, and return its version.

    Raises:
        Trouble: `local.newer_schema`, a later release wrote the file; nothing was changed.
    """
    version = int(database.value("PRAGMA user_version"))
    if version > len(steps):
        raise Trouble("local.newer_schema", found=version, known=len(steps))
    for number in range(version, len(steps)):
        with database.writing():
            for statement in _statements(steps[number]):
                database.run(statement)
            database.run(f"PRAGMA user_version = {number + 1}")
    return len(steps)


def _statements(script: str) -> list[str]:
    """Return the statements of a script; sqlite's own executescript would commit before it begins."""
    return [statement for part in script.split(";\n") if (statement := part.strip().rstrip(";"))]
