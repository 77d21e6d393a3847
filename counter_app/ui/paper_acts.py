"""The papers of a case as pictures: thumbnails in the table, and one large when it is opened."""

from counter_app.desk.paper_picture import Drawer, Picture
from counter_app.main import Workplace
from counter_app.presenters.case_page import CasePresenter
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
        page.paper_opened.connect(self._open)

    def _draw(self, sha256: str, page: int, longest_px: int) -> Picture:
        return self._drawer.draw(self._files.get(sha256), page, longest_px)

    def _open(self, row: int) -> None:
        view = self._presenter.view()
        scans = view.papers[row].scans if view is not None and row < len(view.papers) else ()
        if not scans:
            self._shell.say(translate("Case", "这一项还没有扫描件"))
            return
        PaperViewer(self._theme, self._shell, scans, self.pictures, self._presenter.words.error).open()

    def close(self) -> None:
        """End what is drawn."""
        self._drawer.close()
        self.pictures.close()
