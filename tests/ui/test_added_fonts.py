"""Fonts that lie beside the program, added where the computer has none. Each reader is a process of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack

ROOT = Path(__file__).resolve().parents[2]
NOTO = Path("/usr/share/fonts/truetype/noto")
LATIN, HINDI = "NotoSerif-Regular.ttf", ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf")
SHOWN = """
import json, sys
from pathlib import Path
sys.frozen, sys.executable = True, sys.argv[1]
from foc_reader.__main__ import open_window
application, window = open_window(Path(sys.argv[2]), Path(sys.argv[3]), ["foc-reader"])

def width():
    from PySide6.QtWidgets import QTextBrowser
    block = window.findChild(QTextBrowser, "reading_pane").document().lastBlock()
    return block.layout().lineAt(0).naturalTextWidth() if "अभिव्यक्ति" in block.text() else 0

def look():
    from PySide6.QtCore import QTimer
    from foc_reader.ui.added_fonts import AddedFonts
    added = window.findChild(AddedFonts)
    if added is None or not added.is_over or not width():
        return QTimer.singleShot(50, look)
    QTimer.singleShot(0, tell)

def tell():
    from PySide6.QtGui import QFontDatabase
    print(json.dumps({"width": width(), "added": QFontDatabase.applicationFontFamilies(0)}))
    window.close()

def open_hindi():
    from foc_reader.core.model import Locator
    window.open_locator(Locator("small", "hindi"))

window.ready.connect(open_hindi)
window.settled.connect(look)
application.exec()
"""
FRONT = "---\nid: hindi\ntitle: अभिव्यक्ति\nlanguage: hi\ndate: 1900\ncollection: Guides\n---\n\n"


@pytest.fixture
def stick(tmp_path, small_sources):
    """A stick with fonts of Devanagari, and a library that needs them."""
    sources = small_sources(tmp_path / "sources")
    (sources / "hindi.md").write_text(f"{FRONT}अभिव्यक्ति की स्वतन्त्रता\n", encoding="utf-8")
    stick = tmp_path / "stick"
    build_pack(sources, stick / "library" / "small")
    shutil.copytree(ROOT / "build" / "resources" / "icons", stick / "linux" / "resources" / "icons")
    (stick / "fonts").mkdir()
    for name in HINDI:
        shutil.copy(NOTO / name, stick / "fonts")
    (stick / "fonts" / "NotoSansBengali-Regular.ttf").write_bytes(b"no font")
    return stick


def show(stick: Path, tmp_path: Path, *installed: str) -> tuple[float, list[str]]:
    """How wide the Hindi line is on a computer with these fonts `installed`, and the family that was added first."""
    fonts = Path(tempfile.mkdtemp(dir=tmp_path))
    for name in installed:
        shutil.copy(NOTO / name, fonts)
    configuration = fonts / "fonts.conf"
    configuration.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{fonts / 'lists'}</cachedir></fontconfig>"
    )
    ran = subprocess.run(
        [sys.executable, "-c", SHOWN, stick / "linux" / "foc-reader", stick / "library", tmp_path / "data"],
        env={
            **os.environ,
            "FONTCONFIG_FILE": str(configuration),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    return said["width"], said["added"]


def test_a_script_without_a_font_is_shown_as_where_that_font_is_installed(stick, tmp_path):
    width, added = show(stick, tmp_path, LATIN)
    assert added == ["Noto Sans Devanagari"]
    installed, others = show(stick, tmp_path, LATIN, *HINDI)
    assert others == []
    assert width == installed
    shutil.rmtree(stick / "fonts")
    missing, none = show(stick, tmp_path, LATIN)
    assert none == []
    assert missing != width
