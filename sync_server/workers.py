"""Several processes behind one address, exchanged one by one without a request being lost.

The parent listens and never accepts; what is not accepted yet waits in the socket, whoever of the workers comes next.
A worker that dies is replaced. On SIGHUP each is exchanged in turn: its successor is started, with the settings and the
program as they are then, and only when that one serves the old one is told to finish; whoever waits for a mailbox is
answered at once. On SIGTERM or SIGINT all finish. Workers end by themselves when their parent is gone.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from casework.errors import ProductError, Trouble
from sync_server.logs import set_up
from sync_server.main import WindowServer, bring_up_to_date
from sync_server.running import keep_what_is_loaded, serving
from sync_server.settings import load_settings

_BACKLOG = 8192
_START_S = 60.0
_FINISH_S = 10.0
_BREATH_S = 1.0
_LOOK_S = 0.2
_READY = b"r"
_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
_log = structlog.get_logger()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there.

    Raises:
        Trouble: `serve.not_started`, `serve.one_worker` (this system cannot hand a socket to other processes).
    """
    if sys.platform == "win32":
        raise Trouble("serve.one_worker")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise Trouble("serve.not_started", host=host, port=port) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """Return where a socket listens: `http://127.0.0.1:8741`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def command_for(folder: Path, *, as_json: bool) -> list[str]:
    """Return the command of one worker; the numbers of its two sockets are put behind it."""
    return [sys.executable, "-m", "sync_server.workers", str(folder), "json" if as_json else "text"]


@dataclass(eq=False, slots=True)
class _Worker:
    """One process, and the socket over which it says that it serves, and whose end says that it is gone."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    started: float
    deadline: float | None
    ready: bool = False
    retiring: bool = False


@dataclass(slots=True)
class Supervisor:
    """Keeps `count` workers running on a socket; `when_ready` is called once all serve for the first time."""

    listening: socket.socket
    count: int
    command: Sequence[str]
    when_ready: Callable[[], None]
    _workers: list[_Worker] = field(default_factory=list)
    _old: list[_Worker] = field(default_factory=list)
    _successor: _Worker | None = None
    _all_began: bool = False
    _stopping: bool = False
    _start_again: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Serve until told to stop.

        Raises:
            Trouble: `serve.worker_died`, one of the first workers ended before it served.
        """
        with selectors.DefaultSelector() as selector, _signals_into(selector):
            try:
                for _ in range(self.count):
                    self._start(selector)
                while self._workers or not self._stopping:
                    self._turn(selector)
            finally:
                self._end_all(selector)

    # --- what happens ---------------------------------------------------------------------------------------------

    def _turn(self, selector: selectors.BaseSelector) -> None:
        hurried = self._start_again or any(worker.deadline is not None for worker in self._workers)
        for key, _ in selector.select(_LOOK_S if hurried else None):
            if isinstance(key.data, _Worker):
                self._heard(selector, key.data)
            else:
                for number in os.read(key.fd, 64):
                    self._told(selector, signal.Signals(number))
        now = time.monotonic()
        for worker in self._workers:
            if worker.deadline is not None and worker.deadline < now:
                _log.error("worker.too_slow", pid=worker.process.pid)
                worker.process.kill()
        while self._start_again and self._start_again[0] <= now and not self._stopping:
            self._start_again.pop(0)
            self._start(selector)

    def _heard(self, selector: selectors.BaseSelector, worker: _Worker) -> None:
        if worker.channel.recv(1) == _READY:
            worker.ready, worker.deadline = True, _until(_FINISH_S) if worker.retiring else None
            _log.info("worker.serves", pid=worker.process.pid)
            self._began(worker)
            return
        selector.unregister(worker.channel)
        worker.channel.close()
        worker.process.wait()
        _log.info("worker.ended", pid=worker.process.pid, code=worker.process.returncode)
        self._workers.remove(worker)
        self._gone(selector, worker)

    def _told(self, selector: selectors.BaseSelector, number: signal.Signals) -> None:
        if number != signal.SIGHUP:
            self._stopping = True
            for worker in self._workers:
                _retire(worker)
        elif self._all_began and not self._old and not self._stopping:
            _log.info("workers.exchange", workers=len(self._workers))
            self._old = list(self._workers)
            self._exchange_next(selector)

    def _began(self, worker: _Worker) -> None:
        if worker is self._successor:
            _retire(self._old[0])
        elif not self._all_began and all(one.ready for one in self._workers):
            self._all_began = True
            self.when_ready()

    def _gone(self, selector: selectors.BaseSelector, worker: _Worker) -> None:
        if self._stopping:
            return
        if worker.retiring:
            self._old.remove(worker)
            self._exchange_next(selector)
            return
        _log.error("worker.died", pid=worker.process.pid, code=worker.process.returncode)
        if not self._all_began:
            raise Trouble("serve.worker_died")
        if worker is self._successor:
            # The old ones work; whoever asked for others must see first why those do not.
            _log.error("workers.not_exchanged", kept=len(self._old))
            self._old, self._successor = [], None
            return
        if worker in self._old:
            self._old.remove(worker)
        # One that dies at once would otherwise be started as fast as the machine can.
        self._start_again.append(max(time.monotonic(), worker.started + _BREATH_S))

    # --- acts -----------------------------------------------------------------------------------------------------

    def _start(self, selector: selectors.BaseSelector) -> _Worker:
        ours, theirs = socket.socketpair()
        handed = (self.listening.fileno(), theirs.fileno())
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [*self.command, *map(str, handed)],
                pass_fds=handed,
                stdin=subprocess.DEVNULL,
                # Ctrl-C in a terminal is for the parent alone.
                start_new_session=True,
            )
        worker = _Worker(process, ours, time.monotonic(), _until(_START_S))
        self._workers.append(worker)
        selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _exchange_next(self, selector: selectors.BaseSelector) -> None:
        self._successor = self._start(selector) if self._old else None
        if self._successor is None:
            _log.info("workers.exchanged", workers=len(self._workers))

    def _end_all(self, selector: selectors.BaseSelector) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.wait()
            selector.unregister(worker.channel)
            worker.channel.close()
        self._workers.clear()


def serve_as_worker(folder: Path, listening: socket.socket, channel: socket.socket, *, as_json: bool) -> None:
    """Serve on the parent's socket until told to stop, or until the parent is gone."""
    settings = load_settings(folder, {key: value for key, value in os.environ.items() if key != "SYNC_SERVER_FOLDER"})
    set_up(settings.log_level, as_json=as_json)
    with serving(folder):
        bring_up_to_date(settings, beside_others=True)
        server = WindowServer(settings)
        server.when_ready = lambda: channel.sendall(_READY)

        def follow_parent() -> None:
            # Nothing ever comes but the end.
            channel.recv(1)
            server.should_exit = True

        threading.Thread(target=follow_parent, daemon=True).start()
        keep_what_is_loaded()
        server.run(sockets=[listening])


def _retire(worker: _Worker) -> None:
    worker.retiring, worker.deadline = True, _until(_FINISH_S)
    worker.process.terminate()
    _log.info("worker.finishes", pid=worker.process.pid)


def _until(seconds: float) -> float:
    return time.monotonic() + seconds


@contextmanager
def _signals_into(selector: selectors.BaseSelector) -> Iterator[None]:
    """Let the selector hear of signals, in turn with everything else."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    numbers = [getattr(signal, name) for name in _SIGNALS]
    before = {number: signal.signal(number, _leave_to_the_selector) for number in numbers}
    waking = signal.set_wakeup_fd(writing)
    selector.register(reading, selectors.EVENT_READ)
    try:
        yield
    finally:
        signal.set_wakeup_fd(waking)
        for number, handler in before.items():
            signal.signal(number, handler)
        selector.unregister(reading)
        os.close(reading)
        os.close(writing)


def _leave_to_the_selector(_number: int, _frame: object) -> None:
    """Without a handler of Python's, nothing is written for the selector to hear."""


def main(words: Sequence[str]) -> int:
    """Be a worker: folder, form of the log, number of the listening socket, number of the parent's."""
    folder, form, listening, channel = words
    try:
        serve_as_worker(
            Path(folder),
            socket.socket(fileno=int(listening)),
            socket.socket(fileno=int(channel)),
            as_json=form == "json",
        )
    except ProductError as error:
        _log.error("worker.not_started", code=error.code, **error.details)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
