"""The command `sync-server` as processes of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ENGLISH = {**os.environ, "LANG": "en_US.UTF-8"}


def run(folder: Path, *words: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sync_server", words[0], "--folder", str(folder), *words[1:]]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=60, check=False, env={**ENGLISH, **environ}
    )


class Process:
    """A server that runs as a process."""

    def __init__(self, folder: Path, *words: str, log: Path = Path(os.devnull), **environ: str) -> None:
        command = [sys.executable, "-m", "sync_server", "serve", "--folder", str(folder), "--port", "0", "--json"]
        with log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [*command, *words], stdout=subprocess.PIPE, stderr=stderr, text=True, env=ENGLISH | environ
            )
        self.address = json.loads(self.process.stdout.readline())["ready"]

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        return code


def code_for(folder: Path, window="W01", number="1") -> str:
    return run(folder, "enrol-code", window, "--number", number).stdout.strip()
