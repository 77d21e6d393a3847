"""The first tables."""

from alembic import op

from sync_server.store.migrations.tables_0001 import METADATA

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first version."""
    METADATA.create_all(op.get_bind(), checkfirst=False)
