"""The row below the number of results: their order, the filters, each with its choices and counts, and what else
can be done with all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.model import BEST_FIRST, Answer, Count
from foc_reader.ui.choice_button import ChoiceButton, ChoiceMenu
from foc_reader.ui.facts import language_name
from foc_reader.ui.flowing import flow
from foc_reader.ui.limits import FILTERS, Limits
from foc_reader.ui.result_tools import ResultTools

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_MOST_CHOICES = 40  # in one list; those of most documents, and all that are chosen
_DESCRIBED_MS = 150  # after an answer


class FilterRow(QWidget):
    """Wraps where the pane is narrow. Hidden while there is nothing to choose."""

    limits_changed = Signal(object)  # Limits
    left = Signal()  # Esc
    stops_changed = Signal()  # a button was made: they are made when they are needed, in any order

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._limits = Limits()
        self._buttons: dict[str, ChoiceButton] = {}
        self._shown: dict[str, tuple[Count, ...]] = {}
        self._description = QTimer(self, singleShot=True, interval=_DESCRIBED_MS)
        self._description.timeout.connect(self._describe)
        self.tools = ResultTools(self)
        self._clear = QPushButton(self.tr("Clear filters"), self)
        self._clear.setObjectName("clear_filters")
        self._clear.clicked.connect(self._drop_all)
        self._clear.hide()
        self.hide()

    def show_for(self, answer: Answer | None, limits: Limits, order: str = BEST_FIRST) -> None:
        """Offer what an answer within `limits` counted; None: there is none."""
        self._limits = limits
        counts = answer.counts if answer else {}
        for name in FILTERS:
            self._show(name, _choices(name, counts.get(name, ()), limits.chosen.get(name, frozenset())))
        self._clear.setVisible(bool(limits.chosen))
        self.tools.show_for(answer, limits, order)
        self._description.start()
        self.setVisible(any(not part.isHidden() for part in self.stops))
        self._lay_out()

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard comes by, in order."""
        filters = (self._buttons[name] for name in FILTERS if name in self._buttons)
        return [self.tools.out, self.tools.order, *filters, self._clear, self.tools.within, self.tools.save]

    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._lay_out()  # letters may have grown, sides may have changed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, name: str, choices: tuple[Count, ...]) -> None:
        chosen = self._limits.chosen.get(name, frozenset())
        button = self._buttons.get(name)
        if len(choices) < 2 and not chosen:
            if button:
                button.hide()
            return
        if button is None:
            button = self._buttons[name] = self._make(name)
            self.stops_changed.emit()
        title = filter_title(name)
        words = [filter_words(name, value) for value in sorted(chosen)]
        if words:
            text = self.tr("{filter}: {choice}").format(filter=title, choice=isolated(words[0]))
            text += f" +{len(words) - 1}" if len(words) > 1 else ""
        else:
            text = title
        button.setText(text)
        button.setAccessibleName(text)
        button.setChecked(bool(chosen))
        button.setVisible(True)
        self._shown[name] = choices

    @Slot()
    def _describe(self) -> None:
        """What can be chosen, for screen readers: they come to a filter later than its answer."""
        for name, button in self._buttons.items():
            said = "; ".join(self._said(name, count) for count in self._shown[name])
            button.setAccessibleDescription(said)

    def _make(self, name: str) -> ChoiceButton:
        menu = ChoiceMenu(self)
        menu.setObjectName(f"filter_{name}_choices")
        button = ChoiceButton(f"filter_{name}", menu, self)
        button.setCheckable(True)
        # filled as it opens: no answer waits for it, and one that is open is not changed below the finger
        menu.aboutToShow.connect(lambda: self._fill(menu, name))
        menu.aboutToHide.connect(lambda: self._settle(name))
        return button

    def _fill(self, menu: ChoiceMenu, name: str) -> None:
        menu.clear()
        chosen = self._limits.chosen.get(name, frozenset())
        for count in self._shown[name]:
            label = isolated(filter_words(name, count.value)).replace("&", "&&")
            action = menu.addAction(f"{label}\t{count.documents}")
            action.setData(count.value)
            action.setCheckable(True)
            action.setChecked(count.value in chosen)
            action.setToolTip(self._said(name, count))
            action.triggered.connect(lambda checked, name=name, menu=menu: self._choose(name, menu))

    def _choose(self, name: str, menu: ChoiceMenu) -> None:
        chosen = [str(action.data()) for action in menu.actions() if action.isChecked()]
        self._limits = self._limits.choosing(name, chosen)
        self._buttons[name].setChecked(bool(chosen))
        self.limits_changed.emit(self._limits)

    def _settle(self, name: str) -> None:
        """The list is closed, and a click on the button had checked or unchecked it."""
        self._buttons[name].setChecked(name in self._limits.chosen)

    def _said(self, name: str, count: Count) -> str:
        documents = self.tr("%n document(s)", "", count.documents)
        return self.tr("{choice}, {documents}").format(choice=filter_words(name, count.value), documents=documents)

    @Slot()
    def _drop_all(self) -> None:
        self.limits_changed.emit(self._limits.without_filters())

    def _lay_out(self) -> None:
        flow(self, self.stops)


def filter_title(name: str) -> str:
    """What a filter is called."""
    translate = QCoreApplication.translate
    titles = {
        "language": translate("filters", "Language"),
        "collection": translate("filters", "Collection"),
        "kind": translate("filters", "Kind"),
        "year": translate("filters", "Year"),
    }
    return titles[name]


def filter_words(name: str, value: str) -> str:
    """A choice in words: a language by its name."""
    return language_name(value) if name == "language" else value


def _choices(name: str, counts: Sequence[Count], chosen: frozenset[str]) -> tuple[Count, ...]:
    """What is offered: years from the newest, the rest by documents; what is chosen also where it leaves nothing."""
    offered = list(counts[:_MOST_CHOICES])
    offered += [count for count in counts[_MOST_CHOICES:] if count.value in chosen]
    known = {count.value for count in offered}
    offered += [Count(value, 0) for value in sorted(chosen - known)]
    if name == "year":
        offered.sort(key=lambda count: count.value, reverse=True)
    return tuple(offered)
