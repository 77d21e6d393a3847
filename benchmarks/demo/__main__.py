"""`./dev demo`: the whole day in one go; see the package.

Leaves `build/demo/`: papers, screenshots, logs, the stores themselves, and `summary.json`. Ends with an error if
anything was lost, doubled or shown differently. With `--disaster` the server's disk is lost at noon, when there is a
backup, and in the evening, when there is none; `disaster.json` says what came back.
"""

import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.demo import papers, pictures
from benchmarks.demo.agreement import Agreement, Held
from benchmarks.demo.day import Day
from benchmarks.demo.disaster import Disaster, report
from benchmarks.demo.hall import DemoError
from casework.case_state import Stage

OUT = Path("build/demo")


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


def main(*, disaster: bool) -> int:
    """Run the demonstration and return the exit code; with a disaster, the server is lost twice on the way."""
    began = time.monotonic()
    console = Console(stderr=True)
    shutil.rmtree(OUT, ignore_errors=True)
    for name in ("windows", "departments", "logs", "papers", "screenshots"):
        (OUT / name).mkdir(parents=True)
    day = Disaster(OUT, console) if disaster else Day(OUT, console)
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
    whole = agreement.whole
    if isinstance(day, Disaster):
        whole = report(day, OUT / "disaster.json", console) and whole
    for finding in agreement.findings[:20]:
        console.print(f"[red]  {finding}")
    console.print(f"Everything is in {OUT}/: papers/, screenshots/, logs/, windows/, departments/, server/")
    return 0 if whole else 1


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


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--disaster"]):
        sys.exit("usage: ./dev demo [--disaster]")
    sys.exit(main(disaster=sys.argv[1:] == ["--disaster"]))
