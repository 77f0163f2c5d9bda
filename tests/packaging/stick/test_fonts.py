"""The fonts on a stick are those that the reader adds, each pinned; only everyday letters of Han are taken."""

from pathlib import Path

import pytest
from stick import fonts

from foc_reader.ui.script_fonts import ADDED_FONTS

PINNED = [line.split() for line in fonts.SUMS.read_text(encoding="ascii").splitlines()]


def test_every_font_that_the_reader_adds_is_pinned_with_its_licence():
    wanted = {name for names in ADDED_FONTS.values() for name in names} - {fonts.HAN}
    pinned = {Path(name).name for _sum, name in PINNED if name.endswith(".ttf")}
    assert wanted == pinned
    assert {name for _sum, name in PINNED if name.endswith("/copyright")} == {
        "fonts-noto-cjk/copyright",
        "fonts-noto-core/copyright",
    }
    assert all(len(digest) == 64 for digest, _name in PINNED)


def test_everyday_letters_are_those_of_four_old_standards():
    letters = fonts.everyday_letters()
    assert set("自由人權中国語日本あア가힝한ㄅ、。「」") <= letters
    assert 12_000 < len(letters) < 13_000
    assert not set("Aa\u00a0\U00020000") & letters - {"A", "a"}


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A system whose package manager offers what a test puts into `offered`."""
    offered = tmp_path / "offered"
    files = {
        "usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf": b"thai",
        "usr/share/doc/fonts-noto-core/copyright": b"core",
        "usr/share/doc/fonts-noto-cjk/copyright": b"cjk",
        "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": b"han",
    }
    for name, content in files.items():
        (offered / name).parent.mkdir(parents=True, exist_ok=True)
        (offered / name).write_bytes(content)
    names = {fonts._name_of(offered / name): content for name, content in files.items()}
    sums = tmp_path / "fonts.sha256"
    sums.write_text("".join(f"{fonts.hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in names.items()))
    programs = tmp_path / "bin"
    programs.mkdir()
    for program, script in {
        "apt-get": "touch one.deb",
        "dpkg-deb": f'cp -a "{offered}/usr" "$3"',
    }.items():
        (programs / program).write_text(f"#!/bin/sh\n{script}\n")
        (programs / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(fonts, "SUMS", sums)
    monkeypatch.setattr(fonts, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(fonts, "_make_han", lambda source, target: target.write_bytes(source.read_bytes()[::-1]))
    return offered


def test_fonts_are_fetched_once_checked_and_come_with_their_licence(system, tmp_path):
    parts = fonts.add(tmp_path / "fonts")
    assert {path.name: path.read_bytes() for path in (tmp_path / "fonts").iterdir()} == {
        "NotoSansThai-Regular.ttf": b"thai",
        "FOCReaderHan-Regular.otf": b"nah",
    }
    assert [(part.licence, *part.texts.values()) for part in parts] == [("OFL-1.1", "core"), ("OFL-1.1", "cjk")]
    for path in system.rglob("*.tt?"):
        path.write_bytes(b"changed")
    fonts.add(tmp_path / "again")
    assert (tmp_path / "again" / "NotoSansThai-Regular.ttf").read_bytes() == b"thai"


def test_another_font_than_the_pinned_one_is_refused(system, tmp_path):
    (system / "usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf").write_bytes(b"other")
    with pytest.raises(fonts.FontsMissing, match="NotoSansThai"):
        fonts.add(tmp_path / "fonts")
    assert not (tmp_path / "fonts").exists()


def test_a_system_without_such_packages_is_said(system, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fonts.FontsMissing, match="cannot be fetched"):
        fonts.add(tmp_path / "fonts")
