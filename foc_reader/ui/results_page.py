"""The results of a search in the left pane: what was found, how much of it, and what to do when nothing was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from foc_reader.core.model import BEST_FIRST, Answer, Bookmark, Hit
from foc_reader.core.search.suggestion import Suggestion
from foc_reader.ui import result_words
from foc_reader.ui.announcing import announce
from foc_reader.ui.card_list import CardList
from foc_reader.ui.examples import Example
from foc_reader.ui.filter_row import FilterRow
from foc_reader.ui.limits import Limits
from foc_reader.ui.next_steps import Step
from foc_reader.ui.offers import Offer, Offers, Said
from foc_reader.ui.result_rows import result_rows
from foc_reader.ui.theme import Theme
from foc_reader.ui.titles import Titles
from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from foc_reader.ui.asked import Like
    from foc_reader.ui.like_line import LikeLine
    from foc_reader.ui.understood import Understood


class ResultsPage(QWidget):
    """Shows an Answer. `examples` makes queries to try when they are first to be seen."""

    hit_activated = Signal(Hit)
    new_tab_wanted = Signal(Hit)
    bookmark_activated = Signal(Bookmark)
    bookmark_beside_wanted = Signal(Bookmark)  # in a new tab
    query_wanted = Signal(str)  # an example was clicked, or what may be meant
    other_query_wanted = Signal(str)  # a part was taken out of the query, and one may go on taking out
    step_wanted = Signal(object)  # Step
    limits_wanted = Signal(object)  # Limits: filters were chosen
    like_wanted = Signal(object)  # more like the passage of a Hit, or like a document: DocumentEntry
    back_wanted = Signal()  # from what is like something to what was listed before
    order_wanted = Signal(str)  # one of `model.ORDERS`
    within_wanted = Signal()  # search within what is listed
    save_wanted = Signal()  # keep what is searched for
    step_out_wanted = Signal()  # not within the earlier results any more
    more_wanted = Signal()  # the end of the list is in view, and the answer has more
    left = Signal()
    left_upwards = Signal()

    def __init__(self, examples: Callable[[], Sequence[Example]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results_page")
        self._examples = examples
        self._answer: Answer | None = None
        self._titles: Titles | None = None
        self._limits = Limits()
        self._like: Like | None = None
        self._order = BEST_FIRST
        self._suggestion: Suggestion | None = None
        self._steps: tuple[Step, ...] = ()
        self._parts: list[Said | Offer] = []  # shown in place of the list; empty: the list is
        self._announced: tuple[str, ...] = ()
        self._asked: tuple[object, ...] = ()  # for what is in the list
        self._make()
        self._lay_out()
        self._introduce()
        self.show_nothing_typed(())

    @property
    def answer(self) -> Answer | None:
        return self._answer

    @property
    def current_hit(self) -> Hit | None:
        """The result one stands on."""
        value = self._list.current_value()
        return value if isinstance(value, Hit) else None

    def prepare(self) -> None:
        """Make what is shown above the list once two words are typed."""
        self._understood.prepare()

    def set_theme(self, theme: Theme) -> None:
        self._list.set_theme(theme)
        self._offers.set_theme(theme)

    def show_nothing_typed(self, bookmarks: Sequence[Bookmark]) -> None:
        """The newest of `bookmarks`, and queries to try."""
        self._answer = self._titles = None
        self._announced = ()
        self.show_like(None)
        self._filters.show_for(None, Limits())
        self._summary.setText(self.tr("Type in the box above. What is found appears here while you type."))
        self._show_parts(result_words.nothing_typed(bookmarks, self._examples()))

    def show_sentence(self, sentence: str) -> None:
        """Something stands in the way of searching; `sentence` says what, and what can be done."""
        self._answer = None
        self._summary.setText("")
        self._show_parts([Said(sentence, "large")])
        self._announce(sentence)

    def show_titles(self, titles: Titles, is_opening: bool) -> None:
        """Titles above what is listed; `is_opening`: there will be no passages for a while."""
        self._titles = titles
        if is_opening:
            self._answer = None
            self._summary.setText(result_words.opening_words() if titles.hits else "")
            if titles.hits:
                self._show_list()
            else:
                self._show_parts(result_words.still_opening(titles.query))
        elif self._answer is not None and self._answer.query == titles.query:
            self._show_answered(self._answer)
        elif titles.hits:
            if self._parts:  # there are no passages of the query before, either
                self._summary.setText(self.tr("Searching the texts…"))
            self._show_list()

    def show_like(self, like: Like | None) -> None:
        """Say above the list what it is like."""
        self._like = like
        if like:
            self._like_line.show_like(like)
        if like or "_like_line" in self.__dict__:
            self._like_line.setVisible(like is not None)

    def show_answer(
        self,
        answer: Answer,
        titles: Titles | None,
        limits: Limits,
        like: Like | None = None,
        order: str = BEST_FIRST,
        suggestion: Suggestion | None = None,
    ) -> None:
        """Show the hits below what is known of titles, keeping the current row where the same hit is still there.

        `like`: what they are like, in place of answering a query. `order`: in which documents are listed.
        """
        self.show_like(like)
        self._answer, self._titles, self._limits, self._steps = answer, titles, limits, ()
        self._order, self._suggestion = order, suggestion
        self._filters.show_for(answer, limits, order)
        self._help.setChecked(False)
        self._show_answered(answer)
        if self._parts:
            self._announce(result_words.nothing_words(answer, like), answer.query, like)
        else:
            self._announce(self._summary.text(), answer.query, like)

    def show_kept(self, is_kept: bool) -> None:
        """Whether the search that is listed is kept already."""
        self._filters.tools.show_kept(is_kept)

    def show_limits(self, limits: Limits) -> None:
        """What is asked next will be within `limits`."""
        self._limits = limits
        self._filters.show_for(self._answer, limits, self._order)

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Ask whether another query was meant: above the list, or first of what is offered in its place."""
        self._suggestion = suggestion
        if self._answer is not None:
            self._show_answered(self._answer)
        announce(self._summary, result_words.meant_words(suggestion))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """What finds something where nothing was found."""
        self._steps = tuple(steps)
        if self._answer is not None and self._parts:
            self._show_answered(self._answer)

    def choose(self, hit: Hit) -> None:
        """Make the row of `hit` the current one."""
        row = self._list.row_of(hit)
        if row >= 0:
            self._list.choose(row)

    def take_focus(self) -> bool:
        """Put the keyboard into the list, on its first row unless one is chosen, or on the first thing to do."""
        if not self._offers.isHidden():
            if not self._offers.take_focus():
                self._help.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if not self._list.currentIndex().isValid():
            self._list.choose(0)
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_help(self) -> None:
        """Say what can be typed, with the keyboard on the first example."""
        self._help.setChecked(True)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on what has no list of its own."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # made

    def _make(self) -> None:
        self._summary = QLabel(self)
        self._summary.setObjectName("quiet")
        self._summary.setWordWrap(True)
        self._summary.setIndent(0)  # else Qt sets it in at the top, too
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignTop)
        self._help = QPushButton("?", self)
        self._help.setObjectName("query_help")
        self._help.setCheckable(True)
        self._help.setAutoDefault(False)
        self._help.setToolTip(self.tr("How to search"))
        self._help.setAccessibleName(self.tr("How to search"))
        self._filters = FilterRow(self)
        self._list = CardList("hit_list", self)
        self._list.setAccessibleName(self.tr("Results"))
        self._offers = Offers(self)

    @cached_property
    def _like_line(self) -> LikeLine:
        from foc_reader.ui.like_line import LikeLine

        line = LikeLine(self)
        line.back_wanted.connect(self.back_wanted)
        self._rows.insertWidget(0, line)
        return line

    @cached_property
    def _understood(self) -> Understood:
        from foc_reader.ui.understood import Understood

        understood = Understood(self)
        understood.query_wanted.connect(self.query_wanted)
        understood.other_query_wanted.connect(self.other_query_wanted)
        understood.left.connect(self.left)
        understood.left_upwards.connect(self.left_upwards)
        self._rows.insertWidget(self._rows.indexOf(self._filters), understood)
        understood.stops_changed.connect(self._order_stops)
        return understood

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 8, 0, 6)
        top.addWidget(self._summary, 1)
        top.addWidget(self._help, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(12)  # as a margin it would not change sides
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self._filters)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._offers, 1)

    def _introduce(self) -> None:
        self._list.activated_value.connect(self.hit_activated)
        self._list.new_tab_wanted.connect(self.new_tab_wanted)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.left.connect(self.left)
        self._list.left_upwards.connect(self.left_upwards)
        self._list.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        self._filters.limits_changed.connect(self.limits_wanted)
        self._filters.tools.order_chosen.connect(self.order_wanted)
        self._filters.tools.within_wanted.connect(self.within_wanted)
        self._filters.tools.save_wanted.connect(self.save_wanted)
        self._filters.tools.step_out_wanted.connect(self.step_out_wanted)
        self._filters.left.connect(self.left)
        self._filters.stops_changed.connect(self._order_stops)
        self._offers.taken.connect(self._take)
        self._offers.taken_beside.connect(self._take_beside)
        self._offers.left.connect(self._leave)
        self._offers.left_upwards.connect(self.left_upwards)
        self._help.toggled.connect(self._show_help)

    @Slot()
    def _order_stops(self) -> None:
        """Let Tab come by what is above the list from the top down."""
        understood = self._understood.stops if "_understood" in self.__dict__ else []
        for before, after in pairwise([self._help, *understood, *self._filters.stops]):
            QWidget.setTabOrder(before, after)

    # shown

    def _show_answered(self, answer: Answer) -> None:
        if answer.hits or (self._titles and self._titles.hits):
            self._summary.setText(result_words.summary_of(answer, self._limits, self._order))
            self._show_list()
        else:
            self._summary.setText("")
            nothing = result_words.nothing_found(answer, self._titles, self._steps, self._like, self._suggestion)
            self._show_parts(nothing)

    def _show_list(self) -> None:
        kept = self._list.current_value()
        self._parts = []
        self._list.set_rows(result_rows(self._answer, self._titles))
        row = self._list.row_of(kept) if kept is not None else -1
        asked = [part.query for part in (self._answer, self._titles) if part], self._limits, self._order, self._like
        if asked == self._asked:  # there are more of them
            self._list.stand_on(row)
        else:
            self._asked = asked
            self._list.show_first(row)
        self._bring()

    def _show_parts(self, parts: list[Said | Offer]) -> None:
        self._parts = parts
        self._list.set_rows(())
        self._bring()

    def _bring(self) -> None:
        """Bring the list, the words in its place, or help to the front."""
        is_help = self._help.isChecked()
        parts = result_words.help_parts(self._examples()) if is_help else self._parts
        self._offers.show_parts(parts)
        self._offers.setVisible(bool(parts))
        self._list.setVisible(not parts)
        if self._answer or "_understood" in self.__dict__:
            # what is offered in place of the list begins with the suggestion
            self._understood.show_answer(self._answer, None if self._parts else self._suggestion)

    @Slot(object)
    def _show_menu(self, at: QPoint) -> None:
        from foc_reader.ui.result_menu import result_menu

        hit = self.current_hit
        if hit is None:
            return
        does = {
            "open": lambda: self.hit_activated.emit(hit),
            "new_tab": lambda: self.new_tab_wanted.emit(hit),
            "like_passage": lambda: self.like_wanted.emit(hit),
            "like_document": lambda: self.like_wanted.emit(hit.entry),
        }
        if not hit.locator.pid:  # found by its title
            del does["like_passage"]
        result_menu(does, self).popup(at)

    @Slot(bool)
    def _show_help(self, shown: bool) -> None:
        self._bring()

    @Slot()
    def _leave(self) -> None:
        """Esc closes the help first."""
        if self._help.isChecked():
            self._help.setChecked(False)
            self._help.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    @Slot(object)
    def _take(self, value: object) -> None:
        if isinstance(value, Example | Suggestion):
            self._help.setChecked(False)
            self.query_wanted.emit(value.query)
        elif isinstance(value, Bookmark):
            self.bookmark_activated.emit(value)
        elif isinstance(value, Step):
            self.step_wanted.emit(value)
        elif isinstance(value, Hit):
            self.hit_activated.emit(value)

    @Slot(object)
    def _take_beside(self, value: object) -> None:
        if isinstance(value, Bookmark):
            self.bookmark_beside_wanted.emit(value)
        elif isinstance(value, Hit):
            self.new_tab_wanted.emit(value)
        else:
            self._take(value)

    def _announce(self, sentence: str, query: str = "", like: Like | None = None) -> None:
        """Once for each query and what became of it, not again when more of it is listed."""
        about = self._like_line.words_of(like) if like else query
        if self._announced != (sentence, about):
            self._announced = (sentence, about)
            announce(self._summary, f"{about}\n{sentence}" if like else sentence)

    @Slot()
    def _ask_for_more(self) -> None:
        bar = self._list.verticalScrollBar()
        if (
            self._answer
            and len(self._answer.hits) < self._answer.total
            and bar.value() > bar.maximum() - bar.pageStep()
        ):
            self.more_wanted.emit()
