"""The results of a search in the left pane: what was found, how much of it, and what to do when nothing was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from foc_reader.core.model import Answer, Hit
from foc_reader.ui.card_list import CardList
from foc_reader.ui.cards import Card, isolated
from foc_reader.ui.facts import place_facts, section_fact
from foc_reader.ui.theme import Theme


class ResultsPage(QWidget):
    """Shows an Answer."""

    hit_activated = Signal(Hit)
    more_wanted = Signal()  # the end of the list is in view, and the answer has more
    left = Signal()
    left_upwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results_page")
        self._answer: Answer | None = None
        self._summary = QLabel(self)
        self._summary.setObjectName("quiet")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = QLabel(self)
        self._empty.setObjectName("empty_place")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        larger = self._empty.font()
        larger.setPointSizeF(larger.pointSizeF() * 1.15)
        self._empty.setFont(larger)
        self._list = CardList("hit_list", self)
        self._list.setAccessibleName(self.tr("Results"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._summary)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._empty, 1)
        self._list.activated_value.connect(self.hit_activated)
        self._list.left.connect(self.left)
        self._list.left_upwards.connect(self.left_upwards)
        self._list.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        self.show_nothing_typed()

    @property
    def answer(self) -> Answer | None:
        return self._answer

    def set_theme(self, theme: Theme) -> None:
        self._list.set_theme(theme)

    def show_nothing_typed(self) -> None:
        self._answer = None
        self._show_empty(self.tr("Type in the box above. What is found appears here while you type."))

    def show_sentence(self, sentence: str) -> None:
        """Something stands in the way of searching; `sentence` says what, and what can be done."""
        self._answer = None
        self._show_empty(sentence)

    def show_answer(self, answer: Answer) -> None:
        """Show the hits, keeping the current row where the same hit is still there."""
        kept = self._list.current_value()
        self._answer = answer
        if not answer.hits:
            self._show_empty(self._nothing_found(answer))
            return
        self._list.set_rows(_rows(answer, self.tr("These hold only some of the words")))
        self._summary.setText(self._summary_of(answer))
        self._summary.show()
        self._empty.hide()
        self._list.show()
        row = self._list.row_of(kept) if kept is not None else -1
        if row >= 0:
            self._list.choose(row)

    def choose(self, hit: Hit) -> None:
        """Make the row of `hit` the current one."""
        row = self._list.row_of(hit)
        if row >= 0:
            self._list.choose(row)

    def take_focus(self) -> bool:
        """Put the keyboard into the list, on its first row unless one is chosen; False where there is no list."""
        if self._list.isHidden():
            return False
        if not self._list.currentIndex().isValid():
            self._list.choose(0)
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _show_empty(self, sentence: str) -> None:
        self._list.set_rows(())
        self._list.hide()
        self._summary.hide()
        self._empty.setText(sentence)
        self._empty.show()

    def _nothing_found(self, answer: Answer) -> str:
        query = isolated(answer.query.strip())
        if answer.fallback == "titles":
            return self.tr(
                "No title holds {query}.\n\nOnly titles were searched: the text search is not ready."
            ).format(query=query)
        return self.tr("Nothing found for {query}.\n\nTry fewer words, or the beginning of a word.").format(query=query)

    def _summary_of(self, answer: Answer) -> str:
        passages = self.tr("%n passage(s)", "", answer.total)
        documents = self.tr("%n document(s)", "", answer.documents)
        text = self.tr("{passages} in {documents}").format(passages=passages, documents=documents)
        if answer.fallback == "some words":
            text += "\n" + self.tr("No passage holds all the words. These hold some of them.")
        elif answer.fallback == "plain words":
            text += "\n" + self.tr("Searched as plain words.")
        elif answer.fallback == "titles":
            text += "\n" + self.tr("Only titles were searched: the text search is not ready.")
        return text

    @Slot()
    def _ask_for_more(self) -> None:
        bar = self._list.verticalScrollBar()
        if (
            self._answer
            and len(self._answer.hits) < self._answer.total
            and bar.value() > bar.maximum() - bar.pageStep()
        ):
            self.more_wanted.emit()


def _rows(answer: Answer, divider: str) -> list[tuple[Card, object]]:
    """A card a hit, without the title where the one above is of the same document; a divider before partial ones."""
    rows: list[tuple[Card, object]] = []
    before: Hit | None = None
    for hit in answer.hits:
        if not hit.holds_all and (before is None or before.holds_all) and answer.fallback != "some words":
            rows.append((Card(divider, is_divider=True), None))
            before = None
        continues = before is not None and before.entry == hit.entry
        facts = section_fact(hit.entry, hit.section) if continues else place_facts(hit.entry, hit.section)
        rows.append((Card("" if continues else hit.entry.title, facts, hit.snippet), hit))
        before = hit
    return rows
