"""Our own drawings."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QTransform

from foc_reader.core.locations import Locations
from foc_reader.ui.icons import Icons, app_icon
from foc_reader.ui.theme import LIGHT, NIGHT

DRAWINGS = Locations.find().read_icons()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_keeps_to_the_grid_the_stroke_and_the_colour_of_the_text(name):
    root = ElementTree.fromstring(DRAWINGS[name])
    assert root.get("viewBox") == "0 0 20 20"
    assert root.get("stroke-width") == "1.6"
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', DRAWINGS[name])) <= {"none", "currentColor"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_whole_at_each_size(qapp, name):
    for percent in (100, 200):
        icons = Icons(DRAWINGS, NIGHT, percent)
        picture = icons.icon(name).pixmap(QSize(icons.side, icons.side)).toImage()
        assert picture.width() == 20 * percent // 100
        edge = [picture.pixelColor(x, 0).alpha() for x in range(picture.width())]
        assert max(edge) == 0  # nothing is cut off
        colours = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        assert QColor(NIGHT.text) in colours


@pytest.mark.parametrize("name", ["back", "forward", "folded", "pane"])
def test_what_points_is_mirrored_for_right_to_left_languages(qapp, name):
    usual = Icons(DRAWINGS, LIGHT).icon(name).pixmap(20).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = Icons(DRAWINGS, LIGHT).icon(name).pixmap(20).toImage()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored != usual
    other_way = usual.transformed(QTransform().scale(-1, 1))
    places = [(x, y) for x in range(20) for y in range(20)]
    apart = [abs(mirrored.pixelColor(*at).alpha() - other_way.pixelColor(*at).alpha()) for at in places]
    assert max(apart) < 40  # of 255: the edges of a line are smoothed from another side


def test_a_drawing_is_not_washed_out_on_a_selected_row(qapp):
    icon = Icons(DRAWINGS, LIGHT).icon("document")
    selected = icon.pixmap(QSize(20, 20), QIcon.Mode.Selected).toImage()
    assert selected == icon.pixmap(QSize(20, 20)).toImage()


def test_the_window_carries_the_programs_own_icon(hands):
    hands.bot.waitUntil(lambda: not hands.window.windowIcon().isNull())
    assert {16, 32, 64, 128} <= {size.width() for size in hands.window.windowIcon().availableSizes()}


def test_the_programs_icon_is_told_from_light_and_dark_ground_at_16_px(qapp):
    picture = app_icon(Locations.find().read_app_icon()).pixmap(16).toImage()
    lights = [picture.pixelColor(x, y).lightness() for x in range(2, 14) for y in range(2, 14)]
    assert min(lights) < 100
    assert max(lights) > 220
