"""The questions and lists that lie over a page, opened over the invented day."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog

from casework.clock import CHINA
from casework.errors import RuleBroken
from casework.sentences import say
from counter_app.desk.paper_picture import Picture
from counter_app.presenters.alike_view import Cell, CompareRow, Comparison
from counter_app.presenters.case_views import ScanView
from counter_app.presenters.list_views import Asked
from counter_app.presenters.new_drafts import DraftRow
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.ui.acts import UNKEYED, holding
from counter_app.ui.dialogs.act_list import ActList
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.dialogs.columns import ColumnsDialog, sortable
from counter_app.ui.dialogs.compare import CompareDialog
from counter_app.ui.dialogs.drafts import DraftList
from counter_app.ui.dialogs.paper_viewer import PaperViewer
from counter_app.ui.dialogs.shift_note import ShiftNoteDialog
from counter_app.ui.export_acts import folder_question
from counter_app.ui.gallery.gallery import Gallery
from counter_app.ui.gallery.list_world import list_view
from counter_app.ui.gallery.new_world import Pick
from counter_app.ui.gallery.settings_world import day_note, lang_of
from counter_app.ui.kit.find_list import FindList
from counter_app.ui.paper_pictures import PaperPictures, Shown
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.tongue import translate

Open = Callable[[Gallery, Pick], None]
_NUMBER = "510600-W03-260908-0005-KC"
_A4 = (1240, 1754)


def close_dialogs(gallery: Gallery, _t: Pick) -> None:
    """Close whatever lies over the page."""
    for dialog in gallery.shell.findChildren(QDialog):
        dialog.close()
        dialog.deleteLater()
    for found in gallery.shell.findChildren(FindList):
        found.hide()
        found.deleteLater()


def act_list(gallery: Gallery, _t: Pick) -> None:
    """Open the list of all acts."""
    ActList(gallery.theme, gallery.shell, (*holding(gallery.shell.scope), *UNKEYED)).open()


def columns(gallery: Gallery, _t: Pick) -> None:
    """Open the columns of the work list."""
    page = gallery.list
    dialog = ColumnsDialog(gallery.theme, gallery.shell, sortable(page.titles()))
    dialog.show_columns(page.widths(), frozenset({"clerk"}), "deadline", descending=False)
    dialog.open()


def drafts(gallery: Gallery, t: Pick) -> None:
    """Open the list of drafts."""
    day = datetime(2026, 9, 22, 10, 52, tzinfo=CHINA)
    rows = (
        DraftRow(
            "1",
            t("德阳童乐学前教育有限公司", "Deyang Tongle Preschool Education Co."),
            t("民办幼儿园设立“一件事”套餐", "Setting up a private kindergarten (one-package)"),
            day,
            t("第 4 项材料", "material 4"),
        ),
        DraftRow(
            "2",
            t("罗勇", "Luo Yong"),
            t("公民民族成份变更审批", "Change of ethnic status"),
            day.replace(hour=9, minute=5),
            t("经办人电话", "agent's phone"),
            changed=True,
        ),
    )
    DraftList(gallery.theme, gallery.shell, rows, lambda _draft: True).open()


def no_drafts(gallery: Gallery, _t: Pick) -> None:
    """Open the list of drafts with nothing in it."""
    DraftList(gallery.theme, gallery.shell, (), lambda _draft: True).open()


def _comparison(t: Pick) -> Comparison:
    words = Words(lang_of(t))

    def row(key: str, mine: str, theirs: str, cell: Cell) -> CompareRow:
        return CompareRow(key, words(f"field.{key}"), mine, theirs, cell, words(f"alike.cell.{cell}"))

    name = t("德阳童乐学前教育有限公司", "Deyang Tongle Preschool Education Co.")
    return Comparison(
        key="1",
        title=words("alike.title", number="510600-W02-260311-0004-K9", day=t("3月11日", "11 Mar")),
        why=t("编号不同，名称像", "another number, a name that is like it"),
        place="1/2",
        rows=(
            row("code", "91510600MA6X0T2K3A", words("alike.ends", last="7N4R"), Cell.DIFFERENT),
            row("name", name, t("德阳市童乐学前教育公司", "Deyang City Tongle Preschool Company"), Cell.DIFFERENT),
            row("legal_rep", t("周静", "Zhou Jing"), t("周静", "Zhou Jing"), Cell.SAME),
            row("phone", "", "139 0810 2277", Cell.FILLS),
            row("address", "", t("旌阳区天山南路二段 66 号", "66 Tianshan South Road, Jingyang"), Cell.FILLS),
        ),
        fills=2,
    )


def compare(gallery: Gallery, t: Pick) -> None:
    """Open the comparison with an earlier applicant."""
    one = _comparison(t)
    CompareDialog(gallery.theme, gallery.shell, lambda: (one, one), lambda _key: None, lambda _key: None).open()


def _through(_answers: Answers) -> Note | None:
    return None


def deliver(gallery: Gallery, t: Pick) -> None:
    """Open the question to whom a certificate is handed, after a number that is wrong."""
    fields = (
        Field("name", translate("Ask", "领取人"), t("何文彬", "He Wenbin")),
        Field("number", translate("Ask", "领取人证件"), "510602198704112839", latin=True),
        Field("authorised", translate("Ask", "有书面委托，已存档"), tick=True),
        Field("signed", translate("Ask", "已签收"), "1", tick=True),
    )
    dialog = AskDialog(gallery.theme, gallery.shell, translate("Ask", "发给来人"), _NUMBER, fields, _through)
    said = t("身份证号第 18 位不对：看原件改。", "Digit 18 of the ID number is wrong: look at the original.")
    dialog.refuse(Note(said, Tone.BAD))
    dialog.open()


def not_accepted(gallery: Gallery, t: Pick) -> None:
    """Open the question why an application is not accepted."""
    words = Words(lang_of(t))
    fields = (
        Field("grounds", translate("Ask", "理由，一行一条"), lines=True),
        Field("remedies", translate("Ask", "救济途径"), words("new.remedies"), lines=True),
        Field("body", translate("Ask", "应向哪里申请"), optional=True),
    )
    about = t("民办幼儿园设立“一件事”套餐", "Setting up a private kindergarten (one-package)")
    AskDialog(gallery.theme, gallery.shell, translate("Ask", "不予受理"), about, fields, _through).open()


def shift_note(gallery: Gallery, t: Pick) -> None:
    """Open what the clerk before left."""
    words = Words(lang_of(t))
    signature = words("day.from", name=t("何敏", "He Min"), time="09-21 17:28")
    ShiftNoteDialog(gallery.theme, gallery.shell, day_note(t), signature).open()


def export(gallery: Gallery, _t: Pick) -> None:
    """Open the question into which folder."""
    dialog = folder_question(gallery.shell, "/")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()


def _found(gallery: Gallery, t: Pick, count: int) -> None:
    line = gallery.shell.top_bar.scan
    line.edit.setFocus()
    line.edit.setText(t("康牧", "kangmu") if count else "zzxq")
    found = FindList(gallery.theme, gallery.shell)
    found.show_found(tuple(list_view(t).source.page(Asked(), 0, count)), line)
    if count:
        found.move_by(2)


def found(gallery: Gallery, t: Pick) -> None:
    """Type two characters into the scan line."""
    _found(gallery, t, 5)


def nothing_found(gallery: Gallery, t: Pick) -> None:
    """Type what leads nowhere."""
    _found(gallery, t, 0)


def clear_line(gallery: Gallery, t: Pick) -> None:
    """Empty the scan line again."""
    close_dialogs(gallery, t)
    gallery.shell.top_bar.scan.edit.clear()


class InventedPictures(PaperPictures):
    """Pictures that are there at once: a page of an application form, one that waits, one that cannot be shown."""

    def __init__(self, gallery: Gallery, t: Pick, shown: str) -> None:
        super().__init__(_never, gallery.shell)
        self._t, self._as = t, shown
        self.close()

    def picture(self, sha256: str, page: int, longest_px: int) -> Shown | None:
        """Return the page."""
        _ = sha256, page, longest_px
        if self._as == "waits":
            return None
        if self._as == "broken":
            return Shown(None, error=RuleBroken("paper.broken"))
        return Shown(_page(self._t), 3)


def _never(_sha256: str, _page: int, _longest_px: int) -> Picture:
    raise RuleBroken("paper.broken")


def _page(t: Pick) -> QImage:
    """Return a page of a form as it comes from a scanner."""
    image = QImage(*_A4, QImage.Format.Format_RGB32)
    image.fill(QColor("#fbfaf6"))
    painter = QPainter(image)
    painter.setPen(QColor("#222222"))
    face = font(Size.HUGE, strong=True)
    face.setPixelSize(46)
    painter.setFont(face)
    title = t("民办幼儿园设立申请表", "Application: private kindergarten")
    painter.drawText(QRectF(0, 110, _A4[0], 80), Qt.AlignmentFlag.AlignCenter, title)
    for row in range(16):
        painter.drawRect(QRectF(110, 260 + row * 84, _A4[0] - 220, 84))
        painter.drawLine(400, 260 + row * 84, 400, 344 + row * 84)
        painter.fillRect(QRectF(140, 290 + row * 84, 180, 18), QColor("#77736a"))
        painter.fillRect(QRectF(430, 290 + row * 84, 240 + row * 53 % 380, 18), QColor("#3a4a7a"))
    painter.end()
    return image


def _paper(shown: str) -> Open:
    def opened(gallery: Gallery, t: Pick) -> None:
        scans = tuple(ScanView(str(n) * 64, t("民办幼儿园设立申请表", "Application form") + f" {n}") for n in (1, 2))
        pictures = InventedPictures(gallery, t, shown)
        PaperViewer(gallery.theme, gallery.shell, scans, pictures, lambda error: say(error, lang_of(t))).open()

    return opened


paper, paper_waits, paper_broken = _paper("page"), _paper("waits"), _paper("broken")
