import os
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest

from printing.drivers.driver import Readiness, Result
from printing.drivers.folder import FolderDriver, file_name


def test_a_paper_arrives_whole_under_its_job_and_kind(tmp_path, paper_of):
    paper = paper_of()
    outcome = FolderDriver(tmp_path / "out").send(paper, "0193-7C21")
    assert outcome.result is Result.PRINTED
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["0193-7C21.acceptance-notice.pdf"]
    assert (tmp_path / "out" / outcome.proof).read_bytes() == paper.content


def test_sending_the_same_job_again_leaves_one_file(tmp_path, paper_of):
    driver, paper = FolderDriver(tmp_path), paper_of()
    assert [driver.send(paper, "J1").result for _ in range(2)] == [Result.PRINTED] * 2
    assert len(list(tmp_path.iterdir())) == 1


def test_another_jobs_file_is_never_overwritten(tmp_path, paper_of):
    driver = FolderDriver(tmp_path)
    driver.send(paper_of(b"first"), "J1")
    outcome = driver.send(paper_of(b"second"), "J1")
    assert outcome.result is Result.FAILED
    assert outcome.code == "printing.file_of_another_job"
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"first"]


def test_a_job_id_cannot_leave_the_folder(tmp_path, paper_of):
    FolderDriver(tmp_path / "in").send(paper_of(), "../../evil/J:1")
    assert [file.parent for file in tmp_path.rglob("*.pdf")] == [tmp_path / "in"]
    assert "/" not in file_name(paper_of(), "../x")


def test_a_folder_that_is_a_file_has_failed_and_says_why(tmp_path, paper_of):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    outcome = FolderDriver(blocked / "deeper").send(paper_of(), "J1")
    assert outcome.result is Result.FAILED
    assert outcome.code == "printing.folder_unwritable"
    assert outcome.proof


@contextmanager
def files_no_longer_than(size: int):
    """Let every write beyond `size` bytes fail, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_folder_that_cannot_be_made_has_failed(paper_of):
    # Nobody, not even root, makes folders among the processes.
    outcome = FolderDriver(Path("/proc/self/printouts")).send(paper_of(), "J1")
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.folder_unwritable")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_read_only_folder_has_failed(tmp_path, paper_of):
    tmp_path.chmod(0o555)
    try:
        outcome = FolderDriver(tmp_path).send(paper_of(), "J1")
        state = FolderDriver(tmp_path).status()
    finally:
        tmp_path.chmod(0o755)
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.folder_unwritable")
    assert state.readiness is Readiness.ATTENTION


def test_a_full_disk_has_failed_and_leaves_nothing_behind(tmp_path, paper_of):
    with files_no_longer_than(1000):
        outcome = FolderDriver(tmp_path).send(paper_of(b"x" * 5000), "J1")
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.folder_unwritable")
    assert outcome.proof
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_ready_even_before_it_is_made(tmp_path):
    assert FolderDriver(tmp_path / "new" / "deeper").status().readiness is Readiness.READY


def test_a_folder_below_a_file_is_not_ready(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert FolderDriver(tmp_path / "file").status().readiness is Readiness.ATTENTION
