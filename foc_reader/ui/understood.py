"""How a query was taken, above its results: whether another one was meant, and a chip for each of its parts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from foc_reader.ui.chip_words import ChipWords, chips_of

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from foc_reader.core.model import Answer, Part
    from foc_reader.core.search.suggestion import Suggestion
    from foc_reader.ui.chip_row import ChipRow
    from foc_reader.ui.meant_button import MeantButton


_ENOUGH_LINES = 20  # in the window, for chips beside all else


class Understood(QWidget):
    """Hidden while there is nothing to be said; its parts are made when they are first needed."""

    query_wanted = Signal(str)  # what was meant
    other_query_wanted = Signal(str)  # a part was taken out, and one may go on taking out
    left = Signal()  # Esc
    stops_changed = Signal()  # something more the keyboard comes by was made
    left_upwards = Signal()  # there is nothing left here to stand on

    def __init__(self, parent: QWidget) -> None:
        self._answer: Answer | None = None
        self._suggestion: Suggestion | None = None
        self._words: tuple[ChipWords, ...] = ()
        self._shown: tuple[ChipWords, ...] = ()  # those of them that there is room for
        self._stops: list[QWidget] = []
        super().__init__(parent)
        self.setObjectName("understood")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def prepare(self) -> None:
        """Make the row of chips, which is seen with the second word of a query, unless an answer came sooner."""
        if "_chips" not in self.__dict__:
            self._chips.hide()

    def show_answer(self, answer: Answer | None, suggestion: Suggestion | None) -> None:
        """Say how the query of `answer` was taken; None: nothing is listed. `suggestion`: what may be meant instead."""
        if suggestion != self._suggestion:
            self._suggestion = suggestion
            if suggestion:
                self._meant.show_suggestion(suggestion)
            self._meant.setVisible(suggestion is not None)
        if answer is not self._answer:
            self._answer = answer
            self._words = chips_of(answer) if answer else ()
        self._show_chips()

    def _show_chips(self) -> None:
        """Those there is room for: where the window has few lines, they are the results'."""
        words = self._words
        if self._is_short:
            words = () if self._suggestion else tuple(word for word in words if not word.is_plain)
        if words != self._shown:
            self._shown = words
            self._chips.show_chips(words)
        if self._stops != self.stops:
            self._stops = self.stops
            self.stops_changed.emit()
        self.setVisible(any(not part.isHidden() for part in self._made))

    @property
    def _is_short(self) -> bool:
        return self.window().height() < _ENOUGH_LINES * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chips()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._show_chips()

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard comes by, in order, as far as it is made."""
        chips = self._chips.chips if "_chips" in self.__dict__ else []
        return [*([self._meant] if "_meant" in self.__dict__ else []), *chips]

    @property
    def _made(self) -> list[QWidget]:
        return [self.__dict__[name] for name in ("_meant", "_chips") if name in self.__dict__]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @cached_property
    def _meant(self) -> MeantButton:
        from foc_reader.ui.meant_button import MeantButton

        button = MeantButton(self)
        button.clicked.connect(self._ask_meant)
        around = QVBoxLayout()
        around.setContentsMargins(12, 0, 12, 6)
        around.addWidget(button)
        self._rows.insertLayout(0, around)
        return button

    @cached_property
    def _chips(self) -> ChipRow:
        from foc_reader.ui.chip_row import ChipRow

        chips = ChipRow(self)
        chips.removed.connect(self._take_out)
        chips.emptied.connect(self.left_upwards)
        self._rows.addWidget(chips)
        return chips

    @Slot()
    def _ask_meant(self) -> None:
        if self._suggestion:
            self.query_wanted.emit(self._suggestion.query)

    @Slot(object)
    def _take_out(self, part: Part) -> None:
        from foc_reader.core.search.query import without_part

        if self._answer:
            self.other_query_wanted.emit(without_part(self._answer.query, part))
