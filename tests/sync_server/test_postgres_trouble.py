"""What PostgreSQL does to the server becomes Trouble that clients know how to wait for; our own mistakes stay bugs."""

import signal
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError, InternalError
from support.eventually import eventually
from support.postgres import name_in, throwaway
from support.serving import Refused, Stream, enrolled_window, event, new_id, opening, serving

from casework.chain import box_link, box_start
from casework.errors import Trouble
from sync_server.store import boxes, meta, tables
from sync_server.store.engine import open_store

pytestmark = pytest.mark.postgres

RAISE = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{}'; END $$"


@pytest.fixture
def store(postgres_url):
    store = open_store(postgres_url)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "store.full"),
        ("40001", "store.busy"),
        ("40P01", "store.busy"),
        ("55P03", "store.busy"),
        ("57014", "store.busy"),
        ("53300", "store.busy"),
        ("57P01", "store.unreachable"),
        ("08006", "store.unreachable"),
        ("25006", "store.unreachable"),
        ("XX001", "store.damaged"),
        ("58030", "store.failed"),
    ],
)
def test_an_error_of_the_database_is_trouble_with_our_code(store, state, code):
    with pytest.raises(Trouble) as trouble, store.writing() as connection:
        connection.exec_driver_sql(RAISE.format(state))
    assert trouble.value.code == code


@pytest.mark.parametrize(
    ("statement", "mistake"), [("SELECT 1 / 0", DataError), (RAISE.format("XX000"), InternalError)]
)
def test_a_mistake_of_ours_stays_one(store, statement, mistake):
    with pytest.raises(mistake), store.writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_key_that_is_taken_stays_to_be_seen_by_whoever_can_look_again(store):
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(tables.meta.insert(), [{"key": "a", "value": b"b"}] * 2)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://me:secret@127.0.0.1:1/city",
        "postgresql+psycopg://me:secret@/city?host=/nowhere",
    ],
)
def test_a_database_that_is_not_there_is_said_so_without_its_address(url):
    store = open_store(url)
    with pytest.raises(Trouble) as trouble, store.reading():
        pass
    store.close()
    assert (trouble.value.code, dict(trouble.value.details)) == ("store.unreachable", {})


def test_what_reads_sees_one_state_and_cannot_write(store):
    with store.reading() as reading:
        assert meta.read(reading, "a") is None
        with store.writing() as writing:
            meta.write(writing, "a", b"1")
        assert meta.read(reading, "a") is None
        with pytest.raises(Exception, match="read-only"):
            meta.write(reading, "b", b"2")


def test_connections_that_the_database_closed_are_not_used_again(store, postgres, postgres_url):
    with store.reading() as one, store.reading() as two:
        assert one.execute(text("SELECT 1")).scalar() == two.execute(text("SELECT 1")).scalar()
    with postgres.connect() as beside:
        ended = beside.execute(
            "SELECT count(pg_terminate_backend(pid, 1000)) FROM pg_stat_activity WHERE datname = %s",
            [name_in(postgres_url)],
        )
        assert ended.fetchone()[0] == 2
    for _ in range(3):
        with store.writing() as connection:
            meta.write(connection, "a", b"1")


def somebody_waits(store) -> bool:
    """Whether a transaction waits for another's; a transaction sees what the others do as it was at its first look."""
    query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()")
    with store.reading() as beside:
        return bool(beside.execute(query).scalar())


def test_two_writers_begin_one_mailbox_at_once(store):
    inserted, waiting = threading.Event(), threading.Event()
    case, found = "c", {}
    with store.writing() as connection:
        for name in ("e1", "e2"):
            row = {"id": name, "origin": "W01", "epoch": "e", "seq": int(name[1]), "case_id": case, "kind": "n"}
            verdict = {"verdict": "contested", "ver": 0, "reason": "", "held_by": "", "number": "", "serial": ""}
            connection.execute(tables.event.insert(), row | verdict | {"raw": b"{}", "received_ms": 1})

    def second() -> None:
        inserted.wait(10)
        with store.writing() as connection:
            waiting.set()
            found.update(boxes.append(connection, {"H:x": ["e2"]}))

    thread = threading.Thread(target=second)
    thread.start()
    with store.writing() as connection:
        first = boxes.append(connection, {"H:x": ["e1"]})
        inserted.set()
        assert waiting.wait(10)
        eventually(lambda: somebody_waits(store))
    thread.join(10)
    assert (first["H:x"].pos, found["H:x"].pos) == (1, 2)
    assert found["H:x"].chain == box_link(box_link(box_start("H:x"), "e1"), "e2")
    with store.reading() as connection:
        assert boxes.heads(connection) == found


def test_two_first_numbers_of_a_series_are_two(store):
    numbers = []

    def take() -> None:
        for _ in range(10):
            with store.writing() as connection:
                numbers.append(meta.next_of(connection, "series"))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(numbers) == list(range(1, 41))


@pytest.mark.usefixtures("postgres_binaries")
def test_clients_wait_while_the_database_is_away_and_go_on_when_it_is_back(tmp_path, clock):
    # Where commits are not waited for, what was enrolled a moment ago is lost with the database.
    with (
        throwaway(synchronous_commit="on") as cluster,
        serving(tmp_path, clock, database_url=cluster.database()) as server,
    ):
        window, stream = enrolled_window(server), Stream("W01").add(event(opening(), new_id()))
        window.push(stream.push())
        cluster.stop(signal.SIGQUIT)
        stream.add(event(opening(running=2), new_id()))
        with pytest.raises(Refused) as refusal:
            window.push(stream.push())
        assert (refusal.value.status, refusal.value.code) == (503, "store.unreachable")
        cluster.start()
        answer = window.push(stream.push())
        assert [one.verdict for one in answer.verdicts] == ["applied", "applied"]
