"""A scanner through SANE: its own test device gives pages, an empty feeder, jams; whatever ends it, pages stay."""

import os
import shutil
import stat
import sys
from hashlib import sha256

import pytest
from PIL import Image

from casework.errors import Trouble
from counter_app.devices.sane import SaneScanner, sane_scanner
from counter_app.devices.scanner_names import scanner_of

pytestmark = pytest.mark.skipif(shutil.which("scanimage") is None, reason="needs scanimage (Debian: sane-utils)")

FEEDER = ("source", "Automatic Document Feeder")
GRID = ("test-picture", "Grid")


def never():
    return False


@pytest.fixture
def scanner(tmp_path):
    def make(*options, device="test", program="scanimage"):
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        return SaneScanner(device, options, folder, program)

    return make


def ends_with(state):
    return ("read-return-value", f"SANE_STATUS_{state}")


def after_pages(tmp_path, pages, then):
    """A scanner's program that feeds some pages well and then does something else, both by the real one."""
    script = tmp_path / "scanimage-with-a-fault"
    script.write_text(
        f"#!{sys.executable}\n"
        "import os, re, subprocess, sys\n"
        "kept = [one for one in sys.argv[1:] if not one.startswith('--batch-count')]\n"
        f"subprocess.run(['scanimage', *kept, '--batch-count={pages}'], check=True)\n"
        f"rest = [*kept, '--batch-start={pages + 1}', *{then!r}]\n"
        "os.execvp('scanimage', ['scanimage', *rest])\n"
    )
    script.chmod(0o755)
    return str(script)


def test_a_feeder_gives_all_its_pages_one_after_another(scanner):
    told, made = [], scanner(FEEDER, GRID)
    assert made.scan(told.append, never) is None
    assert told == list(range(1, 11))
    assert [page.name for page in made.waiting()] == [f"p{number:03}.png" for number in range(1, 11)]
    with Image.open(made.folder / "p001.png") as page:
        assert page.size > (100, 100)


def test_a_glass_gives_one_page_and_what_waits_is_not_scanned_over(scanner):
    told, made = [], scanner(GRID)
    assert made.scan(told.append, never) is None
    assert made.scan(told.append, never) is None
    assert told == [1]
    (page,) = made.waiting()
    made.done(page.name, sha256(made.read(page.name)).hexdigest())
    assert made.waiting() == ()


def test_an_empty_feeder_is_told(scanner):
    trouble = scanner(FEEDER, ends_with("NO_DOCS")).scan(lambda _: None, never)
    assert trouble.code == "scan.feeder_empty"


@pytest.mark.parametrize(
    ("state", "code"), [("JAMMED", "scan.jammed"), ("COVER_OPEN", "scan.cover_open"), ("CANCELLED", "scan.cancelled")]
)
def test_what_ends_a_scan_in_its_middle_leaves_the_pages_that_came(scanner, tmp_path, state, code):
    program = after_pages(tmp_path, 3, [f"--{'='.join(ends_with(state))}"])
    told, made = [], scanner(FEEDER, program=program)
    trouble = made.scan(told.append, never)
    assert (trouble.code, trouble.details["pages"]) == (code, 3)
    assert told == [1, 2, 3]
    assert [page.name for page in made.waiting()] == ["p001.png", "p002.png", "p003.png"]
    assert [file.name for file in made.folder.iterdir() if file.suffix != ".png"] == []


def test_a_fault_before_the_first_page_leaves_nothing(scanner):
    made = scanner(FEEDER, ends_with("IO_ERROR"))
    trouble = made.scan(lambda _: None, never)
    assert trouble.code == "scan.device_away"
    assert "I/O" in trouble.details["why"]
    assert made.waiting() == ()


def test_a_clerk_stops_a_scan_and_keeps_what_came(scanner):
    told = []
    made = scanner(FEEDER, ("read-delay", "yes"), ("read-delay-duration", "2000"), ("resolution", "60"))
    trouble = made.scan(told.append, lambda: len(told) >= 2)
    assert trouble.code == "scan.cancelled"
    assert 2 <= len(made.waiting()) < 10


@pytest.mark.parametrize("device", ["nosuch:1", "net:192.0.2.1:x"])
def test_a_device_that_is_not_there_is_told(scanner, device):
    trouble = scanner(device=device).scan(lambda _: None, never)
    assert trouble.code == "scan.device_away"


def test_a_program_that_is_not_installed_is_told(scanner):
    assert scanner(program="no-such-scanimage").scan(lambda _: None, never).code == "scan.no_scanimage"


def test_a_setting_names_device_and_options(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = scanner_of("sane:test:0?source=Automatic+Document+Feeder&resolution=300")
    assert (made.device, made.options) == ("test:0", (FEEDER, ("resolution", "300")))
    assert stat.S_IMODE(os.stat(made.folder.parent).st_mode) == 0o700  # noqa: PTH116 - the folder itself
    assert tmp_path in made.folder.parents


@pytest.mark.parametrize(
    "where", ["test?batch=/etc/x%25d", "test?--help=1", "test?output-file=x", "a$(id)", "test?A=1"]
)
def test_no_setting_gives_the_program_what_is_not_the_devices(where, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(Trouble, match=r"scan\.options"):
        sane_scanner(where)


def test_a_folder_for_pages_that_others_can_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = sane_scanner("test").folder.parent
    folder.chmod(0o755)
    with pytest.raises(Trouble, match=r"scan\.scanner_away"):
        sane_scanner("test")
