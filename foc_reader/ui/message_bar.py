"""A sentence or two about trouble beside the task at hand, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from foc_reader.core.isolating import contained
from foc_reader.ui.announcing import announce
from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPlainTextEdit

_DETAIL_LINES = 7  # in view; more are scrolled to
_AROUND_TEXT = 40  # px
_FEWEST_LINES = 2  # of the sentence, in view


class MessageText(QScrollArea):
    """As high as the words of `label`; where there is no room for all of them one scrolls."""

    def __init__(self, label: QLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message_scroll")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the label takes the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(label)
        for part in (label, self.viewport()):
            part.setAutoFillBackground(False)  # the ground is that of the bar
        self._label = label
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def fit(self, width: int) -> None:
        """Take the height that the words need in `width`."""
        frame = 2 * self.frameWidth()
        height = max(0, self._label.heightForWidth(width - frame)) + frame  # -1 without words
        if height != self.maximumHeight():
            self.setMaximumHeight(height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._label.sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        lines = self._label.fontMetrics().lineSpacing() * _FEWEST_LINES + 2 * self.frameWidth()
        return QSize(0, min(lines, self.maximumHeight()))


class MessageBar(QFrame):
    """Above the text; stays until it is closed or another sentence takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._text = QLabel(self)
        self._text.setObjectName("message_text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._act = QPushButton(self)
        self._act.setObjectName("message_action")
        self._close = QPushButton(self.tr("Close"), self)
        self._close.setObjectName("message_close")
        self._more = QPushButton(self.tr("Details"), self)
        self._more.setObjectName("message_details")
        self._more.setCheckable(True)
        self._copy = QPushButton(self.tr("Copy"), self)
        self._copy.setObjectName("message_copy")
        self._copy.setAccessibleName(self.tr("Copy sentence and details"))
        self._copy.hide()
        for before, after in ((self._act, self._more), (self._more, self._copy), (self._copy, self._close)):
            QWidget.setTabOrder(before, after)  # as they stand
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._scroll = MessageText(self._text, self)
        self._row.addWidget(self._scroll, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        for button in (self._act, self._more, self._copy, self._close):
            self._buttons.addWidget(button)
        self._row.addLayout(self._buttons)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(14, 8, 14, 8)
        self._rows.addLayout(self._row)
        self._details: QPlainTextEdit | None = None  # made when first asked for
        self._detail_text = self._topic = ""
        self._action: Callable[[], None] | None = None
        self._act.clicked.connect(self._do)
        self._more.toggled.connect(self._unfold)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty while the bar is closed."""
        return "" if self.isHidden() else self._text.text()

    @property
    def topic(self) -> str:
        """What the sentence is about, by the name it was given; empty while the bar is closed."""
        return "" if self.isHidden() else self._topic

    def say(
        self,
        sentence: str,
        label: str = "",
        action: Callable[[], None] | None = None,
        details: str = "",
        topic: str = "",
    ) -> None:
        """Show `sentence`, with a button `label` that does `action` and closes the bar.

        `details`, plain lines, are folded away behind a button. With a `topic`, the sentence can be changed or
        taken back later.
        """
        self._set(sentence)
        self._act.setText(label)
        self._act.setVisible(action is not None)
        self._action, self._detail_text, self._topic = action, details, topic
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._fit()
        self.show()
        announce(self._text, sentence)

    def amend(self, topic: str, sentence: str) -> None:
        """Change the sentence, without another alert, if it is about `topic`."""
        if topic and topic == self.topic:
            self._set(sentence)

    def withdraw(self, topic: str) -> None:
        """Close the bar if it is about `topic`."""
        if topic and topic == self.topic:
            self.hide()

    def take_focus(self) -> bool:
        """Put the keyboard on what can be done; False while the bar is closed."""
        if self.isHidden():
            return False
        first = next(button for button in (self._act, self._more, self._close) if not button.isHidden())
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _set(self, sentence: str) -> None:
        self._text.setText(contained(sentence))  # errors quote titles as they are
        self._text.setAccessibleName(sentence)
        self._fit()

    def _fit(self) -> None:
        """The buttons beside the sentence, or below where it would take more than two lines beside them."""
        room = self.width() - self._buttons.sizeHint().width() - _AROUND_TEXT
        is_short = self._text.fontMetrics().horizontalAdvance(self._text.text()) < 1.8 * room
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_short else directions.TopToBottom)
        self._scroll.fit(room if is_short else self.width() - _AROUND_TEXT)

    @Slot()
    def _copy_all(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._detail_text}")

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:
        self._copy.setVisible(is_open)
        self._fit()
        if self._details is None:
            if not is_open:
                return
            from PySide6.QtWidgets import QPlainTextEdit

            self._details = QPlainTextEdit(self)
            self._details.setObjectName("message_detail_text")
            self._details.setAccessibleName(self.tr("Details"))
            self._details.setReadOnly(True)
            self._details.setTabChangesFocus(True)
            self._details.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._rows.addWidget(self._details)
            QWidget.setTabOrder(self._close, self._details)
        if is_open:
            self._details.setPlainText(self._detail_text)
            lines = min(_DETAIL_LINES, self._detail_text.count("\n") + 2)
            self._details.setFixedHeight(self._details.fontMetrics().lineSpacing() * lines + 24)
        self._details.setVisible(is_open)

    @Slot()
    def _do(self) -> None:
        self.hide()
        if self._action:
            self._action()
