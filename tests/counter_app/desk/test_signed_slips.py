"""Slips that prove themselves at any window, and cases that are written again from them when all else is lost."""

from contextlib import closing
from datetime import timedelta

import msgspec
import pytest
from support.desks import CLERK, MORNING, MovedClock, a_desk, accepted, body, kinds, received

from casework import signed_slip
from casework.case_state import Stage
from casework.clock import wall_ms
from casework.errors import RuleBroken
from casework.signing import key_name
from casework.window_keys import joined
from counter_app.desk.correct import correct
from counter_app.desk.find import Kind, find
from counter_app.desk.forms import CorrectForm
from counter_app.desk.paper_orders import order_job
from counter_app.desk.prints import reprint
from counter_app.desk.read_slip import rebuild, said, verify_slip
from printing.model import PaperKind


def keyed(folder, seed, **given):
    """A desk with a key of its own."""
    place = a_desk(folder, **given)
    with place.store.writing():
        place.store.meta.put("device_key", bytes([seed] * 32).hex())
    return place


def teach(place, *others, until_ms=None):
    """Let a desk know other windows' keys, as a sync would."""
    heard = [msgspec.structs.replace(one.store.window_keys.known()[-1], until_ms=until_ms) for one in others]
    with place.store.writing():
        place.store.window_keys.take(tuple(heard), "tag")


def address_of(place, case, paper=PaperKind.RECEIPT_SLIP):
    job = next(job for job in place.store.printouts.of_case(case.id) if job.paper == paper)
    return order_job(place.desk, job).material.progress_url


@pytest.fixture
def first(tmp_path):
    with closing(keyed(tmp_path / "w3", 3)) as place:
        yield place


@pytest.fixture
def other(tmp_path):
    with closing(keyed(tmp_path / "w1", 1, window="W01", number=1)) as place:
        yield place


def refusal(act, *arguments):
    with pytest.raises(RuleBroken) as refused:
        act(*arguments)
    return refused.value.code


def test_a_slip_and_its_notices_carry_what_the_window_signed(first):
    case = accepted(first)
    link = address_of(first, case)
    assert len(link) <= 234
    facts = verify_slip(first.desk, link).slip.facts
    assert (facts.number, facts.serial, facts.matter) == (case.number, case.serial, case.matter)
    assert facts.due is not None
    assert facts.days == case.committed_days
    assert facts.at == MORNING
    assert facts.originals == sum(mark.originals for mark in case.materials)
    assert signed_slip.is_of(facts, case.applicant.id_number)
    assert address_of(first, case, PaperKind.ACCEPTANCE_NOTICE)


def test_a_desk_without_a_key_prints_the_plain_address(tmp_path):
    with closing(a_desk(tmp_path)) as place:
        case = accepted(place)
        assert address_of(place, case).endswith(f"/P/{case.secret}")


def test_a_reprint_carries_the_same_code(tmp_path):
    clock = MovedClock()
    with closing(keyed(tmp_path, 3, clock=clock)) as place:
        case = received(place)
        link = address_of(place, case)
        place.print_owed()
        (job,) = [one for one in place.store.printouts.of_case(case.id) if one.paper == PaperKind.RECEIPT_SLIP]
        clock.pass_by(hours=3)
        again = reprint(place.desk, job.id, "纸卡住").value
        assert order_job(place.desk, again).material.progress_url == link


def test_scanning_a_slip_leads_to_its_case(first):
    case = received(first)
    found = find(first.desk, address_of(first, case))
    assert (found.kind, [one.case.id for one in found.cases]) == (Kind.SLIP, [case.id])


def test_another_window_verifies_a_slip_without_a_network_and_says_what_stands_on_it(first, other):
    case = received(first)
    link = address_of(first, case)
    assert refusal(find, other.desk, link) == "slip.key_unknown"
    teach(other, first)
    found = find(other.desk, link)
    assert (found.kind, found.cases) == (Kind.SLIP, ())
    for lang in ("zh", "en"):
        lines = said(other.desk, verify_slip(other.desk, link), lang)
        assert case.number in lines[1]
        assert "W03" in lines[0]
        assert case.applicant.name not in "".join(lines)


def test_an_altered_slip_is_told_so_where_it_is_scanned(first):
    link = address_of(first, received(first))
    altered = link[:-20] + ("A" if link[-20] != "A" else "B") + link[-19:]
    assert refusal(find, first.desk, altered) == "slip.altered"


def test_a_key_that_ended_vouches_for_what_it_signed_before(first, other):
    link = address_of(first, received(first))
    teach(other, first, until_ms=wall_ms(MORNING + timedelta(hours=1)))
    assert any("停用" in line for line in said(other.desk, verify_slip(other.desk, link), "zh"))
    teach(other, first, until_ms=wall_ms(MORNING - timedelta(hours=1)))
    assert refusal(verify_slip, other.desk, link) == "slip.key_ended"
    # A list from before cannot make it live again.
    teach(other, first)
    assert refusal(verify_slip, other.desk, link) == "slip.key_ended"


def test_keys_that_are_known_are_never_lost_by_a_shorter_list(first, other):
    own = first.store.window_keys.known()
    assert [key.key for key in own] == [key_name(first.store.window_keys.own().public_key())]
    assert set(joined(own, other.store.window_keys.known())) == {*own, *other.store.window_keys.known()}


def test_a_lost_case_is_written_again_from_its_slip_and_completed(first, other):
    case = accepted(first)
    link = address_of(first, case)
    teach(other, first)
    rebuilt = rebuild(other.desk, link).value.case
    assert (rebuilt.number, rebuilt.serial, rebuilt.matter) == (case.number, case.serial, case.matter)
    assert rebuilt.stage is Stage.RECEIVED
    assert rebuilt.rebuilt
    assert rebuilt.received_on == case.received_on
    assert rebuilt.window == "W01"
    assert "*" in rebuilt.applicant.name
    assert kinds(other, rebuilt) == ["case.opened", "note.added"]
    assert [one.case.id for one in find(other.desk, link).cases] == [rebuilt.id]
    form = CorrectForm(case_id=rebuilt.id, reason="按申请人证照补全", applicant=body(), delivery=rebuilt.delivery)
    assert not correct(other.desk, form).value.case.rebuilt


def test_a_case_that_is_here_is_never_written_over(first, other):
    case = received(first)
    link = address_of(first, case)
    assert refusal(rebuild, first.desk, link) == "slip.case_exists"
    teach(other, first)
    rebuild(other.desk, link)
    assert refusal(rebuild, other.desk, link) == "slip.case_exists"


def test_two_windows_that_rebuild_one_slip_write_one_case(first, other, tmp_path):
    link = address_of(first, received(first))
    with closing(keyed(tmp_path / "w2", 2, window="W02", number=2)) as third:
        for place in (other, third):
            teach(place, first)
        assert rebuild(other.desk, link).value.case.id == rebuild(third.desk, link).value.case.id


def test_nobody_rebuilds_from_what_no_window_signed(first, other):
    link = address_of(first, received(first))
    assert refusal(rebuild, other.desk, link) == "slip.key_unknown"
    assert refusal(rebuild, other.desk, "HTTPS://HALL.EXAMPLE/P/" + "A" * 32) == "slip.form"
    assert CLERK.code == other.desk.clerk().code
