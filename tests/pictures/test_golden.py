"""Three main states look as they did when somebody last looked at them, and called them good.

After a change that is meant to be seen: `./foc gallery --golden`; look at what is then in `tests/pictures/golden`,
and commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.pictures.comparing import SMALL, compare, read_small, small
from tests.pictures.gallery import GOLDEN, GOLDEN_FOLDER

START, RESULTS, BOOKMARKS = GOLDEN
LEFT_PANE = QRect(0, 77, 330, 664)  # in the picture at its full size
UNSHADED = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="font"><edit name="antialias" mode="assign"><bool>false</bool></edit></match>
  <match target="pattern"><edit name="antialias" mode="assign"><bool>false</bool></edit></match>
</fontconfig>
"""
MARK, PAPER = QColor("#FFE28A"), QColor("#FCFBF8")


@pytest.fixture(scope="session")
def folder(tmp_path_factory, make_pictures) -> Path:
    """The three states as they look now, in light and at night, and the page that shows them."""
    folder = tmp_path_factory.mktemp("gallery")
    words = ["--only", ",".join(GOLDEN), "--themes", "light,night", "--percents", "100", "--directions", "usual"]
    ran = make_pictures(folder, *words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="session")
def picture(folder):
    """A state as it looks now, in its full size."""

    def read(name: str, theme: str = "light") -> QImage:
        image = QImage(str(folder / f"{name}.usual.100.{theme}.png"))
        assert not image.isNull(), name
        return image

    return read


def painted_over(image: QImage, area: QRect, colour: QColor) -> QImage:
    changed = image.copy()
    painter = QPainter(changed)
    painter.fillRect(area, colour)
    painter.end()
    return changed


def in_another_colour(image: QImage, before: QColor, after: QColor) -> QImage:
    dots = [(colour.blue(), colour.green(), colour.red(), 255) for colour in (before, after)]
    changed = bytes(image.constBits()).replace(bytes(dots[0]), bytes(dots[1]))
    return QImage(changed, image.width(), image.height(), image.bytesPerLine(), image.format()).copy()


def golden(name: str) -> QImage:
    return read_small(GOLDEN_FOLDER / f"{name}.png")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_main_state_looks_as_it_did(picture, name):
    difference = compare(golden(name), small(picture(name)))
    assert difference.is_same, difference


@pytest.mark.parametrize("name", GOLDEN)
def test_another_theme_is_told_apart(picture, name):
    assert not compare(golden(name), small(picture(name, "night"))).is_same


@pytest.mark.parametrize("name", GOLDEN)
def test_an_empty_left_pane_is_told_apart(picture, name):
    whole = picture(name)
    ground = whole.pixelColor(LEFT_PANE.topLeft())
    assert not compare(golden(name), small(painted_over(whole, LEFT_PANE, ground))).is_same


@pytest.mark.parametrize("name", GOLDEN)
def test_an_empty_page_is_told_apart(picture, name):
    whole = picture(name)
    page = QRect(LEFT_PANE.right() + 2, LEFT_PANE.top(), whole.width() - LEFT_PANE.width() - 20, LEFT_PANE.height())
    assert not compare(golden(name), small(painted_over(whole, page, PAPER))).is_same


def test_marks_that_are_missing_from_the_page_are_told_apart(picture):
    whole = picture(RESULTS).convertToFormat(QImage.Format.Format_RGB32)
    plain = in_another_colour(whole, MARK, PAPER)
    painter = QPainter(plain)
    painter.drawImage(LEFT_PANE, whole, LEFT_PANE)  # where they are
    painter.end()
    assert not compare(golden(RESULTS), small(plain)).is_same


def test_marks_that_are_missing_everywhere_are_told_apart(picture):
    whole = picture(RESULTS).convertToFormat(QImage.Format.Format_RGB32)
    assert not compare(golden(RESULTS), small(in_another_colour(whole, MARK, PAPER))).is_same


@pytest.mark.parametrize(("one", "other"), [(START, RESULTS), (RESULTS, BOOKMARKS), (BOOKMARKS, START)])
def test_one_state_is_told_apart_from_another(one, other):
    assert not compare(golden(one), golden(other)).is_same


@pytest.mark.parametrize("name", GOLDEN)
def test_letters_that_stand_a_little_elsewhere_are_the_same_state(picture, name):
    """As after an update of a font: three dots to the side, two further down."""
    image = picture(name)
    shifted = image.copy()
    painter = QPainter(shifted)
    painter.drawImage(3, 2, image)
    painter.end()
    assert compare(golden(name), small(shifted)).is_same


def test_letters_drawn_without_shades_are_the_same_state(tmp_path, make_pictures):
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(UNSHADED, encoding="utf-8")
    words = ["--only", ",".join(GOLDEN), "--themes", "light", "--percents", "100", "--directions", "usual"]
    ran = make_pictures(tmp_path, *words, FONTCONFIG_FILE=str(fonts))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    drawn = {name: QImage(str(tmp_path / f"{name}.usual.100.light.png")) for name in GOLDEN}
    differences = {name: compare(golden(name), small(drawn[name])) for name in GOLDEN}
    assert all(difference.is_same for difference in differences.values()), differences


def test_the_pictures_that_are_kept_are_small(folder):
    for name in GOLDEN:
        assert golden(name).size() == SMALL
        assert (GOLDEN_FOLDER / f"{name}.png").stat().st_size < 30_000


def test_the_page_shows_every_picture_and_nothing_from_elsewhere(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for path in folder.glob("*.png"):
        assert f'src="{path.name}"' in page
    assert page.count("<figure>") == len(list(folder.glob("*.png"))) == 6
    assert 'loading="lazy"' in page
    assert "://" not in page


def test_a_state_that_does_not_exist_is_named(tmp_path, make_pictures):
    ran = make_pictures(tmp_path / "gallery", "--only", "start,nowhere", "--directions", "usual")
    assert ran.returncode == 2
    assert "There is no state called nowhere." in ran.stderr
