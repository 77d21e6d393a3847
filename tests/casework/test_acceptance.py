from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desks import first_answers

import resources.calendar
import resources.catalogue
from casework import acceptance, calendar
from casework.acceptance import Answer, GapKind
from casework.catalogue_load import load
from casework.errors import RuleBroken
from casework.materials import MaterialMark
from casework.sentences import say
from casework.situations import Answered

CHINA = calendar.load(resources.calendar.files())
SHIPPED = load(resources.catalogue.files())
KINDERGARTEN = SHIPPED.matter("EDU-001")
TODAY = date(2026, 9, 22)
LATEST = date(2026, 11, 3)


def as_required(matter):
    return {
        material.code: MaterialMark(code=material.code, originals=material.originals, copies=material.copies)
        for material in matter.materials
    }


def reviewed(matter=KINDERGARTEN, today=TODAY, **changes):
    """Review a full checklist with some lines changed: `M04={...}` sets fields of a mark, `M04=None` leaves it out."""
    marks = as_required(matter)
    for place, fields in changes.items():
        code = f"{matter.code}-{place}"
        if fields is None:
            del marks[code]
        else:
            marks[code] = msgspec.structs.replace(marks[code], **fields)
    return acceptance.review(matter, list(marks.values()), today, CHINA, first_answers(matter))


def answered(draw, matter):
    """Every question that is asked answered in some way."""
    situation = ()
    while unanswered := matter.unanswered(situation):
        for question in unanswered:
            answer = draw(st.sampled_from(question.answers))
            situation += (Answered(question=question.code, answer=answer.code),)
    return situation


@st.composite
def any_marks(draw, matter):
    marks = []
    for material in matter.materials:
        mark = st.builds(
            MaterialMark,
            code=st.just(material.code),
            originals=st.integers(0, 3),
            copies=st.integers(0, 3),
            seen=st.booleans(),
            electronic=st.booleans(),
            follows_by=st.none() | st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=90)),
            looked_at=st.booleans(),
        )
        marks += [draw(mark)] if draw(st.booleans()) else []
    return matter, marks, answered(draw, matter)


def look(matter_and_marks):
    matter, marks, situation = matter_and_marks
    return acceptance.review(matter, marks, TODAY, CHINA, situation)


matters_with_marks = st.sampled_from(SHIPPED.matters).flatmap(any_marks)


def test_a_complete_checklist_is_to_be_accepted():
    found = reviewed()
    assert found.complete
    assert (found.gaps, found.suggested, found.committed.day) == ((), Answer.ACCEPT, LATEST)
    assert [option.answer for option in found.options if not option.possible] == [Answer.TOLERANCE, Answer.SUPPLEMENT]


def test_the_application_of_the_design_gets_a_supplement_notice():
    found = reviewed(
        M02={"electronic": True, "copies": 0},
        M04={"copies": 1, "seen": True},
        M05={"copies": 0, "follows_by": date(2026, 10, 20)},
        M06=None,
    )
    assert [(gap.place, gap.kind, gap.deferrable) for gap in found.gaps] == [
        (4, GapKind.SHORT, False),
        (6, GapKind.NOT_LOOKED_AT, True),
    ]
    assert [gap.say() for gap in found.gaps] == ["还缺复印件 1 份，不可后补。", "还没有核，可以后补：核对后记数。"]
    assert [gap.say("en") for gap in found.gaps] == [
        "1 copy still missing, may not follow.",
        "Not looked at, may follow; compare and count.",
    ]
    assert [(line.place, line.follows_by) for line in found.deferred] == [(5, date(2026, 10, 20))]
    assert found.suggested is Answer.SUPPLEMENT
    assert found.option(Answer.ACCEPT).why_not == ("acceptance.short", "acceptance.not_looked_at")
    assert not found.option(Answer.TOLERANCE).possible


def test_papers_that_may_follow_are_accepted_with_tolerance():
    found = reviewed(M05={"copies": 0, "follows_by": LATEST}, M06={"copies": 0, "follows_by": TODAY})
    assert found.suggested is Answer.TOLERANCE
    assert [(line.place, line.originals, line.copies) for line in found.deferred] == [(5, 0, 1), (6, 0, 1)]
    assert found.option(Answer.ACCEPT).why_not == (acceptance.PAPERS_FOLLOW,)
    assert found.option(Answer.SUPPLEMENT).why_not == (acceptance.NOTHING_MISSING,)


@pytest.mark.parametrize(
    ("place", "fields", "kind", "words"),
    [
        ("M01", {"originals": 0}, GapKind.MISSING, "缺原件 2 份，不可后补。"),
        ("M01", {"originals": 1}, GapKind.SHORT, "还缺原件 1 份，不可后补。"),
        ("M03", {"originals": 0, "copies": 0}, GapKind.MISSING, "缺原件 1 份、复印件 1 份，不可后补。"),
        ("M05", {"copies": 0}, GapKind.MISSING, "缺复印件 1 份，可以后补。"),
        (
            "M04",
            {"copies": 0, "follows_by": LATEST},
            GapKind.MAY_NOT_FOLLOW,
            "缺复印件 2 份，不可后补：现在补上，或改发补正告知。",
        ),
        (
            "M05",
            {"copies": 0, "follows_by": LATEST + timedelta(days=1)},
            GapKind.FOLLOWS_TOO_LATE,
            "后补日期 2026-11-04 晚于承诺办结日：改到 2026-11-03 或以前。",
        ),
        (
            "M05",
            {"copies": 0, "follows_by": TODAY - timedelta(days=1)},
            GapKind.FOLLOWS_IN_THE_PAST,
            "后补日期 2026-09-21 已经过了：改成今天到 2026-11-03 之间的一天。",
        ),
        ("M01", {"looked_at": False}, GapKind.NOT_LOOKED_AT, "还没有核，不可后补：核对后记数。"),
    ],
)
def test_a_gap_says_what_is_the_matter(place, fields, kind, words):
    (gap,) = reviewed(**{place: fields}).gaps
    assert (gap.kind, gap.say()) == (kind, words)
    assert gap.say("en") != words


def test_an_original_only_seen_stands_for_no_paper_that_is_kept():
    assert reviewed(M01={"originals": 0, "seen": True}).gaps[0].originals == 2
    assert reviewed(M04={"copies": 0, "seen": True}).gaps[0].copies == 2
    assert reviewed(M04={"seen": True}).complete


def test_an_electronic_licence_stands_for_all_paper():
    assert reviewed(M03={"originals": 0, "copies": 0, "electronic": True}).complete


def test_more_paper_than_asked_is_no_gap():
    assert reviewed(M01={"originals": 5, "copies": 2}).complete


def test_a_promise_for_a_paper_that_is_there_is_no_deferral():
    assert reviewed(M05={"follows_by": LATEST + timedelta(days=90)}).complete


def test_a_paper_that_is_not_required_leaves_no_gap():
    matter = SHIPPED.matter("EIT-006")
    assert not matter.materials[3].required
    assert reviewed(matter, M04=None).complete
    assert reviewed(matter, M04={"copies": 0}).complete


def test_gaps_are_ordered_worst_first():
    found = reviewed(
        M01={"looked_at": False},
        M02={"copies": 1},
        M03={"originals": 0, "copies": 0},
        M04={"copies": 0, "follows_by": LATEST},
        M05={"copies": 0},
        M06=None,
    )
    assert [gap.place for gap in found.gaps] == [4, 3, 2, 5, 1, 6]


def test_before_anything_is_looked_at_the_papers_are_only_received():
    found = acceptance.review(KINDERGARTEN, [], TODAY, CHINA, first_answers(KINDERGARTEN))
    assert len(found.gaps) == 6
    assert found.suggested is Answer.RECEIVE_ONLY


def test_what_the_applicant_should_bring_is_told():
    (gap,) = reviewed(M03={"originals": 0, "copies": 0}).gaps
    assert gap.remedy() == "请补交原件 1 份、复印件 1 份。"
    assert gap.remedy("en") == "Please bring 1 original and 1 copy."
    assert acceptance.pieces(2, 3, "en") == "2 originals and 3 copies"


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ([MaterialMark(code="EDU-002-M01")], "catalogue.unknown_material"),
        ([MaterialMark(code="EDU-001-M01")] * 2, "acceptance.marked_twice"),
        ([MaterialMark(code="EDU-001-M01", copies=-1)], "acceptance.negative_count"),
        ([MaterialMark(code="EDU-001-M01", originals=-1)], "acceptance.negative_count"),
    ],
)
def test_marks_that_cannot_be_are_refused(marks, code):
    with pytest.raises(RuleBroken) as refused:
        acceptance.review(KINDERGARTEN, marks, TODAY, CHINA)
    assert refused.value.code == code
    assert say(refused.value) != say(refused.value, "en")


def test_an_answer_that_is_not_open_is_refused_with_its_worst_obstacle():
    found = reviewed(M04={"copies": 1}, M06=None)
    acceptance.require(found, Answer.SUPPLEMENT)
    with pytest.raises(RuleBroken) as refused:
        acceptance.require(found, Answer.ACCEPT)
    assert (refused.value.code, refused.value.details["place"]) == ("acceptance.incomplete", 4)
    assert say(refused.value) == "材料还差 2 处。第 4 项“园舍产权证明或租赁合同”：还缺复印件 1 份，不可后补。"


@pytest.mark.parametrize(
    ("changes", "answer", "code"),
    [
        ({}, Answer.TOLERANCE, acceptance.NOTHING_FOLLOWS),
        ({}, Answer.SUPPLEMENT, acceptance.NOTHING_MISSING),
        ({"M05": {"copies": 0, "follows_by": LATEST}}, Answer.ACCEPT, acceptance.PAPERS_FOLLOW),
    ],
)
def test_an_answer_without_its_ground_is_refused(changes, answer, code):
    with pytest.raises(RuleBroken) as refused:
        acceptance.require(reviewed(**changes), answer)
    assert refused.value.code == code
    assert say(refused.value) != say(refused.value, "en")


@given(matters_with_marks)
def test_the_suggested_answer_is_always_possible(matter_and_marks):
    found = look(matter_and_marks)
    acceptance.require(found, found.suggested)


@given(matters_with_marks)
def test_acceptance_and_tolerance_and_supplement_exclude_each_other(matter_and_marks):
    found = look(matter_and_marks)
    chosen = (Answer.ACCEPT, Answer.TOLERANCE, Answer.SUPPLEMENT)
    assert [found.option(answer).possible for answer in chosen].count(True) == 1
    assert found.complete == found.option(Answer.ACCEPT).possible


@given(matters_with_marks)
def test_receiving_and_refusing_are_always_open(matter_and_marks):
    found = look(matter_and_marks)
    assert all(
        found.option(answer).possible for answer in (Answer.RECEIVE_ONLY, Answer.NOT_ACCEPT, Answer.NOT_REQUIRED)
    )


@given(matters_with_marks)
def test_whatever_is_accepted_has_every_required_paper_or_a_lawful_promise(matter_and_marks):
    matter, marks, situation = matter_and_marks
    found = look(matter_and_marks)
    if found.gaps:
        return
    by_code = {mark.code: mark for mark in marks}
    for material in (material for material in matter.asked(situation) if material.required):
        mark = by_code[material.code]
        there = mark.originals >= material.originals and mark.copies >= material.copies
        promised = material.deferrable and mark.follows_by and TODAY <= mark.follows_by <= found.committed.day
        assert mark.looked_at
        assert there or mark.electronic or promised


@given(matters_with_marks, st.data())
def test_one_more_paper_never_makes_things_worse(matter_and_marks, data):
    matter, marks, situation = matter_and_marks
    before = look(matter_and_marks)
    if not marks:
        return
    place = data.draw(st.integers(0, len(marks) - 1))
    more = msgspec.structs.replace(marks[place], copies=marks[place].copies + 1, originals=marks[place].originals + 1)
    after = look((matter, [*marks[:place], more, *marks[place + 1 :]], situation))
    assert len(after.gaps) <= len(before.gaps)
    assert len(after.deferred) <= len(before.deferred)


def test_while_a_question_is_open_the_papers_can_only_be_received():
    found = acceptance.review(KINDERGARTEN, list(as_required(KINDERGARTEN).values()), TODAY, CHINA)
    assert [question.code for question in found.unanswered] == ["organiser", "purpose", "premises"]
    assert (found.suggested, found.complete) == (Answer.RECEIVE_ONLY, False)
    for answer in (Answer.ACCEPT, Answer.TOLERANCE, Answer.SUPPLEMENT):
        with pytest.raises(RuleBroken) as refused:
            acceptance.require(found, answer)
        assert refused.value.code == "acceptance.unanswered"
    assert say(refused.value).startswith("情形“举办者”还没有答")


def test_an_answer_asks_for_a_further_material():
    (first, *others) = first_answers(KINDERGARTEN)
    marks = [mark for code, mark in as_required(KINDERGARTEN).items() if code < "EDU-001-M07"]
    situation = (Answered(question=first.question, answer="person"), *others)
    (gap,) = acceptance.review(KINDERGARTEN, marks, TODAY, CHINA, situation).gaps
    assert (gap.place, gap.material.code, gap.kind) == (7, "EDU-001-M07", GapKind.NOT_LOOKED_AT)


def test_marks_of_what_is_not_asked_for_count_neither_for_nor_against():
    full = reviewed()
    marks = [mark for code, mark in as_required(KINDERGARTEN).items() if code < "EDU-001-M07"]
    fewer = acceptance.review(KINDERGARTEN, marks, TODAY, CHINA, first_answers(KINDERGARTEN))
    assert (full.complete, fewer.complete) == (True, True)
