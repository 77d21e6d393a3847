"""A printer that wants paper, at a real window: it is said, and the papers come out by themselves or on a key."""

import pytest
from support.desks import NotedDriver, a_desk, received

from counter_app.store.printouts import JobState
from counter_app.ui.kit.text import Text
from counter_app.ui.queue_acts import ASK_EVERY_TICKS
from counter_app.ui.start import make_window
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result

READY = DeviceState(Readiness.READY)
EMPTY = DeviceState(Readiness.ATTENTION, ("media-empty",))
AWAY = DeviceState(Readiness.UNKNOWN, ("offline",))


class Printer(NotedDriver):
    """A printer that says how it is."""

    says = EMPTY

    def send(self, paper, job_id):
        if self.says is not READY:
            return Outcome(Result.FAILED, "printing.device_not_ready", holds=self.says)
        return super().send(paper, job_id)

    def status(self):
        return self.says


@pytest.fixture
def place(tmp_path):
    made = a_desk(tmp_path, driver=Printer())
    received(made)
    made.print_owed()
    yield made
    made.close()


@pytest.fixture
def window(place, qtbot):
    made = make_window(place)
    qtbot.addWidget(made.shell)
    made.start()
    qtbot.waitUntil(made.shell.isActiveWindow)
    qtbot.waitUntil(lambda: not made.printing.busy)
    made.do("outbox")
    yield made
    made.close()
    made.shell.hide()


def said(window):
    return [text.text() for text in window.outbox_page.prints.findChildren(Text) if text.isVisible()]


def message(window):
    return window.shell.hint_line._message.text()


def out(place):
    return [job.state for job in place.store.printouts.in_states(JobState.PRINTED)]


def test_the_outbox_says_what_the_printer_wants_and_every_page_shows_it(window):
    assert "打印机缺纸，1 张在等。弄好就会自己接着打。" in said(window)
    (printer,) = [one for one in window.frame.view(window.workplace.sync.status()).devices if one.word]
    assert printer.word == "缺纸"


def test_the_papers_come_out_by_themselves_once_there_is_paper(place, window, qtbot):
    for _ in range(ASK_EVERY_TICKS):
        window.tick()
    qtbot.waitUntil(lambda: not window.printing.busy)
    assert out(place) == []
    place.printer.driver.says = READY
    for _ in range(ASK_EVERY_TICKS):
        window.tick()
    qtbot.waitUntil(lambda: out(place) == [JobState.PRINTED])
    qtbot.waitUntil(lambda: "缺纸" not in "".join(said(window)))
    assert not any(one.word for one in window.frame.view(window.workplace.sync.status()).devices)


def test_one_that_cannot_answer_is_tried_again_by_a_key(place, window, qtbot):
    window.do("resume_prints")
    qtbot.waitUntil(lambda: "1 张还在等" in message(window))
    place.printer.driver.send = lambda paper, job: NotedDriver.send(place.printer.driver, paper, job)
    place.printer.driver.says = AWAY
    window.do("resume_prints")
    qtbot.waitUntil(lambda: out(place) == [JobState.PRINTED])
    qtbot.waitUntil(lambda: message(window) == "接着打了")
