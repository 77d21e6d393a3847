import threading
import time

import pytest
from support.serving import (
    HALL,
    Refused,
    Stream,
    accepted,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    serving,
)

from casework.chain import box_link, box_start
from casework.events import read_header
from sync_server.store import meta

BOX = f"H:{HALL}"


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def stream(case):
    return Stream("W01").add(event(opening(), case), event(accepted(), case), *(event(note(), case) for _ in range(5)))


def refused(action, *arguments, **named) -> Refused:
    with pytest.raises(Refused) as refusal:
        action(*arguments, **named)
    return refusal.value


def test_positions_are_dense_and_the_chain_holds_page_by_page(window, stream):
    window.push(stream.push())
    pos, chain, seen = 0, box_start(BOX), []
    while (page := window.feed(BOX, pos, chain.hex(), limit=2)).rows:
        for row in page.rows:
            assert row.p == pos + 1
            pos, chain = row.p, box_link(chain, read_header(bytes(row.e)).id)
            seen.append(bytes(row.e))
        assert (page.next, page.chain) == (pos, chain.hex())
    assert seen == stream.events


def test_an_event_is_fed_byte_for_byte(window, case):
    spaced = event(opening(), case).replace(b'"case":', b'"x" : [1.50, "\\u4e2d"],  "case" : ')
    window.push(Stream("W01").add(spaced).push())
    response = window.request("GET", f"/v1/feed/{BOX}?after=0")
    assert spaced in response.content
    assert bytes(window.feed(BOX).rows[0].e) == spaced


def test_an_answer_names_its_position_and_is_not_to_be_kept(window, stream):
    window.push(stream.push())
    response = window.request("GET", f"/v1/feed/{BOX}?after=0&limit=3")
    assert response.headers["ETag"] == '"E1-3"'
    assert response.headers["Cache-Control"] == "no-store"


def test_who_has_everything_gets_304_for_its_etag_and_an_empty_page_without(window, stream):
    window.push(stream.push())
    has = window.request("GET", f"/v1/feed/{BOX}?after=7", **{"If-None-Match": '"E1-7"'})
    assert (has.status_code, has.content, has.headers["ETag"]) == (304, b"", '"E1-7"')
    assert window.feed(BOX, 7).rows == ()
    other_epoch = window.request("GET", f"/v1/feed/{BOX}?after=7", **{"If-None-Match": '"E0-7"'})
    assert other_epoch.status_code == 200


def test_a_mailbox_nobody_wrote_to_is_empty(window):
    page = window.feed(BOX)
    assert (page.next, page.chain, page.rows) == (0, box_start(BOX).hex(), ())


def test_who_waits_is_answered_when_an_event_comes(server, window, stream):
    waiting = enrolled_window(server, "W02", 2)
    pages = []
    began = time.monotonic()
    reader = threading.Thread(target=lambda: pages.append(waiting.feed(BOX, wait=20)))
    reader.start()
    while not server.doors.heads.waiting():
        assert time.monotonic() - began < 10
    window.push(stream.push())
    reader.join(10)
    assert [row.p for row in pages[0].rows] == [1, 2, 3, 4, 5, 6, 7]
    assert time.monotonic() - began < 10


def test_waiting_ends_with_304_when_nothing_comes(window):
    response = window.request("GET", f"/v1/feed/{BOX}?wait=0.05", **{"If-None-Match": '"E1-0"'})
    assert response.status_code == 304


def test_what_another_process_wrote_is_found(window, stream, tmp_path, clock, database_url):
    with serving(tmp_path / "server", clock, database_url=database_url) as second:
        beside = enrolled_window(second, "W02", 2)
        pages = []
        reader = threading.Thread(target=lambda: pages.append(beside.feed(BOX, wait=20)))
        reader.start()
        began = time.monotonic()
        while not second.doors.heads.waiting():
            assert time.monotonic() - began < 10
        window.push(stream.push())
        reader.join(10)
    assert len(pages[0].rows) == 7


def test_stopping_releases_who_waits_within_two_seconds(tmp_path, clock):
    answers = []
    with serving(tmp_path / "server", clock) as server:
        window = enrolled_window(server)
        reader = threading.Thread(target=lambda: answers.append(window.feed(BOX, wait=25)))
        reader.start()
        began = time.monotonic()
        while not server.doors.heads.waiting():
            assert time.monotonic() - began < 10
        stopped = time.monotonic()
    reader.join(10)
    assert answers[0].rows == ()
    assert time.monotonic() - stopped < 2


def test_a_reader_with_another_chain_is_told_to_start_again(window, stream):
    window.push(stream.push())
    refusal = refused(window.feed, BOX, 3, "0" * 64)
    assert (refusal.status, refusal.code, refusal.problem["details"]["server_epoch"]) == (409, "feed.reset", 1)


def test_a_reader_ahead_of_the_server_is_told_to_start_again(window, stream):
    window.push(stream.push())
    assert refused(window.feed, BOX, 8).code == "feed.reset"


@pytest.mark.parametrize("box", ["H:510600-H2", "D:EDU:510600", "C:2026", "", "%00", "H:510600-H1/x"])
def test_a_window_reads_its_own_hall_only(window, box):
    assert refused(window.feed, box).status in {403, 404}


@pytest.mark.parametrize("box", [BOX, "D:FIN:510600", "D:EDU:510700", "D:EDU", "d:edu:510600"])
def test_a_department_reads_its_own_mailbox_only(education, box):
    assert refused(education.feed, box).code == "access.box"


def test_two_departments_see_nothing_of_each_other(server, window, education, stream):
    window.push(stream.push())
    finance = logged_in(server, "FIN")
    other = Stream("W01", events=[event(opening(running=2, matter="FIN-001", department="FIN"), new_id())])
    window.push(other.push())
    assert [bytes(row.e) for row in finance.feed("D:FIN:510600").rows] == other.events
    assert [bytes(row.e) for row in education.feed("D:EDU:510600").rows] == stream.events


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=99999999999999999999", "limit=x", "wait=x", "wait=1.x", "chain=abc"],
)
def test_a_question_that_makes_no_sense_is_a_problem(window, query):
    response = window.request("GET", f"/v1/feed/{BOX}?{query}")
    assert response.json()["code"] == "request.invalid"


def test_a_feed_cannot_be_written_to(window):
    assert window.request("POST", f"/v1/feed/{BOX}").status_code == 405


def test_a_restored_server_has_another_epoch_in_its_answers(server, window, stream):
    window.push(stream.push())
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_EPOCH, b"2")
    assert window.request("GET", f"/v1/feed/{BOX}").headers["ETag"] == '"E2-7"'
