"""kill -9 at any statement: what was told is there, nothing is half, and a cursor is never ahead of its rows.

This is about the order of our own writes. Power cuts are another matter; they need the recorder of unsynced sectors.
"""

import os
import signal

import pytest
from support.desks import a_desk, accepted, opened, received
from support.faults import die, interpose
from support.feeds import Mailbox, written

from casework import facts
from casework.routing import hall_box
from counter_app.store.position import Cursor

BOX = hall_box("510600-H1")


def in_child(work) -> list[str]:
    """Run `work(tell)` in a child process until it ends or dies; return what it told before."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        status = 1
        try:
            work(lambda text: os.write(write_end, f"{text}\n".encode()))
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end) as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return [*lines, "killed" if os.WIFSIGNALED(status) else "ended"]


def whole(workplace):
    store = workplace.store
    assert store.journal.check_chain() == 0
    assert store.cases.differing() == ()
    stream = store.journal.stream()
    assert store.witness.last().seq == stream.head
    events = store.journal.size()
    for case_id in store.journal.case_ids():
        assert store.cases.get(case_id) is not None
    return events


@pytest.mark.parametrize("step", range(4))
def test_a_desk_killed_at_any_statement_of_an_acceptance_keeps_what_it_told(tmp_path, step):
    a_desk(tmp_path).close()
    told: list[str] = []
    ended = False
    # Every fourth statement in each of four runs: together all of them.
    for at in range(1 + step, 200, 4):

        def work(tell, at=at):
            workplace = opened(tmp_path)
            interpose(workplace.store.database, at, die)
            tell(accepted(workplace).id)

        *lines, end = in_child(work)
        told += lines
        workplace = opened(tmp_path)
        assert set(told) <= set(workplace.store.journal.case_ids())
        assert workplace.store.journal.stream().epoch_char == "K"
        whole(workplace)
        workplace.close()
        if end == "ended":
            ended = True
            break
    assert ended, "the sweep reached the end of the act"


def test_a_desk_killed_at_any_statement_of_a_round_never_has_a_cursor_ahead_of_its_rows(tmp_path):
    workplace = a_desk(tmp_path)
    case = received(workplace)
    workplace.close()
    box = Mailbox(BOX)
    for number in range(6):
        box.add(written(facts.NoteAdded(text=f"第 {number} 条"), case.id).raw, ver=number + 2)
    for at in range(1, 200, 3):

        def work(tell, at=at):
            workplace = opened(tmp_path)
            interpose(workplace.store.database, at, die)
            cursor = workplace.store.positions.at(BOX)
            page = box.page(cursor.pos, limit=2)
            with workplace.store.writing():
                for row in page.rows:
                    workplace.store.journal.receive(row)
                workplace.store.cases.refresh((case.id,))
                workplace.store.positions.move(BOX, Cursor(page.next, bytes.fromhex(page.chain)))
            tell(page.next)

        in_child(work)
        workplace = opened(tmp_path)
        cursor = workplace.store.positions.at(BOX)
        rows = workplace.store.database.rows("SELECT box_pos FROM event WHERE box_pos IS NOT NULL ORDER BY box_pos")
        assert [row["box_pos"] for row in rows] == list(range(1, cursor.pos + 1))
        workplace.close()
        if cursor.pos == 6:
            return
    pytest.fail("the mailbox was never read to its end")


def test_a_desk_killed_at_any_moment_while_it_works_keeps_what_it_told(tmp_path):
    a_desk(tmp_path).close()
    for told_before in (1, 2, 3, 5, 8):

        def work(tell, told_before=told_before):
            workplace = opened(tmp_path)
            for _ in range(told_before):
                tell(accepted(workplace).number)
            os.kill(os.getpid(), signal.SIGKILL)

        *numbers, end = in_child(work)
        assert end == "killed"
        assert len(numbers) == told_before
        workplace = opened(tmp_path)
        kept = [row["number"] for row in workplace.store.database.rows("SELECT number FROM case_row")]
        assert set(numbers) <= set(kept)
        assert len(set(kept)) == len(kept)
        whole(workplace)
        workplace.close()
