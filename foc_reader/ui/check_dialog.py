"""Check this copy: which one, by what, how far, and what was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from foc_reader.core.isolating import contained, isolated
from foc_reader.core.sharing.telling import (
    KINDS,
    about_memory,
    about_signature,
    about_vouching,
    headline,
    in_lines,
)
from foc_reader.core.sharing.verdict import CopyVerdict, Progress
from foc_reader.ui.announcing import announce
from foc_reader.ui.work_dialog import WorkDialog

_MOST_LISTED = 1_000  # of what differs


class CheckDialog(WorkDialog):
    """Asks what is to be checked, then shows how it is going. Others do the work."""

    folder_wanted = Signal()
    trusted_wanted = Signal()
    check_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("check_dialog", parent)
        self.setWindowTitle(self.tr("Check this copy"))
        self._choosing = self._make_choosing()
        self._put_together(self._choosing, self._make_buttons(), 600, 480)
        self._show_buttons(self._start, self._close)

    # what others have it show

    def show_folder(self, folder: Path | None, is_of_this_program: bool) -> None:
        """What would be checked; None: it has to be chosen."""
        if folder is None:
            words = self.tr("Choose the folder of a copy: on a stick it is called FOC Reader.")
        elif is_of_this_program:
            words = self.tr("The copy that this program was started from: {folder}")
        else:
            words = self.tr("The copy in {folder}")
        self._folder.setText(words.format(folder=isolated(str(folder))))
        self._start.setEnabled(folder is not None)
        if folder is not None:
            self._start.setFocus()

    def show_trusted(self, folder: Path) -> None:
        """What it would be compared with."""
        self._trusted.setText(self.tr("Compared with the copy in {folder}").format(folder=isolated(str(folder))))

    def show_working(self) -> None:
        self._is_working = True
        self._turn_to(self._working, self._stop)
        self._stop.setEnabled(True)
        self.show_progress(Progress("reading", 0, 1))
        announce(self, self.tr("Reading every file."))

    def show_progress(self, progress: Progress) -> None:
        if self._is_working:
            self._working.show_step(self.tr("Reading every file."), progress.done / max(1, progress.size))

    def show_verdict(self, verdict: CopyVerdict, is_of_this_program: bool) -> None:
        """What was found."""
        found = verdict.differences[:_MOST_LISTED]
        details = [
            f"{KINDS[one.kind]}: {isolated(one.path)}" + (f" ({contained(one.remark)})" if one.remark else "")
            for one in found
        ]
        sentences = [about_signature(verdict), about_vouching(verdict, is_of_this_program), about_memory(verdict)]
        words = []
        if verdict.files and not found:
            words.append((self.tr("The list of files, in words:"), in_lines(verdict.words)))
        if verdict.signing.key and not found:
            words.append((self.tr("The key, in words:"), in_lines(verdict.key_words)))
        self._outcome.show_outcome(headline(verdict), sentences, details, words)
        self._end(headline(verdict))

    def show_trouble(self, why: str) -> None:
        """It could not be checked."""
        self._outcome.show_outcome(why, ())
        self._end(why)

    @Slot()
    def choose_again(self) -> None:
        """Back to the question."""
        self._turn_to(self._choosing, self._start, self._close)

    # its parts

    def _make_choosing(self) -> QWidget:
        page = QWidget(self)
        about = QLabel(
            self.tr(
                "Every file is read, and compared with the list that its maker made and signed. What was changed, "
                "is missing or was added is named. At the end there are words to compare with somebody, aloud or on "
                "paper."
            ),
            page,
        )
        alone = QLabel(
            self.tr(
                "A program cannot vouch for itself. If this copy may have been changed on its way, start the program "
                "from a stick that you trust, and check this copy with that one."
            ),
            page,
        )
        self._folder, self._trusted = QLabel(page), QLabel(self.tr("If you have a copy that you trust:"), page)
        self._folder.setObjectName("check_folder")
        self._trusted.setObjectName("check_trusted")
        for label in (about, alone, self._folder, self._trusted):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(about)
        column.addSpacing(8)
        column.addWidget(self._folder)
        column.addLayout(self._button("check_other", self.tr("Check an&other copy…"), self.folder_wanted))
        column.addSpacing(8)
        column.addWidget(self._trusted)
        column.addLayout(self._button("check_by", self.tr("Compare &with a copy…"), self.trusted_wanted))
        column.addSpacing(8)
        column.addWidget(alone)
        column.addStretch(1)
        return page

    def _button(self, name: str, text: str, asks: SignalInstance) -> QHBoxLayout:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(asks)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self._start = buttons.addButton(self.tr("Check"), role.AcceptRole)
        self._again = buttons.addButton(self.tr("Check again…"), role.ActionRole)
        self._stop = buttons.addButton(self.tr("Stop"), role.ActionRole)
        self._close = buttons.addButton(self.tr("Close"), role.RejectRole)
        named = {"start": self._start, "again": self._again, "stop": self._stop, "close": self._close}
        for name, button in named.items():
            button.setObjectName(f"check_{name}")
        self._start.clicked.connect(self.check_wanted)
        self._again.clicked.connect(self.choose_again)
        self._stop.clicked.connect(self._ask_to_stop)
        self._close.clicked.connect(self.close)
        return buttons

    def _end(self, said: str) -> None:
        self._is_working = False
        self._turn_to(self._outcome, self._close, self._again)
        announce(self, said)

    @Slot()
    def _ask_to_stop(self) -> None:
        self._is_working = False
        self.stop_wanted.emit()
        self.choose_again()

    # Qt

    def reject(self) -> None:
        """Esc stops what is being done; then it closes."""
        if self._is_working:
            self._ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_working:
            self.stop_wanted.emit()
        super().closeEvent(event)
