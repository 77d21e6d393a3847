"""Readers that wait: all are told at once, from one page, and whoever has gone is forgotten."""

import asyncio
import gzip
import socket
import time
from contextlib import contextmanager

import msgspec
import pytest
import requests
import zstandard
from sqlalchemy import event as sql_event
from support.serving import HALL, Stream, accepted, enrolled_window, event, new_id, note, opening, serving
from support.wire import request, signed_request

from casework.chain import box_start
from casework.contract import FeedPage, Hello, PushAnswer, Welcome
from casework.errors import Trouble
from sync_server.http import heads as heads_module
from sync_server.http.heads import Heads
from sync_server.http.pages import Pages, Wanted
from sync_server.store import boxes, meta
from sync_server.store.boxes import Head
from sync_server.store.engine import open_store
from sync_server.store.migrate import upgrade

BOX = f"H:{HALL}"
MANY = 450


@pytest.fixture
def case():
    return new_id()


@pytest.fixture
def stream(case):
    return Stream("W01").add(event(opening(), case), event(accepted(), case), *(event(note(), case) for _ in range(5)))


def ticket_of(window) -> str:
    stream = Stream("W01")
    said = Hello(proto=(1,), epoch=stream.epoch, head=0, hash=stream.hash_at(0).hex(), catalog="")
    return msgspec.json.decode(window.post("/v1/hello", said).content, type=Welcome).ticket


@contextmanager
def connections(server, count):
    """So many connections to a server."""
    host, _, port = server.address.removeprefix("http://").rpartition(":")
    opened = [socket.create_connection((host, int(port)), timeout=30) for _ in range(count)]
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


def until(condition, within_s=20.0):
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within_s
        time.sleep(0.005)


def head_of(connection) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    return received


def asking(ticket, after=0, wait=20, **fields) -> bytes:
    target = f"/v1/feed/{BOX}?after={after}&wait={wait}"
    return request("GET", target, {"Authorization": f"Bearer {ticket}", **fields})


# --- many -----------------------------------------------------------------------------------------------------------


def test_all_who_wait_are_told_from_one_page(server, window, stream, case):
    window.push(stream.push())
    stream.add(event(note("news"), case))
    waiting, ticket = server.doors.heads.waiting, ticket_of(window)
    with connections(server, MANY) as readers:
        for reader in readers:
            reader.sendall(asking(ticket, after=7))
        until(lambda: waiting() == MANY)
        pages = []
        true = boxes.page
        with replaced(boxes, "page", lambda *given: pages.append(given) or true(*given)):
            window.push(stream.push(8))
            heads = [head_of(reader) for reader in readers]
        assert all(head.startswith(b"HTTP/1.1 200") for head in heads)
        assert len(pages) == 1
    assert waiting() == 0


@contextmanager
def replaced(owner, name, value):
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def test_who_has_gone_is_noticed_and_forgotten(server, window):
    ticket = ticket_of(window)
    waiting = server.doors.heads.waiting
    with connections(server, 20) as readers:
        for reader in readers:
            reader.sendall(asking(ticket))
        until(lambda: waiting() == 20)
        for reader in readers[:15]:
            reader.close()
        until(lambda: waiting() == 5)
    until(lambda: waiting() == 0)
    until(lambda: not [task for task in server.server_state.tasks if not task.done()])


def test_a_reader_by_signature_is_forgotten_too(server, window):
    waiting = server.doors.heads.waiting
    with connections(server, 1) as (reader,):
        reader.sendall(signed_request(window, "GET", f"/v1/feed/{BOX}?wait=20"))
        until(lambda: waiting() == 1)
    until(lambda: waiting() == 0)


def test_stopping_releases_hundreds_within_two_seconds(tmp_path, clock, database_url):
    with connections_after(tmp_path, clock, database_url) as (readers, stopped):
        heads = [head_of(reader) for reader in readers]
        assert all(head.startswith(b"HTTP/1.1 200") for head in heads)
        assert time.monotonic() - stopped < 2


@contextmanager
def connections_after(tmp_path, clock, database_url):
    """Readers whose server has just been told to stop, and when that was."""
    with serving(tmp_path / "server", clock, database_url=database_url) as server:
        ticket = ticket_of(enrolled_window(server))
        with connections(server, MANY) as readers:
            for reader in readers:
                reader.sendall(asking(ticket))
            until(lambda: server.doors.heads.waiting() == MANY)
            server.should_exit = True
            yield readers, time.monotonic()


def test_a_reader_of_a_body_that_never_ends_is_answered_all_the_same(server, window, stream):
    ticket = ticket_of(window)
    endless = asking(ticket, wait=5).replace(b"Content-Length: 0", b"Content-Length: 999999999")
    with connections(server, 1) as (reader,):
        reader.sendall(endless)
        until(lambda: server.doors.heads.waiting() == 1)
        reader.sendall(b"x" * 10_000)
        window.push(stream.push())
        assert head_of(reader).startswith(b"HTTP/1.1 200")


# --- by themselves --------------------------------------------------------------------------------------------------


def in_loop(work):
    return asyncio.run(work())


async def never():
    await asyncio.Event().wait()
    return {"type": "http.request"}


def test_a_reader_waits_only_for_what_it_does_not_have():
    async def work():
        heads = Heads()
        heads.update({"b": Head(3, bytes(32))})
        assert await heads.wait("b", 2, 5, never)
        ahead = asyncio.create_task(heads.wait("b", 5, 5, never))
        even = asyncio.create_task(heads.wait("b", 3, 5, never))
        await asyncio.sleep(0)
        heads.update({"b": Head(4, bytes(32))})
        await even
        assert not ahead.done()
        assert heads.waiting() == 1
        heads.update({"b": Head(6, bytes(32))})
        assert await ahead

    in_loop(work)


def test_a_head_never_goes_back_and_an_unknown_mailbox_is_empty():
    async def work():
        heads = Heads()
        assert heads.get("x").chain == box_start("x").hex().encode()
        heads.update({"x": Head(2, b"2" * 32)})
        heads.update({"x": Head(1, b"1" * 32)})
        assert heads.get("x").pos == 2

    in_loop(work)


def test_more_than_two_hundred_are_woken_one_first_and_then_in_turns():
    async def work():
        heads = Heads()
        woken = []

        async def wait(number):
            await heads.wait("b", 0, 30, never)
            woken.append(number)

        tasks = [asyncio.create_task(wait(number)) for number in range(MANY)]
        await asyncio.sleep(0)
        assert heads.waiting() == MANY
        heads.update({"b": Head(1, bytes(32))})
        for _ in range(3):
            await asyncio.sleep(0)
        assert len(woken) == 1
        await asyncio.gather(*tasks)
        assert len(woken) == MANY

    assert heads_module._AT_ONCE < MANY
    in_loop(work)


def test_nobody_waits_once_the_server_stops():
    async def work():
        heads = Heads()
        waiting = asyncio.create_task(heads.wait("b", 0, 30, never))
        await asyncio.sleep(0)
        heads.release()
        assert await waiting
        assert await heads.wait("b", 0, 30, never)

    in_loop(work)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/s.sqlite3")
    upgrade(store)
    yield store
    store.close()


def test_a_page_is_made_once_for_all_who_ask_and_anew_for_a_newer_head(store):
    made = []
    sql_event.listen(store.engine, "checkout", lambda *_: made.append(1))

    async def work():
        pages = Pages(store)
        wanted = Wanted("b", 0, 500, "")
        got = await asyncio.gather(*(pages.get(wanted, 0) for _ in range(50)))
        assert len({id(page) for page in got}) == 1
        assert len(made) == 1
        await pages.get(wanted, 0)
        assert len(made) == 1
        await pages.get(wanted, 1)
        assert len(made) == 2
        await pages.settle()

    in_loop(work)


def test_a_page_whose_first_reader_left_is_there_for_the_others(store):
    async def work():
        pages = Pages(store)
        wanted = Wanted("b", 0, 500, "")
        first = asyncio.create_task(pages.get(wanted, 0))
        await asyncio.sleep(0)
        second = asyncio.create_task(pages.get(wanted, 0))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).etag == b'"E1-0"'

    in_loop(work)


def test_a_page_that_failed_is_tried_again_by_the_next(store):
    true, failing = boxes.page, [True]

    def page(*given):
        if failing:
            failing.pop()
            raise Trouble("store.busy")
        return true(*given)

    async def work():
        pages = Pages(store)
        wanted = Wanted("b", 0, 500, "")
        with pytest.raises(Trouble, match=r"store\.busy"):
            await pages.get(wanted, 0)
        assert (await pages.get(wanted, 0)).etag == b'"E1-0"'

    with replaced(boxes, "page", page):
        in_loop(work)


def test_old_pages_make_room_for_new_ones(store):
    async def work():
        pages = Pages(store)
        for limit in range(1, 400):
            await pages.get(Wanted("b", 0, limit, ""), 0)
        await asyncio.sleep(0)
        assert len(pages._kept) <= 257
        assert pages._bytes == sum(kept.size for kept in pages._kept.values())

    in_loop(work)


# --- packed answers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("zstd, gzip", "zstd"), ("gzip", "gzip"), ("br", None), ("identity", None)],
)
def test_pages_and_verdicts_are_packed_as_the_client_likes(server, window, accepted, coding):
    case = new_id()
    long = Stream("W01").add(event(opening(), case), *(event(note("x" * 200), case) for _ in range(40)))
    fields = {"Accept-Encoding": accepted}
    pushed = raw_of(window, "POST", "/v1/push", msgspec.json.encode(long.push()), fields)
    page = raw_of(window, "GET", f"/v1/feed/{BOX}", b"", fields)
    for answer in (pushed, page):
        assert answer.headers.get("Content-Encoding") == coding
        assert answer.headers["Vary"].lower() == "accept-encoding"
        assert answer.headers["Cache-Control"] == "no-store"
    assert len(msgspec.json.decode(undone(pushed), type=PushAnswer).verdicts) == 41
    assert len(msgspec.json.decode(undone(page), type=FeedPage).rows) == 41
    assert server.doors.heads.waiting() == 0


def test_what_is_small_is_sent_as_it_is(window):
    answer = raw_of(window, "GET", f"/v1/feed/{BOX}", b"", {"Accept-Encoding": "zstd"})
    assert "Content-Encoding" not in answer.headers


def raw_of(window, method, target, body, fields) -> requests.Response:
    """An answer whose body is not undone."""
    with requests.Session() as session:
        raw = signed_request(window, method, target, body, fields).partition(b"\r\n\r\n")[0].decode("latin-1")
        headers = dict(line.split(": ", 1) for line in raw.split("\r\n")[1:])
        headers.pop("Content-Length")
        answer = session.request(method, window.address + target, data=body, headers=headers, stream=True, timeout=30)
        answer.packed = answer.raw.read(decode_content=False)
        return answer


def undone(answer) -> bytes:
    coding = answer.headers.get("Content-Encoding")
    return {"zstd": zstandard.decompress, "gzip": gzip.decompress, None: bytes}[coding](answer.packed)


# --- reset and common -----------------------------------------------------------------------------------------------


def test_marks_are_compared_from_the_highest_down(server, window, stream):
    window.push(stream.push())
    chains = {pos: window.feed(BOX, after=pos - 1, limit=1).chain for pos in range(1, 8)} | {0: box_start(BOX).hex()}

    def common(*marks):
        answer = window.request("POST", "/v1/common", msgspec.json.encode({"box": BOX, "marks": marks}))
        return answer.json()["pos"], answer.json()["chain"], answer.json()["server_epoch"]

    assert common([9, "0" * 64], [6, "0" * 64], [4, chains[4]], [2, chains[2]]) == (4, chains[4], 1)
    assert common([7, chains[7]]) == (7, chains[7], 1)
    assert common([7, chains[6]]) == (0, chains[0], 1)
    assert common() == (0, chains[0], 1)
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_EPOCH, b"5")
    assert common([2, chains[2]]) == (2, chains[2], 5)


def test_a_worker_that_has_not_heard_of_it_yet_does_not_take_a_reader_for_lost(
    tmp_path, clock, window, stream, database_url
):
    """Another worker wrote; this one, which asks once in a thousand seconds, is asked to go on from there."""
    with serving(tmp_path / "server", clock, database_url=database_url, head_poll_ms=1_000_000) as second:
        beside = enrolled_window(second, "W02", 2)
        window.push(stream.push())
        page = window.feed(BOX)
        assert beside.feed(BOX, 7, page.chain).rows == ()
        assert second.doors.heads.get(BOX).pos == 7
