"""Throwaway PostgreSQL for tests: real clusters in folders of their own, never the machine's.

In a test, ask for a fixture (they are known everywhere under `tests/`, and mark nothing by themselves):

- `postgres_url`: the address of a database of the test's own, with the product's tables, gone afterwards. It is cloned
  from a template in some 30 ms. Give it to `serving(folder, database_url=postgres_url)` or to `open_store`.
- `postgres`: the `Cluster` itself, for tests that need several databases (`postgres.database()`), or statements of
  their own beside the product (`postgres.connect(name)`). One for each run, or for each worker of xdist.

Elsewhere (a benchmark, or a test in which PostgreSQL has to die, to be durable or to be copied):

    with throwaway(durable=True) as cluster:
        url = cluster.database()

Ordinary clusters do not sync their disk, which makes them fast; `durable=True` is PostgreSQL as it comes. Binaries are
looked for in PG_BINDIR, then where Debian puts them. Without any, these tests are skipped; with REQUIRE_PG=1 they fail.
Mark what needs PostgreSQL `@pytest.mark.postgres`, so that `-m "not postgres"` leaves it out.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

_DEBIAN = Path("/usr/lib/postgresql")
_START_S = 30
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_ALWAYS = {
    "listen_addresses": "''",
    "max_connections": "120",
    "shared_buffers": "32MB",
    "log_min_messages": "log",
    "max_wal_senders": "4",
    "wal_keep_size": "64MB",
    "timezone": "UTC",
}
_TEMPLATE = "with_tables"


class PostgresMissing(Exception):  # noqa: N818 - what is said is what is missing
    """No binaries of PostgreSQL were found."""


def binaries() -> Path:
    """The folder with `postgres` and `initdb`; the newest one of several."""
    named = os.environ.get("PG_BINDIR")
    folders = [Path(named)] if named else sorted(_DEBIAN.glob("*/bin"), key=lambda one: -int(one.parent.name))
    for folder in folders:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise PostgresMissing(f"no PostgreSQL in {named or _DEBIAN}")


def _owner() -> dict[str, object]:
    """As whom PostgreSQL is run: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise PostgresMissing("no user to run it as")


def _run(name: str, *words: str) -> None:
    done = subprocess.run(
        [binaries() / name, *words],
        cwd="/",
        env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **_owner(),
    )
    assert done.returncode == 0, done.stderr


@dataclass
class Cluster:
    """One PostgreSQL, reached through a socket in its own folder; `settings` are lines of its configuration."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    # --- its life -------------------------------------------------------------------------------------------------

    def make(self) -> "Cluster":
        """Make the files of a new, empty cluster."""
        _run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        return self

    def copy_of(self, primary: "Cluster", name: str = "replica") -> "Cluster":
        """Make the files of a hot standby that follows `primary` under this name."""
        _run(
            "pg_basebackup", "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync",
            "-d", f"host={primary.folder} user=postgres application_name={name}",
        )  # fmt: skip
        return self

    def start(self) -> "Cluster":
        """Start it and wait until it answers."""
        options = [f"-c{key}={value.strip(chr(39))}" for key, value in {**_ALWAYS, **self.settings}.items()]
        # Should the tests be killed, it ends with them.
        tied = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*tied, binaries() / "postgres", "-D", self.data, "-k", self.folder, *options],
                cwd="/",
                env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                stdout=log,
                stderr=log,
                **_owner(),
            )
        self._await()
        return self

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT in good order, SIGQUIT at once as in a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_START_S)
            self.process = None

    def promote(self) -> None:
        """Make a standby take writes; returns once it does."""
        with self.connect() as connection:
            connection.execute("SELECT pg_promote(true, 30)")

    def _await(self) -> None:
        import psycopg  # noqa: PLC0415 - only runs that use PostgreSQL load it

        began = time.monotonic()
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                log = (self.folder / "log").read_text(errors="replace")[-2000:]
                assert self.process.poll() is None, log
                assert time.monotonic() - began < _START_S, log
                time.sleep(0.02)
            else:
                return

    # --- its databases --------------------------------------------------------------------------------------------

    def address(self, name: str) -> str:
        """The address of a database as the setting `database_url` takes it."""
        return f"postgresql+psycopg://postgres@/{name}?host={quote(str(self.folder), safe='/')}"

    def connect(self, name: str = "postgres", **options):
        """A plain connection that commits by itself, for whoever looks at or disturbs a database from beside."""
        import psycopg  # noqa: PLC0415 - see above

        return psycopg.connect(f"host={self.folder} user=postgres dbname={name}", autocommit=True, **options)

    def database(self, *, tables: bool = True) -> str:
        """Make a database and return its address: with the product's tables, or bare."""
        name = f"t_{secrets.token_hex(6)}"
        with self.connect() as connection:
            if tables and not self._has_template(connection):
                self._make_template(connection)
            connection.execute(
                f'CREATE DATABASE "{name}"' + (f" TEMPLATE {_TEMPLATE} STRATEGY FILE_COPY" if tables else "")
            )
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name_in(address)}" WITH (FORCE)')

    def _has_template(self, connection) -> bool:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone())

    def _make_template(self, connection) -> None:
        from sync_server.store.engine import open_store  # noqa: PLC0415 - see above
        from sync_server.store.migrate import upgrade  # noqa: PLC0415

        connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        store = open_store(self.address(_TEMPLATE))
        try:
            upgrade(store)
        finally:
            store.close()


def name_in(address: str) -> str:
    """The name of the database at an address of `Cluster.address`."""
    return address.rpartition("?")[0].rpartition("/")[2]


@contextmanager
def own_folder():
    """A folder that PostgreSQL can own; pytest's own ones are closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = _owner()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throwaway(*, durable: bool = False, **settings: str):
    """A running cluster, gone at the end."""
    with own_folder() as folder:
        cluster = Cluster(folder, {**({} if durable else _FAST), **settings}).make().start()
        try:
            yield cluster
        finally:
            cluster.stop(signal.SIGQUIT)


@contextmanager
def standby(primary: Cluster, **settings: str):
    """A running hot standby of `primary`, gone at the end."""
    with own_folder() as folder:
        cluster = Cluster(folder, {**primary.settings, **settings}).copy_of(primary).start()
        try:
            yield cluster
        finally:
            cluster.stop(signal.SIGQUIT)


def _must_be_here() -> None:
    try:
        binaries()
        _owner()
    except PostgresMissing as missing:
        if os.environ.get("REQUIRE_PG"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres():
    _must_be_here()
    with throwaway() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres):
    address = postgres.database()
    yield address
    postgres.drop(address)


@pytest.fixture(scope="session")
def postgres_binaries():
    """For tests that make clusters of their own: skips, or fails, where there are no binaries."""
    _must_be_here()
