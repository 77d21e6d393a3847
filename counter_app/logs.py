"""Logs: one JSON object a line, with fixed event names; never a name, an identity number or an address.

structlog takes a tenth of the window's start and 20 MB, and on most days nothing is logged: the first line loads it.
"""

import logging
import sys
from functools import cache
from types import ModuleType
from typing import Any, TextIO

_wanted: list[tuple[TextIO | None, int]] = []
"""Where lines go and from which level on, until structlog has been told."""


class Log:
    """The log of one module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def info(self, event: str, **fields: object) -> None:
        """Log what happened."""
        _logger(self._name).info(event, **fields)

    def warning(self, event: str, **fields: object) -> None:
        """Log what somebody should look at."""
        _logger(self._name).warning(event, **fields)

    def error(self, event: str, **fields: object) -> None:
        """Log what must not be."""
        _logger(self._name).error(event, **fields)

    def exception(self, event: str, **fields: object) -> None:
        """Log a defect, with the exception that is being handled."""
        _logger(self._name).exception(event, **fields)


def set_up(stream: TextIO | None = None, level: int = logging.WARNING) -> None:
    """Send what is logged to `stream` (the standard error) from `level` on."""
    if "structlog" in sys.modules:
        _configure(stream, level)
    else:
        _wanted[:] = [(stream, level)]


@cache
def _structlog() -> ModuleType:
    import structlog  # noqa: PLC0415 - see the module's first lines

    return structlog


def _logger(name: str) -> Any:
    structlog = _structlog()
    if _wanted:
        _configure(*_wanted.pop())
    return structlog.get_logger(name)


def _configure(stream: TextIO | None, level: int) -> None:
    structlog = _structlog()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _writer(stream),
        cache_logger_on_first_use=False,
    )


def _writer(stream: TextIO | None) -> Any:
    """Return what writes a line. Asked at every line: whoever redirects the standard error later gets what follows."""
    target = stream or sys.stderr
    structlog = _structlog()
    # A windowed program on Windows has no standard error at all.
    return structlog.ReturnLogger() if target is None else structlog.WriteLogger(target)
