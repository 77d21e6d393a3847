"""Papers drawn by a process of its own, so that fonts of 150 MB and their work burden no window.

The process is this program started with `--draw-orders` and the language of papers. It speaks pickles, each behind
its length: orders go in, finished papers or the codes of what was refused come out. It ends with its standard input.
"""

import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Self

from casework.errors import Details, ProductError, RuleBroken, Trouble
from counter_app.desk.paper_orders import PaperOrder
from counter_app.desk.paper_picture import process
from counter_app.desk.presses import PAGES, Presses, written
from counter_app.desk.prints import Studio
from counter_app.logs import Log
from printing.model import FrozenPaper
from printing.wording import Language

ARGUMENT = "--draw-orders"
"""The option of `counter-app` that makes it such a process."""

_log = Log(__name__)
_TIMEOUT_S = 60
_LENGTH_BYTES = 8
_KINDS = {"rule": RuleBroken, "trouble": Trouble}

Refused = tuple[str, str, Details]
"""The kind of an error, its code and its details."""

_DEFECT: Refused = ("rule", "print.defect", {})


class DrawingProcess:
    """A `Studio` beside the desk; the process starts at the first need or with `prepare`, and anew if it died."""

    def __init__(self, language: Language, presses: Presses = PAGES, *, timeout_s: float = _TIMEOUT_S) -> None:
        self._language = language
        self._presses = presses
        self._timeout_s = timeout_s
        self._turn = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare(self) -> None:
        """Start the process, so that the first paper finds its fonts loaded; it does so by itself meanwhile.

        It never waits: where a paper is being drawn, the process is there. One that cannot start is told at a paper.
        """
        if self._turn.acquire(blocking=False):
            try:
                self._process()
            except Trouble:
                _log.warning("drawing.not_prepared", exc_info=True)
            finally:
                self._turn.release()

    def draw(self, order: PaperOrder) -> FrozenPaper:
        """Return the finished paper.

        An order over which the process ends, or takes too long and is ended, is given to a new one once.

        Raises:
            RuleBroken: the paper cannot be drawn, with the reason; `print.defect` where two processes ended over it.
            Trouble: `print.no_drawing`, no process can be started.
        """
        asked = pickle.dumps(order)
        with self._turn:
            said = self._ask(asked) or self._ask(asked) or _DEFECT
        if isinstance(said, FrozenPaper):
            return said
        kind, code, details = said
        raise _KINDS[kind](code, **details)

    def close(self) -> None:
        """End the process."""
        with self._turn:
            if self._running is not None:
                self._end(self._running)

    @property
    def pid(self) -> int | None:
        """The process that draws, while there is one."""
        return self._running.pid if self._running else None

    def _ask(self, order: bytes) -> FrozenPaper | Refused | None:
        """Return what the process answers; None when it ended over the order."""
        running = self._process()
        late = threading.Timer(self._timeout_s, running.kill)
        late.start()
        try:
            _put(running.stdin, order)
            said: FrozenPaper | Refused = pickle.loads(_take(running.stdout))  # noqa: S301 - our own process speaks
        except (OSError, EOFError):
            _log.warning("drawing.ended", pid=running.pid, exc_info=True)
            running.kill()
            self._end(running)
            return None
        finally:
            late.cancel()
        return said

    def _end(self, running: subprocess.Popen[bytes]) -> None:
        """Close both pipes and wait until the process is gone; it ends when nothing more can be ordered."""
        self._running = None
        with suppress(OSError):
            running.communicate()

    def _process(self) -> subprocess.Popen[bytes]:
        if self._running is not None and self._running.poll() is not None:
            self._end(self._running)
        if self._running is None:
            command = [*process(ARGUMENT), self._language, written(self._presses)]
            try:
                self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            except OSError as error:
                raise Trouble("print.no_drawing", why=str(error)) from error
        return self._running


def _put(pipe: IO[bytes] | None, message: bytes) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(len(message).to_bytes(_LENGTH_BYTES))
    pipe.write(message)
    pipe.flush()


def _take(pipe: IO[bytes] | None) -> bytes:
    """Return the next message.

    Raises:
        EOFError: the other end is gone.
    """
    head = pipe.read(_LENGTH_BYTES) if pipe else b""
    length = int.from_bytes(head)
    message = pipe.read(length) if pipe and len(head) == _LENGTH_BYTES else b""
    if len(head) < _LENGTH_BYTES or len(message) < length:
        raise EOFError
    return message


# --- in the process ------------------------------------------------------------------------------------------------


def serve(studio: Callable[[], Studio]) -> int:
    """Draw what is ordered on the standard input until it ends, and return the exit code."""
    orders, papers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not come between the papers.
    sys.stdout = sys.stderr
    try:
        drawing: Studio | ProductError = studio()
    except ProductError as error:
        drawing = error
    while True:
        try:
            _put(papers, pickle.dumps(_drawn(drawing, _take(orders))))
        except (EOFError, BrokenPipeError):
            # The desk is gone.
            return 0


def _drawn(studio: Studio | ProductError, order: bytes) -> FrozenPaper | Refused:
    try:
        if isinstance(studio, ProductError):
            return _refused(studio)
        return studio.draw(pickle.loads(order))  # noqa: S301 - our own desk speaks
    except ProductError as error:
        return _refused(error)
    except Exception:  # noqa: BLE001 - a defect in drawing one paper must not keep the others back
        traceback.print_exc()
        return _DEFECT


def _refused(error: ProductError) -> Refused:
    return "rule" if isinstance(error, RuleBroken) else "trouble", error.code, error.details
