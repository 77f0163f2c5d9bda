"""Finds what is shown in part only: what has too little room, lies beneath another, or cannot be reached.

In what scrolls, too: there everything is to be reached by the scroll bars that there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

OVER_OTHERS = ("pane_edge", "status_message")  # as long as they are needed; the left pane says itself when it is


def cut(top: QWidget) -> list[str]:
    """Everything in the window `top` that is shown in part only, each as a sentence."""
    found = [*_found(top), *_covered(top), *_out_of_reach(top)]
    return [f"{widget.objectName() or type(widget).__name__}: {what}" for widget, what in found]


def _found(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not top or _is_part_of_another(widget) or _is_folded(widget):
            continue
        if not _scrolls(widget):
            place = QRect(widget.mapTo(top, widget.rect().topLeft()), widget.size())
            if not top.rect().adjusted(-1, 0, 1, 0).contains(place):  # mirrored, Qt sets a splitter off by one
                yield widget, f"lies outside: {place}"
        if isinstance(widget, QLabel) and widget.text():
            room = widget.contentsRect().size()
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if needed > widget.height() or (not widget.wordWrap() and widget.sizeHint().width() > widget.width()):
                yield widget, f"“{widget.text()}” does not fit into {room}"
        elif isinstance(widget, QToolButton):
            if widget.objectName() == "qt_toolbar_ext_button":
                yield widget, "the toolbar hides some of its buttons"
            elif widget.sizeHint().width() > widget.width() or widget.sizeHint().height() > widget.height():
                yield widget, f"“{widget.text()}” needs {widget.sizeHint()}"
        elif isinstance(widget, QAbstractButton) and widget.text():
            if widget.sizeHint().width() > widget.width() or widget.sizeHint().height() > widget.height():
                yield widget, f"“{widget.text()}” needs {widget.sizeHint()}"
        elif isinstance(widget, QTabBar):
            yield from ((widget, f"“{text}” is cut") for text in _cut_tabs(widget))
        elif isinstance(widget, QMenuBar):
            areas = [widget.actionGeometry(action) for action in widget.actions()]
            if any(area.isEmpty() or not widget.rect().contains(area) for area in areas):
                yield widget, "a menu is cut"
        elif isinstance(widget, QLineEdit) and widget.height() < widget.minimumSizeHint().height():
            yield widget, f"is {widget.height()} px high, its letters need {widget.minimumSizeHint().height()}"
        elif isinstance(widget, QLineEdit) and not widget.text():
            margins = widget.textMargins()
            words = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if words > widget.width() - margins.left() - margins.right() - widget.height() // 2:
                yield widget, f"“{widget.placeholderText()}” is cut"


def _covered(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Widgets beneath others that are shown beside them."""
    for around in [top, *top.findChildren(QWidget)]:
        if isinstance(around, QAbstractScrollArea | QTabBar):
            continue  # Qt lays out its parts itself; what scrolls tabs lies over them
        inside = [part for part in around.children() if isinstance(part, QWidget) and _takes_room(part)]
        for one, other in combinations(inside, 2):
            common = one.geometry() & other.geometry()
            if common.width() > 1 and common.height() > 1:
                name = other.objectName() or type(other).__name__
                yield one, f"shares {common.width()}x{common.height()} px with {name}"


def _takes_room(widget: QWidget) -> bool:
    """Whether it is to be seen where it lies, and nothing else there."""
    lies_over = widget.objectName() in OVER_OTHERS or widget.property("over")
    is_edge = isinstance(widget, QSplitterHandle)  # wider than it is drawn, so that it can be taken hold of
    return widget.isVisible() and not widget.isWindow() and not _is_folded(widget) and not (lies_over or is_edge)


def _out_of_reach(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    """What no scroll bar leads to."""
    for area in top.findChildren(QAbstractScrollArea):
        if not area.isVisible() or _is_folded(area):
            continue
        room = _reachable(area)
        if isinstance(area, QTextEdit):
            wide = area.document().size().width()
            if wide > room.width() + 1:
                yield area, f"its text is {wide:.0f} px wide, {room.width()} px can be seen"
        elif isinstance(area, QAbstractItemView):
            yield from ((area, f"“{row}” goes beyond what can be seen") for row in _long_rows(area, room))
        elif isinstance(area, QScrollArea) and area.widget() is not None:
            for part in area.widget().findChildren(QWidget):
                place = QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())
                if (
                    part.isVisible()
                    and not _is_part_of_another(part)
                    and not _is_folded(part)
                    and not room.contains(place)
                ):
                    yield part, f"cannot be reached in {area.objectName()}: {place}, not within {room}"


def _reachable(area: QAbstractScrollArea) -> QRect:
    """What can be scrolled to, in px of the viewport as it stands now."""
    sides = [0, 0, area.viewport().width(), area.viewport().height()]
    bars = (area.horizontalScrollBar(), area.verticalScrollBar())
    policies = (area.horizontalScrollBarPolicy(), area.verticalScrollBarPolicy())
    for number, (bar, policy) in enumerate(zip(bars, policies, strict=True)):
        if policy is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            sides[number] -= bar.value() - bar.minimum()
            sides[number + 2] += bar.maximum() - bar.value()
    return QRect(QPoint(sides[0], sides[1]), QPoint(sides[2] - 1, sides[3] - 1))


def _long_rows(view: QAbstractItemView, room: QRect) -> Iterator[str]:
    """The rows in view that are wider than what can be seen of them."""
    model = view.model()
    for y in range(0, view.viewport().height(), view.fontMetrics().height()):
        index = view.indexAt(QPoint(view.viewport().width() // 2, y))
        place = view.visualRect(index)
        if index.isValid() and (place.left() < room.left() or place.right() > room.right()):
            yield str(model.data(index))


def _is_part_of_another(widget: QWidget) -> bool:
    """Whether it is drawn by what it lies in, or scrolls with it."""
    parent = widget.parent()
    if isinstance(parent, QLineEdit | QTabBar):  # its signs are drawn without the edges of a button
        return True
    return isinstance(parent, QAbstractItemView) or (
        parent is not None and isinstance(parent.parent(), QAbstractItemView)
    )


def _scrolls(widget: QWidget) -> bool:
    """Whether what is not in view can be scrolled to."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around.parentWidget(), QAbstractScrollArea) and around.objectName() == "qt_scrollarea_viewport":
            return True
        around = around.parentWidget()
    return False


def _is_folded(widget: QWidget) -> bool:
    """Whether it lies in what has given way to others as a whole."""
    around: QWidget | None = widget
    while around is not None:
        if not around.maximumHeight():
            return True
        around = around.parentWidget()
    return False


def _cut_tabs(bar: QTabBar) -> list[str]:
    """The words of the tabs that lie outside of `bar`, or are longer than their tab and told nowhere else."""
    letters = bar.fontMetrics()
    return [
        bar.tabText(number)
        for number in range(bar.count())
        if (not bar.rect().contains(bar.tabRect(number)) and not bar.usesScrollButtons())
        or (letters.horizontalAdvance(bar.tabText(number)) > bar.tabRect(number).width() and not bar.tabToolTip(number))
    ]
