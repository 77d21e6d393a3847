"""Orders and counts of work lists, in the index that holds only open cases."""

from datetime import timedelta

import pytest
from support.desks import TODAY, a_desk, accepted, body, everything_missing, received

from casework.parties import Delivery, DeliveryWay
from counter_app.desk.forms import WithdrawForm
from counter_app.desk.supplement import request_supplement
from counter_app.desk.withdraw import withdraw
from counter_app.store.lists import Among, Part, SortBy, Wanted, _where


@pytest.fixture
def place(tmp_path):
    made = a_desk(tmp_path)
    yield made
    made.close()


def names(place, lines):
    return [one.case.applicant.name for one in place.store.lists.rows(lines)]


def test_a_list_is_in_the_order_that_is_asked_for(place):
    for name in ("丙", "甲", "乙"):
        accepted(place, applicant=body(name=name))
    lists = place.store.lists
    up = names(place, lists.lines(Wanted(), SortBy.APPLICANT))
    assert up == sorted(up)
    assert names(place, lists.lines(Wanted(), SortBy.APPLICANT, descending=True)) == up[::-1]
    assert names(place, lists.lines(Wanted())) == ["丙", "甲", "乙"]


@pytest.mark.parametrize("by", list(SortBy))
def test_every_sorting_keeps_every_case(place, by):
    accepted(place)
    received(place)
    assert len(place.store.lists.lines(Wanted(), by)) == 2


def test_open_cases_are_counted_by_stage_clerk_and_nearness(place):
    accepted(place)
    received(place)
    tallies = place.store.lists.tallies("0123", TODAY, TODAY + timedelta(days=60))
    assert {(tally.stage, tally.own, tally.near, tally.count) for tally in tallies} == {
        ("accepted", True, "soon", 1),
        ("received", True, "soon", 1),
    }


def test_the_answer_reads_what_was_committed_a_moment_ago(place):
    lists = place.store.lists
    assert len(lists.lines(Wanted())) == 0
    accepted(place)
    assert len(lists.lines(Wanted())) == 1


def test_a_case_answers_to_a_part_by_words_or_by_its_matter_and_to_every_part(place):
    accepted(place)
    lists = place.store.lists
    by_name, by_matter = Part(words="向阳花"), Part(words="没有这个名字", matters=("EDU-001",))
    neither = Part(words="没有这个名字", departments=("xx",))
    assert len(lists.lines(Wanted(parts=(by_name, by_matter)))) == 1
    assert len(lists.lines(Wanted(parts=(by_name, neither)))) == 0
    assert len(lists.lines(Wanted(parts=(Part(words="·"),)))) == 0


def test_what_is_closed_is_found_by_words_only(place):
    case = received(place)
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    lists = place.store.lists
    assert len(lists.lines(Wanted())) == 0
    assert len(lists.lines(Wanted(among=Among.CLOSED, parts=(Part(words="向阳花"),)))) == 1


def test_a_case_that_has_gone_meanwhile_is_left_out(place):
    accepted(place)
    lists = place.store.lists
    (line,) = lists.lines(Wanted())
    assert lists.rows([line, line + 1]) == lists.rows([line])


def test_results_that_are_to_be_mailed_stand_in_an_index_of_their_own(place):
    accepted(place, delivery=Delivery(way=DeliveryWay.COURIER, recipient="何芳", phone="13900002254", address="德阳"))
    accepted(place)
    with place.store.writing():
        place.store.database.run("UPDATE case_row SET stage = 'result_at_window'")
    lists = place.store.lists
    assert lists.count(Among.TO_MAIL) == 1
    assert len(lists.lines(Wanted(among=Among.TO_MAIL))) == 1
    with place.store.writing():
        place.store.database.run("UPDATE case_row SET waybill = 'EX1'")
    assert lists.count(Among.TO_MAIL) == 0


def test_no_order_reads_the_rows_themselves(place):
    where, params = _where(Wanted(dated=True))
    plan = "EXPLAIN QUERY PLAN SELECT line FROM case_row INDEXED BY case_open"
    plan = " ".join(
        row[3] for row in place.store.database.tuples(f"{plan} WHERE {where} ORDER BY due_on, line", **params)
    )
    assert "USING COVERING INDEX case_open" in plan
    assert "TEMP B-TREE" not in plan


def test_a_supplement_request_moves_a_case_to_those_that_wait(place):
    case = received(place)
    request_supplement(place.desk, everything_missing(place, case))
    assert len(place.store.lists.lines(Wanted(stages=("supplement",)))) == 1
