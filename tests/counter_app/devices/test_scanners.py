import os
import threading
import time
from hashlib import sha256

import pytest

from casework.errors import Trouble
from counter_app.devices.scanner_names import scanner_of
from counter_app.devices.scanners import MOST_BYTES, MOST_WAITING, FolderScanner


def dropped(folder, name, content=b"x", age_s=5.0):
    file = folder / name
    file.write_bytes(content)
    at = time.time() - age_s
    os.utime(file, (at, at))
    return file


def names(folder):
    return [one.name for one in FolderScanner(folder).waiting()]


def test_what_lies_in_the_folder_waits_oldest_first(tmp_path):
    for name, age in (("b.pdf", 20), ("a.jpg", 10), ("c.png", 30)):
        dropped(tmp_path, name, age_s=age)
    assert names(tmp_path) == ["c.png", "b.pdf", "a.jpg"]


def test_what_is_still_written_hidden_a_folder_or_a_link_does_not_wait(tmp_path):
    dropped(tmp_path, "half.pdf", age_s=0)
    dropped(tmp_path, ".hidden.pdf")
    dropped(tmp_path, "scan.pdf.part")
    dropped(tmp_path, "empty.pdf", b"")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(dropped(tmp_path.parent, "secret.pdf"))
    assert names(tmp_path) == []


def test_a_scanner_whose_clock_is_ahead_waits_too_unless_it_still_writes(tmp_path, monkeypatch):
    dropped(tmp_path, "whole.pdf", age_s=-300)
    growing = dropped(tmp_path, "half.pdf", age_s=-300)
    monkeypatch.setattr(time, "sleep", lambda _: dropped(tmp_path, growing.name, b"more", age_s=-301))
    assert names(tmp_path) == ["whole.pdf"]


def test_a_heap_of_files_is_offered_in_parts(tmp_path):
    for number in range(MOST_WAITING + 3):
        dropped(tmp_path, f"{number:02}.pdf", age_s=100 - number)
    assert names(tmp_path) == [f"{number:02}.pdf" for number in range(MOST_WAITING)]


def test_a_file_is_read_up_to_a_limit_and_is_gone_when_it_was_kept(tmp_path):
    dropped(tmp_path, "a.pdf", b"\0" * (MOST_BYTES + 10))
    scanner = FolderScanner(tmp_path)
    assert len(scanner.read("a.pdf")) == MOST_BYTES + 1
    kept = sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()
    scanner.done("a.pdf", kept)
    scanner.done("a.pdf", kept)
    assert names(tmp_path) == []


def test_a_file_that_was_written_again_stays(tmp_path):
    dropped(tmp_path, "a.pdf", b"first")
    kept = sha256(b"first").hexdigest()
    dropped(tmp_path, "a.pdf", b"again")
    with pytest.raises(Trouble) as told:
        FolderScanner(tmp_path).done("a.pdf", kept)
    assert told.value.code == "scan.changed"
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("name", ["../secret.pdf", "/etc/passwd", "link.pdf", "nothing.pdf"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    (tmp_path / "link.pdf").symlink_to(dropped(tmp_path.parent, "secret.pdf"))
    with pytest.raises(Trouble, match=r"scan\.scanner_away"):
        FolderScanner(tmp_path).read(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_was_put_in_a_files_place_is_neither_followed_nor_waited_for(tmp_path):
    folder, elsewhere = tmp_path / "scans", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.write_bytes(b"somebody else's")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "link.pdf").symlink_to(elsewhere)
    (folder / "folder.pdf").mkdir()
    said = []

    def ask():
        for name in ("pipe.pdf", "link.pdf", "folder.pdf"):
            with pytest.raises(Trouble) as caught:
                FolderScanner(folder).read(name)
            said.append(caught.value.code)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(30)
    assert said == ["scan.scanner_away"] * 3
    assert FolderScanner(folder).waiting() == ()


def test_names_no_screen_can_show_and_ten_thousand_files_are_no_trouble(tmp_path):
    odd = [b"a\nb.pdf", b"\x1b[2J.pdf", b"\xff\xfe.pdf", b"a\xe2\x80\xaefdp.exe", b"x" * 250]
    for name in odd:
        (tmp_path / os.fsdecode(name)).write_bytes(b"%PDF-")
    scanner = FolderScanner(tmp_path, settled_s=0, most=MOST_WAITING)
    for waits in scanner.waiting():
        assert scanner.read(waits.name) == b"%PDF-"
        scanner.done(waits.name, sha256(b"%PDF-").hexdigest())
    for number in range(10_000):
        (tmp_path / f"{number:05}.pdf").write_bytes(b"x")
    assert len(scanner.waiting()) == MOST_WAITING


def test_a_folder_that_is_away_is_told(tmp_path):
    with pytest.raises(Trouble, match=r"scan\.scanner_away"):
        FolderScanner(tmp_path / "none").waiting()


@pytest.mark.parametrize("setting", ["", "folder:", "sane:", "twain:x"])
def test_a_setting_that_names_no_scanner_is_refused(setting):
    with pytest.raises(Trouble, match=r"scan\.no_scanner"):
        scanner_of(setting)
