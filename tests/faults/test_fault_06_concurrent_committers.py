"""Fault 6: eight writers commit at once while a reader asks without a pause; it misses nothing.

The control is a cursor as it is usually built: a number that the database counts up, read by `WHERE id > last`. It runs
beside the mailbox, over the same events in the same transactions, and must be seen to skip.
"""

import threading
from contextlib import contextmanager

import pytest
from support.postgres import name_in
from support.serving import HALL, SteppingClock, Stream, enrolled_window, event, new_id, note, opening, serving

from casework.chain import box_link, box_start
from casework.events import read_header
from sync_server.verify import Verifier

pytestmark = pytest.mark.postgres

BOX = f"H:{HALL}"
WRITERS = 8
LEAST_PUSHES, MOST_PUSHES = 6, 60
NAIVE = """
    CREATE TABLE naive (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL);
    CREATE FUNCTION number_it() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO naive (event_id) VALUES (NEW.id); RETURN NULL; END';
    CREATE TRIGGER number_it AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION number_it();
"""


class Reader:
    """Follows the mailbox and checks every page as a consumer does."""

    def __init__(self, window) -> None:
        self.window = window
        self.pos, self.chain = 0, box_start(BOX)
        self.ids: list[str] = []

    def look(self) -> None:
        for row in self.window.feed(BOX, self.pos, self.chain.hex()).rows:
            assert row.p == self.pos + 1
            event_id = read_header(bytes(row.e)).id
            self.pos, self.chain = row.p, box_link(self.chain, event_id)
            self.ids.append(event_id)


class NaiveReader:
    """Follows the counted numbers."""

    def __init__(self, connection) -> None:
        self.connection = connection
        self.last = 0
        self.ids: set[str] = set()
        self.skipped = False

    def look(self) -> None:
        rows = self.connection.execute("SELECT id, event_id FROM naive WHERE id > %s ORDER BY id", [self.last])
        for self.last, event_id in rows.fetchall():
            self.ids.add(event_id)
        there = self.connection.execute("SELECT count(*) FROM naive WHERE id <= %s", [self.last]).fetchone()[0]
        self.skipped = self.skipped or there > len(self.ids)


@contextmanager
def looking_all_the_time(reader, over: threading.Event):
    faults = []

    def look() -> None:
        try:
            while not over.is_set():
                reader.look()
        except Exception as fault:  # noqa: BLE001 - told to the test's own thread
            faults.append(fault)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(60)
    assert not faults, faults


def test_eight_writers_at_once_and_a_reader_that_never_pauses(postgres, postgres_url, tmp_path):
    with (
        serving(tmp_path / "server", SteppingClock(), database_url=postgres_url) as server,
        postgres.connect(name_in(postgres_url)) as beside,
    ):
        beside.execute(NAIVE)
        windows = [enrolled_window(server, f"W{number:02}", number) for number in range(1, WRITERS + 1)]
        reader, naive = Reader(enrolled_window(server, "W99", 99)), NaiveReader(beside)
        streams = [Stream(f"W{number:02}") for number in range(1, WRITERS + 1)]
        over, together = threading.Event(), threading.Barrier(WRITERS)

        def write(number: int) -> None:
            stream, window = streams[number], windows[number]
            together.wait(60)
            for running in range(1, MOST_PUSHES + 1):
                if naive.skipped and running > LEAST_PUSHES:
                    return
                case = new_id()
                first = opening(f"W{number + 1:02}", number + 1, running)
                stream.add(event(first, case), event(note(), case), event(note(), case))
                assert window.push(stream.push(len(stream.events) - 2)).head == len(stream.events)

        with looking_all_the_time(reader, over), looking_all_the_time(naive, over):
            threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
        reader.look()
        naive.look()
        written = {read_header(raw).id for stream in streams for raw in stream.events}
        assert len(reader.ids) == len(written)
        assert set(reader.ids) == written
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()
        assert naive.skipped, "the control skipped nothing, so this test shows nothing"
        assert naive.ids < written
