"""`counter-app` as it is started: what keeps it from opening is said, with the exit code of trouble."""

import os
import subprocess
import sys

import pytest
from support.desks import a_desk, settings_in

from counter_app.__main__ import TROUBLE


def start(folder, **changes):
    """Start the window in a process of its own and wait until it ends by itself."""
    settings = settings_in(folder)
    named = {
        f"COUNTER_{name.upper()}": str(getattr(settings, name))
        for name in ("data_folder", "key_file", "witness_file", "print_folder")
    }
    environ = {**os.environ, **named, "QT_QPA_PLATFORM": "offscreen", **changes}
    command = [sys.executable, "-m", "counter_app"]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def test_a_desk_that_is_not_enrolled_says_how_to_enrol(tmp_path):
    ended = start(tmp_path)
    assert ended.returncode == TROUBLE
    assert "counterctl enrol" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_second_window_on_the_same_folder_is_refused(tmp_path):
    place = a_desk(tmp_path)
    ended = start(tmp_path)
    place.close()
    assert (ended.returncode, "local.in_use" in ended.stderr) == (TROUBLE, True)


@pytest.mark.parametrize(("name", "hint"), [("COUNTER_SEVER", "server"), ("COUNTER_LANGUAG", "language")])
def test_a_setting_nobody_knows_is_refused_with_the_one_that_was_meant(tmp_path, name, hint):
    ended = start(tmp_path, **{name: "x"})
    assert ended.returncode == TROUBLE
    assert hint in ended.stderr
