"""The tables, written once for SQLite and PostgreSQL.

Times are Unix time in ms, hashes of chains 32 raw bytes, hashes of blobs hexadecimal. On SQLite every table is STRICT.
The migrations build these very tables; a test compares the two.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Text, text

import sync_server.store.seal_tables  # noqa: F401 - METADATA has those too
from sync_server.store.table_forms import METADATA, NAMES, WHOLE, ms, new_table

__all__ = ("METADATA", "NAMES", "WHOLE")

COUNTS = "verdict IN ('applied', 'renumbered')"


meta = new_table(
    "meta",
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Single values of the server: its epoch, its key."""

counter = new_table(
    "counter",
    Column("name", Text, primary_key=True),
    Column("value", WHOLE, CheckConstraint("value >= 0", name="value"), nullable=False),
)
"""The last number given out in each of the server's own series."""

device = new_table(
    "device",
    Column("public_key", Text, CheckConstraint("length(public_key) = 64", name="public_key"), primary_key=True),
    Column("window", Text, nullable=False),
    Column("number", WHOLE, CheckConstraint("number BETWEEN 1 AND 999", name="number"), nullable=False),
    Column("hall", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("epoch_char", Text, CheckConstraint("length(epoch_char) = 1", name="epoch_char"), nullable=False),
    ms("enrolled_ms"),
    ms("revoked_ms", nullable=True),
)
"""Every key a window ever enrolled with; one of a window's keys at most is alive."""

Index(
    "uq_device_living",
    device.c.window,
    unique=True,
    sqlite_where=text("revoked_ms IS NULL"),
    postgresql_where=text("revoked_ms IS NULL"),
)

enrol_code = new_table(
    "enrol_code",
    Column("hash", Text, primary_key=True),
    Column("window", Text, nullable=False),
    Column("number", WHOLE, nullable=False),
    ms("made_ms"),
    ms("expires_ms"),
    ms("used_ms", nullable=True),
)
"""One-time codes, stored as SHA-256 of the code."""

clerk = new_table(
    "clerk",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("wrong_tries", WHOLE, nullable=False),
    ms("locked_until_ms"),
    ms("added_ms"),
)
"""Who may sign in at a window."""

account = new_table(
    "account",
    Column("code", Text, primary_key=True),
    Column("department", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("wrong_tries", WHOLE, nullable=False),
    ms("locked_until_ms"),
    ms("added_ms"),
)
"""A department's account; `scopes` are words with a blank between."""

token = new_table(
    "token",
    Column("hash", Text, primary_key=True),
    Column("account", Text, ForeignKey("account.code"), nullable=False),
    Column("scopes", Text, nullable=False),
    ms("made_ms"),
    ms("expires_ms"),
    ms("revoked_ms", nullable=True),
)
"""Access tokens, stored as SHA-256 of the token."""

Index("ix_token_account", token.c.account)

stream = new_table(
    "stream",
    Column("origin", Text, primary_key=True),
    Column("epoch", Text, primary_key=True),
    Column("head", WHOLE, CheckConstraint("head >= 0", name="head"), nullable=False),
    Column("hash", LargeBinary, CheckConstraint("length(hash) = 32", name="hash"), nullable=False),
    Column("backup_mark", WHOLE, nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('window', 'department', 'server')", name="kind"), nullable=False),
    Column("region", Text, nullable=False),
    Column("hall", Text, nullable=False),
    CheckConstraint("backup_mark <= head", name="backup_mark"),
)
"""Where each writer's stream stands, and from which place it is written."""

event = new_table(
    "event",
    Column("id", Text, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("case_id", Text, nullable=True),
    Column("kind", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    ms("received_ms"),
    Column(
        "verdict",
        Text,
        CheckConstraint("verdict IN ('applied', 'contested', 'held', 'quarantined', 'renumbered')", name="verdict"),
        nullable=False,
    ),
    Column("ver", WHOLE, CheckConstraint("ver >= 0", name="ver"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("held_by", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=""),
)
"""Every event as its bytes, with its verdict; origin, epoch and seq say where it was written first.

`region` is its writer's, for installations that partition by it; what came before version 0003 has none.
"""

Index("uq_event_origin_epoch_seq", event.c.origin, event.c.epoch, event.c.seq, unique=True)
Index(
    "uq_event_history",
    event.c.case_id,
    event.c.ver,
    unique=True,
    sqlite_where=text(COUNTS),
    postgresql_where=text(COUNTS),
)
Index(
    "ix_event_held",
    event.c.case_id,
    sqlite_where=text("verdict = 'held'"),
    postgresql_where=text("verdict = 'held'"),
)

entry = new_table(
    "entry",
    Column("origin", Text, primary_key=True),
    Column("epoch", Text, primary_key=True),
    Column("seq", WHOLE, CheckConstraint("seq >= 1", name="seq"), primary_key=True),
    Column("hash", LargeBinary, CheckConstraint("length(hash) = 32", name="hash"), nullable=False),
    Column("event_id", Text, ForeignKey("event.id"), nullable=False),
    ForeignKeyConstraint(["origin", "epoch"], ["stream.origin", "stream.epoch"]),
)
"""The chain of every stream; an event that was chained again under a new epoch has an entry in both."""

hold = new_table(
    "hold",
    Column("case_id", Text, primary_key=True),
    Column("origin", Text, primary_key=True),
    Column("held_by", Text, ForeignKey("event.id"), nullable=False),
    ms("since_ms"),
)
"""Cases in which a writer's later events wait, and for which quarantined event."""

case_ = new_table(
    "case_",
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("serial", Text, nullable=False, unique=True),
    Column("ver", WHOLE, CheckConstraint("ver >= 1", name="ver"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    Column("projection", LargeBinary, nullable=False),
)
"""Each case as its history makes it (JSON of `casework.case_state.Case`), with columns to find it by."""

Index("ix_case_department_region_stage", case_.c.department, case_.c.region, case_.c.stage)
Index("ix_case_hall_stage", case_.c.hall, case_.c.stage)

box_head = new_table(
    "box_head",
    Column("box", Text, primary_key=True),
    Column("pos", WHOLE, CheckConstraint("pos >= 1", name="pos"), nullable=False),
    Column("chain", LargeBinary, CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
)
"""Where each mailbox stands; its row is what writers of one mailbox wait for."""

box = new_table(
    "box",
    Column("box", Text, primary_key=True),
    Column("pos", WHOLE, CheckConstraint("pos >= 1", name="pos"), primary_key=True),
    Column("event_id", Text, ForeignKey("event.id"), nullable=False),
    Column("chain", LargeBinary, CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
)
"""The mailboxes: dense positions, each with the chain's hash there."""

Index("ix_box_event_id", box.c.event_id)

blob = new_table(
    "blob",
    Column("sha256", Text, CheckConstraint("length(sha256) = 64", name="sha256"), primary_key=True),
    Column("size", WHOLE, CheckConstraint("size >= 0", name="size"), nullable=False),
    ms("stored_ms"),
)
"""Which blobs the blob folder holds."""

reading = new_table(
    "reading",
    Column("reader", Text, primary_key=True),
    Column("box", Text, primary_key=True),
    Column("pos", WHOLE, CheckConstraint("pos >= 0", name="pos"), nullable=False),
    ms("at_ms"),
)
"""How far each reader is known to have come: what it asked to read behind of, last."""

claim = new_table(
    "claim",
    Column("box", Text, primary_key=True),
    Column("pos", WHOLE, primary_key=True),
    Column("fence", WHOLE, nullable=False),
    Column("holder", Text, nullable=False),
    ms("until_ms"),
    ms("done_ms", nullable=True),
)
"""Positions of mailboxes that pollers have claimed, each under the number of its last claim."""

catalogue = new_table(
    "catalogue",
    Column("version", Text, primary_key=True),
    Column("effective_from", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", WHOLE, nullable=False),
    Column("signature", Text, nullable=False),
    Column("bundle", LargeBinary, nullable=False),
    ms("published_ms"),
)
"""Every catalogue that was ever in force here, with the bundle as it was signed."""

blob_ref = new_table(
    "blob_ref",
    Column("sha256", Text, primary_key=True),
    Column("event_id", Text, ForeignKey("event.id"), primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("mime", Text, nullable=False),
)
"""Which case a blob belongs to; stands as soon as the event does, often before the blob itself."""

Index("ix_blob_ref_case_id", blob_ref.c.case_id)
