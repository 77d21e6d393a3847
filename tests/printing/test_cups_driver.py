"""Papers through a private print system: whatever it says of them, nothing is printed for sure."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from support.ports import refusing_port, untaken_port

from printing.drivers.cups import CupsDriver
from printing.drivers.driver import Readiness, Result

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CONF = """Listen 127.0.0.1:{port}
LogLevel warn
MaxLogSize 0
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
FILES = """FileDevice Yes
ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool/tmp
DocumentRoot {root}/doc
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
SystemGroup root
"""

needs_cups = pytest.mark.skipif(
    not shutil.which("cupsd", path=PATH) or not shutil.which("lpadmin", path=PATH) or os.geteuid() != 0,
    reason="needs cups (cupsd, lpadmin), and root to start it",
)


def until(ready, what, patience_s=20.0):
    """Wait for a process of ours to be ready; the only waiting here, and it ends as soon as it can."""
    deadline = time.monotonic() + patience_s
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not become ready")
        time.sleep(0.05)


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def cups():
    """A print system of our own: its port, and the names of the queues made there, which are given once."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cups")))
        # Its back ends run as another user.
        root.chmod(0o755)
        for name in ("etc", "cache", "state", "spool/tmp", "doc"):
            (root / name).mkdir(parents=True)
        port = untaken_port()
        (root / "cupsd.conf").write_text(CONF.format(port=port))
        (root / "cups-files.conf").write_text(FILES.format(root=root))
        command = ("cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf"))
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PATH": PATH}
        )
        stack.callback(running.wait, 20)
        stack.callback(running.terminate)
        until(lambda: listens(port) or running.poll() is not None, "the print system")
        if running.poll() is not None:
            pytest.fail(f"cupsd ended: {(root / 'error_log').read_text()[-500:]}")
        yield port, []


@pytest.fixture
def queue(cups):
    """Return a maker of queues that hand papers on unchanged; it returns what the driver is given."""
    port, made = cups

    def make(device):
        # A queue that is made again keeps its jobs: one that waits for a device that is away would hold up the next.
        name = f"queue{len(made)}-{os.getpid()}"
        flags = ("-p", name, "-E", "-v", device, "-m", "raw", "-o", "printer-error-policy=abort-job")
        ran = subprocess.run(
            ("lpadmin", "-h", f"127.0.0.1:{port}", *flags),
            check=False,
            capture_output=True,
            text=True,
            timeout=30,
            env={**os.environ, "PATH": PATH},
        )
        assert ran.returncode == 0, ran.stderr
        made.append(name)
        return f"cups://127.0.0.1:{port}/{name}"

    return make


@contextmanager
def office_printer():
    """A port that keeps what it is sent, as an office printer's."""
    kept = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            line = listener.accept()[0]
            with line:
                while data := line.recv(65536):
                    kept.append(data)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"socket://127.0.0.1:{listener.getsockname()[1]}", kept
        thread.join(20)


def driver_to(address, **how):
    return CupsDriver(address, poll_s=0.05, **how)


@needs_cups
def test_completed_is_not_printed_though_every_byte_came(queue, samples):
    paper = samples["acceptance-2"]
    with office_printer() as (device, kept):
        outcome = driver_to(queue(device)).send(paper, "J1")
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.cups_completed", True)
    assert "job-state=9" in outcome.proof
    assert b"".join(kept) == paper.content


@needs_cups
def test_a_print_system_says_completed_when_nothing_came_out(queue, samples):
    """The control: it says the same of a device that throws everything away, so its word is no proof."""
    outcome = driver_to(queue("file:///dev/null")).send(samples["acceptance-2"], "J1")
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.cups_completed")
    assert "job-state=9" in outcome.proof


@needs_cups
def test_a_device_that_is_away_leaves_the_paper_in_the_queue_and_uncertain(queue, samples):
    with refusing_port() as port:
        outcome = driver_to(queue(f"socket://127.0.0.1:{port}"), patience_s=2).send(samples["acceptance-2"], "J1")
    assert outcome.result is Result.UNCERTAIN
    assert outcome.code in {"printing.ipp_unfinished", "printing.ipp_aborted_midway"}


@needs_cups
def test_a_queue_that_is_not_there_has_failed(cups, samples):
    driver = driver_to(f"cups://127.0.0.1:{cups[0]}/nowhere")
    outcome = driver.send(samples["acceptance-2"], "J1")
    assert outcome.result is Result.FAILED, outcome
    assert driver.status().readiness is Readiness.UNKNOWN


def test_a_print_system_that_is_not_there_has_failed(samples):
    with refusing_port() as port:
        driver = driver_to(f"cups://127.0.0.1:{port}/notices")
        outcome = driver.send(samples["acceptance-2"], "J1")
        assert (outcome.result, outcome.code) == (Result.FAILED, "printing.ipp_unreachable")
        assert driver.status().readiness is Readiness.UNKNOWN


@needs_cups
def test_an_idle_queue_is_ready(queue):
    assert driver_to(queue("file:///dev/null")).status().readiness is Readiness.READY
