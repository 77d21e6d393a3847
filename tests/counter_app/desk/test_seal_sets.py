"""The free seal set of a new body: ordered, filed, engraved, handed out, one step after the other, once each."""

from datetime import date

import msgspec
import pytest
from support.desks import accepted, kinds, resident_id
from support.feeds import Mailbox, written
from support.results import decided

from casework import facts
from casework.errors import RuleBroken
from casework.events import Role
from casework.seal_facts import SealKind, SealPiece, SealsFiled, SealsOrdered
from casework.seal_sets import SealStep
from counter_app.desk import seal_sets
from counter_app.desk.forms import FileSealsForm, HandSealsForm, OrderSealsForm
from counter_app.store.blobs import WAITING

CARD = b"\xff\xd8\xff an invented impression card"
CODES = ("5106030000001", "5106030000002", "5106030000003")


def refused(act, *arguments):
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value.code


def ordered(place, case, **changes):
    form = msgspec.structs.replace(OrderSealsForm(case_id=case.id, maker="旌阳诚信刻章"), **changes)
    return seal_sets.order(place.desk, form).value.case


def filed(place, case, codes=CODES):
    return seal_sets.file(place.desk, FileSealsForm(case_id=case.id, filing_number="1182 号", codes=codes)).value.case


def engraved(place, case, cards=(("印模卡.jpg", CARD),)):
    return seal_sets.engrave(place.desk, case.id, cards).value.case


def handed(place, case, **who):
    return seal_sets.hand_out(place.desk, HandSealsForm(case_id=case.id, **who)).value.case


def papers(place, case):
    return [(job.paper, job.copy, job.state) for job in place.store.printouts.of_case(case.id)][-2:]


def test_a_step_that_counts_before_the_desk_knows_the_one_before_it_stops_nothing(place):
    case = decided(place)
    pieces = (SealPiece(kind=SealKind.OFFICIAL, text="园"),)
    day = date(2026, 9, 25)
    order = SealsOrdered(window="W01", ordered_on=day, uscc="u", name="园", maker="刻章店", pieces=pieces)
    filing = SealsFiled(window="W03", filed_on=day, filing_number="1182 号", codes=CODES[:1])
    rows = Mailbox("H:x")
    rows.rows += [None] * 9
    rows.chains *= 10
    store = place.store
    for fact, ver, step in ((filing, case.ver + 2, None), (order, case.ver + 1, SealStep.FILED)):
        with store.writing():
            store.journal.receive(rows.add(written(fact, case.id, role=Role.CLERK).raw, ver=ver))
            store.cases.refresh((case.id,))
        kept = store.cases.get(case.id).case.seal_set
        assert (kept.step if kept else None) is step


def test_a_set_goes_its_way_and_costs_nothing(place):
    case = decided(place)
    after = ordered(place, case)
    assert [piece.text for piece in after.seal_set.pieces] == [case.applicant.name, case.applicant.name, "何芳"]
    place.print_owed()
    assert papers(place, case) == [("seal-set-order", 1, "printed"), ("seal-set-order", 2, "printed")]
    after = filed(place, case)
    assert [piece.code for piece in after.seal_set.pieces] == list(CODES)
    after = engraved(place, case)
    (card,) = after.seal_set.cards
    assert place.store.blobs.files.get(card.sha256) == CARD
    after = handed(place, case, collector="何芳", collector_id=resident_id(3))
    assert (after.seal_set.step, after.seal_set.handed.collector_id_last4) == (SealStep.HANDED_OUT, resident_id(3)[-4:])
    place.print_owed()
    assert papers(place, case) == [("seal-set-receipt", 1, "printed"), ("seal-set-receipt", 2, "printed")]
    stated = [kind for kind in kinds(place, case) if kind.startswith("seals.")]
    assert stated == ["seals.ordered", "seals.filed", "seals.engraved", "seals.handed_out"]
    assert place.store.cases.differing() == ()
    order = next(e for e in place.store.journal.history(case.id) if e.type == "seals.ordered").event().fact
    assert order.fee_minor == 0


def test_the_cards_go_up_to_the_server_with_their_fact(place):
    case = decided(place)
    ordered(place, case)
    filed(place, case)
    before = place.store.blobs.count(WAITING)
    engraved(place, case, (("a.jpg", CARD), ("b.jpg", CARD + b"2")))
    assert place.store.blobs.count(WAITING) == before + 2


def test_no_step_is_left_out_or_done_twice(place):
    case = decided(place)
    assert refused(filed, place, case) == "seals.is_absent"
    ordered(place, case)
    assert refused(ordered, place, case) == "seals.ordered_already"
    assert refused(engraved, place, case) == "seals.is_ordered"
    filed(place, case)
    assert refused(filed, place, case) == "seals.is_filed"
    assert refused(lambda: handed(place, case, waybill="1047382955106")) == "seals.is_filed"
    engraved(place, case)
    handed(place, case, collector="何芳", collector_id=resident_id(3))
    assert refused(lambda: handed(place, case, waybill="1047382955106")) == "seals.is_handed_out"


def test_seals_are_for_who_was_granted(place):
    assert refused(ordered, place, accepted(place)) == "seals.not_granted"
    assert refused(ordered, place, decided(place, outcome=facts.Outcome.REFUSED, certificate=None)) == (
        "seals.not_granted"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"maker": " "}, "seals.maker_missing"),
        ({"kinds": (SealKind.FINANCE,)}, "seals.pieces_missing"),
        ({"uscc": "91510600MA6200001A"}, "identity.check_digit"),
    ],
)
def test_an_order_that_lacks_something_is_refused(place, changes, code):
    assert refused(lambda: ordered(place, decided(place), **changes)) == code


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (CODES[:2], "seals.codes_count"),
        ((CODES[0], CODES[0], CODES[1]), "seals.code_twice"),
        (("51060300", *CODES[:2]), "seals.code_form"),
    ],
)
def test_codes_that_are_wrong_are_refused(place, codes, code):
    case = decided(place)
    ordered(place, case)
    assert refused(filed, place, case, codes) == code


def test_no_card_no_seals_and_a_card_is_what_its_bytes_say(place):
    case = decided(place)
    ordered(place, case)
    filed(place, case)
    assert refused(engraved, place, case, ()) == "seals.cards_missing"
    assert refused(engraved, place, case, (("card.jpg", b"MZ a program"),)) == "attach.kind"
    assert place.store.cases.get(case.id).case.seal_set.step is SealStep.FILED


def test_only_who_may_collect_gets_the_set_or_it_is_mailed(place):
    case = decided(place)
    ordered(place, case)
    filed(place, case)
    engraved(place, case)
    stranger = {"collector": "王五", "collector_id": resident_id(9)}
    assert refused(lambda: handed(place, case, **stranger)) == "deliver.collector_unknown"
    after = handed(place, case, waybill="1047382955106")
    assert (after.seal_set.handed.way, after.seal_set.handed.carrier) == ("courier", "EMS")
    place.print_owed()
    assert papers(place, case)[0] == ("seal-set-receipt", 1, "printed")
