"""Logs: one JSON object a line, with fixed event names; never a name, an identity number or an address."""

import logging
import sys
from typing import TextIO

import structlog


def set_up(stream: TextIO | None = None, level: int = logging.WARNING) -> None:
    """Send what is logged to `stream` (the standard error) from `level` on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _logger(stream),
        cache_logger_on_first_use=False,
    )


def _logger(stream: TextIO | None) -> structlog.WriteLogger | structlog.ReturnLogger:
    """Return what writes a line. Asked at every line: whoever redirects the standard error later gets what follows."""
    target = stream or sys.stderr
    # A windowed program on Windows has no standard error at all.
    return structlog.ReturnLogger() if target is None else structlog.WriteLogger(target)
