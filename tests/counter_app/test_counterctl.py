"""The command line: JSON in and out, sentences in two languages, and exit codes that scripts can rely on."""

import json
from types import SimpleNamespace

import msgspec
import pytest
import segno
from PIL import Image
from support.catalogues import SERVER_KEY_NAME, version
from support.desks import NEW, MovedClock, application, renumbered, resident_id
from support.scans import image_bytes, pdf_bytes
from support.serving import Stream, decided, event, logged_in, serving
from support.serving import received as taken
from support.windows import add_clerk
from typer.testing import CliRunner

from casework import facts
from casework.catalogue_load import load
from casework.events import Role
from counter_app.counterctl.app import app
from counter_app.desk.paper_orders import order_job
from counter_app.main import open_desk
from counter_app.settings import load_settings
from printing.model import PaperKind
from resources.catalogue import files
from sync_server.store import meta

PASSWORD = "an-invented-password"


class Desk:
    """Runs `counterctl` as a script would."""

    def __init__(self, folder, address=""):
        self.folder = folder
        self.file = folder / "counter.toml"
        folder.mkdir(exist_ok=True)
        lines = {
            "data_folder": folder / "data",
            "key_file": folder / "config" / "key",
            "witness_file": folder / "witness" / "witness",
            "print_folder": folder / "papers",
            "server": address,
        }
        self.file.write_text("\n".join(f'{name} = "{value}"' for name, value in lines.items()), encoding="utf-8")

    def run(self, *arguments, form=None, text="", code=0, as_json=True, lang="zh"):
        given = json.dumps(form) if isinstance(form, dict) else text
        head = ["--settings", str(self.file), "--lang", lang, *(["--json"] if as_json else [])]
        result = CliRunner().invoke(app, [*head, *arguments], input=given)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if as_json and result.stdout.startswith(("{", "[")) else result.output


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path / "server") as running:
        add_clerk(running)
        yield running


@pytest.fixture
def desk(server, tmp_path):
    """A desk enrolled and signed in from the command line."""
    made = Desk(tmp_path / "desk", server.address)
    enrolment = made.run("enrol", server.doors.devices.make_code("W03", 3, b"0123456789"))
    assert enrolment["place"]["window"] == "W03"
    made.run("sign-in", "0123", text=PASSWORD + "\n")
    return made


class Catalogue:
    """Just enough of a desk to build a form without opening one."""

    def __init__(self):
        self.desk = SimpleNamespace(catalogue=load(files()))


def form(**changes):
    made = application(Catalogue(), **changes)
    return json.loads(msgspec.json.encode(made))


def accept(desk, **changes):
    return desk.run("accept", "--no-print", form=form(**changes))["case"]


def test_a_case_goes_from_acceptance_to_delivery_by_commands_alone(desk, server):
    case = desk.run("accept", form=form())
    number = case["case"]["number"]
    assert [job["state"] for job in case["prints"]] == ["printed"] * 3
    assert len(list((desk.folder / "papers").glob("*.pdf"))) == 3
    assert desk.run("sync")["pushed"] == 5
    sheet = desk.run("hand-over", form={"cases": [{"case_id": number}], "to_person": "李娟"})
    assert len(sheet["sheet"]) == 12

    department = logged_in(server)
    certificate = facts.Certificate(number="教民 1 号", fields=(facts.CertificateField(label="名称", value="某园"),))
    stream = Stream("EDU")
    case_id = case["case"]["id"]
    stream.add(event(taken(), case_id, Role.DEPARTMENT))
    stream.add(event(decided(certificate=certificate), case_id, Role.DEPARTMENT))
    department.push(stream.push())
    desk.run("sync")
    assert desk.run("show", number)["line"]["stage"] == "decided"
    assert desk.run("issue", number)["case"]["stage"] == "result_at_window"
    collected = {"case_id": number, "collector": "何芳", "collector_id": resident_id(), "signed": True}
    assert desk.run("deliver", form=collected)["case"]["stage"] == "delivered"
    desk.run("sync")
    outbox = desk.run("outbox")
    assert (outbox["status"]["waiting"], outbox["items"]) == (0, [])
    assert desk.run("verify")["faults"] == []


def test_details_are_corrected_by_a_form_with_a_reason(desk):
    case = desk.run("accept", form=form())["case"]
    right = {key: value for key, value in form().items() if key in {"applicant", "agent", "delivery", "materials"}}
    right["applicant"]["name"] = "德阳向阳花幼儿园有限责任公司"
    wrong = desk.run("correct", form={**right, "case_id": case["number"]}, code=3)
    assert [fault["field"] for fault in wrong["faults"]] == ["reason"]
    done = desk.run("correct", form={**right, "case_id": case["number"], "reason": "名称录错"})
    assert (done["case"]["applicant"], done["case"]["number"]) == (right["applicant"]["name"], case["number"])
    assert [job["state"] for job in done["prints"]] == ["printed"] * 3
    assert desk.run("correct", form={**right, "case_id": case["number"], "reason": "再改"}, code=3)["code"] == (
        "correct.nothing"
    )


def test_an_act_is_undone_as_long_as_nothing_followed(desk):
    case = desk.run("accept", form=form())["case"]
    undone = desk.run("undo", case["number"])
    assert (undone["case"]["stage"], undone["printed"]) == ("withdrawn", 3)
    assert desk.run("undo", case["number"], code=3)["code"] == "undo.went_on"
    again = accept(desk)["number"]
    assert "3" not in desk.run("undo", again, as_json=False, lang="en").partition("undone")[2]


def test_a_case_is_found_by_the_number_it_had_before(desk):
    case = accept(desk)
    place = open_desk(load_settings(desk.file, {}))
    renumbered(place, place.store.cases.get(case["id"]).case)
    place.close()
    found = desk.run("find", case["number"])["cases"]
    assert [(one["number"], one["earlier_number"]) for one in found] == [(NEW["number"], case["number"])]
    said = desk.run("find", case["serial"], as_json=False, lang="en")
    assert f"renumbered; old slips say {case['number']} / {case['serial']}" in said.replace("\n", " ")
    assert desk.run("show", case["number"])["line"]["id"] == case["id"]


def test_labels_are_printed_and_again_for_a_reason(desk):
    number = accept(desk)["number"]
    assert [job["paper"] for job in desk.run("labels", number)["prints"]][-1] == "material-label"
    assert desk.run("labels", number, code=3)["code"] == "print.reason_missing"
    assert [job["reprint"] for job in desk.run("labels", number, "--reason", "贴歪了")["prints"]] == [1]


def test_a_department_is_urged_and_a_second_time_only_with_a_reason(desk):
    number = accept(desk)["number"]
    assert desk.run("urge", number)["case"]["number"] == number
    assert desk.run("urge", number, code=3)["code"] == "urge.too_soon"
    desk.run("urge", number, "--reason", "申请人又来问")
    shown = desk.run("show", number)
    assert [one["reason"] for one in shown["case"]["urgings"]] == ["", "申请人又来问"]
    assert [step["kind"] for step in shown["steps"]][-2:] == ["case.urged"] * 2


def test_a_rule_that_forbids_it_ends_with_3_and_names_every_fault(desk):
    wrong = form()
    wrong["applicant"]["phone"] = "1"
    wrong["applicant"]["name"] = ""
    said = desk.run("accept", form=wrong, code=3)
    assert said["code"] == "desk.form"
    assert [fault["field"] for fault in said["faults"]] == ["applicant.name", "applicant.phone"]
    text = desk.run("accept", form=wrong, code=3, as_json=False, lang="en")
    assert "There are 2 things to put right." in text


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", '{"matter": 1}', '{"unknown": true}', '{"matter": "\\ud800"}', "[" * 100_000]
)
def test_a_form_that_cannot_be_read_ends_with_2(desk, text):
    assert desk.run("accept", text=text, code=2)["code"] == "desk.form_unreadable"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda form: form["applicant"].update(telephone="139"), "$.applicant.telephone"),
        (lambda form: form["materials"][1].update(pages=2), "$.materials.1.pages"),
    ],
)
def test_a_misspelt_field_at_any_depth_is_refused_and_nothing_of_it_is_lost(desk, change, path):
    wrong = form()
    change(wrong)
    said = desk.run("accept", form=wrong, code=2)
    assert (said["code"], path in said["sentence"]) == ("desk.form_unreadable", True)
    assert desk.run("list")["total"] == 0


def test_a_password_file_that_is_no_text_or_not_there_signs_nobody_in(desk, tmp_path):
    (tmp_path / "password").write_bytes(b"\xff\xfe")
    said = desk.run("sign-in", "0123", "--password-file", str(tmp_path / "password"), code=3)
    assert said["code"] == "people.wrong_password"
    desk.run("sign-in", "0123", "--password-file", str(tmp_path / "none"), code=2)


def test_papers_that_the_disk_refuses_stay_owed_and_the_case_is_told_all_the_same(desk):
    accept(desk)
    assert not (desk.folder / "data" / "blobs").exists()
    (desk.folder / "data" / "blobs").write_bytes(b"")
    said = desk.run("accept", form=form(), as_json=False, lang="en")
    assert "do not repeat the step" in said
    assert "W03-" in said
    (desk.folder / "data" / "blobs").unlink()
    assert {job["state"] for job in desk.run("print")["prints"]} == {"printed"}
    assert desk.run("list")["total"] == 2


def test_an_unknown_command_or_option_ends_with_2(desk):
    desk.run("dance", code=2)
    desk.run("find", code=2)


def test_trouble_ends_with_4(desk):
    (desk.folder / "config" / "key").write_bytes(b"x" * 32)
    assert desk.run("list", code=4)["code"] == "local.wrong_key"


def test_a_server_that_is_away_ends_with_4_and_work_goes_on(desk, server):
    server.should_exit = True
    desk.file.write_text(desk.file.read_text(encoding="utf-8").replace(server.address, "http://127.0.0.1:9"))
    assert desk.run("sync", code=4)["code"] == "sync.unreachable"
    accept(desk)
    status = desk.run("outbox")["status"]
    assert (status["waiting"], status["contact"]["failures"]) == (2, 1)


def test_cases_are_found_and_listed_with_identity_numbers_masked(desk):
    case = accept(desk)
    for asked in (case["number"], case["serial"], "向阳花", "dyxyh"):
        found = desk.run("find", asked)
        assert [one["id"] for one in found["cases"]] == [case["id"]]
    listed = desk.run("list", "--stage", "accepted", "--due-until", "2030-01-01")
    assert listed["total"] == 1
    whole = form()["applicant"]["id_number"]
    assert whole not in json.dumps(listed)
    assert listed["cases"][0]["id_last4"] == whole[-4:]
    assert desk.run("list", "--stage", "delivered")["total"] == 0


def test_a_case_can_be_shown_in_words_of_both_languages(desk):
    number = accept(desk)["number"]
    assert "第 1 日" in desk.run("show", number, as_json=False)
    assert "Day 1 is" in desk.run("show", number, as_json=False, lang="en")


def test_a_received_case_is_supplemented_brought_and_accepted(desk):
    complete = form()
    case = desk.run("receive", "--no-print", form={**complete, "materials": []})["case"]
    codes = [mark["code"] for mark in complete["materials"]]
    items = [{"material": code, "problem": "没有带来", "remedy": "请带来"} for code in codes]
    told = desk.run("supplement", "--no-print", form={"case_id": case["number"], "items": items})
    assert told["case"]["stage"] == "supplement"
    desk.run("bring", form={"case_id": case["number"], "materials": complete["materials"]})
    assert desk.run("accept-received", case["number"], "--no-print")["case"]["stage"] == "accepted"


def test_refusing_withdrawing_and_scanning_work_from_the_command_line(desk, tmp_path):
    refused = desk.run("receive", "--no-print", form=form())["case"]["number"]
    desk.run("refuse", "--no-print", form={"case_id": refused, "grounds": ["不属于本机关职权"]})
    withdrawn = accept(desk)["number"]
    desk.run("withdraw", form={"case_id": withdrawn})
    assert desk.run("withdraw", form={"case_id": withdrawn}, code=3)["code"] == "case.stage"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf_bytes(pages=2, script="app.alert('x');"))
    attached = desk.run("attach", accept(desk)["number"], "EDU-001-M01", str(scan))["case"]
    assert desk.run("sync")["blobs_sent"] == 1
    scan.write_bytes(b"%PDF-1.7")
    assert desk.run("attach", attached["number"], "EDU-001-M01", str(scan), code=3)["code"] == "paper.broken"


def test_owed_papers_are_listed_saved_and_brought_out(desk, tmp_path):
    number = accept(desk)["number"]
    assert [line["state"] for line in desk.run("papers")["papers"]] == ["owed"] * 3
    desk.run("papers", number, "--save", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3
    printed = desk.run("print")["prints"]
    assert [line["state"] for line in printed] == ["printed"] * 3
    again = desk.run("print", printed[0]["job"], "--again", "遗失")["prints"]
    assert [line["reprint"] for line in again] == [1]
    assert desk.run("print", printed[0]["job"], "--answer", "came_out", code=3)["code"] == "print.no_question"


def test_nothing_is_done_before_enrolment_and_signing_in(tmp_path, desk):
    new = Desk(tmp_path / "new")
    assert new.run("accept", form=form(), code=3)["code"] == "desk.nobody_signed_in"
    assert new.run("sync", code=4)["code"] == "sync.not_enrolled"
    desk.run("sign-out")
    assert desk.run("accept", form=form(), code=3)["code"] == "desk.nobody_signed_in"


def test_a_catalogue_that_is_refused_is_told_with_its_reason_and_taken_once_the_key_is_trusted(desk, server):
    (shipped,) = desk.run("catalogues")["catalogues"]
    assert (shipped["version"], shipped["in_force"]) == ("2026.07.1", True)
    assert desk.run("trust-server", "0" * 16, code=3)["code"] == "catalogue.key_not_shown"
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_KEY, b"\x07" * 32)
    server.doors.publisher.publish(version("2026.10.1"))
    desk.run("sync")
    _, refused = desk.run("catalogues", lang="en")["catalogues"]
    assert (refused["version"], refused["refused"]) == ("2026.10.1", "catalogue.key_changed")
    assert SERVER_KEY_NAME[:16] in refused["why"]
    assert "catalogue.key_changed" in desk.run("sync", "status", as_json=False)
    assert desk.run("trust-server", "0" * 16, code=3)["code"] == "catalogue.key_differs"
    desk.run("trust-server", SERVER_KEY_NAME[:16])
    desk.run("sync")
    found = desk.run("catalogues")["catalogues"]
    assert [(one["version"], one["refused"]) for one in found if one["in_force"]] == [("2026.10.1", "")]
    assert "catalogue" not in desk.run("sync", "status", as_json=False)


def test_a_printer_that_cannot_be_reached_keeps_its_papers_and_says_so(desk, monkeypatch):
    monkeypatch.setenv("COUNTER_PRINTER", "ipp://127.0.0.1:9/ipp/print")
    accept(desk)
    told = desk.run("print")
    assert {job["state"] for job in told["prints"]} == {"frozen"}
    (held,) = told["held"]
    assert (held["readiness"], held["reasons"], held["waiting"]) == ("unknown", ["offline"], 3)
    assert [job["state"] for job in desk.run("papers")["papers"]] == ["frozen"] * 3
    monkeypatch.delenv("COUNTER_PRINTER")
    told = desk.run("print", "--resume")
    assert {job["state"] for job in told["prints"]} == {"printed"}
    assert told["held"] == []


def test_a_head_of_the_ledger_that_no_line_has_is_found_by_verify(desk):
    said = desk.run("verify", "--printed-head", "12:0123456789abcdef", code=5)
    assert [fault["code"] for fault in said["faults"]] == ["verify.print_head"]


def test_a_tampered_store_is_found_by_verify(desk):
    accept(desk)
    workplace = open_desk(load_settings(desk.file, {}), clock=MovedClock())
    with workplace.store.database.writing():
        workplace.store.database.run("UPDATE event SET raw = CAST(raw || ' ' AS BLOB) WHERE seq = 1")
    workplace.close()
    said = desk.run("verify", code=5)
    assert "verify.chain" in [fault["code"] for fault in said["faults"]]


def test_blanks_are_received_voided_by_two_and_counted_by_commands(desk, server):
    server.doors.people.add_clerk("0124", "陈晓燕", "", PASSWORD)
    assert desk.run("stock", "list") == []
    box = desk.run("stock", "receive", "民办学校办学许可证", "川德 0001", "川德 0010", "--from", "市教育局")
    assert (box["received"], box["next"]) == (10, "川德 0001")
    void = ("stock", "void", "川德 0001", "--reason", "污损", "--second")
    assert desk.run(*void, "0123", text=PASSWORD + "\n", code=3)["code"] == "stock.same_person"
    assert desk.run(*void, "0124", text="wrong\n", code=3)["code"] == "people.wrong_password"
    assert desk.run(*void, "0124", text=PASSWORD + "\n")["spoiled"] == 1
    lost = desk.run(
        "stock", "lose", "川德 0009", "--last", "川德 0010", "--reason", "少了", "--second", "0124", text=PASSWORD
    )
    assert (lost["lost"], lost["stock"]) == (2, 7)
    hand = ("stock", "hand", "川德 0003", "--to-window", "W01", "--second", "0124", "--counted")
    assert desk.run(*hand, "8", text=PASSWORD, code=3)["code"] == "stock.count_differs"
    desk.run(*hand, "7", text=PASSWORD)
    (box,) = desk.run("stock", "list")
    assert box["box"].endswith("W01")
    assert box["received"] == sum(box[name] for name in ("stock", "reserved", "used", "spoiled", "lost"))
    assert desk.run("stock", "free", "川德 0003", "--reason", "不打了", code=3)["code"] == "stock.box_elsewhere"


def test_seals_go_from_order_to_collector_and_a_lost_certificate_is_replaced_by_commands(desk, server, tmp_path):
    case = desk.run("accept", form=form())["case"]
    desk.run("sync")
    department, stream = logged_in(server), Stream("EDU")
    certificate = facts.Certificate(number="教民 1 号", fields=(facts.CertificateField(label="名称", value="某园"),))
    stream.add(event(taken(), case["id"], Role.DEPARTMENT))
    stream.add(event(decided(certificate=certificate), case["id"], Role.DEPARTMENT))
    department.push(stream.push())
    desk.run("sync")
    number, collector = case["number"], ("--collector", "何芳", "--collector-id", resident_id())
    ordered = desk.run("seal-sets", "order", number, "--maker", "旌阳诚信刻章")
    assert [job["state"] for job in ordered["prints"]] == ["printed"] * 2
    assert desk.run("seal-sets", "engrave", number, str(desk.file), code=3)["code"] == "attach.kind"
    codes = [f"51060300000{place:02d}" for place in range(3)]
    assert desk.run("seals", "file", number, "1182 号", *codes[:2], code=3)["code"] == "seals.codes_count"
    # Scripts of before said `seals` for both.
    assert desk.run("seals", "file", number, "1182 号", *codes)["seals"]["filing_number"] == "1182 号"
    card = tmp_path / "card.jpg"
    card.write_bytes(image_bytes("JPEG"))
    assert len(desk.run("seal-sets", "engrave", number, str(card))["seals"]["cards"]) == 1
    assert desk.run("seal-sets", "hand-out", number, *collector)["seals"]["step"] == "handed_out"

    desk.run("stock", "receive", "民办学校办学许可证", "川德 0001", "川德 0002")
    desk.run("issue", number)
    assert desk.run("reissue", number, code=3)["code"] == "reissue.not_void"
    desk.run("deliver", form={"case_id": number, "collector": "何芳", "collector_id": resident_id(), "signed": True})
    replaced = desk.run("replace", number, "--reason", "遗失", *collector)
    assert [job["title"] for job in replaced["prints"]] == ["民办学校办学许可证"]
    assert desk.run("show", number)["case"]["blank_number"] == "川德 0002"
    assert desk.run("stock", "list")[0]["used"] == 2


def test_a_slip_is_verified_from_its_text_or_a_picture_and_a_lost_case_is_rebuilt_from_it(desk, server, tmp_path):
    case = desk.run("accept", form=form())["case"]
    with_keys = open_desk(load_settings(desk.file))
    job = next(job for job in with_keys.store.printouts.of_case(case["id"]) if job.paper == PaperKind.RECEIPT_SLIP)
    link = order_job(with_keys.desk, job).material.progress_url
    with_keys.close()
    desk.run("sync")
    found = desk.run("verify-slip", link)
    assert (found["number"], found["case_id"], found["window"]) == (case["number"], case["id"], "W03")
    assert case["number"] in desk.run("verify-slip", "-", text=link + "\n", as_json=False)
    picture = tmp_path / "slip.png"
    segno.make(link, error="q", micro=False).save(str(picture), scale=4)
    assert desk.run("verify-slip", str(picture), lang="en", as_json=False).startswith("Genuine")
    altered = link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]
    assert desk.run("verify-slip", altered, code=3)["code"] == "slip.altered"
    assert desk.run("rebuild-from-slip", link, code=3)["code"] == "slip.case_exists"
    blank = tmp_path / "blank.png"
    Image.new("L", (40, 40), 255).save(blank)
    assert desk.run("verify-slip", str(blank), code=3)["code"] == "slip.no_code_in_image"

    other = Desk(tmp_path / "other", server.address)
    other.run("enrol", server.doors.devices.make_code("W01", 1, b"9876543210"))
    other.run("sign-in", "0123", text=PASSWORD + "\n")
    # Its first round brought cases and keys; a hall that lost the case has the keys only.
    assert other.run("verify-slip", link, code=3)["code"] == "slip.key_unknown"
    other.run("sync")
    assert other.run("verify-slip", link)["case_id"] == case["id"]
