import msgspec
import pytest
import requests
import structlog
from support.serving import Stream, event, new_id, note, opening

from casework.errors import RuleBroken, Trouble
from sync_server.http.problems import language, problem_of
from sync_server.logs import set_up


def test_the_server_says_that_it_lives_and_can_work(server):
    assert requests.get(f"{server.address}/healthz", timeout=10).json() == {"status": "ok"}
    assert requests.get(f"{server.address}/readyz", timeout=10).json() == {"status": "ready", "server_epoch": 1}


def test_the_interface_is_described(server):
    described = requests.get(f"{server.address}/api/openapi.json", timeout=10).json()
    assert {
        "/P/{text}",
        "/p/{text}",
        "/v1/window-keys",
        "/v1/enrol",
        "/v1/login",
        "/v1/hello",
        "/v1/common",
        "/v1/feed/{box}",
        "/v1/push",
        "/v1/sign-in",
        "/v1/seals",
        "/v1/catalogue/{sha256}",
        "/v1/claim",
        "/v1/claim/renew",
        "/v1/claim/done",
        "/v1/blobs/missing",
        "/v1/blobs/{sha256}",
        "/healthz",
        "/readyz",
    } == set(described["paths"])


def test_a_place_that_is_not_there_and_a_verb_that_is_not_taken_are_problems(server):
    absent = requests.get(f"{server.address}/v2/push", timeout=10)
    assert (absent.status_code, absent.json()["code"]) == (404, "request.not_found")
    verb = requests.delete(f"{server.address}/v1/push", timeout=10)
    assert (verb.status_code, verb.json()["code"]) == (405, "request.method")


def test_every_route_of_writers_refuses_a_stranger(server):
    for method, path in (
        ("POST", "/v1/hello"),
        ("POST", "/v1/push"),
        ("POST", "/v1/sign-in"),
        ("POST", "/v1/seals"),
        ("POST", "/v1/blobs/missing"),
        ("PUT", f"/v1/blobs/{'0' * 64}"),
        ("GET", f"/v1/blobs/{'0' * 64}"),
        ("GET", "/v1/feed/H:510600-H1"),
    ):
        assert requests.request(method, server.address + path, timeout=10).status_code == 401, path


@pytest.fixture
def as_it_logs():
    """Logs as the product writes them."""
    set_up("info", as_json=False)
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("as_it_logs")
def test_a_bug_is_logged_and_answered_without_its_traceback(server, window, capsys):
    set_up("info", as_json=False)
    with server.doors.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE hold RENAME TO held_away")
    secret = note("王小明 510602199001010016")
    stream = Stream("W01").add(event(opening(), new_id()), event(secret, new_id()))
    response = window.request("POST", "/v1/push", msgspec.json.encode(stream.push()))
    assert (response.status_code, response.json()["code"]) in {(500, "server.unforeseen"), (503, "store.failed")}
    assert "Traceback" not in response.text
    written = capsys.readouterr()
    assert "王小明" not in written.out + written.err


def test_a_problem_carries_its_details_where_the_contract_says():
    gap = problem_of(RuleBroken("push.gap", expected=7), "en")
    assert (gap.status, gap.expected, gap.at, gap.details) == (409, 7, 0, {"expected": 7})
    assert "7" in gap.detail
    assert problem_of(Trouble("store.full"), "zh").status == 507
    assert problem_of(RuleBroken("case.stage"), "zh").status == 422
    assert problem_of(Trouble("store.busy"), "zh").status == 503


def test_chinese_is_spoken_unless_english_is_asked_for_first():
    assert [language(text) for text in ("", "zh-CN,en;q=0.5", "en-GB,zh;q=0.9", "de")] == ["zh", "zh", "en", "zh"]
