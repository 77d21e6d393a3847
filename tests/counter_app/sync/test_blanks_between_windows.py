"""What is stated of blanks goes to every window of the hall through the server, and a box goes from one to another."""

import json
from datetime import date

import pytest
from support.blanks import KIND, SECOND, box_of, stocked
from support.commands import run
from support.desks import accepted, resident_id
from support.results import GRANT
from support.serving import HALL, PASSWORD, REGION, Stream, decided, enrolled_window, event, logged_in, new_id
from support.serving import received as taken
from support.windows import desk_at

from casework.access import Scope
from casework.blank_facts import BlankReserved, BlanksReceived
from casework.errors import RuleBroken
from casework.events import Role
from casework.lifecycle import Verdict
from casework.seal_sets import SealStep
from counter_app.desk import blanks, seal_sets
from counter_app.desk.deliver import deliver
from counter_app.desk.forms import (
    DeliverForm,
    FileSealsForm,
    HandBoxForm,
    HandSealsForm,
    IssueForm,
    NumberForm,
    OrderSealsForm,
    ReplaceForm,
)
from counter_app.desk.issue import issue
from counter_app.desk.reissue import replace
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.wording import Words
from sync_server.department.session import log_in, open_session

IN = BlanksReceived(window="W01", kind=KIND, first="川德 0001", last="川德 0010", received_on=date(2026, 9, 22))


@pytest.fixture
def other(server, tmp_path, clock):
    with desk_at(server, tmp_path / "desk-1", clock, "W01", 1) as workplace:
        yield workplace


def test_every_window_of_the_hall_knows_where_each_blank_is(place, other):
    stocked(place)
    blanks.spoil(place.desk, NumberForm(number="川德 0001", reason="污损"), SECOND)
    place.sync.run()
    other.sync.run()
    assert other.store.blanks.all() == place.store.blanks.all()
    assert {entry.verdict for entry in place.store.journal.history(box_of(place).id)} == {Verdict.APPLIED}
    assert place.sync.status().drained


def test_a_box_that_was_handed_over_is_used_at_the_other_window(place, other):
    box = stocked(place)
    blanks.hand_box(place.desk, HandBoxForm(number=box.first, counted=10, to_window="W01"), SECOND)
    place.sync.run()
    other.sync.run()
    blanks.spoil(other.desk, NumberForm(number=box.first, reason="污损"), SECOND)
    other.sync.run()
    place.sync.run()
    here = box_of(place)
    assert (here.window, here.balance.spoiled, here.clashes) == ("W01", 1, ())
    assert place.store.blanks.all() == other.store.blanks.all()
    place.store.cases.rebuild()
    assert box_of(place) == here


def stock(server, *words):
    done = run(server.doors.blobs.folder.parent, "stock", *words)
    assert done.returncode in {0, 5}, done.stderr
    return done


def test_the_server_knows_every_windows_blanks_and_tells_of_a_number_that_two_boxes_hold(server, place, other):
    assert "No blanks" in stock(server).stdout
    stocked(other, "川德 0006", "川德 0015")
    box = stocked(place)
    blanks.spoil(place.desk, NumberForm(number=box.first, reason="污损"), SECOND)
    place.sync.run()
    told = stock(server)
    assert (told.returncode, "10 in + 0 taken over = 9 left" in told.stdout, "1 void" in told.stdout) == (0, True, True)
    other.sync.run()
    told = stock(server, "--json")
    found = json.loads(told.stdout)
    assert told.returncode == 5
    assert [(one["window"], one["balances"]) for one in found["windows"]] == [("W01", True), ("W03", True)]
    (twice,) = found["twice"]
    assert (twice["first"], twice["last"], sorted(twice["windows"])) == ("川德 0006", "川德 0010", ["W01", "W03"])
    assert [one["window"] for one in json.loads(stock(server, "--json", "--window", "W03").stdout)["windows"]] == [
        "W03"
    ]
    assert "TWICE" in stock(server).stdout


def test_no_window_and_no_department_states_facts_of_anothers_box(server):
    window, stream, box = enrolled_window(server, "W02", 2), Stream("W02"), new_id()
    stream.add(event(IN, box), event(BlankReserved(window="W01", number="川德 0001", for_case="c"), box))
    verdicts = window.push(stream.push()).verdicts
    assert [one.verdict for one in verdicts] == [Verdict.QUARANTINED, Verdict.HELD]
    assert verdicts[0].reason == "stock.other_window"


def test_facts_about_blanks_go_to_the_hall_alone(place, server):
    stocked(place)
    place.sync.run()
    assert [row.e for row in _rows(server, f"H:{HALL}")]
    assert logged_in(server).feed("D:EDU:510600").rows == ()


def test_a_set_that_one_window_ordered_is_handed_out_at_another(place, other, server):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    place.sync.run()
    seal_sets.order(place.desk, OrderSealsForm(case_id=case.id, maker="旌阳诚信刻章"))
    codes = ("5106030000001", "5106030000002", "5106030000003")
    seal_sets.file(place.desk, FileSealsForm(case_id=case.id, filing_number="1182 号", codes=codes))
    place.sync.run()
    other.sync.run()
    seal_sets.engrave(other.desk, case.id, (("card.jpg", b"\xff\xd8\xff a card"),))
    collected = HandSealsForm(case_id=case.id, collector="何芳", collector_id=resident_id(3))
    seal_sets.hand_out(other.desk, collected)
    other.sync.run()
    place.sync.run()
    assert place.store.cases.get(case.id).case.seal_set.step is SealStep.HANDED_OUT
    assert other.sync.status().drained


def test_of_two_windows_that_replace_one_certificate_the_later_is_contested(place, other, server):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    place.sync.run()
    studio = place.printer.studio()
    issue(place.desk, IssueForm(case_id=case.id), studio)
    deliver(place.desk, DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(3)))
    place.sync.run()
    other.sync.run()
    form = ReplaceForm(case_id=case.id, reason="遗失", collector="何芳", collector_id=resident_id(3))
    for desk in (place, other):
        replace(desk.desk, form, studio)
    place.sync.run()
    other.sync.run()
    replaced = [one for one in other.store.journal.history(case.id) if one.type == "certificate.replaced"]
    assert sorted(one.verdict for one in replaced) == [Verdict.APPLIED, Verdict.CONTESTED]
    place.sync.run()
    assert len(place.store.cases.get(case.id).case.replacements) == 1


@pytest.fixture
def department(server, tmp_path, clock):
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    log_in(tmp_path / "edu", server.address, "edu", PASSWORD)
    session = open_session(tmp_path / "edu", clock)
    yield session
    session.close()


def test_a_certificate_that_its_department_revoked_is_shown_so_and_printed_no_more(place, server, department):
    case = accepted(place)
    place.sync.run()
    decide(server, case)
    place.sync.run()
    issue(place.desk, IssueForm(case_id=case.id), place.printer.studio())
    deliver(place.desk, DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(3)))
    place.sync.run()
    department.puller.pull()
    with pytest.raises(RuleBroken, match=r"department\.revocation_reasons"):
        department.acts.revoke_certificate(case.number, "注销", " ")
    department.acts.revoke_certificate(case.number, "注销", "终止办学")
    with pytest.raises(RuleBroken, match=r"certificate\.revoked_already"):
        department.acts.revoke_certificate(case.number, "吊销", "再来一次")
    department.sender.send()
    place.sync.run()
    shown = place.store.cases.get(case.id).case
    assert (shown.certificate_revoked.ground, shown.certificate_revoked.number) == ("注销", GRANT.number)
    form = ReplaceForm(case_id=case.id, reason="遗失", collector="何芳", collector_id=resident_id(3))
    with pytest.raises(RuleBroken, match=r"certificate\.revoked_already"):
        replace(place.desk, form, place.printer.studio())
    page = CasePresenter(place.desk, Words("zh"))
    page.open(case.id)
    assert page.view().standing.text == "**证书注销**：终止办学"


def decide(server, case):
    department, stream = logged_in(server), Stream("EDU")
    stream.add(event(taken(), case.id, Role.DEPARTMENT))
    stream.add(event(decided(certificate=GRANT), case.id, Role.DEPARTMENT))
    department.push(stream.push())


def _rows(server, box):
    return enrolled_window(server, "W09", 9).feed(box).rows
