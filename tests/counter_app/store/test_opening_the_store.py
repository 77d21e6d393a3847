"""What the first and every later start finds, and what is never replaced."""

import os
import sqlite3
import stat

import pytest
import sqlcipher3
from support.desks import a_desk, accepted, body, opened

from casework.errors import Trouble
from counter_app.store.database import Database, connect
from counter_app.store.key import read_key
from counter_app.store.lock import FolderLock
from counter_app.store.schema import STEPS, migrate


def refused(folder):
    with pytest.raises(Trouble) as caught:
        opened(folder)
    return caught.value.code


def files_of(folder):
    return {path.name: path.read_bytes() for path in (folder / "data").iterdir() if path.is_file()}


@pytest.fixture
def closed(tmp_path):
    """The folder of a desk that holds one case and is closed."""
    workplace = a_desk(tmp_path)
    accepted(workplace)
    workplace.close()
    return tmp_path


def test_the_engine_is_set_so_that_a_commit_is_durable(place):
    database = place.store.database
    found = {
        name: database.value(f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    assert sqlcipher3.sqlite_version_info >= (3, 51, 3)


@pytest.mark.usefixtures("place")
def test_the_key_is_outside_the_data_and_readable_by_its_owner_only(tmp_path):
    key_file = tmp_path / "config" / "desk.key"
    assert len(key_file.read_bytes()) == 32
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert not key_file.is_relative_to(tmp_path / "data")


def test_nothing_of_a_case_can_be_read_without_the_key(tmp_path):
    workplace = a_desk(tmp_path)
    accepted(workplace, applicant=body(name="金丝雀试验幼儿园"))
    workplace.print_owed()
    workplace.close()
    canaries = ["金丝雀试验幼儿园".encode(), b"13900002254", b"%PDF", body().id_number.encode()]
    for path in (tmp_path / "data").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [canary for canary in canaries if canary in content], path
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "data" / "desk.db").execute("SELECT * FROM sqlite_master")


@pytest.mark.usefixtures("place")
def test_a_second_desk_on_the_same_folder_is_told_so(tmp_path):
    assert refused(tmp_path) == "local.in_use"


def test_a_lock_goes_with_whoever_held_it(tmp_path):
    first = FolderLock(tmp_path).take()
    first.release()
    with FolderLock(tmp_path):
        pass


def test_a_desk_that_is_closed_can_be_opened_again(closed):
    workplace = opened(closed)
    assert len(workplace.store.journal.case_ids()) == 1
    workplace.close()


def test_another_key_is_told_from_damage_and_nothing_changes(closed):
    before = files_of(closed)
    key_file = closed / "config" / "desk.key"
    key_file.write_bytes(b"x" * 32)
    assert refused(closed) == "local.wrong_key"
    assert files_of(closed) == before


def test_a_missing_key_makes_no_new_one(closed):
    (closed / "config" / "desk.key").unlink()
    assert refused(closed) == "local.key_missing"
    assert not (closed / "config" / "desk.key").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_a_key_that_others_can_read_is_refused(closed):
    (closed / "config" / "desk.key").chmod(0o644)
    assert refused(closed) == "local.key_open"


def test_an_empty_file_is_not_taken_for_a_new_one(closed):
    (closed / "data" / "desk.db").write_bytes(b"")
    assert refused(closed) == "local.empty"
    assert (closed / "data" / "desk.db").read_bytes() == b""


def test_a_missing_file_is_not_made_anew(closed):
    (closed / "data" / "desk.db").unlink()
    assert refused(closed) == "local.missing"
    assert not (closed / "data" / "desk.db").exists()


@pytest.mark.parametrize("place_in_file", [0.0, 0.1, 0.35, 0.5, 0.77, 0.78, 0.81, 0.84, 0.99])
def test_a_flipped_bit_anywhere_is_noticed_and_the_file_is_left_alone(closed, place_in_file):
    file = closed / "data" / "desk.db"
    content = bytearray(file.read_bytes())
    content[int(place_in_file * (len(content) - 1))] ^= 0x10
    file.write_bytes(content)
    assert refused(closed) == "local.damaged"
    assert file.read_bytes() == bytes(content)


def test_a_cut_file_is_noticed(closed):
    file = closed / "data" / "desk.db"
    file.write_bytes(file.read_bytes()[:-4096])
    assert refused(closed) == "local.damaged"


def test_a_file_of_a_later_release_is_refused_unchanged(closed):
    file = closed / "data" / "desk.db"
    connection = connect(file, read_key(closed / "config" / "desk.key"))
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = file.read_bytes()
    assert refused(closed) == "local.newer_schema"
    assert file.read_bytes() == before


def test_a_first_start_that_was_cut_off_can_be_begun_again(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "desk.db.new").write_bytes(b"half")
    opened(tmp_path).close()
    assert not (tmp_path / "data" / "desk.db.new").exists()


def test_a_first_start_cut_off_before_its_mark_is_finished_by_the_next(closed):
    (closed / "data" / "desk.key-mark").unlink()
    opened(closed).close()
    assert (closed / "data" / "desk.key-mark").exists()


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path):
    key_file = tmp_path / "key"
    key_file.write_bytes(b"k" * 32)
    key_file.chmod(0o600)
    database = Database(connect(tmp_path / "some.db", read_key(key_file)))
    migrate(database)
    with pytest.raises(sqlcipher3.OperationalError):
        migrate(database, (*STEPS, "CREATE TABLE good (a TEXT) STRICT;\nCREATE NONSENSE;\n"))
    assert database.value("PRAGMA user_version") == len(STEPS)
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'good'") == []
    database.close()
