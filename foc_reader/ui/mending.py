"""Looks in the background whether the library is whole, says what is not, and has bad indexes built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from foc_reader.core.cancel import CancelToken
from foc_reader.core.damage import Damage, whole_sentence
from foc_reader.core.errors import FocReaderError, PackUnreadable
from foc_reader.core.isolating import isolated
from foc_reader.core.model import Locator
from foc_reader.core.session import Session
from foc_reader.core.values import replace
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.finder import Finder

if TYPE_CHECKING:
    from foc_reader.core.library.verdict import LibraryCheck, LibraryVerdict
    from foc_reader.core.rebuilding import Progress

REST_MS = 1_500  # after the window is ready, before the first check
PAUSE_MS = 15  # between two steps: what a person asks for goes first
DAMAGE, BUILDING = "damage", "building"  # what a sentence is about


def _tr(text: str, count: int) -> str:
    return QCoreApplication.translate("Damage", text, None, count)


class Mending(QObject):
    """Owns the steps of checking and rebuilding. What it says is shown by the window."""

    said = Signal(str, str, object, str, str)  # sentence, label, what the label does, details, what it is about
    amended = Signal(str, str)  # what a sentence is about, and how it reads now
    withdrawn = Signal(str)  # what is no longer to be said
    noted = Signal(str)  # in passing
    progressed = Signal(str)  # what is being done and how far it is; empty: no longer
    damage_changed = Signal()

    def __init__(self, session: Session, runner: BackgroundRunner, finder: Finder, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._runner, self._finder = session, runner, finder
        self._builder: BackgroundRunner | None = None  # waits for the other process; made with the first build
        self._job: Job | None = None  # of the check
        self._build: Job | None = None
        self._check: LibraryCheck | None = None
        self._is_asked = False  # for the check that runs: its outcome is said, be it good or bad
        self._was_checked = False
        self._damage = Damage()
        self._last_said = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._step)
        finder.damaged.connect(self.take_index_problems)

    @property
    def damaged(self) -> frozenset[Locator]:
        """The documents that cannot be opened."""
        return self._damage.places

    @property
    def damaged_files(self) -> int:
        """How many documents, indexes and whole packs are damaged, as far as was looked."""
        packs = sum(isinstance(problem, PackUnreadable) for problem in self._session.problems)
        return len(self._damage.documents) + len(self._damage.indexes) + packs

    @property
    def can_build(self) -> bool:
        """Whether there is an index to be built again, and a place for it."""
        return bool(self._damage.indexes) and self._build is None and self._session.indexes.can_keep

    @property
    def is_building(self) -> bool:
        return self._build is not None

    # checking

    @Slot()
    def check_at_rest(self) -> None:
        """Look at everything once, quietly and soon."""
        if not self._was_checked:
            self._was_checked = True
            self._rest.start()

    def check_now(self) -> None:
        """Look at everything, and say what was found."""
        self.stop_checking()
        self._is_asked = True
        self._begin()

    def start_again(self) -> None:
        """Another library is open: what was known of the one before says nothing any more."""
        self.stop()
        self._last_said, self._was_checked = "", False
        self.withdrawn.emit(DAMAGE)
        self._become(Damage())
        self.check_at_rest()

    def stop_checking(self) -> None:
        self._rest.stop()
        self._pause.stop()
        if self._job:
            self._job.cancel()
        if self._is_asked:
            self.progressed.emit("")
        self._job, self._check, self._is_asked = None, None, False

    def stop(self) -> None:
        """Give up what runs: the window is closing, or the library is another one."""
        self.stop_checking()
        if self._build:
            self._build.cancel()
            self._end_build()

    def close(self) -> None:
        """Let the other process end, and wait for that."""
        self.stop()
        if self._builder:
            self._builder.stop()

    @Slot()
    def _begin(self) -> None:
        def work(token: CancelToken, report: Report) -> LibraryCheck:
            return self._session.indexes.start_check()

        self._job = self._runner.submit(work, self._take_check, self._fail)

    def _take_check(self, check: LibraryCheck) -> None:
        self._check = check
        self._step()

    @Slot()
    def _step(self) -> None:
        check = self._check
        if check is None:
            return

        def work(token: CancelToken, report: Report) -> LibraryVerdict | None:
            return None if check.step() else check.verdict()

        self._job = self._runner.submit(work, self._take_step, self._fail)

    def _take_step(self, verdict: LibraryVerdict | None) -> None:
        if verdict is not None:
            self._take_verdict(verdict)
            return
        if self._is_asked and self._check:
            self.progressed.emit(
                self.tr("Checking the library: {done} of {count} documents").format(
                    done=self._check.looked_at, count=self._check.documents
                )
            )
        self._pause.start()

    def _take_verdict(self, verdict: LibraryVerdict) -> None:
        is_asked = self._is_asked
        self.stop_checking()
        before, bad = self._damage, dict(verdict.indexes)
        if verdict.replaceable or before.indexes.keys() - bad.keys():
            self._finder.open_index(verdict.replaceable)
        self._become(Damage({}, verdict.damaged, verdict.places, verdict.documents, bad))
        if verdict.is_sound:
            self.withdrawn.emit(DAMAGE)
            if is_asked:
                self.noted.emit(whole_sentence(verdict.documents, _tr))
        elif self._build is None:
            self._say_damage(is_asked)

    def _fail(self, error: Exception) -> None:
        self.stop_checking()
        self._tell(error)

    # saying

    @Slot(object)
    def take_index_problems(self, problems: tuple[FocReaderError, ...]) -> None:
        """What was wrong with indexes when they were opened or searched in."""
        found = {
            pack.info.id: problem
            for pack in self._session.packs
            for problem in problems
            if pack.index_folder == getattr(problem, "path", None)
        }
        if found.keys() - self._damage.indexes.keys():
            self._become(replace(self._damage, indexes={**found, **self._damage.indexes}))
            if self._build is None:
                self._say_damage()

    def _say_damage(self, again: bool = False) -> None:
        """Say what is damaged; `again`: even if just that was said before."""
        sentence = self._damage.sentence(_tr, isolated)
        if not sentence or (sentence == self._last_said and not again):
            return
        self._last_said = sentence
        details = self._damage.details(self._session.indexes.can_keep, _tr, isolated)
        if self.can_build:
            self.said.emit(sentence, self.tr("Build the index again"), self.build, details, DAMAGE)
        else:
            self.said.emit(sentence, "", None, details, DAMAGE)

    def _become(self, damage: Damage) -> None:
        titles = {pack.info.id: pack.info.title for pack in self._session.packs}
        self._damage = replace(damage, titles=titles)
        self.damage_changed.emit()

    # rebuilding

    @Slot()
    def build(self) -> None:
        """Build the first of the bad indexes again, then the next."""
        if not self.can_build:
            return
        if self._builder is None:
            self._builder = BackgroundRunner("builder", self)
        pack_id = next(iter(self._damage.indexes))

        def work(token: CancelToken, report: Report) -> int:
            return self._session.indexes.rebuild(pack_id, token, report)

        self._build = self._builder.submit(
            work, lambda left_out: self._take_built(pack_id, left_out), self._fail_build, self._take_progress
        )
        self.said.emit(self._building_sentence(0), self.tr("Stop"), self.cancel_build, "", BUILDING)
        self._tell_progress(0)
        self.damage_changed.emit()

    @Slot()
    def cancel_build(self) -> None:
        """Stop building; nothing of it is left."""
        if self._build:
            self._build.cancel()
            self._end_build()
            self._say_damage(again=True)
            self.noted.emit(self.tr("Stopped. Nothing of the new index was kept."))

    def _building_sentence(self, percent: int) -> str:
        return self.tr("Building the search index: {percent} %. You can go on reading.").format(percent=percent)

    def _take_progress(self, progress: Progress) -> None:
        percent = min(99, 100 * progress.done // max(1, progress.count))  # the rest is writing it
        self.amended.emit(BUILDING, self._building_sentence(percent))
        self._tell_progress(percent)

    def _tell_progress(self, percent: int) -> None:
        self.progressed.emit(self.tr("Building the search index: {percent} %").format(percent=percent))

    def _take_built(self, pack_id: str, left_out: int) -> None:
        title = self._damage.titles.get(pack_id, pack_id)
        rest = {other: problem for other, problem in self._damage.indexes.items() if other != pack_id}
        self._end_build()
        self._become(replace(self._damage, indexes=rest))
        self._finder.open_index()
        if self._job:  # what looks at the indexes now may have looked too early
            self.stop_checking()
            self._rest.start()
        if rest:
            self.build()
            return
        sentence = self.tr("The text of “{library}” can be searched again.").format(library=isolated(title))
        if left_out:
            sentence += " " + self.tr("%n damaged document(s) could not be included.", "", left_out)
        self.said.emit(sentence, "", None, "", BUILDING)

    def _fail_build(self, error: Exception) -> None:
        self._end_build()
        if isinstance(error, FocReaderError):
            self.said.emit(str(error), self.tr("Try again"), self.build, "", DAMAGE)
        else:
            raise error

    def _end_build(self) -> None:
        self._build = None
        self.progressed.emit("")
        self.withdrawn.emit(BUILDING)
        self.damage_changed.emit()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        self.said.emit(str(error), "", None, "", DAMAGE)
