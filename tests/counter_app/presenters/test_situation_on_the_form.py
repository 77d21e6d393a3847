from support.desks import answer_first

from casework.identity import resident_id_with_check_digit
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.views import Dress, Tone
from counter_app.presenters.wording import Words

PERSON = resident_id_with_check_digit("51060319881102042")


def asked(page):
    return [(question.label, question.chosen) for question in page.view().questions]


def codes(page):
    return [row.code[-3:] for row in page.view().rows]


def outcome(page, act):
    return next(each for each in page.view().outcomes if each.act == act)


def test_the_questions_of_the_matter_are_asked_once_it_is_chosen(new_page):
    assert new_page.view().questions == ()
    new_page.choose("EDU-001")
    assert asked(new_page) == [("举办者", None), ("办园性质", None), ("园舍", None)]
    new_page.choose("AGR-006")
    assert new_page.view().questions == ()


def test_the_checklist_follows_each_answer_and_what_was_marked_is_there_again(new_page):
    new_page.choose("EDU-001")
    assert codes(new_page) == ["M01", "M02", "M03", "M04", "M05", "M06"]
    new_page.answer("situation.organiser", 2)
    assert codes(new_page)[-1] == "M07"
    new_page.take_as_required("EDU-001-M07")
    new_page.answer("situation.organiser", 0)
    assert codes(new_page)[-1] == "M06"
    assert "EDU-001-M07" not in [mark.code for mark in new_page.form.marks_of(new_page._matter())]
    new_page.answer("situation.organiser", 2)
    assert new_page.view().rows[-1].state.tone is Tone.OK


def test_an_answer_says_what_it_comes_to(new_page):
    new_page.choose("EDU-001")
    for key, index in (("organiser", 2), ("purpose", 0), ("premises", 1)):
        new_page.answer(f"situation.{key}", index)
    assert [question.effect for question in new_page.view().questions] == [
        "收第 7 项",
        "登记走市民政局",
        "第 4 项收租赁合同",
    ]


def test_a_further_question_comes_where_an_answer_calls_for_it(new_page):
    new_page.choose("ARC-001")
    assert asked(new_page) == [("查档人", None)]
    new_page.answer("situation.applicant", 0)
    assert asked(new_page) == [("查档人", 0), ("查谁的", None)]
    new_page.answer("situation.whose", 1)
    assert codes(new_page) == ["M01", "M02", "M04"]
    new_page.answer("situation.applicant", 1)
    assert (asked(new_page), codes(new_page)) == ([("查档人", 1)], ["M01", "M02", "M03"])


def test_an_open_question_stands_against_every_judgement_but_not_against_receiving(new_page):
    new_page.choose("EDU-001")
    for row in new_page.view().rows:
        new_page.take_as_required(row.code)
    view = new_page.view()
    assert "举办者、办园性质、园舍" in view.missing[0].text
    assert [outcome(new_page, act).dress for act in ("accept", "tolerance", "supplement")] == [Dress.NOT_READY] * 3
    assert outcome(new_page, "supplement").reason == "先答完情形"
    assert outcome(new_page, "receive").dress is Dress.SUGGESTED


def test_accepting_with_an_open_question_leads_to_it(new_page, desk):
    new_page.choose("EDU-001")
    new_page.answer("situation.organiser", 0)
    assert new_page.accept() is None
    targets = [fault.target for fault in new_page.view().failure.faults]
    assert [target for target in targets if target.startswith("situation.")] == [
        "situation.purpose",
        "situation.premises",
    ]
    assert new_page.supplement() is None
    assert "还没有答" in new_page.view().failure.faults[0].title
    assert desk.store.journal.size() == 0


def test_answers_are_kept_with_the_draft(new_page, workplace):
    new_page.choose("EDU-001")
    new_page.answer("situation.premises", 1)
    new_page.note_place("situation.premises", 0)
    assert new_page.save_draft()
    again = NewPresenter(workplace.desk, new_page._index, Words("zh"), "folder")
    assert again.reopen()
    assert asked(again)[-1] == ("园舍", 1)
    assert again.drafts()[0].where == "情形"


def test_another_matter_begins_without_answers_and_the_same_one_keeps_them(new_page):
    new_page.choose("EDU-001")
    answer_first(new_page)
    new_page.choose("EDU-001")
    assert [chosen for _, chosen in asked(new_page)] == [0, 0, 0]
    new_page.choose("EDU-002")
    assert asked(new_page) == [("筹设", None)]


def test_what_is_no_question_or_no_answer_changes_nothing(new_page):
    new_page.answer("situation.organiser", 0)
    new_page.choose("EDU-001")
    for key, index in (("situation.nothing", 0), ("situation.organiser", 3), ("situation.organiser", -1), ("code", 0)):
        new_page.answer(key, index)
    assert asked(new_page)[0] == ("举办者", None)


def test_english_has_its_own_words(new_page):
    new_page.words = Words("en")
    new_page.choose("EDU-001")
    new_page.answer("situation.organiser", 2)
    first = new_page.view().questions[0]
    assert (first.label, first.answers, first.effect) == (
        "Organiser",
        ("Company", "Association", "Person"),
        "item 7",
    )
    assert "no answer" in new_page.view().missing[0].text
