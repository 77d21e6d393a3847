"""Small disks of their own, and children that may be killed."""

import os
import subprocess
from contextlib import contextmanager

import pytest


@contextmanager
def small_disk(folder, size):
    """A file system of `size` (as mount writes it: 1m) at `folder`; the test is skipped where nobody may mount."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def grow(folder, size):
    """Give a small disk more room."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)


def fill(folder):
    """Write until nothing more fits, and return the file that takes up the room."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 14, 1 << 12):
            while _wrote(file, size):
                pass
    return path


def _wrote(file, size) -> bool:
    try:
        return file.write(b"\xaa" * size) == size
    except OSError:
        return False


def in_child(work) -> list[str]:
    """Run `work(tell)` in a child process until it ends or dies; return what it told before, and how it went."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        status = 1
        try:
            work(lambda text: os.write(write_end, f"{text}\n".encode()))
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end) as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return [*lines, "killed" if os.WIFSIGNALED(status) else "ended"]
