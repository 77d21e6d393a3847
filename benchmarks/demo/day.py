"""The day, step by step: who does what when, with progress, and the count at its end."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.demo import pictures
from benchmarks.demo.agreement import Agreement, Held, compare, read_department, read_server, read_window
from benchmarks.demo.hall import Bureau, DemoError, Server, Window, enrol, people, run, side_by_side, windows_of
from benchmarks.demo.link import Link
from benchmarks.demo.plan import Errand, day_plan
from benchmarks.demo.window_day import WINDOWS
from casework import calendar, catalogue_load
from casework.catalogue import Catalogue
from casework.clock import SystemClock, legal_day
from resources.calendar import files as calendar_files
from resources.catalogue import files as catalogue_files

OFFLINE = 1
"""The window whose cable is pulled for half of the day."""

Step = tuple[str, Callable[[], str]]
"""A step's name and what it does; it returns what to note beside it."""


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
        self.server: Server

    def live(self) -> None:
        """Start everything, let the day pass, stop everything."""
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
            self.server = Server(self.out / "server", log)
            self.server.set_up()
            self.server.start()
            stack.callback(self.server.stop)
            link = stack.enter_context(Link(self.server.port))
            addresses = [self.server.address] * WINDOWS
            addresses[OFFLINE] = f"http://127.0.0.1:{link.port}"
            steps = self.steps(link)
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

    def steps(self, link: Link) -> list[Step]:
        """Return what happens, in order; each step returns what to note beside it."""
        return [*self._morning(link), *self._afternoon(link)]

    def _morning(self, link: Link) -> list[Step]:
        online = [number for number in range(WINDOWS) if number != OFFLINE]
        return [
            ("人员 people and accounts", lambda: quietly(people, self.server.folder, self.catalogue)),
            ("登记 windows enrol", lambda: quietly(enrol, self.server.folder, self.windows)),
            ("登录 departments log in", lambda: self.all_bureaus(lambda bureau: bureau.log_in(self.server.address))),
            ("断网 window 2 goes offline", lambda: quietly(link.cut)),
            ("收件受理 47 applications", lambda: self.all_windows("take_in", "件")),
            ("同步 windows 1 and 3", lambda: self.all_windows("sync", "条", online)),
            ("办理 departments decide", self._decide),
            ("同步 results of the morning", lambda: self.all_windows("sync", "条", online)),
            ("正午 a look at window 3", lambda: quietly(pictures.keep_midday, self.windows[-1].folder, self.out)),
        ]

    def _afternoon(self, link: Link) -> list[Step]:
        return [
            ("补正补交 second visits", lambda: self.all_windows("second_visits", "件")),
            ("移交 originals handed over", lambda: self.all_windows("send_papers", "单")),
            ("离线 window 2 keeps its work", self._still_offline),
            ("联网 window 2 is back", lambda: quietly(link.mend)),
            ("同步 all windows", lambda: self.all_windows("sync", "条")),
            ("办理 departments decide", self._decide),
            ("同步 results come to the hall", lambda: self.all_windows("sync", "条")),
            ("发证 results at other windows", lambda: self.all_windows("issue", "件")),
            ("送达 delivered and mailed", lambda: self.all_windows("deliver", "件")),
            ("同步 the end of the day", lambda: self.all_windows("sync", "条")),
            ("同步 everybody has everything", lambda: self.all_windows("sync", "条")),
            ("部门收尾 departments read the rest", lambda: self.all_bureaus(lambda bureau: bureau.pull())),
        ]

    def all_windows(self, order: str, unit: str, numbers: list[int] | None = None) -> str:
        """Give every window, or those of `numbers`, an order; return what they did, counted."""
        chosen = self.windows if numbers is None else [self.windows[number] for number in numbers]
        answers = side_by_side([lambda window=window: window.order(order) for window in chosen])
        return f"{sum(answer.done for answer in answers)} {unit}"

    def all_bureaus(self, do: Callable[[Bureau], object]) -> str:
        """Let every department do something."""
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


def quietly(do: Callable[..., None], *arguments: object) -> str:
    """Do a step that has nothing to count."""
    do(*arguments)
    return ""
