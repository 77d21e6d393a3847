"""Draws every page and state: `python -m counter_app.ui.gallery [FOLDER [PART OF A NAME]]`, into build/shots.

Both languages, three themes, at 100 and 200 % of 1366 x 768; at 100 % also what only a size brings (1366 x 696, 1100
wide) and the states a page may be in.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from counter_app.ui.gallery.gallery import TONGUES, Gallery, every_act
from counter_app.ui.gallery.new_world import Pick
from counter_app.ui.gallery.states import STATES
from counter_app.ui.language import LanguageSwitch
from counter_app.ui.theme.fonts import register
from counter_app.ui.theme.theme import Theme
from counter_app.ui.theme.tokens import ThemeName, load
from resources import path, read
from resources.translations.compile import compiled

SCALES = (100, 200)
_WIDTH, _HEIGHT, _LOW = 1366, 768, 696
_FOLDED = 1100
_SCALE = "GALLERY_SCALE"
_SHADE = 70


class Camera:
    """Grabs the window in one language and theme."""

    def __init__(self, app: QApplication, gallery: Gallery, folder: Path) -> None:
        self._app, self._gallery, self._folder = app, gallery, folder
        self.suffix = ""

    def settle(self) -> None:
        """Let everything that was asked for be laid out."""
        for _ in range(4):
            self._app.processEvents()

    def take(self, name: str) -> None:
        """Draw the window as it stands into a file, and whatever lies over it."""
        self.settle()
        picture = (self._gallery.display or self._gallery.shell).grab()
        for dialog in self._gallery.shell.findChildren(QDialog):
            if dialog.isVisible():
                self._lay(dialog, picture)
        picture.save(str(self._folder / f"{name}{self.suffix}.png"))

    def _lay(self, dialog: QDialog, picture: QPixmap) -> None:
        """Lay a question over the window it was asked in, as the window system would."""
        window = self._gallery.shell.rect()
        corner = window.center() - dialog.rect().center()
        painter = QPainter(picture)
        painter.fillRect(window, QColor(0, 0, 0, _SHADE))
        painter.drawPixmap(corner, dialog.grab())
        painter.setPen(self._gallery.theme.color("line2"))
        painter.drawRect(dialog.rect().translated(corner).adjusted(-1, -1, 0, 0))


def _draw(camera: Camera, gallery: Gallery, t: Pick, part: str, scale: int) -> None:
    """Draw the states with this part in their name."""
    shell = gallery.shell
    wanted = [state for state in STATES if part in state.name]
    shell.resize(_WIDTH * 100 // scale, _HEIGHT * 100 // scale)
    for state in wanted:
        gallery.fill(t)
        state.prepare(gallery, t)
        camera.take(state.name)
        state.leave(gallery, t)
    if scale == SCALES[0]:
        for width, height, name in ((_FOLDED, _HEIGHT, "folded"), (_WIDTH, _LOW, "low")):
            shell.resize(width, height)
            camera.settle()
            for state in wanted:
                if state.every_size:
                    gallery.fill(t)
                    state.prepare(gallery, t)
                    camera.take(f"{state.name}-{name}")
                    state.leave(gallery, t)


def draw(folder: Path, part: str, scale: int) -> None:
    """Draw everything at one scale; Qt was told of it before it started."""
    app = QApplication([])
    register(path)
    theme = Theme(load(read("look/desk-tokens.json")))
    theme.apply(app)
    language = LanguageSwitch(app, compiled())
    gallery = Gallery(theme, every_act())
    gallery.shell.show()
    gallery.shell.activateWindow()
    camera = Camera(app, gallery, folder)
    for tongue, t in TONGUES.items():
        language.switch(tongue)
        for name in ThemeName:
            theme.switch(app, name)
            camera.suffix = f"-{tongue.value}-{name.value}-{scale}"
            _draw(camera, gallery, t, part, scale)


def _asked() -> tuple[Path, str]:
    """Return the folder and the part of a name that the command line gives."""
    asked = argparse.ArgumentParser(prog="counter_app.ui.gallery", description="Draws every page and state.")
    asked.add_argument("folder", nargs="?", type=Path, default=Path("build/shots"), help="where the pictures go")
    asked.add_argument("part", nargs="?", default="", help="draw only states with this in their name")
    given = asked.parse_args()
    return given.folder, given.part


def main() -> int:
    """Draw everything, each scale in a process of its own: Qt takes it once."""
    folder, part = _asked()
    folder.mkdir(parents=True, exist_ok=True)
    scale = os.environ.get(_SCALE)
    if scale:
        draw(folder, part, int(scale))
        return 0
    command = [sys.executable, "-m", "counter_app.ui.gallery", str(folder), part]
    for each in SCALES:
        around = os.environ | {_SCALE: str(each), "QT_SCALE_FACTOR": str(each / 100)}
        around.setdefault("QT_QPA_PLATFORM", "offscreen")
        subprocess.run(command, env=around, check=True)  # noqa: S603 - ourselves
    return 0


if __name__ == "__main__":
    sys.exit(main())
