"""One running server for each test, over real files and, in turn, over both kinds of database."""

import pytest
from support.serving import SteppingClock, enrolled_window, logged_in, serving


@pytest.fixture
def clock():
    return SteppingClock()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request):
    """The setting: empty for SQLite in the server's folder, or a PostgreSQL of the test's own."""
    return "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def server(tmp_path, clock, database_url):
    with serving(tmp_path / "server", clock, database_url=database_url) as running:
        yield running


@pytest.fixture
def window(server):
    return enrolled_window(server)


@pytest.fixture
def education(server):
    return logged_in(server)
