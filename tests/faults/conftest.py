"""One running server for each test that asks for it, over real files."""

import pytest
from support.serving import enrolled_window, logged_in, serving


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path / "server") as running:
        yield running


@pytest.fixture
def window(server):
    return enrolled_window(server)


@pytest.fixture
def education(server):
    return logged_in(server)
