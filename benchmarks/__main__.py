"""`./dev bench NAME`: measures, prints a table and writes `build/bench/NAME.json`, a flat object of metrics.

Every figure is measured beside a floor in the same run, on the same machine; ratios travel, milliseconds do not.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import desk, papers, read_rates, scan_pages, torture
from benchmarks.sync import run as sync
from benchmarks.sync.table import table as sync_table

Metrics = dict[str, float]

BENCHES: Mapping[str, Callable[[Sequence[str]], Metrics]] = {
    "desk": lambda options: desk.measure(*map(int, options[:1])),
    "print": lambda _: {
        **papers.measure(),
        **torture.measure(),
        **read_rates.measure(),
        **scan_pages.measure(),
    },
    "sync": sync.measure,
}
OUT = Path("build/bench")


def main() -> int:
    """Run the bench that is named, with the options it knows, and return the exit code."""
    if len(sys.argv) < 2 or sys.argv[1] not in BENCHES:  # noqa: PLR2004 - the program and one name
        sys.stderr.write(f"usage: ./dev bench {' | '.join(BENCHES)}\n")
        return 2
    name, *options = sys.argv[1:]
    metrics = BENCHES[name](options)
    OUT.mkdir(parents=True, exist_ok=True)
    # Only a whole run may stand for the bench.
    file = OUT / (f"{name}-part.json" if options else f"{name}.json")
    file.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    Console().print(sync_table(metrics) if name == "sync" else _plain(metrics))
    return 0


def _plain(metrics: Metrics) -> Table:
    table = Table("metric", "value")
    for metric, value in metrics.items():
        table.add_row(metric, f"{value:g}")
    return table


if __name__ == "__main__":
    sys.exit(main())
