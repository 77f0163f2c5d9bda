"""Finds what is shown in part only: words, buttons, tabs, menus that have less room than they need."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)


def cut(top: QWidget) -> list[str]:
    """Everything in the window `top` that is shown in part only, each as a sentence."""
    return [f"{widget.objectName() or type(widget).__name__}: {what}" for widget, what in _found(top)]


def _found(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not top or _is_part_of_another(widget) or _is_folded(widget):
            continue
        if not _scrolls(widget):
            place = QRect(widget.mapTo(top, widget.rect().topLeft()), widget.size())
            if not top.rect().contains(place):
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
        elif isinstance(widget, QLineEdit) and not widget.text():
            margins = widget.textMargins()
            words = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if words > widget.width() - margins.left() - margins.right() - widget.height() // 2:
                yield widget, f"“{widget.placeholderText()}” is cut"


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
