"""The bench of synchronisation: its documents are real and the same every time, its table is right, our part runs."""

import statistics
from io import StringIO

import pytest
from rich.console import Console

from benchmarks.sync import blobs, commit, documents, idle, ours, pages, processes, run, table, waiting
from benchmarks.sync.ours import Transfer
from benchmarks.sync.pouchdb import write_documents
from casework import catalogue_load, identity
from casework.events import read
from casework.numbers import is_printed_form
from casework.parties import IdKind
from resources.catalogue import files

CATALOGUE = catalogue_load.load(files())
WRITER = documents.Writer("W01", 1, "0", "510600", "510600-H1")


def written(count=200, **changes):
    return list(documents.openings(WRITER, CATALOGUE, count, **changes))


def test_the_documents_are_the_same_on_every_run_and_others_under_another_seed():
    assert [event.raw for event in written()] == [event.raw for event in written()]
    assert {event.raw for event in written()}.isdisjoint(event.raw for event in written(seed=1))


def test_a_document_has_about_1_7_kb():
    sizes = [len(event.raw) for event in written(1_000)]
    assert 1_650 < statistics.mean(sizes) < 1_800
    assert min(sizes) > 1_300
    assert max(sizes) < 2_000


def test_every_document_is_a_lawful_opening_of_somebody_with_valid_numbers():
    for event in written():
        fact = read(event.raw).fact
        assert is_printed_form(fact.number, "510600", "W01")
        assert CATALOGUE.matter(fact.matter).department == fact.department
        for party in (fact.applicant, *([fact.agent] if fact.agent else [])):
            check = identity.check_uscc if party.id_kind is IdKind.USCC else identity.check_resident_id
            assert check(party.id_number).value == party.id_number


def test_ids_numbers_and_people_differ():
    events = written(2_000)
    assert len({event.header.id for event in events}) == 2_000
    assert len({event.header.case for event in events}) == 2_000
    assert len({event.fact.number for event in events}) == 2_000
    assert len({event.fact.serial for event in events}) == 2_000
    # People have as many names as a town has: nothing is won by remembering them.
    assert len({event.fact.applicant.name for event in events}) > 1_700


def test_pouchdb_gets_the_very_documents(tmp_path):
    assert write_documents(tmp_path / "documents", written(3)) == 3
    lines = (tmp_path / "documents").read_bytes().splitlines()
    for line, event in zip(lines, written(3), strict=True):
        assert line == b'{"_id":"' + event.header.id.encode() + b'",' + event.raw[1:]


def test_ratios_are_made_of_what_was_measured_and_of_nothing_else():
    made = table.with_ratios({"sqlite_push_per_s": 12_000, "pouchdb_push_per_s": 3_000, "sqlite_pull_per_s": 5})
    assert made == {
        "sqlite_push_per_s": 12_000,
        "pouchdb_push_per_s": 3_000,
        "sqlite_pull_per_s": 5,
        "sqlite_push_vs_pouchdb": 4,
    }


@pytest.mark.parametrize(
    ("name", "figure", "said"),
    [
        ("sqlite_push_vs_pouchdb", 4, "ok"),
        ("sqlite_push_vs_pouchdb", 3.99, "short"),
        ("server_cpu_vs_pouchdb", 0.25, "ok"),
        ("server_cpu_vs_pouchdb", 0.26, "short"),
        ("server_rss_mb", 140, ""),
    ],
)
def test_a_target_is_met_or_short(name, figure, said):
    assert table.verdict(name, figure) == said


def test_every_target_and_every_ratio_belongs_to_a_figure_of_the_run():
    raw = {part for pair in table.RATIOS.values() for part in pair}
    known = raw | set(table.RATIOS) | {"waiting_clients", "waiting_told_s", "commit_p99_ms"}
    assert set(table.TARGETS) <= known


def test_the_table_says_what_falls_short():
    console = Console(width=120, record=True, file=StringIO())
    console.print(table.table({"waiting_told_s": 3.2, "server_rss_mb": 140.0}))
    said = console.export_text()
    assert "≤ 1" in said
    assert "short" in said


def test_what_was_sent_a_second_is_documents_by_seconds():
    assert Transfer(documents=500, seconds=0.25, server_cpu_s=0.1, sent_bytes=1).per_s == 2_000


def test_a_process_that_ends_is_told_apart_from_one_that_answers(tmp_path):
    with processes.running(["cat"], tmp_path / "log") as echo:
        assert echo.ask('{"here": true}') == {"here": True}
        assert echo.rss_mb() > 0
    with (
        processes.running(["true"], tmp_path / "log") as gone,
        pytest.raises(processes.PartCannotRunError),
    ):
        gone.hear()


def test_our_own_part_carries_every_document_between_two_desks(tmp_path):
    made = ours.measure(tmp_path, CATALOGUE, 200)
    assert made.push.documents == made.pull.documents == 200
    assert made.push.per_s > 1
    assert made.pull.per_s > 1
    # Every byte of the events, compressed, and not less than a tenth of it.
    assert 200 * 1_700 > made.push.sent_bytes > 200 * 100
    assert made.server_rss_mb > 10


@pytest.mark.postgres
def test_our_own_part_runs_on_postgresql_as_well(tmp_path, postgres_url):
    made = ours.measure(tmp_path, CATALOGUE, 50, {"SYNC_SERVER_DATABASE_URL": postgres_url})
    assert made.push.documents == made.pull.documents == 50


def test_everybody_who_waits_is_told(tmp_path):
    made = waiting.measure(tmp_path, CATALOGUE, clients=30)
    assert made.clients == 30
    assert made.told_s < 25
    assert made.rss_mb > 10


def test_a_poll_that_finds_nothing_is_weighed(tmp_path):
    made = idle.measure(tmp_path, CATALOGUE, times=300)
    assert made.ours_us >= 0
    assert made.bare_us >= 0


def test_scans_are_sent_to_the_last(tmp_path):
    assert blobs.measure(tmp_path, scans=3, size=200_000).mb_per_s > 0


def test_a_mailbox_that_was_filled_by_sql_is_read_like_any_other(tmp_path):
    made = pages.measure(tmp_path, CATALOGUE, many=20_000)
    assert made.many == 20_000
    assert min(made.few_ms, made.many_ms, made.splice_ms) > 0


def test_commits_are_timed_beside_bare_ones(tmp_path):
    made = commit.measure(tmp_path, CATALOGUE, times=100)
    assert made.p99_ms >= made.p50_ms > 0
    assert made.bare_p50_ms > 0


def test_a_part_that_lacks_something_is_left_out_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    assert run.measure(["--only", "pouchdb"]) == {}
    assert "node and npm are not installed" in capsys.readouterr().err
