"""What the server, or whatever stands in front of it, answers, and what each answer means."""

import msgspec
import pytest
import requests
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.desks import MovedClock
from support.windows import ScriptedAdapter, through

from casework.contract import Enrol, FeedPage, Hello, Problem, Push, PushAnswer, SignIn
from casework.errors import RuleBroken, Trouble
from casework.http_signatures import verify
from casework.packing import pack
from casework.signing import Sent, key_name
from counter_app.sync.answers import Absent, Corrupt, Fork, Gap, NotLetIn, Reset, TooLarge
from counter_app.sync.api import MAX_ANSWER_BYTES, ServerApi

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
HELLO = Hello(proto=(1,), epoch="e", head=0, hash="0" * 64, catalog="c")


def api_for(*answers, key=KEY, address="http://server.example"):
    adapter = ScriptedAdapter(*answers)
    return ServerApi(address, lambda: through(adapter), MovedClock(), key_of=lambda: key), adapter


def problem(status, code, **more):
    made = Problem(type="about:blank", title="t", status=status, detail="d", code=code, **more)
    return status, msgspec.json.encode(made)


def batch(size=10):
    event = msgspec.Raw(msgspec.json.encode({"x": "y" * size}))
    return Push(origin="W03", epoch="e", from_seq=1, prev="0" * 64, tip="1" * 64, events=(event,))


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (requests.ConnectionError(), Trouble, "sync.unreachable"),
        (requests.Timeout(), Trouble, "sync.unreachable"),
        (requests.exceptions.ChunkedEncodingError(), Trouble, "sync.unreachable"),
        (problem(401, "signature.wrong"), NotLetIn, "sync.not_let_in"),
        (problem(403, "access.box"), NotLetIn, "sync.not_let_in"),
        (problem(404, "blob.absent"), Absent, "sync.absent"),
        ((408, b""), Trouble, "sync.server_busy"),
        (problem(409, "push.gap", expected=4), Gap, "sync.gap"),
        (problem(409, "push.fork", at=2), Fork, "sync.fork"),
        (problem(409, "feed.reset"), Reset, "sync.reset"),
        (problem(413, "request.too_large"), TooLarge, "sync.too_large"),
        (problem(422, "push.corrupt"), Corrupt, "sync.corrupt"),
        ((429, b"slow down"), Trouble, "sync.server_busy"),
        ((500, b"<html>"), Trouble, "sync.server_busy"),
        ((503, b""), Trouble, "sync.server_busy"),
        (problem(507, "store.full"), Trouble, "sync.server_busy"),
        ((302, b""), Trouble, "sync.strange_answer"),
        ((401, b"<html>portal</html>"), Trouble, "sync.strange_answer"),
        ((200, b"<html>please accept our terms</html>"), Trouble, "sync.strange_answer"),
        ((200, b'{"head": 3'), Trouble, "sync.strange_answer"),
    ],
)
def test_every_answer_has_its_meaning(answer, kind, code):
    api, _ = api_for(answer)
    with pytest.raises(Trouble) as caught:
        api.push(batch())
    assert (type(caught.value), caught.value.code) == (kind, code)


def test_a_request_is_signed_over_what_is_sent():
    api, adapter = api_for((304, b""))
    assert api.feed("H:510600-H1", after=3, chain="0" * 64, limit=500, wait_s=0) is None
    asked = adapter.asked[0]
    path, _, query = asked.path_url.partition("?")
    sent = Sent(method="GET", path=path, query=query, body=b"", headers=dict(asked.headers))
    assert verify(sent, lambda _: KEY.public_key()) == key_name(KEY.public_key())
    assert path == "/v1/feed/H%3A510600-H1"


def test_a_large_push_is_compressed_and_signed_as_compressed():
    api, adapter = api_for((503, b""))
    with pytest.raises(Trouble):
        api.push(batch(5000))
    asked = adapter.asked[0]
    assert asked.headers["Content-Encoding"] == "zstd"
    assert len(asked.body) < 1000
    inflated = zstandard.decompress(asked.body)
    assert msgspec.json.decode(inflated, type=Push).events[0] == batch(5000).events[0]
    sent = Sent(method="POST", path="/v1/push", body=asked.body, headers=dict(asked.headers))
    assert verify(sent, lambda _: KEY.public_key())


def test_a_server_that_takes_no_compression_gets_it_plain_from_then_on():
    answer = PushAnswer(head=1, verdicts=(), backup_mark=0, server_epoch=1, now=0)
    fine = (200, msgspec.json.encode(answer))
    api, adapter = api_for(problem(415, "request.encoding"), fine, fine)
    assert api.push(batch(5000)) == answer
    api.push(batch(5000))
    assert [request.headers.get("Content-Encoding") for request in adapter.asked] == ["zstd", None, None]


def test_an_answer_without_end_is_not_taken():
    api, _ = api_for((200, b"x" * (MAX_ANSWER_BYTES + 1)))
    with pytest.raises(Trouble, match=r"sync\.answer_too_large"):
        api.get_blob("0" * 64, 1)


def test_a_redirect_is_not_followed_with_our_signature():
    api, adapter = api_for((302, b""))
    with pytest.raises(Trouble):
        api.hello(HELLO)
    assert len(adapter.asked) == 1


def test_without_a_key_nothing_is_sent():
    api, adapter = api_for(key=None)
    with pytest.raises(Trouble, match=r"sync\.not_enrolled"):
        api.hello(HELLO)
    assert adapter.asked == []


def test_without_an_address_nothing_is_sent():
    api, _ = api_for(address="")
    with pytest.raises(Trouble, match=r"sync\.no_server"):
        api.hello(HELLO)


def test_a_person_is_told_what_the_server_says_of_their_password_or_code():
    api, _ = api_for(problem(401, "people.wrong_password"), problem(403, "enrol.code_wrong"), (503, b""))
    with pytest.raises(RuleBroken, match=r"people\.wrong_password"):
        api.sign_in(SignIn(clerk="0123", password="x"))
    with pytest.raises(RuleBroken, match=r"enrol\.code_wrong"):
        api.enrol(Enrol(code="x", public_key="0" * 64, epoch="e"))
    with pytest.raises(Trouble, match=r"sync\.server_busy"):
        api.sign_in(SignIn(clerk="0123", password="x"))


def test_a_desk_that_is_not_let_in_is_no_wrong_password():
    api, _ = api_for(problem(401, "signature.wrong"))
    with pytest.raises(NotLetIn):
        api.sign_in(SignIn(clerk="0123", password="x"))


# --- packed answers -------------------------------------------------------------------------------------------------

PAGE = FeedPage(next=4, chain="1" * 64, rows=())


def fed(*answers):
    api, adapter = api_for(*answers)
    return api, adapter, lambda: api.feed("H:510600-H1", after=4, chain="0" * 64, limit=500, wait_s=0)


def packed_answer(status, value, coding):
    return status, pack(msgspec.json.encode(value), coding), {"Content-Encoding": coding}


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_an_answer_may_come_packed(coding):
    answer = PushAnswer(head=1, verdicts=(), backup_mark=0, server_epoch=1, now=0)
    api, adapter = api_for(packed_answer(200, answer, coding))
    assert api.push(batch()) == answer
    assert adapter.asked[0].headers["Accept-Encoding"] == "zstd, gzip"


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_an_answer_that_grows_without_end_is_not_taken(coding):
    bomb = pack(bytes(MAX_ANSWER_BYTES + 1), coding)
    api, _ = api_for((200, bomb, {"Content-Encoding": coding}))
    with pytest.raises(Trouble, match=r"sync\.answer_too_large"):
        api.push(batch())


@pytest.mark.parametrize(
    ("body", "coding"),
    [(b"not packed at all", "zstd"), (pack(b"x" * 2000, "gzip")[:-4], "gzip"), (b"plain", "br")],
    ids=["plain", "cut", "another coding"],
)
def test_an_answer_that_cannot_be_unpacked_is_strange(body, coding):
    api, _ = api_for((200, body, {"Content-Encoding": coding}))
    with pytest.raises(Trouble, match=r"sync\.strange_answer"):
        api.push(batch())


# --- tickets --------------------------------------------------------------------------------------------------------


def test_a_ticket_spares_the_signature_until_it_runs_out():
    api, adapter, feed = fed((304, b""), (304, b""))
    assert not api.wants_ticket()
    api.admit("tk1.a.b", 600)
    assert feed() is None
    assert adapter.asked[0].headers["Authorization"] == "Bearer tk1.a.b"
    assert "Signature" not in adapter.asked[0].headers
    assert not api.wants_ticket()
    api.admit("tk1.a.b", 0)
    assert api.wants_ticket()
    feed()
    assert "Signature" in adapter.asked[1].headers


def test_a_ticket_that_is_refused_is_given_up_for_the_signature():
    api, adapter, feed = fed(problem(401, "ticket.ended"), (304, b""), (304, b""))
    api.admit("tk1.a.b", 600)
    assert feed() is None
    assert ["Signature" in asked.headers for asked in adapter.asked] == [False, True]
    assert api.wants_ticket()
    feed()
    assert "Signature" in adapter.asked[2].headers


def test_a_server_that_gives_no_tickets_is_not_asked_for_one():
    api, _, _ = fed()
    api.admit("", 0)
    assert not api.wants_ticket()


def test_what_the_desk_has_is_named_so_that_nothing_new_is_said_in_a_few_bytes():
    _, adapter, feed = fed((200, msgspec.json.encode(PAGE), {"ETag": '"E3-4"'}), (304, b"", {"ETag": '"E3-4"'}))
    assert feed() is None
    assert feed() is None
    assert [asked.headers.get("If-None-Match") for asked in adapter.asked] == [None, '"E3-4"']
