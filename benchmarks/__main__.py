"""`./dev bench NAME`: measures, prints a table and writes `build/bench/NAME.json`, a flat object of metrics.

Every figure is measured beside a floor in the same run, on the same machine; ratios travel, milliseconds do not.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import desk, papers

BENCHES: Mapping[str, Callable[[], dict[str, float]]] = {"desk": desk.measure, "print": papers.measure}
OUT = Path("build/bench")


def main() -> int:
    """Run the bench that is named and return the exit code."""
    if len(sys.argv) != 2 or sys.argv[1] not in BENCHES:  # noqa: PLR2004 - the program and one name
        sys.stderr.write(f"usage: ./dev bench {' | '.join(BENCHES)}\n")
        return 2
    name = sys.argv[1]
    metrics = BENCHES[name]()
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    table = Table("metric", "value")
    for metric, value in metrics.items():
        table.add_row(metric, f"{value:g}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
