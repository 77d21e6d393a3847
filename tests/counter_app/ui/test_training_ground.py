"""From the lock into training and back, by keys."""

import pytest
from support.desks import CHEAP_HASHER, NotedDriver, a_desk, accepted

from casework.errors import Trouble
from counter_app.desk.sign_in import sign_out
from counter_app.training import open_training
from counter_app.ui.acts import Scope
from counter_app.ui.start import make_window
from counter_app.ui.training_ground import TrainingGround


@pytest.fixture
def ground(tmp_path, qtbot):
    """A locked desk that leads to a training ground."""
    place = a_desk(tmp_path)
    sign_out(place.desk)
    window = make_window(place)
    qtbot.addWidget(window.shell)

    def opened():
        return open_training(place.settings, place.desk.place(), hasher=CHEAP_HASHER, driver=NotedDriver())

    made = TrainingGround(window, opened)
    window.start()
    qtbot.waitUntil(window.shell.isActiveWindow)
    yield made
    made.close()
    window.close()
    window.shell.hide()
    place.close()


def alt_5(window):
    window.shell._actions["part 5"].trigger()


def entered(ground, qtbot):
    alt_5(ground._real)
    qtbot.waitUntil(lambda: ground.window is not None)
    return ground.window


def test_the_lock_leads_into_training_which_is_marked_on_every_page(ground, qtbot):
    training = entered(ground, qtbot)
    assert training.shell.scope is Scope.NEW
    assert training.shell.isVisible()
    assert not ground._real.shell.isVisible()
    for act in ("new", "work_list", "outbox", "settings"):
        training.shell._actions[act].trigger()
        assert training.shell.banner.isVisible()
        assert training.shell._watermark.isVisible()
        assert training.shell._watermark.size() == training.shell.size()


def test_training_is_left_from_its_lock_only_and_the_real_desk_is_as_it_was(ground, qtbot):
    training = entered(ground, qtbot)
    accepted(training.workplace)
    alt_5(training)
    assert ground.window is training
    training.shell._actions["lock"].trigger()
    assert training.shell.banner.isVisible()
    alt_5(training)
    assert ground.window is None
    real = ground._real
    assert real.shell.isVisible()
    assert real.shell.scope is Scope.LOCK
    assert real.workplace.store.journal.case_ids() == ()
    assert real.workplace.store.clerks.session() is None


def test_training_can_be_entered_again(ground, qtbot):
    for _ in range(2):
        training = entered(ground, qtbot)
        training.shell._actions["lock"].trigger()
        alt_5(training)
    assert ground._real.shell.isVisible()


def test_a_language_switched_in_training_holds_at_the_real_desk(ground, qtbot):
    training = entered(ground, qtbot)
    training.shell._actions["language"].trigger()
    training.shell._actions["lock"].trigger()
    alt_5(training)
    assert ground._real.frame.words.lang == "en"
    training = entered(ground, qtbot)
    training.shell._actions["language"].trigger()


def test_a_training_store_that_cannot_be_opened_is_told_and_the_lock_stays(ground, qtbot):
    def refuse():
        raise Trouble("local.disk_full")

    ground._open = refuse
    alt_5(ground._real)
    qtbot.waitUntil(lambda: not ground._lane.busy)
    assert ground.window is None
    assert ground._real.shell.isVisible()


def test_training_keeps_away_from_the_network(ground, qtbot):
    training = entered(ground, qtbot)
    for _ in range(3):
        training.tick()
    assert training.workplace.sync.status().contact.failures == 0
