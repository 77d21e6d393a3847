"""Fault 8: a window is offline for seven days while catalogues change; each case is judged under its own version."""

from collections import Counter
from datetime import date

import msgspec
import pytest
from support.catalogues import SHIPPED, version, with_matter
from support.desks import MORNING, MovedClock, accepted, application, body, marks
from support.serving import Stream, enrolled_window, event, new_id, opening, serving
from support.windows import LossyAdapter, desk_at

from casework.catalogue import Catalogue
from casework.errors import Trouble
from casework.lifecycle import Verdict
from counter_app.desk.accept import accept
from counter_app.desk.opening import open_case
from sync_server.store import cases as case_rows
from sync_server.verify import Verifier

CASES = 5_000
DAYS = 7
AT_ONCE = 100

# Education's second matter goes to Finance, then to Sports, then back; each version is used from its day on.
SECOND = version("2026.09.2", date(2026, 9, 24), EDU_002={"department": "FIN"}, EDU_001={"committed_days": 20})
THIRD = version("2026.09.3", date(2026, 9, 25), EDU_002={"department": "SPT"}, EDU_001={"committed_days": 15})
FOURTH = with_matter(version("2026.09.4", date(2026, 9, 27), EDU_003=None), "EDU-500")
FIFTH = version("2026.10.1", date(2026, 10, 15), EDU_001={"committed_days": 10})
MEANWHILE: dict[int, Catalogue] = {2: THIRD, 4: FOURTH, 6: FIFTH}


@pytest.fixture
def clock():
    return MovedClock(MORNING)


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def network():
    return LossyAdapter()


@pytest.fixture
def place(server, tmp_path, clock, network):
    with desk_at(server, tmp_path / "desk", clock, adapter=network) as workplace:
        yield workplace


def a_day_of_cases(place, count) -> None:
    """Open cases at the desk, many in a transaction: the disk is not what is tested here."""
    desk = place.desk.at_this_moment()
    clerk = desk.clerk()
    forms = [application(place, matter=code, materials=marks(place, code)) for code in ("EDU-001", "EDU-002")]
    for start in range(0, count, AT_ONCE):
        with desk.store.writing():
            for number in range(start, min(start + AT_ONCE, count)):
                open_case(desk, clerk, forms[number % 2])


def of_server(server) -> dict:
    with server.doors.store.reading() as connection:
        found = connection.execute(case_rows.everything()).all()
    return {case_id: msgspec.json.decode(projection) for case_id, projection in found}


def test_every_case_of_seven_days_is_judged_under_the_version_it_was_made_under(server, place, network, clock):
    server.doors.publisher.publish(SECOND)
    place.sync.run()
    network.cut = True
    for day in range(DAYS):
        with pytest.raises(Trouble):
            place.sync.run()
        if day in MEANWHILE:
            server.doors.publisher.publish(MEANWHILE[day])
        a_day_of_cases(place, CASES // DAYS + (CASES % DAYS if day == 0 else 0))
        clock.pass_by(days=1)
    head = place.store.journal.stream().head
    assert head == CASES
    network.cut = False
    report = place.sync.run()
    # I6: the queue drains; I1: each event is there exactly once.
    assert (report.pushed, place.sync.status().waiting, place.store.journal.counts()) == (CASES, 0, {})
    there = of_server(server)
    assert len(there) == CASES
    # Each under its own version: the first two days under the shipped one, then under the second, which the desk had.
    assert set(Counter(case["catalog"] for case in there.values())) == {"2026.07.1", "2026.09.2"}
    for case in there.values():
        made_under = {"2026.07.1": SHIPPED, "2026.09.2": SECOND}[case["catalog"]]
        assert case["department"] == made_under.known_matter(case["matter"]).department
        assert (case["received_on"] >= "2026-09-24") == (case["catalog"] == "2026.09.2")
    # I5: no number twice; I4: both ends have the same cases; I2, I3: chains and mailboxes add up.
    assert len({case["number"] for case in there.values()}) == CASES
    here = {case_id: place.store.cases.get(case_id).case for case_id in there}
    assert {case_id: msgspec.json.decode(msgspec.json.encode(case)) for case_id, case in here.items()} == there
    assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def test_on_its_return_the_window_has_all_versions_and_goes_on_under_the_one_in_force(server, place, network, clock):
    server.doors.publisher.publish(SECOND)
    place.sync.run()
    network.cut = True
    with pytest.raises(Trouble):
        place.sync.run()
    clock.pass_by(days=DAYS)
    for catalogue in MEANWHILE.values():
        server.doors.publisher.publish(catalogue)
    before = accepted(place)
    assert (before.catalog, before.committed_days) == ("2026.09.2", 20)
    network.cut = False
    place.sync.run()
    kept = [one.version for one in place.desk.shelf.published()]
    assert kept == [one.version for one in (SECOND, THIRD, FOURTH, FIFTH)]
    assert place.desk.catalogue == FOURTH
    after = accepted(place, applicant=body(serial=2))
    form = application(place, matter="EDU-500", materials=marks(place, "EDU-500"))
    new = accept(place.desk, form).value.case
    assert (after.catalog, after.committed_days, new.catalog) == ("2026.09.4", 25, "2026.09.4")
    place.sync.run()
    assert place.store.journal.counts() == {}
    assert place.desk.matter_of(before).committed_days == 20


def test_a_control_that_judges_by_what_is_in_force_finds_lawful_cases_unlawful(server):
    """Were the version an event names not heeded, work of the offline days would be refused."""
    window = enrolled_window(server, "W01", 1)
    for catalogue in (SECOND, THIRD):
        server.doors.publisher.publish(catalogue)
    verdicts = {}
    for running, catalog in enumerate(("2026.09.2", "2026.09.3"), start=1):
        lawful = event(opening(running=running, matter="EDU-002", department="FIN"), new_id())
        named = lawful.replace(b'"catalog":"2026.07.1"', b'"catalog":"%s"' % catalog.encode())
        (one,) = window.push(Stream("W01").add(named).push()).verdicts
        verdicts[catalog] = (one.verdict, one.reason)
    assert verdicts == {
        "2026.09.2": (Verdict.APPLIED, ""),
        "2026.09.3": (Verdict.QUARANTINED, "case.matter_of_other_department"),
    }
