"""The library of the left pane: the document tree, and above it the line that narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import Locator
from foc_reader.ui.filter_line import FilterLine
from foc_reader.ui.icons import Icons
from foc_reader.ui.late_qt import Qt
from foc_reader.ui.library_tree import LibraryTree

if TYPE_CHECKING:
    from foc_reader.core.library.narrowing import Narrowed, Narrowing
    from foc_reader.ui.library_answer import LibraryAnswer

ROWS_A_TURN = 200  # looked at before the window's thread sees to something else: 4 ms the first time, then below 1


class LibraryPage(QWidget):
    """Shows the library, or the part of it whose titles hold what is typed. `narrowing` makes what narrows a tree."""

    locator_activated = Signal(Locator)
    new_tab_wanted = Signal(Locator)  # Ctrl+Enter, middle click
    search_wanted = Signal(str)  # no title holds these words: the texts might
    left = Signal()  # Esc

    def __init__(self, narrowing: Callable[[Sequence[TreeNode]], Narrowing], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_page")
        self._make_narrowing = narrowing
        self._narrowing: Narrowing | None = None
        self._nodes: tuple[TreeNode, ...] = ()
        self._opened: Locator | None = None  # what is being read
        self._when_narrowed: Callable[[], None] | None = None
        self._answer: LibraryAnswer | None = None  # made when first typed
        self._empty: QLabel | None = None
        usual = self.tr("Titles are narrowed down while you type. Enter opens the first.")
        self._line = FilterLine("library_filter", self.tr("Filter the library"), usual, self)
        self._tree = LibraryTree(self)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(8, 8, 8, 6)
        above.addWidget(self._line)
        self._rows.addLayout(above)
        self._rows.addWidget(self._tree, 1)
        self._next.timeout.connect(self._narrow_on)
        self._line.textChanged.connect(self._narrow)
        self._line.submitted.connect(self._open_first)
        self._line.left_downwards.connect(self._go_down)
        self._line.left.connect(self.left)
        self._tree.typed.connect(self._take_letters)
        self._tree.left_upwards.connect(self._go_up)
        self._tree.locator_activated.connect(self.locator_activated)
        self._tree.new_tab_wanted.connect(self.new_tab_wanted)
        self._tree.left.connect(self.left)

    def set_tree(self, nodes: Sequence[TreeNode]) -> None:
        """Show this library, narrowed to what is typed."""
        self._nodes = tuple(nodes)
        self._narrowing = None
        self._line.setVisible(bool(nodes))
        self._tree.set_tree(self._nodes)
        self._say_if_empty()
        if self._line.text():
            self._narrow()

    def _say_if_empty(self) -> None:
        if self._empty is None and not self._nodes:
            from foc_reader.ui.window_side import window_side

            self._empty = QLabel(self.tr("There are no documents here."), self)
            self._empty.setObjectName("empty_place")
            self._empty.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
            self._empty.setWordWrap(True)
            self._rows.insertWidget(1, self._empty)
        if self._empty:
            self._empty.setVisible(not self._nodes)

    def set_icons(self, icons: Icons) -> None:
        self._tree.set_icons(icons)

    def set_damaged(self, damaged: frozenset[Locator]) -> None:
        """Mark the documents that cannot be read."""
        self._tree.set_damaged(damaged)

    def take_focus(self) -> bool:
        """Put the keyboard into the tree; where nothing is left of it, into the line above."""
        part = self._line if self._tree.isHidden() else self._tree
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_open(self, locator: Locator) -> None:
        """Select the document that is being read."""
        self._opened = locator
        self._tree.select(locator)

    def show_collection(self, inside: Locator) -> None:
        """Show the collection in which the document `inside` stands, in the whole tree."""
        self._line.clear()
        self._tree.show_collection(inside)

    # narrowing

    @Slot()
    def _narrow(self) -> None:
        self._next.stop()
        self._when_narrowed = None
        if self._narrowing is None:
            self._narrowing = self._make_narrowing(self._nodes)
        if self._narrowing.begin(self._line.text()):
            self._narrow_on()
        else:
            self._show_whole()

    @Slot()
    def _narrow_on(self) -> None:
        """Look at some more rows; the rest waits for its turn."""
        narrowed = self._narrowing.go_on(ROWS_A_TURN) if self._narrowing else None
        if narrowed is None:
            self._next.start()
            return
        self._show_part(narrowed)
        if self._when_narrowed:
            act, self._when_narrowed = self._when_narrowed, None
            act()

    def _show_whole(self) -> None:
        self._tree.show()
        self._tree.show_whole(self._nodes)
        if self._opened:
            self._tree.select(self._opened)
        self._line.say("")
        if self._answer:
            self._answer.hide()

    def _show_part(self, narrowed: Narrowed) -> None:
        if self._answer is None:
            self._answer = self._make_answer()
        self._tree.setVisible(narrowed.documents > 0)
        self._tree.show_part(narrowed.nodes)
        self._answer.show_count(narrowed.documents, self._line.text().strip())
        self._line.say(self._answer.sentence)

    def _make_answer(self) -> LibraryAnswer:
        from foc_reader.ui.library_answer import LibraryAnswer

        answer = LibraryAnswer(self)
        answer.search_wanted.connect(self.search_wanted)
        answer.left.connect(self._leave_answer)
        self._rows.addWidget(answer)
        return answer

    # the keyboard

    @Slot(bool)
    def _open_first(self, in_new_tab: bool) -> None:
        """Open the first document that is left; what is still being looked for is waited for."""
        if self._next.isActive():
            self._when_narrowed = lambda: self._open_first(in_new_tab)
            return
        locator = self._tree.current_locator()
        if not self._line.text().strip():
            self._go_down()
        elif self._tree.isHidden():
            self.search_wanted.emit(self._line.text().strip())
        elif locator:
            (self.new_tab_wanted if in_new_tab else self.locator_activated).emit(locator)

    @Slot()
    def _go_down(self) -> None:
        if not self._tree.isHidden():
            self._tree.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._answer:
            self._answer.take_focus()

    @Slot()
    def _go_up(self) -> None:
        self._line.setFocus(Qt.FocusReason.BacktabFocusReason)

    @Slot()
    def _leave_answer(self) -> None:
        self._line.clear()
        self._go_up()

    @Slot(str)
    def _take_letters(self, letters: str) -> None:
        """What is typed in the tree goes on in the line."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.end(False)
        self._line.insert(letters)
