"""The headings of the open document, under the left pane's pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.model import Block
from foc_reader.ui.icons import Icons
from foc_reader.ui.plain_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    _Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractListModel):
    """Headings in order; deeper ones are set in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[Block, ...] = ()
        self._highest = 1

    def set_headings(self, headings: Sequence[Block]) -> None:
        self.beginResetModel()
        self._headings = tuple(headings)
        self._highest = min((heading.level for heading in headings), default=1)
        self.endResetModel()

    def heading(self, index: _Index) -> Block:
        return self._headings[index.row()]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        heading = self._headings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "\u2003" * (heading.level - self._highest) + isolated(heading.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(heading.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heading.text
        return None


class OutlineList(QListView):
    """The rows of the outline; one is opened by click or Enter."""

    heading_activated = Signal(str)  # its pid
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline_list")
        self.setAccessibleName(self.tr("In this document"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = OutlineModel(self)
        self.setModel(self._model)
        self.clicked.connect(self._open)

    def set_headings(self, headings: Sequence[Block]) -> None:
        self._model.set_headings(headings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.heading_activated.emit(self._model.heading(index).pid)


class Outline(QWidget):
    """Shows the headings under a line that says what they are, and that folds them away."""

    heading_activated = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: Icons | None = None
        self._fold = QToolButton(self)
        self._fold.setObjectName("outline_fold")
        self._fold.setText(self.tr("In this document"))
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setCheckable(True)
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list = OutlineList(self)
        self._list.heading_activated.connect(self.heading_activated)
        self._list.left.connect(self.left)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._fold)
        rows.addWidget(self._list)
        self._fold.toggled.connect(self._show_list)
        self._fold.setChecked(True)
        self.hide()

    def set_headings(self, headings: Sequence[Block]) -> None:
        """Show `headings`; a document with fewer than two needs no outline."""
        self._list.set_headings(headings)
        self.setVisible(len(headings) > 1)

    def set_folded(self, is_folded: bool) -> None:
        """Leave only the line above the headings, or show them."""
        self._fold.setChecked(not is_folded)

    @Slot(bool)
    def _show_list(self, is_shown: bool) -> None:
        self._list.setVisible(is_shown)
        self._show_sign()
        policy = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self._show_sign()

    def _show_sign(self) -> None:
        if self._icons:
            self._fold.setIconSize(QSize(self._icons.side, self._icons.side))
            self._fold.setIcon(self._icons.icon("unfolded" if self._fold.isChecked() else "folded"))
