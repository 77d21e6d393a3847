"""The recipe of docs/postgresql-partitions.sql, and the server on the tables that it makes."""

from pathlib import Path

import pytest
from support.postgres import name_in
from support.serving import (
    HALL,
    Stream,
    accepted,
    decided,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    received,
    serving,
)

from casework.events import Role
from sync_server.verify import Verifier

pytestmark = pytest.mark.postgres

RECIPE = Path(__file__).parents[2] / "docs" / "postgresql-partitions.sql"
BOX = f"H:{HALL}"


def places(connection, table: str) -> dict[str, int]:
    query = f"SELECT tableoid::regclass::text, count(*) FROM {table} GROUP BY 1"  # noqa: S608 - a test's own names
    return dict(connection.execute(query).fetchall())


def test_a_server_goes_on_over_tables_that_were_divided_by_region(postgres, postgres_url, tmp_path, clock):
    case, stream, poisoned = new_id(), Stream("W01"), new_id()
    with serving(tmp_path / "server", clock, database_url=postgres_url) as server:
        window, education = enrolled_window(server), logged_in(server)
        stream.add(event(opening(), case), event(accepted(), case), event(opening(running=2), poisoned))
        window.push(stream.push())
    with postgres.connect(name_in(postgres_url)) as connection, connection.transaction():
        # As before version 0003.
        connection.execute("UPDATE event SET region = ''")
        connection.execute(RECIPE.read_text(encoding="utf-8"))
    with serving(tmp_path / "server", clock, database_url=postgres_url) as server:
        window.address = education.address = server.address
        bad = event(note(), poisoned).replace(b'"text"', b'"tixt"')
        stream.add(event(note(), case), bad, event(note("等"), poisoned), event(opening(), new_id()))
        answer = window.push(stream.push())
        assert [one.verdict for one in answer.verdicts[3:]] == ["applied", "quarantined", "held", "renumbered"]
        given = event(received(), case, Role.DEPARTMENT, "edu"), event(decided(), case, Role.DEPARTMENT, "edu")
        own = Stream("EDU").add(*given)
        assert {one.verdict for one in education.push(own.push()).verdicts} == {"applied"}
        assert education.push(own.push()).head == 2
        assert [row.p for row in window.feed(BOX).rows] == list(range(1, len(window.feed(BOX).rows) + 1))
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()
    with postgres.connect(name_in(postgres_url)) as connection:
        assert places(connection, "event") == {"event_510600": 9}
        assert places(connection, "case_") == {"case_510600": 3}
        assert sum(places(connection, "box").values()) > 9
