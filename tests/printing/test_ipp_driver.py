"""The IPP driver against `ippeveprinter`, the reference printer of the CUPS project.

It announces itself by Avahi and will not start without; so each test brings a message bus and an Avahi of its own,
bound to the loopback interface, and ends both by their process ids.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.desks import TODAY, a_desk, accepted
from support.ports import refusing_port, untaken_port

from counter_app.desk import prints
from counter_app.desk.prints import Answer
from counter_app.desk.verify import verify
from counter_app.store.printouts import JobState
from printing.drivers.driver import Readiness, Result
from printing.drivers.ipp import IppDriver, JobReport, device_state, judge

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>
"""
AVAHI = """[server]
allow-interfaces=lo
use-ipv6=no
host-name=print-test
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
"""
PRINTS = """#!/bin/sh
cp "$1" {kept}
echo "ATTR: job-impressions={pages}" >&2
echo "ATTR: job-impressions-completed={pages}" >&2
"""
SAYS_NOTHING = "#!/bin/sh\nexit 0\n"
BREAKS = "#!/bin/sh\necho 'ATTR: job-impressions-completed=0' >&2\nexit 1\n"
JAMS = """#!/bin/sh
echo "ATTR: job-impressions-completed=0" >&2
echo "STATE: +media-jam-error" >&2
"""
NEVER_ENDS = "#!/bin/sh\nexec sleep 30\n"
RUNS_OUT = """#!/bin/sh
echo "ATTR: job-impressions-completed=1" >&2
echo "STATE: +media-empty-error" >&2
"""
NEEDED = ("ippeveprinter", "avahi-daemon", "dbus-daemon")

needs_the_printer = pytest.mark.skipif(
    not all(shutil.which(tool, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") for tool in NEEDED)
    or os.geteuid() != 0,
    reason="needs cups-ipp-utils, avahi-daemon and dbus, and root to start Avahi",
)


def until(ready, what, patience_s=15.0):
    """Wait for a process of ours to be ready; the only waiting here, and it ends as soon as it can."""
    deadline = time.monotonic() + patience_s
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not become ready")
        time.sleep(0.05)


@contextmanager
def process(*command, **how):
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=20)


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def bus():
    """A message bus with Avahi on it; one at a time on a machine, for Avahi keeps one process id file."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bus")))
        lock = stack.enter_context((Path(tempfile.gettempdir()) / "print-test.lock").open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / "bus.conf").write_text(BUS.format(socket=folder / "bus"))
        (folder / "avahi.conf").write_text(AVAHI)
        env = {**os.environ, "PATH": path, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
        conf = f"--config-file={folder / 'bus.conf'}"
        stack.enter_context(process("dbus-daemon", conf, "--nofork", "--nopidfile", env=env))
        until((folder / "bus").exists, "the message bus")
        own = ("--no-drop-root", "--no-chroot", "--no-rlimits")
        avahi = stack.enter_context(process("avahi-daemon", "-f", str(folder / "avahi.conf"), *own, env=env))
        until(lambda: _has_name(env) or avahi.poll() is not None, "Avahi")
        if avahi.poll() is not None:
            pytest.skip("another Avahi runs on this machine")
        yield env


def _has_name(env):
    asked = subprocess.run(
        [
            *("dbus-send", f"--bus={env['DBUS_SYSTEM_BUS_ADDRESS']}", "--print-reply", "--dest=org.freedesktop.DBus"),
            *("/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Avahi"),
        ],
        capture_output=True,
        check=False,
        timeout=10,
    )
    return b"true" in asked.stdout


@pytest.fixture
def printer(bus, tmp_path):
    """Return a starter of printers whose print command is the given script; it returns the printer's address.

    Started again, on the same port if that is given, the one before is switched off.
    """
    with ExitStack() as running:

        def start(script, port=0):
            command = tmp_path / "command"
            command.write_text(script)
            command.chmod(0o755)
            spool = tmp_path / "spool"
            spool.mkdir(exist_ok=True)
            port = port or untaken_port()
            flags = ("-p", str(port), "-n", "localhost", "-d", str(spool), "-f", "application/pdf", "-r", "off")
            running.close()
            running.enter_context(process("ippeveprinter", *flags, "-c", str(command), f"Test {port}", env=bus))
            until(lambda: listens(port), "the printer")
            return f"ipp://localhost:{port}/ipp/print"

        yield start


def driver_of(uri, **how):
    return IppDriver(uri, poll_s=0.05, **how)


@needs_the_printer
def test_a_paper_counted_by_the_printer_is_printed_and_arrives_byte_for_byte(printer, samples, tmp_path):
    paper = samples["acceptance-long"]
    uri = printer(PRINTS.format(kept=tmp_path / "kept.pdf", pages=paper.pages))
    outcome = driver_of(uri).send(paper, "0193-7C21")
    assert outcome.result is Result.PRINTED, outcome
    assert "impressions=3" in outcome.proof
    assert (tmp_path / "kept.pdf").read_bytes() == paper.content


@needs_the_printer
def test_completed_without_a_count_is_uncertain(printer, samples):
    outcome = driver_of(printer(SAYS_NOTHING)).send(samples["acceptance-2"], "J1")
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.ipp_no_proof")
    assert "job-state=9" in outcome.proof


@needs_the_printer
def test_too_few_sides_are_uncertain_and_an_empty_tray_stops_the_next_job(printer, samples):
    driver = driver_of(printer(RUNS_OUT))
    first = driver.send(samples["acceptance-long"], "J1")
    assert (first.result, first.code) == (Result.UNCERTAIN, "printing.ipp_short")
    state = driver.status()
    assert state.readiness is Readiness.ATTENTION
    assert any(reason.startswith("media-empty") for reason in state.reasons)
    second = driver.send(samples["acceptance-2"], "J2")
    assert (second.result, second.code) == (Result.FAILED, "printing.device_not_ready")


@needs_the_printer
def test_a_job_given_up_before_the_first_side_has_failed(printer, samples):
    outcome = driver_of(printer(BREAKS)).send(samples["acceptance-2"], "J1")
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.ipp_aborted"), outcome


@needs_the_printer
def test_a_job_that_does_not_end_is_uncertain_when_patience_runs_out(printer, samples):
    outcome = driver_of(printer(NEVER_ENDS), patience_s=0.4).send(samples["acceptance-2"], "J1")
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.ipp_unfinished")


@needs_the_printer
def test_an_idle_printer_is_ready(printer):
    assert driver_of(printer(SAYS_NOTHING)).status().readiness is Readiness.READY


@needs_the_printer
def test_a_jam_in_the_middle_of_a_job_ends_with_one_true_original(printer, tmp_path):
    """The first paper jams half-way, those behind it wait; the jam cleared, it comes out marked as a reprint."""
    uri = printer(JAMS)
    place = a_desk(tmp_path / "desk", driver=driver_of(uri))
    case = accepted(place)
    place.print_owed()
    first, *rest = place.store.printouts.of_case(case.id)
    assert (first.state, first.detail) == (JobState.UNCERTAIN, "printing.ipp_no_proof")
    assert {job.state for job in rest} == {JobState.FROZEN}
    (held,) = place.store.printouts.queues.held()
    assert any(reason.startswith("media-jam") for reason in held.reasons)
    place.print_owed()
    assert {job.attempts for job in place.store.printouts.of_case(case.id)} == {0, 1}

    tray = tmp_path / "tray"
    tray.mkdir()
    counts = PRINTS.format(kept=f"{tray}/$(basename $1).$$", pages=9)
    assert printer(counts, int(urlsplit(uri).port)) == uri
    prints.answer(place.desk, first.id, Answer.SPOILED)
    place.print_owed()
    jobs = place.store.printouts.of_case(case.id)
    assert place.store.printouts.queues.held() == ()
    assert [(job.paper, job.reprint) for job in jobs if job.state is JobState.PRINTED] == [
        *((job.paper, 0) for job in rest),
        (first.paper, 1),
    ]
    # What lies in the tray is each paper once, byte for byte.
    lying = sorted(sha256(file.read_bytes()).hexdigest() for file in tray.iterdir())
    assert lying == sorted(job.frozen.sha256 for job in jobs if job.state is JobState.PRINTED)
    day = place.store.printouts.ledger.day(TODAY, place.desk.now_ms())
    assert (day.originals, day.reprints, day.spoiled, day.uncertain) == (len(rest), 1, 1, 1)
    assert verify(place.desk).whole
    place.close()


def test_a_printer_that_is_not_there_has_failed_and_its_state_is_unknown(samples):
    with refusing_port() as port:
        driver = driver_of(f"ipp://127.0.0.1:{port}/ipp/print")
        outcome = driver.send(samples["acceptance-2"], "J1")
        assert (outcome.result, outcome.code) == (Result.FAILED, "printing.ipp_unreachable")
        assert driver.status().readiness is Readiness.UNKNOWN


@pytest.mark.parametrize(
    ("state", "impressions", "pages", "result", "code"),
    [
        (9, 2, 2, Result.PRINTED, ""),
        (9, 3, 2, Result.PRINTED, ""),
        (9, 1, 2, Result.UNCERTAIN, "printing.ipp_short"),
        (9, 0, 2, Result.UNCERTAIN, "printing.ipp_no_proof"),
        (9, None, 2, Result.UNCERTAIN, "printing.ipp_no_proof"),
        (8, 0, 2, Result.FAILED, "printing.ipp_aborted"),
        (7, 0, 2, Result.FAILED, "printing.ipp_aborted"),
        (8, None, 2, Result.UNCERTAIN, "printing.ipp_aborted_midway"),
        (7, 1, 2, Result.UNCERTAIN, "printing.ipp_aborted_midway"),
        (5, 1, 2, Result.UNCERTAIN, "printing.ipp_unfinished"),
        (0, None, 2, Result.UNCERTAIN, "printing.ipp_unfinished"),
    ],
)
def test_a_printers_last_word_is_judged_by_its_count(state, impressions, pages, result, code):
    outcome = judge(JobReport(state, impressions), pages)
    assert (outcome.result, outcome.code) == (result, code)
    assert f"job-state={state}" in outcome.proof


@pytest.mark.parametrize(
    ("attributes", "readiness"),
    [
        ({}, Readiness.UNKNOWN),
        ({"printer-state": 3}, Readiness.UNKNOWN),
        ({"printer-is-accepting-jobs": True}, Readiness.UNKNOWN),
        ({"printer-state": 3, "printer-is-accepting-jobs": True, "printer-state-reasons": "none"}, Readiness.READY),
        ({"printer-state": 4, "printer-is-accepting-jobs": True}, Readiness.READY),
        ({"printer-state": 5, "printer-is-accepting-jobs": True}, Readiness.ATTENTION),
        ({"printer-state": 3, "printer-is-accepting-jobs": False}, Readiness.ATTENTION),
        (
            {
                "printer-state": 3,
                "printer-is-accepting-jobs": True,
                "printer-state-reasons": ["toner-low-report", "media-empty-warning"],
            },
            Readiness.ATTENTION,
        ),
        (
            {"printer-state": 3, "printer-is-accepting-jobs": True, "printer-state-reasons": ["toner-low-report"]},
            Readiness.READY,
        ),
    ],
)
def test_a_printer_is_ready_only_where_it_says_so(attributes, readiness):
    assert device_state(attributes).readiness is readiness
