"""A disk that is full, or lent a fault at any statement, leaves no half case behind."""

import resource
import subprocess
from contextlib import contextmanager

import pytest
from support.desks import a_desk, accepted, application, everything_missing
from support.faults import disk_full, interpose, remove

from casework.errors import Trouble
from counter_app.desk.accept import accept
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm, RefuseForm, SupplementForm
from counter_app.desk.refuse import decide
from counter_app.desk.supplement import tell
from counter_app.desk.take_in import take_in
from counter_app.store.drafts import Draft

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 300_000


def everything(workplace):
    """What a half-done act would show up in."""
    database = workplace.store.database
    tables = ("event", "case_row", "series", "print_job", "blob", "stream", "draft")
    return {table: database.rows(f"SELECT * FROM {table}") for table in tables}  # noqa: S608 - fixed names


def outcome(act) -> str:
    """The code of the trouble that `act` ends in, empty if it is done."""
    try:
        act()
    except Trouble as trouble:
        return trouble.code
    return ""


def test_a_fault_at_any_statement_of_an_acceptance_leaves_nothing_half(place):
    accepted(place)
    before = everything(place)
    database = place.store.database
    statements = 0
    for at in range(1, 200):
        faulty = interpose(database, at, disk_full)
        code = outcome(lambda: accept(place.desk, application(place)))
        remove(database, faulty)
        if not code:
            statements = at
            break
        assert code == "local.disk_full"
        assert everything(place) == before, at
        assert not database._connection.in_transaction
    assert statements > 20, "the sweep reached the end of the act"
    assert place.store.journal.check_chain() == 0
    assert len(place.store.journal.case_ids()) == 2


def supplemented(place):
    def further(desk, clerk, case_id):
        items = everything_missing(place, place.store.cases.get(case_id).case).items
        tell(desk, clerk, SupplementForm(case_id=case_id, items=items))

    take_in(place.desk, application(place, materials=()), draft="half", further=further)


def turned_away(place):
    def further(desk, clerk, case_id):
        decide(desk, clerk, RefuseForm(case_id=case_id, grounds=("不属于本机关职权范围",)))

    take_in(place.desk, application(place), draft="half", further=further)


@pytest.mark.parametrize("ending", [supplemented, turned_away])
def test_a_fault_at_any_statement_of_what_follows_an_opening_at_once_leaves_no_case_and_the_draft(place, ending):
    place.store.drafts.save("0123", Draft(id="half", matter="EDU-001", title="", saved_ms=1, content=b"{}"))
    before = everything(place)
    database = place.store.database
    for at in range(1, 200):
        faulty = interpose(database, at, disk_full)
        code = outcome(lambda: ending(place))
        remove(database, faulty)
        if not code:
            break
        assert everything(place) == before, at
    assert at > 20, "the sweep reached the end of the act"
    assert len(place.store.journal.case_ids()) == 1
    assert place.store.drafts.of("0123") == ()


def test_the_number_of_an_act_that_failed_is_given_to_the_next(place):
    first = accepted(place)
    faulty = interpose(place.store.database, 18, disk_full)
    with pytest.raises(Trouble):
        accepted(place)
    remove(place.store.database, faulty)
    second = accepted(place)
    assert (first.number[-7:-3], second.number[-7:-3]) == ("0001", "0002")


@contextmanager
def files_limited_to(size):
    """Let no file of this process grow past `size` bytes, as a full disk or a quota would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_scan_that_does_not_fit_leaves_no_file_and_no_row(place, tmp_path):
    case = accepted(place)
    form = AttachForm(case_id=case.id, material="EDU-001-M01", name="scan.png")
    with files_limited_to(200_000), pytest.raises(Trouble, match=r"local\.disk_full"):
        attach(place.desk, form, PNG)
    assert [path for path in (tmp_path / "data" / "blobs").rglob("*") if path.is_file()] == []
    assert place.store.cases.get(case.id).case.scans == ()
    attach(place.desk, form, PNG)
    assert len(place.store.cases.get(case.id).case.scans) == 1


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of 1 MiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_is_told_and_work_goes_on_when_there_is_room(tiny_disk):
    workplace = a_desk(tiny_disk)
    told = []
    for _ in range(300):
        code = outcome(lambda: told.append(accepted(workplace).id))
        if code:
            # Which write meets the end of the disk varies.
            assert code in {"local.disk_full", "local.disk", "local.witness_unwritable"}
            break
    else:
        pytest.fail("the disk never filled up")
    assert set(told) <= set(workplace.store.journal.case_ids())
    assert workplace.store.cases.differing() == ()
    subprocess.run(["mount", "-o", "remount,size=32m", str(tiny_disk)], check=True)
    accepted(workplace)
    assert workplace.store.journal.check_chain() == 0
    workplace.close()


def test_a_disk_that_turned_read_only_is_told(tiny_disk):
    workplace = a_desk(tiny_disk)
    accepted(workplace)
    workplace.store.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    workplace.store.database._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Trouble, match=r"local\.read_only"):
        accepted(workplace)
    workplace.close()
