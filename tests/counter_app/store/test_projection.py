"""What a desk shows: the server's order, then its own events that wait; and always what the journal makes of it."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.desks import a_desk, accepted, body, everything_missing, marks, opened, received
from support.feeds import Mailbox, written

from casework import facts
from casework.case_state import Stage
from casework.contract import EventVerdict
from casework.errors import RuleBroken
from casework.events import Role
from casework.lifecycle import Verdict
from counter_app.desk.accept import accept_received
from counter_app.desk.forms import AcceptReceivedForm, BringForm, RefuseForm, WithdrawForm
from counter_app.desk.refuse import refuse
from counter_app.desk.supplement import bring, request_supplement
from counter_app.desk.withdraw import withdraw
from counter_app.store.search import Key

RECEIVED = facts.ReceivedByDepartment(received_on="2026-09-23")
GRANTED = facts.CaseDecided(outcome=facts.Outcome.GRANTED, decided_on="2026-09-24")


def told(workplace, *verdicts):
    """Let the server say of the first waiting events what became of them."""
    store = workplace.store
    stream = store.journal.stream()
    numbered = [EventVerdict(seq=stream.acked + place, **values) for place, values in enumerate(verdicts, start=1)]
    with store.writing():
        store.cases.refresh(store.journal.store_verdicts(stream.epoch, numbered))


def came(workplace, *rows):
    store = workplace.store
    with store.writing():
        store.cases.refresh({store.journal.receive(row) for row in rows})


APPLIED_1 = {"verdict": Verdict.APPLIED, "ver": 1}
APPLIED_2 = {"verdict": Verdict.APPLIED, "ver": 2}


def test_own_events_are_shown_at_once_and_marked_until_confirmed(place):
    case = accepted(place)
    shown = place.store.cases.get(case.id)
    assert (shown.case.stage, shown.unacked, shown.pending) == (Stage.ACCEPTED, 2, True)
    told(place, APPLIED_1, APPLIED_2)
    shown = place.store.cases.get(case.id)
    assert (shown.case.stage, shown.unacked, shown.pending) == (Stage.ACCEPTED, 0, False)


def test_what_others_stated_moves_the_case(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    box = Mailbox("H:x")
    came(place, box.add(written(RECEIVED, case.id).raw, ver=3), box.add(written(GRANTED, case.id).raw, ver=4))
    shown = place.store.cases.get(case.id)
    assert shown.case.stage is Stage.DECIDED
    assert shown.case.ver == 4


def test_the_servers_order_counts_and_not_that_of_arrival(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    box = Mailbox("H:x")
    decided = box.add(written(GRANTED, case.id).raw, ver=4)
    taken = box.add(written(RECEIVED, case.id).raw, ver=3)
    came(place, decided, taken)
    assert place.store.cases.get(case.id).case.stage is Stage.DECIDED


def test_a_waiting_event_that_the_table_no_longer_allows_is_not_shown(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    assert place.store.cases.get(case.id).case.stage is Stage.WITHDRAWN
    box = Mailbox("H:x")
    came(place, box.add(written(RECEIVED, case.id).raw, ver=3), box.add(written(GRANTED, case.id).raw, ver=4))
    shown = place.store.cases.get(case.id)
    assert shown.case.stage is Stage.DECIDED
    assert shown.unacked == 1


def test_a_contested_event_stays_in_the_history_and_changes_nothing(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    withdraw(place.desk, WithdrawForm(case_id=case.id))
    told(place, {"verdict": Verdict.CONTESTED, "ver": 2, "reason": "case.stage"})
    shown = place.store.cases.get(case.id)
    assert (shown.case.stage, shown.refused, shown.unacked) == (Stage.ACCEPTED, 1, 0)
    entry = place.store.journal.history(case.id)[-1]
    assert (entry.type, entry.verdict, entry.reason) == ("case.withdrawn", Verdict.CONTESTED, "case.stage")


def test_a_renumbered_case_is_found_under_its_new_number(place):
    case = received(place)
    new = {"number": "510600-W03-260922-0099-K5", "serial": "003000009990"}
    told(place, {"verdict": Verdict.RENUMBERED, "ver": 1, "reason": "case.renumbered", **new})
    shown = place.store.cases.get(case.id)
    assert (shown.case.number, shown.case.serial) == (new["number"], new["serial"])
    assert [found.case.id for found in place.store.search.by(Key.NUMBER, new["number"])] == [case.id]
    assert place.store.search.by(Key.NUMBER, case.number) == ()
    assert place.store.search.by_words("0099")[0].case.id == case.id


def test_a_case_of_another_window_appears(place):
    case = received(place)
    opening = place.store.journal.history(case.id)[0].event().fact
    other = written(opening, "0197d0a0-0000-7000-8000-00000000beef", role=Role.CLERK, code="0456")
    came(place, Mailbox("H:x").add(other.raw, ver=1, origin="W01"))
    assert place.store.cases.get("0197d0a0-0000-7000-8000-00000000beef").case.clerk == "0456"


def test_what_comes_before_its_opening_waits_in_the_journal(place):
    case = received(place)
    opening = place.store.journal.history(case.id)[0].event().fact
    other = "0197d0a0-0000-7000-8000-00000000beef"
    box = Mailbox("H:x")
    came(place, box.add(written(RECEIVED, other).raw, ver=3))
    assert place.store.cases.get(other) is None
    came(place, box.add(written(opening, other, role=Role.CLERK).raw, ver=1, origin="W01"))
    assert place.store.cases.get(other) is not None


def test_a_row_that_was_put_off_is_made_when_it_is_caught_up_with(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    store = place.store
    with store.writing():
        store.journal.receive(Mailbox("H:x").add(written(RECEIVED, case.id).raw, ver=3))
        store.cases.put_off((case.id, case.id))
    assert store.cases.get(case.id).case.stage is Stage.ACCEPTED
    assert list(store.catch_up()) == [(case.id,)]
    assert store.cases.get(case.id).case.stage is Stage.IN_REVIEW
    assert list(store.catch_up()) == []


def test_an_act_on_a_case_whose_row_was_put_off_is_judged_by_all_that_came(place):
    case = accepted(place)
    told(place, APPLIED_1, APPLIED_2)
    store = place.store
    box = Mailbox("H:x")
    with store.writing():
        for ver, fact in enumerate((RECEIVED, GRANTED), start=3):
            store.journal.receive(box.add(written(fact, case.id).raw, ver=ver))
        store.cases.put_off((case.id,))
    assert store.cases.get(case.id).case.stage is Stage.ACCEPTED
    assert store.cases.differing() == ()
    with pytest.raises(RuleBroken, match=r"case\.stage"):
        withdraw(place.desk, WithdrawForm(case_id=case.id))


def test_a_row_that_was_put_off_before_the_power_went_is_made_at_the_next_start(tmp_path):
    first = a_desk(tmp_path)
    case = accepted(first)
    told(first, APPLIED_1, APPLIED_2)
    with first.store.writing():
        first.store.journal.receive(Mailbox("H:x").add(written(RECEIVED, case.id).raw, ver=3))
        first.store.cases.put_off((case.id,))
    first.close()
    again = opened(tmp_path)
    assert again.store.cases.get(case.id).case.stage is Stage.IN_REVIEW
    again.close()


def test_a_case_can_be_seen_as_it_was_at_any_of_its_events(place):
    case = accepted(place)
    opened, accepted_event = place.store.journal.history(case.id)
    assert place.store.cases.as_of(case.id, opened.id).stage is Stage.RECEIVED
    assert place.store.cases.as_of(case.id, accepted_event.id).stage is Stage.ACCEPTED


def test_a_row_that_was_tampered_with_is_named(place):
    case = accepted(place)
    assert place.store.cases.differing() == ()
    changed = place.store.database
    with changed.writing():
        changed.run("UPDATE case_row SET state = CAST(replace(CAST(state AS TEXT), 'accepted', 'delivered') AS BLOB)")
    assert place.store.cases.differing() == (case.id,)
    place.store.cases.rebuild()
    assert place.store.cases.differing() == ()


ACTS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), min_size=3, max_size=14)


@given(acts=ACTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_made_again_from_the_journal_are_the_same(acts, tmp_path_factory):
    workplace = a_desk(tmp_path_factory.mktemp("desk"))
    cases = [received(workplace)]
    for act, which in acts:
        case = cases[which % len(cases)]
        _try(act, workplace, case, cases)
    before = workplace.store.cases.digest_rows()
    assert workplace.store.cases.rebuild() == len(before)
    assert workplace.store.cases.digest_rows() == before
    assert workplace.store.cases.differing() == ()
    assert workplace.store.journal.check_chain() == 0
    workplace.close()


def _try(act, workplace, case, cases):
    desk = workplace.desk
    tries = [
        lambda: cases.append(received(workplace)),
        lambda: cases.append(accepted(workplace)),
        lambda: accept_received(desk, AcceptReceivedForm(case_id=case.id)),
        lambda: request_supplement(desk, everything_missing(workplace, case)),
        lambda: bring(desk, BringForm(case_id=case.id, materials=marks(workplace))),
        lambda: refuse(desk, RefuseForm(case_id=case.id, grounds=("不属于本机关",))),
        lambda: withdraw(desk, WithdrawForm(case_id=case.id)),
        workplace.print_owed,
    ]
    # Some acts come at the wrong stage; nothing else may go wrong.
    with suppress(RuleBroken):
        tries[act]()


@pytest.fixture
def place_with_words(place):
    for serial, name in enumerate(["张伟", "民办幼儿园", "重庆小面馆", "Wang Li"], start=1):
        received(place, applicant=body(name=name, serial=serial, phone=f"1390000{serial:04d}"))
    return place


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("张伟", 1),
        ("张", 1),
        ("zw", 1),
        ("mbyey", 1),
        ("mby", 1),
        ("cq", 1),
        ("wang", 1),
        ("13900000002", 1),
        ("没有", 0),
    ],
)
def test_names_initials_and_telephones_are_found_by_part(place_with_words, text, count):
    assert len(place_with_words.store.search.by_words(text)) == count


def test_signs_that_mean_something_to_the_index_are_only_text(place_with_words):
    for text in ('"', "*", "张*", 'a" OR "b', "NEAR(", "-", "()", "words:x", "^张"):
        place_with_words.store.search.by_words(text)


def test_cases_that_another_release_kept_in_another_form_are_made_anew(tmp_path):
    place = a_desk(tmp_path)
    case = accepted(place)
    with place.store.database.writing():
        place.store.meta.put("case_form", "of an older release")
        place.store.database.run("UPDATE case_row SET state = :other", other=b'{"id": "something else"}')
    place.close()
    again = opened(tmp_path)
    assert again.store.cases.get(case.id).case == case
    assert not again.store.renew_cases()
    again.close()
