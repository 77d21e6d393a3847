"""A whole day at one window: sixty visits by keys and scans, a cut line, a power cut, and then the books are compared.

The desk is the real window over its real store, the server a real one behind a socket that can be cut. What every store
must hold is told from the script of the day alone (`benchmarks.full_day`).
"""

import os
import secrets
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtWidgets import QApplication
from support.desks import CHEAP_HASHER, settings_in
from support.serving import serving

from benchmarks.demo.agreement import compare, read_server, read_window
from benchmarks.demo.link import Link
from benchmarks.full_day.books import differences, kept_at_desk, kept_at_server, papers_out, typed
from benchmarks.full_day.play import Play
from benchmarks.full_day.script import CLERKS, PASSWORD, VISITS, Ending, full_day
from casework import catalogue_load
from casework.clock import SystemClock
from counter_app.main import open_desk
from counter_app.ui.acts import Scope
from counter_app.ui.start import make_window
from resources.catalogue import files
from sync_server.verify import Verifier

TESTS = Path(__file__).parents[1]
OPENING = datetime(2026, 9, 22, 1, 0, tzinfo=UTC)
NOON, POWER_CUT, BACK = 24, 36, 50
"""Before these visits the line is cut, the power fails in the middle of one, and the line comes back."""


class DayClock:
    """A clock that goes, and began at nine o'clock of a day that does not change."""

    def __init__(self, ahead_s):
        self.ahead = timedelta(seconds=ahead_s)

    def now(self):
        return SystemClock().now() + self.ahead


def opened(folder, address, ahead_s):
    return open_desk(settings_in(folder, server=address), clock=DayClock(ahead_s), hasher=CHEAP_HASHER)


def wait_idle(window):
    """Let eleven minutes pass without a key."""
    idle = window.around.idle
    real, idle._monotonic_s = idle._monotonic_s, lambda: idle._touched_s + 660
    window.tick()
    idle._monotonic_s = real


AFTERNOON = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from benchmarks.full_day.play import Play
from benchmarks.full_day.script import full_day
from counter_app.ui.start import make_window
from journeys.test_full_day import NOON, POWER_CUT, opened, wait_idle

place = opened(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
window = make_window(place)
window.start()
play = Play(window, wait_idle)
visits = full_day(place.desk.catalogue)

def steps():
    yield from play.day(visits[NOON:POWER_CUT])
    yield lambda: not window.printing.busy
    yield from play.begin(visits[POWER_CUT])
    half = visits[POWER_CUT].applicant.phone[:5].encode()
    clerk = visits[POWER_CUT].clerk.code
    yield lambda: any(b'"phone":"' + half + b'"' in draft.content for draft in place.store.drafts.of(clerk))
    print("half typed", flush=True)

coming, waits = steps(), [None]

def go_on():
    while waits[0] is None or waits[0]():
        waits[0] = next(coming, lambda: False)
        if waits[0] is None:
            QApplication.processEvents()

timer = QTimer()
timer.timeout.connect(go_on)
timer.start(1)
QApplication.exec()
"""


class Day:
    """The day's stage: one server, a line that can be cut, and the desk's folder."""

    def __init__(self, folder, server, line, ahead_s, qtbot):
        self.folder, self.server, self.line, self.ahead_s, self.qtbot = folder, server, line, ahead_s, qtbot
        self.address = f"http://127.0.0.1:{line.port}"
        self.made = []

    def open(self):
        place = opened(self.folder, self.address, self.ahead_s)
        if place.desk.store.meta.place() is None:
            place.enrol(self.server.doors.devices.make_code("W01", 1, secrets.token_bytes(10)))
        window = make_window(place)
        self.qtbot.addWidget(window.shell)
        window.start()
        self.qtbot.waitUntil(window.shell.isActiveWindow)
        self.made.append((window, place))
        return window

    def close(self):
        while self.made:
            window, place = self.made.pop()
            window.close()
            window.shell.hide()
            place.close()

    def perform(self, steps):
        """Press the keys, let the screen breathe, and wait where the clerk would."""
        for number, wait in enumerate(steps):
            if wait is not None or not number % 6:
                QApplication.processEvents()
            if wait is not None:
                self.qtbot.waitUntil(wait)

    def play(self, window, visits):
        self.perform(Play(window, wait_idle).day(visits))
        self.qtbot.waitUntil(lambda: not window.printing.busy, timeout=30_000)

    def power_cut(self):
        """The afternoon in a process of its own, which is killed while a form is half typed."""
        paths = os.pathsep.join((str(TESTS), str(TESTS.parent)))
        clerk = subprocess.Popen(
            [sys.executable, "-c", AFTERNOON, str(self.folder), self.address, str(self.ahead_s)],
            env={**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert any(line.strip() == "half typed" for line in clerk.stdout)
        finally:
            clerk.kill()
            clerk.communicate()


@pytest.fixture
def visits():
    return full_day(catalogue_load.load(files()))


@pytest.fixture
def day(tmp_path, qtbot):
    ahead_s = (OPENING - SystemClock().now()).total_seconds()
    with serving(tmp_path / "server", DayClock(ahead_s)) as server:
        for clerk in CLERKS:
            server.doors.people.add_clerk(clerk.code, clerk.name, clerk.name_en, PASSWORD)
        with Link(urlsplit(server.address).port) as line:
            staged = Day(tmp_path / "desk", server, line, ahead_s, qtbot)
            yield staged
            staged.close()


def test_after_a_day_with_interruptions_a_cut_line_and_a_power_cut_every_store_holds_what_was_typed(
    day, visits, qtbot, tmp_path
):
    window = day.open()
    day.play(window, visits[:NOON])
    assert window.workplace.sync.status().online
    day.close()

    day.line.cut()
    day.power_cut()

    window = day.open()
    half = visits[POWER_CUT]
    field = QApplication.focusWidget()
    assert window.shell.scope is Scope.NEW
    assert (field.objectName(), field.text(), field.cursorPosition()) == ("phone", half.applicant.phone[:5], 5)
    play = Play(window, wait_idle)
    day.perform(play.go_on(half))
    day.perform(play.day(visits[POWER_CUT + 1 : BACK]))
    window.tick()
    assert not window.workplace.sync.status().online

    day.line.mend()
    window.workplace.sync.retry_now()
    day.perform(play.day(visits[BACK:]))
    qtbot.waitUntil(lambda: not window.printing.busy and not window.network.busy, timeout=30_000)
    left = [draft.title for clerk in CLERKS for draft in window.workplace.store.drafts.of(clerk.code)]
    while window.workplace.sync.status().waiting:
        window.workplace.sync.retry_now()
        window.workplace.sync.run()
    day.close()

    wanted = typed(visits)
    folder = tmp_path / "desk"
    at_desk = kept_at_desk(folder / "data" / "desk.db", folder / "config" / "desk.key")
    at_server = kept_at_server(tmp_path / "server" / "server.sqlite3")
    assert "\n".join(differences(wanted, at_desk)) == ""
    assert "\n".join(differences(wanted, at_server)) == ""
    assert papers_out(folder / "papers") == sum((account.papers for account in wanted), Counter())
    (walked_off,) = [visit for visit in visits if visit.ending is Ending.WALKED_OFF]
    assert left == [f"{walked_off.matter.name_zh} {walked_off.applicant.name}"]
    held, owners = read_server(tmp_path / "server" / "server.sqlite3")
    own = read_window("W01", folder / "data" / "desk.db", folder / "config" / "desk.key", "W01")
    assert compare(held, [own], {}, owners).findings == []
    assert Verifier(day.server.doors.store, day.server.doors.blobs.folder).run().differences == ()


def test_the_day_has_sixty_visits_at_all_nine_departments_and_every_ending(visits):
    taken = [visit for visit in visits if visit.ending is not Ending.WALKED_OFF]
    assert len(taken) == VISITS == len({(visit.matter.code, visit.applicant.id_number) for visit in taken})
    assert len({visit.matter.department for visit in taken}) == 9
    assert {visit.ending for visit in visits} == set(Ending)


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        (lambda kept: kept[:-1], "lost: "),
        (lambda kept: [*kept, kept[0]], "2 times instead of 1: "),
        (lambda kept: [replace(kept[0], said={**kept[0].said, "applicant.phone": "1"}), *kept[1:]], "phone is '1'"),
        (lambda kept: [replace(kept[0], kinds=kept[0].kinds[:1]), *kept[1:]], "stated was "),
        (lambda kept: [replace(kept[0], papers=Counter()), *kept[1:]], "printed were {}"),
        (lambda kept: [replace(kept[0], said={**kept[0].said, "matter": "X"}), *kept], "never typed: X"),
    ],
)
def test_the_comparison_notices_whatever_is_lost_doubled_or_altered(visits, spoiled, told):
    kept = typed(visits)
    assert differences(kept, kept) == []
    (line,) = differences(kept, spoiled(kept))
    assert told in line
