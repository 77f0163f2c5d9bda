"""What can be done with all the results: put in another order, searched within, kept as a search."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.model import BEST_FIRST, ORDERS, Answer
from foc_reader.ui.choice_button import ChoiceButton
from foc_reader.ui.limits import Limits

_ENOUGH_LINES = 20  # in the window
_LONGEST_QUERY = 24  # characters on the button that leads out of earlier results


class ResultTools(QObject):
    """Makes the buttons, which the row of filters places."""

    order_chosen = Signal(str)  # one of `model.ORDERS`
    within_wanted = Signal()  # search within what is listed
    save_wanted = Signal()  # keep what is searched for, or change what is kept of it
    step_out_wanted = Signal()  # not within the earlier results any more

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        menu = QMenu(parent)
        menu.setObjectName("result_order_choices")
        self._group = QActionGroup(menu)
        for order in ORDERS:
            action = menu.addAction(order_words(order))
            action.setObjectName(f"order_{order}")
            action.setCheckable(True)
            action.setData(order)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.order_chosen.emit(action.data()))
        self.order = ChoiceButton("result_order", menu, parent)
        self.out = self._button("step_out", parent)
        self.out.clicked.connect(self.step_out_wanted)
        self.within = self._button("search_within", parent)
        self.within.setText(self.tr("Search within"))
        self.within.clicked.connect(self.within_wanted)
        self._show_out(Limits())
        self.save = self._button("save_search", parent)
        self.save.clicked.connect(self.save_wanted)
        self.show_kept(False)
        for part in (self.order, self.out, self.within, self.save):
            part.hide()

    def show_for(self, answer: Answer | None, limits: Limits, order: str) -> None:
        """Offer what makes sense for `answer`, which was found within `limits`."""
        count = answer.documents if answer else 0
        for action in self._group.actions():
            action.setChecked(action.data() == order)
        words = order_words(order)
        self.order.setText(words)
        self.order.setAccessibleName(self.tr("Order: {order}").format(order=words))
        self.order.setToolTip(self.tr("The order of the documents"))
        self.order.setVisible(count > 1)
        sentence = self.tr("Search within these %n document(s)", "", count)
        self.within.setAccessibleName(sentence)
        self.within.setToolTip(sentence)
        is_query = answer is not None and bool(answer.query)
        self.within.setVisible(count > 1 and is_query and self._has_room)
        self.save.setVisible(is_query and self._has_room)
        self._show_out(limits)

    def show_kept(self, is_kept: bool) -> None:
        """Whether the search that is listed is kept already."""
        self.save.setText(self.tr("Search is kept") if is_kept else self.tr("Keep search"))
        words = self.tr("Change what is kept of this search") if is_kept else self.tr("Keep this search as a bookmark")
        self.save.setToolTip(words)

    def _show_out(self, limits: Limits) -> None:
        """The way out of what earlier queries found."""
        self.out.setToolTip(self.tr("Search outside of the earlier results, too"))
        self.out.setAccessibleName(self.out.toolTip())
        if limits.within:
            query = limits.within[-1].strip()
            short = query if len(query) <= _LONGEST_QUERY else f"{query[:_LONGEST_QUERY]}…"
            self.out.setText(self.tr("Within “{query}” ×").format(query=isolated(short)).replace("&", "&&"))
            name = self.tr("Within what was found for {query}: search outside of it, too")
            self.out.setAccessibleName(name.format(query=isolated(query)))
        self.out.setVisible(bool(limits.within))

    @property
    def _has_room(self) -> bool:
        """Whether the window has lines to spare; where it has not, the menus offer the same."""
        row = self.order
        return row.window().height() >= _ENOUGH_LINES * row.fontMetrics().lineSpacing()

    def _button(self, name: str, parent: QWidget) -> QPushButton:
        button = QPushButton(parent)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button


def order_words(order: str) -> str:
    """An order in words."""
    translate = QCoreApplication.translate
    words = {
        BEST_FIRST: translate("orders", "Best first"),
        "date": translate("orders", "Newest first"),
        "title": translate("orders", "By title"),
    }
    return words[order]
