"""Fault 18: releases meet. What earlier ones queued is taken, what later ones wrote waits or is read as far as it goes.

Bytes are never changed; a push is never refused for a version.
"""

import json
import secrets
from contextlib import closing, contextmanager

import msgspec
import pytest
from support.catalogues import REGION
from support.commands import run
from support.desks import MovedClock, opened, seat
from support.releases import WITH_INSPECTIONS, WITH_LONGER_NOTES, WITHOUT_NOTES, Release
from support.serving import (
    HALL,
    Stream,
    Window,
    accepted,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
    write_site,
)

from casework.errors import Trouble
from casework.events import read, read_header
from casework.lifecycle import Verdict
from counter_app.desk.show import show
from sync_server.department.session import log_in, open_session
from sync_server.store import streams
from sync_server.verify import Verifier

BOX, EDUCATION = f"H:{HALL}", f"D:EDU:{REGION}"
HELD = (Verdict.HELD, "event.unknown_kind")
APPLIED = (Verdict.APPLIED, "")


def as_by_an_older_release(raw) -> bytes:
    """The same event as a release wrote it that had none of the optional fields, and another library for JSON."""
    content = json.loads(raw)
    needed = {"number", "serial", "secret", "matter", "department", "region", "hall", "window", "received_on"}
    needed |= {"notice_due", "applicant", "delivery", "accepted_on", "committed_days", "statutory_days", "text"}
    content["p"] = {name: value for name, value in content["p"].items() if name in needed}
    if "applicant" in content["p"]:
        kept = ("kind", "name", "id_kind", "id_number")
        content["p"]["applicant"] = {name: content["p"]["applicant"][name] for name in kept}
    if "delivery" in content["p"]:
        content["p"]["delivery"] = {"way": content["p"]["delivery"]["way"]}
    return json.dumps(dict(reversed(content.items())), indent=1).encode("ascii")


def as_by_a_newer_release(raw, **changes) -> bytes:
    """The same event with fields that nobody here knows, at every level; `changes` are of the envelope."""
    content = json.loads(raw)
    content["p"] = {"colour": "red", **content["p"], "later": [{"deep": [1, {"deeper": None}]}]}
    if "applicant" in content["p"]:
        content["p"]["applicant"]["nickname"] = "晨光"
    content = {"priority": 7, **content, "actor": {**content["actor"], "team": "A"}, "seal": {"by": "x"}, **changes}
    return json.dumps(content, ensure_ascii=False).encode()


def verdicts(writer, stream) -> list[tuple[Verdict, str]]:
    return [(one.verdict, one.reason) for one in writer.push(stream.push()).verdicts]


def stored(server, raw):
    with server.doors.store.reading() as connection:
        (found,) = streams.by_ids(connection, {read_header(raw).id}).values()
    return found


def mailbox(reader, box) -> list[bytes]:
    page = reader.feed(box)
    return [bytes(row.e) for row in page.rows] if page else []


# --- an earlier release's queue -----------------------------------------------------------------------------------


def test_what_an_earlier_release_queued_is_taken_and_its_bytes_go_everywhere_unchanged(server, window, education):
    case = new_id()
    queued = [as_by_an_older_release(one) for one in (event(opening(), case), event(accepted(), case))]
    assert verdicts(window, Stream("W01").add(*queued)) == [APPLIED, APPLIED]
    assert [stored(server, raw).raw for raw in queued] == queued
    assert mailbox(window, BOX) == mailbox(education, EDUCATION) == queued
    assert read(queued[1]).fact.commitment is False
    assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def test_the_wire_of_an_earlier_release_still_works(window):
    """Requests without any field that was added later; answers read by who knows none of them."""

    class OldWelcome(msgspec.Struct):
        proto: int
        server_epoch: int
        head: int
        hash: str
        backup_mark: int
        catalog: str
        max_events: int
        max_bytes: int
        now: int

    class OldAnswer(msgspec.Struct):
        head: int
        verdicts: list[dict[str, object]]
        backup_mark: int
        server_epoch: int
        now: int

    stream = Stream("W01").add(as_by_an_older_release(event(opening(), new_id())))
    said = {"proto": [1], "epoch": stream.epoch, "head": 0, "hash": stream.hash_at(0).hex(), "catalog": "2026.07.1"}
    welcome = msgspec.json.decode(window.post("/v1/hello", said).content, type=OldWelcome)
    assert (welcome.proto, welcome.head, welcome.catalog) == (1, 0, "2026.07.1")
    # What was added later stands in no request that does not need it.
    raw = msgspec.json.encode(stream.push())
    assert set(json.loads(raw)) == {"origin", "epoch", "from", "prev", "tip", "events"}
    answer = msgspec.json.decode(window.request("POST", "/v1/push", raw).content, type=OldAnswer)
    assert (answer.head, answer.verdicts[0]["verdict"]) == (1, "applied")
    again = window.request("POST", "/v1/push", raw.removesuffix(b"}") + b',"later":{"x":[1]}}')
    assert msgspec.json.decode(again.content, type=OldAnswer).verdicts == answer.verdicts


# --- a later release's queue --------------------------------------------------------------------------------------


def test_fields_nobody_knows_are_carried_along_and_stop_nothing(server, window, education):
    case = new_id()
    queued = [as_by_a_newer_release(one) for one in (event(opening(), case), event(accepted(), case))]
    assert verdicts(window, Stream("W01").add(*queued)) == [APPLIED, APPLIED]
    assert [stored(server, raw).raw for raw in queued] == queued
    assert mailbox(education, EDUCATION) == queued


def test_kinds_and_versions_nobody_knows_wait_and_everything_else_flows(server, window):
    case, other = new_id(), new_id()
    unknown = as_by_a_newer_release(event(note(), case), type="case.teleported")
    newer = as_by_a_newer_release(event(note(), case), tv=2)
    queued = [event(opening(), case), unknown, newer, event(accepted(), case), event(opening(running=2), other)]
    stream = Stream("W01").add(*queued)
    expected = [APPLIED, HELD, HELD, APPLIED, APPLIED]
    assert verdicts(window, stream) == expected
    # Sent again, the same: the queue drains and nothing is stored twice.
    assert verdicts(window, stream) == expected
    assert [stored(server, raw).raw for raw in queued] == queued
    assert mailbox(window, BOX) == [queued[0], queued[3], queued[4]]
    assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


# --- the release that knows ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A server that was set up, and is not running."""
    write_site(tmp_path)
    assert run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml")).returncode == 0
    return tmp_path / "server"


def window_of(folder, address, code="W01", number="1") -> Window:
    window = Window(address)
    window.enrol(run(folder, "enrol-code", code, "--number", number).stdout.strip())
    return window


def test_what_an_earlier_server_could_not_read_is_judged_by_the_one_that_follows_it(folder):
    case = new_id()
    remark = event(note("请先打电话"), case)
    stream = Stream("W01").add(event(opening(), case), remark, event(accepted(), case))
    with Release(folder, WITHOUT_NOTES) as earlier:
        window = window_of(folder, earlier.address)
        assert verdicts(window, stream) == [APPLIED, HELD, APPLIED]
        assert remark not in mailbox(window, BOX)
    with serving(folder) as server:
        window.address = server.address
        found = stored(server, remark)
        assert (found.verdict, found.ver, found.raw) == (Verdict.APPLIED, 3, remark)
        assert mailbox(window, BOX) == [stream.events[0], stream.events[2], remark]
        assert verdicts(window, stream) == [APPLIED, APPLIED, APPLIED]
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def test_a_payload_of_a_later_version_is_judged_by_the_release_that_can_raise_the_others_to_it(folder):
    case = new_id()
    old, new = event(note("第一版"), case), as_by_a_newer_release(event(note("第二版"), case), tv=2)
    stream = Stream("W01").add(event(opening(), case), old, new)
    with serving(folder) as server:
        window = enrolled_window(server)
        assert verdicts(window, stream) == [APPLIED, APPLIED, HELD]
    with Release(folder, WITH_LONGER_NOTES) as later:
        window.address = later.address
        assert verdicts(window, stream) == [APPLIED, APPLIED, APPLIED]
        assert mailbox(window, BOX) == stream.events


# --- readers of an earlier release --------------------------------------------------------------------------------


@contextmanager
def desk_of(folder, address, where):
    workplace = opened(where, MovedClock(), server=address)
    with closing(workplace):
        workplace.enrol(run(folder, "enrol-code", "W03", "--number", "3").stdout.strip())
        seat(workplace)
        yield workplace


def test_a_desk_goes_on_though_a_later_release_wrote_what_it_cannot_read(folder, tmp_path):
    case = new_id()
    inspected = as_by_a_newer_release(event(note(), case), type="case.inspected", p={"where": "园舍"})
    later_events = [event(opening(), case), inspected, event(accepted(), case), event(note(), case)]
    with Release(folder, WITH_INSPECTIONS) as later:
        window = window_of(folder, later.address)
        assert verdicts(window, Stream("W01").add(*later_events)) == [APPLIED] * 4
        with desk_of(folder, later.address, tmp_path / "desk") as place:
            place.sync.run()
            view = show(place.desk, case)
            assert [(step.kind, step.fact is None) for step in view.steps] == [
                ("case.opened", False),
                ("case.inspected", True),
                ("case.accepted", False),
                ("note.added", False),
            ]
            assert view.case.accepted_on
            assert [entry.raw for entry in place.store.journal.history(case)] == later_events
            # What comes after it is read too, and nothing is left waiting.
            window.push(Stream("W01").add(event(opening(running=2), new_id())).push())
            assert place.sync.run().pulled == 1
            assert place.sync.status().online


def test_a_department_of_an_earlier_release_is_told_to_update_and_loses_nothing(folder, tmp_path):
    case = new_id()
    inspected = as_by_a_newer_release(event(note(), case), type="case.inspected", p={"where": "园舍"})
    password = secrets.token_urlsafe(12)
    words = ("add-user", "department", "edu", "--department", "EDU", "--password-stdin")
    assert run(folder, *words, stdin=f"{password}\n").returncode == 0
    with Release(folder, WITH_INSPECTIONS) as later:
        window = window_of(folder, later.address)
        window.push(Stream("W01").add(event(opening(), case), inspected).push())
        log_in(tmp_path / "edu", later.address, "edu", password)
        with closing(open_session(tmp_path / "edu", MovedClock())) as session:
            with pytest.raises(Trouble, match=r"department\.update_needed"):
                session.puller.pull()
            # Nothing of the page was kept, so the release that can read it reads all of it.
            assert session.inbox.history(case) == []


def test_a_control_that_is_no_event_at_all_is_told_apart_from_a_later_one(window):
    case = new_id()
    rubbish = event(note(), case).replace(b'"text"', b'"txet"')
    stream = Stream("W01").add(event(opening(), case), rubbish, event(accepted(), case))
    assert verdicts(window, stream) == [
        APPLIED,
        (Verdict.QUARANTINED, "event.unreadable"),
        (Verdict.HELD, "case.held"),
    ]
