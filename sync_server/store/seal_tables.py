"""The tables of the seal office, beside those in `tables`."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text, text

from sync_server.store.table_forms import WHOLE, ms, new_table

seal = new_table(
    "seal",
    Column("code", Text, primary_key=True),
    Column("department", Text, nullable=False),
    Column("organ", Text, nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('organ', 'special')", name="kind"), nullable=False),
    Column("name", Text, nullable=False),
    Column("diameter_mm", WHOLE, nullable=False),
    Column("registration", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('in_use', 'suspended', 'incident', 'retired')", name="state"),
        nullable=False,
    ),
    Column("custodian", Text, nullable=False),
    Column("key_ref", Text, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    ms("valid_from_ms"),
    ms("valid_until_ms"),
    Column("uses", WHOLE, CheckConstraint("uses >= 0", name="uses"), nullable=False),
    Column("series", Text, nullable=False),
    Column("number", WHOLE, CheckConstraint("number >= 0", name="number"), nullable=False),
    Column("chain", LargeBinary, CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
    ms("added_ms"),
)
"""The seals used here. `uses` counts the register; `series`, `number` and `chain` are those of the last use."""

Index(
    "uq_seal_living",
    seal.c.department,
    seal.c.kind,
    unique=True,
    sqlite_where=text("state <> 'retired'"),
    postgresql_where=text("state <> 'retired'"),
)

seal_grant = new_table(
    "seal_grant",
    Column("id", Text, primary_key=True),
    Column("seal", Text, ForeignKey("seal.code"), nullable=False),
    Column("holder", Text, nullable=False),
    Column("matters", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("from_day", Text, nullable=False),
    Column("to_day", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    ms("granted_ms"),
    ms("revoked_ms", nullable=True),
    Column("revoked_by", Text, nullable=False),
)
"""Whose decisions (`*`: the department's) in which matters (codes with a blank between; `*`: all) a seal is put on."""

Index("ix_seal_grant_seal", seal_grant.c.seal)

seal_use = new_table(
    "seal_use",
    Column("id", Text, primary_key=True),
    Column("seal", Text, ForeignKey("seal.code"), nullable=False),
    Column("seq", WHOLE, CheckConstraint("seq >= 1", name="seq"), nullable=False),
    Column("series", Text, nullable=False),
    Column("number", WHOLE, CheckConstraint("number >= 1", name="number"), nullable=False),
    Column("case_id", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("document_sha256", Text, CheckConstraint("length(document_sha256) = 64", name="document"), nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("copies", WHOLE, CheckConstraint("copies >= 1", name="copies"), nullable=False),
    ms("at_ms"),
    Column("hash", LargeBinary, CheckConstraint("length(hash) = 32", name="hash"), nullable=False),
    Column("state", Text, CheckConstraint("state IN ('recorded', 'sealed', 'voided')", name="state"), nullable=False),
    Column("tries", WHOLE, nullable=False),
    ms("until_ms"),
    Column("sealed_sha256", Text, nullable=False),
    ms("ended_ms", nullable=True),
    Column("why", Text, nullable=False),
    CheckConstraint("requested_by <> approved_by", name="two"),
)
"""Every use of a seal, recorded before the signature is made; `hash` chains what was recorded, by `seq`.

`tries` counts the signatures that were begun under it, each noted before; until `until_ms` somebody is at it. What
became of the use stands beside it, and in the fact that the server states about a sealed paper.
"""

Index("uq_seal_use_seq", seal_use.c.seal, seal_use.c.seq, unique=True)
Index("uq_seal_use_number", seal_use.c.seal, seal_use.c.series, seal_use.c.number, unique=True)
Index(
    "ix_seal_use_recorded",
    seal_use.c.at_ms,
    sqlite_where=text("state = 'recorded'"),
    postgresql_where=text("state = 'recorded'"),
)

seal_owed = new_table(
    "seal_owed",
    Column("decision", Text, ForeignKey("event.id"), primary_key=True),
    Column("document", Text, primary_key=True),
    Column("paper", Text, CheckConstraint("paper IN ('certificate', 'decision')", name="paper"), nullable=False),
    Column("case_id", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('waiting', 'sealed', 'refused', 'dropped')", name="state"),
        nullable=False,
    ),
    Column("why", Text, nullable=False),
    Column("use_id", Text, nullable=False),
    Column("tries", WHOLE, nullable=False),
    ms("since_ms"),
    ms("next_ms"),
)
"""Papers of decisions that are to be sealed; `document` is the hash of a decision document, empty for a certificate."""

Index(
    "ix_seal_owed_waiting",
    seal_owed.c.next_ms,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

seal_hand_over = new_table(
    "seal_hand_over",
    Column("id", Text, primary_key=True),
    Column("seal", Text, ForeignKey("seal.code"), nullable=False),
    Column("from_person", Text, nullable=False),
    Column("to_person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("chain", LargeBinary, CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
    ms("at_ms"),
    CheckConstraint("from_person <> to_person", name="two"),
)
"""Every change of who keeps a seal, with where its register stood then."""

Index("ix_seal_hand_over_seal", seal_hand_over.c.seal)

seal_incident = new_table(
    "seal_incident",
    Column("id", Text, primary_key=True),
    Column("seal", Text, ForeignKey("seal.code"), nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('suspended', 'incident')", name="kind"), nullable=False),
    Column("text", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    ms("at_ms"),
    ms("ended_ms", nullable=True),
    Column("ended_by", Text, nullable=False),
    Column("ended", Text, nullable=False),
)
"""Why a seal was not to be used, from when to when; `ended_by` are the two persons who brought it back."""

Index("ix_seal_incident_seal", seal_incident.c.seal)
