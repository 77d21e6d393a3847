"""One box finds a case by whatever is on the paper, in the clerk's head or typed in a hurry."""

from datetime import date

import pytest
from support.desks import NEW, accepted, body, received, renumbered

from casework.errors import RuleBroken
from counter_app.desk.due import Limit
from counter_app.desk.find import Kind, find, find_one
from counter_app.desk.forms import HandedCase, HandOverForm
from counter_app.desk.hand_over import hand_over
from counter_app.desk.show import show


@pytest.fixture
def case(place):
    received(place, applicant=body(name="广汉市金穗农资经营部", serial=5, phone="13800000005", representative="李强"))
    return accepted(place, applicant=body(name="张伟诊所", serial=2, phone="13800138000"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{number}", Kind.NUMBER),
        ("  {number}  ", Kind.NUMBER),
        ("{bare}", Kind.NUMBER),
        ("{number}-M01-1", Kind.LABEL),
        ("{serial}", Kind.SERIAL),
        ("{spaced}", Kind.SERIAL),
        ("{id}", Kind.IDENTITY),
        ("{id_lower}", Kind.IDENTITY),
        ("13800138000", Kind.PHONE),
        ("+86 138 0013 8000", Kind.PHONE),
        ("张伟", Kind.WORDS),
        ("诊所", Kind.WORDS),
        ("zwzs", Kind.WORDS),
        ("{tail}", Kind.WORDS),
    ],
)
def test_a_case_is_found_by(place, case, text, kind):
    asked = text.format(
        number=case.number,
        bare=case.number.replace("-", "").lower(),
        serial=case.serial,
        spaced=" ".join((case.serial[:4], case.serial[4:8], case.serial[8:])),
        id=case.applicant.id_number,
        id_lower=case.applicant.id_number.lower(),
        tail=case.number[-7:],
    )
    found = find(place.desk, asked)
    assert (found.kind, [one.case.id for one in found.cases]) == (kind, [case.id])


@pytest.mark.parametrize("text", ["德阳向阳花", "向阳花幼儿园", "阳向阳", "dyxyh"])
def test_a_name_in_which_a_character_comes_twice_is_found_by_every_part(place, text):
    case = received(place, applicant=body(name="德阳向阳花幼儿园有限公司"))
    assert [one.case.id for one in find(place.desk, text).cases] == [case.id]


def test_a_label_says_which_material_it_is_on(place, case):
    assert find(place.desk, f"{case.number}-M03-2").material == "M03"


def test_a_miscopied_number_is_told_and_not_just_unknown(place, case):
    wrong = case.number[:-1] + ("A" if case.number[-1] != "A" else "B")
    with pytest.raises(RuleBroken, match=r"numbers\.check_character"):
        find(place.desk, wrong)


def test_a_miscopied_slip_is_told(place, case):
    wrong = case.serial[:-1] + str((int(case.serial[-1]) + 1) % 10)
    with pytest.raises(RuleBroken, match=r"slips\.check_digit"):
        find(place.desk, wrong)


def test_a_miscopied_credit_code_is_told(place, case):
    right = case.applicant.id_number
    with pytest.raises(RuleBroken, match=r"identity\.check_digit"):
        find(place.desk, right[:-1] + ("A" if right[-1] != "A" else "B"))


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("text", ["", "   ", "没有这个人", "qqqq", "—"])
def test_what_is_nowhere_gives_an_empty_answer(place, text):
    assert find(place.desk, text).cases == ()


def test_one_case_is_asked_for_by_id_or_number(place, case):
    assert find_one(place.desk, case.id).case.id == case.id
    assert find_one(place.desk, case.number).case.id == case.id


@pytest.mark.usefixtures("case")
def test_one_case_must_be_one(place):
    with pytest.raises(RuleBroken, match=r"desk\.no_such_case"):
        find_one(place.desk, "没有")
    with pytest.raises(RuleBroken, match=r"desk\.several_cases"):
        find_one(place.desk, "260922")


def test_a_case_shows_its_history_limits_and_papers(place, case):
    view = show(place.desk, case.id)
    assert [step.kind for step in view.steps] == ["case.opened", "case.accepted"]
    assert all(step.own and step.verdict is None for step in view.steps)
    assert view.department.code == "EDU"
    assert len(view.prints) == 3
    limits = {due.limit: (due.date.day, due.running) for due in view.dues}
    assert limits == {
        Limit.NOTICE: (date(2026, 9, 30), False),
        Limit.COMMITTED: (date(2026, 11, 3), True),
        Limit.STATUTORY: (date(2026, 12, 22), True),
    }
    assert view.due.limit is Limit.COMMITTED


def test_a_due_date_says_why_in_both_languages(place, case):
    view = show(place.desk, case.id)
    assert "国庆" in view.why_due("zh")
    assert "National Day" in view.why_due("en")


def test_the_address_in_a_slips_qr_code_leads_to_its_case(place, case):
    found = find(place.desk, f"HTTPS://HALL.EXAMPLE/P/{case.secret}")
    assert (found.kind, [one.case.id for one in found.cases]) == (Kind.LINK, [case.id])
    assert find(place.desk, f"https://hall.example/p/{case.secret.lower()}").cases == found.cases


@pytest.mark.usefixtures("case")
def test_another_secret_leads_nowhere(place):
    assert find(place.desk, f"HTTPS://HALL.EXAMPLE/P/{'A' * 26}").cases == ()


def test_a_hand_over_sheet_leads_to_the_cases_whose_papers_it_lists(place, case):
    sheet = hand_over(place.desk, HandOverForm(cases=(HandedCase(case_id=case.id),), to_person="刘建")).value
    found = find(place.desk, sheet)
    assert (found.kind, [one.case.id for one in found.cases]) == (Kind.SHEET, [case.id])


@pytest.mark.parametrize(
    "text", ["{number}", "{bare}", "{number}-M01-1", "{serial}", "HTTPS://HALL.EXAMPLE/P/{secret}"]
)
def test_a_slip_from_before_the_number_was_changed_leads_to_the_case(place, text):
    case = received(place)
    after = renumbered(place, case)
    assert (after.number, after.earlier_number, after.earlier_serial) == (NEW["number"], case.number, case.serial)
    asked = text.format(number=case.number, bare=case.number.replace("-", ""), serial=case.serial, secret=case.secret)
    found = find(place.desk, asked)
    assert ([one.case.id for one in found.cases], found.renumbered) == ([case.id], {case.id})
    assert find_one(place.desk, asked).case.id == case.id
    assert place.store.cases.differing() == ()


def test_the_new_number_says_nothing_of_the_old_one(place):
    case = received(place)
    renumbered(place, case)
    assert find(place.desk, NEW["number"]).renumbered == frozenset()
    assert find(place.desk, NEW["serial"]).renumbered == frozenset()


def test_where_another_case_has_the_number_both_are_found(place):
    first, second = received(place), received(place)
    renumbered(place, second)
    renumbered(place, first, number=second.number, serial=second.serial)
    for text in (second.number, second.serial):
        found = find(place.desk, text)
        assert [one.case.id for one in found.cases] == [first.id, second.id]
        assert found.renumbered == {second.id}
        with pytest.raises(RuleBroken, match=r"desk\.several_cases"):
            find_one(place.desk, text)


def test_a_slip_whose_serial_alone_was_changed_is_found_too(place):
    case = received(place)
    after = renumbered(place, case, number=case.number, serial=NEW["serial"])
    assert (after.earlier_number, after.earlier_serial) == ("", case.serial)
    assert find(place.desk, case.serial).renumbered == {case.id}
    assert find(place.desk, case.number).renumbered == frozenset()
