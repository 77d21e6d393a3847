"""Backups are proven before anybody relies on them, and restoring one loses nothing."""

import hashlib
import json
import shutil

import pytest
import sqlcipher3
from support.commands import Process, run
from support.serving import (
    HALL,
    SteppingClock,
    Stream,
    accepted,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
    settings_in,
)

from casework.contract import Hello
from casework.errors import RuleBroken, Trouble
from sync_server.backup import DATABASE, MANIFEST, Backups, newest_backup, read_manifest
from sync_server.restore import restore
from sync_server.running import alone
from sync_server.store.engine import open_store, sqlite_url


def quietly(_what, _done, _total):
    """Nobody looks at the progress."""


@pytest.fixture
def place(tmp_path):
    return tmp_path / "server"


def backups(place, clock=None) -> Backups:
    return Backups(settings_in(place), clock or SteppingClock())


def proven(place, into, clock=None):
    made = backups(place, clock).make(into, quietly)
    assert backups(place, clock).verify(made).differences == ()
    return made


def welcome(window, stream):
    said = Hello(
        proto=(1,),
        epoch=stream.epoch,
        head=len(stream.events),
        hash=stream.hash_at(len(stream.events)).hex(),
        catalog="",
    )
    return json.loads(window.post("/v1/hello", said).content)


def stored(database) -> set[bytes]:
    connection = sqlcipher3.connect(str(database))
    raws = {bytes(raw) for (raw,) in connection.execute("SELECT raw FROM event")}
    connection.close()
    return raws


def test_a_backup_is_made_while_the_server_runs_and_marks_rise_once_it_is_proven(place, tmp_path):
    case = new_id()
    with serving(place) as server:
        window = enrolled_window(server)
        stream = Stream("W01").add(event(opening(), case), event(accepted(), case))
        assert window.push(stream.push()).backup_mark == 0
        made = backups(place).make(tmp_path / "kept", quietly)
        assert welcome(window, stream)["backup_mark"] == 0
        assert backups(place).verify(made).differences == ()
        assert welcome(window, stream)["backup_mark"] == 2
        stream.add(event(note(), case))
        assert window.push(stream.push(first=3)).backup_mark == 2
    assert read_manifest(made).verified_ms > 0
    assert stored(made / DATABASE) == set(stream.events[:2])


def test_a_backup_that_was_altered_is_refused_and_raises_no_mark(place, tmp_path):
    with serving(place) as server:
        window, stream = enrolled_window(server), Stream("W01").add(event(opening(), new_id()))
        window.push(stream.push())
        made = backups(place).make(tmp_path / "kept", quietly)
        content = bytearray((made / DATABASE).read_bytes())
        content[len(content) // 2] ^= 1
        (made / DATABASE).write_bytes(content)
        with pytest.raises(RuleBroken) as refused:
            backups(place).verify(made)
        assert refused.value.code == "backup.damaged"
        assert welcome(window, stream)["backup_mark"] == 0


def test_a_backup_of_a_database_that_does_not_add_up_is_not_approved(place, tmp_path):
    with serving(place) as server:
        window, stream = enrolled_window(server), Stream("W01").add(event(opening(), new_id()))
        window.push(stream.push())
        connection = sqlcipher3.connect(str(place / DATABASE))
        connection.execute(
            "UPDATE case_ SET projection = CAST(replace(CAST(projection AS TEXT), '幼儿园', '小学') AS BLOB)"
        )
        connection.commit()
        connection.close()
        made = backups(place).make(tmp_path / "kept", quietly)
        assert [one.kind for one in backups(place).verify(made).differences] == ["case"]
        assert read_manifest(made).verified_ms == 0
        assert welcome(window, stream)["backup_mark"] == 0


def test_blobs_are_kept_once_for_all_backups(place, tmp_path):
    with serving(place) as server:
        blob = b"%PDF-1.7 an invented scan"
        server.doors.blobs.put(_sha256(blob), blob)
        first = proven(place, tmp_path / "kept", SteppingClock())
        later = SteppingClock()
        later.pass_by(hours=1)
        second = proven(place, tmp_path / "kept", later)
    files = [file for file in (tmp_path / "kept" / "blobs").glob("??/*") if file.is_file()]
    assert [file.read_bytes() for file in files] == [blob]
    assert newest_backup(tmp_path / "kept") == second != first


def test_a_restored_server_has_a_new_epoch_and_keeps_aside_what_was_there(place, tmp_path):
    case = new_id()
    with serving(place) as server:
        window, stream = enrolled_window(server), Stream("W01").add(event(opening(), case))
        window.push(stream.push())
        made = proven(place, tmp_path / "kept")
        stream.add(event(accepted(), case))
        window.push(stream.push(first=2))
    assert restore(made, place, quietly) == 2
    assert stored(place / f"{DATABASE}.before-1") == set(stream.events)
    assert stored(place / DATABASE) == set(stream.events[:1])
    with serving(place) as server:
        window.address = server.address
        said = welcome(window, stream)
        assert (said["server_epoch"], said["head"], said["backup_mark"]) == (2, 1, 0)
        assert window.push(stream.push(first=2)).head == 2
    assert stored(place / DATABASE) == set(stream.events)


def test_a_folder_that_was_lost_altogether_comes_back_from_its_backup(place, tmp_path):
    with serving(place) as server:
        window, stream = enrolled_window(server), Stream("W01").add(event(opening(), new_id()))
        window.push(stream.push())
        proven(place, tmp_path / "kept")
    shutil.rmtree(place)
    restore(newest_backup(tmp_path / "kept"), place, quietly)
    with serving(place) as server:
        window.address = server.address
        assert window.feed(f"H:{HALL}").rows[0].s == 1


def test_an_older_backup_is_restored_only_by_somebody_who_says_so(place, tmp_path):
    with serving(place):
        first = proven(place, tmp_path / "kept", SteppingClock())
        later = SteppingClock()
        later.pass_by(days=1)
        proven(place, tmp_path / "kept", later)
    with pytest.raises(RuleBroken) as refused:
        restore(first, place, quietly)
    assert refused.value.code == "backup.older"
    assert restore(first, place, quietly, older=True) == 2


def test_a_torn_backup_is_no_backup(place, tmp_path):
    with serving(place):
        made = backups(place).make(tmp_path / "kept", quietly)
    (made / MANIFEST).unlink()
    for attempt in (lambda: newest_backup(tmp_path / "kept"), lambda: restore(made, place, quietly)):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.code == "backup.absent"


def test_a_backup_that_cannot_be_written_leaves_nothing_half_made(place, tmp_path):
    (tmp_path / "kept").write_text("a file")
    with serving(place), pytest.raises(Trouble) as trouble:
        backups(place).make(tmp_path / "kept", quietly)
    assert trouble.value.code == "backup.not_written"


def test_what_is_below_a_running_server_is_not_exchanged(place, tmp_path):
    with serving(place):
        proven(place, tmp_path / "kept")
    process = Process(place)
    refused = run(place, "restore", str(tmp_path / "kept"))
    process.end(15)
    assert (refused.returncode, "[serve.running]" in refused.stderr) == (4, True)
    with alone(place):
        waiting = run(place, "serve", "--port", "0")
    assert (waiting.returncode, "[serve.being_restored]" in waiting.stderr) == (4, True)
    done = run(place, "restore", str(tmp_path / "kept"), "--json")
    assert json.loads(done.stdout) == {"server_epoch": 2}


def test_the_commands_say_what_they_made(place, tmp_path):
    with serving(place):
        made = json.loads(run(place, "backup", str(tmp_path / "kept"), "--json").stdout)
    assert made["verified"]
    again = run(place, "verify-backup", str(tmp_path / "kept"))
    assert (again.returncode, again.stdout.strip().endswith("0 differences")) == (0, True)
    absent = run(place, "restore", str(tmp_path / "nowhere"))
    assert (absent.returncode, "[backup.absent]" in absent.stderr) == (3, True)


def test_a_mark_of_another_past_is_not_believed(place, tmp_path):
    """A backup whose stream differs from the live one's says nothing of what the live one has kept."""
    with serving(place) as server:
        window = enrolled_window(server)
        stream = Stream("W01").add(event(opening(), new_id()))
        window.push(stream.push())
        made = backups(place).make(tmp_path / "kept", quietly)
        store = open_store(sqlite_url(place / DATABASE))
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE entry SET hash = zeroblob(32)")
        store.close()
        backups(place).verify(made)
        assert welcome(window, stream)["backup_mark"] == 0


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_only_the_servers_user_can_read_its_database_new_old_or_restored(place, tmp_path):
    place.mkdir()
    place.chmod(0o755)
    with serving(place):
        made = proven(place, tmp_path / "kept")
        modes = {file.name: file.stat().st_mode & 0o777 for file in place.glob(f"{DATABASE}*")}
    assert set(modes.values()) == {0o600}, modes
    (place / DATABASE).chmod(0o644)
    restore(made, place, quietly)
    with serving(place):
        assert (place / DATABASE).stat().st_mode & 0o777 == 0o600
    assert (made / DATABASE).parent.stat().st_mode & 0o077 == 0
