"""Pictures of every page at work, in both languages and in light and dark: a window of the day, opened once more.

The window is a copy that was made in the middle of the day, when there is something on every page. It has no server, so
that its banner says what an offline window says.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks.demo.window_day import settings_of
from casework.case_state import Stage
from casework.identity import resident_id_with_check_digit, uscc_with_check_digit
from counter_app import logs
from counter_app.changes import Changes
from counter_app.main import Workplace, open_desk

if TYPE_CHECKING:
    from counter_app.ui.theme.tokens import ThemeName

NOBODY = "http://127.0.0.1:9"
"""An address where nobody answers: the port of `discard`."""

_SETTLING = 6
"""How often the screen is let finish what is on its way to it."""


def keep_midday(window: Path, out: Path) -> None:
    """Copy a window's folder as it stands, for the pictures; nothing may be writing to it."""
    shutil.copytree(window, out / "midday", dirs_exist_ok=True)


def take(out: Path) -> int:
    """Take the pictures into `out/screenshots` and return how many there are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    logs.set_up()
    with tempfile.TemporaryDirectory() as folder:
        # The pictures lock the desk and leave drafts; the window that was kept stays as it was.
        shutil.copytree(out / "midday", folder, dirs_exist_ok=True)
        workplace = open_desk(settings_of(Path(folder), NOBODY))
        try:
            return _Camera(workplace, out / "screenshots").all()
        finally:
            workplace.close()


def _quiet(_kind: object, _context: object, text: str) -> None:
    """Pass on what Qt says, but for what the platform without a screen cannot do."""
    if "This plugin does not support" not in text:
        sys.stderr.write(f"{text}\n")


class _Camera:
    def __init__(self, workplace: Workplace, folder: Path) -> None:
        # Qt is imported only when pictures are taken: the rest of the demonstration needs no screen.
        from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415

        from counter_app.ui.start import dressed, make_window  # noqa: PLC0415
        from counter_app.ui.theme.tokens import ThemeName  # noqa: PLC0415

        self._app, _theme = dressed()
        qInstallMessageHandler(_quiet)

        self._workplace = workplace
        self._folder = folder
        self._window = make_window(workplace)
        self._themes = ThemeName
        self._taken = 0

    def all(self) -> int:
        """Take every page in both languages, light and dark."""
        self._window.start()
        for language in ("zh", "en"):
            for theme in (self._themes.LIGHT, self._themes.DARK):
                self._dress(theme)
                self._pages(f"{language}-{theme.value}")
            self._window.do("language")
        self._window.do("lock")
        self._dress(self._themes.LIGHT)
        self._snap("sign-in-zh-light")
        self._window.do("language")
        self._snap("sign-in-en-light")
        self._window.close()
        return self._taken

    def _pages(self, suffix: str) -> None:
        self._new(suffix)
        self._window.do("work_list")
        self._snap(f"list-{suffix}")
        for name, stages in (
            ("case", (Stage.DECIDED, Stage.RESULT_AT_WINDOW)),
            ("case-waiting", (Stage.SUPPLEMENT, Stage.IN_REVIEW, Stage.ACCEPTED)),
        ):
            if case_id := self._case_at(stages):
                self._window.open_case(case_id)
                self._snap(f"{name}-{suffix}")
        self._window.do("outbox")
        self._snap(f"outbox-{suffix}")

    def _new(self, suffix: str) -> None:
        window, presenter = self._window, self._window.new
        window.do("new")
        self._snap(f"new-empty-{suffix}")
        presenter.choose("EDU-001")
        fields = {
            "code": uscc_with_check_digit("91510603MAD4T7KL2"),
            "name": "德阳童乐学前教育有限公司",
            "legal_rep": "赵启明",
            "phone": "138 0902 6617",
            "agent_id": resident_id_with_check_digit("51060319881102042"),
            "agent": "王雪梅",
        }
        for key, value in fields.items():
            presenter.edit(key, value)
        for question in presenter.view().questions:
            presenter.answer(question.key, 0)
        rows = presenter.view().rows
        for row in rows[:3]:
            presenter.take_as_required(row.code)
        window.do("accept")
        self._snap(f"new-refused-{suffix}")
        presenter.close_summary()
        for row in rows[3:]:
            presenter.take_as_required(row.code)
        window.refresh(Changes())
        self._snap(f"new-ready-{suffix}")
        window.do("accept")
        self._snap(f"new-accepted-{suffix}")

    def _case_at(self, stages: tuple[Stage, ...]) -> str:
        store = self._workplace.store
        for stage in stages:
            for case_id in store.journal.case_ids():
                found = store.cases.get(case_id)
                if found is not None and found.case.stage is stage:
                    return case_id
        return ""

    def _dress(self, theme: "ThemeName") -> None:
        self._window.theme.switch(self._app, theme)

    def _snap(self, name: str) -> None:
        for _ in range(_SETTLING):
            self._app.processEvents()
        self._window.shell.grab().save(str(self._folder / f"{name}.png"))
        self._taken += 1


if __name__ == "__main__":
    Console(stderr=True).print(f"{take(Path('build/demo'))} pictures in build/demo/screenshots")
