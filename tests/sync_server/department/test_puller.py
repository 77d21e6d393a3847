import hashlib
import json
from datetime import date

import msgspec
import pytest
from support.serving import (
    DAY,
    NOON,
    PASSWORD,
    REGION,
    SteppingClock,
    Stream,
    accepted,
    event,
    new_id,
    note,
    opening,
    received,
    serving,
)

from casework import facts
from casework.access import Scope
from casework.chain import box_link, box_start
from casework.contract import FeedPage, FeedRow
from casework.errors import RuleBroken, Trouble
from casework.events import BlobRef, Role, read, read_header
from casework.facts import Certificate, CertificateField, HandedItem, OriginalsHandedOver, Outcome
from casework.lifecycle import Verdict
from casework.routing import department_box
from sync_server.department.acts import Decision
from sync_server.department.client import Client, Cursor
from sync_server.department.pull import Pulled, Puller
from sync_server.department.send import Sender
from sync_server.department.session import log_in, open_session
from sync_server.department.store.database import Database
from sync_server.department.store.inbox import Inbox
from sync_server.store import meta

PDF = b"%PDF-1.7 invented"
BOX = department_box("EDU", REGION)


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "education"


@pytest.fixture
def session(server, folder):
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    log_in(folder, server.address, "edu", PASSWORD)
    session = open_session(folder, SteppingClock())
    yield session
    session.close()


def scan(case, body=PDF, name="scan.pdf") -> bytes:
    blob = BlobRef(sha256=sha(body), size=len(body), mime="application/pdf", name=name)
    return event(facts.ScanAttached(material="EDU-001-M01", pages=1, title="申请表"), case, blobs=(blob,))


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def stream(window, case):
    """The window's stream after it took a case in and accepted it."""
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case))
    window.push(stream.push())
    return stream


NUMBER = opening().number


def case_file(folder) -> dict:
    return json.loads((folder / "inbox" / NUMBER / "case.json").read_bytes())


@pytest.mark.usefixtures("stream")
def test_a_pull_brings_cases_as_files(session, folder):
    assert session.puller.pull() == Pulled(events=2, cases=(NUMBER,), pending=0)
    content = case_file(folder)
    assert (content["case"]["stage"], content["case"]["ver"]) == ("accepted", 2)
    assert [step["kind"] for step in content["history"]] == ["case.opened", "case.accepted"]


@pytest.mark.usefixtures("stream")
def test_a_second_pull_brings_nothing_and_writes_nothing(session, folder):
    session.puller.pull()
    file = folder / "inbox" / NUMBER / "case.json"
    before = file.stat().st_mtime_ns
    again = session.puller.pull()
    assert (again.events, again.cases, file.stat().st_mtime_ns) == (0, (), before)


def test_papers_come_when_they_are_there_and_are_named_by_us(session, window, stream, case, folder):
    window.push(stream.add(scan(case, name="../../../escape.pdf")).push())
    assert session.puller.pull().pending == 1
    assert case_file(folder)["papers"][0]["file"] == ""
    window.request("PUT", f"/v1/blobs/{sha(PDF)}", PDF)
    assert session.puller.pull().pending == 0
    name = case_file(folder)["papers"][0]["file"]
    assert name == f"materials/EDU-001-M01-1-{sha(PDF)[:12]}.pdf"
    assert (folder / "inbox" / NUMBER / name).read_bytes() == PDF
    assert not list(folder.rglob("escape*"))


def test_a_crash_between_page_and_files_loses_and_repeats_nothing(session, stream, folder):
    page = session.puller.client.feed(BOX, Cursor(0, box_start(BOX).hex()), limit=500, wait_s=0)
    session.puller.keep(page)
    assert not (folder / "inbox").exists()
    session.close()
    after = open_session(folder, SteppingClock())
    assert after.puller.pull().cases == (NUMBER,)
    assert case_file(folder)["case"]["ver"] == 2
    assert len(after.inbox.history(json.loads(stream.events[0])["case"])) == 2
    after.close()


def test_a_crash_inside_the_page_s_transaction_leaves_the_cursor_where_it_was(session, stream):
    page = session.puller.client.feed(BOX, Cursor(0, box_start(BOX).hex()), limit=500, wait_s=0)
    broken = msgspec.structs.replace(page.rows[1], ver=9)
    with pytest.raises(Trouble, match=r"department\.feed_broken"):
        session.puller.keep(msgspec.structs.replace(page, rows=(page.rows[0], broken)))
    assert session.inbox.cursor("start") == Cursor(0, "start")
    assert session.puller.pull().events == len(stream.events)


@pytest.mark.usefixtures("stream")
def test_files_that_were_deleted_are_made_again(session, folder):
    session.puller.pull()
    (folder / "inbox" / NUMBER / "case.json").unlink()
    assert session.puller.pull().cases == (NUMBER,)


def page_of(raws, start=0, **changes) -> FeedPage:
    rows, chain = [], box_start(BOX)
    for pos, raw in enumerate(raws, start=start + 1):
        chain = box_link(chain, read_header(raw).id)
        rows.append(FeedRow(p=pos, v=Verdict.APPLIED, ver=pos, o="W01", ep="e", s=pos, e=msgspec.Raw(raw)))
    made = FeedPage(next=rows[-1].p, chain=chain.hex(), rows=tuple(rows))
    return msgspec.structs.replace(made, **changes)


@pytest.mark.parametrize("fault", ["gap", "late_start", "chain", "next", "order", "unreadable"])
def test_a_mailbox_that_does_not_add_up_is_an_alarm_and_nothing_is_kept(tmp_path, case, fault):
    database = Database(tmp_path / "d.sqlite3")
    puller = Puller(database, Client("http://nowhere.invalid"), BOX, tmp_path)
    good = page_of([event(opening(), case), event(accepted(), case), event(note(), case)])
    first, second, third = good.rows
    unreadable = msgspec.structs.replace(second, e=msgspec.Raw(b'{"x":1}'))
    bad = {
        "gap": msgspec.structs.replace(good, rows=(first, third)),
        "late_start": msgspec.structs.replace(good, rows=(second, third)),
        "chain": msgspec.structs.replace(good, chain="0" * 64),
        "next": msgspec.structs.replace(good, next=9),
        "order": msgspec.structs.replace(good, rows=(first, third, second)),
        "unreadable": msgspec.structs.replace(good, rows=(first, unreadable, third)),
    }[fault]
    with pytest.raises(Trouble, match=r"department\.feed_broken"):
        puller.keep(bad)
    assert Inbox(database).cursor("start") == Cursor(0, "start")
    assert list(Inbox(database).all_cases()) == []
    assert puller.keep(good) == 3
    database.close()


def test_a_page_that_another_run_has_kept_already_is_left_alone(tmp_path, case):
    database = Database(tmp_path / "d.sqlite3")
    puller = Puller(database, Client("http://nowhere.invalid"), BOX, tmp_path)
    page = page_of([event(opening(), case)])
    assert (puller.keep(page), puller.keep(page)) == (1, 0)
    database.close()


def test_an_event_of_a_newer_release_asks_for_an_update_and_loses_nothing(tmp_path, case):
    database = Database(tmp_path / "d.sqlite3")
    puller = Puller(database, Client("http://nowhere.invalid"), BOX, tmp_path)
    newer = event(note(), case).replace(b"note.added", b"note.sung")
    with pytest.raises(Trouble, match=r"department\.update_needed"):
        puller.keep(page_of([event(opening(), case), newer]))
    assert Inbox(database).cursor("start").pos == 0
    database.close()


def test_a_renumbered_case_has_the_server_s_number(session, window, stream, folder):
    window.push(stream.add(event(opening(), new_id())).push())
    session.puller.pull()
    names = {path.name for path in (folder / "inbox").iterdir()}
    assert NUMBER in names
    assert any(name.startswith("510600-W00-260706-0001-") for name in names)


@pytest.mark.usefixtures("stream")
def test_a_department_takes_a_case_in_and_decides_it(session, server, window, folder, tmp_path):
    session.puller.pull()
    session.acts.receive(NUMBER)
    document = tmp_path / "decision.pdf"
    document.write_bytes(PDF)
    certificate = Certificate(number="C-1", fields=(CertificateField(label="名称", value="晨光幼儿园"),))
    decision = Decision(Outcome.GRANTED, certificate=certificate, document=document)
    session.acts.decide(NUMBER, decision)
    assert session.acts.shown(NUMBER).stage == "decided"
    sent = session.sender.send()
    assert (sent.events, sent.refused) == (2, ())
    session.puller.pull()
    content = case_file(folder)["case"]
    assert (content["stage"], content["decision"]["certificate"]["number"]) == ("decided", "C-1")
    assert window.request("GET", f"/v1/blobs/{sha(PDF)}").content == PDF
    rows = window.feed(f"H:{server.doors.devices.site.hall}", 2).rows
    assert read(bytes(rows[1].e)).fact.outcome is Outcome.GRANTED


@pytest.mark.usefixtures("stream")
def test_what_was_stated_without_a_network_is_sent_by_the_next_run(session):
    session.puller.pull()
    session.acts.note(NUMBER, "看过了")
    offline = Sender(
        session.database, session.journal, Client("http://127.0.0.1:9"), SteppingClock(), session.sender.outgoing
    )
    with pytest.raises(Trouble, match=r"net\.unreachable"):
        offline.send()
    assert len(session.journal.waiting()) == 1
    assert session.sender.send().events == 1
    assert session.sender.send().events == 0


@pytest.mark.usefixtures("stream")
def test_an_answer_that_was_lost_is_asked_for_again(session, server):
    session.puller.pull()
    session.acts.note(NUMBER, "一")
    session.sender.send()
    with session.database.writing():
        session.database.run("UPDATE outbox SET verdict = NULL")
    assert session.sender.send().events == 1
    with server.doors.store.reading() as connection:
        found = connection.exec_driver_sql("SELECT COUNT(*) FROM event WHERE origin = 'EDU'").scalar()
    assert found == 1


@pytest.mark.usefixtures("stream")
def test_acts_that_the_stage_forbids_are_refused_before_anything_is_written(session):
    session.puller.pull()
    with pytest.raises(RuleBroken, match=r"case\.stage"):
        session.acts.decide(NUMBER, Decision(Outcome.GRANTED))
    session.acts.receive(NUMBER)
    with pytest.raises(RuleBroken, match=r"case\.stage"):
        session.acts.receive(NUMBER)
    assert session.journal.last() == 1


@pytest.mark.usefixtures("stream")
@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(Outcome.REFUSED), "department.reasons_needed"),
        (Decision(Outcome.REFUSED, reasons=(" ",)), "department.reasons_needed"),
        (
            Decision(Outcome.REFUSED, reasons=("x",), certificate=Certificate(number="1", fields=())),
            "department.certificate_refused",
        ),
    ],
)
def test_a_refusal_says_why_and_carries_no_certificate(session, decision, code):
    session.puller.pull()
    session.acts.receive(NUMBER)
    with pytest.raises(RuleBroken) as broken:
        session.acts.decide(NUMBER, decision)
    assert broken.value.code == code


@pytest.mark.usefixtures("stream")
def test_a_decision_document_is_a_pdf_that_is_there(session, tmp_path):
    session.puller.pull()
    session.acts.receive(NUMBER)
    (tmp_path / "letter.doc").write_bytes(b"letter")
    for name, code in (("letter.doc", "department.no_pdf"), ("absent.pdf", "department.no_document")):
        with pytest.raises(RuleBroken) as broken:
            session.acts.decide(NUMBER, Decision(Outcome.GRANTED, document=tmp_path / name))
        assert broken.value.code == code


def test_a_hand_over_sheet_is_acknowledged_once(session, window, stream, case):
    handed = OriginalsHandedOver(
        sheet="S-1",
        handed_on=DAY,
        to_department="EDU",
        to_person="周明",
        items=(HandedItem(material="EDU-001-M01", originals=1, copies=0),),
    )
    window.push(stream.add(event(handed, case)).push())
    session.puller.pull()
    session.acts.acknowledge(NUMBER, "S-1")
    session.sender.send()
    session.puller.pull()
    assert session.acts.shown(NUMBER).custody[0].acknowledged_on == date(2026, 7, 6)
    for sheet, code in (("S-1", "department.sheet_acknowledged"), ("S-2", "department.unknown_sheet")):
        with pytest.raises(RuleBroken) as broken:
            session.acts.acknowledge(NUMBER, sheet)
        assert broken.value.code == code


@pytest.mark.usefixtures("stream")
def test_two_databases_of_one_department_are_two_epochs_and_the_later_act_is_contested(session, server, tmp_path):
    log_in(tmp_path / "second", server.address, "edu", PASSWORD)
    second = open_session(tmp_path / "second", SteppingClock())
    for one in (session, second):
        one.puller.pull()
        one.acts.receive(NUMBER)
    assert session.sender.send().refused == ()
    refused = second.sender.send().refused
    assert [(one.verdict, one.reason) for one in refused] == [("contested", "case.stage")]
    assert session.journal.epoch() != second.journal.epoch()
    second.puller.pull()
    assert second.acts.shown(NUMBER).stage == "in_review"
    second.close()


@pytest.mark.usefixtures("stream")
def test_a_copied_database_takes_a_new_epoch_and_both_acts_are_kept(session, server, folder, tmp_path):
    session.puller.pull()
    session.database.run("VACUUM INTO :copy", copy=str(tmp_path / "department.sqlite3"))
    (tmp_path / "login.json").write_bytes((folder / "login.json").read_bytes())
    twin = open_session(tmp_path, SteppingClock())
    session.acts.note(NUMBER, "original")
    twin.acts.note(NUMBER, "twin")
    session.sender.send()
    assert twin.journal.epoch() == session.journal.epoch()
    assert twin.sender.send().refused == ()
    assert twin.journal.epoch() != session.journal.epoch()
    twin.close()
    with server.doors.store.reading() as connection:
        found = connection.exec_driver_sql("SELECT COUNT(*) FROM event WHERE kind = 'note.added'").scalar()
    assert found == 2


def test_after_the_server_was_restored_everything_is_read_and_sent_again(session, tmp_path, folder, window, stream):
    session.puller.pull()
    session.acts.receive(NUMBER)
    session.sender.send()
    session.puller.pull()
    empty = SteppingClock(NOON)
    with serving(tmp_path / "restored", empty) as restored:
        _enrol_again(restored, window)
        with restored.doors.store.writing() as connection:
            meta.write(connection, meta.SERVER_EPOCH, b"2")
        # Other cases came first this time: positions mean something else now.
        other = event(opening(running=5), new_id())
        window.push(Stream("W01", events=[other]).push())
        window.push(stream.push())
        restored.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
        log_in(folder, restored.address, "edu", PASSWORD)
        again = open_session(folder, SteppingClock())
        assert again.sender.send().events == 1
        pulled = again.puller.pull()
        assert (pulled.events, len(pulled.cases)) == (4, 2)
        assert again.acts.shown(NUMBER).stage == "in_review"
        again.close()


def _enrol_again(server, window):
    window.address = server.address
    window.enrol(server.doors.devices.make_code("W01", 1, bytes(range(10))))


def test_a_folder_belongs_to_one_department(session, server, folder):
    server.doors.people.add_account("fin", "FIN", REGION, PASSWORD, frozenset(Scope))
    with pytest.raises(RuleBroken, match=r"department\.other"):
        log_in(folder, server.address, "fin", PASSWORD)
    assert session.journal.origin == "EDU"


def test_the_login_is_readable_by_its_owner_only(session, folder):
    assert folder.stat().st_mode & 0o077 == 0
    assert session.account.token.department == "EDU"


def test_without_a_login_nothing_can_be_done(tmp_path):
    with pytest.raises(RuleBroken, match=r"department\.log_in_first"):
        open_session(tmp_path, SteppingClock())


def test_a_database_of_a_newer_release_is_refused(tmp_path):
    database = Database(tmp_path / "d.sqlite3")
    database.run("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(Trouble, match=r"department\.newer"):
        Database(tmp_path / "d.sqlite3")


@pytest.mark.usefixtures("stream")
def test_a_contested_event_is_in_the_history_and_changes_nothing(session, education, case, folder):
    other = Stream("EDU").add(event(received(), case, Role.DEPARTMENT), event(received(), case, Role.DEPARTMENT))
    education.push(other.push())
    session.puller.pull()
    content = case_file(folder)
    assert [step["verdict"] for step in content["history"]] == ["applied", "applied", "applied", "contested"]
    assert content["case"]["ver"] == 3


@pytest.mark.usefixtures("stream")
def test_cases_that_another_release_kept_otherwise_are_read_again(session, folder):
    session.puller.pull()
    with session.database.writing():
        session.inbox.set_form("older")
        session.database.run("UPDATE case_ SET projection = x'7b7d'")
    session.close()
    again = open_session(folder, SteppingClock())
    assert again.puller.pull().events == 2
    assert again.acts.shown(NUMBER).ver == 2
    again.close()
