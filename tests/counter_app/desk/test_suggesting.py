"""While a clerk types, the cases that are meant come first, and never more than fit."""

import pytest
from support.desks import MATTER, accepted, body, received

from casework.search import index_matters
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.suggest import MOST, suggest
from counter_app.desk.withdraw import withdraw


@pytest.fixture
def ask(place):
    matters = index_matters(place.desk.catalogue)
    return lambda text: [one.case.id for one in suggest(place.desk, matters, text)]


@pytest.fixture
def named(place):
    def make(name, serial, **changes):
        return received(place, applicant=body(name=name, serial=serial, representative="何芳", **changes))

    return make


def test_a_name_from_its_beginning_comes_before_the_middle_of_another(ask, named):
    begins = named("金穗农资", 1)
    holds = named("广汉金穗", 2)
    assert ask("金穗") == [begins.id, holds.id]


def test_open_cases_come_before_closed_ones_and_the_last_changed_before_older_ones(place, clock, ask, named):
    first = named("张伟", 1)
    clock.pass_by(minutes=1)
    second = named("张伟", 2)
    clock.pass_by(minutes=1)
    closed = named("张伟", 3)
    withdraw(place.desk, WithdrawForm(case_id=closed.id))
    assert ask("张伟") == [second.id, first.id, closed.id]


@pytest.mark.parametrize("asked", ["{number}", "{serial}", "{id}", "{phone}"])
def test_the_exact_number_comes_first(ask, named, asked):
    case = named("张伟", 1, phone="13800000001")
    named("张伟", 2, phone="13800000002")
    text = asked.format(number=case.number, serial=case.serial, id=case.applicant.id_number, phone="13800000001")
    assert ask(text)[0] == case.id


@pytest.mark.parametrize(
    "asked", ["{number:.20}", "{bare:.16}", "{short:.12}", "{serial:.7}", "{id:.10}", "1380000", "{number:.9}"]
)
def test_a_number_is_found_before_it_is_typed_to_the_end(ask, named, asked):
    case = named("张伟", 1, phone="13800000001")
    short = case.number.partition("-")[2]
    text = asked.format(
        number=case.number,
        bare=case.number.replace("-", "").lower(),
        short=short.lower(),
        serial=case.serial,
        id=case.applicant.id_number,
    )
    assert ask(text) == [case.id]


@pytest.mark.parametrize("asked", ["zw", "zwz", "ZWZS", "wzs"])
def test_two_letters_of_a_name_suffice(ask, named, asked):
    case = named("张伟诊所", 1)
    assert ask(asked) == [case.id]


def test_the_initials_of_a_person_come_before_those_of_a_matter(place, ask, named):
    of_matter = received(place, applicant=body(name="张伟", serial=1, representative="何芳"), matter=MATTER)
    of_person = named("马北岩尔燕", 2)
    assert ask("mbyey") == [of_person.id, of_matter.id]


def test_a_matter_leads_to_its_cases_by_name_and_by_initials(place, ask):
    case = accepted(place, applicant=body(name="张伟", serial=1))
    assert ask("民办幼儿园") == [case.id]
    assert ask("mbyey") == [case.id]


@pytest.mark.parametrize("asked", ["", " ", "“”", "没有这个人", "z", "000000000000", "510600-W03-260922-0001-ZZ"])
def test_what_means_nothing_yet_offers_nothing(ask, named, asked):
    named("张伟", 1)
    assert ask(asked) == []


def test_no_more_are_offered_than_can_be_taken_in(ask, named):
    for serial in range(1, MOST + 4):
        named("张伟", serial)
    assert len(ask("张伟")) == MOST


def test_an_applicant_comes_before_a_company_whose_representative_has_the_name(place, clock, ask):
    person = received(place, applicant=body(name="何芳", serial=1, representative="张三"))
    clock.pass_by(minutes=1)
    company = received(place, applicant=body(name="金穗农资", serial=2, representative="何芳"))
    assert ask("何芳") == ask("hf") == [person.id, company.id]
