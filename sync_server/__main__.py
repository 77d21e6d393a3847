"""The command `sync-server`: sets a server up, runs it, looks after it.

Exit codes: 0 done, 2 wrong usage, 3 a rule forbids it, 4 trouble, 5 `verify` found differences.
"""

import typer

from sync_server.commands import catalogues, holds, look, move, recovery, run, seals, setup, stock

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

app.command()(setup.init)
app.command()(run.serve)
app.command()(run.migrate)
app.command("enrol-code")(setup.enrol_code)
app.command("add-user")(setup.add_user)
app.command()(setup.revoke)
app.command()(look.check)
app.command()(look.verify)
app.command("window-keys")(look.window_keys)
app.command("import-catalogue")(catalogues.import_catalogue)
app.command("catalogues")(catalogues.list_catalogues)
app.command()(holds.holds)
app.command()(holds.release)
app.command()(holds.supervise)
app.command()(recovery.backup)
app.command("verify-backup")(recovery.verify_backup)
app.command()(recovery.restore)
app.command()(move.move)
app.command()(stock.stock)
app.add_typer(seals.app, name="seals")


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
