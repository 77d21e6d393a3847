"""The ledger of prints: every attempt and every answer is in it, and nothing in it can be changed unseen."""

import pytest
from support.desks import TODAY, NotedDriver, a_desk, accepted, received

from counter_app.desk import prints
from counter_app.desk.prints import Answer
from counter_app.desk.verify import verify
from counter_app.store.print_ledger import What
from printing.drivers.driver import Result


@pytest.fixture
def place(tmp_path):
    """A desk at which one slip was spoiled, one came out unproven, and two notices and a slip came out."""
    driver = NotedDriver(Result.UNCERTAIN)
    place = a_desk(tmp_path, driver=driver)
    received(place)
    received(place)
    first, second = (job.id for job in place.print_owed().value)
    driver.result = Result.PRINTED
    prints.answer(place.desk, first, Answer.SPOILED)
    prints.answer(place.desk, second, Answer.CAME_OUT)
    accepted(place)
    place.print_owed()
    yield place
    place.close()


@pytest.fixture
def ledger(place):
    return place.store.printouts.ledger


def change(place, sql, **values):
    with place.store.writing():
        assert place.store.database.run(sql, **values)


def faults(place):
    return [(fault.code, *fault.details.values()) for fault in verify(place.desk).faults]


def test_every_attempt_outcome_and_answer_is_a_line(ledger):
    said = [(line.what, line.outcome, line.reprint) for line in ledger.lines()]
    assert said == [
        (What.OPENED, "", 0),
        *[(What.BEGUN, "", 0), (What.ENDED, "uncertain", 0)] * 2,
        (What.ANSWERED, "spoiled", 0),
        (What.REPRINT, "", 1),
        (What.ANSWERED, "came_out", 0),
        *[(What.BEGUN, "", 1), (What.ENDED, "printed", 1)],
        *[(What.BEGUN, "", 0), (What.ENDED, "printed", 0)] * 3,
    ]
    assert {line.clerk for line in ledger.lines() if line.what is What.ANSWERED} == {"0123"}


def test_the_day_is_counted_from_the_lines(place, ledger):
    day = ledger.day(TODAY, place.desk.now_ms())
    assert (day.originals, day.reprints, day.spoiled, day.uncertain, day.voided) == (4, 1, 1, 2, 0)
    assert day.head == ledger.head()


def test_another_day_has_nothing_of_it(place, ledger):
    place.desk.clock.pass_by(days=1)
    day = ledger.day(place.desk.today(), place.desk.now_ms())
    assert (day.originals, day.uncertain) == (0, 0)
    assert day.head.seq == ledger.head().seq


def test_a_ledger_that_nobody_touched_holds(place):
    assert faults(place) == []


@pytest.mark.parametrize("seq", [1, 2, 7, 16])
def test_a_line_that_was_edited_is_found(place, seq):
    change(
        place,
        "UPDATE print_ledger SET raw = CAST(replace(CAST(raw AS TEXT), '\"at_ms\":1', '\"at_ms\":2') AS BLOB) "
        "WHERE seq = :seq",
        seq=seq,
    )
    assert ("verify.print_ledger", seq) in faults(place)


def test_a_line_with_another_hash_or_time_is_found(place):
    change(place, "UPDATE print_ledger SET at_ms = at_ms + 1 WHERE seq = 9")
    assert faults(place) == [("verify.print_ledger", 9)]
    change(place, "UPDATE print_ledger SET hash = zeroblob(32) WHERE seq = 5")
    assert faults(place) == [("verify.print_ledger", 5)]


def test_a_line_that_is_no_line_is_found(place):
    change(place, "UPDATE print_ledger SET raw = CAST('{' AS BLOB) WHERE seq = 4")
    assert faults(place) == [("verify.print_ledger", 4)]


@pytest.mark.parametrize("seq", [1, 6, 15])
def test_a_line_that_was_deleted_is_found(place, seq):
    change(place, "DELETE FROM print_ledger WHERE seq = :seq", seq=seq)
    assert ("verify.print_ledger", seq) in faults(place)


def test_last_lines_that_were_cut_off_are_found(place, ledger):
    last = ledger.head().seq
    change(place, "DELETE FROM print_ledger WHERE seq > :seq", seq=last - 2)
    assert faults(place) == [("verify.print_ledger", last - 1)]


def test_last_lines_that_were_cut_off_with_the_head_set_back_are_found_by_the_attempts(place, ledger):
    last = ledger.head().seq
    change(place, "DELETE FROM print_ledger WHERE seq > :seq", seq=last - 2)
    change(
        place,
        "UPDATE print_ledger_head SET seq = :seq, hash = (SELECT hash FROM print_ledger WHERE seq = :seq)",
        seq=last - 2,
    )
    assert [code for code, _ in faults(place)] == ["verify.print_job"]


@pytest.mark.parametrize(("one", "other"), [(5, 6), (2, 10)])
def test_lines_that_changed_places_are_found(place, one, other):
    change(place, "UPDATE print_ledger SET seq = seq + 1000 WHERE seq IN (:one, :other)", one=one, other=other)
    change(
        place,
        "UPDATE print_ledger SET seq = iif(seq = 1000 + :one, :other, :one) WHERE seq > 1000",
        one=one,
        other=other,
    )
    assert faults(place) == [("verify.print_ledger", one)]


def test_a_line_put_in_is_found(place, ledger):
    change(
        place,
        "INSERT INTO print_ledger SELECT max(seq) + 1, at_ms, raw, hash FROM print_ledger",
    )
    assert faults(place) == [("verify.print_ledger", ledger.head().seq + 1)]


def test_an_attempt_that_was_taken_out_or_changed_is_found(place):
    job = place.store.database.value("SELECT job FROM print_attempt WHERE id = 2")
    change(place, "UPDATE print_attempt SET outcome = 'printed' WHERE id = 2")
    assert faults(place) == [("verify.print_job", job)]
    change(place, "DELETE FROM print_attempt WHERE id = 2")
    assert faults(place) == [("verify.print_job", job)]


def test_a_paper_called_printed_that_never_was_is_found(place):
    received(place)
    (job,) = place.store.printouts.in_states("owed")
    change(place, "UPDATE print_job SET state = 'printed' WHERE id = :id", id=job.id)
    assert faults(place) == [("verify.print_job", job.id)]


def test_papers_of_before_the_ledger_are_not_missed(place):
    change(place, "DELETE FROM print_ledger")
    change(place, "DELETE FROM print_ledger_head")
    received(place)
    place.print_owed()
    assert faults(place) == []


def test_papers_of_pruned_cases_stay_in_the_ledger_and_are_not_missed(place, ledger):
    lines = ledger.head().seq
    change(place, "DELETE FROM print_attempt")
    change(place, "DELETE FROM print_job")
    assert faults(place) == []
    assert ledger.head().seq == lines


def test_a_head_on_a_sheet_is_known_as_long_as_its_line_is_there(place, ledger):
    head = str(ledger.head())
    received(place)
    place.print_owed()
    assert ledger.knows(head)
    assert ledger.knows(f" {head[:8]} {head[8:].upper()}")
    assert [fault.code for fault in verify(place.desk, head).faults] == []
    endless = (f"{'9' * 30}:{head[-16:]}", f"{'9' * 5000}:{head[-16:]}", f"٣:{head[-16:]}", f"-1:{head[-16:]}", ":")
    for wrong in ("", "x", head[:-4], f"{head[:-1]}g", head.replace(":", "0:"), *endless):
        assert not ledger.knows(wrong)
    assert [fault.code for fault in verify(place.desk, f"{head[:-1]}g").faults] == ["verify.print_head"]


def test_a_ledger_of_another_window_is_found_though_its_lines_hold(place, ledger, tmp_path):
    other = a_desk(tmp_path / "other", window="W04", number=4)
    received(other)
    other.print_owed()
    own, theirs = ledger.head(), other.store.printouts.ledger.head()
    lines = other.store.printouts.ledger._db.tuples("SELECT seq, at_ms, raw, hash FROM print_ledger")
    with place.store.writing():
        ledger._db.run("DELETE FROM print_ledger")
        for seq, at_ms, raw, hashed in lines:
            ledger._db.run(
                "INSERT INTO print_ledger (seq, at_ms, raw, hash) VALUES (:seq, :at_ms, :raw, :hash)",
                seq=seq,
                at_ms=at_ms,
                raw=bytes(raw),
                hash=bytes(hashed),
            )
        ledger._db.run("UPDATE print_ledger_head SET seq = :seq, hash = :hash", seq=theirs.seq, hash=theirs.hash)
    other.close()
    assert ledger.check_chain() == 0, "every line follows the one before it"
    assert ledger.check_jobs() != ""
    assert not ledger.knows(str(own))
