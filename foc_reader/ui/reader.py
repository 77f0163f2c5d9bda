"""What is open in the reading pane: the one way by which tree, hits, bookmarks, links and outline open a place."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import BadLocator
from foc_reader.core.model import Document, Locator, Page
from foc_reader.core.session import OpenDocument, Session
from foc_reader.core.values import dataclass
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.facts import opening_facts

_KEPT_DOCUMENTS = 4
_LONGEST_HISTORY = 200


@dataclass(frozen=True)
class Shown:
    """A page to be shown, and the place in it that was asked for."""

    opened: OpenDocument
    section: int
    page: Page
    target: Locator

    @property
    def matches(self) -> tuple[Locator, ...]:
        """The marked pieces of text that stand on this page."""
        section = self.opened.sections[self.section]
        pids = {block.pid for block in self.opened.document.blocks[section.first : section.last]}
        return tuple(match for match in self.opened.matches if match.pid in pids)


@dataclass(frozen=True)
class _Visit:
    locator: Locator
    words: tuple[str, ...]


class Reader(QObject):
    """Opens places, remembers where one has been while the window is open, walks through the matches."""

    page_changed = Signal(Shown)  # another page: show it, then go to its target
    place_changed = Signal(Shown)  # the same page: only go to its target
    failed = Signal(Exception)
    history_changed = Signal(bool, bool)  # can go back, can go forward
    outside_asked = Signal(str)  # an address outside the library
    walked_out = Signal(int)  # F3 went past the last match (1), Shift+F3 before the first (-1)

    def __init__(
        self, session: Session, runner: BackgroundRunner, here: Callable[[], Locator | None], parent: QObject
    ) -> None:
        """`here` says which place stands at the top of the pane."""
        super().__init__(parent)
        self._session, self._runner, self._here = session, runner, here
        self._shown: Shown | None = None
        self._job: Job | None = None
        self._known: OrderedDict[tuple[str, str], Document] = OrderedDict()
        self._visits: list[_Visit] = []
        self._visit = -1
        self._match = -1  # number of the match one stands on, among those of the whole document

    @property
    def shown(self) -> Shown | None:
        """What is on the page now; None before the first document."""
        return self._shown

    @property
    def match_number(self) -> int:
        """The match one stands on, from 1; 0 when none."""
        return self._match + 1

    def open(self, locator: Locator, words: tuple[str, ...] = ()) -> None:
        """Open `locator`, with `words` (an Answer's) marked; once it is shown, it is a new step of the history."""
        visit = _Visit(locator, words)

        def arrive() -> None:
            del self._visits[self._visit + 1 :]
            self._visits.append(visit)
            del self._visits[:-_LONGEST_HISTORY]
            self._visit = len(self._visits) - 1

        self._go(visit, arrive)

    def open_heading(self, pid: str) -> None:
        """Open a block of the shown document."""
        if self._shown:
            entry = self._shown.opened.document.entry
            self.open(replace(entry.locator, pid=pid), self._shown.opened.words)

    def open_section(self, number: int) -> None:
        """Open a section of the shown document from its beginning."""
        if self._shown and 0 <= number < len(self._shown.opened.sections):
            section = self._shown.opened.sections[number]
            self.open_heading(self._shown.opened.document.blocks[section.first].pid)

    def follow(self, link: str) -> None:
        """Open what a link on the page names inside the library; an outside address is only told."""
        kind, _, rest = link.partition(":")
        if link.startswith("#"):
            self.open_heading(link[1:])
        elif kind == "section" and rest.isdigit():
            self.open_section(int(rest))
        elif kind == "doc":
            try:
                self.open(Locator.parse(rest))
            except BadLocator as error:
                self.failed.emit(error)
        elif kind == "ext" and self._shown and rest.isdigit():
            links = self._shown.opened.document.links
            if int(rest) < len(links):
                self.outside_asked.emit(links[int(rest)])

    def begin_anew(self) -> None:
        """The library is another one: forget what was open, and open it again if it is there, too."""
        here = self._here()
        if self._job:
            self._job.cancel()
        self._shown, self._visit, self._match = None, -1, -1
        self._visits.clear()
        self._known.clear()
        self.history_changed.emit(False, False)
        if here and any(entry.locator == replace(here, pid="") for entry in self._session.entries):
            self.open(here)

    def step_section(self, step: int) -> None:
        """Open the section `step` after the shown one."""
        if self._shown:
            self.open_section(self._shown.section + step)

    def go(self, step: int) -> None:
        """Go `step` back (-1) or forward (1) in the history."""
        number = self._visit + step

        def arrive() -> None:
            self._visit = number

        if 0 <= number < len(self._visits):
            self._go(self._visits[number], arrive)

    def walk(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match of the document, and out of it after the last."""
        matches = self._shown.opened.matches if self._shown else ()
        if self._shown is None or not matches:
            self.walked_out.emit(step)
            return
        number = self._match + step if self._match >= 0 else (0 if step > 0 else len(matches) - 1)
        if not 0 <= number < len(matches):
            self.walked_out.emit(step)
            return
        self._go(_Visit(matches[number], self._shown.opened.words), lambda: None)

    # private

    def _go(self, visit: _Visit, arrive: Callable[[], None]) -> None:
        """Show `visit`; `arrive` moves on in the history, and is called when it is shown and not when that fails."""
        if self._job:
            self._job.cancel()
        locator, shown = visit.locator, self._shown
        is_same = shown is not None and _key(shown.opened.document.entry.locator) == _key(locator)
        if shown is not None and is_same and shown.opened.words == visit.words:
            self._show_in(shown, locator, arrive)
            return
        document = self._known.get(_key(locator))

        def work(token: CancelToken, report: Report) -> Shown:
            session = self._session
            opened = (
                session.with_matches(document, visit.words) if document else session.open_document(locator, visit.words)
            )
            token.check()
            return _shown(opened, opened.section_of(locator.pid), locator)

        self._job = self._runner.submit(work, lambda shown: self._take(shown, arrive), self.failed.emit)

    def _show_in(self, shown: Shown, locator: Locator, arrive: Callable[[], None]) -> None:
        """The document is in memory: no waiting."""
        section = shown.opened.section_of(locator.pid)
        if section == shown.section:
            self._become(replace(shown, target=locator), arrive)
            self.place_changed.emit(self._shown)
        else:
            self._become(_shown(shown.opened, section, locator), arrive)
            self.page_changed.emit(self._shown)

    def _take(self, shown: Shown, arrive: Callable[[], None]) -> None:
        document = shown.opened.document
        key = _key(document.entry.locator)
        self._known[key] = document
        self._known.move_to_end(key)
        while len(self._known) > _KEPT_DOCUMENTS:
            self._known.popitem(last=False)
        self._become(shown, arrive)
        self.page_changed.emit(shown)

    def _become(self, shown: Shown, arrive: Callable[[], None]) -> None:
        here = self._here()
        if self._shown and here and self._visit >= 0:
            # what one leaves is found again where one was reading it
            self._visits[self._visit] = _Visit(here, self._shown.opened.words)
        arrive()
        self._shown = shown
        matches, target = shown.opened.matches, shown.target
        self._match = matches.index(target) if target in matches else -1
        self.history_changed.emit(self._visit > 0, self._visit < len(self._visits) - 1)


def _key(locator: Locator) -> tuple[str, str]:
    return locator.pack_id, locator.document_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("page", text)


def _shown(opened: OpenDocument, number: int, target: Locator) -> Shown:
    import html  # neither these nor what they take are needed for the first paint

    from foc_reader.core.reading.page import render_section

    document, sections = opened.document, opened.sections
    words = (_tr("Mentioned in"), _tr("…"), _tr("The text is not in this library."))
    page = render_section(document, sections[number], opening_facts(document), *words)
    links = []
    if number > 0:
        links.append((number - 1, "←"))
    if number + 1 < len(sections):
        links.append((number + 1, "→"))
    foot = "&nbsp;&nbsp;·&nbsp;&nbsp;".join(
        f'<a href="section:{other}">{sign} {html.escape(sections[other].title or str(other + 1))}</a>'
        for other, sign in links
    )
    if foot:
        page = replace(page, html=f'{page.html}<p class="more" dir="{document.entry.direction}">{foot}</p>')
    return Shown(opened, number, page, target)
