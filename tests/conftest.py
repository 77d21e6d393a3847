"""What every test may rely on: no display is needed, and no test leaves its logging behind for the next."""

import os

import pytest
import structlog

pytest_plugins = ["support.postgres"]

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_logging():
    """A command that a test runs in its own process logs to that test's captured stream, which then is closed."""
    yield
    structlog.reset_defaults()
