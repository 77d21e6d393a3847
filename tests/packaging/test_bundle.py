"""The bundle as it is handed to a site: started from its own folder, driven by keys and commands only.

`BUNDLE` names a bundle to test; without it one is made here, which takes half a minute.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.scans import image_bytes, pdf_bytes
from support.serving import serving
from support.virtual_screen import running, virtual_screen, wait_until

from casework.catalogue_load import load
from casework.clock import SystemClock
from casework.identity import uscc_with_check_digit
from resources.catalogue import files

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and xdotool are of Linux"),
    pytest.mark.xdist_group("bundle"),
]

ROOT = Path(__file__).parents[2]
PASSWORD = "an-invented-password"
CODE = uscc_with_check_digit("91510600MA6X1234X")
MATTER = "AGR-006"
TROUBLE = 4
FOREIGN = ("PYTHON", "QT_", "COUNTER_", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """The folder of the bundle."""
    if os.environ.get("BUNDLE"):
        yield Path(os.environ["BUNDLE"]).resolve()
        return
    out = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", out / "dist", "--workpath", out / "work", ROOT / "build.spec"]
    subprocess.run([*command, *places], cwd=ROOT, check=True, timeout=200)
    yield out / "dist" / "desk"
    shutil.rmtree(out)


@dataclass(frozen=True)
class Desk:
    """A bundle with a place for its data; nothing of the machine's Python is in its environment."""

    bundle: Path
    folder: Path
    server: str

    @property
    def papers(self):
        return self.folder / "papers"

    @property
    def environ(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        settings = {
            "COUNTER_DATA_FOLDER": self.folder / "data",
            "COUNTER_KEY_FILE": self.folder / "config" / "desk.key",
            "COUNTER_WITNESS_FILE": self.folder / "witness" / "witness",
            "COUNTER_PRINT_FOLDER": self.papers,
            "COUNTER_SERVER": self.server,
        }
        own = {"HOME": self.folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        return {**kept, **{name: str(value) for name, value in (own | settings).items()}}

    def command(self, *arguments, said=""):
        """Run the bundled command line and return what it gives."""
        done = subprocess.run(
            [self.bundle / "counterctl", "--json", *arguments],
            env=self.environ,
            input=said,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def window(self, environ=None):
        return running([self.bundle / "counter-app"], environ or self.environ, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def desk(bundle, tmp_path):
    """An enrolled desk with a clerk at it, both by the bundled command line."""
    with serving(tmp_path / "server", SystemClock()) as server:
        server.doors.people.add_clerk("C01", "李国栋", "Li Guodong", PASSWORD)
        made = Desk(bundle, tmp_path / "desk", server.address)
        made.folder.mkdir()
        enrolled = made.command("enrol", server.doors.devices.make_code("W01", 1, secrets.token_bytes(10)))
        assert enrolled["place"]["window"] == "W01"
        assert made.command("sign-in", "C01", said=f"{PASSWORD}\n")["clerk"]["name"] == "李国栋"
        yield made


@pytest.fixture
def screen(tmp_path):
    """A virtual screen; what it showed last lies in the test's folder."""
    with virtual_screen() as made:
        yield made
        made.picture(tmp_path / "screen.png")


def contents(folder):
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def kinds_of(papers):
    return sorted(file.name.split(".")[-2] for file in papers.glob("*.pdf"))


def test_a_whole_case_is_accepted_by_keys_and_its_papers_come_out(desk, screen, tmp_path):
    as_delivered = contents(desk.bundle)
    with desk.window(screen.environ(desk.environ)) as process:
        screen.focus(process)
        screen.press("F2")
        screen.type("nyjyxk")  # 农药经营许可
        for value in (CODE, "Mianzhu Fenggu Farm Supplies", "Wang Degui", "13981072254"):
            screen.type(value)
        screen.press(*["Return"] * len(("agent's number", "agent", "agent's phone", "authority")))
        screen.press(*["space"] * len(load(files()).known_matter(MATTER).materials))
        screen.picture(tmp_path / "filled-in.png")
        screen.press("F9")
        wait_until(lambda: len(kinds_of(desk.papers)) >= 3, "the papers")
        screen.picture(tmp_path / "accepted.png")
        # Without a window manager nobody can ask a window to close; the case must outlive this, too.
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
    assert kinds_of(desk.papers) == ["acceptance-notice", "acceptance-notice", "receipt-slip"]
    assert all(file.read_bytes().startswith(b"%PDF-") for file in desk.papers.glob("*.pdf"))
    (case,) = desk.command("find", CODE)["cases"]
    assert (case["matter"], case["stage"]) == (MATTER, "accepted")
    assert case["applicant"] == "Mianzhu Fenggu Farm Supplies"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf_bytes(script="app.alert('x')"))
    attached = desk.command("attach", case["number"], load(files()).known_matter(MATTER).materials[0].code, str(scan))
    assert attached["case"]["number"] == case["number"]
    assert contents(desk.bundle) == as_delivered


def test_it_runs_offscreen_and_a_second_on_the_same_data_is_refused(desk):
    with desk.window() as first:
        maps = Path(f"/proc/{first.pid}/maps")
        wait_until(lambda: "libqoffscreen" in maps.read_text(), "the platform")
        second = subprocess.run(
            [desk.bundle / "counter-app"], env=desk.environ, capture_output=True, text=True, timeout=60, check=False
        )
        assert second.returncode == TROUBLE
        assert "Another desk is running on" in second.stderr
        assert "Traceback" not in second.stderr
        assert first.poll() is None


def test_it_brings_the_data_ready_for_use_and_no_more_of_qt_than_a_desk_draws_with(bundle):
    names = {file.name for file in bundle.rglob("*")}
    faces = {file.stem for file in (ROOT / "resources" / "fonts").glob("*.woff2")}
    assert {f"{face}.ttf" for face in faces} | {"OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt", "desk_en.qm"} <= names
    assert {"libqxcb.so", "libqoffscreen.so", "libqminimal.so", "libibusplatforminputcontextplugin.so"} <= names
    # Python's own sqlite3 asks for it, beside the encrypted one, and a bare machine has none.
    assert any(name.startswith("libsqlite3.so") for name in names)
    assert not [name for name in names if name.endswith((".woff2", ".ts"))]
    assert not [
        name for name in names if name.startswith(("libqgtk", "libgtk", "libQt6Qml", "libQt6Quick", "libQt6Pdf"))
    ]
    assert not [file for file in bundle.rglob("*") if file.is_symlink() and not file.exists()]


@pytest.mark.parametrize("made", [image_bytes("PNG"), pdf_bytes(pages=2)], ids=["an image", "a PDF"])
def test_it_draws_scanned_papers_anew(bundle, made):
    given = json.dumps([len(made)]).encode() + b"\n" + made
    done = subprocess.run([bundle / "counter-app", "--join-papers"], input=given, capture_output=True, check=True)
    assert b'"code"' not in done.stdout
    assert b'"signed": false' in done.stdout


def test_it_reads_codes_in_pictures(bundle):
    done = subprocess.run(
        [bundle / "counter-app", "--read-codes"], input=image_bytes("PNG"), capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {"texts": []}
