"""Makes the page of results in short turns, before the first answer would hold the window for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from foc_reader.ui.results_page import ResultsPage


class Preparing(QObject):
    """Takes one turn at a time, whoever asks for it; once they are taken, each time it is asked, calls `ended`."""

    def __init__(self, make_page: Callable[[], ResultsPage], ended: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._make_page, self._ended = make_page, ended
        self._turns = self._prepared()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_turn)

    def begin(self) -> None:
        self._turn.start()

    @Slot()
    def _take_turn(self) -> None:
        if next(self._turns, None) is not None:
            self._turn.start()
        else:
            self._ended()

    def _prepared(self) -> Iterator[str]:
        """What is done in each turn."""
        import foc_reader.ui.card_list

        yield "list"
        import foc_reader.ui.filter_row
        import foc_reader.ui.offers

        yield "parts"
        import foc_reader.ui.results_page  # noqa: F401

        yield "page"
        page = self._make_page()
        yield "chips"
        page.prepare()
