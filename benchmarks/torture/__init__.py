"""A spooler tortured: its process killed, its printer out of paper, open and unplugged, while 150 slips come out.

Every row of a slip says whose it is, so that what lies in front of the printer can be counted exactly. A naive spooler
(send, trust, send again on error) goes through the same: it must lose, double and garble slips, or nothing was tried.
"""

import random
import shutil
import tempfile
from pathlib import Path

from benchmarks import desk
from benchmarks.demo.people import Town
from benchmarks.torture.counting import Count
from benchmarks.torture.office import JOBS, SEEDS, Tally, tortured, tortured_naively, void_rows
from benchmarks.torture.worker import VOID_MARK, draw_mark, opened, print_of
from counter_app.store.printouts import JobState


def measure(jobs: int = JOBS, seeds: tuple[int, ...] = SEEDS) -> dict[str, float]:
    """Return what both spoolers came to over all seeds, and what befell the product's.

    `torture_lost`, `torture_unmarked_duplicates`, `torture_garbled`, the same as `naive_…`, and `torture_kills`,
    `torture_faults`, `torture_answers`.
    """
    ours, naive, tally = Count(), Count(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        slips = owing(office, jobs)
        void = void_rows(office)
        for seed in seeds:
            ours += tortured(_copy(office, f"ours-{seed}"), slips, seed, void, tally)
            naive += tortured_naively(_copy(office, f"naive-{seed}"), slips, seed, Tally())
    return {
        **{f"torture_{name}": float(getattr(ours, name)) for name in Count.__slots__},
        **{f"naive_{name}": float(getattr(naive, name)) for name in Count.__slots__},
        **{f"torture_{name}": float(getattr(tally, name)) for name in ("kills", "faults", "answers")},
    }


def owing(folder: Path, jobs: int) -> tuple[int, ...]:
    """Make a desk that owes so many slips, and return which."""
    desk.enrolled(folder).close()
    (folder / VOID_MARK).write_bytes(draw_mark())
    place = opened(folder, "tcp://127.0.0.1:9")
    # The desk is copied for every run; 64 MiB of reserve each would be most of it.
    place.store.room.free_reserve()
    town = Town(random.Random(1))  # noqa: S311 - invented people, nothing to guard
    for _ in range(jobs):
        desk.receive(place, town)
    slips = tuple(print_of(job).slip for job in place.store.printouts.in_states(JobState.OWED))
    place.close()
    return slips


def _copy(office: Path, name: str) -> Path:
    return Path(shutil.copytree(office, office.with_name(name)))
