import pytest

from counter_app.ui.theme.palette import palette
from counter_app.ui.theme.sheet import sheet
from counter_app.ui.theme.tokens import SHAPE_RATIO, TEXT_RATIO, ThemeName, load, ratio, shape_pairs, text_pairs
from resources import read

THEMES = load(read("look/desk-tokens.json"))
# The worst ratio of each text colour over every surface, as the design publishes it.
PUBLISHED = {
    ThemeName.LIGHT: {"ink": 14.0, "ink2": 7.0, "ink3": 4.7, "accent": 5.6, "ok": 5.6, "warn": 5.7, "bad": 5.3},
    ThemeName.DARK: {"ink": 11.3, "ink2": 7.5, "ink3": 5.2, "accent": 6.1, "ok": 7.0, "warn": 7.4, "bad": 6.1},
    ThemeName.CONTRAST: {"ink": 14.2, "ink2": 14.2, "ink3": 11.3, "accent": 9.2, "ok": 11.3, "warn": 9.8, "bad": 7.0},
}


@pytest.mark.parametrize("name", ThemeName)
def test_every_text_is_readable_on_every_surface_it_may_stand_on(name):
    tokens = THEMES[name]
    poor = [pair for pair in text_pairs() if ratio(tokens[pair[0]], tokens[pair[1]]) < TEXT_RATIO]
    assert poor == []


@pytest.mark.parametrize("name", ThemeName)
def test_every_border_of_a_control_is_seen(name):
    tokens = THEMES[name]
    poor = [pair for pair in shape_pairs() if ratio(tokens[pair[0]], tokens[pair[1]]) < SHAPE_RATIO]
    assert poor == []


@pytest.mark.parametrize("name", ThemeName)
def test_the_worst_ratios_are_those_the_design_publishes(name):
    tokens = THEMES[name]
    worst = {}
    for text, surface in text_pairs():
        worst[text] = min(worst.get(text, 21.0), ratio(tokens[text], tokens[surface]))
    for token, published in PUBLISHED[name].items():
        assert worst[token] == pytest.approx(published, abs=0.06), token


def test_a_pale_pair_would_be_caught():
    assert ratio("#999999", "#FFFFFF") < TEXT_RATIO
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#123456", "#123456") == pytest.approx(1)


def test_every_theme_has_the_same_tokens():
    assert len({frozenset(tokens) for tokens in THEMES.values()}) == 1


@pytest.mark.parametrize("name", ThemeName)
def test_palette_and_sheet_take_their_colours_from_the_tokens(name):
    tokens = THEMES[name]
    assert palette(tokens).window().color().name().upper() == tokens["window"]
    assert palette(tokens).accent().color().name().upper() == tokens["accent"]
    filled = sheet(tokens)
    assert "$" not in filled
    assert tokens["accent"] in filled


def test_the_sheet_styles_no_star_and_no_font():
    filled = sheet(THEMES[ThemeName.LIGHT])
    assert "font" not in filled
    assert "\n*" not in filled
    assert not any(line.strip().startswith("*") for line in filled.splitlines())
