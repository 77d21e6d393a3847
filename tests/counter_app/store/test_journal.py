"""Events are chained as they are written, and only the server adds to them."""

from contextlib import suppress

import pytest
from support.desks import TODAY, a_desk, accepted, kinds, opened, received
from support.feeds import Mailbox, written

from casework import chain, facts
from casework.contract import EventVerdict
from casework.errors import RuleBroken
from casework.lifecycle import Verdict
from casework.routing import hall_box


def judge_all(workplace, verdict=Verdict.APPLIED, ver=1):
    """Let the server give every waiting event the same verdict."""
    store = workplace.store
    batch = store.journal.unsent(max_events=500, max_bytes=10**9)
    verdicts = [EventVerdict(seq=seq, verdict=verdict, ver=ver) for seq in range(batch.first, batch.last + 1)]
    with store.writing():
        store.cases.refresh(store.journal.store_verdicts(batch.epoch, verdicts))
    return batch


def test_the_chain_covers_the_stored_bytes(place):
    accepted(place)
    stream = place.store.journal.stream()
    batch = place.store.journal.unsent(max_events=500, max_bytes=10**9)
    start = chain.stream_start(stream.origin, stream.epoch)
    assert batch.prev == start
    assert batch.tip == chain.tip(start, batch.raws) == stream.hash
    assert (batch.first, batch.last, stream.head) == (1, 2, 2)
    assert place.store.journal.check_chain() == 0


def test_an_altered_event_breaks_the_chain_where_it_is(place):
    accepted(place)
    accepted(place)
    with place.store.database.writing():
        place.store.database.run("UPDATE event SET raw = CAST(raw || ' ' AS BLOB) WHERE seq = 3")
    assert place.store.journal.check_chain() == 3


def test_a_removed_end_is_noticed(place):
    accepted(place)
    with place.store.database.writing():
        place.store.database.run("DELETE FROM event WHERE seq = 2")
    assert place.store.journal.check_chain() == 2


def test_nothing_is_unsent_once_everything_has_a_verdict(place):
    accepted(place)
    judge_all(place)
    assert place.store.journal.unsent(max_events=500, max_bytes=10**9) is None
    assert place.store.journal.waiting() == ()


def test_a_batch_keeps_both_limits_but_holds_at_least_one_event(place):
    for _ in range(3):
        accepted(place)
    journal = place.store.journal
    assert journal.unsent(max_events=4, max_bytes=10**9).last == 4
    assert journal.unsent(max_events=500, max_bytes=1).last == 1
    first = len(journal.unsent(max_events=1, max_bytes=1).raws[0])
    assert journal.unsent(max_events=500, max_bytes=first).last == 1


def test_what_was_acknowledged_can_be_sent_again(place):
    accepted(place)
    accepted(place)
    judge_all(place)
    with place.store.writing():
        place.store.journal.rewind(1)
    batch = place.store.journal.unsent(max_events=500, max_bytes=10**9)
    assert (batch.first, batch.last) == (2, 4)
    assert batch.prev == place.store.journal.hash_at(1)


def test_what_has_no_verdict_yet_is_not_passed_over_by_sending_again(place):
    """A server can have in its backup what it never could say of: its answer was lost."""
    accepted(place)
    with place.store.writing():
        place.store.journal.rewind(2)
    batch = place.store.journal.unsent(max_events=500, max_bytes=10**9)
    assert (batch.first, batch.last) == (1, 2)


def test_the_same_verdicts_twice_change_nothing(place):
    accepted(place)
    judge_all(place)
    before = place.store.cases.digest_rows()
    with place.store.writing():
        place.store.journal.rewind(0)
    judge_all(place)
    assert place.store.cases.digest_rows() == before


def test_a_row_of_the_mailbox_that_is_here_already_only_adds_its_position(place):
    case = accepted(place)
    judge_all(place)
    entry = place.store.journal.history(case.id)[0]
    box = Mailbox(hall_box("510600-H1"))
    row = box.add(entry.raw, ver=1, origin="W03", epoch=entry.epoch)
    with place.store.writing():
        assert place.store.journal.receive(row) == case.id
        assert place.store.journal.receive(row) == case.id
    again = place.store.journal.entry(entry.id)
    assert (again.box_pos, again.raw, again.seq) == (1, entry.raw, entry.seq)
    assert place.store.journal.check_chain() == 0


def test_what_cannot_be_read_is_kept_and_skipped(place):
    case = accepted(place)
    raw = written(facts.NoteAdded(text="x"), case.id).raw.replace(b'"note.added"', b'"note.sung"')
    row = Mailbox("H:x").add(raw, ver=9)
    with place.store.writing():
        place.store.journal.receive(row)
        place.store.cases.refresh((case.id,))
    assert place.store.journal.history(case.id)[-1].event() is None
    assert place.store.cases.get(case.id).case == case


def test_a_desk_that_is_not_enrolled_writes_nothing(tmp_path):
    workplace = opened(tmp_path)
    with workplace.store.writing(), pytest.raises(RuleBroken, match=r"desk\.not_enrolled"):
        workplace.store.journal.append(written(facts.NoteAdded(text="x"), "c"))
    workplace.close()


def test_writing_outside_a_transaction_is_a_bug(place):
    with pytest.raises(RuntimeError):
        place.store.meta.put("a", "b")


def test_transactions_do_not_nest(place):
    with place.store.writing(), pytest.raises(RuntimeError), place.store.database.writing():
        pass


def test_numbers_are_given_once_even_when_the_act_fails(place):
    first = received(place)
    with suppress(ZeroDivisionError), place.store.writing():
        place.store.series.take("case", TODAY)
        _ = 1 // 0
    second = received(place)
    assert first.number[-7:-3] == "0001"
    assert second.number[-7:-3] == "0002"


def test_a_series_begins_anew_each_day_and_slips_never_do(place, clock):
    first = received(place)
    clock.pass_by(days=1)
    second = received(place)
    assert "-260922-0001-" in first.number
    assert "-260923-0001-" in second.number
    assert (first.serial[3:11], second.serial[3:11]) == ("00000001", "00000002")


def test_a_clock_that_goes_back_reuses_no_number(place, clock):
    first = received(place)
    clock.pass_by(days=2)
    received(place)
    clock.pass_by(days=-2)
    third = received(place)
    assert first.number != third.number
    assert "-0002-" in third.number


def test_every_event_names_the_clerk_the_catalogue_and_what_was_known(place):
    case = accepted(place)
    header = place.store.journal.history(case.id)[0].event().header
    assert (header.actor.code, header.actor.name) == ("0123", "周敏")
    assert header.catalog == place.desk.catalogue.version
    assert header.base is None
    judge_all(place, ver=7)
    place.print_owed()
    assert place.store.journal.history(case.id)[-1].event().header.base == 7


def test_events_of_an_act_are_in_the_order_in_which_it_states_them(tmp_path):
    workplace = a_desk(tmp_path)
    assert kinds(workplace, accepted(workplace)) == ["case.opened", "case.accepted"]
    workplace.close()
