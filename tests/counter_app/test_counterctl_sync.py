"""The desk's upkeep by commands: what waits and was refused, pruning, the reserve, and coming back from a lost disk."""

import json
import secrets
import shutil

import msgspec
import pytest
from sqlalchemy import text
from support.desks import application
from support.scans import pdf_bytes
from support.serving import PASSWORD, serving
from support.windows import add_clerk
from typer.testing import CliRunner

from casework.lifecycle import Verdict
from counter_app.counterctl.app import app
from counter_app.desk.forms import ApplicationForm
from counter_app.main import open_desk
from counter_app.settings import load_settings

PDF = pdf_bytes()


class Desk:
    """Runs `counterctl` as a script would."""

    def __init__(self, folder, address, **settings):
        self.folder = folder
        self.file = folder / "counter.toml"
        folder.mkdir(exist_ok=True)
        lines = {
            "data_folder": f'"{folder / "data"}"',
            "key_file": f'"{folder / "config" / "key"}"',
            "witness_file": f'"{folder / "witness" / "witness"}"',
            "print_folder": f'"{folder / "papers"}"',
            "black_box_folder": f'"{folder / "stick"}"',
            "server": f'"{address}"',
            "reserve_mib": "0",
            **settings,
        }
        self.file.write_text("\n".join(f"{name} = {value}" for name, value in lines.items()), encoding="utf-8")

    def run(self, *arguments, form=None, text="", code=0, as_json=True, lang="zh"):
        given = json.dumps(form) if isinstance(form, dict) else text
        head = ["--settings", str(self.file), "--lang", lang, *(["--json"] if as_json else [])]
        result = CliRunner().invoke(app, [*head, *arguments], input=given)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if as_json and result.stdout.startswith(("{", "[")) else result.output

    def open(self):
        return open_desk(load_settings(self.file, {}))

    def enrol(self, server):
        self.run("enrol", server.doors.devices.make_code("W03", 3, secrets.token_bytes(10)))
        self.run("sign-in", "0123", text=PASSWORD + "\n")

    def accept(self):
        workplace = self.open()
        form = json.loads(msgspec.json.encode(application(workplace)))
        workplace.close()
        return self.run("accept", "--no-print", form=form)["case"]


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path / "server") as running:
        add_clerk(running)
        yield running


@pytest.fixture
def desk(server, tmp_path):
    made = Desk(tmp_path / "desk", server.address)
    made.enrol(server)
    return made


def at_server(server):
    with server.doors.store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(text("SELECT id, verdict FROM event"))}


def in_another_hall(desk, hall):
    """Let the desk believe that it stands in `hall`, and return where it stood."""
    workplace = desk.open()
    place = workplace.store.meta.place()
    with workplace.store.writing():
        workplace.store.meta.set_place(
            msgspec.structs.replace(place, site=msgspec.structs.replace(place.site, hall=hall))
        )
    workplace.close()
    return place.site.hall


@pytest.fixture
def refused(desk):
    """A case whose opening the server refused."""
    hall = in_another_hall(desk, "510600-H9")
    case = desk.accept()
    in_another_hall(desk, hall)
    desk.run("sync")
    return case


def test_the_status_says_everything_about_desk_and_server(desk):
    desk.accept()
    value = desk.run("sync", "status")
    assert (value["head"], value["status"]["waiting"]) == (2, 2)
    assert value["status"]["clock_offset_ms"] is not None
    assert value["status"]["room"]["level"] == "fine"
    said = desk.run("sync", "status", as_json=False, lang="en")
    assert "Waiting 2" in said
    assert value["epoch"] in said


def test_a_round_can_be_asked_for_in_both_ways(desk, server):
    desk.accept()
    assert desk.run("sync", "now")["pushed"] == 2
    desk.accept()
    assert desk.run("sync")["pushed"] == 2
    assert len(at_server(server)) == 4


def test_a_server_that_is_away_ends_a_round_with_4_and_says_why_and_when_next(desk, server):
    desk.accept()
    desk.file.write_text(desk.file.read_text(encoding="utf-8").replace(server.address, "http://127.0.0.1:9"))
    assert desk.run("sync", "now", code=4)["code"] == "sync.unreachable"
    items = desk.run("sync", "list")["items"]
    assert {(item["state"], item["error"]) for item in items} == {("waiting", "sync.unreachable")}
    assert "[sync.unreachable]" in desk.run("sync", "status", as_json=False)


def test_what_was_refused_is_listed_with_reason_and_advice(desk, refused):
    items = desk.run("sync", "list", "--state", "refused")["items"]
    assert [(item["number"], item["reason"]) for item in items] == [(refused["number"], "case.other_hall")]
    said = desk.run("sync", "list", as_json=False, lang="en")
    assert "Open its form" in said
    assert "[case.other_hall]" in said
    assert "找到" in desk.run("sync", "list", "--state", "changed", as_json=False)


def test_a_refused_record_is_shown_corrected_and_sent(desk, server, refused, tmp_path):
    event = desk.run("sync", "list", "--state", "refused")["items"][0]["event_id"]
    shown = desk.run("sync", "amend", event)
    assert shown["hall"] == "510600-H9"
    correction = tmp_path / "correction.json"
    correction.write_text('{"hal": "510600-H1"}', encoding="utf-8")
    assert desk.run("sync", "amend", event, "--with", str(correction), code=2)["code"] == "desk.form_unreadable"
    correction.write_text('{"hall": 7}', encoding="utf-8")
    assert desk.run("sync", "amend", event, "--with", str(correction), code=2)["code"] == "desk.form_unreadable"
    correction.write_text('{"hall": "510600-H1"}', encoding="utf-8")
    assert desk.run("sync", "amend", event, "--with", str(correction))["case"]["number"] == refused["number"]
    assert desk.run("sync", "amend", event, code=3)["code"] == "amend.done_already"
    desk.run("sync")
    desk.run("sync")
    assert desk.run("sync", "list")["items"] == []
    verdicts = sorted(at_server(server).values())
    assert verdicts == sorted([Verdict.QUARANTINED, Verdict.APPLIED, Verdict.APPLIED])
    assert desk.run("show", refused["number"])["line"]["stage"] == "accepted"


def test_the_fields_of_a_form_are_checked_like_those_of_a_new_one(desk, refused):
    event = desk.run("sync", "list", "--state", "refused")["items"][0]["event_id"]
    applicant = desk.run("sync", "amend", event)["applicant"]
    wrong = {"applicant": {**applicant, "phone": "1"}}
    said = desk.run("sync", "amend", event, "--with", "-", form=wrong, code=3)
    assert said["faults"][0]["field"] == "applicant.phone"
    assert set(wrong) <= set(ApplicationForm.__struct_fields__)
    assert refused["number"] in desk.run("sync", "list", as_json=False)


def test_what_was_seen_is_set_aside_and_can_be_asked_about(desk, refused):
    event = desk.run("sync", "list", "--state", "refused")["items"][0]["event_id"]
    desk.run("sync", "set-aside", event)
    assert desk.run("sync", "status")["status"]["refused"] == 0
    aside = desk.run("sync", "list", "--state", "set_aside")["items"]
    assert [(item["event_id"], item["number"]) for item in aside] == [(event, refused["number"])]
    desk.run("sync", "retry", event)
    desk.run("sync", "retry")
    assert desk.run("sync", "retry", "nothing", code=3)["code"] == "amend.no_such_event"
    assert desk.run("sync", "set-aside", "nothing", code=3)["code"] == "amend.no_such_event"


def test_pruning_says_how_much_went_and_what_stays(desk):
    withdrawn = desk.accept()["number"]
    desk.run("withdraw", form={"case_id": withdrawn})
    desk.run("print")
    desk.run("sync")
    kept = desk.accept()["number"]
    desk.run("sync")
    workplace = desk.open()
    stream = workplace.store.journal.stream()
    with workplace.store.database.writing():
        workplace.store.journal.note_backup(stream.epoch, stream.head)
        workplace.store.database.run("UPDATE case_row SET changed_ms = 1")
    workplace.close()
    assert desk.run("prune", "--older-than", "0", code=2)
    pruned = desk.run("prune", "--older-than", "30")
    assert (pruned["cases"], pruned["kept_by"]) == (1, kept)
    assert desk.run("verify")["faults"] == []
    assert [case["number"] for case in desk.run("list")["cases"]] == [kept]


def test_the_reserve_is_given_up_by_a_command_also_while_a_desk_runs(server, tmp_path):
    desk = Desk(tmp_path / "desk", server.address, reserve_mib="1")
    desk.enrol(server)
    workplace = desk.open()
    assert (desk.folder / "data" / "reserve.bin").stat().st_size == 1024 * 1024
    assert desk.run("free-reserve")["freed_bytes"] == 1024 * 1024
    assert not (desk.folder / "data" / "reserve.bin").exists()
    assert desk.run("free-reserve")["freed_bytes"] == 0
    workplace.close()


# --- coming back ------------------------------------------------------------------------------------------------------


def damage(desk):
    file = desk.folder / "data" / "desk.db"
    content = bytearray(file.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place + 100] ^= 0xFF
    file.write_bytes(bytes(content))
    return bytes(content)


def test_a_desk_comes_back_from_a_damaged_database_with_everything(desk, server, tmp_path):
    sent = desk.accept()
    desk.run("sync")
    unsent = desk.accept()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    desk.run("attach", unsent["number"], "EDU-001-M01", str(scan))
    content = damage(desk)

    said = desk.run("list", code=4)
    assert (said["code"], "set-aside-database" in said["sentence"]) == ("local.damaged", True)
    aside = desk.run("set-aside-database")["folder"]
    assert (tmp_path / "desk" / "data" / "aside-1").samefile(aside)
    assert (tmp_path / "desk" / "data" / "aside-1" / "desk.db").read_bytes() == content
    assert desk.run("sync", code=4)["code"] == "sync.not_enrolled"
    desk.enrol(server)
    desk.run("sync")
    assert [case["number"] for case in desk.run("list")["cases"]] == [sent["number"]]
    found = desk.run("recover")
    assert (found["brought"], found["known"], found["scans_missing"]) == (3, 2, 0)
    report = desk.run("sync")
    assert (report["pushed"], report["blobs_sent"]) == (3, 1)
    desk.run("sync")
    assert {case["number"] for case in desk.run("list")["cases"]} == {sent["number"], unsent["number"]}
    assert desk.run("verify")["faults"] == []
    assert set(at_server(server).values()) == {Verdict.APPLIED}
    assert len(at_server(server)) == 5
    new = desk.accept()
    assert new["serial"] > unsent["serial"]
    assert new["number"] not in {sent["number"], unsent["number"]}
    assert desk.run("recover")["brought"] == 0


def test_a_desk_whose_whole_disk_died_comes_back_on_another_machine(desk, server, tmp_path):
    case = desk.accept()
    new = Desk(tmp_path / "new", server.address)
    new.enrol(server)
    stick, key = tmp_path / "desk" / "stick", tmp_path / "desk" / "config" / "key"
    assert new.run("recover", "--black-box", str(stick), code=4)["code"] == "recover.other_key"
    found = new.run("recover", "--black-box", str(stick), "--key", str(key))
    assert (found["brought"], found["damaged"]) == (2, 0)
    new.run("sync")
    assert new.run("show", case["number"])["line"]["pending"] is False
    assert len(at_server(server)) == 2


def test_a_database_in_use_is_not_set_aside_and_none_is_no_reason_to_make_one(desk, tmp_path):
    workplace = desk.open()
    assert desk.run("set-aside-database", code=4)["code"] == "local.in_use"
    workplace.close()
    shutil.rmtree(desk.folder / "data")
    assert desk.run("set-aside-database", code=4)["code"] == "local.nothing_to_set_aside"
    assert not (tmp_path / "desk" / "data").exists()


def test_without_a_black_box_nothing_can_be_brought_back(server, tmp_path):
    desk = Desk(tmp_path / "desk", server.address, black_box_folder='""')
    desk.enrol(server)
    assert desk.run("recover", code=4)["code"] == "recover.nothing"
