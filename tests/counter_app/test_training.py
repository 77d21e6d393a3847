"""Training: a store of its own, no server, and the two kinds never mix."""

import pytest
from support.desks import CHEAP_HASHER, MovedClock, NotedDriver, a_desk, accepted, settings_in

from casework.errors import RuleBroken, Trouble
from counter_app.desk.paper_orders import order_job
from counter_app.main import open_desk
from counter_app.training import TRAINEE, open_training, training_settings


@pytest.fixture
def training(tmp_path):
    """Opens the training desk beside the desk in `tmp_path`."""
    made = []

    def make(like=None):
        driver = NotedDriver()
        opened = open_training(settings_in(tmp_path), like, clock=MovedClock(), hasher=CHEAP_HASHER, driver=driver)
        made.append(opened)
        return opened

    yield make
    for opened in made:
        opened.close()


def test_nothing_of_a_training_desk_lies_where_the_real_one_keeps_anything(tmp_path):
    real = settings_in(tmp_path, black_box_folder=str(tmp_path / "box"), server="https://hall.example")
    other = training_settings(real)
    for name in ("data_folder", "key_file", "witness_file", "print_folder"):
        mine, theirs = getattr(real, name), getattr(other, name)
        assert mine != theirs
        assert not theirs.is_relative_to(mine)
        assert not mine.is_relative_to(theirs)
    assert (other.server, other.black_box_folder, other.practice) == ("", "", True)


def test_a_case_accepted_in_training_is_never_in_the_real_store(tmp_path, training):
    real = a_desk(tmp_path)
    practice = training(real.desk.place())
    case = accepted(practice)
    assert "-W999-" in case.number
    assert case.serial.startswith("999")
    assert real.store.journal.case_ids() == ()
    assert real.store.journal.stream().head == 0
    real.close()


def test_every_training_paper_says_so(training):
    practice = training()
    accepted(practice)
    jobs = practice.print_owed().value
    assert jobs
    assert all(job.state.value == "printed" for job in jobs)
    assert {order_job(practice.desk, job).material.marks.practice for job in jobs} == {True}


def test_whoever_comes_is_a_trainee_and_no_server_is_asked(training):
    practice = training()
    assert practice.desk.clerk() == TRAINEE
    session = practice.sign_in("0456", "anything").value
    assert session.clerk.name == TRAINEE.name


def test_a_training_desk_is_never_enrolled(training):
    practice = training()
    for enrol in (practice.enrol, practice.enrol_again):
        with pytest.raises(RuleBroken, match=r"training\.no_server"):
            enrol("ABCD-EFGH")


def test_a_real_store_is_refused_to_training_and_stays_usable(tmp_path):
    a_desk(tmp_path).close()
    with pytest.raises(Trouble, match=r"training\.real_store"):
        open_desk(settings_in(tmp_path, practice=True))
    open_desk(settings_in(tmp_path)).close()


def test_a_training_store_is_refused_to_a_real_desk(tmp_path, training):
    training().close()
    theirs = training_settings(settings_in(tmp_path))
    mine = settings_in(
        tmp_path, data_folder=theirs.data_folder, key_file=theirs.key_file, witness_file=theirs.witness_file
    )
    with pytest.raises(Trouble, match=r"training\.of_training"):
        open_desk(mine)


def test_training_goes_on_where_it_was_left(training):
    first = training()
    case = accepted(first)
    first.close()
    assert training().store.journal.case_ids() == (case.id,)
