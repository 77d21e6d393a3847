"""The processes of a run: started, spoken to in lines of JSON, measured from `/proc`, ended by their own number.

Linux only, because the accounts of a process are read there.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_PATIENCE_S = 20
_UTIME, _STIME, _CUTIME, _CSTIME = 11, 12, 13, 14
"""Where the fields stand behind the name in `/proc/<pid>/stat`."""


class PartCannotRunError(RuntimeError):
    """A part of the bench lacks something; the message says what. Its figures are left out."""


@dataclass(slots=True)
class Running:
    """A process that answers each line with one line of JSON."""

    process: subprocess.Popen[str]
    log: Path

    @property
    def pid(self) -> int:
        """The process's number."""
        return self.process.pid

    def ask(self, order: str) -> dict[str, Any]:
        """Give an order and return the answer.

        Raises:
            PartCannotRunError: the process has ended.
        """
        if self.process.stdin is None:
            raise PartCannotRunError("the process takes no orders")
        try:
            self.process.stdin.write(order + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise PartCannotRunError(f"it ended; see {self.log}") from error
        return self.hear()

    def hear(self) -> dict[str, Any]:
        """Return the next line it says."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise PartCannotRunError(f"it ended; see {self.log}")
        return msgspec.json.decode(line, type=dict[str, Any])

    def cpu_s(self) -> float:
        """Return the seconds of CPU it has used, in all its threads."""
        return cpu_s(self.pid)

    def rss_mb(self) -> float:
        """Return how much memory it holds now."""
        return _status_mb(self.pid, "VmRSS")

    def most_rss_mb(self) -> float:
        """Return how much memory it ever held."""
        return _status_mb(self.pid, "VmHWM")


@contextmanager
def running(
    command: Sequence[str | Path], log: Path, *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Start a process, give it, and end it: by closing its input, else by a signal to its own number."""
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=cwd,
            env={**os.environ, **(env or {})},
        )
        try:
            yield Running(process, log)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def cpu_s(pid: int) -> float:
    """Return the seconds of CPU a process has used, in user and kernel mode."""
    fields = _stat(pid)
    return (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS_PER_S


def family_cpu_s(pid: int) -> float:
    """Return the seconds of CPU of a process, its children and those of its children that have ended."""
    own = _stat(pid)
    spent = sum(int(own[field]) for field in (_UTIME, _STIME, _CUTIME, _CSTIME)) / _TICKS_PER_S
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return spent + sum(cpu_s(int(child)) for child in children)


def _stat(pid: int) -> list[str]:
    # The name in brackets may hold blanks.
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def _status_mb(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))
