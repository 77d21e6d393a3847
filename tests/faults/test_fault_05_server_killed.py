"""Fault 5: the server dies, or its log is torn by a power cut. What it has acknowledged is what the disk has."""

import itertools
import shutil
import signal
import threading

import requests
import sqlcipher3
from support.commands import Process, code_for, run
from support.serving import Stream, Window, event, new_id, opening, serving, write_site
from support.serving import enrolled_window as enrolled

from sync_server.store.engine import open_store, sqlite_url
from sync_server.verify import Verifier

FILE = "server.sqlite3"
SECTOR = 512


def stored(folder) -> set[bytes]:
    connection = sqlcipher3.connect(str(folder / FILE))
    raws = {bytes(raw) for (raw,) in connection.execute("SELECT raw FROM event")}
    connection.close()
    return raws


def differences(folder):
    store = open_store(sqlite_url(folder / FILE))
    try:
        return Verifier(store, folder / "blobs").run().differences
    finally:
        store.close()


class Pusher(threading.Thread):
    """Pushes one opening after the other until the server is gone; `acked` are those it got a verdict for."""

    def __init__(self, window, stream) -> None:
        super().__init__()
        self.window, self.stream, self.acked = window, stream, []
        self.some = threading.Event()

    def run(self) -> None:
        try:
            while True:
                raw = event(opening(running=len(self.stream.events) + 1), new_id())
                first = len(self.stream.add(raw).events)
                self.window.push(self.stream.push(first=first))
                self.acked.append(raw)
                if len(self.acked) % 10 == 5:
                    self.some.set()
        except requests.RequestException:
            return


def test_fault_05_a_server_that_is_killed_has_what_it_acknowledged(tmp_path):
    write_site(tmp_path)
    folder = tmp_path / "server"
    run(folder, "init", "--site", str(tmp_path / "site.toml"))
    process = Process(folder)
    window = Window(process.address)
    window.enrol(code_for(folder))
    stream, acked = Stream("W01"), []
    for _ in range(4):
        pusher = Pusher(window, stream)
        pusher.start()
        assert pusher.some.wait(30)
        process.end(signal.SIGKILL)
        pusher.join(30)
        acked += pusher.acked
        assert set(acked) <= stored(folder)
        assert differences(folder) == ()
        process = Process(folder)
        window.address = process.address
        # What the server had not answered is sent again, as the window would.
        window.push(stream.push())
    process.end(signal.SIGTERM)
    assert stored(folder) == set(stream.events)
    assert len(acked) >= 20
    window.session.close()


def images(folder, tmp_path, cuts):
    """The disk as it stands when the power goes at each of `cuts` of the log: cut off there, or torn behind it."""
    log = (folder / f"{FILE}-wal").read_bytes()
    for count, (cut, torn) in enumerate(itertools.product(cuts, (False, True))):
        image = tmp_path / f"image-{count}"
        image.mkdir()
        shutil.copyfile(folder / FILE, image / FILE)
        behind = bytes(SECTOR) if torn else b""
        (image / f"{FILE}-wal").write_bytes(log[:cut] + behind + (log[cut + SECTOR :] if torn else b""))
        yield cut, image


def test_fault_05_a_torn_log_keeps_every_acknowledged_event(tmp_path):
    with serving(tmp_path / "server") as server:
        folder, window = tmp_path / "server", enrolled(server)
        stream, sizes = Stream("W01"), []
        for running in range(1, 5):
            stream.add(event(opening(running=running), new_id()))
            window.push(stream.push(first=running))
            sizes.append((folder / f"{FILE}-wal").stat().st_size)
        assert sizes == sorted(set(sizes)), "a checkpoint emptied the log; the cuts below would mean nothing"
        cuts = range(sizes[0], sizes[-1] + 1, SECTOR * 5)
        lost_without_sync = 0
        for cut, image in images(folder, tmp_path, cuts):
            acknowledged = sum(size <= cut for size in sizes)
            kept = stored(image)
            assert set(stream.events[:acknowledged]) <= kept
            assert differences(image) == ()
            lost_without_sync += kept != set(stream.events)
            shutil.rmtree(image)
    # The control: had an answer gone out before its log was synced, these images would have lost it.
    assert lost_without_sync > 0
