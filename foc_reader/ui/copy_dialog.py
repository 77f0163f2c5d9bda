"""Make a copy for someone: which drive, how much, how far, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from foc_reader.core.isolating import isolated
from foc_reader.core.sharing.copying import CopyMade
from foc_reader.core.sharing.drives import Drive
from foc_reader.core.sharing.fingerprint import fingerprint
from foc_reader.core.sharing.sources import Source
from foc_reader.core.sharing.targets import CopyPlan
from foc_reader.core.sharing.telling import in_lines, in_megabytes
from foc_reader.core.sharing.verdict import Progress
from foc_reader.ui.announcing import announce
from foc_reader.ui.work_dialog import WorkDialog

_ROWS = 4  # of the list of drives, in view at once
_PLACE = Qt.ItemDataRole.UserRole


class CopyDialog(WorkDialog):
    """Asks where to, then shows the copy being made. Others do the work."""

    place_chosen = Signal(Path)  # what would be done there is to be shown
    folder_wanted = Signal()  # another place than a drive
    copy_wanted = Signal()  # as was shown last
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("copy_dialog", parent)
        self.setWindowTitle(self.tr("Make a copy for someone"))
        self._folders: list[Path] = []  # that were chosen besides the drives
        self._drives: tuple[Drive, ...] = ()
        self._choosing = self._make_choosing()
        self._put_together(self._choosing, self._make_buttons(), 560, 400)
        self._show_buttons(self._start, self._close)

    # what others have it show

    def show_source(self, source: Source) -> None:
        """What would be copied."""
        size = in_megabytes(source.size)
        if source.list.is_of_program:
            text = self.tr("Program and library, {size}. Bookmarks, notes and settings are not copied.")
        else:
            text = self.tr(
                "Only the library, {size}: this program was not started from a stick, so it cannot be copied. "
                "FOC Reader opens it with “Open another library”. Bookmarks, notes and settings are not copied."
            )
        self._about.setText(text.format(size=size))

    def show_no_source(self, why: str) -> None:
        """There is nothing that could be copied."""
        self._about.setText(why)
        for part in (self._list, self._other, self._said):
            part.setEnabled(False)
        announce(self, why)

    def show_drives(self, drives: Sequence[Drive]) -> None:
        """The drives that are there now; a row that was chosen stays so."""
        if tuple(drives) != self._drives or not self._list.count():
            self._drives = tuple(drives)
            self._fill()

    def add_folder(self, folder: Path) -> None:
        """Offer `folder`, too, and choose it."""
        if folder not in self._folders:
            self._folders.append(folder)
        self._fill()
        self._choose(folder)

    def show_plan(self, plan: CopyPlan) -> None:
        """What would be done at the chosen place."""
        if self._chosen() is None:  # it was just taken out
            return
        if plan.resumes:
            words = self.tr("A copy was begun there. It will be finished.")
        elif plan.replaces:
            words = self.tr("Another edition is there. It will be replaced.")
        else:
            words = self.tr("It goes into the folder {folder}, and takes {needed} of the {free} that are free.")
        needed, free = in_megabytes(plan.needed), in_megabytes(plan.free)
        self._say(words.format(folder=isolated(str(plan.folder)), needed=needed, free=free))
        self._start.setText(self.tr("Replace") if plan.replaces else self.tr("Copy"))
        self._start.setEnabled(True)

    def show_refusal(self, why: str) -> None:
        """Nothing can be copied to the chosen place."""
        if self._chosen() is not None:
            self._say(why)
            self._start.setEnabled(False)

    def show_progress(self, progress: Progress) -> None:
        """Writing is the first half of it, reading back the second."""
        is_copying = progress.step == "copying"
        part = progress.done / max(1, progress.size) / 2
        words = (
            self.tr("Copying. Leave the drive in.") if is_copying else self.tr("Reading it back. Leave the drive in.")
        )
        if self._is_working:
            self._working.show_step(words, part if is_copying else part + 0.5)

    def show_working(self) -> None:
        """It has begun."""
        self._is_working = True
        self._turn_to(self._working, self._stop)
        self._stop.setEnabled(True)
        self.show_progress(Progress("copying", 0, 1))
        announce(self, self.tr("Copying. Leave the drive in."))

    def show_made(self, made: CopyMade) -> None:
        """It is complete."""
        if made.is_past_memory:
            checked = self.tr("All of it was read back from the drive, and is as it should be.")
        else:
            checked = self.tr(
                "All of it was read back, and is as it should be; but this computer may have read from its own memory. "
                "To be sure, take the drive out, put it in again, and check the copy."
            )
        words = (
            self.tr("To compare with the copy it was made from, aloud or on paper:"),
            in_lines(fingerprint(made.list_data)),
        )
        verdict = self.tr("The copy is complete: {size}.").format(size=in_megabytes(made.size))
        safe = self.tr("Safe to remove: eject the drive, then take it out.")
        self._outcome.show_outcome(verdict, (checked, safe), (), (words,))
        self._end(f"{verdict} {safe}", self._again, self._close)

    def show_trouble(self, why: str) -> None:
        """It is not complete, or was not begun."""
        self._outcome.show_outcome(why, ())
        self._end(why, self._go_on, self._again, self._close)

    def show_stopped(self) -> None:
        """It was stopped by the person."""
        why = self.tr("The copy was stopped. It is not complete, and is marked so.")
        more = self.tr("Press “Go on” to copy the rest. If the copy is not wanted any more, delete its folder.")
        self._outcome.show_outcome(why, (more,))
        self._end(why, self._go_on, self._again, self._close)

    @property
    def is_choosing(self) -> bool:
        """Whether drives are listed now."""
        return self._pages.current is self._choosing

    # its parts

    def _make_choosing(self) -> QWidget:
        page = QWidget(self)
        self._about = QLabel(self.tr("Looking at what there is to copy…"), page)
        self._about.setObjectName("copy_about")
        heading = QLabel(self.tr("Copy &to"), page)
        self._list = QListWidget(page)
        self._list.setObjectName("copy_drives")
        self._list.setAccessibleName(self.tr("Copy to"))
        self._list.setFixedHeight(round(self._list.fontMetrics().lineSpacing() * 1.6 * _ROWS + 10))
        self._list.itemSelectionChanged.connect(self._tell_place)
        self._list.itemActivated.connect(lambda _: self._start.click())
        heading.setBuddy(self._list)
        self._other = QPushButton(self.tr("Another &folder…"), page)
        self._other.setObjectName("copy_folder")
        self._other.setAutoDefault(False)
        self._other.clicked.connect(self.folder_wanted)
        self._said = QLabel(page)
        self._said.setObjectName("copy_said")
        for label in (self._about, self._said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._about, heading, self._list):
            column.addWidget(part)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._said)
        column.addStretch(1)
        return page

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole

        def make(name: str, text: str, place: QDialogButtonBox.ButtonRole) -> QPushButton:
            button = buttons.addButton(text, place)
            button.setObjectName(name)
            return button

        self._start = make("copy_start", self.tr("Copy"), role.AcceptRole)
        self._start.setEnabled(False)
        self._go_on = make("copy_go_on", self.tr("Go on"), role.AcceptRole)
        self._again = make("copy_again", self.tr("Another drive…"), role.ActionRole)
        self._stop = make("copy_stop", self.tr("Stop"), role.ActionRole)
        self._close = make("copy_close", self.tr("Close"), role.RejectRole)
        for button in (self._start, self._go_on):
            button.clicked.connect(self.copy_wanted)
        self._again.clicked.connect(self._choose_again)
        self._stop.clicked.connect(self._ask_to_stop)
        self._close.clicked.connect(self.close)
        return buttons

    def _fill(self) -> None:
        chosen = self._chosen()
        self._list.blockSignals(True)
        self._list.clear()
        for drive in self._drives:
            words = (
                self.tr("{name}: cannot be written to")
                if drive.is_read_only
                else self.tr("{name}: {free} free of {size}")
            )
            free, size = in_megabytes(drive.free), in_megabytes(drive.size)
            self._add(drive.folder, words.format(name=isolated(drive.name), free=free, size=size))
        for folder in self._folders:
            self._add(folder, isolated(str(folder)))
        self._list.blockSignals(False)
        if not self._list.count():
            self._say(self.tr("Put in a stick, or choose another folder."))
            self._start.setEnabled(False)
        self._choose(chosen)

    def _add(self, place: Path, words: str) -> None:
        # as a whole isolated, too: a sentence in a list runs as its window does, and not as its words do
        QListWidgetItem(isolated(words), self._list).setData(_PLACE, place)

    def _choose(self, place: Path | None) -> None:
        """Choose the row of `place`, else the first."""
        rows = [self._list.item(row) for row in range(self._list.count())]
        found = next((row for row in rows if row.data(_PLACE) == place), rows[0] if rows else None)
        if found is not None:
            self._list.setCurrentItem(found)
            if place is not None and found.data(_PLACE) == place and place not in self._folders:
                return
            self._tell_place()

    def _chosen(self) -> Path | None:
        rows = self._list.selectedItems()
        place: Path | None = rows[0].data(_PLACE) if rows else None
        return place

    @Slot()
    def _tell_place(self) -> None:
        place = self._chosen()
        self._start.setEnabled(False)
        if place is not None:
            self.place_chosen.emit(place)

    def _say(self, words: str) -> None:
        if words != self._said.text():
            self._said.setText(words)
            announce(self, words)

    @Slot()
    def _choose_again(self) -> None:
        self._turn_to(self._choosing, self._start, self._close)
        self._list.setFocus()
        self._tell_place()

    @Slot()
    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._is_working = False
        self._working.show_step(self.tr("Stopping…"), 0)
        self.stop_wanted.emit()

    def _end(self, said: str, *buttons: QPushButton) -> None:
        self._is_working = False
        self._turn_to(self._outcome, *buttons)
        announce(self, said)

    # Qt

    def reject(self) -> None:
        """Esc stops what is being done; then it closes."""
        if self._pages.current is not self._working:
            super().reject()
        elif self._stop.isEnabled():
            self._ask_to_stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._pages.current is self._working:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)
