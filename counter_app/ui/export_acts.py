"""Alt+X: the folder is asked for, the table is written beside the screen, and what came of it is told."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.errors import ProductError
from counter_app.desk.export import Stopped, write
from counter_app.presenters.exporting import Outgoing
from counter_app.presenters.wording import Words
from counter_app.ui.dialogs.room import within
from counter_app.ui.lane import Lane
from counter_app.ui.shell import Shell
from counter_app.ui.tongue import translate


class ExportActs(QObject):
    """One export at a time; `outgoing` gives what is shown now, `words` the language in force."""

    _told = Signal(int, int)

    def __init__(self, shell: Shell, outgoing: Callable[[], Outgoing], words: Callable[[], Words]) -> None:
        super().__init__()
        self._shell = shell
        self._outgoing = outgoing
        self._words = words
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = documents if Path(documents).is_dir() else str(Path.home())
        self._ending = Event()
        self._lane = Lane("export", self)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Ask where to; one that is under way is let go on first."""
        if self._lane.busy:
            self._shell.say(self._words()("export.busy"))
            return
        outgoing = self._outgoing()
        dialog = folder_question(self._shell, self._folder)
        dialog.fileSelected.connect(lambda folder: self._begin(Path(folder), outgoing))
        dialog.open()

    def _begin(self, folder: Path, outgoing: Outgoing) -> None:
        self._folder = str(folder)
        self._shell.say(self._words()("export.begun"))
        self._lane.run(lambda: self._write(folder, outgoing), self._done)

    def _write(self, folder: Path, outgoing: Outgoing) -> tuple[Path, int] | ProductError | None:
        try:
            total, rows = outgoing.rows()
            return write(folder, outgoing.stem, outgoing.headings, rows, lambda done: self._go_on(done, total)), total
        except ProductError as refused:
            return refused
        except Stopped:
            return None

    def _go_on(self, done: int, total: int) -> bool:
        self._told.emit(done, total)
        return not self._ending.is_set()

    def _tell(self, done: int, total: int) -> None:
        if self._lane.busy:
            self._shell.say(self._words()("export.progress", done=done, total=total))

    def _done(self, result: tuple[Path, int] | ProductError | None) -> None:
        if isinstance(result, ProductError):
            self._shell.say(self._words().error(result))
        elif result is not None:
            path, count = result
            self._shell.say(self._words()("export.done", count=count, path=str(path)))

    def close(self) -> None:
        """End what is under way; a table that is not whole is not left behind."""
        self._ending.set()
        self._lane.close()


def folder_question(shell: Shell, folder: str) -> QFileDialog:
    """Return the question into which folder, not yet opened."""
    dialog = QFileDialog(shell, translate("Export", "导出到哪个文件夹"), folder)
    dialog.setObjectName("export_folder")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(within(shell, dialog.width(), dialog.height()))
    for label, text in _labels().items():
        dialog.setLabelText(label, text)
    for part in dialog.findChildren(QWidget):
        # Where the dialog is Qt's own, some of it has a picture and no name.
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus and not part.accessibleName():
            part.setAccessibleName(part.toolTip() or dialog.windowTitle())
    return dialog


def _labels() -> dict[QFileDialog.DialogLabel, str]:
    """Return what Qt's own dialog says where the system has none."""
    return {
        QFileDialog.DialogLabel.LookIn: translate("Export", "在这里找"),
        QFileDialog.DialogLabel.FileName: translate("Export", "文件夹"),
        QFileDialog.DialogLabel.FileType: translate("Export", "种类"),
        QFileDialog.DialogLabel.Accept: translate("Export", "导出到这里"),
        QFileDialog.DialogLabel.Reject: translate("Export", "不导了"),
    }
