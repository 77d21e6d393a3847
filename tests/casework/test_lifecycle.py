from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.histories import (
    ACCEPTED,
    AT_WINDOW,
    CLERK,
    DELIVERED,
    GRANTED,
    OFFICER,
    RECEIVED,
    REFUSED,
    Pen,
    case_after,
    opening,
)

from casework import facts
from casework.case_state import Stage
from casework.events import BlobRef
from casework.facts import PAYLOADS
from casework.lifecycle import COUNTS, RULES, Verdict, judge, replay, step
from casework.materials import MaterialMark

MISSING = facts.SupplementRequested(
    told_on=date(2026, 9, 4), items=(facts.Missing(material="AGR-006-M02", problem="没有带", remedy="补交"),)
)
BROUGHT = facts.MaterialsSupplemented(
    brought_on=date(2026, 9, 8), materials=(MaterialMark(code="AGR-006-M02", copies=1),)
)
STOPPED = facts.ClockStopped(from_day=date(2026, 9, 8), procedure="现场踏勘")
RESUMED = facts.ClockResumed(last_day=date(2026, 9, 9))
DAY = date(2026, 9, 8)
CORRECTED = facts.DetailsCorrected(
    corrected_on=DAY,
    reason="名称录错一字",
    applicant=msgspec.structs.replace(opening().applicant, name="绵竹市丰谷农资经营部"),
    materials=(MaterialMark(code="AGR-006-M01", originals=2),),
)
TURNED_AWAY = facts.CaseNotAccepted(decided_on=DAY, grounds=("不属于本机关职权",))
UNDONE = facts.CaseUndone(undone_on=DAY, stage="accepted")
URGED = facts.CaseUrged(window="W03", urged_on=DAY, again_from=date(2026, 9, 9))
# A pen numbers its events: this is the second after the opening.
ANSWERED = facts.UrgingAnswered(urging="0197d0a0-0000-7000-9000-000000000003", answered_on=DAY, text="15 日踏勘")
RECALLED = facts.DecisionRecalled(recalled_on=date(2026, 9, 16), reason="证号录错")
WITHDRAWN = facts.CaseWithdrawn(withdrawn_on=date(2026, 9, 8))


def verdict_of(case, fact, origin, actor=None):
    return judge(case, Pen().write(fact, actor), origin).verdict


def test_the_way_of_a_granted_case():
    pen = Pen()
    events = pen.history(opening(), ACCEPTED, RECEIVED, GRANTED, AT_WINDOW, DELIVERED)
    stages = [replay(events[: n + 1]).stage for n in range(len(events))]
    assert stages == ["received", "accepted", "in_review", "decided", "result_at_window", "delivered"]


def test_every_kind_of_event_has_a_rule():
    assert set(RULES) == set(PAYLOADS)


def test_a_decision_before_acceptance_is_contested_not_lost():
    assert verdict_of(case_after(), GRANTED, "AGR") is Verdict.CONTESTED


def test_a_second_decision_is_contested():
    case = case_after(ACCEPTED, RECEIVED, GRANTED)
    assert verdict_of(case, REFUSED, "AGR") is Verdict.CONTESTED


def test_withdrawal_against_a_decision_is_contested():
    case = case_after(ACCEPTED, RECEIVED, GRANTED)
    assert verdict_of(case, WITHDRAWN, "W03") is Verdict.CONTESTED


def test_a_certificate_printed_at_two_windows_is_contested():
    case = case_after(ACCEPTED, RECEIVED, GRANTED, AT_WINDOW)
    assert verdict_of(case, AT_WINDOW, "W02") is Verdict.CONTESTED


def test_nobody_accepts_into_the_past_after_acceptance():
    """There is no way back from accepted to supplement."""
    assert verdict_of(case_after(ACCEPTED), MISSING, "W03") is Verdict.CONTESTED


def test_another_department_cannot_decide():
    case = case_after(ACCEPTED, RECEIVED)
    judgement = judge(case, Pen().write(GRANTED), "EDU")
    assert (judgement.verdict, judgement.reason) == (Verdict.QUARANTINED, "case.other_department")


def test_a_clerk_cannot_decide_for_a_department():
    case = case_after(ACCEPTED, RECEIVED)
    assert verdict_of(case, GRANTED, "W03", CLERK) is Verdict.QUARANTINED


def test_a_department_cannot_accept():
    assert verdict_of(case_after(), ACCEPTED, "AGR", OFFICER) is Verdict.QUARANTINED


def test_a_window_cannot_open_a_case_for_another_window():
    assert judge(None, Pen().write(opening()), "W01").reason == "case.other_window"


def test_an_event_without_the_beginning_of_its_case_is_held():
    assert verdict_of(None, ACCEPTED, "W03") is Verdict.HELD


def test_any_window_continues_a_case_of_another():
    assert verdict_of(case_after(), ACCEPTED, "W01") is Verdict.APPLIED


def test_supplemented_papers_bring_a_waiting_case_back_to_be_judged():
    case = case_after(MISSING)
    assert case.stage is Stage.SUPPLEMENT
    brought = step(case, Pen().write(BROUGHT))
    assert brought.stage is Stage.RECEIVED
    assert [mark.code for mark in brought.materials] == ["AGR-006-M01", "AGR-006-M02"]


def test_papers_that_follow_an_acceptance_move_no_stage():
    case = case_after(ACCEPTED, RECEIVED)
    assert step(case, Pen().write(BROUGHT)).stage is Stage.IN_REVIEW


def test_the_clock_stops_any_number_of_times_and_keeps_dated_segments():
    case = case_after(ACCEPTED, RECEIVED, STOPPED, RESUMED, STOPPED)
    assert case.stage is Stage.SUSPENDED
    assert [stop.last_day for stop in case.stops] == [date(2026, 9, 9), None]


def test_a_stopped_case_cannot_be_decided():
    assert verdict_of(case_after(ACCEPTED, RECEIVED, STOPPED), GRANTED, "AGR") is Verdict.CONTESTED


def test_a_period_is_extended_once_only():
    extended = facts.ReviewExtended(days=10, approved_by="局长", reason="案情复杂")
    case = case_after(ACCEPTED, RECEIVED, extended)
    assert case.extension_days == 10
    judgement = judge(case, Pen().write(extended), "AGR")
    assert (judgement.verdict, judgement.reason) == (Verdict.CONTESTED, "case.extended_already")


def test_five_silent_days_make_a_case_accepted_by_the_server_alone():
    by_law = facts.DeemedAccepted(
        accepted_on=date(2026, 9, 4), established_on=date(2026, 9, 14), committed_days=10, statutory_days=20
    )
    case = case_after(by_law)
    assert (case.stage, case.accepted_on) == (Stage.DEEMED_ACCEPTED, date(2026, 9, 4))
    assert verdict_of(case, RECEIVED, "AGR") is Verdict.APPLIED
    assert verdict_of(case_after(), by_law, "W03", CLERK) is Verdict.QUARANTINED


def test_the_servers_number_wins_over_a_windows():
    case = step(None, Pen().write(opening()), number="510600-W03-260904-9001-KX", serial="003900000018")
    assert (case.number, case.serial) == ("510600-W03-260904-9001-KX", "003900000018")


def test_a_mailed_result_stays_at_the_window_until_it_is_delivered():
    mailed = facts.ResultMailed(window="W01", mailed_on=date(2026, 9, 16), carrier="EMS", waybill="1234567890123")
    case = case_after(ACCEPTED, RECEIVED, GRANTED, AT_WINDOW, mailed)
    assert (case.stage, case.mailing) == (Stage.RESULT_AT_WINDOW, mailed)


def test_paper_on_a_sheet_is_acknowledged_by_the_department():
    sheet = facts.OriginalsHandedOver(
        sheet="J0904-01",
        handed_on=date(2026, 9, 4),
        to_department="AGR",
        to_person="刘建",
        items=(facts.HandedItem(material="AGR-006-M01", originals=1, copies=0),),
    )
    arrived = facts.OriginalsAcknowledged(sheet="J0904-01", acknowledged_on=date(2026, 9, 5))
    (custody,) = case_after(sheet, arrived).custody
    assert custody.acknowledged_on == date(2026, 9, 5)


@pytest.mark.parametrize("kind", [kind for kind, rule in RULES.items() if rule.commutes])
def test_what_commutes_has_no_stage_of_its_own(kind):
    assert RULES[kind].target is None


def test_a_correction_replaces_what_it_names_and_moves_no_stage():
    before = case_after(ACCEPTED, RECEIVED)
    after = step(before, Pen().write(CORRECTED))
    assert (after.stage, after.number, after.serial) == (before.stage, before.number, before.serial)
    assert after.applicant.name == "绵竹市丰谷农资经营部"
    assert (after.agent, after.delivery) == (before.agent, before.delivery)
    assert [mark.originals for mark in after.materials if mark.code == "AGR-006-M01"] == [2]
    agentless = step(after, Pen().write(facts.DetailsCorrected(corrected_on=DAY, reason="没有经办人", no_agent=True)))
    assert (agentless.agent, agentless.applicant) == (None, after.applicant)


def test_what_was_decided_is_not_corrected_at_a_window():
    assert verdict_of(case_after(ACCEPTED, RECEIVED, GRANTED), CORRECTED, "W03") is Verdict.CONTESTED
    assert verdict_of(case_after(ACCEPTED), CORRECTED, "AGR", OFFICER) is Verdict.QUARANTINED


@pytest.mark.parametrize("before", [(), (ACCEPTED,), (MISSING,), (TURNED_AWAY,)])
def test_what_was_just_done_is_taken_back_by_the_window_that_did_it(before):
    case = case_after(*before)
    assert verdict_of(case, UNDONE, "W03") is Verdict.APPLIED
    assert judge(case, Pen().write(UNDONE), "W01").reason == "case.other_window"
    assert verdict_of(case, UNDONE, "AGR", OFFICER) is Verdict.QUARANTINED
    after = step(case, Pen().write(UNDONE))
    assert (after.stage, after.number, after.closed_on) == (Stage.WITHDRAWN, case.number, DAY)


@pytest.mark.parametrize("before", [(ACCEPTED, RECEIVED), (WITHDRAWN,), (UNDONE,)])
def test_what_others_went_on_with_is_not_taken_back(before):
    assert verdict_of(case_after(*before), UNDONE, "W03") is Verdict.CONTESTED


@pytest.mark.parametrize("before", [(ACCEPTED,), (ACCEPTED, RECEIVED), (ACCEPTED, RECEIVED, STOPPED)])
def test_a_window_urges_a_department_that_has_a_case_and_has_not_decided(before):
    case = case_after(*before)
    assert verdict_of(case, URGED, "W03") is Verdict.APPLIED
    assert verdict_of(case, URGED, "AGR", OFFICER) is Verdict.QUARANTINED
    assert judge(case, Pen().write(URGED), "W01").reason == "case.other_window"
    after = step(case, Pen().write(URGED))
    assert (after.stage, [one.by for one in after.urgings]) == (case.stage, [CLERK.name])


@pytest.mark.parametrize("before", [(), (MISSING,), (ACCEPTED, RECEIVED, GRANTED), (WITHDRAWN,)])
def test_nobody_is_urged_who_has_nothing_to_do(before):
    assert verdict_of(case_after(*before), URGED, "W03") is Verdict.CONTESTED


def test_within_a_working_day_a_window_urges_again_only_with_a_reason():
    case = case_after(ACCEPTED, URGED)
    assert judge(case, Pen().write(URGED), "W03").reason == "urge.too_soon"
    for changes in ({"reason": "申请人来问"}, {"window": "W01"}, {"urged_on": date(2026, 9, 9)}):
        fact = msgspec.structs.replace(URGED, **changes)
        assert verdict_of(case, fact, fact.window) is Verdict.APPLIED


def test_an_urging_is_answered_once_by_the_department_that_has_the_case():
    case = case_after(ACCEPTED, URGED)
    assert judge(case, Pen().write(ANSWERED), "EDU").reason == "case.other_department"
    assert verdict_of(case, ANSWERED, "W03", CLERK) is Verdict.QUARANTINED
    after = step(case, Pen().write(ANSWERED))
    (urging,) = after.urgings
    assert (urging.answer, urging.answered_by, urging.answered_on) == ("15 日踏勘", OFFICER.name, DAY)
    assert judge(after, Pen().write(ANSWERED), "AGR").reason == "urge.answered_already"
    assert judge(case_after(ACCEPTED), Pen().write(ANSWERED), "AGR").reason == "urge.unknown"


def test_an_answer_that_comes_after_the_decision_still_counts():
    case = case_after(ACCEPTED, URGED, RECEIVED, GRANTED)
    assert verdict_of(case, ANSWERED, "AGR") is Verdict.APPLIED


ANY_FACT = st.sampled_from(
    [
        *(ACCEPTED, RECEIVED, GRANTED, REFUSED, AT_WINDOW, DELIVERED, MISSING, BROUGHT, STOPPED, RESUMED, WITHDRAWN),
        CORRECTED,
        UNDONE,
        URGED,
        msgspec.structs.replace(URGED, reason="申请人来问"),
        ANSWERED,
    ]
)


@given(st.lists(ANY_FACT, max_size=14))
def test_whatever_comes_a_judged_history_replays_to_the_same_case(facts_in_order):
    """The case built step by step under the guard equals the replay of what counted."""
    pen = Pen()
    first = pen.write(opening())
    case, counted = step(None, first), [first]
    for fact in facts_in_order:
        event = pen.write(fact)
        origin = "AGR" if event.header.actor == OFFICER else "W03"
        if judge(case, event, origin).verdict in COUNTS:
            case = step(case, event)
            counted.append(event)
    assert replay(counted) == case
    assert case.ver == len(counted)


@given(st.lists(ANY_FACT, max_size=14))
def test_what_was_delivered_is_never_undone_by_lawful_acts(facts_in_order):
    case = case_after(ACCEPTED, RECEIVED, GRANTED, AT_WINDOW, DELIVERED)
    pen = Pen()
    for fact in facts_in_order:
        event = pen.write(fact)
        origin = "AGR" if event.header.actor == OFFICER else "W03"
        if judge(case, event, origin).verdict in COUNTS:
            case = step(case, event)
    assert case.stage is Stage.DELIVERED
    assert case.delivered == DELIVERED


SEALED = facts.PaperSealed(
    paper="certificate",
    seal="AGR",
    use="AGR/2026/1/17",
    decision="0197d0a0-0000-7000-9000-000000000004",
    document_sha256="0" * 64,
    pages=1,
    sealed_on=date(2026, 9, 15),
)


def sealed(case, fact=SEALED, digit="5"):
    file = BlobRef(sha256=digit * 64, size=81_234, mime="application/pdf", name="certificate.pdf")
    event = Pen().write(fact, blobs=(file,))
    return judge(case, event, "server").verdict, step(case, event)


@pytest.mark.parametrize("before", [(), (AT_WINDOW,), (AT_WINDOW, DELIVERED)])
def test_the_server_seals_what_was_decided_at_any_time_after(before):
    case = case_after(ACCEPTED, RECEIVED, GRANTED, *before)
    verdict, after = sealed(case)
    assert (verdict, after.stage) == (Verdict.APPLIED, case.stage)
    assert [(one.use, one.file.sha256) for one in after.sealed] == [("AGR/2026/1/17", "5" * 64)]


@pytest.mark.parametrize("before", [(ACCEPTED, RECEIVED), (ACCEPTED, RECEIVED, GRANTED, RECALLED)])
def test_what_was_not_decided_or_was_recalled_is_not_sealed(before):
    assert sealed(case_after(*before))[0] is Verdict.CONTESTED


def test_nobody_but_the_server_says_that_a_paper_is_sealed():
    case = case_after(ACCEPTED, RECEIVED, GRANTED)
    assert judge(case, Pen().write(SEALED, CLERK), "W01").verdict is Verdict.QUARANTINED
    assert judge(case, Pen().write(SEALED, OFFICER), "AGR").verdict is Verdict.QUARANTINED


def test_a_paper_that_is_sealed_once_more_stands_for_the_earlier_one():
    paper = msgspec.structs.replace(SEALED, paper="decision", document_sha256="1" * 64)
    case = case_after(ACCEPTED, RECEIVED, GRANTED)
    for fact, digit in ((SEALED, "5"), (paper, "6"), (SEALED, "7")):
        _, case = sealed(case, fact, digit)
    assert [one.file.sha256[0] for one in case.sealed] == ["6", "7"]
