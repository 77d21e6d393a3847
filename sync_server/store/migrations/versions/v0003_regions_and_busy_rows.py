"""The region of each event; on PostgreSQL, room beside the rows that every push changes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Rows that are updated in place for ever: with room on their page an update touches no index, and with a vacuum after a
# few of them the page never fills up.
_BUSY = """
    ALTER TABLE {table} SET (
        fillfactor = {fill},
        autovacuum_vacuum_threshold = 50,
        autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_cost_delay = 0
    )
"""


def upgrade() -> None:
    """Add a column that the previous release neither writes nor misses."""
    op.add_column("event", sa.Column("region", sa.Text, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_BUSY.format(table="box_head", fill=10))
        op.execute(_BUSY.format(table="stream", fill=50))
        # What is compressed well travels compressed; here it would cost every push and every page its time.
        op.execute("ALTER TABLE event ALTER COLUMN raw SET STORAGE EXTERNAL")
