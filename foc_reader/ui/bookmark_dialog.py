"""The question that keeping a passage asks: its name, a note, tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from foc_reader.core.model import Bookmark
from foc_reader.core.values import replace
from foc_reader.ui.tag_line import TagLine
from foc_reader.ui.theme import letters_unit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class BookmarkDialog(QDialog):
    """Shows a bookmark to be kept or changed."""

    bookmark_accepted = Signal(Bookmark)

    def __init__(self, bookmark: Bookmark, known_tags: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bookmark_dialog")
        self.setWindowTitle(self.tr("Bookmark"))
        self.setMinimumWidth(round(420 * letters_unit()))
        self._bookmark = bookmark
        self._name = QLineEdit(bookmark.name, self)
        self._name.setObjectName("bookmark_name")
        self._name.setMaxLength(200)
        self._name.selectAll()
        self._note = QPlainTextEdit(bookmark.note, self)
        self._note.setObjectName("bookmark_note")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self._note.fontMetrics().lineSpacing() * 5)
        self._tags = TagLine(bookmark.tags, known_tags, self)
        self._tags.setObjectName("bookmark_tags")
        self._tags.setPlaceholderText(self.tr("separated by commas"))
        quote = QLabel(self)
        quote.setTextFormat(Qt.TextFormat.PlainText)  # a document's words: never to be read as markup
        quote.setText(_what(bookmark))
        quote.setObjectName("bookmark_quote")
        quote.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(self.tr("Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(quote)
        for label, field in (
            (self.tr("&Name"), self._name),
            (self.tr("No&te"), self._note),
            (self.tr("T&ags"), self._tags),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label.replace("&", ""))
        form.addRow(buttons)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._name.setFocus()
        self._grow(form)

    def _grow(self, form: QFormLayout) -> None:
        """As high as its parts need: left to itself, Qt gives no dialog more than two thirds of the screen."""
        self.ensurePolished()
        wanted = form.sizeHint()
        self.resize(wanted.width(), max(wanted.height(), form.heightForWidth(wanted.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._accept()  # also from the note, where Enter alone begins a line
        else:
            super().keyPressEvent(event)

    @Slot()
    def _accept(self) -> None:
        name = self._name.text().strip() or self._bookmark.name
        self.accept()
        self.bookmark_accepted.emit(
            replace(self._bookmark, name=name, note=self._note.toPlainText().strip(), tags=self._tags.tags)
        )


def _what(bookmark: Bookmark) -> str:
    """The words that are kept, or what is searched for."""
    if bookmark.search is None:
        return f"“{_shortened(bookmark.quote.exact)}”"
    from foc_reader.ui.saved_searches import search_facts

    return _shortened(search_facts(bookmark))


def _shortened(text: str, most: int = 180) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
