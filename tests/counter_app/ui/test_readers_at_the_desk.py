"""A reader on a serial line at a real window: it leads like any scan, is tried out, is pulled out and comes back."""

import io
import os
import pty
import termios
import threading
import time
import tty

import pytest
import segno
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from support.desks import a_desk, accepted, resident_id
from support.shown import at_work

from counter_app.devices.readings import MOST_A_SECOND, MOST_AT_ONCE
from counter_app.presenters.scan_trials import MOST_ROWS
from counter_app.presenters.shell_views import Device
from counter_app.presenters.views import Tone
from counter_app.settings import Sources
from counter_app.ui.acts import Scope
from counter_app.ui.camera import Camera, texts_in
from counter_app.ui.reader_watch import ReaderWatch


class Cable:
    """A serial line with a name that stays, whatever is plugged in."""

    def __init__(self, folder):
        self.path = folder / "ttyUSB0"
        self._ends = ()

    def plug_in(self):
        here, there = pty.openpty()
        tty.setraw(there)
        self._ends = (here, there)
        self.path.symlink_to(os.ttyname(there))

    def send(self, text):
        os.write(self._ends[0], text.encode() + b"\r")

    def pull_out(self):
        self.path.unlink(missing_ok=True)
        for end in self._ends:
            os.close(end)
        self._ends = ()


@pytest.fixture
def cable(tmp_path):
    made = Cable(tmp_path)
    made.plug_in()
    yield made
    made.pull_out()


@pytest.fixture
def desk(tmp_path, cable, qtbot):
    (tmp_path / "counter.toml").write_text(f'barcode_reader = "serial:{cable.path}"\n')
    place = a_desk(tmp_path, origin=Sources(tmp_path / "counter.toml", {}))
    with at_work(place, qtbot, ticking=False) as window:
        window.scanning.readers._retry_s = 0.05
        window.scanning.hold(place.sources.read().settings)
        qtbot.waitUntil(lambda: window.frame.barcode_reader is not None)
        yield window


def stands(desk):
    """How the reader stands; None before anything is known."""
    return desk.frame.barcode_reader and desk.frame.barcode_reader.well


def said(desk):
    return desk.shell.hint_line._message.text()


def test_a_scan_from_the_line_opens_its_case_from_any_page_and_is_a_hand_at_the_desk(desk, cable, qtbot):
    case = accepted(desk.workplace)
    desk.do("new")
    heard = []
    desk.scanning.heard.connect(lambda: heard.append(True))
    cable.send(case.serial)
    qtbot.waitUntil(lambda: desk.shell.scope is Scope.CASE)
    assert desk.case.case_id == case.id
    assert heard == [True]


def test_nothing_is_opened_over_the_lock(desk, cable, qtbot):
    case = accepted(desk.workplace)
    desk.do("lock")
    with qtbot.waitSignal(desk.scanning.heard):
        cable.send(case.serial)
    assert desk.shell.scope is Scope.LOCK


def test_a_reader_that_is_pulled_out_is_told_once_and_comes_back_by_itself(desk, cable, qtbot):
    assert stands(desk)
    told = []
    desk.scanning.stands.connect(told.append)
    cable.pull_out()
    qtbot.waitUntil(lambda: stands(desk) is False)
    assert "没有接上" in said(desk)
    qtbot.wait(300)
    cable.plug_in()
    qtbot.waitUntil(lambda: stands(desk))
    assert [trouble and trouble.code for trouble in told] == ["barcode.reader_away", None]
    assert Device.BARCODE_READER in {state.device for state in desk.frame._devices(desk.frame._link(status(desk)))}
    case = accepted(desk.workplace)
    cable.send(case.number)
    qtbot.waitUntil(lambda: desk.shell.scope is Scope.CASE)


def status(desk):
    return desk.workplace.sync.status()


def test_the_test_page_says_what_came_from_where_how_fast_and_whether_it_is_right(desk, cable, qtbot):
    case = accepted(desk.workplace)
    desk.do("settings")
    page = desk.around.settings_page
    page.pills.choose(2)
    wrong = case.serial[:-1] + str((int(case.serial[-1]) + 1) % 10)
    for text in (case.serial, wrong, "what is this", resident_id(5)):
        with qtbot.waitSignal(desk.scanning.tried):
            cable.send(text)
    assert [row.tone for row in page.tried] == [Tone.OK, Tone.WARN, Tone.BAD, Tone.OK]
    assert desk.shell.scope is Scope.SETTINGS
    newest, _, miscopied, first = (row.text for row in page.tried)
    assert resident_id(5) not in newest
    assert case.serial in first
    assert "ttyUSB0" in first
    assert "抄错" in miscopied
    assert str(desk.around.settings_page._reader_said.text()).startswith("扫码枪接上了")
    for number in range(MOST_ROWS):
        with qtbot.waitSignal(desk.scanning.tried):
            cable.send(f"code {number}")
    assert len(page.tried) == MOST_ROWS
    page.pills.choose(1)
    assert page.tried == ()


def test_a_line_that_only_rustles_does_not_drown_the_screen_and_is_told(cable, qtbot):
    watch, came, stood = ReaderWatch(), [], []
    watch.scanned.connect(lambda text, *_: came.append(text))
    watch.stood.connect(stood.append)
    begun_s = time.monotonic()
    watch.watch(f"serial:{cable.path}")
    ended = threading.Event()

    def rustle():
        while not ended.is_set():
            cable.send("\r".join(["003000000017"] * 100))

    rustling = threading.Thread(target=rustle, daemon=True)
    rustling.start()
    try:
        qtbot.waitUntil(lambda: stood[-1:] != [] and stood[-1] is not None, timeout=30_000)
    finally:
        ended.set()
        watch.close()
        # What stands in a full line is let go, and whoever writes into it too.
        termios.tcflush(cable._ends[0], termios.TCIOFLUSH)
        termios.tcflush(cable._ends[1], termios.TCIOFLUSH)
        rustling.join(10)
    assert stood[-1].code == "barcode.reader_floods"
    assert 0 < len(came) <= MOST_AT_ONCE + MOST_A_SECOND * (time.monotonic() - begun_s)


def test_another_reader_holds_at_once_and_the_first_line_is_free(desk, qtbot, tmp_path):
    desk.do("settings")
    desk.around.settings_acts._change("barcode_reader", f"serial:{tmp_path / 'none'}")
    qtbot.waitUntil(lambda: stands(desk) is False)
    desk.around.settings_acts._change("barcode_reader", "")
    assert desk.frame.barcode_reader is None
    assert desk.scanning.readers._thread is None


def test_a_setting_that_names_no_reader_is_told_beside_it(qtbot):
    watch = ReaderWatch()
    with qtbot.waitSignal(watch.stood) as told:
        watch.watch("serial:/dev/x?baud=1")
    assert told.args[0].code == "barcode.setting"
    watch.close()


# --- pictures ---


def picture(*texts):
    image = Image.new("RGB", (900, 420), "white")
    for place, text in enumerate(texts):
        out = io.BytesIO()
        segno.make(text, error="q", micro=False).save(out, kind="png", scale=6, border=4)
        image.paste(Image.open(out).convert("RGB"), (20 + 440 * place, 40))
    ImageDraw.Draw(image).text((10, 5), "a paper", fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def dropped(desk, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.shell, QDragEnterEvent(QPoint(50, 50), *how))
    event = QDropEvent(QPointF(50, 50), *how)
    QApplication.sendEvent(desk.shell, event)
    assert event.isAccepted()


def test_a_picture_dropped_on_the_window_leads_to_its_case(desk, tmp_path, qtbot):
    case = accepted(desk.workplace)
    file = tmp_path / "photo.png"
    file.write_bytes(picture("https://elsewhere.example/x", case.number))
    dropped(desk, file)
    qtbot.waitUntil(lambda: desk.shell.scope is Scope.CASE)
    assert desk.case.case_id == case.id


def test_a_picture_without_a_code_and_one_that_is_gone_are_told(desk, tmp_path, qtbot):
    file = tmp_path / "photo.png"
    file.write_bytes(picture())
    dropped(desk, file)
    qtbot.waitUntil(lambda: "没有读出码" in said(desk))
    file.unlink()
    dropped(desk, file)
    qtbot.waitUntil(lambda: "打不开" in said(desk))


def test_a_picture_is_chosen(desk, tmp_path, qtbot):
    case = accepted(desk.workplace)
    file = tmp_path / "photo.png"
    file.write_bytes(picture(case.serial))
    desk.do("read_codes")
    dialog = desk.shell.findChild(QFileDialog, "code_file")
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: desk.shell.scope is Scope.CASE)


def frame(text, width=641):
    image = QImage.fromData(picture(text)).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def test_a_frame_of_a_camera_is_read_whatever_its_width():
    for width in (640, 641, 2000):
        assert texts_in(frame("003000000017", width)) == ("003000000017",)


def test_a_code_before_the_camera_is_one_scan(qtbot):
    camera, came = Camera("none"), []
    camera.scanned.connect(lambda text, *_: came.append(text))
    for _ in range(3):
        camera.look(frame("003000000017"))
    qtbot.waitUntil(lambda: not camera._lane.busy)
    assert came == ["003000000017"]
    camera.close()


def test_a_camera_that_is_not_there_is_told(qtbot):
    camera = Camera("no such camera")
    with qtbot.waitSignal(camera.stood) as told:
        camera.start()
    assert told.args[0].code == "barcode.no_camera"
    camera.close()
