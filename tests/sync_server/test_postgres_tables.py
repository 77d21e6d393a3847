"""The tables as the migrations make them on PostgreSQL."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from sync_server.store import boxes, tables
from sync_server.store.engine import open_store

pytestmark = pytest.mark.postgres


@pytest.fixture
def store(postgres_url):
    store = open_store(postgres_url)
    yield store
    store.close()


def test_a_migrated_database_has_the_tables_that_the_code_names(store):
    with store.reading() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == {*tables.METADATA.tables, "alembic_version"}
        for name, table in tables.METADATA.tables.items():
            columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(name)}
            kinds = {column.name: column.type.compile(connection.dialect) for column in table.columns}
            assert columns == {column.name: (kinds[column.name], column.nullable) for column in table.columns}
            unique = {constraint["name"] for constraint in found.get_unique_constraints(name)}
            indexes = {index["name"] for index in found.get_indexes(name)} - unique
            assert indexes == {index.name for index in table.indexes}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (tables.box_head, {"box": "H:x", "pos": 0, "chain": b"x" * 32}),
        (tables.box_head, {"box": "H:x", "pos": 1, "chain": b"short"}),
        (tables.entry, {"origin": "W01", "epoch": "e", "seq": 1, "hash": b"x" * 32, "event_id": "nobody"}),
        (tables.blob, {"sha256": "short", "size": 1, "stored_ms": 1}),
    ],
)
def test_the_database_itself_refuses_what_must_not_be(store, table, row):
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(table.insert(), row)


def test_moving_a_mailbox_s_head_touches_no_index(store):
    options = text("SELECT reloptions FROM pg_class WHERE relname = 'box_head'")
    hot = text("SELECT pg_stat_get_xact_tuples_hot_updated('box_head'::regclass)")
    pushes = 40
    with store.writing() as connection:
        assert "fillfactor=10" in connection.execute(options).scalar_one()
        connection.execute(text("ALTER TABLE box DROP CONSTRAINT fk_box_event_id"))
        for name in ("D:EDU:510600", "H:510600-H1"):
            boxes.append(connection, {name: ["first"]})
        for number in range(pushes):
            boxes.append(connection, {"H:510600-H1": [str(number)]})
        assert connection.execute(hot).scalar_one() == pushes
