"""F5 on New and on a case: what the scanner dropped becomes pages of the material under the cursor."""

import io
import os
import shutil
import time

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, accepted, answer_first, body
from support.scans import image_bytes
from support.shown import at_work

from counter_app.presenters.views import MarkColumn
from counter_app.settings import Sources
from counter_app.ui.dialogs.ask import AskDialog


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "drop"
    made.mkdir()
    return made


@pytest.fixture
def desk(tmp_path, folder, qtbot):
    (tmp_path / "counter.toml").write_text(f'scanner = "folder:{folder}"\n')
    place = a_desk(tmp_path, origin=Sources(tmp_path / "counter.toml", {}))
    with at_work(place, qtbot, ticking=False) as window:
        yield window


def dropped(folder, name, age_s=5.0, content=b""):
    if not content:
        out = io.BytesIO()
        Image.new("L", (200, 300), "white").save(out, "JPEG")
        content = out.getvalue()
    file = folder / name
    file.write_bytes(content)
    at = time.time() - age_s
    os.utime(file, (at, at))
    return file


def said(desk):
    return desk.shell.hint_line._message.text()


def begin(desk, matter="AGR-006"):
    desk.do("new")
    desk.form.choose_matter(matter)
    desk.new_page.materials.table.setFocus()


def idle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk._scan_acts.lane.busy)


def press(desk, qtbot):
    desk.do("scan")
    idle(desk, qtbot)
    return desk.shell.findChild(AskDialog)


def take(desk, qtbot, asked):
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    idle(desk, qtbot)


def test_two_pages_become_one_paper_of_the_line_under_the_cursor_and_are_gone_from_the_folder(desk, folder, qtbot):
    begin(desk)
    desk.new_page.materials.table.go_to("AGR-006-M02", MarkColumn.SCANS)
    dropped(folder, "2.jpg", 10)
    dropped(folder, "1.jpg", 20)
    asked = press(desk, qtbot)
    assert [editor.isChecked() for editor in asked.editors.values()] == [True, True]
    take(desk, qtbot, asked)
    (scan,) = desk.new.form.scans
    assert (scan.material, scan.pages, scan.mime, scan.name) == ("AGR-006-M02", 2, "application/pdf", "1.pdf")
    assert [(row.pages, len(row.sheets)) for row in desk.new.view().rows][:2] == [(0, 0), (2, 2)]
    assert list(folder.iterdir()) == []
    assert "2 页" in said(desk)


def test_what_is_not_ticked_stays_in_the_folder(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "mine.jpg", 20)
    dropped(folder, "other.jpg", 10)
    asked = press(desk, qtbot)
    asked.editors["file1"].setChecked(False)
    take(desk, qtbot, asked)
    assert [file.name for file in folder.iterdir()] == ["other.jpg"]
    assert desk.new.form.scans[0].mime == "image/jpeg"


def test_scans_outlive_a_power_cut_with_the_draft_and_become_facts_of_the_case(desk, folder, qtbot):
    begin(desk, "EDU-001")
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    before = desk.new.form.scans
    desk.new._clear()
    assert desk.new.reopen()
    assert desk.new.form.scans == before
    for key, value in {
        "code": body().id_number,
        "name": body().name,
        "legal_rep": "何芳",
        "phone": "13900002254",
    }.items():
        desk.new.edit(key, value)
    answer_first(desk.new)
    for row in desk.new.view().rows:
        desk.new.take_as_required(row.code)
    desk.do("accept")
    (found,) = desk.workplace.store.search.by_words(body().name)
    assert [(scan.material, scan.pages) for scan in found.case.scans] == [("EDU-001-M01", 1)]
    types = [entry.type for entry in desk.workplace.store.journal.history(found.case.id)]
    assert types[:3] == ["case.opened", "scan.attached", "case.accepted"]
    assert before[0].sha256 in desk.workplace.store.blobs.in_state("waiting")
    desk.do("undo")
    assert desk.new.form.scans == before


def test_minus_in_the_column_of_scans_takes_the_last_one_out_and_its_file_is_gone(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    (scan,) = desk.new.form.scans
    files = desk.workplace.store.blobs.files
    assert files.has(scan.sha256)
    desk.form.mark(scan.material, "scans", "less")
    assert desk.new.form.scans == ()
    assert not files.has(scan.sha256)


def test_what_was_scanned_for_another_matter_is_kept_no_longer(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    (scan,) = desk.new.form.scans
    files = desk.workplace.store.blobs.files
    desk.new.choose("AGR-006")
    assert files.has(scan.sha256)
    desk.new.choose("EDU-001")
    assert desk.new.form.scans == ()
    assert not files.has(scan.sha256)


def test_a_draft_that_is_dropped_takes_its_scans_along_unless_another_holds_them(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    (scan,), first = desk.new.form.scans, desk.new.draft_id
    begin(desk)
    desk.new._change(msgspec.structs.replace(desk.new.form, scans=(scan,)))
    desk.new.save_draft()
    second = desk.new.draft_id
    files = desk.workplace.store.blobs.files
    desk.new.drop_draft(first)
    assert files.has(scan.sha256)
    desk.new.drop_draft(second)
    assert not files.has(scan.sha256)


def test_on_a_case_the_pages_join_the_paper_under_the_cursor(desk, folder, qtbot):
    case = accepted(desk.workplace)
    desk.open_case(case.id)
    desk.case_page.papers.table.go_to(2)
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    after = desk.workplace.store.cases.get(case.id).case
    assert [(scan.material, scan.pages) for scan in after.scans] == [("EDU-001-M03", 1)]
    assert len(desk.case.view().papers[2].scans) == 1


def test_a_hostile_file_is_refused_with_a_sentence_and_stays(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "scan.pdf", content=b"MZ a program")
    take(desk, qtbot, press(desk, qtbot))
    assert "PDF、JPEG、PNG" in said(desk)
    assert (desk.new.form.scans, len(list(folder.iterdir()))) == ((), 1)


def test_pages_that_arrive_for_a_form_that_is_gone_are_kept_by_nobody_and_stay_in_the_folder(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    asked = press(desk, qtbot)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    desk._begin_new()
    idle(desk, qtbot)
    assert desk.new.form.scans == ()
    assert len(list(folder.iterdir())) == 1


def test_nothing_to_scan_for_and_nothing_that_waits_are_told(desk, folder, qtbot):
    desk.do("work_list")
    assert press(desk, qtbot) is None
    assert "材料" in said(desk)
    desk.do("new")
    assert press(desk, qtbot) is None
    assert "还没有选事项" in said(desk)
    begin(desk)
    assert press(desk, qtbot) is None
    assert "没有新的页" in said(desk)
    folder.rmdir()
    assert press(desk, qtbot) is None
    assert "打不开" in said(desk)


def test_without_a_scanner_the_setting_is_named(tmp_path, desk, qtbot):
    (tmp_path / "counter.toml").write_text("")
    begin(desk)
    assert press(desk, qtbot) is None
    assert "没有设扫描目录" in said(desk)
    assert QApplication.activeModalWidget() is None


def test_the_same_bytes_taken_twice_are_one_scan_of_a_form_and_of_a_case(desk, folder, qtbot):
    begin(desk)
    for _ in range(2):
        dropped(folder, "1.jpg")
        take(desk, qtbot, press(desk, qtbot))
    assert len(desk.new.form.scans) == 1
    case = accepted(desk.workplace)
    desk.open_case(case.id)
    for _ in range(2):
        dropped(folder, "1.jpg")
        take(desk, qtbot, press(desk, qtbot))
    assert len(desk.workplace.store.cases.get(case.id).case.scans) == 1
    assert list(folder.iterdir()) == []


def test_what_nobody_keeps_is_not_deleted_from_under_a_draft_that_holds_the_same_pages(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    take(desk, qtbot, press(desk, qtbot))
    (scan,) = desk.new.form.scans
    begin(desk)
    dropped(folder, "1.jpg")
    asked = press(desk, qtbot)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    desk._begin_new()
    idle(desk, qtbot)
    assert desk.workplace.store.blobs.files.has(scan.sha256)


def test_a_file_that_was_written_anew_while_its_pages_were_kept_stays(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    asked = press(desk, qtbot)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    # It stands behind the keeping and before the taking away.
    desk._scan_acts.lane.run(lambda: dropped(folder, "1.jpg", 3, b"further pages"), lambda _: None)
    idle(desk, qtbot)
    assert len(desk.new.form.scans) == 1
    assert (folder / "1.jpg").read_bytes() == b"further pages"
    assert "1.jpg" in said(desk)


def test_in_training_real_papers_stay_at_the_scanner(desk, folder, qtbot):
    with desk.workplace.store.writing():
        desk.workplace.store.meta.put_training()
    begin(desk)
    dropped(folder, "1.jpg")
    assert press(desk, qtbot) is None
    assert "真的材料" in said(desk)
    assert len(list(folder.iterdir())) == 1


def test_a_name_that_is_no_text_is_offered_and_kept(desk, folder, qtbot):
    begin(desk)
    file = dropped(folder, "1.jpg")
    file.rename(folder / os.fsdecode(b"\xb1\xed<i>&1.jpg"))
    take(desk, qtbot, press(desk, qtbot))
    desk.new.save_draft()
    assert [scan.name for scan in desk.new.form.scans] == ["??<i>&1.jpg"]
    assert list(folder.iterdir()) == []


def test_what_waits_is_not_offered_over_the_lock(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg")
    desk.do("scan")
    desk.do("lock")
    idle(desk, qtbot)
    assert QApplication.activeModalWidget() is None


def fed(tmp_path, monkeypatch, options):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "counter.toml").write_text(f'scanner = "sane:test?test-picture=Grid&{options}"\n')


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="needs scanimage (Debian: sane-utils)")
def test_f5_scans_from_a_glass_and_the_page_is_gone_from_memory_once_it_is_kept(desk, tmp_path, monkeypatch, qtbot):
    fed(tmp_path, monkeypatch, "source=Flatbed")
    begin(desk)
    take(desk, qtbot, press(desk, qtbot))
    assert [(scan.pages, scan.mime) for scan in desk.new.form.scans] == [(1, "image/jpeg")]
    assert list(tmp_path.glob("integrated-window-scans-*/*/*")) == []


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="needs scanimage (Debian: sane-utils)")
def test_a_feeders_pages_are_one_paper_and_a_fault_is_told(desk, tmp_path, monkeypatch, qtbot):
    begin(desk)
    fed(tmp_path, monkeypatch, "source=Automatic+Document+Feeder")
    asked = press(desk, qtbot)
    assert len(asked.editors) == 10
    take(desk, qtbot, asked)
    assert [scan.pages for scan in desk.new.form.scans] == [10]
    fed(tmp_path, monkeypatch, "source=Automatic+Document+Feeder&read-return-value=SANE_STATUS_JAMMED")
    assert press(desk, qtbot) is None
    assert "卡纸" in said(desk)


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="needs scanimage (Debian: sane-utils)")
def test_f5_stops_a_scan_and_offers_the_pages_that_came(desk, tmp_path, monkeypatch, qtbot):
    begin(desk)
    slow = "source=Automatic+Document+Feeder&resolution=100&read-delay=yes&read-delay-duration=100000"
    fed(tmp_path, monkeypatch, slow)
    desk.do("scan")
    qtbot.waitUntil(lambda: "第 1 页" in said(desk))
    asked = press(desk, qtbot)
    assert "扫描停了" in said(desk)
    assert 1 <= len(asked.editors) < 10
    take(desk, qtbot, asked)
    assert len(desk.new.form.scans) == 1


def test_blank_pages_that_were_left_out_are_told(desk, folder, qtbot):
    begin(desk)
    dropped(folder, "1.jpg", 20)
    dropped(folder, "2.jpg", 10, image_bytes("JPEG"))
    take(desk, qtbot, press(desk, qtbot))
    assert [scan.pages for scan in desk.new.form.scans] == [1]
    assert "空白的 1 页" in said(desk)
