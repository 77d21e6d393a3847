"""What Alembic runs before the versions: it takes the connection of the transaction it is called in."""

from alembic import context

from sync_server.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
