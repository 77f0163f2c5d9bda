"""What a Linux desktop wants of a program that somebody installs: an entry for its menu, a description, icons."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "packaging" / "desktop"
NAME = "foc-reader"
SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # pixels


def add(share: Path) -> None:
    """Put them where they lie below `/usr/share`."""
    drawing = ROOT / "resources" / "app" / "icon.svg"
    for source, target in (
        (DESKTOP / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop"),
        (DESKTOP / f"{NAME}.metainfo.xml", share / "metainfo" / f"{NAME}.metainfo.xml"),
        (drawing, _icon(share, "scalable", "svg")),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for side in SIDES:
        target = _icon(share, f"{side}x{side}", "png")
        target.parent.mkdir(parents=True)
        target.write_bytes(drawn(drawing.read_bytes(), side))


def drawn(drawing: bytes, side: int) -> bytes:
    """`drawing`, an SVG, as a PNG of `side` by `side` pixels."""
    from PySide6.QtCore import QBuffer, QByteArray, QSize
    from PySide6.QtGui import QImageReader

    source = QBuffer()
    source.setData(QByteArray(drawing))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(b"svg"))
    reader.setScaledSize(QSize(side, side))
    image = reader.read()
    if image.isNull():
        raise ValueError(reader.errorString())
    target = QBuffer()
    target.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  # PySide6's stubs know only the older form
    return bytes(target.data().data())


def _icon(share: Path, size: str, ending: str) -> Path:
    return share / "icons" / "hicolor" / size / "apps" / f"{NAME}.{ending}"
