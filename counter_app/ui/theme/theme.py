"""The theme in force: colours, icons and the switch.

Widgets of the kit are given the theme and ask it while they paint, so that a switch needs no more than a repaint.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from counter_app.ui.theme import icons
from counter_app.ui.theme.fonts import Size, font
from counter_app.ui.theme.palette import palette
from counter_app.ui.theme.sheet import sheet
from counter_app.ui.theme.tokens import ThemeName, Tokens


class DeskStyle(QProxyStyle):
    """Fusion without its gradients where we paint, and without its dotted focus frame."""

    def drawPrimitive(  # noqa: N802 - Qt's name
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Leave the focus frame to the kit, which draws the ring itself."""
        if element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)


class Theme(QObject):
    """Colours by token, fonts by role, icons by name, of the theme in force."""

    changed = Signal()

    def __init__(self, themes: Mapping[ThemeName, Tokens], name: ThemeName = ThemeName.LIGHT) -> None:
        super().__init__()
        self._themes = themes
        self._name = name
        self._colours: dict[str, QColor] = {}
        self._styled = False

    @property
    def name(self) -> ThemeName:
        """The theme in force."""
        return self._name

    @property
    def bordered(self) -> bool:
        """Whether soft fills need a border of their own colour to be seen."""
        return self._name is ThemeName.CONTRAST

    def color(self, token: str) -> QColor:
        """Return the colour of a token; KeyError if the design has none of that name."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._themes[self._name][token])
        # A copy: who makes it paler must not change it for all.
        return QColor(found)

    def paint_icon(self, painter: QPainter, rect: QRect | QRectF, name: str, token: str) -> None:
        """Draw the Material Design icon `name` into `rect`, in the colour of `token`."""
        icons.paint(painter, QRectF(rect), name, self.color(token))

    def apply(self, app: QApplication) -> None:
        """Dress the application: style, palette, sheet, base font."""
        if not self._styled:
            # A sheet wraps the style, so what `app.style()` returns later is no longer ours.
            app.setStyle(DeskStyle("Fusion"))
            app.setFont(font(Size.BASE))
            self._styled = True
        tokens = self._themes[self._name]
        app.setPalette(palette(tokens))
        app.setStyleSheet(sheet(tokens))

    def switch(self, app: QApplication, name: ThemeName) -> None:
        """Change to another theme at once."""
        self._name = name
        self._colours.clear()
        self.apply(app)
        self.changed.emit()
