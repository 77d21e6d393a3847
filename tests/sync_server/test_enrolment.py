import re
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.serving import (
    HALL,
    NOON,
    PASSWORD,
    Refused,
    Stream,
    Window,
    enrolled_window,
    event,
    logged_in,
    new_id,
    opening,
)

from casework.access import Scope
from casework.contract import ClerkCard, Hello, SignIn
from casework.errors import RuleBroken
from sync_server.store import devices


def code_for(server, window="W01", number=1) -> str:
    return server.doors.devices.make_code(window, number, secrets.token_bytes(10))


def refused(action, *arguments) -> str:
    with pytest.raises(Refused) as refusal:
        action(*arguments)
    return refusal.value.code


def test_a_window_gets_its_place_with_a_code(server):
    window = Window(server.address)
    place = window.enrol(code_for(server, "W03", 3))
    assert (place.window, place.window_number, place.epoch_char) == ("W03", 3, "0")
    assert (place.site.hall, place.catalog, place.server_epoch) == (HALL, "2026.07.1", 1)


def test_a_code_has_eighty_bits_in_groups_that_can_be_read_aloud(server):
    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", code_for(server))


def test_a_code_may_be_typed_in_small_letters_without_hyphens_and_with_look_alikes(server):
    code = server.doors.devices.make_code("W01", 1, b"\x00" * 9 + b"\x0e")
    assert code.endswith("AAAO")
    assert Window(server.address).enrol(code.replace("-", "").replace("O", "0").lower()).window == "W01"


def test_a_code_is_used_once(server):
    code = code_for(server)
    Window(server.address).enrol(code)
    assert refused(Window(server.address).enrol, code) == "enrol.code_used"


def test_a_window_that_lost_the_answer_may_ask_again_with_the_same_key(server):
    window, code, epoch = Window(server.address), code_for(server), new_id()
    assert window.enrol(code, epoch) == window.enrol(code, epoch)


def test_a_code_lives_ten_minutes(server, clock):
    code = code_for(server)
    clock.pass_by(minutes=10)
    assert refused(Window(server.address).enrol, code) == "enrol.code_late"


def test_an_invented_code_is_refused(server):
    assert refused(Window(server.address).enrol, "AAAA-BBBB-CCCC-DDDD") == "enrol.code_wrong"


def test_ten_wrong_codes_lock_enrolment_until_the_administrator_makes_a_new_one(server):
    good = code_for(server)
    for _ in range(10):
        assert refused(Window(server.address).enrol, "AAAA-BBBB-CCCC-DDDD") == "enrol.code_wrong"
    assert refused(Window(server.address).enrol, good) == "enrol.locked"
    assert Window(server.address).enrol(code_for(server, "W02", 2)).window == "W02"


def test_a_newer_code_for_a_window_ends_the_older_one(server):
    older, newer = code_for(server), code_for(server)
    assert refused(Window(server.address).enrol, older) == "enrol.code_late"
    assert Window(server.address).enrol(newer).window == "W01"


def test_enrolling_again_gives_another_epoch_character_and_ends_the_old_key(server):
    first = enrolled_window(server)
    second = enrolled_window(server)
    assert (first.enrolled.epoch_char, second.enrolled.epoch_char) == ("0", "1")
    push = Stream("W01").add(event(opening(), new_id())).push()
    assert refused(first.push, push) == "signature.wrong"
    assert second.push(push).head == 1


def test_a_key_enrols_once(server):
    window = enrolled_window(server)
    assert refused(window.enrol, code_for(server, "W02", 2)) == "enrol.key_known"


@pytest.mark.parametrize(("window", "number"), [("W00", 1), ("W3", 3), ("X03", 3), ("W03", 0), ("W03", 1000)])
def test_only_windows_that_can_exist_get_a_code(server, window, number):
    with pytest.raises(RuleBroken, match=r"enrol\.window_form"):
        code_for(server, window, number)


def test_two_windows_cannot_have_one_number(server):
    enrolled_window(server, "W01", 1)
    with pytest.raises(RuleBroken, match=r"enrol\.number_taken"):
        code_for(server, "W02", 1)


def test_of_two_codes_for_one_number_only_the_first_that_is_used_counts(server):
    first, second = code_for(server, "W01", 1), code_for(server, "W02", 1)
    Window(server.address).enrol(first)
    assert refused(Window(server.address).enrol, second) == "enrol.number_taken"
    assert [device.window for device in living(server)] == ["W01"]


def test_of_many_that_enrol_for_one_number_at_the_same_moment_one_gets_it(server):
    codes = [code_for(server, f"W{number:02}", 1) for number in range(1, 9)]

    def enrol(code) -> str:
        try:
            return Window(server.address).enrol(code).window
        except Refused as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(codes)) as pool:
        answers = sorted(pool.map(enrol, codes))
    assert answers[1:] == ["enrol.number_taken"] * 7
    assert answers[0] in {f"W{number:02}" for number in range(1, 9)}


def test_wrong_codes_that_come_at_the_same_moment_are_all_counted(server):
    good = code_for(server)
    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(lambda code: refused(Window(server.address).enrol, code), ["AAAA-BBBB"] * 10))
    assert answers == {"enrol.code_wrong"}
    assert refused(Window(server.address).enrol, good) == "enrol.locked"


def test_a_window_that_is_enrolled_again_keeps_its_number(server):
    Window(server.address).enrol(code_for(server, "W01", 1))
    assert Window(server.address).enrol(code_for(server, "W01", 1)).window_number == 1


def living(server):
    with server.doors.store.reading() as connection:
        return devices.all_living(connection)


def test_a_key_that_is_none_is_refused(server):
    window = Window(server.address)
    body = f'{{"code":"{code_for(server)}","public_key":"{"0" * 64}","epoch":"later"}}'
    response = window.session.post(f"{server.address}/v1/enrol", data=body, timeout=10)
    assert response.json()["code"] == "enrol.key_form"


def test_a_stranger_s_signature_is_refused(server):
    stranger = Window(server.address)
    assert refused(stranger.push, Stream("W01").add(event(opening(), new_id())).push()) == "signature.wrong"


def test_a_request_without_a_signature_is_refused(window):
    response = window.session.post(f"{window.address}/v1/push", data=b"{}", timeout=10)
    assert (response.status_code, response.json()["code"]) == (401, "signature.missing")
    assert "WWW-Authenticate" in response.headers


def test_nothing_of_a_signed_request_can_be_changed_on_the_way(window):
    wish = b'{"proto":[1],"epoch":"e","head":0,"hash":"%s","catalog":""}' % (b"0" * 64)
    good = window.request("POST", "/v1/hello", wish)
    assert good.status_code == 200
    signed = dict(good.request.headers)
    for target, body in (("/v1/hello", wish + b" "), ("/v1/hello?x=1", wish), ("/v1/push", wish)):
        response = window.session.post(window.address + target, data=body, headers=signed, timeout=10)
        assert response.json()["code"] == "signature.wrong", target


@pytest.mark.parametrize("years", [-30, 50])
def test_a_window_with_a_wrong_clock_is_let_in(server, years):
    window = enrolled_window(server)
    window.created = NOON.replace(year=NOON.year + years)
    assert window.post("/v1/hello", Hello(proto=(1,), epoch="e", head=0, hash="0" * 64, catalog="")).status_code == 200


def test_a_clerk_signs_in_at_a_window(server, window):
    server.doors.people.add_clerk("1001", "李慧", "Li Hui", PASSWORD)
    response = window.post("/v1/sign-in", SignIn(clerk="1001", password=PASSWORD))
    assert response.json() == {"code": "1001", "name": "李慧", "name_en": "Li Hui"}
    assert ClerkCard(**response.json()).code == "1001"


def test_a_wrong_password_and_an_unknown_clerk_sound_the_same(server, window):
    server.doors.people.add_clerk("1001", "李慧", "", PASSWORD)
    for clerk in ("1001", "1002"):
        assert refused(window.post, "/v1/sign-in", SignIn(clerk=clerk, password="wrong")) == "people.wrong_password"


def test_ten_wrong_passwords_lock_an_account_for_a_while(server, window, clock):
    server.doors.people.add_clerk("1001", "李慧", "", PASSWORD)
    for _ in range(10):
        assert refused(window.post, "/v1/sign-in", SignIn(clerk="1001", password="wrong")) == "people.wrong_password"
    right = SignIn(clerk="1001", password=PASSWORD)
    assert refused(window.post, "/v1/sign-in", right) == "people.locked"
    clock.pass_by(minutes=15)
    assert window.post("/v1/sign-in", right).status_code == 200


def test_a_department_cannot_sign_clerks_in(education):
    assert refused(education.post, "/v1/sign-in", SignIn(clerk="1001", password=PASSWORD)) == "access.windows_only"


def test_a_token_runs_out(education, clock):
    assert education.feed("D:EDU:510600") is not None
    clock.pass_by(hours=12)
    response = education.request("GET", "/v1/feed/D:EDU:510600")
    assert (response.status_code, response.json()["code"]) == (401, "token.expired")


def test_an_invented_token_is_refused(education):
    education.session.headers["Authorization"] = "Bearer invented"
    assert education.request("GET", "/v1/feed/D:EDU:510600").json()["code"] == "token.unknown"


def test_a_token_is_not_kept_as_it_is(server, education):
    text = education.token.token.encode()
    assert all(text not in file.read_bytes() for file in server.doors.blobs.folder.parent.glob("server.sqlite3*"))


@pytest.mark.parametrize(
    ("scopes", "may_read", "may_write"),
    [
        ({Scope.READ}, 200, 403),
        ({Scope.WRITE}, 403, 200),
    ],
)
def test_a_token_opens_what_its_scopes_say(server, scopes, may_read, may_write):

    visitor = logged_in(server, "EDU", frozenset(scopes))
    assert visitor.request("GET", "/v1/feed/D:EDU:510600").status_code == may_read
    assert visitor.request("POST", "/v1/blobs/missing", b'{"sha256":[]}').status_code in {may_write, 201}


def test_an_account_is_for_a_department_of_the_catalogue(server):
    with pytest.raises(RuleBroken, match=r"people\.unknown_department"):
        server.doors.people.add_account("x", "XYZ", "510600", PASSWORD, frozenset(Scope))


def test_short_passwords_and_names_twice_are_refused(server):
    with pytest.raises(RuleBroken, match=r"people\.password_short"):
        server.doors.people.add_clerk("1001", "李慧", "", "short")
    server.doors.people.add_clerk("1001", "李慧", "", PASSWORD)
    with pytest.raises(RuleBroken, match=r"people\.known"):
        server.doors.people.add_clerk("1001", "李慧", "", PASSWORD)


def test_a_refusal_speaks_the_reader_s_language(server):
    window = Window(server.address)
    zh = window.session.get(f"{server.address}/v1/feed/H:x", timeout=10)
    en = window.session.get(f"{server.address}/v1/feed/H:x", headers={"Accept-Language": "en-GB"}, timeout=10)
    assert "签名" in zh.json()["detail"]
    assert "signature" in en.json()["detail"]
    assert zh.headers["content-type"] == "application/problem+json"
