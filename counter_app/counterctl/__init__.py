"""`counterctl`: the desk without a screen; everything a clerk can do, for scripts, tests and measurements."""

from counter_app.counterctl.app import main

__all__ = ["main"]
