"""A department's files: whole or not there, and its words for a disk that refuses."""

import os
from pathlib import Path

from casework.errors import Trouble
from sync_server import durable


def write_whole(target: Path, body: bytes) -> None:
    """Make `target` hold `body`; durable when this returns, and never half of it to be seen.

    Raises:
        Trouble: `department.not_written`.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        durable.write_whole(target, body)
    except OSError as error:
        raise Trouble("department.not_written", file=str(target), why=os.strerror(error.errno or 0)) from error
