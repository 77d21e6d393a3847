"""Scans going up: a desk's encrypted files to the server's blob folder, every one durable before it counts as sent."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync import product
from benchmarks.sync.product import Counter
from counter_app.store.blobs import WAITING

SCANS = 64
SCAN_BYTES = 1 << 20
_SEED = 20260701


@dataclass(frozen=True, slots=True)
class BlobsUp:
    """MB (a million bytes) a second, and the server's CPU (s) for all of them."""

    mb_per_s: float
    server_cpu_s: float


def measure(folder: Path, scans: int = SCANS, size: int = SCAN_BYTES) -> BlobsUp:
    """Return how fast `scans` scans of `size` bytes are sent."""
    with product.serving(folder / "server") as server, product.counter(server, folder / "desk", 1) as desk:
        desk.sync()
        _scan(desk, scans, size)
        before, began = server.process.cpu_s(), time.perf_counter()
        desk.sync()
        taken, cpu_s = time.perf_counter() - began, server.process.cpu_s() - before
        left = desk.place.store.blobs.count(WAITING)
    if left:
        raise RuntimeError(f"{left} of {scans} scans were not sent")
    return BlobsUp(scans * size / 1e6 / taken, cpu_s)


def _scan(desk: Counter, scans: int, size: int) -> None:
    dice = random.Random(_SEED)  # noqa: S311 - noise as a scanner makes it
    blobs = desk.place.store.blobs
    for _ in range(scans):
        sha256 = blobs.files.put(dice.randbytes(size))
        with desk.place.store.writing():
            blobs.record(sha256, size, "application/pdf", WAITING)
