"""What a Linux desktop wants of a program that somebody installs: an entry for its menu, a description, icons."""

from __future__ import annotations

import shutil
from pathlib import Path

from drawing import drawn

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "packaging" / "linux"
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


def _icon(share: Path, size: str, ending: str) -> Path:
    return share / "icons" / "hicolor" / size / "apps" / f"{NAME}.{ending}"
