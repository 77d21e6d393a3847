import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.catalogues import SHIPPED, files_of, version

from casework.catalogue import Catalogue
from casework.catalogue_changes import What, changes
from casework.catalogue_load import MATTERS, load
from casework.data_rows import RowsBroken
from casework.situations import Answered, Condition, PossibleAnswer, Question

ARCHIVES = SHIPPED.known_matter("ARC-001")
KINDERGARTEN = SHIPPED.known_matter("EDU-001")
MATTERS_THAT_ASK = [matter for matter in SHIPPED.matters if matter.questions]


def situation(**answers):
    return tuple(Answered(question=question, answer=answer) for question, answer in answers.items())


def codes(materials):
    return [material.place for material in materials]


def question(code="premises", *answers, when=()):
    offered = tuple(PossibleAnswer(code=one, name_zh=one, name_en=one) for one in answers or ("owned", "leased"))
    return Question(code=code, name_zh=code, name_en=code, answers=offered, when=when)


def under(code, *answers):
    return (Condition(question=code, answers=answers),)


def refused(**fields):
    """Why the catalogue is not loaded in which EDU-001 has other fields."""
    with pytest.raises(RowsBroken) as error:
        load(files_of(version("2026.08.1", EDU_001=fields)))
    return [(row.file, row.row, row.code) for row in error.value.rows], error.value.rows[0]


def with_condition(*when):
    first, *others = KINDERGARTEN.materials
    return {"materials": (msgspec.structs.replace(first, when=when), *others)}


def test_a_material_is_asked_for_where_its_condition_holds():
    for applicant, asked in (("person", ["M01", "M02"]), ("body", ["M01", "M02", "M03"])):
        assert codes(ARCHIVES.asked(situation(applicant=applicant))) == asked
    assert codes(ARCHIVES.asked(situation(applicant="person", whose="relative"))) == ["M01", "M02", "M04"]


def test_what_rests_on_an_open_question_is_not_asked_for_yet():
    assert codes(ARCHIVES.asked(())) == ["M01", "M02"]
    assert [one.code for one in ARCHIVES.unanswered(())] == ["applicant"]


def test_a_further_question_is_asked_where_an_earlier_answer_calls_for_it():
    assert [one.code for one in ARCHIVES.unanswered(situation(applicant="person"))] == ["whose"]
    assert ARCHIVES.unanswered(situation(applicant="body")) == ()


def test_an_answer_to_what_is_not_asked_any_more_does_not_count():
    changed = situation(applicant="body", whose="relative")
    assert ARCHIVES.counted(changed) == situation(applicant="body")
    assert codes(ARCHIVES.asked(changed)) == ["M01", "M02", "M03"]


def test_answers_that_the_catalogue_does_not_have_do_not_count():
    assert ARCHIVES.counted(situation(applicant="somebody", colour="red")) == ()


@given(st.sampled_from(MATTERS_THAT_ASK), st.data())
def test_however_it_is_answered_an_end_is_reached_and_something_is_asked_for(matter, data):
    answers = ()
    for _ in matter.questions:
        for one in matter.unanswered(answers):
            answer = data.draw(st.sampled_from(one.answers))
            answers += (Answered(question=one.code, answer=answer.code),)
    assert matter.unanswered(answers) == ()
    assert any(material.required for material in matter.asked(answers))


@given(st.sampled_from(SHIPPED.matters))
def test_each_conditional_material_is_asked_for_in_some_situation(matter):
    for material in (one for one in matter.materials if one.when):
        offered = {one.code: one for one in matter.questions}
        answers = ()
        for condition in material.when:
            for earlier in offered[condition.question].when:
                answers += situation(**{earlier.question: earlier.answers[0]})
            answers += situation(**{condition.question: condition.answers[0]})
        assert material in matter.asked(answers)


def test_a_catalogue_without_questions_is_read_as_before_and_its_digest_stays():
    plain = version(
        "2026.07.1",
        **{
            matter.code.replace("-", "_"): {
                "questions": (),
                "materials": tuple(msgspec.structs.replace(one, when=()) for one in matter.materials),
            }
            for matter in SHIPPED.matters
        },
    )
    raw = msgspec.json.encode(plain)
    assert b'"when"' not in raw
    assert b'"questions"' not in raw
    assert msgspec.json.decode(raw, type=Catalogue) == plain == load(files_of(plain))


def test_a_condition_that_names_an_unknown_question_is_refused_with_the_one_that_was_meant():
    faults, first = refused(**with_condition(*under("premisses", "leased")))
    assert faults == [(MATTERS, 1, "catalogue.condition_question")]
    assert "EDU-001-M01" in first.say()
    assert "是不是“premises”" in first.say()
    assert 'did you mean "premises"?' in first.say("en")


def test_a_condition_that_names_an_unknown_answer_is_refused_with_the_one_that_was_meant():
    faults, first = refused(**with_condition(*under("premises", "leasd")))
    assert faults == [(MATTERS, 1, "catalogue.condition_answer")]
    assert "是不是“leased”" in first.say()
    assert 'did you mean "leased"?' in first.say("en")


def test_what_resembles_nothing_is_refused_without_a_guess():
    _, first = refused(**with_condition(*under("zzz", "q")))
    assert "是不是" not in first.say()


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ((question("Premises"),), "catalogue.question_code"),
        ((question("premises", "owned", "Le ased"),), "catalogue.question_code"),
        ((question(), question()), "catalogue.code_twice"),
        ((question("premises", "owned", "owned"),), "catalogue.code_twice"),
        ((question(when=under("premises", "owned")),), "catalogue.condition_question"),
        ((question("a", when=under("b", "leased")), question("b")), "catalogue.condition_question"),
        ((question("a"), question("b", when=under("a", "let"))), "catalogue.condition_answer"),
        ((msgspec.structs.replace(question(), name_en=" "),), "data.empty_name"),
        ((msgspec.structs.replace(question(), name_zh="园\u200b舍"),), "data.unseen_signs"),
        ((msgspec.structs.replace(question(), answers=question().answers[:1]),), "data.shape"),
        ((question("a", *"bcdefgh"),), "data.shape"),
    ],
)
def test_questions_that_do_not_fit_together_are_named(questions, code):
    bare = tuple(msgspec.structs.replace(one, when=()) for one in KINDERGARTEN.materials)
    faults, _ = refused(questions=questions, materials=bare)
    assert (MATTERS, 1, code) in faults


def test_a_dry_run_tells_that_a_matter_asks_otherwise():
    new = version("2026.08.1", EDU_001={"questions": KINDERGARTEN.questions[:2]})
    assert [(one.what, one.before, one.after) for one in changes(SHIPPED, new)] == [(What.QUESTIONS, "3", "2")]
