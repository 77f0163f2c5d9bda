"""The small programs for Windows: what Windows shows of them."""

import struct

import pytest
from windows import launcher


@pytest.mark.parametrize(
    ("name", "what"),
    [("FOC Reader.exe", "FOC Reader"), ("foc-reader-cli.exe", "FOC Reader without a window")],
)
def test_windows_is_told_name_version_and_licence(name, what):
    text = launcher.resource_script(name, "1.2")
    assert "FILEVERSION 1,2,0,0\nPRODUCTVERSION 1,2,0,0\n" in text
    for key, value in {
        "FileDescription": what,
        "FileVersion": "1.2",
        "ProductVersion": "1.2",
        "OriginalFilename": name,
        "ProductName": "FOC Reader",
        "LegalCopyright": "Free software, GPL-3.0-or-later",
    }.items():
        assert f'VALUE "{key}", "{value}"\n' in text
    assert '1 ICON "icon.ico"\n' in text and '1 24 "launcher.manifest"\n' in text


def test_the_icon_holds_each_picture_where_it_says():
    pictures = {16: b"small", 256: b"the largest"}
    icon = launcher.icon_file(pictures)
    assert struct.unpack_from("<HHH", icon) == (0, 1, 2)
    for number, (side, picture) in enumerate(pictures.items()):
        width, height, *_, size, place = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        assert (width, height) == (side % 256, side % 256)
        assert icon[place : place + size] == picture


def test_the_programs_name_the_parts_that_the_build_puts_there():
    source = (launcher.SOURCES / "launcher.c").read_text(encoding="ascii")
    for part in (
        "runtime\\\\pythonw.exe",
        "runtime\\\\python.exe",
        "app\\\\foc-reader.pyc",
        "app\\\\foc-reader-cli.pyc",
    ):
        assert part in source
    assert "#define TOLD 70" in source
