"""What readers have read, what pollers have claimed, which catalogues were in force."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add three tables; the previous release neither reads nor misses them."""
    op.create_table(
        "reading",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("box", sa.Text, primary_key=True),
        sa.Column("pos", _WHOLE, sa.CheckConstraint("pos >= 0", name="pos"), nullable=False),
        sa.Column("at_ms", _WHOLE, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "claim",
        sa.Column("box", sa.Text, primary_key=True),
        sa.Column("pos", _WHOLE, primary_key=True),
        sa.Column("fence", _WHOLE, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until_ms", _WHOLE, nullable=False),
        sa.Column("done_ms", _WHOLE, nullable=True),
        sqlite_strict=True,
    )
    op.create_table(
        "catalogue",
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("effective_from", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", _WHOLE, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("bundle", sa.LargeBinary, nullable=False),
        sa.Column("published_ms", _WHOLE, nullable=False),
        sqlite_strict=True,
    )
