"""The boxes of blanks: which numbers, where, how many are left and used; digits do what can be done with them."""

from PySide6.QtWidgets import QWidget

from counter_app.presenters.stock import BoxRow, StockView
from counter_app.ui.dialogs.row_list import RowList, Rows
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import mark, translate

_FIGURES = (
    *(mark("Stock", "入库数"), mark("Stock", "在库"), mark("Stock", "待打")),
    *(mark("Stock", "已用"), mark("Stock", "作废数"), mark("Stock", "遗失数")),
)
_FIRST_FIGURE = 3


class BoxList(RowList):
    """The list; `current` says which box a digit is about."""

    def __init__(self, theme: Theme, parent: QWidget, view: StockView) -> None:
        self._boxes = view.rows
        heads = [translate("Stock", "种类"), translate("Stock", "号码"), translate("Stock", "窗口")]
        heads += [translate("Stock", figure) for figure in _FIGURES]
        rows = Rows(
            heads=(*heads, translate("Stock", "下一张")),
            cells=tuple(
                (box.kind, box.numbers, box.window, *map(str, box.figures), box.next_number) for box in view.rows
            ),
            centred=frozenset(range(_FIRST_FIGURE, _FIRST_FIGURE + len(_FIGURES))),
        )
        acts = (
            ("receive", translate("Stock", "入库")),
            ("void", translate("Stock", "作废")),
            ("lose", translate("Stock", "遗失")),
            ("hand", translate("Stock", "交接")),
            ("free", translate("Stock", "退回库存")),
        )
        super().__init__(theme, parent, translate("Stock", "空白证"), rows, view.note, acts)
        self.setObjectName("box_list")

    @property
    def current(self) -> BoxRow | None:
        """The box under the cursor."""
        return self._boxes[self.line] if 0 <= self.line < len(self._boxes) else None
