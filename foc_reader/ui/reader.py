"""What is open in the reading pane: the one way by which tree, hits, bookmarks, links and outline open a place."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import BadLocator
from foc_reader.core.model import Document, Locator, Page
from foc_reader.core.session import Session
from foc_reader.core.values import dataclass, replace
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.facts import opening_facts
from foc_reader.ui.tabs import Line, Tab, Tabs, Visit

if TYPE_CHECKING:
    from foc_reader.core.open_document import OpenDocument

_KEPT_DOCUMENTS = 4  # of all tabs together


@dataclass(frozen=True)
class Shown:
    """A page to be shown, and the place in it that was asked for."""

    opened: OpenDocument
    section: int
    page: Page
    target: Locator
    top: Line | None = None  # how the page stood when one left it; None: only the target matters

    @property
    def matches(self) -> tuple[Locator, ...]:
        """The marked pieces of text that stand on this page."""
        return self.on_page(self.opened.matches)

    def on_page(self, places: Iterable[Locator]) -> tuple[Locator, ...]:
        """Those of `places` that stand on this page."""
        section = self.opened.sections[self.section]
        pids = {block.pid for block in self.opened.document.blocks[section.first : section.last]}
        return tuple(place for place in places if place.pid in pids)


class Going:
    """A document on its way: `arrive` moves on in the history of its tab, and is called when it is shown."""

    def __init__(self, visit: Visit, arrive: Callable[[], None]) -> None:
        self.visit, self.arrive = visit, arrive
        self.job: Job | None = None

    def cancel(self) -> None:
        if self.job:
            self.job.cancel()


class Reader(QObject):
    """Opens places in the tab in front, remembers where one was in each tab, walks through the matches."""

    page_changed = Signal(Shown)  # another page: show it, then go to its target
    place_changed = Signal(Shown)  # the same page: only go to its target
    start_shown = Signal()  # no document: the start page
    tabs_changed = Signal()
    failed = Signal(Exception)
    history_changed = Signal(bool, bool)  # can go back, can go forward
    outside_asked = Signal(str)  # an address outside the library
    start_link_followed = Signal(str, str)  # kind and rest of a link that only the start page has
    walked_out = Signal(int)  # F3 went past the last match (1), Shift+F3 before the first (-1)

    def __init__(
        self, session: Session, runner: BackgroundRunner, top: Callable[[], Line | None], parent: QObject
    ) -> None:
        """`top` says which line stands at the top of the pane."""
        super().__init__(parent)
        self._session, self._runner, self._top = session, runner, top
        self._tabs = Tabs()
        self._shown: Shown | None = None
        # not the one in front while its document is on its way; None: a page that its tab has gone on from
        self._shown_in: Tab | None = self._tabs.front
        self._going: Going | None = None  # what is on its way into the tab in front
        self._left: dict[int, Going] = {}  # what is on its way into other tabs, by their numbers
        self._known: OrderedDict[tuple[str, str], Document] = OrderedDict()
        self._match = -1  # number of the match one stands on, among those of the whole document

    @property
    def shown(self) -> Shown | None:
        """What is on the page now; None on the start page."""
        return self._shown

    @property
    def match_number(self) -> int:
        """The match one stands on, from 1; 0 when none."""
        return self._match + 1

    def open(self, locator: Locator, words: tuple[str, ...] = ()) -> None:
        """Open `locator`, with `words` (an Answer's) marked; once it is shown, it is a new step of the history."""
        self._go_on(Visit(locator, words))

    def open_start(self) -> None:
        """Open the start page, as a step of the history."""
        if self._shown or self._going:
            self._go_on(Visit())

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
        locator = self.target_of(link)
        if locator:
            words = self._shown.opened.words if self._shown and kind != "doc" else ()
            self.open(locator, words)
        elif kind == "ext" and self._shown and rest.isdigit():
            links = self._shown.opened.document.links
            if int(rest) < len(links):
                self.outside_asked.emit(links[int(rest)])
        elif self._shown is None:
            self.start_link_followed.emit(kind, rest)

    def target_of(self, link: str) -> Locator | None:
        """The place that a link on the page names; None where it names none, which is said if it should have."""
        kind, _, rest = link.partition(":")
        if kind == "doc":
            try:
                return Locator.parse(rest)
            except BadLocator as error:
                self.failed.emit(error)
        if self._shown is None:
            return None
        document, sections = self._shown.opened.document, self._shown.opened.sections
        if link.startswith("#"):
            return replace(document.entry.locator, pid=link[1:])
        if kind == "section" and rest.isdigit() and int(rest) < len(sections):
            return replace(document.entry.locator, pid=document.blocks[sections[int(rest)].first].pid)
        return None

    def begin_anew(self) -> None:
        """The library is another one: read again what is in front, and forget what is not there any more."""
        self._leave()
        if self._going:
            self._going.arrive()
            self._left[0] = self._going
        for going in self._left.values():
            going.cancel()
        self._going, self._left = None, {}
        self._shown, self._match = None, -1
        self._known.clear()
        there = {_key(entry.locator) for entry in self._session.entries}
        self._tabs.keep(lambda visit: visit.locator is None or _key(visit.locator) in there)
        self._shown_in = self._tabs.front
        self.tabs_changed.emit()
        self.start_shown.emit()  # nothing of the other library stays where this one cannot be read
        self._go(self._tabs.front.visit, _stay)

    def step_section(self, step: int) -> None:
        """Open the section `step` after the shown one."""
        if self._shown:
            self.open_section(self._shown.section + step)

    def go(self, step: int) -> None:
        """Go `step` back (-1) or forward (1) in the history of the tab."""
        tab = self._tabs.front
        if tab.can_go(step):
            self._go(tab.visits[tab.at + step], lambda: tab.go(step))

    def go_to(self, place: Locator) -> None:
        """Go to a place of the shown document, which is no step of the history; not while another is on its way."""
        if self._shown and self._shown_in is self._tabs.front and self._going is None:
            self._go(Visit(place, self._shown.opened.words), _stay)

    def walk(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match of the document, and out of it after the last."""
        if self._going:
            return  # which matches the document has that is on its way is not known yet
        matches = self._shown.opened.matches if self._shown else ()
        if self._shown is None or not matches:
            self.walked_out.emit(step)
            return
        number = self._match + step if self._match >= 0 else (0 if step > 0 else len(matches) - 1)
        if not 0 <= number < len(matches):
            self.walked_out.emit(step)
            return
        self.go_to(matches[number])

    # tabs

    @property
    def tabs(self) -> tuple[Tab, ...]:
        return self._tabs.row

    @property
    def tab_at(self) -> int:
        """Where the tab in front stands among them."""
        return self._tabs.at

    def open_in_new_tab(self, locator: Locator, words: tuple[str, ...] = ()) -> None:
        """Add a tab behind the one in front; what it shows is read once it is chosen."""
        self._tabs.add(Visit(locator, words), self._title_of(locator))
        self.tabs_changed.emit()

    def new_tab(self) -> None:
        """Bring a new tab with the start page to the front."""
        self._tabs.add()
        self.choose_tab(len(self._tabs.row) - 1)

    def choose_tab(self, at: int) -> None:
        """Bring a tab to the front and show it as one left it."""
        if at != self._tabs.at:
            self._change_tabs(lambda: self._tabs.choose(at))

    def step_tab(self, step: int) -> None:
        """Bring the next (1) or previous (-1) tab to the front."""
        self.choose_tab(self._tabs.neighbour(step))

    def move_tab(self, old: int, new: int) -> None:
        self._tabs.move(old, new)

    def close_tab(self, at: int | None = None) -> None:
        """Close a tab, without a number the one in front. The last one leaves the start page behind."""
        if at is None or at == self._tabs.at:
            self._change_tabs(lambda: self._tabs.close(self._tabs.at))
        else:
            self._tabs.close(at)
            self.tabs_changed.emit()

    def reopen_tab(self) -> None:
        """Bring the tab that was closed last back, as one left it."""
        if self._tabs.can_reopen:
            self._change_tabs(self._tabs.reopen)

    # private

    def _change_tabs(self, change: Callable[[], None]) -> None:
        """Do `change`, after which another tab is in front; what is on its way finishes into the tab it belongs to."""
        self._leave()
        if self._going:
            tab, locator = self._tabs.front, self._going.visit.locator
            self._going.arrive()
            self._going.arrive = _stay
            self._left[tab.number], self._going = self._going, None
            tab.title = self._title_of(locator) if locator else ""
            if self._shown_in is tab:
                self._shown_in = None
        change()
        self.tabs_changed.emit()
        tab = self._tabs.front
        self._going = self._left.pop(tab.number, None)
        if self._going is None:
            self._go(tab.visit, _stay)

    def _title_of(self, locator: Locator) -> str:
        entries = (entry for entry in self._session.entries if _key(entry.locator) == _key(locator))
        return next((entry.title for entry in entries), str(locator))

    def _go_on(self, visit: Visit) -> None:
        """Show `visit`, as a new step of the history of the tab in front."""
        tab = self._tabs.front
        self._go(visit, lambda: tab.arrive(visit))

    def _go(self, visit: Visit, arrive: Callable[[], None]) -> None:
        """Show `visit`; `arrive` moves on in the history, and is called when it is shown and not when that fails."""
        if self._going:
            self._going.cancel()
            self._going = None
        locator, shown = visit.locator, self._shown
        if locator is None:
            self._become(None, arrive)
            self.start_shown.emit()
            return
        is_same = shown is not None and _key(shown.opened.document.entry.locator) == _key(locator)
        if shown is not None and is_same and shown.opened.words == visit.words:
            self._show_in(shown, locator, visit.top, arrive)
            return
        document = self._known.get(_key(locator))

        def work(token: CancelToken, report: Report) -> Shown:
            session = self._session
            opened = (
                session.with_matches(document, visit.words) if document else session.open_document(locator, visit.words)
            )
            token.check()
            return _shown(opened, opened.section_of(locator.pid), locator, visit.top)

        self._going = going = Going(visit, arrive)
        going.job = self._runner.submit(
            work, lambda shown: self._take(shown, going), lambda error: self._fail(error, going)
        )

    def _show_in(self, shown: Shown, target: Locator, top: Line | None, arrive: Callable[[], None]) -> None:
        """The document is in memory: no waiting."""
        section = shown.opened.section_of(target.pid)
        if section == shown.section:
            self._become(replace(shown, target=target, top=top), arrive)
            self.place_changed.emit(self._shown)
        else:
            self._become(_shown(shown.opened, section, target, top), arrive)
            self.page_changed.emit(self._shown)

    def _take(self, shown: Shown, going: Going) -> None:
        document = shown.opened.document
        key = _key(document.entry.locator)
        self._known[key] = document
        self._known.move_to_end(key)
        while len(self._known) > _KEPT_DOCUMENTS:
            self._known.popitem(last=False)
        if self._is_in_front(going):
            self._become(shown, going.arrive)
            self.page_changed.emit(shown)

    def _is_in_front(self, going: Going) -> bool:
        """Whether the tab in front waited for `going`, which has come; another tab shows it once it is chosen."""
        self._left = {number: other for number, other in self._left.items() if other is not going}
        is_in_front = self._going is going
        if is_in_front:
            self._going = None
        return is_in_front

    def _fail(self, error: Exception, going: Going) -> None:
        if not self._is_in_front(going):
            return  # said when one comes to that tab, where it is tried again
        if self._shown_in is not self._tabs.front:
            self._become(None, _stay)  # the tab keeps its place: it may open later
            self.start_shown.emit()
        self.failed.emit(error)

    def _leave(self) -> None:
        """What one leaves is found again as it stood."""
        shown, top = self._shown, self._top()
        if shown and self._shown_in:
            self._shown_in.remember(Visit(shown.target, shown.opened.words, top))

    def _become(self, shown: Shown | None, arrive: Callable[[], None]) -> None:
        self._leave()
        arrive()
        tab = self._tabs.front
        self._shown, self._shown_in = shown, tab
        title = shown.opened.document.entry.title if shown else "" if tab.visit.locator is None else tab.title
        if title != tab.title:
            tab.title = title
            self.tabs_changed.emit()
        matches = shown.opened.matches if shown else ()
        self._match = matches.index(shown.target) if shown and shown.target in matches else -1
        self.history_changed.emit(tab.can_go(-1), tab.can_go(1))


def _stay() -> None:
    """No step of the history."""


def _key(locator: Locator) -> tuple[str, str]:
    return locator.pack_id, locator.document_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("page", text)


def _shown(opened: OpenDocument, number: int, target: Locator, top: Line | None) -> Shown:
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
    return Shown(opened, number, page, target, top)
