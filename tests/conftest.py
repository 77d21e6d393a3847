"""What every test may rely on: no display is needed, and nothing outside the test's own folder is touched."""

import os

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
