"""The desk's screen: how soon it is there, what it takes, and how long it ever keeps the clerk waiting.

Each figure is taken in a process of its own under Qt's offscreen platform. `launch_vs_empty` compares the time from the
start of the process until the first page is drawn with that of a main window without anything in it. `longest_block_ms`
is the longest gap between two beats of a timer while the whole day of `benchmarks.full_day` is played in the window by
keys and scans: sixty visits with every ending, whatever comes between, two clerks, papers printed; no server answers.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter_app.desk.drawing_process import DrawingProcess
    from counter_app.settings import Settings
    from counter_app.ui.desk_window import DeskWindow

_STARTS = 5
_BEAT_MS = 1
_STEP_MS = 5


def measure(prepare: Callable[[Path], None]) -> dict[str, float]:
    """Return `launch_ms`, `empty_ms`, `launch_vs_empty`, `rss_mb`, `drawing_rss_mb` and `longest_block_ms`.

    `drawing_rss_mb` is held by the process that draws papers, beside the `rss_mb` of the window.

    `prepare` makes an enrolled desk with a clerk at it below a folder; it is closed when it returns.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        prepare(root)
        pairs = [(_started("empty", root), _started("launch", root)) for _ in range(_STARTS)]
        day = _run("day", root)
    empty, launch = (statistics.median(each) for each in zip(*pairs, strict=True))
    return {
        "launch_ms": round(launch, 1),
        "empty_ms": round(empty, 1),
        "launch_vs_empty": round(launch / empty, 2),
        "rss_mb": round(day["rss_mb"], 1),
        "drawing_rss_mb": round(day["drawing_rss_mb"], 1),
        "longest_block_ms": round(day["longest_block_ms"], 1),
    }


def _started(what: str, root: Path) -> float:
    """Return the ms from the start of a process until its window is drawn, as both ends' clocks say."""
    began = time.time()
    return (_run(what, root)["drawn_at"] - began) * 1000


def _run(what: str, root: Path) -> dict[str, float]:
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.desk_screen", what, str(root)]
    done = subprocess.run(command, env=around, capture_output=True, check=True, timeout=600)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def settings_in(root: Path) -> "Settings":
    """Return the settings of a desk whose every file lies below `root`."""
    from counter_app.settings import Settings  # noqa: PLC0415 - what is imported is measured

    return Settings(
        data_folder=root / "desk",
        key_file=root / "key" / "desk.key",
        witness_file=root / "witness" / "witness",
        print_folder=root / "papers",
    )


# --- in the process ------------------------------------------------------------------------------------------------


def _empty(_root: Path) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415 - what is imported is measured

    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    window.grab()
    app.processEvents()
    return {"drawn_at": time.time()}


@contextmanager
def _open_window(root: Path) -> Iterator[tuple["DeskWindow", "DrawingProcess"]]:
    """Open the desk below `root` as `counter-app` does, with what it imports and no more."""
    gc.disable()
    from counter_app.desk.drawing_process import DrawingProcess  # noqa: PLC0415 - what is imported is measured
    from counter_app.training import open_for  # noqa: PLC0415
    from counter_app.ui.start import make_window  # noqa: PLC0415

    with DrawingProcess("zh") as drawing:
        place = open_for(settings_in(root), lambda: drawing)
        window = make_window(place)
        window.start()
        yield window, drawing
        window.close()
        place.close()


def _launch(root: Path) -> dict[str, float]:
    with _open_window(root) as (window, _):
        window.shell.grab()
        return {"drawn_at": time.time()}


def _day(root: Path) -> dict[str, float]:
    from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer  # noqa: PLC0415

    from benchmarks.full_day.hands import Step  # noqa: PLC0415
    from benchmarks.full_day.play import Play  # noqa: PLC0415
    from benchmarks.full_day.script import CLERKS, PASSWORD, full_day  # noqa: PLC0415
    from counter_app.ui.garbage import Garbage  # noqa: PLC0415

    with _open_window(root) as (window, drawing), Garbage():
        loop, clock, gaps = QEventLoop(), QElapsedTimer(), [0.0]
        heart = QTimer()
        heart.setTimerType(Qt.TimerType.PreciseTimer)
        heart.setInterval(_BEAT_MS)

        def beat() -> None:
            gaps.append(clock.nsecsElapsed() / 1e6)
            clock.restart()

        place = window.workplace
        with place.store.writing():
            for clerk in CLERKS:
                place.store.clerks.remember(clerk, place.hasher.hash(PASSWORD), place.desk.now_ms())
        steps = Play(window, lambda window: window.do("lock")).day(full_day(place.desk.catalogue))
        waits: list[Step] = [None]
        hand = QTimer()
        hand.setInterval(_STEP_MS)

        def act() -> None:
            if waits[0] is not None and not waits[0]():
                return
            try:
                waits[0] = next(steps)
            except StopIteration:
                loop.quit()

        heart.timeout.connect(beat)
        hand.timeout.connect(act)
        clock.start()
        heart.start()
        hand.start()
        loop.exec()
        hand.stop()
        heart.stop()
        beside = _rss_mb(drawing.pid) if drawing.pid else 0.0
        return {"longest_block_ms": max(gaps), "rss_mb": _rss_mb(), "drawing_rss_mb": beside}


def _rss_mb(pid: int | str = "self") -> float:
    """Return how much memory a process holds now; where the system does not tell, this one's most."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource  # noqa: PLC0415 - only where it exists

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / (1024 * 1024)


def main() -> int:
    """Do one part and say what was measured."""
    part = {"empty": _empty, "launch": _launch, "day": _day}[sys.argv[1]]
    sys.stdout.write(json.dumps(part(Path(sys.argv[2]))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
