"""Signs that Qt draws itself, in our own drawings and as large as the interface.

Qt's arrows and ticks are of one size, whatever the letters are. A style sheet can put drawings in their place, but only
from files: so they are given to Qt as resources, which are files in memory. Only a larger interface needs them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import qRegisterResourceData
from PySide6.QtGui import QGuiApplication

from foc_reader.ui.icons import SIZE
from foc_reader.ui.theme import Theme

_DRAWINGS = ("folded", "unfolded", "tick")
_FOLDER, _NO_FLAGS, _ANY_COUNTRY, _LANGUAGE_C = 2, 0, 0, 1  # of Qt's resource format, version 1


def signs_sheet(drawings: Mapping[str, str], theme: Theme, percent: int) -> str:
    """Rules of a style sheet that put them in their places; the px in it are still to be grown by `percent`."""
    wanted = tuple((name, drawings[name]) for name in _DRAWINGS if name in drawings)
    if len(wanted) < len(_DRAWINGS):
        return ""  # without a drawing Qt's own sign is better than none
    is_mirrored = QGuiApplication.isRightToLeft()
    folder, _ = _folder(wanted, theme.text, SIZE * percent // 100)
    ahead = "back" if is_mirrored else "ahead"
    return f"""
QTreeView::branch:has-children:closed {{ image: url(:/{folder}/{ahead}.svg); }}
QTreeView::branch:has-children:open {{ image: url(:/{folder}/open.svg); }}
QMenu {{ icon-size: 18px; }}
QMenu::right-arrow {{ image: url(:/{folder}/{ahead}.svg); width: 16px; height: 16px; right: 4px; }}
QMenu::left-arrow {{ image: url(:/{folder}/{ahead}.svg); width: 16px; height: 16px; left: 4px; }}
QMenu::indicator {{ width: 16px; height: 16px; left: 4px; }}
QMenu::indicator:checked {{ image: url(:/{folder}/tick.svg); }}
QTabBar QToolButton::right-arrow {{ image: url(:/{folder}/ahead.svg); width: 16px; height: 16px; }}
QTabBar QToolButton::left-arrow {{ image: url(:/{folder}/back.svg); width: 16px; height: 16px; }}
"""


@cache
def _folder(drawings: tuple[tuple[str, str], ...], colour: str, side: int) -> tuple[str, tuple[bytes, ...]]:
    """The name of a folder of resources, and what it holds: the cache keeps that for Qt, which reads it in place."""
    folder = f"signs-{colour[1:]}-{side}"
    named = dict(drawings)
    mirrored = named["folded"].replace("<path", f'<path transform="translate({SIZE} 0) scale(-1 1)"')
    shown = {"ahead": named["folded"], "back": mirrored, "open": named["unfolded"], "tick": named["tick"]}
    size = f'<svg width="{side}" height="{side}" '
    files = {
        f"{name}.svg": drawing.replace("<svg ", size).replace("currentColor", colour).encode()
        for name, drawing in shown.items()
    }
    return folder, _register(folder, files)


def _register(folder: str, files: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Give Qt `files` as `:/folder/name`: a tree, in which names are ordered by their hash; the names; the contents."""
    names, places = b"", {}
    for name in (folder, *files):
        places[name] = len(names)
        names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
    tree = struct.pack(">IHII", 0, _FOLDER, 1, 1) + struct.pack(">IHII", places[folder], _FOLDER, len(files), 2)
    contents = b""
    for name in sorted(files, key=_hash):
        tree += struct.pack(">IHHHI", places[name], _NO_FLAGS, _ANY_COUNTRY, _LANGUAGE_C, len(contents))
        contents += struct.pack(">I", len(files[name])) + files[name]
    qRegisterResourceData(1, tree, names, contents)
    return tree, names, contents


def _hash(name: str) -> int:
    """Qt's hash of a name, as its resources are ordered by."""
    found = 0
    for letter in name:
        found = ((found << 4) + ord(letter)) & 0xFFFFFFFF
        found ^= (found & 0xF0000000) >> 23
        found &= 0x0FFFFFFF
    return found
