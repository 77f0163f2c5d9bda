"""The line for tags, separated by commas, which offers those that were used before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from foc_reader.core.notebook.bookmarking import clean_tags

_COMMAS = "\u060c\uff0c\u3001"  # of Arabic, and of Chinese and Japanese


# in the palette's colours: a popup has no parent whose look it could take
_LOOK = """
QListView { background: palette(base); border: 1px solid palette(mid); padding: 3px; }
QListView::item { background: transparent; color: palette(text); padding: 5px 8px; border-radius: 4px; }
QListView::item:selected, QListView::item:hover { background: palette(highlight); color: palette(highlighted-text); }
"""


class TagLine(QLineEdit):
    """While a tag is typed, those it could become are offered: Down and Enter take one, Esc goes on typing."""

    def __init__(self, tags: Sequence[str], known: Sequence[str], parent: QWidget) -> None:
        super().__init__(", ".join(tags), parent)
        self._known = tuple(known)
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView(self)
        self._completer.setPopup(self._popup)
        self._popup.setObjectName("tag_offers")
        self._popup.setStyleSheet(_LOOK)
        self._popup.setAccessibleName(self.tr("Tags used before"))
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once, as they were spelt before if they differ in capitals only."""
        spelt = {tag.casefold(): tag for tag in reversed(self._known)}
        return clean_tags(spelt.get(tag.strip().casefold(), tag) for tag in _commas(self.text()).split(","))

    @Slot()
    def _offer(self) -> None:
        start, end = self._typed()
        typed = self.text()[start:end].strip().casefold()
        others = {tag.strip().casefold() for tag in _commas(self.text()[:start] + self.text()[end:]).split(",")}
        fitting = [tag for tag in self._known if typed and typed in tag.casefold() and tag.casefold() not in others]
        fitting.sort(key=lambda tag: not tag.casefold().startswith(typed))
        if not fitting or fitting == [typed]:
            self._popup.hide()
            return
        self._offered.setStringList(fitting)
        self._completer.complete()

    @Slot(str)
    def _take(self, tag: str) -> None:
        start, end = self._typed()
        text = self.text()
        before = text[:start] + (" " if start else "")
        rest = text[end:]
        self.setText(before + tag + (rest or ", "))
        self.setCursorPosition(len(before + tag) + (0 if rest else 2))

    def _typed(self) -> tuple[int, int]:
        """From where to where the tag stands that the cursor is in."""
        text, at = _commas(self.text()), self.cursorPosition()
        end = text.find(",", at)
        return text.rfind(",", 0, at) + 1, len(text) if end < 0 else end


def _commas(text: str) -> str:
    """`text` with the comma of any script as the one we write."""
    return text.translate(dict.fromkeys(map(ord, _COMMAS), ","))
