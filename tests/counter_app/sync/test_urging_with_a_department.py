"""An urging goes to the department's own puller, and its answer comes back to the window."""

import json

import pytest
from support.desks import accepted
from support.serving import PASSWORD, REGION

from casework import numbers
from casework.access import Scope
from casework.errors import RuleBroken
from casework.facts import Outcome
from casework.lifecycle import Verdict
from counter_app.desk.forms import UrgeForm
from counter_app.desk.urge import urge
from sync_server.department.acts import Decision, open_urgings
from sync_server.department.session import log_in, open_session


@pytest.fixture
def department(server, tmp_path, clock):
    server.doors.people.add_account("edu", "EDU", REGION, PASSWORD, frozenset(Scope))
    log_in(tmp_path / "edu", server.address, "edu", PASSWORD)
    session = open_session(tmp_path / "edu", clock)
    yield session
    session.close()


def urged(place, case, reason=""):
    urge(place.desk, UrgeForm(case_id=case.id, reason=reason))
    place.sync.run()


def test_an_urging_reaches_the_puller_and_its_answer_the_window(place, department, tmp_path):
    case = accepted(place)
    urged(place, case, "申请人来问")
    department.puller.pull()
    file = tmp_path / "edu" / "inbox" / numbers.parse(case.number).format() / "case.json"
    kept = json.loads(file.read_bytes())
    assert [one["reason"] for one in kept["case"]["urgings"]] == ["申请人来问"]
    assert kept["history"][-1]["kind"] == "case.urged"
    department.acts.answer_urging(case.number, " 15 日\n踏勘 ")
    department.sender.send()
    place.sync.run()
    (urging,) = place.store.cases.get(case.id).case.urgings
    assert (urging.answer, urging.answered_by) == ("15 日 踏勘", department.acts.actor.name)
    assert place.store.journal.history(case.id)[-1].verdict is Verdict.APPLIED
    assert open_urgings(department.acts.shown(case.number)) == {}


def test_a_department_answers_the_latest_or_the_one_it_names(place, department):
    case = accepted(place)
    for reason in ("第一次", "第二次", "第三次"):
        urged(place, case, reason)
    department.puller.pull()
    department.acts.answer_urging(case.number, "在办")
    department.acts.answer_urging(case.number, "已经办了", urging=1)
    assert list(open_urgings(department.acts.shown(case.number))) == [2]
    for wrong in (1, 4):
        with pytest.raises(RuleBroken, match=r"department\.no_urging"):
            department.acts.answer_urging(case.number, "在办", urging=wrong)
    with pytest.raises(RuleBroken, match=r"department\.answer_empty"):
        department.acts.answer_urging(case.number, " ")
    with pytest.raises(RuleBroken, match=r"department\.answer_too_long"):
        department.acts.answer_urging(case.number, "办" * 501)


def test_an_urging_that_met_a_decision_is_contested_and_changes_nothing(place, department):
    case = accepted(place)
    place.sync.run()
    department.puller.pull()
    department.acts.receive(case.number)
    department.acts.decide(case.number, Decision(outcome=Outcome.REFUSED, reasons=("不符合条件",)))
    department.sender.send()
    urged(place, case)
    entry = next(one for one in place.store.journal.history(case.id) if one.type == "case.urged")
    assert (entry.verdict, entry.reason) == (Verdict.CONTESTED, "case.stage")
    assert place.store.cases.get(case.id).case.urgings == ()
