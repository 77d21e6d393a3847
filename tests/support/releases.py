"""Servers of other releases as real processes: this release's program, with something taken away from it or added."""

import json
import subprocess
import sys
from pathlib import Path

from support.commands import ENGLISH

_SERVE = """
import sys
from sync_server.__main__ import app
sys.argv = ["sync-server", "serve", "--folder", {folder!r}, "--port", "0", "--json"]
app()
"""

WITHOUT_NOTES = """
from casework import facts, lifecycle
del facts.PAYLOADS["note.added"], lifecycle.RULES["note.added"]
"""
"""An earlier release, from before there were remarks."""

WITH_INSPECTIONS = """
from casework import facts, lifecycle
class Inspected(facts.Fact, frozen=True, kw_only=True):
    where: str = ""
facts.PAYLOADS["case.inspected"] = Inspected
facts.KINDS[Inspected] = "case.inspected"
lifecycle.RULES["case.inspected"] = lifecycle.Rule(frozenset(), None, lifecycle.CLERK, commutes=True)
"""
"""A later release with a kind of event more."""

WITH_LONGER_NOTES = """
from casework import upcasts
upcasts.STEPS["note.added"] = (lambda payload: payload,)
"""
"""A later release in which the payload of remarks has a second version."""


class Release:
    """A server of another release over a folder, for as long as the block lasts."""

    def __init__(self, folder: Path, difference: str) -> None:
        self._program = difference + _SERVE.format(folder=str(folder))
        self.address = ""

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-c", self._program],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=ENGLISH,
        )
        self.address = json.loads(self._process.stdout.readline())["ready"]
        return self

    def __exit__(self, *_exception):
        self._process.terminate()
        self._process.wait(30)
        self._process.stdout.close()
