"""The hall as it runs: a server, three windows and nine departments, every one a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import msgspec

from benchmarks.demo.scans import decision_pdf
from benchmarks.demo.window_day import CLERKS, PASSWORD, Answer, Order
from casework.case_state import Case, Stage
from casework.catalogue import Catalogue

_BIN = Path(sys.executable).parent
_AT_ONCE = 3
"""How many commands run side by side; more would only queue for the two cores."""

SITE = """\
region = "510600"
hall = "DY01"
hall_name = "德阳市政务服务大厅"
hall_name_en = "Deyang Government Affairs Service Hall"
phone = "0838-555-0123"
hours = "工作日 9:00 至 17:00"
progress_url = "HTTPS://HALL.EXAMPLE"
seal_code = "5106000021946"
"""


class DemoError(RuntimeError):
    """A part of the demonstration did not do what it should; the message says which and why."""


def run(*command: str | Path, said: str = "") -> str:
    """Run one of the product's commands and return what it printed."""
    program, *rest = map(str, command)
    done = subprocess.run([str(_BIN / program), *rest], input=said, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DemoError(f"{program} {' '.join(rest)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def side_by_side(tasks: Iterable[Any]) -> list[Any]:
    """Call functions without arguments, some at once, and return their results in order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]


class Server:
    """The server's process over a folder; it may end badly and come back at the same address."""

    def __init__(self, folder: Path, log: IO[str]) -> None:
        self.folder = folder
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def set_up(self) -> None:
        """Make the folder."""
        site = self.folder.parent / "site.toml"
        site.write_text(SITE, encoding="utf-8")
        run("sync-server", "init", "--folder", self.folder, "--site", site)

    @property
    def port(self) -> int:
        """The port it listens on; 0 before it ever did."""
        return int(self.address.rpartition(":")[2] or 0)

    def start(self) -> None:
        """Start the process and wait until it takes requests."""
        command = [str(_BIN / "sync-server"), "serve", "--folder", str(self.folder), "--port", str(self.port), "--json"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)
        ready = self._process.stdout.readline() if self._process.stdout else ""
        if not ready:
            raise DemoError(f"the server did not start; see {self._log.name}")
        self.address = json.loads(ready)["ready"]

    def stop(self) -> None:
        """Let it finish its work."""
        # uvicorn finishes its work and then ends by the very signal it was sent.
        if (code := self._end(signal.SIGTERM)) not in {0, -signal.SIGTERM}:
            sys.stderr.write(f"the server ended with {code}\n")

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(timeout=15)
        if process.stdout:
            process.stdout.close()
        return code


@dataclass
class Window:
    """A window's process, spoken to by orders."""

    number: int
    folder: Path
    address: str
    log: IO[str]
    process: subprocess.Popen[str] = field(init=False)

    @property
    def code(self) -> str:
        """The window's code."""
        return f"W{self.number + 1:02d}"

    def start(self) -> None:
        """Start the process."""
        command = [sys.executable, "-m", "benchmarks.demo.window_day", str(self.folder), self.address, str(self.number)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ}
        )

    def order(self, do: str, text: str = "") -> Answer:
        """Give an order and return the answer; a problem fails the demonstration."""
        answer = self.try_order(do, text)
        if answer.problem:
            raise DemoError(f"{self.code}: {answer.problem}")
        return answer

    def try_order(self, do: str, text: str = "") -> Answer:
        """Give an order and return the answer, whatever it is."""
        if self.process.stdin is None or self.process.stdout is None:
            raise DemoError(f"{self.code} was not started")
        self.process.stdin.write(msgspec.json.encode(Order(do=do, text=text)).decode() + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise DemoError(f"{self.code} ended while it was to {do}; see {self.log.name}")
        return msgspec.json.decode(line, type=Answer)

    def stop(self) -> None:
        """Let the process end by itself."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=30)
        if self.process.stdout:
            self.process.stdout.close()


def windows_of(folder: Path, addresses: Sequence[str], log: IO[str]) -> list[Window]:
    """Return a window for each address, started."""
    made = [Window(number, folder / f"W{number + 1:02d}", address, log) for number, address in enumerate(addresses)]
    for window in made:
        window.start()
    return made


def enrol(server_folder: Path, windows: Sequence[Window], order: str = "enrol") -> None:
    """Make a one-time code for each window and let it enrol; then the clerks sign in."""

    def one(window: Window) -> None:
        number = str(window.number + 1)
        code = run("sync-server", "enrol-code", window.code, "--folder", server_folder, "--number", number).strip()
        window.order(order, code)
        window.order("sign_in")

    side_by_side([lambda window=window: one(window) for window in windows])


def people(server_folder: Path, catalogue: Catalogue) -> None:
    """Add the clerks and an account for each department."""
    base = ("--folder", str(server_folder), "--password-stdin")
    adding: list[tuple[str, ...]] = [
        ("add-user", "clerk", code, "--name", name, "--name-en", english, *base) for code, name, english in CLERKS
    ]
    adding += [
        ("add-user", "department", each.code.lower(), "--department", each.code, *base)
        for each in catalogue.departments
    ]
    side_by_side([lambda parts=parts: run("sync-server", *parts, said=f"{PASSWORD}\n") for parts in adding])


class _CaseFile(msgspec.Struct, frozen=True):
    """What the puller writes of a case; its history is left aside here."""

    case: Case


@dataclass(frozen=True, slots=True)
class Bureau:
    """A department at its own desk: only the command `department` is used."""

    code: str
    name: str
    folder: Path
    catalogue: Catalogue

    def log_in(self, address: str) -> None:
        """Log in at the server."""
        run(
            *("department", "login", "--server", address, "--account", self.code.lower()),
            *("--folder", self.folder, "--password-stdin"),
            said=f"{PASSWORD}\n",
        )

    def work(self, refused: frozenset[str]) -> int:
        """Pull, take what is accepted into review, confirm one case's papers, decide; return how many were decided."""
        self.pull()
        waiting = [case for case in self._inbox() if case.stage is Stage.ACCEPTED]
        if not waiting:
            return 0
        run("department", "received", *(case.number for case in waiting), "--folder", self.folder)
        self._acknowledge(waiting)
        for case in waiting:
            self._decide(case, granted=case.matter not in refused)
        return len(waiting)

    def pull(self) -> None:
        """Read everything there is."""
        run("department", "pull", "--folder", self.folder)

    def push(self) -> None:
        """Send whatever the server lacks."""
        run("department", "push", "--folder", self.folder)

    def _inbox(self) -> list[Case]:
        """Return the cases as the puller left them in files."""
        files = sorted((self.folder / "inbox").glob("*/case.json"))
        return [msgspec.json.decode(file.read_bytes(), type=_CaseFile).case for file in files]

    def _acknowledge(self, cases: Sequence[Case]) -> None:
        """Confirm the arrival of the first sheet there is."""
        for case in cases:
            if case.custody and case.custody[0].acknowledged_on is None:
                run("department", "acknowledge", case.number, case.custody[0].sheet, "--folder", self.folder)
                return

    def _decide(self, case: Case, *, granted: bool) -> None:
        matter = self.catalogue.known_matter(case.matter)
        document = self.folder / "drafts" / f"{case.number}.pdf"
        document.parent.mkdir(exist_ok=True)
        document.write_bytes(decision_pdf(case.number, self.name, matter.name_zh, case.applicant.name, granted=granted))
        command = ["department", "decide", case.number, "--document", str(document), "--folder", str(self.folder)]
        if not granted:
            command += [
                "--outcome",
                "refused",
                "--reason",
                "现场条件不符合规定",
                "--remedy",
                "六十日内可以申请行政复议",
            ]
        else:
            command += ["--outcome", "granted", "--opinion", "材料齐全，符合法定条件"]
            if matter.certificate is not None:
                command += ["--certificate-number", f"5106-{case.matter}-2026-{case.number[-7:-3]}"]
                command += ["--field", f"名称={case.applicant.name}"]
                if case.applicant.representative:
                    command += ["--field", f"法定代表人={case.applicant.representative}"]
                command += [
                    "--field",
                    f"地址={case.applicant.address or '四川省德阳市'}",
                    "--field",
                    f"事项={matter.name_zh}",
                ]
        run(*command)
