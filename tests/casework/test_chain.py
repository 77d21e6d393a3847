from hypothesis import given
from hypothesis import strategies as st

from casework import chain

STREAM = chain.stream_start("W03", "epoch")
EVENTS = st.lists(st.binary(min_size=1, max_size=40), min_size=2, max_size=8, unique=True)


def test_a_chain_is_bound_to_its_writer_and_epoch():
    starts = {chain.stream_start(*key) for key in [("W03", "a"), ("W03", "b"), ("W02", "a")]}
    assert len(starts) == 3


@given(EVENTS)
def test_the_tip_is_the_links_one_by_one(events):
    previous = STREAM
    for raw in events:
        previous = chain.link(previous, raw)
    assert chain.tip(STREAM, events) == previous


@given(EVENTS, st.data())
def test_any_alteration_changes_the_tip(events, data):
    true_tip = chain.tip(STREAM, events)
    at = data.draw(st.integers(0, len(events) - 2))
    swapped = [*events[:at], events[at + 1], events[at], *events[at + 2 :]]
    dropped = events[:at] + events[at + 1 :]
    altered = [*events[:at], events[at] + b"!", *events[at + 1 :]]
    assert true_tip not in {chain.tip(STREAM, forged) for forged in (swapped, dropped, altered)}


def test_a_mailbox_chain_notices_a_skipped_event():
    start = chain.box_start("H:DY01")
    whole = chain.box_link(chain.box_link(start, "a"), "b")
    assert whole != chain.box_link(start, "b")
    assert start != chain.box_start("H:DY02")
    assert len(whole) == chain.HASH_BYTES
