import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo

from counter_app.ui.kit.prose import bold_spans, lay, line_px, plain, text_width
from counter_app.ui.theme.fonts import POINTS, Size, font

RUNS = st.lists(st.text(alphabet="ab 缺复印", max_size=6), min_size=1, max_size=6)


@given(RUNS)
def test_bold_runs_and_plain_text_put_the_rich_text_together_again(runs):
    rich = "**".join(runs)
    assert plain(rich) == "".join(runs)
    text = plain(rich)
    bold = [text[start : start + length] for start, length in bold_spans(rich)]
    assert bold == [run for run in runs[1::2] if run]


@pytest.mark.usefixtures("theme")
def test_a_long_text_breaks_into_lines_of_the_width_asked_for():
    laid = lay("现场踏勘、专家评审的时间不计，另行书面告知。" * 3, font(Size.NOTE), 200)
    assert len(laid.lines) > 2
    assert laid.width <= 200
    assert laid.height == len(laid.lines) * laid.leading


@pytest.mark.usefixtures("theme")
def test_lines_beyond_the_limit_are_kept_for_the_ellipsis():
    laid = lay("一二三四五六七八九十" * 10, font(Size.BASE), 100, max_lines=2)
    assert len(laid.lines) == 2
    assert laid.rest.startswith("一") or laid.rest


@pytest.mark.usefixtures("theme")
def test_signs_beyond_the_bmp_take_no_letter_from_the_end_of_a_cut_line():
    text = "\U00020bb7\U00020bb7" + "一二三四五六七八九十" * 10
    laid = lay(text, font(Size.BASE), 100, max_lines=2)
    first = laid.lines[0].textLength() - 2
    assert laid.rest == text[first:]


@pytest.mark.usefixtures("theme")
def test_bold_is_wider_than_plain():
    assert text_width("**Name**", Size.BASE) > text_width("Name", Size.BASE)


@pytest.mark.usefixtures("theme")
def test_the_bundled_face_is_the_one_that_draws():
    assert QFontInfo(font(Size.BASE)).family() == "Noto Sans SC"
    assert QFontInfo(font(Size.BASE, strong=True)).weight() == 600


@pytest.mark.usefixtures("theme")
def test_digits_are_tabular():
    widths = {text_width(digit * 20, Size.BASE) for digit in "0123456789"}
    assert len(widths) == 1


def test_no_size_for_chinese_is_below_nine_points():
    assert {size for size, points in POINTS.items() if points < 9} == {Size.CAP, Size.BADGE}
    assert line_px(font(Size.NOTE)) == 16
