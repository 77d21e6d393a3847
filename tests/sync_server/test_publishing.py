import gzip
import hashlib
import json
import zipfile
from datetime import date

import msgspec
import pytest
from support.catalogues import SHIPPED, files_of, folder_of, version, with_matter, withdrawn
from support.commands import run
from support.serving import REGION, Refused, Stream, event, logged_in, new_id, note, opening, serving, write_site

from casework import bundle
from casework.catalogue_changes import What
from casework.contract import Hello, Welcome
from casework.errors import RuleBroken
from casework.events import Role, read
from casework.facts import CataloguePublished
from casework.ids import NO_CASE
from casework.lifecycle import Verdict
from sync_server.catalogues import public_key
from sync_server.store import streams
from sync_server.store.tables import catalogue as rows
from sync_server.verify import Verifier

BOX = f"C:{REGION}"
AUTUMN = date(2026, 10, 1)


def publish(server, catalogue):
    return server.doors.publisher.publish(catalogue)


def refusal(call, *args) -> str:
    with pytest.raises(RuleBroken) as refused:
        call(*args)
    return refused.value.code


def under(raw, catalog) -> bytes:
    """The event as a window with another catalogue writes it."""
    return raw.replace(b'"catalog":"2026.07.1"', b'"catalog":"%s"' % catalog.encode())


def verdict_of(window, raw):
    (one,) = window.push(Stream("W01").add(raw).push()).verdicts
    return one.verdict, one.reason


def hello(window) -> Welcome:
    wish = Hello(proto=(1,), epoch=new_id(), head=0, hash="0" * 64, catalog="")
    return msgspec.json.decode(window.post("/v1/hello", wish).content, type=Welcome)


def test_a_version_that_is_published_is_announced_to_everybody_in_the_region(server, window, education):
    done = publish(server, version("2026.10.1", AUTUMN))
    for reader in (window, education):
        (row,) = reader.feed(BOX).rows
        assert (row.p, row.v, row.ver, row.o) == (1, Verdict.APPLIED, 0, "server")
        told = read(bytes(row.e))
        assert (told.header.case, told.header.actor.role) == (NO_CASE, Role.SERVER)
        assert (told.fact.version, told.fact.effective_from) == ("2026.10.1", AUTUMN)
        assert (told.fact.sha256, told.fact.size) == (done.sha256, done.size)


def test_the_bundle_is_fetched_by_its_hash_and_says_who_signed_it(server, window, education):
    publish(server, version("2026.10.1", AUTUMN))
    (row,) = window.feed(BOX).rows
    notice = read(bytes(row.e)).fact
    with server.doors.store.reading() as connection:
        key = public_key(connection)
    for reader in (window, education):
        answer = reader.request("GET", f"/v1/catalogue/{notice.sha256}")
        assert answer.headers["etag"] == f'W/"{notice.sha256}"'
        assert bundle.opened(notice, answer.content, REGION, key) == version("2026.10.1", AUTUMN)


def test_a_bundle_goes_out_small_to_those_who_can_inflate_it_and_not_at_all_to_those_who_have_it(server, education):
    done = publish(server, version("2026.10.1", AUTUMN))
    target = f"/v1/catalogue/{done.sha256}"
    plain = education.request("GET", target, **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert hashlib.sha256(plain.content).hexdigest() == done.sha256
    education.session.headers["Accept-Encoding"] = "gzip"
    packed = education.session.get(server.address + target, stream=True, timeout=30)
    assert len(packed.raw.read(decode_content=False)) < done.size / 3
    assert packed.headers["content-encoding"] == "gzip"
    again = education.request("GET", target, **{"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert gzip.compress(plain.content, mtime=0) == gzip.compress(plain.content, mtime=0)


@pytest.mark.parametrize("name", ["0" * 64, "A" * 64, "x", "%2e%2e%2fserver.sqlite3"])
def test_a_bundle_that_is_not_there_is_not_found(education, name):
    answer = education.request("GET", f"/v1/catalogue/{name}")
    assert answer.status_code == 404
    assert answer.json()["code"] in {"catalogue.absent", "request.not_found"}


def test_nobody_unknown_fetches_a_bundle_or_reads_of_it(server, education):
    done = publish(server, version("2026.10.1", AUTUMN))
    education.session.headers["Authorization"] = "Bearer none"
    for target in (f"/v1/catalogue/{done.sha256}", f"/v1/feed/{BOX}?after=0"):
        assert education.request("GET", target).status_code == 401


def test_another_regions_announcements_are_not_read(window, education):
    for reader in (window, education):
        with pytest.raises(Refused) as refused:
            reader.feed("C:510700")
        assert refused.value.code == "access.box"


def test_the_newest_version_is_named_at_every_greeting(server, window):
    assert hello(window).catalog == "2026.07.1"
    publish(server, version("2026.10.1", AUTUMN))
    assert hello(window).catalog == "2026.10.1"


def test_a_version_that_is_not_newer_than_the_one_in_force_is_refused(server, clock):
    doors = server.doors
    assert refusal(publish, server, version("2026.06.9")) == "catalogue.older"
    assert refusal(publish, server, version("2026.07.1")) == "catalogue.known"
    assert refusal(publish, server, version("2026.7.1")) == "catalogue.known"
    publish(server, version("2026.10.1", AUTUMN))
    assert refusal(publish, server, version("2026.10.1", date(2027, 1, 1))) == "catalogue.known"
    assert refusal(publish, server, version("2026.09.1", AUTUMN)) == "catalogue.older"
    # Until October the one of July is in force: there is room for one between.
    publish(server, version("2026.09.1", date(2026, 7, 7)))
    days = (date(2026, 7, 6), date(2026, 7, 7), AUTUMN)
    assert [doors.catalogues.in_force(day).version for day in days] == ["2026.07.1", "2026.09.1", "2026.10.1"]
    clock.pass_by(days=200)
    assert refusal(publish, server, version("2026.09.2", date(2026, 7, 8))) == "catalogue.older"


def test_a_refused_version_leaves_nothing_behind(server, window):
    publish(server, version("2026.10.1", AUTUMN))
    before = server.doors.catalogues.kept()
    for made in (version("2026.10.1", AUTUMN, EDU_001={"committed_days": 1}), version("2026.01.1", AUTUMN)):
        refusal(publish, server, made)
    assert server.doors.catalogues.kept() == before
    assert len(window.feed(BOX).rows) == 1


def test_a_plan_says_what_would_change_and_changes_nothing(server, window):
    new = version("2026.10.1", AUTUMN, EDU_001={"committed_days": 20}, EDU_003=withdrawn())
    plan = server.doors.publisher.plan(new)
    assert (plan.version, plan.follows, plan.effective_from) == ("2026.10.1", "2026.07.1", AUTUMN)
    assert [(one.code, one.what) for one in plan.changes] == [("EDU-001", What.LIMITS), ("EDU-003", What.WITHDRAWN)]
    assert window.feed(BOX) is None or window.feed(BOX).rows == ()
    assert refusal(server.doors.publisher.plan, version("2026.01.1")) == "catalogue.older"


def test_an_event_is_judged_under_the_version_it_names_whatever_is_in_force(server, window):
    moved = version("2026.10.1", date(2026, 7, 2), EDU_002={"department": "FIN"})
    publish(server, moved)
    old, new = opening(running=1, matter="EDU-002"), opening(running=2, matter="EDU-002", department="FIN")
    assert verdict_of(window, event(old, new_id())) == (Verdict.APPLIED, "")
    assert verdict_of(window, under(event(new, new_id()), "2026.10.1")) == (Verdict.APPLIED, "")
    wrong = opening(running=3, matter="EDU-002")
    assert verdict_of(window, under(event(wrong, new_id()), "2026.10.1")) == (
        Verdict.QUARANTINED,
        "case.matter_of_other_department",
    )


def test_a_case_of_a_version_that_is_not_published_yet_waits_for_it(server, window):
    case, coming = new_id(), with_matter(version("2026.10.1", AUTUMN), "EDU-500")
    early = under(event(opening(matter="EDU-500"), case), "2026.10.1")
    later = under(event(note(), case), "2026.10.1")
    answer = window.push(Stream("W01").add(early, later).push())
    assert [one.verdict for one in answer.verdicts] == [Verdict.HELD, Verdict.HELD]
    assert publish(server, coming).judged_again == 2
    assert [row.v for row in window.feed("H:510600-H1").rows] == [Verdict.APPLIED, Verdict.APPLIED]
    with server.doors.store.reading() as connection:
        assert [one.ver for one in streams.history(connection, case)] == [1, 2]


def forged(role=Role.SERVER, case=NO_CASE) -> bytes:
    fact = CataloguePublished(version="9999.1", effective_from=AUTUMN, sha256="0" * 64, size=1, signature="00" * 64)
    return event(fact, case, role=role, actor="server")


def test_nobody_but_the_server_announces_a_catalogue(window, education):
    for writer, origin in ((window, "W01"), (education, "EDU")):
        for role in (Role.SERVER, Role.SUPERVISOR, Role.CLERK, Role.DEPARTMENT):
            (one,) = writer.push(Stream(origin).add(forged(role)).push()).verdicts
            assert (one.verdict, one.reason) == (Verdict.QUARANTINED, "case.role")
        case = new_id()
        (one,) = writer.push(Stream(origin).add(forged(case=case)).push()).verdicts
        assert one.verdict is Verdict.QUARANTINED
    assert window.feed(BOX) is None or window.feed(BOX).rows == ()


def test_what_was_published_adds_up(server, window):
    publish(server, version("2026.10.1", AUTUMN))
    verdict_of(window, event(opening(), new_id()))
    report = Verifier(server.doors.store, server.doors.blobs.folder).run()
    assert (report.differences, report.streams, report.mailboxes) == ((), 2, 3)


def test_a_bundle_that_was_altered_in_the_database_is_found_by_verify(server):
    publish(server, version("2026.10.1", AUTUMN))
    altered = bundle.pack(version("2026.10.1", AUTUMN, EDU_001={"committed_days": 1}), REGION)
    with server.doors.store.writing() as connection:
        connection.execute(rows.update().where(rows.c.version == "2026.10.1").values(bundle=altered))
    (difference,) = Verifier(server.doors.store, server.doors.blobs.folder).run().differences
    assert (difference.kind, difference.where) == ("catalogue", "2026.10.1")


def test_a_department_of_a_new_version_may_have_an_account(server):
    more = msgspec.structs.replace(SHIPPED.departments[0], code="NEW", name_zh="新设局")
    publish(server, msgspec.structs.replace(version("2026.10.1", AUTUMN), departments=(*SHIPPED.departments, more)))
    assert logged_in(server, "NEW").token.name == "新设局"


def test_a_release_that_ships_another_version_still_judges_by_the_one_before(tmp_path, clock):
    with serving(tmp_path / "server", clock) as server:
        kept = server.doors.catalogues.kept()
        assert [(one.version, one.published_ms) for one in kept] == [("2026.07.1", 0)]
        packed = server.doors.catalogues.fetch(kept[0].sha256)
        assert bundle.unpack(packed, REGION) == SHIPPED


class TestTheCommands:
    @pytest.fixture
    def folder(self, tmp_path):
        write_site(tmp_path)
        assert run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml")).returncode == 0
        return tmp_path / "server"

    def test_a_dry_run_tells_and_writes_nothing_then_the_import_publishes(self, folder, tmp_path):
        new = version("2026.10.1", AUTUMN, EDU_001={"committed_days": 20})
        source = str(folder_of(new, tmp_path / "new"))
        dry = run(folder, "import-catalogue", source, "--dry-run")
        assert (dry.returncode, dry.stderr) == (0, "")
        assert "EDU-001 limits: 25/60 → 20/60" in dry.stdout
        assert "2026.07.1 → 2026.10.1, 2026-10-01" in dry.stdout
        assert run(folder, "catalogues").stdout.strip() == ""
        done = json.loads(run(folder, "import-catalogue", source, "--json").stdout)
        assert done["published"]["version"] == "2026.10.1"
        listed = json.loads(run(folder, "catalogues", "--json").stdout)
        assert [(one["version"], one["sha256"]) for one in listed] == [("2026.10.1", done["published"]["sha256"])]
        again = run(folder, "import-catalogue", source)
        assert (again.returncode, "[catalogue.known]" in again.stderr) == (3, True)

    def test_the_day_can_be_given_with_the_command(self, folder, tmp_path):
        archive = tmp_path / "new.zip"
        with zipfile.ZipFile(archive, "w") as made:
            for name, body in files_of(version("2026.10.1", AUTUMN)).items():
                made.writestr(name, body)
        words = ("import-catalogue", str(archive), "--effective-from", "2026-07-05", "--json")
        assert json.loads(run(folder, *words).stdout)["published"]["effective_from"] == "2026-07-05"
        assert run(folder, "catalogues").stdout.startswith("* 2026.10.1  2026-07-05  ")
        assert run(folder, "import-catalogue", str(archive), "--effective-from", "autumn").returncode == 2

    def test_every_broken_row_is_told_at_once_and_nothing_is_published(self, folder, tmp_path):
        source = folder_of(version("2026.10.1", AUTUMN), tmp_path / "new")
        rows = [{**row, "committed_days": 99} for row in json.loads((source / "matters.json").read_bytes())]
        (source / "matters.json").write_text(json.dumps(rows), encoding="utf-8")
        done = run(folder, "import-catalogue", str(source))
        assert done.returncode == 3
        told = [line for line in done.stderr.splitlines() if line.startswith("matters.json row ")]
        assert len(told) == sum(1 for row in rows if row["statutory_days"] < 99)
        assert "[catalogue.broken]" in done.stderr
        assert run(folder, "catalogues").stdout.strip() == ""

    def test_a_nest_without_end_is_a_sentence(self, folder, tmp_path):
        source = folder_of(version("2026.10.1", AUTUMN), tmp_path / "new")
        (source / "matters.json").write_bytes(b"[" * 100_000 + b"]" * 100_000)
        done = run(folder, "import-catalogue", str(source))
        assert (done.returncode, "Traceback" in done.stderr) == (3, False)
        assert "nested too deeply" in done.stderr
