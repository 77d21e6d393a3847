"""A record that met another lawful step: both side by side, and nothing is overwritten."""

from datetime import date

import pytest
from support.desks import accepted
from support.feeds import Mailbox, written
from support.offices import Office

from casework.contract import EventVerdict
from casework.events import Role
from casework.facts import CaseAccepted, CaseDecided, Outcome, ReceivedByDepartment
from casework.lifecycle import Verdict
from counter_app.desk.forms import UrgeForm
from counter_app.desk.urge import urge
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.wording import Words


@pytest.fixture
def contested(workplace):
    """A case that window 2 accepted first; what this window wrote about it was contested."""
    case = accepted(workplace)
    fact = CaseAccepted(accepted_on=date(2026, 9, 21), committed_days=20, statutory_days=60)
    row = Mailbox("H:DY01").add(written(fact, case.id, role=Role.CLERK, code="C02").raw, ver=2, origin="W02")
    store = workplace.store
    with store.writing():
        said = (
            EventVerdict(seq=1, verdict=Verdict.APPLIED, ver=1),
            EventVerdict(seq=2, verdict=Verdict.CONTESTED, ver=2, reason="case.stage"),
        )
        store.journal.store_verdicts(store.journal.stream().epoch, said)
        store.journal.receive(row)
        store.cases.refresh((case.id,))
    return next(entry for entry in store.journal.history(case.id) if entry.verdict is Verdict.CONTESTED).id


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_records_stand_side_by_side_and_what_differs_is_marked(workplace, contested, lang):
    presenter = OutboxPresenter(workplace.desk, Words(lang))
    presenter.point_at(contested)
    view = presenter.view(workplace.sync.status()).contested
    assert view.record_id == contested
    assert "W02" in view.theirs
    assert "case.stage" in view.code
    differing = {side.label: (side.theirs, side.ours) for side in view.sides if side.differs}
    assert differing == {Words(lang)("side.accepted_on"): ("2026-09-21", "2026-09-22")}
    assert len(view.choices) == 4


def test_an_urging_that_came_too_late_stands_beside_the_decision_and_not_beside_an_earlier_urging(workplace):
    case, office, desk = accepted(workplace), Office(workplace), workplace.desk
    urge(desk, UrgeForm(case_id=case.id))
    office.judge()
    urge(desk, UrgeForm(case_id=case.id, reason="快到期"))
    office.judge(Verdict.CONTESTED, reason="case.stage")
    office.state(ReceivedByDepartment(received_on=desk.today()), case.id)
    office.state(CaseDecided(outcome=Outcome.GRANTED, decided_on=desk.today()), case.id)
    office.deliver()
    presenter = OutboxPresenter(desk, Words("zh"))
    late = next(one for one in workplace.store.journal.history(case.id) if one.verdict is Verdict.CONTESTED)
    presenter.point_at(late.id)
    (first, *_) = presenter.contested().sides
    assert (first.theirs, first.ours) == ("**准予**", "催办，没有生效")


def test_a_record_that_nothing_contradicts_has_no_other_side(workplace, contested):
    presenter = OutboxPresenter(workplace.desk, Words("zh"))
    assert presenter.contested() is None
    first = workplace.store.journal.history(workplace.store.journal.entry(contested).case_id)[0]
    presenter.point_at(first.id)
    assert presenter.contested() is None


def test_to_let_the_first_stand_writes_no_event_and_deletes_nothing(workplace, contested):
    presenter = OutboxPresenter(workplace.desk, Words("zh"))
    presenter.point_at(contested)
    case_id = workplace.store.journal.entry(contested).case_id
    before = [(entry.id, entry.verdict) for entry in workplace.store.journal.history(case_id)]
    presenter.set_aside(contested)
    assert presenter.contested() is None
    assert [(entry.id, entry.verdict) for entry in workplace.store.journal.history(case_id)] == before


def test_to_hold_that_ours_should_stand_is_a_note_with_its_reason_and_changes_neither_record(workplace, contested):
    presenter = OutboxPresenter(workplace.desk, Words("en"))
    presenter.point_at(contested)
    case_id = workplace.store.journal.entry(contested).case_id
    before = [(entry.id, entry.verdict) for entry in workplace.store.journal.history(case_id)]
    changes, said = presenter.claim(contested, "申请人先到本窗，材料也在本窗")
    assert changes.case_id == case_id
    assert "until a supervisor decides" in said
    *kept, note = workplace.store.journal.history(case_id)
    assert [(entry.id, entry.verdict) for entry in kept] == before
    assert note.event().fact.text == "请以本窗的“受理”为准：申请人先到本窗，材料也在本窗"
    view = presenter.contested()
    assert view.choices[3].detail == Words("en")("contest.claimed_detail")


@pytest.mark.parametrize(("reason", "said"), [(" ", "写明为什么"), ("长" * 201, "200")])
def test_a_claim_without_a_reason_or_with_a_novel_is_refused(workplace, contested, reason, said):
    changes, told = OutboxPresenter(workplace.desk, Words("zh")).claim(contested, reason)
    assert changes is None
    assert said in told


def test_what_is_not_contested_cannot_be_claimed(workplace, contested):
    first = workplace.store.journal.history(workplace.store.journal.entry(contested).case_id)[0]
    presenter = OutboxPresenter(workplace.desk, Words("zh"))
    assert [presenter.claim(event, "理由")[0] for event in (first.id, "nothing")] == [None, None]
