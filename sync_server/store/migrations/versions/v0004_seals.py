"""The seals of departments: register, grants, uses, hand-overs, incidents, and the papers that are to be sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add six tables; the previous release neither reads nor misses them."""
    _add_seal()
    _add_seal_grant()
    _add_seal_use()
    _add_seal_owed()
    _add_seal_hand_over()
    _add_seal_incident()


def _ms(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _WHOLE, nullable=nullable)


def _add_seal() -> None:
    op.create_table(
        "seal",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("organ", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, sa.CheckConstraint("kind IN ('organ', 'special')", name="kind"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("diameter_mm", _WHOLE, nullable=False),
        sa.Column("registration", sa.Text, nullable=False),
        sa.Column(
            "state",
            sa.Text,
            sa.CheckConstraint("state IN ('in_use', 'suspended', 'incident', 'retired')", name="state"),
            nullable=False,
        ),
        sa.Column("custodian", sa.Text, nullable=False),
        sa.Column("key_ref", sa.Text, nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        _ms("valid_from_ms"),
        _ms("valid_until_ms"),
        sa.Column("uses", _WHOLE, sa.CheckConstraint("uses >= 0", name="uses"), nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("number", _WHOLE, sa.CheckConstraint("number >= 0", name="number"), nullable=False),
        sa.Column("chain", sa.LargeBinary, sa.CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
        _ms("added_ms"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_seal_living",
        "seal",
        ["department", "kind"],
        unique=True,
        sqlite_where=sa.text("state <> 'retired'"),
        postgresql_where=sa.text("state <> 'retired'"),
    )


def _add_seal_grant() -> None:
    op.create_table(
        "seal_grant",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seal", sa.Text, sa.ForeignKey("seal.code"), nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("matters", sa.Text, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("from_day", sa.Text, nullable=False),
        sa.Column("to_day", sa.Text, nullable=False),
        sa.Column("granted_by", sa.Text, nullable=False),
        _ms("granted_ms"),
        _ms("revoked_ms", nullable=True),
        sa.Column("revoked_by", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_seal_grant_seal", "seal_grant", ["seal"])


def _add_seal_use() -> None:
    op.create_table(
        "seal_use",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seal", sa.Text, sa.ForeignKey("seal.code"), nullable=False),
        sa.Column("seq", _WHOLE, sa.CheckConstraint("seq >= 1", name="seq"), nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("number", _WHOLE, sa.CheckConstraint("number >= 1", name="number"), nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column(
            "document_sha256",
            sa.Text,
            sa.CheckConstraint("length(document_sha256) = 64", name="document"),
            nullable=False,
        ),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("copies", _WHOLE, sa.CheckConstraint("copies >= 1", name="copies"), nullable=False),
        _ms("at_ms"),
        sa.Column("hash", sa.LargeBinary, sa.CheckConstraint("length(hash) = 32", name="hash"), nullable=False),
        sa.Column(
            "state",
            sa.Text,
            sa.CheckConstraint("state IN ('recorded', 'sealed', 'voided')", name="state"),
            nullable=False,
        ),
        sa.Column("tries", _WHOLE, nullable=False),
        _ms("until_ms"),
        sa.Column("sealed_sha256", sa.Text, nullable=False),
        _ms("ended_ms", nullable=True),
        sa.Column("why", sa.Text, nullable=False),
        sa.CheckConstraint("requested_by <> approved_by", name="two"),
        sqlite_strict=True,
    )
    op.create_index("uq_seal_use_seq", "seal_use", ["seal", "seq"], unique=True)
    op.create_index("uq_seal_use_number", "seal_use", ["seal", "series", "number"], unique=True)
    op.create_index(
        "ix_seal_use_recorded",
        "seal_use",
        ["at_ms"],
        sqlite_where=sa.text("state = 'recorded'"),
        postgresql_where=sa.text("state = 'recorded'"),
    )


def _add_seal_owed() -> None:
    op.create_table(
        "seal_owed",
        sa.Column("decision", sa.Text, sa.ForeignKey("event.id"), primary_key=True),
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column(
            "paper", sa.Text, sa.CheckConstraint("paper IN ('certificate', 'decision')", name="paper"), nullable=False
        ),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column(
            "state",
            sa.Text,
            sa.CheckConstraint("state IN ('waiting', 'sealed', 'refused', 'dropped')", name="state"),
            nullable=False,
        ),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("use_id", sa.Text, nullable=False),
        sa.Column("tries", _WHOLE, nullable=False),
        _ms("since_ms"),
        _ms("next_ms"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_seal_owed_waiting",
        "seal_owed",
        ["next_ms"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _add_seal_hand_over() -> None:
    op.create_table(
        "seal_hand_over",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seal", sa.Text, sa.ForeignKey("seal.code"), nullable=False),
        sa.Column("from_person", sa.Text, nullable=False),
        sa.Column("to_person", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("chain", sa.LargeBinary, sa.CheckConstraint("length(chain) = 32", name="chain"), nullable=False),
        _ms("at_ms"),
        sa.CheckConstraint("from_person <> to_person", name="two"),
        sqlite_strict=True,
    )
    op.create_index("ix_seal_hand_over_seal", "seal_hand_over", ["seal"])


def _add_seal_incident() -> None:
    op.create_table(
        "seal_incident",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seal", sa.Text, sa.ForeignKey("seal.code"), nullable=False),
        sa.Column(
            "kind", sa.Text, sa.CheckConstraint("kind IN ('suspended', 'incident')", name="kind"), nullable=False
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reported_by", sa.Text, nullable=False),
        _ms("at_ms"),
        _ms("ended_ms", nullable=True),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("ended", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_seal_incident_seal", "seal_incident", ["seal"])
