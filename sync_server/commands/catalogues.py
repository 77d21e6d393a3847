"""Catalogues: publishing one, after looking at what it would change, and listing those there are."""

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from casework.clock import SystemClock, legal_day
from casework.data_rows import RowsBroken
from sync_server.commands.shell import AsJson, Folder, language, settings_of, spoken, store_of, tell
from sync_server.main import build_doors


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One version that is kept here: when it was published (0: it came with a release), and whether it is in force."""

    version: str
    effective_from: date
    sha256: str
    size: int
    published_ms: int
    in_force: bool


def import_catalogue(
    folder: Folder,
    source: Annotated[Path, typer.Argument(help="A folder with the catalogue's files, or a zip of them.")],
    effective_from: Annotated[
        str, typer.Option(help="The first day on which it is used, YYYY-MM-DD, instead of the catalogue's own.")
    ] = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check it and say what would change.")] = False,
    as_json: AsJson = False,
) -> None:
    """Publish a version of the catalogue: checked, signed, fetched by every window and department."""
    with spoken(), store_of(settings_of(folder)) as store:
        publisher = build_doors(settings_of(folder), store, SystemClock()).publisher
        try:
            catalogue = publisher.read(source, _day(effective_from))
        except RowsBroken as broken:
            for row in broken.rows:
                typer.echo(row.say(language()), err=True)
            raise
        plan = publisher.plan(catalogue)
        lines = [change.say() for change in plan.changes]
        lines.append(f"{plan.follows} → {plan.version}, {plan.effective_from}, {plan.size} B")
        if dry_run:
            tell(plan, "\n".join(lines), as_json=as_json)
            return
        published = publisher.publish(catalogue)
        lines.append(f"{published.sha256}, judged again: {published.judged_again}")
        tell({"plan": plan, "published": published}, "\n".join(lines), as_json=as_json)


def list_catalogues(folder: Folder, *, as_json: AsJson = False) -> None:
    """List every version of the catalogue that is kept here, oldest first."""
    with spoken(), store_of(settings_of(folder)) as store:
        clock = SystemClock()
        catalogues = build_doors(settings_of(folder), store, clock).catalogues
        current = catalogues.in_force(legal_day(clock.now())).version
        found = [
            Line(
                version=one.version,
                effective_from=one.effective_from,
                sha256=one.sha256,
                size=one.size,
                published_ms=one.published_ms,
                in_force=one.version == current,
            )
            for one in catalogues.kept()
        ]
        lines = [f"{'*' if one.in_force else ' '} {one.version}  {one.effective_from}  {one.sha256}" for one in found]
        tell(found, "\n".join(lines), as_json=as_json)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text}: YYYY-MM-DD is expected") from error
