"""The same day with the server lost twice: once there is a backup, once there is nothing but what the others hold.

At the first loss the disk comes back as it was at noon; at the second, in the evening, a new server is set up on an
empty disk and not even the backup is used. Windows and departments refill it. What the lost server had is kept aside
and compared with what came back, event by event.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlcipher3
from rich.console import Console

from benchmarks.demo.agreement import read_server
from benchmarks.demo.day import Day, Step
from benchmarks.demo.hall import enrol, people, run
from benchmarks.demo.link import Link

Verdicts = dict[str, tuple[str, int]]
"""Verdict and case version of every event, by its id."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a server that was refilled has of what the lost one had."""

    events: int
    missing_after_restore: int
    events_lost: int
    events_altered: int
    verdicts_changed: int
    cases_differing: int
    scans_lost: int
    server_epoch: int

    @property
    def whole(self) -> bool:
        """Whether everything came back as it was."""
        return not (
            self.events_lost or self.events_altered or self.verdicts_changed or self.cases_differing or self.scans_lost
        )


class Disaster(Day):
    """A day on which the server is lost twice."""

    missing_after_restore = 0

    def steps(self, link: Link) -> list[Step]:
        """Return the day's steps with the losses among them."""
        steps = super().steps(link)
        noon = next(place for place, (name, _) in enumerate(steps) if name.startswith("正午"))
        loss = next(place for place, (name, _) in enumerate(steps) if name.startswith("发证"))
        return [
            *steps[: noon + 1],
            ("备份 a backup at noon, proven", self._back_up),
            *steps[noon + 1 : loss],
            ("灾难 the disk is lost, noon comes back", self._restore),
            ("回填 windows and departments refill", self._refill),
            *steps[loss:],
            ("灾难 everything is lost, no backup", self._begin_anew),
            ("回填 windows and departments refill", self._refill),
            ("同步 everybody has everything", lambda: self.all_windows("sync", "条")),
            ("部门收尾 departments read the rest", lambda: self.all_bureaus(lambda bureau: bureau.pull())),
        ]

    @property
    def lost(self) -> Path:
        """Where the folder of the server that was lost last is kept, to be compared."""
        return self.out / "server-lost"

    def _back_up(self) -> str:
        said = json.loads(run("sync-server", "backup", "--folder", self.server.folder, self.out / "backups", "--json"))
        return "已校验" if said["verified"] else "没有通过校验"

    def _restore(self) -> str:
        self.server.kill()
        before = len(verdicts_of(self.server.folder))
        shutil.rmtree(self.server.folder)
        run("sync-server", "restore", "--folder", self.server.folder, self.out / "backups")
        self.missing_after_restore = before - len(verdicts_of(self.server.folder))
        self.server.start()
        return f"少了 {self.missing_after_restore} 条"

    def _begin_anew(self) -> str:
        self.server.stop()
        self.server.folder.rename(self.lost)
        self.server.set_up()
        self.server.start()
        people(self.server.folder, self.catalogue)
        enrol(self.server.folder, self.windows, "enrol_again")
        return self.all_bureaus(lambda bureau: bureau.log_in(self.server.address))

    def _refill(self) -> str:
        # Departments first: their events must then wait for the windows', which came before them.
        self.all_bureaus(lambda bureau: bureau.push())
        return self.all_windows("sync", "条")

    def rebuilt(self) -> Rebuilt:
        """Compare the last server with the one that was lost; both have stopped."""
        lost, _ = read_server(self.lost / "server.sqlite3")
        here, _ = read_server(self.server.folder / "server.sqlite3")
        before, after = verdicts_of(self.lost), verdicts_of(self.server.folder)
        have = here.fingerprints
        scans = {file.name for file in (self.server.folder / "blobs").glob("??/*")}
        return Rebuilt(
            events=len(lost.events),
            missing_after_restore=self.missing_after_restore,
            events_lost=sum(event not in have for event, _ in lost.events),
            events_altered=sum(have.get(event, print_) != print_ for event, print_ in lost.events),
            verdicts_changed=sum(after.get(event) != verdict for event, verdict in before.items()),
            cases_differing=sum(here.cases.get(case) != print_ for case, print_ in lost.cases.items()),
            scans_lost=sum(file.name not in scans for file in (self.lost / "blobs").glob("??/*")),
            server_epoch=_epoch_of(self.server.folder),
        )


def report(day: Disaster, file: Path, console: Console) -> bool:
    """Write and print what came back; return whether it is everything."""
    rebuilt = day.rebuilt()
    file.write_text(json.dumps(asdict(rebuilt), indent=1) + "\n", encoding="utf-8")
    console.print("灾后比对 the server that was lost and the one that was refilled:")
    for name, value in asdict(rebuilt).items():
        console.print(f"  {name:<22} {value}")
    return rebuilt.whole


def verdicts_of(folder: Path) -> Verdicts:
    """Return what became of every event a server holds, read from its file."""
    connection = sqlcipher3.connect(str(folder / "server.sqlite3"))
    rows = connection.execute("SELECT id, verdict, ver FROM event").fetchall()
    connection.close()
    return {row[0]: (row[1], row[2]) for row in rows}


def _epoch_of(folder: Path) -> int:
    connection = sqlcipher3.connect(str(folder / "server.sqlite3"))
    (value,) = connection.execute("SELECT value FROM meta WHERE key = 'server_epoch'").fetchone()
    connection.close()
    return int(value)
