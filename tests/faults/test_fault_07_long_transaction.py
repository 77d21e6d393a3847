"""Fault 7: somebody keeps a transaction open, in this database or in another of the cluster; no reader waits for it.

What is told of 60 seconds holds for any time, so it is shown with three. The control is a cursor over transaction
numbers that reads only what is older than every open transaction, as is often advised: it must be seen to stand still.
"""

import asyncio
import threading
import time
from contextlib import suppress

import pytest
from support.eventually import eventually
from support.postgres import name_in
from support.serving import HALL, SteppingClock, Stream, enrolled_window, event, new_id, note, opening, serving

from sync_server import open_transactions
from sync_server.store.postgres import long_transactions

pytestmark = pytest.mark.postgres

BOX = f"H:{HALL}"
OPEN_S = 3.0
MOST_LAG_S = 1.0
BY_TRANSACTION = """
    CREATE TABLE by_transaction (xid xid8 NOT NULL DEFAULT pg_current_xact_id(), event_id text NOT NULL);
    CREATE FUNCTION number_it() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO by_transaction (event_id) VALUES (NEW.id); RETURN NULL; END';
    CREATE TRIGGER number_it AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION number_it();
"""
SETTLED = "SELECT count(*) FROM by_transaction WHERE xid < pg_snapshot_xmin(pg_current_snapshot())"


@pytest.mark.parametrize("where", ["the same database", "another database"])
def test_readers_go_on_while_somebody_keeps_a_transaction_open(postgres, postgres_url, tmp_path, where):
    name = name_in(postgres_url)
    other = "postgres" if where == "another database" else name
    with (
        serving(tmp_path / "server", SteppingClock(), database_url=postgres_url) as server,
        postgres.connect(name) as beside,
        postgres.connect(other) as idler,
    ):
        beside.execute(BY_TRANSACTION)
        writer, reader = enrolled_window(server), enrolled_window(server, "W02", 2)
        stream, case = Stream("W01").add(event(opening(), case_id := new_id())), case_id
        writer.push(stream.push())
        eventually(lambda: beside.execute(SETTLED).fetchone()[0] == 1)
        written: dict[int, float] = {}
        lags: list[float] = []
        over = threading.Event()

        def read() -> None:
            pos = 1
            while not over.is_set():
                for row in reader.feed(BOX, pos, wait=1).rows:
                    pos = row.p
                    # The answer to the writer may come after the reader's.
                    lags.append(time.monotonic() - written[pos])

        reading = threading.Thread(target=read)
        reading.start()
        with idler.transaction():
            idler.execute("SELECT pg_current_xact_id()")
            began = time.monotonic()
            while time.monotonic() - began < OPEN_S:
                stream.add(event(note(), case))
                written[len(stream.events)] = time.monotonic()
                writer.push(stream.push(len(stream.events)))
            stood_still = beside.execute(SETTLED).fetchone()[0]
            eventually(lambda: len(lags) == len(written), within_s=MOST_LAG_S)
        over.set()
        reading.join(10)
        assert len(written) > 5
        assert max(lags) <= MOST_LAG_S
        assert stood_still == 1, "the control did not stand still, so this test shows nothing"
        eventually(lambda: beside.execute(SETTLED).fetchone()[0] == len(stream.events))


def test_a_transaction_that_stays_open_is_told_to_whoever_runs_the_server(postgres, postgres_url, tmp_path, capsys):
    with serving(tmp_path / "server", database_url=postgres_url) as server, postgres.connect() as idler:
        with idler.transaction():
            idler.execute("SELECT 1")
            with server.doors.store.reading() as connection:
                assert long_transactions(connection) == []
                found = long_transactions(connection, longer_than_s=0)
            assert idler.info.backend_pid in {one.pid for one in found}

            written = asyncio.run(watched(server.doors.store, capsys))
        assert f"pid={idler.info.backend_pid}" in written
        assert "store.long_transaction" in written


async def watched(store, capsys) -> str:
    """What the watch wrote until it told of a transaction; all of it, if it does not."""
    watch = asyncio.create_task(open_transactions.follow(store, 0.05, 0.0))
    written, ends = "", time.monotonic() + 20
    while "store.long_transaction" not in written and time.monotonic() < ends:
        await asyncio.sleep(0.01)
        written += capsys.readouterr().out
    watch.cancel()
    with suppress(asyncio.CancelledError):
        await watch
    return written
