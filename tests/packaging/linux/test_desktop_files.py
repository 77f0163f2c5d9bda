"""What a Linux desktop is told: the fields that the specifications ask for, and icons of the sizes it looks for.

`packaging/trials/linux.sh` asks the desktops' own programs.
"""

import configparser
import re
from xml.etree import ElementTree

import pytest
from linux import desktop_files
from PySide6.QtGui import QImage


@pytest.fixture
def share(tmp_path):
    desktop_files.add(tmp_path)
    return tmp_path


def test_the_menu_entry_has_every_field_that_is_asked_for(share):
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read(share / "applications" / "foc-reader.desktop", encoding="utf-8")
    fields = entry["Desktop Entry"]
    assert (fields["Type"], fields["Name"], fields["Exec"], fields["Icon"]) == (
        "Application",
        "FOC Reader",
        "foc-reader",
        "foc-reader",
    )
    assert fields["Terminal"] == "false"
    assert fields["Categories"].endswith(";") and fields["Keywords"].endswith(";")


def test_the_description_has_every_field_that_is_asked_for(share):
    component = ElementTree.parse(share / "metainfo" / "foc-reader.metainfo.xml").getroot()
    assert component.get("type") == "desktop-application"
    assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2,}", component.findtext("id"))
    for field in ("metadata_license", "project_license", "name", "summary", "description/p", "content_rating"):
        assert component.find(field) is not None, field
    assert not component.findtext("summary").endswith(".")
    launched = component.findtext("launchable[@type='desktop-id']")
    assert (share / "applications" / launched).is_file()


def test_both_call_the_program_the_same(share):
    component = ElementTree.parse(share / "metainfo" / "foc-reader.metainfo.xml").getroot()
    entry = (share / "applications" / "foc-reader.desktop").read_text(encoding="utf-8")
    assert f"Name={component.findtext('name')}\n" in entry
    assert f"Comment={component.findtext('summary')}\n" in entry


@pytest.mark.parametrize("side", desktop_files.SIDES)
def test_icons_have_their_size_and_are_drawn(share, side):
    icon = QImage(str(share / "icons" / "hicolor" / f"{side}x{side}" / "apps" / "foc-reader.png"))
    assert (icon.width(), icon.height()) == (side, side)
    assert icon.pixelColor(side // 2, side // 8).name() == "#0b5680", "the blue of its cover"
    assert icon.pixelColor(0, 0).alpha() == 0, "its corners are round"


def test_drawing_twice_gives_identical_bytes(share, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    desktop_files.add(other)
    for path in share.rglob("*.*"):
        if path.is_file():
            assert path.read_bytes() == (other / path.relative_to(share)).read_bytes()
