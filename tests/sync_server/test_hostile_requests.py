"""What an enemy, a broken proxy or a bug may send: it is refused with a status of its own, and nothing changes."""

import json
import random
import secrets
import threading
from contextlib import suppress

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures.exceptions import HTTPMessageSignaturesException
from sqlalchemy import func, select
from support.serving import HALL, Stream, Window, accepted, enrolled_window, event, logged_in, new_id, note, opening
from support.wire import exchange, request, signed_request

from casework.access import Scope
from casework.contract import MAX_PUSH_BYTES, AskSeals, Hello, MissingBlobs, SignIn, Welcome
from casework.packing import pack
from sync_server.http.bounded import MAX_HEAD_BYTES
from sync_server.store.tables import METADATA

BOX = f"H:{HALL}"
NOT_KEPT = {"reading", "meta", "counter"}
SHA = "0" * 64


@pytest.fixture
def database_url():
    """What the wire refuses does not come to the database, whichever it is."""
    return ""


def counts(server) -> dict:
    """How many rows every table has that a writer can add to."""
    with server.doors.store.reading() as connection:
        tables = [table for table in METADATA.sorted_tables if table.name not in NOT_KEPT]
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }


@pytest.fixture
def stream():
    case = new_id()
    return Stream("W01").add(event(opening(), case), event(accepted(), case), event(note(), case))


# --- who may do what ------------------------------------------------------------------------------------------------


def ticket_of(writer, origin) -> str:
    stream = Stream(origin)
    said = Hello(proto=(1,), epoch=stream.epoch, head=0, hash=stream.hash_at(0).hex(), catalog="")
    return msgspec.json.decode(writer.post("/v1/hello", said).content, type=Welcome).ticket


class Nobody:
    """Asks without a word about who it is, or with somebody else's words."""

    def __init__(self, server, **headers):
        self.address, self.headers = server.address, headers

    def request(self, method, target, body=b"", **headers):
        return requests.request(
            method, self.address + target, data=body, headers={**self.headers, **headers}, timeout=30
        )


def replaced(server):
    window = enrolled_window(server, "W07", 7)
    enrolled_window(server, "W07", 7)
    return window


def revoked(server):
    window = enrolled_window(server, "W08", 8)
    server.doors.devices.revoke("W08")
    return window


def ended(server):
    department = logged_in(server)
    server.doors.people.revoke(department.account)
    return department


CALLERS = {
    "nobody": Nobody,
    "stranger": lambda server: Window(server.address, Ed25519PrivateKey.generate()),
    "replaced window": replaced,
    "revoked window": revoked,
    "window": enrolled_window,
    "window's ticket": lambda server: Nobody(
        server, Authorization=f"Bearer {ticket_of(enrolled_window(server), 'W01')}"
    ),
    "department": logged_in,
    "reading department": lambda server: logged_in(server, scopes=frozenset({Scope.READ})),
    "writing department": lambda server: logged_in(server, scopes=frozenset({Scope.WRITE})),
    "other department": lambda server: logged_in(server, "FIN"),
    "ended department": ended,
    "false token": lambda server: Nobody(server, Authorization="Bearer abc"),
    "false ticket": lambda server: Nobody(server, Authorization="Bearer tk1.W10.00"),
    "basic": lambda server: Nobody(server, Authorization="Basic YTpi"),
}


def body_of(route) -> bytes:
    stream = Stream("W01", events=[event(opening(), new_id())])
    if route == "push":
        return msgspec.json.encode(stream.push())
    said = {
        "hello": Hello(proto=(1,), epoch=stream.epoch, head=0, hash=stream.hash_at(0).hex(), catalog=""),
        "sign-in": SignIn(clerk="nobody", password="not-the-password"),
        "seals": AskSeals(cases=(SHA,)),
        "missing": MissingBlobs(sha256=(SHA,)),
        "common": {"box": BOX, "marks": []},
        "common of a department": {"box": "D:EDU:510600", "marks": []},
        "claim": {"box": "D:EDU:510600"},
        "renew": {"box": "D:EDU:510600", "p": 1, "fence": 1},
        "done": {"box": "D:EDU:510600", "p": 1, "fence": 1},
    }
    return msgspec.json.encode(said[route]) if route in said else b""


ROUTES = {
    "hello": ("POST", "/v1/hello"),
    "push": ("POST", "/v1/push"),
    "sign-in": ("POST", "/v1/sign-in"),
    "seals": ("POST", "/v1/seals"),
    "missing": ("POST", "/v1/blobs/missing"),
    "put blob": ("PUT", f"/v1/blobs/{SHA}"),
    "get blob": ("GET", f"/v1/blobs/{SHA}"),
    "how much of a blob": ("HEAD", f"/v1/blobs/{SHA}"),
    "part of a blob": ("PATCH", f"/v1/blobs/{SHA}"),
    "catalogue": ("GET", f"/v1/catalogue/{SHA}"),
    "common": ("POST", "/v1/common"),
    "common of a department": ("POST", "/v1/common"),
    "claim": ("POST", "/v1/claim"),
    "renew": ("POST", "/v1/claim/renew"),
    "done": ("POST", "/v1/claim/done"),
    "hall's feed": ("GET", f"/v1/feed/{BOX}"),
    "department's feed": ("GET", "/v1/feed/D:EDU:510600"),
    "catalogues' feed": ("GET", "/v1/feed/C:510600"),
    "other hall's feed": ("GET", "/v1/feed/H:510600-H2"),
    "windows' keys": ("GET", "/v1/window-keys"),
    "page of a slip": ("GET", "/P/A"),
    "page of a slip, written small": ("GET", "/p/a"),
}

# 401 for whoever is not known; the rest by route. 404, 409 and 422 say that the caller was let in.
ALLOWED = {
    "hello": {"window": 200, "department": 200, "reading department": 200, "writing department": 200,
              "other department": 200},
    "push": {"window": 200, "department": 403, "reading department": 403, "writing department": 403,
             "other department": 403},
    "sign-in": {"window": 401, "department": 403, "reading department": 403, "writing department": 403,
                "other department": 403},
    "seals": {"window": 200, "department": 403, "reading department": 403, "writing department": 403,
              "other department": 403},
    "missing": {"window": 200, "department": 200, "reading department": 403, "writing department": 200,
                "other department": 200},
    "put blob": {"window": 422, "department": 422, "reading department": 403, "writing department": 422,
                 "other department": 422},
    "get blob": {"window": 404, "department": 404, "reading department": 404, "writing department": 403,
                 "other department": 404},
    "how much of a blob": {"window": 404, "department": 404, "reading department": 403, "writing department": 404,
                           "other department": 404},
    "part of a blob": {"window": 400, "department": 422, "reading department": 403, "writing department": 422,
                       "other department": 422},
    "catalogue": {"window": 404, "department": 404, "reading department": 404, "writing department": 403,
                  "other department": 404},
    "common": {"window": 200, "window's ticket": 200, "department": 403, "reading department": 403,
               "writing department": 403, "other department": 403},
    "common of a department": {"window": 403, "window's ticket": 403, "department": 200, "reading department": 200,
                               "writing department": 403, "other department": 403},
    "claim": {"window": 403, "department": 200, "reading department": 403, "writing department": 200,
              "other department": 403},
    "renew": {"window": 403, "department": 409, "reading department": 403, "writing department": 409,
              "other department": 403},
    "done": {"window": 403, "department": 409, "reading department": 403, "writing department": 409,
             "other department": 403},
    "hall's feed": {"window": 200, "window's ticket": 200, "department": 403, "reading department": 403,
                    "writing department": 403, "other department": 403},
    "department's feed": {"window": 403, "window's ticket": 403, "department": 200, "reading department": 200,
                          "writing department": 403, "other department": 403},
    "catalogues' feed": {"window": 200, "window's ticket": 200, "department": 200, "reading department": 200,
                         "writing department": 403, "other department": 200},
    "other hall's feed": {"window": 403, "window's ticket": 403, "department": 403, "reading department": 403,
                          "writing department": 403, "other department": 403},
    # For everybody, and the page of what is no slip is the same for all.
    "windows' keys": dict.fromkeys(CALLERS, 200),
    "page of a slip": dict.fromkeys(CALLERS, 404),
    "page of a slip, written small": dict.fromkeys(CALLERS, 404),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLERS)
def test_every_route_knows_whom_it_lets_in(server, name):
    caller = CALLERS[name](server)
    found = {}
    for route, (method, target) in ROUTES.items():
        found[route] = caller.request(method, target, body_of(route)).status_code
    assert found == {route: ALLOWED[route].get(name, 401) for route in ROUTES}


def test_the_table_has_a_row_for_every_route(server):
    described = requests.get(f"{server.address}/api/openapi.json", timeout=10).json()["paths"]
    open_to_all = {"/healthz", "/readyz", "/v1/enrol", "/v1/login"}
    tried = {(method.lower(), target) for method, target in ROUTES.values()}
    for path, acts in described.items():
        if path not in open_to_all:
            start = path.partition("{")[0]
            for method in acts:
                assert any(one == method and target.startswith(start) for one, target in tried), (method, path)


# --- forged, altered, replayed --------------------------------------------------------------------------------------


def test_a_window_cannot_send_for_another(server, stream):
    other = enrolled_window(server, "W02", 2)
    refused = other.request("POST", "/v1/push", msgspec.json.encode(stream.push()))
    assert (refused.status_code, refused.json()["code"]) == (403, "push.other_origin")


def test_a_signature_opens_no_other_request_than_its_own(server, window, stream):
    """Taken from one request and put before another: to another place, with another query, with another body."""
    body = msgspec.json.encode(stream.push())
    before = counts(server)
    fields = dict(signed_fields(window, "POST", "/v1/push", body))
    assert exchange(server.address, request("POST", "/v1/hello", fields, body)).status == 401
    assert exchange(server.address, request("POST", "/v1/push?x=1", fields, body)).status == 401
    assert exchange(server.address, request("POST", "/v1/push", fields, body + b" ")).status == 401
    assert exchange(server.address, request("POST", "/v1/push", fields, b"")).status == 401
    fields = dict(signed_fields(window, "GET", f"/v1/feed/{BOX}?after=0", b""))
    assert exchange(server.address, request("GET", f"/v1/feed/{BOX}?after=1", fields)).status == 401
    assert counts(server) == before


def signed_fields(window, method, target, body):
    raw = signed_request(window, method, target, body).partition(b"\r\n\r\n")[0].decode("latin-1")
    for line in raw.split("\r\n")[1:]:
        name, _, value = line.partition(": ")
        if name.lower() not in {"host", "content-length"}:
            yield name, value


def test_what_is_sent_again_changes_nothing_also_under_another_s_name(server, window, stream):
    raw = signed_request(window, "POST", "/v1/push", msgspec.json.encode(stream.push()))
    first = exchange(server.address, raw)
    after = counts(server)
    for _ in range(20):
        again = exchange(server.address, raw)
        assert json.loads(again.body)["verdicts"] == json.loads(first.body)["verdicts"]
    other = enrolled_window(server, "W02", 2)
    forged = raw.replace(window.enrolled.window.encode(), other.enrolled.window.encode())
    assert exchange(server.address, forged).status == 401
    assert {**counts(server), "device": 0, "enrol_code": 0} == {**after, "device": 0, "enrol_code": 0}


def test_no_altered_byte_of_a_signed_request_is_taken(server, window, stream):
    """A thousand bytes of what the signature covers, and of the signature itself, each altered by itself."""
    rng = random.Random(11)  # noqa: S311 - an experiment that can be repeated
    raw = signed_request(window, "POST", "/v1/push", msgspec.json.encode(stream.push()))
    before = counts(server)
    places = altering(raw)
    found = []
    lock = threading.Lock()

    def work(mine):
        for place, bits in mine:
            altered = raw[:place] + bytes([raw[place] ^ bits]) + raw[place + 1 :]
            answer = exchange(server.address, altered)
            with lock:
                found.append((place, bits, answer))

    tasks = [(rng.choice(places), rng.randint(1, 255)) for _ in range(1000)]
    threads = [threading.Thread(target=work, args=(tasks[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1000
    for place, bits, answer in found:
        assert answer.status in {0, 400, 401, 404, 405, 413}, (place, bits, answer)
        assert b"Traceback" not in answer.body
    assert sum(answer.status == 401 for _, _, answer in found) > 500
    assert counts(server) == before
    assert exchange(server.address, raw).status == 200


def altering(raw: bytes) -> list:
    """The places of a request that its signature speaks for: method, address, digest, signature, length, body."""
    head = raw.index(b"\r\n\r\n")
    places = list(range(raw.index(b" HTTP/1.1")))
    for name in (b"Content-Digest: ", b"Signature-Input: ", b"Signature: ", b"Content-Length: "):
        start = raw.index(name) + len(name)
        places += range(start, raw.index(b"\r\n", start))
    return [*places, *range(head + 4, len(raw))]


# --- malformed ------------------------------------------------------------------------------------------------------

ODD_TARGETS = [
    "/v1/feed/%",
    "/v1/feed/%zz",
    "/v1/feed/%ff%fe",
    "/v1/feed/%00",
    "/v1/feed/H:510600-H1%00",
    "/v1/feed/../../etc/passwd",
    "/v1/feed/H:510600-H1/",
    "/v1/feed//H:510600-H1",
    "/v1/feed/" + "a" * 5000,
    f"/v1/feed/{BOX}?after=%31",
    f"/v1/feed/{BOX}?after=1&after=x",
    f"/v1/feed/{BOX}?after=\u00b2",
    f"/v1/feed/{BOX}?wait=-1",
    f"/v1/feed/{BOX}?wait=1e9",
    f"/v1/feed/{BOX}?wait=nan",
    f"/v1/feed/{BOX}?chain=" + "G" * 64,
    f"/v1/feed/{BOX}?limit=" + "9" * 400,
    "/v1/blobs/%00",
    "/v1/blobs/..%2f..%2fetc%2fpasswd",
    "/v1/blobs/" + "g" * 64,
    "/v1/%00",
    "/v1/push/%00",
    "/%ff",
    "//v1/push",
    "*",
    "http://elsewhere/v1/push",
]


@pytest.mark.parametrize("target", ODD_TARGETS, ids=range(len(ODD_TARGETS)))
def test_an_odd_address_is_refused(server, window, target):
    tried = [request("GET", target), request("POST", target, body=b"{}")]
    # What no client can sign, nobody sends signed.
    with suppress(HTTPMessageSignaturesException):
        tried += [signed_request(window, "GET", target), signed_request(window, "POST", target, b"{}")]
    for raw in tried:
        answer = exchange(server.address, raw)
        assert 400 <= answer.status < 500, answer
        assert b"Traceback" not in answer.body


def test_names_that_nobody_knows_are_left_out_of_a_question(window):
    assert window.request("GET", f"/v1/feed/{BOX}?" + "a=b&" * 5000 + "&&=&c&after=0").status_code == 200


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "DELETE", "PUT", "BREW"])
@pytest.mark.parametrize("target", ["/v1/push", f"/v1/feed/{BOX}", "/v1/common", "/healthz"])
def test_a_verb_that_is_not_taken_is_refused(server, window, method, target):
    answer = exchange(server.address, signed_request(window, method, target))
    # OPTIONS may be answered with what is taken; it does nothing.
    assert 400 <= answer.status < 500 or (method == "OPTIONS" and answer.status == 204)


@pytest.mark.parametrize("whole", [True, False], ids=["that ends", "without an end"])
def test_a_head_without_measure_is_refused(server, whole):
    fields = {f"X-{number}": "y" * 1000 for number in range(2 * MAX_HEAD_BYTES // 1000)}
    raw = request("GET", f"/v1/feed/{BOX}", fields)
    answer = exchange(server.address, raw if whole else raw[:-4])
    assert answer.status in {401, 431}
    assert b"Traceback" not in answer.body


def test_a_head_that_comes_in_pieces_and_never_ends_is_cut_off(server):
    piece = b"X-Filler: " + b"y" * 1000 + b"\r\n"
    answer = exchange(server.address, b"GET /v1/feed/x HTTP/1.1\r\nHost: server\r\n" + piece * 400)
    assert (answer.status, json.loads(answer.body)["code"]) == (431, "request.head_too_large")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /v1/push HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/push HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /v1/push HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        b"POST /v1/push HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\x00B: c\r\n\r\n",
        b"\x00" * 100,
    ],
    ids=range(10),
)
def test_what_is_no_request_is_refused_and_the_server_lives_on(server, raw):
    answer = exchange(server.address, raw)
    assert answer.status == 0 or 400 <= answer.status < 500
    assert requests.get(f"{server.address}/healthz", timeout=10).ok


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"origin":"W01"}',
        b'{"origin":1,"epoch":2,"from":"x","prev":"","tip":"","events":0}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'"' + b"x" * MAX_PUSH_BYTES + b'"',
        b'{"from": 1e999}',
    ],
    ids=range(11),
)
def test_a_push_that_does_not_parse_is_refused_and_nothing_is_stored(server, window, body):
    before = counts(server)
    for target in ("/v1/push", "/v1/hello", "/v1/common", "/v1/blobs/missing", "/v1/claim"):
        answer = window.request("POST", target, body)
        assert answer.status_code in {400, 403, 413}, (target, answer.text)
        assert answer.status_code == 413 or answer.json()["code"] in {"request.invalid", "access.scope", "access.box"}
    assert counts(server) == before


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_a_packed_push_is_bounded_and_whole(window, stream, coding):
    body = msgspec.json.encode(stream.push())
    tried = {
        "whole": (pack(body, coding), 200),
        "cut": (pack(body, coding)[:-5], 415),
        "followed": (pack(body, coding) + b"junk", 415),
        "twice": (pack(body, coding) * 2, 415),
        "bomb": (pack(bytes(64 * 1024 * 1024), coding), 413),
        "not packed": (body, 415),
    }
    found = {
        name: window.request("POST", "/v1/push", sent, **{"Content-Encoding": coding}).status_code
        for name, (sent, _) in tried.items()
    }
    assert found == {name: status for name, (_, status) in tried.items()}


@pytest.mark.parametrize(
    "marks",
    [
        [[2**80, SHA]],
        [[-1, SHA]],
        [[2**63, SHA], [2**63 - 1, SHA]],
        [[1, SHA]] * 64,
    ],
    ids=["huge", "negative", "at the edge", "many"],
)
def test_marks_that_cannot_be_meet_at_the_start(window, marks):
    answer = window.request("POST", "/v1/common", msgspec.json.encode({"box": BOX, "marks": marks}))
    assert (answer.status_code, answer.json().get("pos", 0)) in {(200, 0), (400, 0)}


def test_more_marks_than_there_may_be_are_refused(window):
    answer = window.request("POST", "/v1/common", msgspec.json.encode({"box": BOX, "marks": [[1, SHA]] * 65}))
    assert (answer.status_code, answer.json()["code"]) == (400, "request.invalid")


def test_guesses_at_tickets_and_tokens_open_nothing(server):
    session = requests.Session()
    for number in range(200):
        guess = ("tk1." if number % 2 else "") + secrets.token_urlsafe(60) + ".0" * (number % 2)
        answer = session.get(
            f"{server.address}/v1/feed/{BOX}", headers={"Authorization": f"Bearer {guess}"}, timeout=10
        )
        assert answer.status_code == 401
    session.close()
