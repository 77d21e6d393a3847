"""The program itself is killed while a clerk types: the next start stands at the same field, behind the same sign."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, opened

from counter_app.ui.acts import Scope
from counter_app.ui.start import make_window

TESTS = Path(__file__).parents[2]
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.desks import opened
from counter_app.ui.start import make_window

window = make_window(opened(Path(sys.argv[1])))
window.start()
window.do("new")
window.form.choose_matter("AGR-006")
name = window.new_page.applicant.edits["name"]
name.setFocus()
QTest.keyClicks(name, "Abcdefgh")
for _ in range(3):
    QTest.keyClick(name, Qt.Key.Key_Left)

def tell_when_saved():
    kept = window.workplace.store.drafts.of("0123")
    if any(b"Abcdefgh" in draft.content for draft in kept):
        print("saved", flush=True)
        waiting.stop()

waiting = QTimer()
waiting.timeout.connect(tell_when_saved)
waiting.start(20)
QApplication.exec()
"""


@pytest.fixture
def folder(tmp_path):
    a_desk(tmp_path).close()
    return tmp_path


def test_a_window_killed_while_somebody_types_comes_back_where_it_was(folder, qtbot):
    paths = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(folder)],
        env={**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert any(line.strip() == "saved" for line in typist.stdout)
    finally:
        typist.kill()
        typist.communicate()
    place = opened(folder)
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    assert window.shell.scope is Scope.NEW
    assert window.new.form.matter == "AGR-006"
    edit = QApplication.focusWidget()
    assert (edit.objectName(), edit.text(), edit.cursorPosition()) == ("name", "Abcdefgh", 5)
    window.close()
    place.close()
