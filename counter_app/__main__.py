"""`counter-app`: the desk with its window. Exit codes: 0 closed, 4 trouble at the start (the reason is shown)."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from casework.errors import ProductError
from casework.sentences import say
from counter_app.settings import Settings, load_settings

if TYPE_CHECKING:
    from printing.drivers.driver import Driver

TROUBLE = 4


def main() -> int:
    """Open the desk and its window, and return the exit code."""
    if sys.argv[1:] == ["--draw-paper"]:
        # The desk starts itself so, to look into a file that it does not trust.
        from counter_app.desk.paper_picture import serve_one  # noqa: PLC0415

        return serve_one()
    if sys.argv[1:2] == ["--draw-orders"]:
        # And so, to draw its papers.
        from counter_app.desk.drawing_process import serve  # noqa: PLC0415
        from counter_app.desk.papers import open_studio  # noqa: PLC0415
        from counter_app.desk.presses import read  # noqa: PLC0415

        return serve(lambda: open_studio("zh+en" if sys.argv[2] == "zh+en" else "zh", read(sys.argv[3])))
    if sys.argv[1:] == ["--join-papers"]:
        from counter_app.desk.paper_join import serve_one as join_papers  # noqa: PLC0415

        return join_papers()
    if sys.argv[1:] == ["--read-codes"]:
        from counter_app.desk.code_files import serve_one as read_codes  # noqa: PLC0415

        return read_codes()
    try:
        settings = load_settings()
    except ProductError as error:
        return _stop(error)
    return _run(settings)


def _system_printer(name: str) -> "Driver":
    # What prints with Qt is loaded only where such a printer is set.
    from counter_app.ui.system_printer import SystemPrinterDriver  # noqa: PLC0415

    return SystemPrinterDriver(name)


def _run(settings: Settings) -> int:
    # Nothing that the start builds is garbage; once the window is there, its own thread collects (ui.garbage).
    gc.disable()
    # Qt and the store are imported only now: a wrong setting is told in a tenth of the time.
    from counter_app import logs  # noqa: PLC0415
    from counter_app.desk.drawing_process import DrawingProcess  # noqa: PLC0415
    from counter_app.printers import presses_of  # noqa: PLC0415
    from counter_app.training import open_for  # noqa: PLC0415
    from counter_app.ui.start import run_window  # noqa: PLC0415

    logs.set_up()
    with DrawingProcess(settings.paper_language, presses_of(settings)) as drawing:
        try:
            workplace = open_for(settings, lambda: drawing, _system_printer)
        except ProductError as error:
            return _stop(error)
        try:
            workplace.desk.place()
            return run_window(workplace, settled=drawing.prepare)
        except ProductError as error:
            return _stop(error)
        finally:
            workplace.close()


def _stop(error: ProductError) -> int:
    """Say why the desk does not open, in a window where there is one, and in any case on the standard error."""
    text = f"{say(error, 'zh')}\n{say(error, 'en')}\n[{error.code}]"
    if sys.stderr is not None:
        # A windowed program on Windows has none.
        sys.stderr.write(text + "\n")
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen" and (os.environ.get("DISPLAY") or sys.platform == "win32"):
        from counter_app.ui.start import tell_trouble  # noqa: PLC0415

        tell_trouble(text)
    return TROUBLE


if __name__ == "__main__":
    sys.exit(main())
