import pytest
from support.desks import MovedClock
from support.serving import serving
from support.windows import LossyAdapter, desk_at


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def server(tmp_path, clock):
    with serving(tmp_path / "server", clock) as running:
        yield running


@pytest.fixture
def network():
    """What the desk's requests go through; it can be cut and can lose answers."""
    return LossyAdapter()


@pytest.fixture
def place(server, tmp_path, clock, network):
    """A desk enrolled with a running server."""
    with desk_at(server, tmp_path / "desk", clock, adapter=network) as workplace:
        yield workplace
