"""The lower edge of the window: where one is in the document, and where things are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from foc_reader.core.session import Session
from foc_reader.ui.late_qt import PLAIN_TEXT, Qt
from foc_reader.ui.reader import Reader

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from foc_reader.core.open_document import OpenDocument

_NOTED_MS = 8_000
_SAID_MS = 4_000
_BETWEEN = 6  # px, Qt's own, between the parts and at the ends


class StatusLine(QStatusBar):
    """Shows short facts; a passing message covers the first for a moment."""

    def __init__(self, session: Session, reader: Reader, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._reader = session, reader
        self._counted: OpenDocument | None = None  # the document whose matches were announced
        self._percent = 0  # of the page, above the lower edge
        self._place = QLabel(self)
        self._place.setObjectName("place_label")
        self._kept = QLabel(self)
        self._kept.setObjectName("kept_label")
        for label in (self._place, self._kept):
            label.setProperty("textFormat", PLAIN_TEXT)
        self._damage: QLabel | None = None  # made when there is something to say
        self._progress: QLabel | None = None
        self._long: QLabel | None = None  # a passing message of more than one line
        self.setSizeGripEnabled(False)
        self.addWidget(self._place)
        self.addPermanentWidget(self._kept)
        self.messageChanged.connect(self._fit)
        self.show_where_kept()

    @property
    def where_kept(self) -> str:
        """A sentence on where bookmarks go."""
        if self._session.keeps_in_memory_only:
            return self.tr("What you keep is gone when this window closes.")
        if self._session.locations.is_portable:
            return self.tr("What you keep stays beside the program.")
        return self.tr("What you keep stays on this computer.")

    @Slot()
    def show_where_kept(self) -> None:
        self._kept.setText(self.where_kept)
        self._fit()

    @Slot(str)
    def say(self, sentence: str) -> None:
        """For a moment."""
        self.showMessage(sentence, _SAID_MS)

    def note_read_only(self, error: Exception) -> bool:
        """Show where things are kept now; where they cannot be because the place may only be read, say that here.

        False where `error` is another, which has to be said elsewhere.
        """
        from foc_reader.core.errors import PlaceReadOnly
        from foc_reader.ui.announcing import announce

        self.show_where_kept()
        if not isinstance(error, PlaceReadOnly):
            return False
        self.showMessage(str(error), _NOTED_MS)
        announce(self, str(error))
        return True

    def show_damage(self, count: int) -> None:
        """How many files of the library are damaged."""
        if self._damage is None and count:
            self._damage = self._permanent("damage_label")
        if self._damage is not None:
            self._damage.setText(self.tr("%n file(s) damaged", "", count) if count else "")
        self._fit()

    @Slot(str)
    def show_progress(self, words: str) -> None:
        """What is being done beside, and how far it is; nothing when it is done."""
        if self._progress is None and words:
            self._progress = self._permanent("progress_label")
        if self._progress is not None:
            self._progress.setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Where there is no room for all, where things are kept is the first to go: the start page says it, too.

        A passing message goes before all others, for its moment.
        """
        message = self.currentMessage()
        first = _BETWEEN + self.fontMetrics().horizontalAdvance(message) if message else self._place.sizeHint().width()
        room = self.width() - first - 2 * _BETWEEN
        self._wrap(message if room < 0 else "")
        for label in (self._progress, self._damage, self._kept):
            if label:
                needed = label.sizeHint().width() + _BETWEEN
                is_optional = bool(message) or label is self._kept
                label.setVisible(bool(label.text()) and (needed <= room or not is_optional))
                room -= needed if label.text() else 0

    def _wrap(self, message: str) -> None:
        """Show `message` in as many lines as it needs, over all else; nothing: the line is as high as ever."""
        if message and self._long is None:
            self._long = QLabel(self)
            self._long.setObjectName("status_message")
            self._long.setProperty("textFormat", PLAIN_TEXT)
            self._long.setWordWrap(True)
        if self._long:
            self._long.setText(message)
            self._long.ensurePolished()  # else it would be measured with other edges
            height = self._long.heightForWidth(self.width()) if message else 0
            self.setMinimumHeight(height)
            self._long.setGeometry(0, 0, self.width(), height)
            self._long.setVisible(bool(message))

    @Slot()
    def _keep_place_hidden(self) -> None:
        if self.currentMessage() and not self._place.isHidden():
            self._place.hide()
            self._place.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # it is Qt that shows it

    def _permanent(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("textFormat", PLAIN_TEXT)
        self.insertPermanentWidget(1, label)  # after the place
        QTimer.singleShot(0, self._keep_place_hidden)  # Qt shows what lies beneath a message again then
        return label

    @Slot(int)
    def show_percent(self, percent: int) -> None:
        """How much of the page lies above the lower edge."""
        self._percent = percent
        self.show_place()

    @Slot()
    def show_place(self) -> None:
        """Where in the document one is, and on which of its matches."""
        shown = self._reader.shown
        if shown is None:
            self._place.clear()
            self._fit()
            return
        words = [self.tr("{percent} %").format(percent=self._percent)]
        count = len(shown.opened.matches)
        if count and self._reader.match_number:
            words.append(self.tr("match {number} of {count}").format(number=self._reader.match_number, count=count))
        elif count:
            words.append(self.tr("%n match(es)", "", count))
        self._place.setText(" · ".join(words))
        self._fit()
        self._announce_matches(shown.opened)

    def _announce_matches(self, opened: OpenDocument) -> None:
        """Once for each document that is opened with some: the number is on the screen, far from what is read."""
        is_new, self._counted = opened is not self._counted, opened
        if is_new and opened.matches:
            from foc_reader.ui.announcing import announce

            announce(self._place, self.tr("%n match(es) in this document", "", len(opened.matches)))

    @Slot(int)
    def show_end(self, by: int) -> None:
        """F3 went past the last match and on from the first (1), Shift+F3 the other way (-1); 0: there is none."""
        from foc_reader.ui.announcing import announce

        sentences = {
            1: self.tr("That was the last match. This is the first."),
            -1: self.tr("That was the first match. This is the last."),
            0: self.tr("There are no matches to step through. Search for words first."),
        }
        self.showMessage(sentences[by], 4000)
        announce(self, sentences[by])

    @Slot(int)
    def show_text_percent(self, percent: int) -> None:
        self.showMessage(self.tr("Text size {percent} %").format(percent=percent), 2000)
