import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from requests.adapters import HTTPAdapter
from structlog.testing import capture_logs
from support.catalogues import REGION, SHIPPED, signed, version, with_matter, withdrawn
from support.desks import accepted, application, marks, opened, received
from support.serving import event, note
from support.windows import answered, desk_at

from casework import bundle
from casework.contract import FeedRow
from casework.errors import RuleBroken
from casework.events import Role
from casework.facts import CataloguePublished
from casework.ids import NO_CASE
from casework.lifecycle import Verdict
from counter_app.changes import Topic
from counter_app.desk.accept import accept, accept_received
from counter_app.desk.forms import AcceptReceivedForm
from counter_app.desk.show import show
from counter_app.store.shelf import Shelf
from counter_app.sync.catalogue_exchange import LOOK_AGAIN_S, notices
from counter_app.sync.enrol import trust_server
from sync_server.catalogues import kept_of
from sync_server.own_stream import OwnStream, Statement
from sync_server.store import catalogues as rows
from sync_server.store import meta

# The desk's clock stands at 22 September 2026.
TODAY, TOMORROW = date(2026, 9, 22), date(2026, 9, 23)
SECOND = version("2026.10.1", TODAY, EDU_001={"committed_days": 20})


def publish(server, catalogue):
    return server.doors.publisher.publish(catalogue)


def announce(server, notice, packed, *, forged=False) -> None:
    """Let the server state whatever it is given, checked by nobody; a forger announces what he has signed himself."""

    def choose(connection):
        if not forged:
            rows.add(connection, kept_of(notice, 1), packed)
        return [Statement(notice)]

    OwnStream(server.doors.intake, server.doors.holds.clock, REGION).state(choose)


def signed_by(server, catalogue, packed=None, region=REGION, **changes):
    """An announcement that the server's own key signed, of whatever bytes."""
    with server.doors.store.reading() as connection:
        key = Ed25519PrivateKey.from_private_bytes(meta.read(connection, meta.SERVER_KEY))
    packed = packed if packed is not None else bundle.pack(catalogue, region)
    notice = CataloguePublished(
        version=catalogue.version,
        effective_from=catalogue.effective_from,
        sha256=hashlib.sha256(packed).hexdigest(),
        size=len(packed),
        signature="",
    )
    signature = key.sign(bundle.signing_text(notice, REGION)).hex()
    return msgspec.structs.replace(notice, **{"signature": signature, **changes}), packed


def refused(place) -> list[str]:
    return [one.refused for one in place.store.catalogues.announced()]


def look_again(place) -> None:
    """Let the next round look for announcements, as it would some minutes later."""
    place.sync._rounds._catalogues._held.look_at_s = 0.0


def catalog_of(place, case) -> list[str]:
    return [entry.event().header.catalog for entry in place.store.journal.history(case.id)]


def test_a_catalogue_is_used_from_its_day_on_without_a_restart(server, place, clock):
    publish(server, msgspec.structs.replace(SECOND, effective_from=TOMORROW))
    report = place.sync.run()
    assert Topic.CATALOGUE in report.changes.topics
    assert [one.version for one in place.desk.shelf.published()] == ["2026.10.1"]
    assert place.desk.catalogue == SHIPPED
    assert accepted(place).committed_days == 25
    clock.pass_by(days=1)
    assert place.desk.catalogue.version == "2026.10.1"
    case = accepted(place)
    assert (case.committed_days, case.catalog) == (20, "2026.10.1")
    place.sync.run()
    assert place.store.journal.counts() == {}


def test_a_running_case_keeps_the_version_it_was_opened_under(server, place):
    case = received(place)
    publish(server, SECOND)
    place.sync.run()
    after = accept_received(place.desk, AcceptReceivedForm(case_id=case.id)).value.case
    assert (after.committed_days, after.catalog) == (25, "2026.07.1")
    assert catalog_of(place, case) == ["2026.07.1", "2026.07.1"]
    assert place.desk.matter_of(after).committed_days == 25
    place.sync.run()
    assert {entry.verdict for entry in place.store.journal.history(case.id)} == {Verdict.APPLIED}


def test_a_matter_that_is_withdrawn_takes_no_new_case_and_runs_on(server, place):
    case = received(place)
    publish(server, version("2026.10.1", TODAY, EDU_001=withdrawn()))
    place.sync.run()
    with pytest.raises(RuleBroken, match=r"catalogue\.withdrawn_matter"):
        accepted(place)
    assert accept_received(place.desk, AcceptReceivedForm(case_id=case.id)).value.case.accepted_on


def test_catalogues_outlive_a_restart_and_a_new_window_fetches_all_of_them(server, place, clock, tmp_path):
    publish(server, SECOND)
    third = version("2026.11.1", TOMORROW, EDU_001={"committed_days": 15})
    publish(server, third)
    place.sync.run()
    place.close()
    again = opened(tmp_path / "desk", clock, server=server.address)
    try:
        assert (again.desk.catalogue, again.desk.shelf.of("2026.11.1")) == (SECOND, third)
        assert again.desk.shelf.of("2026.07.1") == SHIPPED
    finally:
        again.close()
    with desk_at(server, tmp_path / "new", clock, code="W04", number=4) as new:
        new.sync.run()
        assert [one.version for one in new.desk.shelf.published()] == ["2026.10.1", "2026.11.1"]


def test_a_case_keeps_its_version_though_a_later_release_ships_another(server, place, tmp_path, clock):
    case = received(place)
    place.close()
    again = opened(tmp_path / "desk", clock, server=server.address)
    try:
        # As the next release opens the same store.
        shelf = Shelf(again.store, version("2027.01.1", TODAY, EDU_001={"committed_days": 5}))
        shelf.keep_shipped(1)
        desk = replace(again.desk, shelf=shelf)
        assert (desk.catalogue.version, desk.matter_of(case).committed_days) == ("2027.01.1", 25)
        after = accept_received(desk, AcceptReceivedForm(case_id=case.id)).value.case
        assert (after.committed_days, after.catalog) == (25, "2026.07.1")
        # What the server publishes wins over what comes with a release, whatever their numbers.
        publish(server, SECOND)
        again.sync.run()
        shelf.look_again()
        assert (desk.catalogue, shelf.newest_version()) == (SECOND, "2026.10.1")
        assert shelf.of("2027.01.1").known_matter("EDU-001").committed_days == 5
    finally:
        again.close()


def test_a_desk_looks_when_the_greeting_names_another_version_and_every_few_minutes(server, place, network):
    place.sync.run()

    def asked():
        return [path for _, path in network.seen if path.startswith("/v1/feed/C%3A")]

    first = len(asked())
    place.sync.run()
    assert len(asked()) == first
    publish(server, SECOND)
    place.sync.run()
    assert place.desk.shelf.published() == ()
    place.sync._rounds.forget_greeting()
    place.sync.run()
    assert len(place.desk.shelf.published()) == 1
    assert LOOK_AGAIN_S <= 600


class Altering(HTTPAdapter):
    """Carries requests and changes what comes back for a path."""

    def __init__(self, path, change):
        super().__init__()
        self.path, self.change = path, change

    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if request.path_url.startswith(self.path):
            return answered(request, response.status_code, self.change(response.content))
        return response


@contextmanager
def desk_behind(server, folder, clock, path, change):
    with desk_at(server, folder, clock, code="W05", number=5, adapter=Altering(path, change)) as workplace:
        yield workplace


@pytest.mark.parametrize(
    "change",
    [lambda body: body[:-1], lambda body: body.replace(b'"committed_days":20', b'"committed_days":60'), lambda _: b""],
    ids=["cut", "changed", "empty"],
)
def test_a_bundle_that_is_altered_on_the_way_is_refused_and_fetched_again(server, tmp_path, clock, change):
    publish(server, SECOND)
    honest = []

    def sometimes(body):
        return body if honest else change(body)

    with desk_behind(server, tmp_path / "behind", clock, "/v1/catalogue", sometimes) as place:
        accepted(place)
        place.sync.run()
        assert refused(place) == ["catalogue.altered"]
        assert place.sync.status().catalogue_refused == "catalogue.altered"
        assert (place.sync.status().waiting, place.desk.catalogue) == (0, SHIPPED)
        honest.append(True)
        look_again(place)
        place.sync.run()
        assert (refused(place), place.sync.status().catalogue_refused) == ([], "")
        assert place.desk.catalogue == SECOND


HOSTILE = {
    "older": lambda s: signed_by(s, version("2026.09.1", TODAY)),
    "wrongly signed": lambda s: signed_by(s, version("2026.12.1", TODAY), signature="00" * 64),
    "another region": lambda s: signed_by(
        s, version("2026.12.1", TODAY), bundle.pack(version("2026.12.1", TODAY), "510700")
    ),
    "no bundle": lambda s: signed_by(s, version("2026.12.1", TODAY), b"PK\x03\x04"),
    "a nest": lambda s: signed_by(s, version("2026.12.1", TODAY), b"[" * 100_000 + b"]" * 100_000),
    "a broken row": lambda s: signed_by(
        s,
        version("2026.12.1", TODAY),
        bundle.pack(version("2026.12.1", TODAY), REGION).replace(b'"committed_days":25', b'"committed_days":99'),
    ),
    "another version within": lambda s: signed_by(
        s, version("2026.12.1", TODAY), bundle.pack(version("2026.12.2", TODAY), REGION)
    ),
    "a later form": lambda s: signed_by(s, version("2026.12.1", TODAY), b'{"form":2}'),
    "too large": lambda s: signed_by(s, version("2026.12.1", TODAY), b" " * (bundle.MAX_BUNDLE_BYTES + 1)),
}
CODES = {
    "older": "catalogue.older",
    "wrongly signed": "catalogue.signature_wrong",
    "another region": "catalogue.other_region",
    "no bundle": "catalogue.no_bundle",
    "a nest": "catalogue.no_bundle",
    "a broken row": "catalogue.broken",
    "another version within": "catalogue.not_as_announced",
    "a later form": "catalogue.newer_form",
    "too large": "catalogue.too_large",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_catalogue_that_is_not_right_is_refused_and_everything_else_goes_on(server, place, what):
    publish(server, SECOND)
    place.sync.run()
    announce(server, *HOSTILE[what](server))
    case = accepted(place)
    look_again(place)
    with capture_logs() as logs:
        place.sync.run()
    assert [line["code"] for line in logs if line["event"] == "catalogue.refused"] == [CODES[what]]
    # What is older can never be of use and is not asked for again.
    assert refused(place) == ([] if what == "older" else [CODES[what]])
    assert place.desk.catalogue == SECOND
    assert place.sync.status().waiting == 0
    assert {entry.verdict for entry in place.store.journal.history(case.id)} == {Verdict.APPLIED}
    later = version("2027.01.1", TODAY)
    publish(server, later)
    look_again(place)
    place.sync.run()
    assert place.desk.catalogue == later


def test_what_was_signed_wrong_within_is_not_fetched_over_and_over(server, place, network):
    announce(server, *HOSTILE["a broken row"](server))
    for _ in range(3):
        look_again(place)
        place.sync.run()
    assert len([path for _, path in network.seen if path.startswith("/v1/catalogue")]) == 1
    assert refused(place) == ["catalogue.broken"]


@pytest.mark.parametrize(
    ("changes", "heard"),
    [
        ({}, 1),
        ({"o": "W01"}, 0),
        ({"o": "EDU"}, 0),
        ({"v": Verdict.QUARANTINED}, 0),
        ({"e": msgspec.Raw(event(note(), "c"))}, 0),
    ],
    ids=["the server", "a window", "a department", "refused", "something else"],
)
def test_only_what_the_server_stated_and_what_counts_is_heard(changes, heard):
    notice, _ = signed(SECOND)
    stated = event(notice, NO_CASE, role=Role.SERVER, actor="server")
    row = FeedRow(p=1, v=Verdict.APPLIED, ver=0, o="server", ep="e", s=1, e=msgspec.Raw(stated))
    assert len(notices((msgspec.structs.replace(row, **changes),))) == heard


def other_key(server) -> str:
    """Give the server another key, as one that was made anew has."""
    made = Ed25519PrivateKey.generate()
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_KEY, made.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    return made.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def test_a_server_that_signs_with_another_key_is_not_believed_until_a_person_says_so(server, place):
    place.sync.run()
    known = place.store.catalogues.server_key()
    new = other_key(server)
    publish(server, SECOND)
    case = accepted(place)
    place.sync._rounds.forget_greeting()
    place.sync.run()
    assert refused(place) == ["catalogue.key_changed"]
    assert place.sync.status().catalogue_refused == "catalogue.key_changed"
    assert place.store.catalogues.server_key() == known
    assert (place.desk.catalogue, place.sync.status().waiting) == (SHIPPED, 0)
    assert {entry.verdict for entry in place.store.journal.history(case.id)} == {Verdict.APPLIED}
    for wrong in ("", new[:15], known):
        with pytest.raises(RuleBroken, match=r"catalogue\.key_differs"):
            trust_server(place.store, wrong)
    assert trust_server(place.store, f" {new[:8].upper()} {new[8:16]}") == new
    look_again(place)
    place.sync.run()
    assert (place.desk.catalogue, place.sync.status().catalogue_refused) == (SECOND, "")
    with pytest.raises(RuleBroken, match=r"catalogue\.key_not_shown"):
        trust_server(place.store, new)


def test_a_server_that_shows_its_own_key_again_is_believed_again(server, place):
    place.sync.run()
    with server.doors.store.reading() as connection:
        own = meta.read(connection, meta.SERVER_KEY)
    other_key(server)
    place.sync._rounds.forget_greeting()
    place.sync.run()
    assert place.sync.status().catalogue_refused == "catalogue.key_changed"
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_KEY, own)
    publish(server, SECOND)
    place.sync._rounds.forget_greeting()
    place.sync.run()
    assert (place.sync.status().catalogue_refused, place.desk.catalogue) == ("", SECOND)


def test_a_matter_that_is_not_known_here_is_shown_by_its_code_and_not_acted_on(server, place, tmp_path, clock):
    coming = with_matter(SECOND, "EDU-500")
    announce(server, *signed_by(server, coming, signature="00" * 64))
    with desk_at(server, tmp_path / "other", clock, code="W06", number=6) as other:
        with other.store.writing():
            other.desk.shelf.put(*signed_by(server, coming), 1)
        case = accept(other.desk, application(other, matter="EDU-500", materials=marks(other, "EDU-500"))).value.case
        publish(server, version("2026.10.2", TODAY))
        other.sync.run()
    place.sync.run()
    view = show(place.desk, case.id)
    assert (view.matter.name_zh, view.matter.materials, view.case.catalog) == ("EDU-500", (), "2026.10.1")
    with pytest.raises(RuleBroken, match=r"catalogue\.unknown_matter"):
        place.desk.matter_of(view.case)


def test_a_desk_whose_announcements_were_set_back_reads_them_again(server, place):
    publish(server, SECOND)
    place.sync.run()
    box = f"C:{REGION}"
    with place.store.database.writing():
        here = place.store.positions.at(box)
        place.store.positions.move(box, type(here)(here.pos + 7, b"\x01" * 32))
    publish(server, version("2026.12.1", TODAY))
    look_again(place)
    place.sync.run()
    assert [one.version for one in place.desk.shelf.published()] == ["2026.10.1", "2026.12.1"]
    assert place.store.catalogues.announced() == ()


def test_a_desk_knows_the_servers_key_from_its_enrolment_on(server, tmp_path, clock):
    with desk_at(server, tmp_path / "one", clock, code="W07", number=7) as workplace:
        told = workplace.store.catalogues.server_key()
        with server.doors.store.reading() as connection:
            key = Ed25519PrivateKey.from_private_bytes(meta.read(connection, meta.SERVER_KEY)).public_key()
        assert told == key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
