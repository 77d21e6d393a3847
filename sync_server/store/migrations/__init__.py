"""Forward-only migrations, run by Alembic; a version's tables are a copy that never changes again."""
