"""The library's health, its place and its copies: the menu's entries, and what follows from one for the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.cancel import CancelToken
from foc_reader.core.locations import portable_root
from foc_reader.core.session import Session
from foc_reader.ui.actions import Actions
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.finder import Finder
from foc_reader.ui.keeper import Keeper
from foc_reader.ui.library_choice import LIBRARY, LibraryChoice
from foc_reader.ui.library_page import LibraryPage
from foc_reader.ui.mending import Mending
from foc_reader.ui.start_page import COPY
from foc_reader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from foc_reader.ui.copy_checking import CopyChecking
    from foc_reader.ui.copy_making import CopyMaking
    from foc_reader.ui.message_bar import MessageBar

_NOTED_MS = 6_000
_COPY = "copy"  # what a sentence is about


class LibraryCare(QObject):
    """Made once the window rests. What it says is shown by the window."""

    library_changed = Signal()  # the session has another library

    def __init__(
        self,
        session: Session,
        runner: BackgroundRunner,
        finder: Finder,
        keeper: Keeper,
        picker: FilePicker,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._runner, self._picker, self._window = session, runner, picker, window
        self._finder = finder
        self._choice = LibraryChoice(session, runner, keeper, picker, self)
        self._mending = mending = Mending(session, runner, finder, self)
        add = actions.add_to_library
        self._check = add("check_library", self.tr("Check the library again"), self._choice.read_again, ["F5"])
        self._build = add("build_index", self.tr("Build the search index again"), mending.build, [])
        self._stop = add("stop_building", self.tr("Stop building the search index"), mending.cancel_build, [])
        self._choose = add("choose_library", self.tr("Open another library…"), self._choice.choose, [])
        self._own = add("own_library", self.tr("Open the library that came with the program"), self._choice.go_back, [])
        add("make_copy", self.tr("Make a copy for someone…"), lambda: self._making.begin(), [])
        add("check_copy", self.tr("Check this copy…"), lambda: self._checking.begin(), [])
        if session.locations.is_portable:
            actions.quit.setText(self.tr("Quit, so that the stick can be taken out"))
        self._choice.changed.connect(self._begin_anew)
        self._choice.read.connect(mending.check_now)
        self._show_of_use()

    @cached_property
    def _making(self) -> CopyMaking:
        from foc_reader.ui.copy_making import CopyMaking

        return CopyMaking(self._session, self._picker, self._window)

    @cached_property
    def _checking(self) -> CopyChecking:
        from foc_reader.ui.copy_checking import CopyChecking

        return CopyChecking(self._picker, self._window)

    def show_in(self, tree: LibraryPage, status: StatusLine, messages: Callable[[], MessageBar]) -> None:
        """Say in these what is found; `messages` makes the bar where there is none yet."""
        mending = self._mending
        self._look_whether_finished(messages)

        def show_damage() -> None:
            tree.set_damaged(mending.damaged)
            status.show_damage(mending.damaged_files)
            self._show_of_use()

        def show_failed(error: Exception) -> None:
            messages().say(str(error), self.tr("Choose folder…"), self._choice.choose, topic=LIBRARY)

        self._choice.failed.connect(show_failed)
        self._choice.arrived.connect(lambda: messages().withdraw(LIBRARY))
        mending.damage_changed.connect(show_damage)
        mending.said.connect(lambda *words: messages().say(*words))
        mending.amended.connect(lambda *words: messages().amend(*words))
        mending.withdrawn.connect(lambda topic: messages().withdraw(topic))
        mending.noted.connect(lambda words: status.showMessage(words, _NOTED_MS))
        mending.progressed.connect(status.show_progress)
        show_damage()
        mending.take_index_problems(self._finder.problems)

    def begin(self) -> None:
        """Look through the library once, quietly and soon."""
        self._mending.check_at_rest()

    @Slot(str)
    def follow(self, link: str) -> None:
        """Do what a link on a page asks for, if it is about the library."""
        if link == COPY:
            self._making.begin()
        else:
            self._choice.follow(link)

    def stop_checking(self) -> None:
        """The window may be closing: what is to be saved goes first."""
        self._mending.stop_checking()

    def close(self) -> None:
        """Stop everything, and wait for it."""
        for name in ("_making", "_checking"):
            if name in self.__dict__:
                getattr(self, name).close()
        self._mending.close()

    def _look_whether_finished(self, messages: Callable[[], MessageBar]) -> None:
        """Whether the copy that this program was started from was made to its end."""

        def work(token: CancelToken, report: Report) -> bool:
            from foc_reader.core.sharing.copies import is_marked_incomplete

            root = portable_root()
            return root is not None and is_marked_incomplete(root)

        def done(is_incomplete: bool) -> None:
            if is_incomplete:
                sentence = self.tr(
                    "This copy of FOC Reader is not complete: it was begun, and not finished. Do not pass it on. "
                    "Start the copy again from where it came, and it goes on where it stopped."
                )
                messages().say(sentence, topic=_COPY)

        if self._session.locations.is_portable:
            self._runner.submit(work, done, _raise)

    @Slot()
    def _begin_anew(self) -> None:
        self.library_changed.emit()
        self._mending.start_again()

    def _show_of_use(self) -> None:
        """What can do nothing now is not in the menu."""
        self._build.setVisible(self._mending.can_build)
        self._stop.setVisible(self._mending.is_building)
        self._own.setVisible(self._choice.is_chosen)


def _raise(error: Exception) -> None:
    raise error
