import hashlib

import pytest
import sqlcipher3
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from support.serving import Stream, accepted, enrolled_window, event, new_id, opening, serving

from casework.errors import Trouble
from sync_server.rebuild import rebuild_if_changed
from sync_server.store import meta, migrate, tables
from sync_server.store.engine import OLDEST_SQLITE, open_store, sqlite_url
from sync_server.verify import Verifier


@pytest.fixture
def store(tmp_path):
    store = open_store(sqlite_url(tmp_path / "server.sqlite3"))
    migrate.upgrade(store)
    yield store
    store.close()


def test_every_commit_is_synced_and_references_hold(store):
    assert sqlcipher3.sqlite_version_info >= OLDEST_SQLITE
    with store.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert found == ["wal", 2]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migrated_database_has_the_tables_that_the_code_names(store):
    with store.reading() as connection:
        found = inspect(connection)
        here = {name for name in found.get_table_names() if name != "alembic_version"}
        assert here == set(tables.METADATA.tables)
        for name, table in tables.METADATA.tables.items():
            assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys())
            assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}
            sql = connection.execute(text("SELECT sql FROM sqlite_schema WHERE name = :name"), {"name": name}).scalar()
            assert sql.rstrip().endswith("STRICT")


def test_migrating_twice_is_migrating_once(store):
    assert migrate.upgrade(store) == migrate.newest()
    assert migrate.upgrade(store) == migrate.newest()


def test_a_database_of_a_newer_release_is_refused_and_left_alone(tmp_path):
    with serving(tmp_path / "server"):
        pass
    store = open_store(sqlite_url(tmp_path / "server" / "server.sqlite3"))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        meta.write(connection, "oldest_version", b"9999")
    with pytest.raises(Trouble) as trouble:
        migrate.upgrade(store)
    assert (trouble.value.code, trouble.value.details["found"]) == ("store.newer", "9999")
    with store.reading() as connection:
        assert migrate.current(connection) == "9999"
    store.close()


def test_a_database_of_a_newer_release_that_still_welcomes_this_one_is_served_as_it_is(tmp_path, clock):
    with serving(tmp_path / "server", clock):
        pass
    store = open_store(sqlite_url(tmp_path / "server" / "server.sqlite3"))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        meta.write(connection, "oldest_version", migrate.newest().encode())
    with serving(tmp_path / "server", clock) as server:
        answer = enrolled_window(server).push(Stream("W01").add(event(opening(), new_id())).push())
        assert answer.verdicts[0].verdict == "applied"
    with store.reading() as connection:
        assert migrate.current(connection) == "9999"
    store.close()


def test_a_transaction_that_fails_leaves_nothing(store):
    row = {"key": "a", "value": b"b"}
    with pytest.raises(IntegrityError), store.writing() as connection:  # noqa: PT012 - the first statement holds
        connection.execute(tables.meta.insert(), row)
        connection.execute(tables.meta.insert(), row)
    with store.reading() as connection:
        assert meta.read(connection, "a") is None


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (tables.box_head, {"box": "H:x", "pos": 0, "chain": b"x" * 32}),
        (tables.box_head, {"box": "H:x", "pos": 1, "chain": b"short"}),
        (tables.entry, {"origin": "W01", "epoch": "e", "seq": 1, "hash": b"x" * 32, "event_id": "nobody"}),
        (tables.blob, {"sha256": "short", "size": 1, "stored_ms": 1}),
        (tables.blob, {"sha256": "0" * 64, "size": -1, "stored_ms": 1}),
    ],
)
def test_the_database_itself_refuses_what_must_not_be(store, table, row):
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(table.insert(), row)


def test_an_error_s_text_never_holds_what_was_to_be_stored(store):
    with pytest.raises(IntegrityError) as error, store.writing() as connection:
        connection.execute(tables.blob.insert(), {"sha256": "王小明", "size": 1, "stored_ms": 1})
    assert "王小明" not in str(error.value)


TAMPERING = {
    "an altered event": ("UPDATE event SET raw = (SELECT raw FROM event WHERE seq = 2) WHERE seq = 1", {"stream"}),
    "a lost entry": ("DELETE FROM entry WHERE seq = 1", {"stream"}),
    "a shortened stream": ("DELETE FROM entry WHERE seq = 2", {"stream"}),
    "another head": ("UPDATE stream SET head = 3", {"stream"}),
    "another order in a mailbox": (
        "UPDATE box SET event_id = (SELECT id FROM event WHERE seq = 3 - box.pos)",
        {"mailbox"},
    ),
    "a lost position": ("DELETE FROM box WHERE pos = 1", {"mailbox"}),
    "another projection": ("UPDATE case_ SET projection = (SELECT raw FROM event WHERE seq = 1)", {"case"}),
    "another verdict": ("UPDATE event SET verdict = 'contested' WHERE seq = 2", {"case"}),
    "a lost start of a history": ("UPDATE event SET verdict = 'contested' WHERE seq = 1", {"case"}),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found_and_named(server, window, name):
    case = new_id()
    window.push(Stream("W01").add(event(opening(), case), event(accepted(), case)).push())
    verifier = Verifier(server.doors.store, server.doors.blobs.folder)
    assert verifier.run().differences == ()
    statement, kinds = TAMPERING[name]
    with server.doors.store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert kinds <= {one.kind for one in verifier.run().differences}


def test_a_changed_or_lost_blob_is_found(server):
    blobs = server.doors.blobs
    names = []
    for body in (b"first", b"second"):
        names.append(hashlib.sha256(body).hexdigest())
        blobs.put(names[-1], body)
    verifier = Verifier(server.doors.store, blobs.folder)
    assert verifier.run().differences == ()
    blobs.path(names[0]).write_bytes(b"fIrst")
    blobs.path(names[1]).unlink()
    assert {(one.kind, one.where) for one in verifier.run().differences} == {("blob", names[0]), ("blob", names[1])}


def test_cases_that_another_release_stored_otherwise_are_made_again_at_the_start(tmp_path, clock):
    with serving(tmp_path / "server", clock) as server:
        window = enrolled_window(server)
        case = new_id()
        stream = Stream("W01").add(event(opening(), case), event(opening(), new_id()))
        window.push(stream.push())
    store = open_store(sqlite_url(tmp_path / "server" / "server.sqlite3"))
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE case_ SET projection = CAST(replace(projection, 'clerk', 'klerk') AS BLOB)")
        meta.write(connection, "case_form", b"older")
    store.close()
    with serving(tmp_path / "server", clock) as server:
        window.address = server.address
        answer = window.push(stream.add(event(accepted(), case)).push())
        assert [one.verdict for one in answer.verdicts] == ["applied", "renumbered", "applied"]
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()
        assert rebuild_if_changed(server.doors.store) == 0
