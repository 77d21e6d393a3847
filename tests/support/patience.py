"""How long a test waits for what other threads and processes bring about: it ends as soon as it can."""

from pytestqt.qtbot import QtBot

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits for as long as a busy machine takes, where five seconds are the rule.

    A test that says how long something may take gives its own time.
    """

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):  # noqa: N802 - Qt's manner
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **given):  # noqa: N802 - see above
        return super().waitSignal(signal, timeout=timeout, **given)
