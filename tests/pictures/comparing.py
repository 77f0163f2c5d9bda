"""Whether two small pictures of a window show the same, whatever drew their letters.

Letters differ from one computer to the next: by their antialiasing, by the version of a font, and then by where lines
break. So no dot is compared with a dot. A picture is cut into squares, and of each its ground, how light it is and how
much that varies are compared; what has moved may lie in a square beside it. Besides, there has to be about as much of
the colour of marks in all.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap

SMALL = QSize(342, 192)  # a quarter of 1366x768
COLOURS = 256  # of a picture that is kept
GROUNDS = 32  # of these: the commonest ones, as they are
SQUARE = 12  # dots
GROUND_STEP = 5  # of 255: grounds that differ by more are different
STEP = 14  # of 255: squares that are so much darker, or vary so much more, are different
WARM = 50  # of 255, by which red is stronger than blue: a mark, not a ground, a letter or a line around something
MOST_DIFFERENT = 0.04  # of all squares
MOST_MARKED = 1.35  # times as much, or as little


@dataclass(frozen=True)
class Difference:
    """How far two pictures are from one another."""

    squares: float  # the share of all that are different, 0 to 1
    marked: tuple[int, int]  # dots in the colour of marks, in the one and in the other

    @property
    def is_same(self) -> bool:
        """Whether a person would call them two pictures of one state."""
        fewer, more = sorted(self.marked)
        return self.squares <= MOST_DIFFERENT and more <= MOST_MARKED * fewer + SQUARE


def small(picture: QPixmap | QImage) -> QImage:
    """The picture as it is kept: small, and in few colours."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1)
    modes = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    image = image.scaled(SMALL, *modes)
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, _colours_of(image), Qt.ImageConversionFlag.ThresholdDither
    )


def read_small(path: Path) -> QImage:
    """A picture that is kept. Raises OSError where there is none that can be read."""
    image = QImage(str(path))
    if image.isNull():
        raise OSError(f"no picture: {path}")
    return image


def compare(one: QImage, other: QImage) -> Difference:
    """How far `one`, as `small` gives it, is from `other`."""
    theirs = [_dots(image) for image in (one, other)]
    squares = [_squares(dots) for dots in theirs]
    different = sum(not _is_near(squares[0][place], place, squares[1]) for place in squares[0])
    return Difference(different / len(squares[0]), (_marked(theirs[0]), _marked(theirs[1])))


_Dot = tuple[int, int, int]
_Dots = list[list[_Dot]]
_Square = tuple[_Dot, float, float]  # the commonest dot; the mean of the greens, and how much they vary


def _colours_of(image: QImage) -> list[int]:
    """The commonest colours; of the others, the commonest of each group that is much alike."""
    counts = Counter(array("I", bytes(image.convertToFormat(QImage.Format.Format_ARGB32).constBits())))
    grounds = [colour for colour, _ in counts.most_common(GROUNDS)]
    alike: dict[int, int] = {}
    for colour, _ in counts.most_common():
        alike.setdefault(colour & 0xF0F0F0, colour)
    rest = [colour for colour in alike.values() if colour not in grounds]
    return (grounds + rest)[:COLOURS]


def _dots(image: QImage) -> _Dots:
    """Lines of dots, as red, green and blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    data, line = bytes(plain.constBits()), plain.bytesPerLine()
    return [
        [tuple(data[y * line + 3 * x : y * line + 3 * x + 3]) for x in range(plain.width())]
        for y in range(plain.height())
    ]


def _squares(dots: _Dots) -> dict[tuple[int, int], _Square]:
    return {
        (left, top): _square([dot for line in dots[top : top + SQUARE] for dot in line[left : left + SQUARE]])
        for top in range(0, len(dots), SQUARE)
        for left in range(0, len(dots[0]), SQUARE)
    }


def _square(dots: list[_Dot]) -> _Square:
    greens = [green for _, green, _ in dots]
    mean = sum(greens) / len(greens)
    varies = (sum((green - mean) ** 2 for green in greens) / len(greens)) ** 0.5
    return Counter(dots).most_common(1)[0][0], mean, varies


def _is_near(square: _Square, place: tuple[int, int], others: dict[tuple[int, int], _Square]) -> bool:
    """Whether one of the squares at and around `place` is much the same."""
    around = [(place[0] + x, place[1] + y) for x in (0, -SQUARE, SQUARE) for y in (0, -SQUARE, SQUARE)]
    return any(_is_alike(square, others[near]) for near in around if near in others)


def _is_alike(one: _Square, other: _Square) -> bool:
    grounds = zip(one[0], other[0], strict=True)
    return (
        all(abs(a - b) <= GROUND_STEP for a, b in grounds)
        and abs(one[1] - other[1]) <= STEP
        and abs(one[2] - other[2]) <= STEP
    )


def _marked(dots: _Dots) -> int:
    return sum(red - blue > WARM for line in dots for red, _, blue in line)
