"""The seals kept at this window: who keeps them, whether they are in use; digits do what custody knows."""

from PySide6.QtWidgets import QWidget

from counter_app.presenters.kept_seals import SealRow, SealsView
from counter_app.ui.dialogs.row_list import RowList, Rows
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_USES = 6


class SealList(RowList):
    """The list; `current` says which seal a digit is about."""

    def __init__(self, theme: Theme, parent: QWidget, view: SealsView) -> None:
        self._seals = view.rows
        rows = Rows(
            heads=(
                translate("Seals", "印章"),
                translate("Seals", "登记编码"),
                translate("Seals", "状态"),
                translate("Seals", "保管人"),
                translate("Seals", "密钥"),
                translate("Seals", "证书到"),
                translate("Seals", "用印次数"),
            ),
            cells=tuple(
                (seal.name, seal.code, seal.state, seal.custodian, seal.key, seal.until, str(seal.uses))
                for seal in view.rows
            ),
            centred=frozenset({_USES}),
        )
        acts = (
            ("hand", translate("Seals", "交接")),
            ("suspend", translate("Seals", "停用")),
            ("resume", translate("Seals", "恢复使用")),
            ("lost", translate("Seals", "遗失")),
            ("misused", translate("Seals", "被冒用")),
        )
        super().__init__(theme, parent, translate("Seals", "本窗的印章"), rows, view.note, acts)
        self.setObjectName("seal_list")

    @property
    def current(self) -> SealRow | None:
        """The seal under the cursor."""
        return self._seals[self.line] if 0 <= self.line < len(self._seals) else None
