"""Two network namespaces with a wire between them that can be pulled; for root on Linux, with iproute2."""

import ctypes
import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_NEW_NETWORK = 0x40000000
_NAMES = Path("/var/run/netns")
SERVER_IP, DESK_IP = "10.77.77.1", "10.77.77.2"


def why_not() -> str:
    """Return why there can be no namespaces here; empty if there can."""
    if shutil.which("ip") is None:
        return "iproute2 is not installed"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may make network namespaces"
    name = f"probe-{os.getpid()}"
    if subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode:
        return "this kernel, or this container, gives no network namespaces"
    entered = subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], capture_output=True, check=False)
    _ip("netns", "del", name)
    return "network namespaces cannot be entered below a changed root" if entered.returncode else ""


@dataclass(frozen=True)
class Wire:
    """The two ends; `desk` and `server` name the namespaces."""

    server: str
    desk: str

    def pull(self):
        """Take the wire out at the desk's end."""
        _ip("-n", self.desk, "link", "set", "eth", "down")

    def plug_in(self):
        _ip("-n", self.desk, "link", "set", "eth", "up")


@contextmanager
def wired():
    """A server's and a desk's namespace, each with one end of a wire."""
    mark = os.getpid()
    wire = Wire(f"server-{mark}", f"desk-{mark}")
    made = []
    try:
        for name in (wire.server, wire.desk):
            _ip("netns", "add", name)
            made.append(name)
        _ip("link", "add", "eth", "netns", wire.server, "type", "veth", "peer", "name", "eth", "netns", wire.desk)
        for name, address in ((wire.server, SERVER_IP), (wire.desk, DESK_IP)):
            _ip("-n", name, "address", "add", f"{address}/30", "dev", "eth")
            _ip("-n", name, "link", "set", "lo", "up")
            _ip("-n", name, "link", "set", "eth", "up")
        yield wire
    finally:
        for name in made:
            _ip("netns", "del", name)


def inside(namespace, work):
    """Run `work` in a thread whose sockets belong to the namespace; return what it returns, or raise what it raises."""
    outcome = {}

    def run():
        try:
            enter(namespace)
            outcome["value"] = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            outcome["error"] = error

    thread = threading.Thread(target=run, name=namespace)
    thread.start()
    thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def enter(namespace):
    """Let the sockets that this thread opens from now on belong to the namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    with (_NAMES / namespace).open() as opened:
        if libc.setns(opened.fileno(), _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")


def _ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=20)
