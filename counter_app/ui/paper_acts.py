"""The papers of a case as pictures: thumbnails in the table, and one large when it is opened."""

from counter_app.desk.paper_picture import Drawer, Picture
from counter_app.main import Workplace
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.case_views import ScanView
from counter_app.ui.dialogs.paper_viewer import PaperViewer
from counter_app.ui.pages.case_page import CasePage
from counter_app.ui.paper_pictures import PaperPictures
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate


class PaperActs:
    """Draws what the store keeps, beside the screen's thread."""

    def __init__(
        self, shell: Shell, theme: Theme, page: CasePage, presenter: CasePresenter, workplace: Workplace
    ) -> None:
        self._shell, self._theme, self._presenter = shell, theme, presenter
        self._files = workplace.store.blobs.files
        self._drawer = Drawer()
        self.pictures = PaperPictures(self._draw, shell)
        page.papers.take_pictures(self.pictures)
        page.answer.take_pictures(self.pictures)
        page.paper_opened.connect(self._open)
        page.answer_opened.connect(self._open_answer)

    def _draw(self, sha256: str, page: int, longest_px: int) -> Picture:
        return self._drawer.draw(self._files.get(sha256), page, longest_px)

    def _open(self, row: int) -> None:
        view = self._presenter.view()
        scans = view.papers[row].scans if view is not None and row < len(view.papers) else ()
        if not scans:
            self._shell.say(translate("Case", "这一项还没有扫描件"))
            return
        self._show(scans)

    def _open_answer(self) -> None:
        """Show the documents of the answer that are on this desk."""
        view = self._presenter.view()
        files = view.answer.files if view is not None and view.answer is not None else ()
        here = tuple(ScanView(file.sha256, file.name) for file in files if file.sha256)
        if here:
            self._show(here)

    def _show(self, scans: tuple[ScanView, ...]) -> None:
        PaperViewer(self._theme, self._shell, scans, self.pictures, self._presenter.words.error).open()

    def close(self) -> None:
        """End what is drawn."""
        self._drawer.close()
        self.pictures.close()
