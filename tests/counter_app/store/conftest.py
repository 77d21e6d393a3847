import pytest
from support.desks import MovedClock, a_desk


@pytest.fixture
def clock():
    return MovedClock()


@pytest.fixture
def place(tmp_path, clock):
    """An enrolled desk with a clerk at it."""
    workplace = a_desk(tmp_path, clock)
    yield workplace
    workplace.close()
