"""The previous release goes on writing while a migration is applied, and after it."""

import threading

import pytest
from alembic import command
from sqlalchemy import func, select

from casework.chain import box_start
from sync_server.store import tables
from sync_server.store.engine import open_store, sqlite_url
from sync_server.store.migrate import _config, newest, upgrade
from sync_server.store.migrations import tables_0001 as old


@pytest.fixture
def store(tmp_path, request):
    store = open_store(request.param(request, tmp_path))
    yield store
    store.close()


def of_sqlite(_request, tmp_path):
    return sqlite_url(tmp_path / "server.sqlite3")


def of_postgres(request, _tmp_path):
    cluster = request.getfixturevalue("postgres")
    address = cluster.database(tables=False)
    request.addfinalizer(lambda: cluster.drop(address))
    return address


def begin_as_first_release(store) -> None:
    with store.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def write_as_first_release(store, number: int) -> None:
    """A push of one event, in the statements and columns of version 0001."""
    chain = number.to_bytes(32, "big")
    with store.writing() as connection:
        if number == 1:
            head = {"origin": "W01", "epoch": "e", "head": 1, "hash": chain, "backup_mark": 0}
            connection.execute(old.stream.insert(), head | {"kind": "window", "region": "510600", "hall": "h"})
            connection.execute(old.box_head.insert(), {"box": "H:h", "pos": 1, "chain": box_start("H:h")})
        else:
            connection.execute(old.stream.update().values(head=number, hash=chain))
            connection.execute(old.box_head.update().values(pos=number, chain=chain))
        row = {"id": f"id-{number}", "origin": "W01", "epoch": "e", "seq": number, "case_id": None, "kind": "note"}
        verdict = {"verdict": "contested", "ver": 0, "reason": "", "held_by": "", "number": "", "serial": ""}
        connection.execute(old.event.insert(), row | verdict | {"raw": b"{}", "received_ms": 1})
        entry = {"origin": "W01", "epoch": "e", "seq": number, "hash": chain, "event_id": f"id-{number}"}
        connection.execute(old.entry.insert(), entry)
        connection.execute(old.box.insert(), {"box": "H:h", "pos": number, "event_id": f"id-{number}", "chain": chain})


@pytest.mark.parametrize(
    "store", [of_sqlite, pytest.param(of_postgres, marks=pytest.mark.postgres)], indirect=True, ids=["sqlite", "pg"]
)
def test_the_first_release_goes_on_writing_while_the_database_is_brought_up_to_date(store):
    begin_as_first_release(store)
    write_as_first_release(store, 1)
    under_way, over, written = threading.Event(), threading.Event(), [1]

    def go_on() -> None:
        while not over.is_set():
            write_as_first_release(store, written[-1] + 1)
            written.append(written[-1] + 1)
            if len(written) > 3:
                under_way.set()

    writing = threading.Thread(target=go_on)
    writing.start()
    assert under_way.wait(20)
    assert upgrade(store) == newest()
    before = len(written)
    over.set()
    writing.join(20)
    write_as_first_release(store, written[-1] + 1)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.event)).scalar_one() == written[-1] + 1
        assert connection.execute(select(func.max(tables.event.c.region))).scalar_one() == ""
    assert before <= written[-1]
