"""A server that moves to another database takes everything along, or stays where it was."""

import hashlib
import json

import pytest
from support.commands import Process, run
from support.postgres import name_in
from support.serving import (
    HALL,
    Stream,
    accepted,
    decided,
    enrolled_window,
    event,
    logged_in,
    new_id,
    note,
    opening,
    received,
    serving,
    settings_in,
    write_site,
)

from casework.errors import RuleBroken, Trouble
from casework.events import Role
from sync_server.administer import Place, init
from sync_server.main import bring_up_to_date
from sync_server.move import TO_FILE, move
from sync_server.settings import load_settings
from sync_server.store import transfer
from sync_server.store.engine import open_store
from sync_server.verify import Verifier

pytestmark = pytest.mark.postgres

BOX = f"H:{HALL}"
SPOIL = """
    CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.reason := ''spoilt''; RETURN NEW; END';
    CREATE FUNCTION attach() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
                IF one.object_identity = 'public.event' THEN
                    CREATE TRIGGER spoil BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION spoil();
                END IF;
            END LOOP;
        END $$;
    CREATE EVENT TRIGGER attach ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION attach();
"""


class Interrupted(Exception):  # noqa: N818 - it is what the test does
    """Somebody pressed Ctrl-C."""


def nobody(_what, _done, _total) -> None:
    """Nobody looks at the progress."""


def interrupt_at(what):
    def told(now, _done, _total) -> None:
        if now == what:
            raise Interrupted

    return told


@pytest.fixture
def empty_url(postgres):
    address = postgres.database(tables=False)
    yield address
    postgres.drop(address)


@pytest.fixture
def folder(tmp_path):
    write_site(tmp_path)
    init(Place(tmp_path / "server", tmp_path / "site.toml", "127.0.0.1", 0))
    return tmp_path / "server"


@pytest.fixture
def stream():
    return Stream("W01")


@pytest.fixture
def window(folder, clock, stream):
    """A window that has written a little of everything, and whose server has stopped."""
    with serving(folder, clock) as server:
        window, education = enrolled_window(server), logged_in(server)
        case, held = new_id(), new_id()
        blob = hashlib.sha256(b"a scan").hexdigest()
        server.doors.blobs.put(blob, b"a scan")
        stream.add(event(opening(), case), event(accepted(), case), b'{"no": "header"}', event(note("\u0000 零"), case))
        stream.add(event(opening(), held), event(opening(running=2), new_id()))
        window.push(stream.push())
        given = event(received(), case, Role.DEPARTMENT, "edu"), event(decided(), case, Role.DEPARTMENT, "edu")
        education.push(Stream("EDU").add(*given, event(received(), new_id(), Role.DEPARTMENT, "edu")).push())
    return window


def settings_of(folder):
    return load_settings(folder, {})


def contents(url):
    store = open_store(url)
    try:
        with store.reading() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(transfer._everything(table, connection))]
                for table in transfer.METADATA.sorted_tables
            }
    finally:
        store.close()


def test_everything_is_taken_along_and_everybody_goes_on(folder, window, stream, empty_url, clock):
    page = json.loads(window_page(window, folder, clock))
    before = contents(settings_of(folder).database)
    done = run(folder, "move", "--to", empty_url, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"]["event"] == len(before["event"])
    assert settings_of(folder).database_url == empty_url
    assert contents(empty_url) == before
    with serving(folder, clock, database_url=empty_url) as server:
        window.address = server.address
        assert json.loads(window.request("GET", f"/v1/feed/{BOX}?after=0").content) == page
        stream.add(event(opening(), new_id()))
        answer = window.push(stream.push())
        assert answer.head == len(stream.events)
        assert answer.verdicts[-1].verdict == "renumbered"
        assert answer.verdicts[-1].number != answer.verdicts[4].number
        assert Verifier(server.doors.store, server.doors.blobs.folder).run().differences == ()


def window_page(window, folder, clock) -> bytes:
    with serving(folder, clock) as server:
        window.address = server.address
        return window.request("GET", f"/v1/feed/{BOX}?after=0").content


@pytest.mark.usefixtures("window")
def test_a_server_can_move_back(folder, empty_url):
    before = contents(settings_of(folder).database)
    move(settings_of(folder), empty_url, nobody)
    with pytest.raises(RuleBroken) as refusal:
        move(settings_of(folder), TO_FILE, nobody)
    assert refusal.value.code == "move.target_used"
    for file in folder.glob("server.sqlite3*"):
        file.rename(folder / f"old-{file.name}")
    assert move(settings_of(folder), TO_FILE, nobody).differences == ()
    assert settings_of(folder).database_url == ""
    assert contents(settings_of(folder).database) == before


@pytest.mark.usefixtures("window")
def test_other_settings_and_their_comments_stay_and_an_address_is_nobody_else_s_to_read(folder, empty_url):
    file = folder / "server.toml"
    file.write_text(file.read_text() + '\n# Ask the operations desk.\nlog_level = "warning"\n')
    move(settings_of(folder), empty_url, nobody)
    assert "# Ask the operations desk." in file.read_text()
    assert settings_of(folder).log_level == "warning"
    assert file.stat().st_mode & 0o077 == 0


def test_a_server_that_runs_is_not_moved(folder, empty_url):
    server = Process(folder)
    done = run(folder, "move", "--to", empty_url)
    server.process.terminate()
    server.process.wait(30)
    server.process.stdout.close()
    assert (done.returncode, "[serve.running]" in done.stderr) == (4, True)


@pytest.mark.usefixtures("window")
def test_a_database_in_use_elsewhere_is_not_moved(folder, empty_url, clock, tmp_path):
    move(settings_of(folder), empty_url, nobody)
    with serving(tmp_path / "elsewhere", clock, database_url=empty_url), pytest.raises(RuleBroken) as refusal:
        move(settings_of(folder), f"sqlite:///{tmp_path}/other.sqlite3", nobody)
    assert refusal.value.code == "move.running"


def test_an_address_in_the_environment_would_win_and_is_refused(folder, empty_url):
    done = run(folder, "move", "--to", empty_url, SYNC_SERVER_DATABASE_URL=f"sqlite:///{folder}/server.sqlite3")
    assert (done.returncode, "[move.environment]" in done.stderr) == (3, True)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("what", ["another server", "a table of somebody else"])
def test_a_target_with_something_in_it_is_left_alone(folder, empty_url, postgres, tmp_path, what):
    if what == "another server":
        init(Place(tmp_path / "second", tmp_path / "site.toml", "127.0.0.1", 0, empty_url))
    else:
        with postgres.connect(name_in(empty_url)) as connection:
            connection.execute("CREATE TABLE theirs (id integer)")
    for again in (False, True):
        with pytest.raises(RuleBroken) as refusal:
            move(settings_of(folder), empty_url, nobody, again=again)
        assert refusal.value.code == "move.target_used"
    assert settings_of(folder).database_url == ""


@pytest.mark.usefixtures("window")
def test_an_interrupted_copy_leaves_nothing(folder, empty_url):
    with pytest.raises(Interrupted):
        move(settings_of(folder), empty_url, interrupt_at("copy box"))
    assert settings_of(folder).database_url == ""
    found = contents(empty_url)
    assert [name for name, rows in found.items() if rows and name != "meta"] == []
    assert move(settings_of(folder), empty_url, nobody).differences == ()


@pytest.mark.usefixtures("window")
def test_a_copy_that_nobody_compared_is_not_served_and_is_made_again_when_asked(folder, empty_url):
    before = contents(settings_of(folder).database)
    with pytest.raises(Interrupted):
        move(settings_of(folder), empty_url, interrupt_at("compare event"))
    with pytest.raises(Trouble) as trouble:
        bring_up_to_date(settings_in(folder, database_url=empty_url))
    assert trouble.value.code == "store.half_moved"
    with pytest.raises(RuleBroken) as refusal:
        move(settings_of(folder), empty_url, nobody)
    assert refusal.value.code == "move.unfinished"
    assert contents(settings_of(folder).database) == before
    assert move(settings_of(folder), empty_url, nobody, again=True).differences == ()
    bring_up_to_date(settings_of(folder))
    assert contents(empty_url) == before


@pytest.mark.usefixtures("window")
def test_a_copy_that_differs_is_not_used(folder, empty_url, postgres):
    with postgres.connect(name_in(empty_url)) as connection:
        connection.execute(SPOIL)
    done = run(folder, "move", "--to", empty_url)
    assert (done.returncode, done.stdout.count("differs: event ")) == (5, 9)
    assert settings_of(folder).database_url == ""
