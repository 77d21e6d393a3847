"""Who was here before: found by number and by likeness among the cases of the desk."""

import pytest
from support.desks import accepted, body

from casework.likeness import Likeness
from counter_app.desk.alike import MOST, look_for_alike

NAME = "德阳童乐学前教育有限公司"


def seen(place, number, name):
    found = look_for_alike(place.desk, number, name)
    return [(one.case.applicant.name, one.same_number, one.likeness) for one in found]


@pytest.fixture
def before(place):
    names = (NAME, "德阳同乐学前教育有限公司", "德阳童星学前教育有限公司", "绵竹市丰谷农资经营部")
    return [accepted(place, applicant=body(name=name, serial=n)) for n, name in enumerate(names, 1)]


def test_the_number_comes_first_then_the_nearest_names(place, before):
    number = before[3].applicant.id_number
    assert seen(place, number, NAME) == [
        ("绵竹市丰谷农资经营部", True, None),
        (NAME, False, Likeness.SAME),
        ("德阳同乐学前教育有限公司", False, Likeness.SOUND),
        ("德阳童星学前教育有限公司", False, Likeness.ONE_SIGN),
    ]


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("typed", ["德阳童乐学前教育公司有限", "绵阳", "", "德"])
def test_what_is_not_like_is_not_offered(place, typed):
    assert seen(place, "", typed) == []


def test_one_applicant_of_many_cases_is_offered_once_by_the_last(place, clock):
    accepted(place, applicant=body(name=NAME))
    clock.pass_by(minutes=5)
    last = accepted(place, applicant=body(name=NAME, phone="13800000000"))
    (one,) = look_for_alike(place.desk, body().id_number.lower(), "")
    assert one.case.id == last.id


@pytest.mark.parametrize("name", ["王雪美", "王学梅", "王雪梅", "汪雪梅梅"])
def test_people_are_found_by_sound_too(place, name):
    accepted(place, applicant=body(name="王雪梅"))
    found = seen(place, "", name)
    assert bool(found) == (name != "汪雪梅梅")


def test_whatever_is_typed_is_no_query(place, before):
    for typed in ("Lucy Wong", "A", '"', '德阳" OR "', "NEAR(德 阳)", "*", "德" * 500, "𠮷" * 3):
        look_for_alike(place.desk, typed, typed)
    assert len(before) == 4


def test_no_more_are_offered_than_can_be_looked_at(place):
    for n in range(MOST + 3):
        accepted(place, applicant=body(name=NAME, serial=n + 1))
    assert len(look_for_alike(place.desk, "", NAME)) == MOST
