"""Day sheets and test pages: no case knows of them, and what nobody can know is asked like of any other paper."""

import pytest
from support.desks import NotedDriver, a_desk, accepted, opened

from casework.errors import Trouble
from counter_app.desk import prints
from counter_app.desk.prints import Answer
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from printing.drivers.driver import Result
from printing.model import ReportSection

SECTIONS = (ReportSection(title="今天办了 1 件", lines=(("受理", "1 次"),)),)


@pytest.fixture
def driver():
    return NotedDriver()


@pytest.fixture
def place(tmp_path, driver):
    workplace = a_desk(tmp_path, driver=driver)
    yield workplace
    workplace.close()


def open_questions(place):
    return prints.questions(place.desk)


def test_what_came_out_leaves_no_question_and_no_event(place):
    before = place.store.journal.size()
    assert place.print_day_sheet(SECTIONS, "").result is Result.PRINTED
    assert place.print_test_page(place.settings).result is Result.PRINTED
    assert (open_questions(place), place.store.journal.size()) == ((), before)
    assert place.print_owed().value == ()


@pytest.mark.parametrize("what", ["day-sheet", "test-page"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_nobody_knows_becomes_a_question_that_belongs_to_no_case(place, driver, what, lang):
    driver.result = Result.UNCERTAIN
    if what == "day-sheet":
        place.print_day_sheet(SECTIONS, "")
    else:
        place.print_test_page(place.settings)
    (question,) = OutboxPresenter(place.desk, Words(lang)).questions()
    assert Words(lang)(f"paper.{what}") in question.title
    assert "10:00" in question.detail


@pytest.mark.parametrize("said", [Answer.DID_NOT, Answer.SPOILED])
def test_what_did_not_come_out_is_sent_again_with_the_same_bytes(place, driver, said):
    driver.result = Result.UNCERTAIN
    place.print_day_sheet(SECTIONS, "三号件等原件")
    (job,) = open_questions(place)
    driver.result = Result.PRINTED
    assert prints.answer(place.desk, job.id, said).changes.cases == ()
    (after,) = place.print_owed().value
    assert after.state is JobState.PRINTED
    first, second = [paper.content for _, paper in driver.sent]
    assert first == second
    assert open_questions(place) == ()


def test_what_came_out_after_all_is_settled_and_states_nothing(place, driver):
    driver.result = Result.UNCERTAIN
    place.print_test_page(place.settings)
    (job,) = open_questions(place)
    before = place.store.journal.size()
    prints.answer(place.desk, job.id, Answer.CAME_OUT)
    assert (open_questions(place), place.store.journal.size()) == ((), before)
    assert place.print_owed().value == ()


def test_what_failed_is_told_at_once_and_asked_about_no_more(place, driver):
    driver.result = Result.FAILED
    assert place.print_day_sheet(SECTIONS, "").result is Result.FAILED
    assert open_questions(place) == ()
    driver.result = Result.PRINTED
    assert place.print_owed().value == ()


class Cut:
    """A printer in the middle of whose work the power fails."""

    def send(self, _paper, _job_id):
        raise KeyboardInterrupt


def test_a_sheet_in_the_middle_of_which_the_power_failed_is_asked_about_after_the_start(tmp_path):
    place = a_desk(tmp_path, driver=Cut())
    with pytest.raises(KeyboardInterrupt):
        place.print_day_sheet(SECTIONS, "")
    place.close()
    again = opened(tmp_path)
    assert [job.paper for job in open_questions(again)] == ["day-sheet"]
    again.close()


def test_a_printer_that_breaks_off_with_trouble_leaves_a_question(tmp_path):
    class Broken(Cut):
        def send(self, _paper, _job_id):
            raise Trouble("printing.hash_mismatch", title="", expected="")

    place = a_desk(tmp_path, driver=Broken())
    assert place.print_day_sheet(SECTIONS, "").result is Result.UNCERTAIN
    assert len(open_questions(place)) == 1
    place.close()


def test_papers_of_cases_are_asked_about_as_before_beside_those_of_the_house(place, driver):
    case = accepted(place)
    driver.result = Result.UNCERTAIN
    place.print_owed()
    place.print_day_sheet(SECTIONS, "")
    details = [question.detail for question in OutboxPresenter(place.desk, Words("zh")).questions()]
    assert [case.number in detail for detail in details].count(False) == 1
