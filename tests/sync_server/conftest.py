"""One running server for each test, over real files."""

import pytest
from support.serving import SteppingClock, enrolled_window, logged_in, serving


@pytest.fixture
def clock():
    return SteppingClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def window(server):
    return enrolled_window(server)


@pytest.fixture
def education(server):
    return logged_in(server)
