import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView

from counter_app.ui.acts import Scope
from counter_app.ui.gallery.gallery import chinese, english
from counter_app.ui.kit.answers import Answers
from counter_app.ui.kit.chip import Chip
from counter_app.ui.kit.choices import ChoiceKey
from counter_app.ui.kit.key_button import Key
from counter_app.ui.kit.keycap import Hint, KeyCap
from counter_app.ui.kit.text import Text
from counter_app.ui.language import Language
from counter_app.ui.theme.tokens import ThemeName

PAGES = [Scope.LOCK, Scope.NEW, Scope.LIST, Scope.CASE, Scope.OUTBOX]
TONGUES = {"zh": chinese, "en": english}


@pytest.fixture(params=TONGUES)
def tongue(request, language, gallery):
    language.switch(Language(request.param))
    gallery.fill(TONGUES[request.param])
    return request.param


@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.usefixtures("tongue")
def test_keys_caps_chips_and_answers_are_never_cut(gallery, scope):
    gallery.shell.go(scope)
    QApplication.processEvents()
    shell = gallery.shell
    narrow = [
        piece.accessibleName()
        for kind in (Key, ChoiceKey, KeyCap, Hint, Chip, Answers)
        for piece in shell.findChildren(kind)
        if piece.isVisible() and piece.width() < piece.sizeHint().width()
    ]
    assert narrow == []


@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.usefixtures("tongue")
def test_wrapped_texts_have_the_height_of_their_lines(gallery, scope):
    gallery.shell.go(scope)
    for _ in range(3):
        QApplication.processEvents()
    low = [
        text.text()
        for text in gallery.shell.findChildren(Text)
        if text.isVisible() and text.hasHeightForWidth() and text.height() < text.heightForWidth(text.width())
    ]
    assert low == []


@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.usefixtures("tongue")
def test_everything_that_takes_the_focus_has_a_name(gallery, scope):
    gallery.shell.go(scope)
    nameless = [
        piece
        for kind in (QAbstractButton, QLineEdit, QTableView, Answers)
        for piece in gallery.shell.findChildren(kind)
        if piece.isVisible() and not piece.accessibleName() and not piece.parent().inherits("QTableView")
    ]
    assert nameless == []


@pytest.mark.parametrize("scope", PAGES)
@pytest.mark.usefixtures("tongue")
def test_the_window_fits_1366_by_768(gallery, scope):
    gallery.shell.go(scope)
    QApplication.processEvents()
    assert gallery.shell.minimumSizeHint().width() <= 1366
    assert gallery.shell.minimumSizeHint().height() <= 696
    assert (gallery.shell.width(), gallery.shell.height()) == (1366, 768)


@pytest.mark.parametrize("name", ThemeName)
def test_every_theme_draws_every_page(gallery, theme, app, name):
    theme.switch(app, name)
    for scope in PAGES:
        gallery.shell.go(scope)
        image = gallery.shell.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(0, 1366, 9) for y in range(0, 768, 9)}
        assert theme.color("window").name() in colours
        assert len(colours) > 5
