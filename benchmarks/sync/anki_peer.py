"""Anki's own client and sync server (Rust, from PyPI), in a virtual environment of its own: 10,000 notes of 1.5 kB.

Its notes are smaller than our documents and nobody judges them. Neither end syncs its disk with every chunk.
"""

import os
import socket
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync.processes import PartCannotRunError, Running, running

_RELEASE = "anki==26.9.3"
_NOTE_BYTES = 1_500
_INSTALL_S = 600
_START_S = 20
_CLIENT = Path(__file__).parent / "peer" / "anki_client.py"
_ACCOUNT = "window:an-invented-password"


@dataclass(frozen=True, slots=True)
class Anki:
    """Notes a second, and the server's CPU (s) over both directions."""

    push_per_s: float
    pull_per_s: float
    server_cpu_s: float


def prepare(home: Path) -> Path:
    """Install Anki's library in a virtual environment in `home` unless it is there; return its Python.

    Raises:
        PartCannotRunError: it cannot be had.
    """
    python = home.resolve() / "bin" / "python"
    if not (home / _RELEASE).exists():
        venv.create(home, with_pip=True, clear=True)
        install: list[str | Path] = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", _RELEASE]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=_INSTALL_S)
        if done.returncode:
            raise PartCannotRunError(f"pip could not install {_RELEASE}: {done.stderr.strip()[-300:]}")
        (home / _RELEASE).touch()
    return python


def measure(python: Path, folder: Path, count: int) -> Anki:
    """Return what Anki does with `count` notes, incrementally."""
    folder.mkdir(parents=True)
    port = _free_port()
    env = {
        "SYNC_USER1": _ACCOUNT,
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
        "SYNC_BASE": str(folder / "server"),
        "RUST_LOG": "anki=error",
    }
    with running([python, "-m", "anki.syncserver"], folder / "server.log", env=env) as server:
        _wait_for(port, server)
        line: list[str | Path] = [python, _CLIENT, folder, f"http://127.0.0.1:{port}/"]
        with running(line, folder / "client.log", env={"PATH": os.environ.get("PATH", "")}) as client:
            client.ask(f"fill {count} {_NOTE_BYTES}")
            before = server.cpu_s()
            push = float(client.ask("push")["seconds"])
            pulled = client.ask("pull")
            cpu = server.cpu_s() - before
    if pulled["documents"] != count:
        raise PartCannotRunError(f"Anki carried {pulled['documents']} of {count} notes")
    return Anki(count / push, count / float(pulled["seconds"]), cpu)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(port: int, server: Running) -> None:
    """Wait until the server takes connections; it says nothing when it does."""
    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise PartCannotRunError(f"Anki's server did not start under {sys.platform}; see {server.log}")
