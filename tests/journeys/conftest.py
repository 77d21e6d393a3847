import pytest


def pytest_collection_modifyitems(items):
    """The offscreen platform cannot hint sizes or raise windows and says so; any other warning of Qt fails a test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", "does not support raise"))
