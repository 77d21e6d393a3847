"""A case on its way over a server that keeps its data in PostgreSQL: real desks, real rounds, a department."""

import pytest
from support.desks import MovedClock, accepted
from support.serving import Stream, decided, event, logged_in, received, serving
from support.windows import desk_at

from casework.case_state import Stage
from casework.events import Role
from casework.lifecycle import Verdict
from sync_server.verify import Verifier


@pytest.mark.postgres
def test_a_case_goes_from_one_window_through_the_department_to_another(postgres_url, tmp_path):
    clock = MovedClock()
    with (
        serving(tmp_path / "server", clock, database_url=postgres_url) as server,
        desk_at(server, tmp_path / "one", clock) as one,
        desk_at(server, tmp_path / "two", clock, "W04", 4) as two,
    ):
        case = accepted(one)
        assert one.sync.run().pushed == 2
        department = logged_in(server)
        assert len(department.feed(department.token.box).rows) == 2
        facts = event(received(), case.id, Role.DEPARTMENT), event(decided(), case.id, Role.DEPARTMENT)
        answer = department.push(Stream("EDU").add(*facts).push())
        assert {verdict.verdict for verdict in answer.verdicts} == {Verdict.APPLIED}
        for desk in (one, two):
            desk.sync.run()
            shown = desk.store.cases.get(case.id)
            assert (shown.case.stage, shown.case.ver, shown.unacked) == (Stage.DECIDED, 4, 0)
        assert one.sync.run().pushed == 0
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()
