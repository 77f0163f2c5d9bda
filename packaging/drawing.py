"""The drawings of the reader as pictures, which every system wants of its icon."""

from __future__ import annotations


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
