"""What the figures mean: ratios made of raw ones, the targets they are held against, and the table that shows both."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.table import Table

ENGINES = ("sqlite", "postgres")
PEERS = ("pouchdb", "anki")


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be: at least, or at most, `value`."""

    value: float
    at_least: bool

    def met_by(self, figure: float) -> bool:
        """Say whether a figure is good enough."""
        return figure >= self.value if self.at_least else figure <= self.value

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.value:g}"


def _least(value: float) -> Target:
    return Target(value, at_least=True)


def _most(value: float) -> Target:
    return Target(value, at_least=False)


RATIOS: Mapping[str, tuple[str, str]] = {
    **{
        f"{engine}_{way}_vs_{peer}": (f"{engine}_{way}_per_s", f"{peer}_{way}_per_s")
        for engine in ENGINES
        for way in ("push", "pull")
        for peer in (*PEERS, "floor")
    },
    "server_cpu_vs_pouchdb": ("server_cpu_s_per_10k", "pouchdb_cpu_s_per_10k"),
    "bytes_up_vs_pouchdb": ("bytes_up_mb", "pouchdb_bytes_up_mb"),
    "idle_poll_vs_bare": ("idle_poll_cpu_us", "bare_poll_cpu_us"),
    "page500_vs_splice": ("page500_ms", "splice500_ms"),
    "page500_growth": ("page500_long_ms", "page500_ms"),
    "blob_vs_pouchdb": ("blob_mb_per_s", "pouchdb_blob_mb_per_s"),
    "commit_vs_bare": ("commit_p50_ms", "bare_commit_p50_ms"),
}
"""Each ratio by the two figures it is made of; without both there is none."""

TARGETS: Mapping[str, Target] = {
    "sqlite_push_vs_pouchdb": _least(4),
    "sqlite_pull_vs_pouchdb": _least(5),
    "postgres_push_vs_pouchdb": _least(3),
    "postgres_pull_vs_pouchdb": _least(4),
    "sqlite_push_vs_anki": _least(1),
    "sqlite_pull_vs_anki": _least(1),
    "postgres_push_vs_anki": _least(1),
    "postgres_pull_vs_anki": _least(1),
    "server_cpu_vs_pouchdb": _most(0.25),
    "idle_poll_vs_bare": _most(1.5),
    "page500_growth": _most(1.2),
    "waiting_clients": _least(5_000),
    "waiting_told_s": _most(1),
    "blob_vs_pouchdb": _least(3),
    "commit_p99_ms": _most(20),
}
"""What is aimed at."""


def with_ratios(raw: Mapping[str, float]) -> dict[str, float]:
    """Return the figures with every ratio that they make, each to four digits."""
    made = dict(raw)
    for name, (over, under) in RATIOS.items():
        if over in raw and raw.get(under):
            made[name] = raw[over] / raw[under]
    return {name: float(f"{figure:.4g}") for name, figure in made.items()}


def verdict(name: str, figure: float) -> str:
    """Return `ok` or `short` where a figure has a target, else nothing."""
    target = TARGETS.get(name)
    if target is None:
        return ""
    return "ok" if target.met_by(figure) else "short"


def table(metrics: Mapping[str, float]) -> Table:
    """Return the figures beside their targets."""
    shown = Table("metric", "value", "target", "")
    for name, figure in metrics.items():
        said = verdict(name, figure)
        style = {"short": "red", "ok": "green"}.get(said)
        shown.add_row(name, f"{figure:g}", str(TARGETS.get(name, "")), said, style=style)
    return shown
