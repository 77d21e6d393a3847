"""`./dev demo`: the whole day in one go; see the package.

Leaves `build/demo/`: papers, screenshots, logs, the stores themselves, and `summary.json`. Ends with an error if
anything was lost, doubled or shown differently.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.demo import papers, pictures
from benchmarks.demo.agreement import Agreement, Held, compare, read_department, read_server, read_window
from benchmarks.demo.hall import Bureau, DemoError, Window, enrol, people, run, server, side_by_side, windows_of
from benchmarks.demo.link import Link
from benchmarks.demo.plan import Errand, day_plan
from benchmarks.demo.window_day import WINDOWS
from casework import calendar, catalogue_load
from casework.case_state import Stage
from casework.catalogue import Catalogue
from casework.clock import SystemClock, legal_day
from resources.calendar import files as calendar_files
from resources.catalogue import files as catalogue_files

OUT = Path("build/demo")
OFFLINE = 1
"""The window whose cable is pulled for half of the day."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the day came to; `lost` and `duplicated` are counted from the stores."""

    cases: int
    accepted: int
    not_accepted: int
    supplemented: int
    tolerated: int
    decided: int
    refused: int
    certificates: int
    delivered: int
    mailed: int
    events: int
    papers: int
    lost: int
    duplicated: int
    differing: int
    seconds: float


class Day:
    """The day, step by step."""

    def __init__(self, out: Path, console: Console) -> None:
        self.out = out
        self.console = console
        self.catalogue: Catalogue = catalogue_load.load(catalogue_files())
        self.today: date = legal_day(SystemClock().now())
        self.plan: tuple[Errand, ...] = day_plan(self.catalogue, calendar.load(calendar_files()), self.today, WINDOWS)
        self.refused = frozenset(errand.matter for errand in self.plan if not errand.granted)
        self.bureaus = [
            Bureau(each.code, each.name_zh, out / "departments" / each.code, self.catalogue)
            for each in self.catalogue.departments
        ]
        self.windows: list[Window] = []

    def live(self) -> None:
        """Start everything, let the day pass, stop everything."""
        server_folder = self.out / "server"
        with (
            ExitStack() as stack,
            Progress(
                TextColumn("{task.description:<34}"),
                BarColumn(),
                TextColumn("{task.fields[note]}"),
                TimeElapsedColumn(),
                console=self.console,
            ) as progress,
        ):
            log = stack.enter_context((self.out / "logs" / "processes.log").open("w", encoding="utf-8"))
            address = stack.enter_context(server(server_folder, log))
            link = stack.enter_context(Link(int(address.rpartition(":")[2])))
            addresses = [address] * WINDOWS
            addresses[OFFLINE] = f"http://127.0.0.1:{link.port}"
            steps = self._steps(server_folder, address, link)
            bar = progress.add_task("开门 opening", total=len(steps), note="")
            self.windows = windows_of(self.out / "windows", addresses, log)
            stack.callback(self._close_windows)
            for name, step in steps:
                progress.update(bar, description=name)
                progress.update(bar, advance=1, note=step())
            progress.update(bar, description="关门 closed", note="")

    def _close_windows(self) -> None:
        for window in self.windows:
            window.stop()

    def _steps(self, server_folder: Path, address: str, link: Link) -> list[tuple[str, Callable[[], str]]]:
        online = [number for number in range(WINDOWS) if number != OFFLINE]
        return [
            ("人员 people and accounts", lambda: _quietly(people, server_folder, self.catalogue)),
            ("登记 windows enrol", lambda: _quietly(enrol, server_folder, self.windows)),
            ("登录 departments log in", lambda: self._all_bureaus(lambda bureau: bureau.log_in(address))),
            ("断网 window 2 goes offline", lambda: _quietly(link.cut)),
            ("收件受理 47 applications", lambda: self._all("take_in", "件")),
            ("同步 windows 1 and 3", lambda: self._all("sync", "条", online)),
            ("办理 departments decide", self._decide),
            ("同步 results of the morning", lambda: self._all("sync", "条", online)),
            ("正午 a look at window 3", lambda: _quietly(pictures.keep_midday, self.windows[-1].folder, self.out)),
            ("补正补交 second visits", lambda: self._all("second_visits", "件")),
            ("移交 originals handed over", lambda: self._all("send_papers", "单")),
            ("离线 window 2 keeps its work", self._still_offline),
            ("联网 window 2 is back", lambda: _quietly(link.mend)),
            ("同步 all windows", lambda: self._all("sync", "条")),
            ("办理 departments decide", self._decide),
            ("同步 results come to the hall", lambda: self._all("sync", "条")),
            ("发证 results at other windows", lambda: self._all("issue", "件")),
            ("送达 delivered and mailed", lambda: self._all("deliver", "件")),
            ("同步 the end of the day", lambda: self._all("sync", "条")),
            ("同步 everybody has everything", lambda: self._all("sync", "条")),
            ("部门收尾 departments read the rest", lambda: self._all_bureaus(lambda bureau: bureau.pull())),
        ]

    def _all(self, order: str, unit: str, numbers: list[int] | None = None) -> str:
        chosen = self.windows if numbers is None else [self.windows[number] for number in numbers]
        answers = side_by_side([lambda window=window: window.order(order) for window in chosen])
        return f"{sum(answer.done for answer in answers)} {unit}"

    def _all_bureaus(self, do: Callable[[Bureau], object]) -> str:
        return f"{len(side_by_side([lambda bureau=bureau: do(bureau) for bureau in self.bureaus]))} 部门"

    def _decide(self) -> str:
        decided = side_by_side([lambda bureau=bureau: bureau.work(self.refused) for bureau in self.bureaus])
        return f"{sum(decided)} 件"

    def _still_offline(self) -> str:
        """Prove that the window is really cut off, and that what it did waits."""
        answer = self.windows[OFFLINE].try_order("sync")
        if not answer.problem:
            raise DemoError("the cut window reached the server")
        return "没有联上，都留着"

    # --- the count ------------------------------------------------------------------------------------------------

    def count(self) -> tuple[Agreement, Held]:
        """Compare every store with every other."""
        held, owners = read_server(self.out / "server" / "server.sqlite3")
        windows = [
            read_window(
                window.code, window.folder / "desk" / "desk.db", window.folder / "key" / "desk.key", window.code
            )
            for window in self.windows
        ]
        departments = {
            bureau.code: read_department(bureau.code, bureau.folder / "department.sqlite3") for bureau in self.bureaus
        }
        verified = run("sync-server", "verify", "--folder", self.out / "server")
        self.console.print(f"sync-server verify: {verified.strip()}")
        return compare(held, windows, departments, owners), held


def main() -> int:
    """Run the demonstration and return the exit code."""
    began = time.monotonic()
    console = Console(stderr=True)
    shutil.rmtree(OUT, ignore_errors=True)
    for name in ("windows", "departments", "logs", "papers", "screenshots"):
        (OUT / name).mkdir(parents=True)
    day = Day(OUT, console)
    try:
        day.live()
        agreement, held = day.count()
    except DemoError as failed:
        console.print(f"[bold red]{failed}")
        return 1
    console.print("截图和纸件 screenshots and papers …")
    made = papers.gather(OUT)
    pictures.take(OUT)
    summary = _summary(day, agreement, held, made, round(time.monotonic() - began, 1))
    (OUT / "summary.json").write_text(json.dumps(asdict(summary), indent=1) + "\n", encoding="utf-8")
    for name, value in asdict(summary).items():
        console.print(f"  {name:<14} {value}")
    for finding in agreement.findings[:20]:
        console.print(f"[red]  {finding}")
    console.print(f"Everything is in {OUT}/: papers/, screenshots/, logs/, windows/, departments/, server/")
    return 0 if agreement.whole else 1


def _summary(day: Day, agreement: Agreement, held: Held, made: papers.Papers, seconds: float) -> Summary:
    cases = papers.cases_of(day.out)
    return Summary(
        cases=len(cases),
        accepted=sum(case.accepted_on is not None for case in cases),
        not_accepted=sum(case.stage is Stage.NOT_ACCEPTED for case in cases),
        supplemented=sum(case.told_on is not None for case in cases),
        tolerated=sum(case.tolerance for case in cases),
        decided=sum(case.decision is not None for case in cases),
        refused=sum(case.decision is not None and case.decision.outcome.value == "refused" for case in cases),
        certificates=made.certificates,
        delivered=sum(case.delivered is not None for case in cases),
        mailed=sum(case.mailing is not None for case in cases),
        events=len(held.events),
        papers=made.total,
        lost=agreement.lost,
        duplicated=agreement.duplicated,
        differing=agreement.differ,
        seconds=seconds,
    )


def _quietly(do: Callable[..., None], *arguments: object) -> str:
    """Do a step that has nothing to count."""
    do(*arguments)
    return ""


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit("usage: ./dev demo")
    sys.exit(main())
