"""The end of a window's work: what is to be saved is saved, every thread is ended, every file let go of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner
from foc_reader.ui.finder import Finder
from foc_reader.ui.keeper import Keeper
from foc_reader.ui.settling import Settling

if TYPE_CHECKING:
    from foc_reader.ui.library_care import LibraryCare


class Closing:
    """Two steps: the first can be taken back."""

    def __init__(
        self,
        session: Session,
        runner: BackgroundRunner,
        finder: Finder,
        keeper: Keeper,
        settling: Settling,
        care: LibraryCare | None,
    ) -> None:
        """`runner` saves."""
        self._session, self._runner, self._finder = session, runner, finder
        self._keeper, self._settling, self._care = keeper, settling, care

    @property
    def words(self) -> tuple[str, str]:
        """What is to be said where not all is saved, and what closes all the same."""
        tr = QCoreApplication.translate
        return (
            tr(
                "closing",
                "Your bookmarks could not be saved, and will be lost when this window closes. Export them first.",
            ),
            tr("closing", "Close the window anyway"),
        )

    def is_all_saved(self) -> bool:
        """Whether nothing would be lost; waits for what is being saved."""
        self._keeper.stop_looking()
        if self._care:
            self._care.stop_checking()
        self._runner.wait()
        return not self._keeper.has_unsaved

    def end(self) -> None:
        """End all work."""
        self._settling.end()
        if self._care:
            self._care.close()
        self._finder.stop()
        self._runner.stop()
        self._session.close()
