"""Fault 11: the server comes back as it was yesterday, or empty. Windows and departments bring it up to date."""

import secrets
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from support.desks import MovedClock, accepted, received
from support.eventually import eventually
from support.seal_office import a_pdf, register_seal
from support.serving import PASSWORD, REGION, serving, settings_in
from support.windows import desk_at

from casework.access import Scope
from casework.case_state import Stage
from casework.errors import RuleBroken, Trouble
from casework.facts import Certificate, CertificateField, Outcome
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm, IssueForm, WithdrawForm
from counter_app.desk.issue import issue
from counter_app.desk.verify import verify
from counter_app.desk.withdraw import withdraw
from counter_app.main import Workplace
from counter_app.store.prune import prune
from sync_server.backup import Backups
from sync_server.department.acts import Decision
from sync_server.department.session import Session, log_in, open_session
from sync_server.restore import restore
from sync_server.verify import Verifier

SCAN = b"%PDF-1.7 /Type /Page an invented scan %%EOF"


def quietly(_what, _done, _total):
    """Nobody looks at the progress."""


def verdicts(server) -> dict[str, tuple[str, int]]:
    with server.doors.store.reading() as connection:
        rows = connection.execute(text("SELECT id, verdict, ver FROM event"))
        return {row[0]: (row[1], row[2]) for row in rows}


def whole(server, folder) -> bool:
    return Verifier(server.doors.store, folder / "blobs").run().differences == ()


def department(server, folder: Path, clock) -> Session:
    account = f"edu-{secrets.token_hex(3)}"
    server.doors.people.add_account(account, "EDU", REGION, PASSWORD, frozenset(Scope))
    log_in(folder, server.address, account, PASSWORD)
    return open_session(folder, clock)


@dataclass
class Hall:
    """Two windows and a department, with what they did before the backup and after it."""

    one: Workplace
    two: Workplace
    edu: Session
    before: object
    after: object

    def everybody(self, *, without_one=False):
        """Let everybody speak to the server until all have everything; the later ones first."""
        for _ in range(3):
            self.two.sync.run()
            self.edu.sender.send()
            if not without_one:
                self.one.sync.run()
            self.edu.puller.pull()


@contextmanager
def a_day(server, tmp_path):
    """A case from before the backup and one from after it, both with a window's, another window's and a department's
    facts; the backup lies in `kept`.
    """
    clock = MovedClock()
    with ExitStack() as stack:
        one = stack.enter_context(desk_at(server, tmp_path / "one", clock))
        two = stack.enter_context(desk_at(server, tmp_path / "two", clock, code="W04", number=4))
        edu = department(server, tmp_path / "edu", clock)
        stack.callback(edu.close)
        hall = Hall(one, two, edu, accepted(one), None)
        hall.everybody()
        edu.acts.receive(hall.before.number)
        hall.everybody()
        backups = Backups(settings_in(tmp_path / "server"), clock)
        assert backups.verify(backups.make(tmp_path / "kept", quietly)).differences == ()
        edu.acts.decide(hall.before.number, Decision(outcome=Outcome.GRANTED))
        hall.after = accepted(one)
        hall.everybody()
        form = AttachForm(case_id=hall.after.id, material=hall.after.materials[0].code, name="扫描.pdf")
        attach(two.desk, form, SCAN)
        hall.everybody()
        edu.acts.receive(hall.after.number)
        hall.everybody()
        yield hall


def port_of(server) -> int:
    return int(server.address.rpartition(":")[2])


def as_shown(workplace: Workplace):
    return {case_id: workplace.store.cases.get(case_id).case for case_id in workplace.store.journal.case_ids()}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "server"


def test_fault_11_a_restored_server_is_refilled_and_comes_to_the_same_verdicts(tmp_path, folder):
    with ExitStack() as stack:
        with serving(folder) as server:
            hall = stack.enter_context(a_day(server, tmp_path))
            before, shown, port = verdicts(server), as_shown(hall.one), port_of(server)
        restore(_newest(tmp_path / "kept"), folder, quietly)
        with serving(folder, port=port) as server:
            assert len(verdicts(server)) < len(before)
            hall.everybody()
            assert verdicts(server) == before
            assert whole(server, folder)
            assert server.doors.blobs.missing(tuple(_scans(hall))) == ()
            assert as_shown(hall.one) == as_shown(hall.two) == shown
            assert hall.one.sync.status().changed == 0
            assert hall.edu.inbox.case(hall.after.id).stage is Stage.IN_REVIEW
            assert hall.one.store.meta.server_epoch() == 2


def test_fault_11_an_idle_window_finds_out_that_its_events_were_lost(tmp_path, folder):
    with ExitStack() as stack:
        with serving(folder) as server:
            hall = stack.enter_context(a_day(server, tmp_path))
            before, port = verdicts(server), port_of(server)
        restore(_newest(tmp_path / "kept"), folder, quietly)
        with serving(folder, port=port) as server:
            # Nothing is written any more; reading alone must bring the loss to light.
            hall.one.sync.run()
            here = verdicts(server)
            own = [entry.id for case in as_shown(hall.one) for entry in hall.one.store.journal.history(case)]
            written = {one for one in own if hall.one.store.journal.entry(one).origin == "W03"}
            assert written <= here.keys() <= before.keys()


def test_fault_11_what_rests_on_a_lost_windows_facts_waits_and_nothing_is_dropped(tmp_path, folder):
    with ExitStack() as stack:
        with serving(folder) as server:
            hall = stack.enter_context(a_day(server, tmp_path))
            port = port_of(server)
        restore(_newest(tmp_path / "kept"), folder, quietly)
        with serving(folder, port=port) as server:
            # The window that opened the case was lost together with the server.
            hall.everybody(without_one=True)
            kept = verdicts(server)
            lost = {entry.id for entry in hall.two.store.journal.history(hall.after.id) if entry.origin == "W04"}
            assert {kept[one][0] for one in lost} == {"held"}
            assert hall.two.sync.status().waiting == 0
            assert hall.two.store.cases.get(hall.after.id).pending
            assert whole(server, folder)
            # It was only late.
            hall.everybody()
            assert {verdicts(server)[one][0] for one in lost} == {"applied"}


def test_fault_11_a_window_that_has_pruned_can_begin_again_at_a_server_without_any_backup(tmp_path):
    clock = MovedClock()
    with ExitStack() as stack:
        with serving(tmp_path / "server", clock) as server:
            place = stack.enter_context(desk_at(server, tmp_path / "desk", clock))
            old = received(place)
            place.print_owed()
            withdraw(place.desk, WithdrawForm(case_id=old.id))
            kept = accepted(place)
            place.sync.run()
            with pytest.raises(RuleBroken, match=r"sync\.begin_again_needless"):
                place.sync.begin_again()
            port = port_of(server)
        stream = place.store.journal.stream()
        with place.store.writing():
            # As a server says whose backup was proven.
            place.store.journal.note_backup(stream.epoch, stream.head)
        clock.pass_by(days=500)
        assert prune(place.store, place.desk.now_ms() - 1).cases == 1
        with serving(tmp_path / "anew", clock, port=port) as server:
            place.enrol_again(server.doors.devices.make_code("W03", 3, secrets.token_bytes(10)))
            with pytest.raises(Trouble, match=r"sync\.pruned_below"):
                place.sync.run()
            place.sync.begin_again()
            place.sync.run()
            assert place.sync.status().drained
            assert verify(place.desk).faults == ()
            assert whole(server, tmp_path / "anew")
            assert verdicts(server).keys() == {entry.id for entry in place.store.journal.history(kept.id)}


SEALED = Certificate(number="5106-JY-2026-0031", fields=(CertificateField(label="学校名称", value="德阳晨光幼儿园"),))


def newest_of(server) -> int:
    """The version that the one case of the server came to."""
    return max(ver for _, ver in verdicts(server).values())


def sealed_and_issued(server, place, session, tmp_path):
    """A case that was decided with a document, sealed at the server and issued at the window."""
    register_seal(server.doors)
    case = accepted(place)
    place.print_owed()
    place.sync.run()
    document = tmp_path / "decision.pdf"
    document.write_bytes(a_pdf("granted"))
    session.puller.pull()
    session.acts.receive(case.number)
    session.acts.decide(case.number, Decision(outcome=Outcome.GRANTED, certificate=SEALED, document=document))
    session.sender.send()
    eventually(lambda: [use.state for use in server.doors.register.uses("EDU")] == ["sealed"] * 2)
    place.sync.run()
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    place.sync.run()
    session.puller.pull()
    return case


def test_fault_11_seals_that_are_registered_after_the_refill_seal_what_waits_for_them(tmp_path):
    clock = MovedClock()
    with ExitStack() as stack:
        with serving(tmp_path / "server", clock) as server:
            place = stack.enter_context(desk_at(server, tmp_path / "desk", clock))
            session = stack.enter_context(closing(department(server, tmp_path / "edu", clock)))
            case = sealed_and_issued(server, place, session, tmp_path)
            before, port = newest_of(server), port_of(server)
        with serving(tmp_path / "anew", clock, port=port) as server:
            place.enrol_again(server.doors.devices.make_code("W03", 3, secrets.token_bytes(10)))
            server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
            log_in(tmp_path / "edu", server.address, "edu", PASSWORD)
            session = stack.enter_context(closing(open_session(tmp_path / "edu", clock)))
            for _ in range(3):
                place.sync.run()
                session.puller.pull()
                session.sender.send()
            assert server.doors.register.lost() == {"EDU": 1}
            assert "held" in {verdict for verdict, _ in verdicts(server).values()}
            assert register_seal(server.doors) == 2
            eventually(lambda: {verdict for verdict, _ in verdicts(server).values()} == {"applied"})
            place.sync.run()
            after = as_shown(place)[case.id]
            assert (after.stage, len(after.sealed), newest_of(server)) == (Stage.RESULT_AT_WINDOW, 2, before)
            assert place.sync.status().drained
            assert (server.doors.register.lost(), server.doors.register.check()) == ({}, [])
            assert whole(server, tmp_path / "anew")


def test_fault_11_a_seal_that_is_registered_for_the_first_time_seals_nothing_that_was_decided_before(tmp_path):
    clock = MovedClock()
    with serving(tmp_path / "server", clock) as server, desk_at(server, tmp_path / "desk", clock) as place:
        session = department(server, tmp_path / "edu", clock)
        with closing(session):
            case = accepted(place)
            place.sync.run()
            session.puller.pull()
            session.acts.receive(case.number)
            session.acts.decide(case.number, Decision(outcome=Outcome.GRANTED, certificate=SEALED))
            session.sender.send()
            assert register_seal(server.doors) == 0
            assert (server.doors.register.unfinished(), server.doors.register.lost()) == ([], {})


def _newest(kept: Path) -> Path:
    return max(file.parent for file in kept.glob("*/manifest.json"))


def _scans(hall: Hall):
    case = hall.two.store.cases.get(hall.after.id).case
    return [blob.sha256 for scan in case.scans for blob in scan.blobs]
