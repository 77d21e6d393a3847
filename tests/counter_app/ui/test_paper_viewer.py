"""Papers as pictures: thumbnails in the case, one paper large, by keys only."""

import hashlib
import io
import threading
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas
from support.desks import MATTER, a_desk, accepted
from support.offices import Office

from casework.errors import RuleBroken
from casework.events import BlobRef
from casework.facts import CaseDecided, Outcome, ReceivedByDepartment
from casework.sentences import say
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm
from counter_app.desk.paper_picture import Picture
from counter_app.presenters.case_views import ScanView
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.paper_viewer import PaperViewer
from counter_app.ui.gallery.case_world import case_view
from counter_app.ui.gallery.gallery import chinese
from counter_app.ui.paper_pictures import PaperPictures
from counter_app.ui.start import make_window

SCANS = (ScanView("a" * 64, "申请表"), ScanView("b" * 64, "申请表附页"))


class Drawn:
    """Draws grey pages and remembers what was asked for."""

    def __init__(self):
        self.asked = []
        self.threads = set()

    def __call__(self, sha256, page, longest_px):
        self.asked.append((sha256[0], page, longest_px))
        self.threads.add(threading.current_thread())
        if sha256.startswith("c"):
            raise RuleBroken("paper.broken")
        width, height = max(1, longest_px * 3 // 4), longest_px
        return Picture(width, height, bytes([200]) * (width * height * 3), pages=2)


@pytest.fixture
def drawn():
    return Drawn()


@pytest.fixture
def pictures(drawn, gallery):
    made = PaperPictures(drawn, gallery.shell)
    yield made
    made.close()


@pytest.fixture
def opened(gallery, theme, pictures, qtbot):
    """Opens the viewer from the papers of the case, as the page does."""
    gallery.shell.go(Scope.CASE)
    gallery.case.go_to_part(3)

    def show(scans=SCANS):
        viewer = PaperViewer(theme, gallery.shell, scans, pictures, lambda error: say(error, "zh"))
        viewer.open()
        qtbot.waitUntil(viewer.isActiveWindow)
        qtbot.waitUntil(lambda: viewer.canvas._shown is not None)
        return viewer

    return show


def test_enter_on_a_paper_asks_to_open_it(gallery, qtbot):
    gallery.shell.go(Scope.CASE)
    gallery.case.go_to_part(3)
    gallery.case.papers.table.go_to(2)
    with qtbot.waitSignal(gallery.case.paper_opened) as heard:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard.args == [2]


def test_a_page_is_fitted_into_the_window_and_esc_gives_the_focus_back(gallery, opened, qtbot):
    viewer = opened()
    room = viewer._scroll.viewport().size()
    assert viewer.canvas.width() <= room.width()
    assert viewer.canvas.height() <= room.height()
    assert max(viewer.canvas.width() / room.width(), viewer.canvas.height() / room.height()) > 0.99
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    gallery.shell.activateWindow()
    qtbot.waitUntil(gallery.shell.isActiveWindow)
    assert QApplication.focusWidget() is gallery.case.papers.table


def test_plus_comes_nearer_and_nought_fits_again(opened, qtbot):
    viewer = opened()
    before = viewer.canvas.size()
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: viewer.canvas._shown is not None)
    assert viewer.canvas.width() > before.width()
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.canvas.size() == before
    qtbot.keyClick(viewer, Qt.Key.Key_Minus)
    assert viewer.canvas.size() == before


def test_r_turns_by_a_quarter(opened, qtbot):
    viewer = opened()
    assert viewer.canvas.height() > viewer.canvas.width()
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: viewer.canvas._shown is not None and viewer.canvas.width() > viewer.canvas.height())


def test_pages_go_on_over_the_end_of_a_file_and_back(opened, qtbot):
    viewer = opened()
    places = []
    for _ in range(4):
        qtbot.waitUntil(lambda: viewer.canvas._shown is not None)
        places.append(viewer.place)
        qtbot.keyClick(viewer, Qt.Key.Key_PageDown)
    assert places == [(0, 0), (0, 1), (1, 0), (1, 1)]
    qtbot.keyClick(viewer, Qt.Key.Key_PageUp)
    assert viewer.place == (1, 0)
    assert "文件 2/2" in viewer.accessibleName()


def test_a_broken_file_shows_a_symbol_and_a_sentence(opened):
    viewer = opened((ScanView("c" * 64, "坏了的"),))
    assert viewer.canvas._shown.image is None
    assert "重扫" in viewer.accessibleDescription()
    assert not viewer.canvas.grab().isNull()


def test_a_picture_is_drawn_once_beside_the_screens_thread(pictures, drawn, qtbot):
    with qtbot.waitSignal(pictures.arrived):
        assert pictures.picture("a" * 64, 0, 50) is None
        assert pictures.picture("a" * 64, 0, 50) is None
    assert pictures.picture("a" * 64, 0, 50).pages == 2
    assert drawn.asked == [("a", 0, 50)]
    assert threading.main_thread() not in drawn.threads


def test_the_pictures_that_are_kept_are_bounded(pictures, qtbot):
    for page in range(40):
        with qtbot.waitSignal(pictures.arrived):
            pictures.picture("a" * 64, page, 1500)
    assert pictures.kept_bytes() <= 96 * 1024 * 1024
    assert pictures.picture("a" * 64, 39, 1500) is not None


def test_thumbnails_come_at_twice_their_size_and_a_broken_one_stays_a_drawn_sheet(gallery, pictures, drawn, qtbot):
    gallery.case.papers.take_pictures(pictures)
    view = case_view(chinese)
    rows = (replace(view.papers[0], scans=SCANS[:1]), replace(view.papers[1], scans=(ScanView("c" * 64, "坏"),)))
    gallery.case.show_view(replace(view, papers=rows))
    gallery.shell.go(Scope.CASE)
    qtbot.waitUntil(lambda: {asked[0] for asked in drawn.asked} == {"a", "c"})
    assert all(longest >= 78 for _, _, longest in drawn.asked)
    assert not gallery.case.papers.table.grab().isNull()


@pytest.fixture
def place(tmp_path):
    workplace = a_desk(tmp_path)
    yield workplace
    workplace.close()


@pytest.fixture
def at_work(place, qtbot):
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    window.shell.activateWindow()
    yield window
    window.close()


def test_the_scans_of_a_case_are_opened_from_the_store_by_keys(place, at_work, qtbot):
    case = accepted(place)
    material = place.desk.catalogue.matter(MATTER).materials[0].code
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    form = AttachForm(case_id=case.id, material=material, pages=1, title="第一页", name="a.png")
    attach(place.desk, form, out.getvalue())
    at_work.open_case(case.id)
    at_work.case_page.go_to_part(3)
    table = at_work.case_page.papers.table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    viewer = at_work.shell.findChild(PaperViewer)
    qtbot.waitUntil(lambda: viewer.canvas._shown is not None)
    assert viewer.canvas._shown.image is not None
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "没有扫描件" in at_work.shell.hint_line._message.text()


def decided(place, case, *documents):
    """Let the department decide, and its documents arrive."""
    office, blobs = Office(place), []
    for number, content in enumerate(documents, start=1):
        sha256 = hashlib.sha256(content).hexdigest()
        blobs.append(BlobRef(sha256=sha256, size=len(content), mime="application/pdf", name=f"决定书{number}.pdf"))
    office.judge()
    office.state(ReceivedByDepartment(received_on=place.desk.today()), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=place.desk.today()), case.id, blobs=tuple(blobs))
    office.deliver()


def a_pdf(text):
    canvas = Canvas(out := io.BytesIO())
    canvas.drawString(100, 700, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_documents_of_a_decision_are_shown_small_and_large_by_keys(place, at_work, qtbot):
    case, documents = accepted(place), (a_pdf("one"), a_pdf("two"))
    decided(place, case, *documents)
    at_work.open_case(case.id)
    answer = at_work.case_page.answer
    at_work.case_page.go_to_part(4)
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    assert not at_work.shell.findChildren(PaperViewer)
    for content in documents:
        place.store.blobs.files.put(content)
    at_work._draw_now()
    first = hashlib.sha256(documents[0]).hexdigest()
    qtbot.waitUntil(lambda: shown_small(at_work, first))
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    viewer = at_work.shell.findChild(PaperViewer)
    qtbot.waitUntil(lambda: viewer.canvas._shown is not None)
    assert viewer.canvas._shown.image is not None
    assert "决定书1.pdf" in viewer.accessibleName()
    assert "文件 1/2" in viewer.accessibleName()
    qtbot.keyClick(viewer, Qt.Key.Key_PageDown)
    assert viewer.place == (1, 0)


def shown_small(window, sha256):
    """Whether the picture of a paper was drawn for its thumbnail."""
    window.case_page.answer.thumbnail.grab()
    return any(key[0] == sha256 and shown.image is not None for key, shown in window._papers.pictures._kept.items())


def test_a_click_on_the_small_picture_opens_the_document(place, at_work, qtbot):
    case, document = accepted(place), a_pdf("one")
    decided(place, case, document)
    place.store.blobs.files.put(document)
    at_work.open_case(case.id)
    qtbot.mouseClick(at_work.case_page.answer.thumbnail, Qt.MouseButton.LeftButton)
    assert at_work.shell.findChild(PaperViewer) is not None
