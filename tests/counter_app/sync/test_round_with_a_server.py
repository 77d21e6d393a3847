"""Rounds against the real server: each event arrives once, whatever is lost on the way."""

import hashlib
import shutil

import pytest
from sqlalchemy import text
from support.desks import MovedClock, accepted, opened, received
from support.serving import Stream, decided, event, logged_in, serving
from support.serving import received as taken
from support.windows import add_clerk, desk_at

from casework.case_state import Stage
from casework.errors import RuleBroken, Trouble
from casework.events import BlobRef, Role
from casework.lifecycle import Verdict
from counter_app.changes import Topic
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm, IssueForm, WithdrawForm
from counter_app.desk.issue import issue
from counter_app.desk.withdraw import withdraw
from counter_app.store.blobs import WAITING, WANTED
from counter_app.sync.enrol import fingerprint
from counter_app.sync.status import ItemState, outbox

PDF = b"%PDF-1.7 /Type /Page %%EOF"


def rows_at(server, table="event"):
    with server.doors.store.reading() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - fixed names


def decide(server, case, *, document=b""):
    """Let the department take a case and decide it."""
    department = logged_in(server)
    stream = Stream("EDU")
    blobs = ()
    if document:
        sha256 = hashlib.sha256(document).hexdigest()
        blobs = (BlobRef(sha256=sha256, size=len(document), mime="application/pdf", name="决定书.pdf"),)
    stream.add(event(taken(), case.id, Role.DEPARTMENT), event(decided(), case.id, Role.DEPARTMENT, blobs=blobs))
    answer = department.push(stream.push())
    assert {verdict.verdict for verdict in answer.verdicts} == {Verdict.APPLIED}
    return department


def test_a_desk_is_enrolled_once_with_a_code_that_works_once(place, server, tmp_path, clock):
    assert place.store.meta.place().window == "W03"
    assert place.store.journal.stream().epoch_char != ""
    assert len(fingerprint(place.store).replace(" ", "")) == 16
    with pytest.raises(RuleBroken, match=r"desk\.enrolled_already"):
        place.enrol("anything")
    other = opened(tmp_path / "other", clock, server=server.address)
    with pytest.raises(RuleBroken, match=r"enrol\."):
        other.enrol("AAAA-BBBB-CCCC-DDDD")
    other.close()


def test_a_clerk_signs_in_with_the_server_and_later_without(place, server, network):
    add_clerk(server)
    with pytest.raises(RuleBroken, match=r"people\.wrong_password"):
        place.sign_in("0123", "not it at all")
    assert place.sign_in("0123", "an-invented-password").value.online
    network.cut = True
    assert not place.sign_in("0123", "an-invented-password").value.online


def test_what_waits_arrives_and_comes_back_confirmed(place, server):
    case = accepted(place)
    report = place.sync.run()
    assert (report.pushed, report.pulled) == (2, 2)
    assert report.changes.topics >= {Topic.CASES, Topic.OUTBOX}
    shown = place.store.cases.get(case.id)
    assert (shown.unacked, shown.case.ver) == (0, 2)
    assert rows_at(server) == 2
    assert place.sync.status().drained


def test_a_second_round_has_nothing_to_do(place):
    accepted(place)
    place.sync.run()
    report = place.sync.run()
    assert (report.pushed, report.pulled, bool(report.changes)) == (0, 0, False)


def test_an_answer_that_is_lost_brings_the_same_verdicts_again(place, server, network):
    case = accepted(place)
    network.lose.append("/v1/push")
    with pytest.raises(Trouble, match=r"sync\.unreachable"):
        place.sync.run()
    assert rows_at(server) == 2
    assert place.store.cases.get(case.id).unacked == 2
    report = place.sync.run()
    assert report.pushed == 2
    assert rows_at(server) == 2
    verdicts = [entry.verdict for entry in place.store.journal.history(case.id)]
    assert verdicts == [Verdict.APPLIED, Verdict.APPLIED]


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/feed", "/v1/blobs/missing"])
def test_whatever_is_lost_the_next_round_goes_on_from_there(place, server, network, path):
    case = accepted(place)
    attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), PDF)
    network.lose.append(path)
    with pytest.raises(Trouble):
        place.sync.run()
    place.sync.run()
    assert rows_at(server) == 3
    assert place.sync.status().drained
    assert place.store.cases.differing() == ()


def test_days_offline_are_delivered_in_order_when_the_network_is_back(place, server, network, clock):
    network.cut = True
    for _ in range(4):
        for _ in range(3):
            accepted(place)
        clock.pass_by(days=1)
        with pytest.raises(Trouble):
            place.sync.run()
    status = place.sync.status()
    assert (status.waiting, status.online) == (24, False)
    assert status.contact.failures == 4
    network.cut = False
    place.sync.run()
    assert place.sync.status().drained
    assert rows_at(server) == 24
    assert all(row.stage is Stage.ACCEPTED for row in cases(place))
    assert place.sync.status().online


def cases(place):
    return [place.store.cases.get(case_id).case for case_id in place.store.journal.case_ids()]


def test_another_window_of_the_hall_sees_the_case_and_can_go_on(place, server, tmp_path, clock):
    case = received(place)
    place.sync.run()
    with desk_at(server, tmp_path / "desk-1", clock, "W01", 1) as other:
        other.sync.run()
        assert other.store.cases.get(case.id).case.number == case.number
        withdraw(other.desk, WithdrawForm(case_id=case.id))
        other.sync.run()
    place.sync.run()
    assert place.store.cases.get(case.id).case.stage is Stage.WITHDRAWN


def test_a_decision_and_its_document_come_to_the_window(place, server):
    case = accepted(place)
    place.sync.run()
    department = decide(server, case, document=PDF)
    place.sync.run()
    assert place.store.cases.get(case.id).case.stage is Stage.DECIDED
    assert place.store.blobs.count(WANTED) == 1
    department.request("PUT", f"/v1/blobs/{hashlib.sha256(PDF).hexdigest()}", PDF)
    assert place.sync.run().blobs_fetched == 1
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    place.sync.run()
    assert place.sync.status().drained


def test_a_scan_goes_up_after_its_event_and_only_once(place, network):
    case = accepted(place)
    attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M01", name="a.pdf"), PDF)
    assert place.sync.run().blobs_sent == 1
    assert place.store.blobs.count(WAITING) == 0
    order = [path for _, path in network.seen]
    put = order.index(f"/v1/blobs/{hashlib.sha256(PDF).hexdigest()}")
    assert order.index("/v1/push") < put
    attach(place.desk, AttachForm(case_id=case.id, material="EDU-001-M02", name="b.pdf"), PDF)
    assert place.sync.run().blobs_sent == 0


def test_a_withdrawal_against_a_decision_is_contested_and_shown(place, server):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    place.sync.run()
    status = place.sync.status()
    assert (status.contested, status.waiting) == (1, 0)
    assert place.store.cases.get(case.id).case.stage is Stage.DECIDED
    item = outbox(place.store)[0]
    assert (item.state, item.kind, item.reason) == (ItemState.CONTESTED, "case.withdrawn", "case.stage")


def test_a_desk_restored_from_a_copy_sends_everything_again_and_nothing_is_there_twice(server, tmp_path, clock):
    folder = tmp_path / "desk"
    with desk_at(server, folder, clock) as place:
        first = accepted(place)
        place.sync.run()
    shutil.copytree(folder / "data", folder / "backup")
    place = opened(folder, clock, server=server.address)
    lost = accepted(place)
    place.sync.run()
    place.close()
    shutil.rmtree(folder / "data")
    shutil.copytree(folder / "backup", folder / "data")

    place = opened(folder, clock, server=server.address)
    after = accepted(place)
    place.sync.run()
    assert rows_at(server) == 6
    assert {case.number for case in cases(place)} == {first.number, lost.number, after.number}
    assert place.store.cases.differing() == ()
    place.close()


def test_a_cloned_desk_is_noticed_both_keep_their_cases_and_the_second_is_renumbered(server, tmp_path, clock):
    folder, clone = tmp_path / "desk", tmp_path / "clone"
    with desk_at(server, folder, clock):
        pass
    shutil.copytree(folder, clone)
    place, twin = (opened(one, clock, server=server.address) for one in (folder, clone))
    mine, its = accepted(place), accepted(twin)
    twin.print_owed()
    assert mine.number == its.number
    place.sync.run()
    report = twin.sync.run()
    assert report.forks == 1
    assert report.renumbered == (its.id,)
    shown = twin.store.cases.get(its.id).case
    assert shown.number != mine.number
    assert [job.reprint for job in twin.store.printouts.of_case(its.id)] == [0, 0, 0, 1, 1, 1]
    assert twin.store.journal.stream().epoch != place.store.journal.stream().epoch
    place.sync.run()
    assert {case.id for case in cases(place)} == {case.id for case in cases(twin)} == {mine.id, its.id}
    assert place.store.cases.get(its.id).case.number == shown.number
    place.close()
    twin.close()


def test_a_server_restored_to_an_earlier_state_gets_again_what_it_lost(tmp_path, clock):
    folder = tmp_path / "server"
    with serving(folder, clock) as server, desk_at(server, tmp_path / "desk", clock) as place:
        accepted(place)
        place.sync.run()
    shutil.copytree(folder, tmp_path / "yesterday")
    with serving(folder, clock) as server:
        place = opened(tmp_path / "desk", clock, server=server.address)
        accepted(place)
        place.sync.run()
        place.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "yesterday", folder)
    with serving(folder, clock) as server:
        assert rows_at(server) == 2
        place = opened(tmp_path / "desk", clock, server=server.address)
        place.sync.run()
        assert rows_at(server) == 4
        assert place.sync.status().drained
        assert place.store.cases.differing() == ()
        place.close()


def test_a_key_the_server_does_not_know_keeps_everything_and_is_told(place):
    case = accepted(place)
    with place.store.writing():
        place.store.meta.put("device_key", "11" * 32)
    with pytest.raises(Trouble, match=r"sync\.not_let_in"):
        place.sync.run()
    status = place.sync.status()
    assert (status.waiting, status.contact.refused) == (2, True)
    assert place.store.cases.get(case.id) is not None


def test_the_clocks_difference_is_measured_and_written_into_events(server, tmp_path, clock):
    slow = MovedClock(clock.moment)
    slow.pass_by(days=-400)
    with desk_at(server, tmp_path / "slow", slow) as place:
        accepted(place)
        place.sync.run()
        header = place.store.journal.history(received(place).id)[0].event().header
        assert header.off == 400 * 24 * 3600 * 1000
        place.sync.run()
        assert place.sync.status().drained


def test_a_page_is_asked_for_with_a_ticket_and_signed_again_when_that_has_ended(place, network):
    place.sync.run()
    network.seen.clear()
    place.sync.run()
    assert [method for method, path in network.seen if path.startswith("/v1/feed")] == ["GET"]
    place.api.admit("tk1.forged.seal", 600)
    network.seen.clear()
    place.sync.run()
    assert [method for method, path in network.seen if path.startswith("/v1/feed/H")] == ["GET", "GET"]


def test_a_desk_whose_ticket_has_run_out_greets_for_another(place, network):
    place.sync.run()
    api = place.sync._rounds._api
    network.seen.clear()
    place.sync.run()
    assert ("POST", "/v1/hello") not in network.seen
    api.admit(api._ticket, 0)
    place.sync.run()
    assert ("POST", "/v1/hello") in network.seen
    assert not api.wants_ticket()
