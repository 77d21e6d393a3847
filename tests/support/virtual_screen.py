"""A screen that nobody looks at, and hands that press its keys: Xvfb and xdotool."""

import os
import subprocess
import time
from contextlib import contextmanager

from PIL import ImageGrab

WAIT_S = 30
SIZE = "1440x900"


def wait_until(true, what, within_s=WAIT_S):
    """Ask again and again, a few dozen times a second, until `true()` gives something; that is returned."""
    end = time.monotonic() + within_s
    while not (found := true()):
        assert time.monotonic() < end, f"waited {within_s} s for {what}"
        time.sleep(0.03)
    return found


@contextmanager
def running(command, env, **given):
    """A process that is ended by its own id, whatever happens."""
    process = subprocess.Popen(command, env=env, **given)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


class Screen:
    """A display and its keyboard. Keys go to whichever window has the focus, as from a real keyboard."""

    def __init__(self, display):
        self.display = display

    def environ(self, env):
        return {**env, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def _run(self, *command):
        env = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(
            ["xdotool", *command], env=env, capture_output=True, text=True, check=False, timeout=WAIT_S
        )

    def focus(self, process):
        """Give the process's window the focus once it is seen; there is no window manager to do it."""
        window = wait_until(lambda: self._visible(process), "a window")[0]
        wait_until(lambda: self._focused(window), "the focus")

    def _focused(self, window):
        self._run("windowfocus", window)
        return self._run("getwindowfocus").stdout.split() == [window]

    def _visible(self, process):
        assert process.poll() is None, f"ended with {process.returncode} before its window was seen"
        return self._run("search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", ".").stdout.split()

    def press(self, *keys):
        self._hit("key", *keys)

    def type(self, text):
        self._hit("type", text)
        self.press("Return")

    def _hit(self, command, *keys):
        # As quick as a person (half of the delay lies between two signs); who types faster is taken for a scanner.
        done = self._run(command, "--clearmodifiers", "--delay", "160", *keys)
        assert done.returncode == 0, done.stderr

    def picture(self, file):
        ImageGrab.grab(xdisplay=self.display).save(file)


@contextmanager
def virtual_screen():
    """A display of its own number, ready."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"]
    with running(command, os.environ, pass_fds=(writing,), stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}")
