"""Codes in image files: dropped on the window, or chosen; what is read goes the way of every scan."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from casework.errors import ProductError, Trouble
from counter_app.desk.code_files import MOST_BYTES, codes_in
from counter_app.desk.scan_router import route
from counter_app.presenters.shell import ShellPresenter
from counter_app.ui.dialogs.room import within
from counter_app.ui.lane import Lane
from counter_app.ui.shell import Shell
from counter_app.ui.tongue import translate

_KINDS = "*.png *.jpg *.jpeg *.tif *.tiff"


class CodeFiles(QObject):
    """One file at a time; `scanned` carries text, the file's name, and 0."""

    scanned = Signal(str, str, int)

    def __init__(self, shell: Shell, presenter: ShellPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._presenter = shell, presenter
        self.lane = Lane("code-files", self)
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the first file that is dropped."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent) and _file(event.mimeData()):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and (path := _file(event.mimeData())):
            event.acceptProposedAction()
            self.read(path)
            return True
        return super().eventFilter(watched, event)

    def ask(self) -> None:
        """Ask which file."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self._shell, translate("Acts", "从图片读码"), home, _KINDS)
        dialog.setObjectName("code_file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(within(self._shell, dialog.width(), dialog.height()))
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, path: str) -> None:
        """Read the codes of a file, beside the screen."""
        if not self.lane.busy:
            self.lane.run(lambda: _codes(path), lambda found: self._found(Path(path).name, found))

    def _found(self, name: str, found: tuple[str, ...] | ProductError) -> None:
        if isinstance(found, ProductError):
            self._shell.say(self._presenter.words.error(found))
            return
        # A photographed paper has several; the first that is one of ours says which case it is about.
        self.scanned.emit(next((text for text in found if route(text).good), found[0]), name, 0)

    def close(self) -> None:
        """Wait for what is under way."""
        self.lane.close()


def _file(data: QMimeData) -> str:
    """Return the path of the first file that is carried, or nothing."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")


def _codes(path: str) -> tuple[str, ...] | ProductError:
    try:
        with Path(path).open("rb") as file:
            return codes_in(file.read(MOST_BYTES + 1))
    except OSError as error:
        return Trouble("barcode.file_away", why=error.strerror or str(error))
    except ProductError as refused:
        return refused
