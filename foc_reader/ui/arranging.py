"""Which bookmarks are listed, and in which order: a piece at a time, so that ten thousand hold up nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCollator, QLocale, QObject, QTimer, Signal, Slot

from foc_reader.core.model import Bookmark
from foc_reader.core.notebook.shelf import Choice, Shelf
from foc_reader.core.values import dataclass, replace
from foc_reader.ui.keeper import Keeper

A_TURN = 200  # bookmarks put in order before the window's thread sees to something else: 10 ms, and most have fewer


@dataclass(frozen=True)
class Listed:
    """What a list of bookmarks shows."""

    bookmarks: tuple[Bookmark, ...] = ()
    total: int = 0  # with those that are not shown
    choice: Choice = Choice()
    order: str = "newest"
    lost: frozenset[str] = frozenset()
    has_tags: bool = False  # some bookmark has one


class Arranging(QObject):
    """Follows what is kept, what is chosen, and the order, which it keeps as a setting."""

    arranged = Signal(object)  # Listed

    def __init__(self, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._shelf = Shelf(collator().sortKey)
        self._choice = Choice()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._work)
        keeper.bookmarks_changed.connect(self.follow)
        keeper.failed.connect(self.follow)  # from then on they are in memory only

    @property
    def is_ready(self) -> bool:
        """Whether the last `arranged` told all that is kept."""
        return not self._next.isActive()

    @property
    def listed(self) -> tuple[Bookmark, ...]:
        """Those that fit the choice, in order; at once, and all, while nothing is chosen."""
        return self._keeper.bookmarks if self._choice.is_all else self._shelf.chosen(self._choice)

    @property
    def choice(self) -> Choice:
        return self._choice

    @Slot()
    def follow(self) -> None:
        """Put in order what is kept now, and tell."""
        kept = self._keeper.bookmarks
        order = self._keeper.settings.bookmark_order
        lost = self._keeper.lost
        self._drop_choices_that_are_gone(kept, lost)
        dates = self._keeper.dates() if order == "date" else None
        self._shelf.fill(kept, order, lost, self._keeper.places, dates)
        self._work()

    def _drop_choices_that_are_gone(self, kept: Sequence[Bookmark], lost: frozenset[str]) -> None:
        """Nobody could take them back: the last bookmark with a chosen tag, or the last lost one, was deleted."""
        if self._choice.tags or self._choice.only_lost:
            known = {tag for bookmark in kept for tag in bookmark.tags}
            is_lost = self._choice.only_lost and any(bookmark.id in lost for bookmark in kept)
            self._choice = replace(self._choice, tags=self._choice.tags & known, only_lost=is_lost)

    @Slot(object)
    def choose(self, choice: Choice) -> None:
        """List what fits `choice`."""
        self._choice = choice
        if self.is_ready:
            self._tell()

    @Slot(str)
    def order_by(self, order: str) -> None:
        """List them in this order from now on: one of settings.BOOKMARK_ORDERS."""
        if order != self._keeper.settings.bookmark_order:
            self._keeper.keep_settings(replace(self._keeper.settings, bookmark_order=order))
            self.follow()

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag, with how many that fit the rest of the choice have it."""
        return self._shelf.tags(self._choice)

    def count_lost(self) -> int:
        """How many that fit the rest of the choice are lost."""
        return self._shelf.count_lost(self._choice)

    @Slot()
    def _work(self) -> None:
        if self._shelf.work(A_TURN):
            self._next.stop()
            self._tell()
        else:
            self._next.start()

    def _tell(self) -> None:
        kept = self._keeper.bookmarks
        self.arranged.emit(
            Listed(
                self._shelf.chosen(self._choice),
                len(kept),
                self._choice,
                self._keeper.settings.bookmark_order,
                self._keeper.lost,
                any(bookmark.tags for bookmark in kept),
            )
        )


def collator() -> QCollator:
    """Sorts as the person's language does, “Article 2” before “Article 10”.

    Comparing folded letters instead would put Å, É and the Persian letters behind all others. The language “C”, which
    a bare computer has, does that too, so there the order is the English one.
    """
    locale = QLocale()
    made = QCollator(QLocale(QLocale.Language.English) if locale.language() is QLocale.Language.C else locale)
    made.setNumericMode(True)
    return made
