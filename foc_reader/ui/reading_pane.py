"""The page being read: shows one section of a document and knows where in it everything is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from foc_reader.core.model import Locator, Page
from foc_reader.core.values import dataclass
from foc_reader.ui.caret import drop_selection, has_caret
from foc_reader.ui.late_qt import SCROLL_BAR_ALWAYS_OFF, Qt
from foc_reader.ui.new_tab import asks_for_tab, enters_tab
from foc_reader.ui.page_style import Typesetting, document_style
from foc_reader.ui.tabs import Line
from foc_reader.ui.theme import LIGHT, TEXT_FAMILIES, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QTextCursor,
        QWheelEvent,
    )

    from foc_reader.ui.anchor import Anchor
    from foc_reader.ui.pieces import Placed
    from foc_reader.ui.scroll_marks import ScrollMarks

ABOVE, BELOW, BESIDE = 40, 80, 32  # px


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text of the shown page: `start` to `end` in the block `pid`; equal: the whole block."""

    pid: str
    start: int = 0
    end: int = 0


WHOLE = Place("")  # the document that is read


class ReadingPane(QTextBrowser):
    """Shows pages and marks in them. Opens nothing: links are told, pictures come only from the library."""

    link_activated = Signal(str)
    new_tab_wanted = Signal(str)  # for a link
    place_changed = Signal(int)  # per cent of the page above the lower edge
    size_step_wanted = Signal(int)  # +1: larger, -1: smaller
    bookmark_wanted = Signal()
    like_wanted = Signal(object)  # more like what is at a Place; without a block: all; None: the passage that is read
    history_wanted = Signal(int)  # -1: back, +1: forward
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_pane")
        self.setAccessibleName(self.tr("Text"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setProperty("horizontalScrollBarPolicy", SCROLL_BAR_ALWAYS_OFF)
        self._theme, self._typesetting = LIGHT, Typesetting()
        self._side, self._is_setting = -1.0, False  # px beside the column of the start page; whether that is being set
        self._room = QSize(0, 0)  # of the viewport: asking for viewport() takes 11 ms the first time
        self._has_tabbed = self._has_told_link = False
        self._page = Page("", ())
        self._placed: Placed | None = None  # None: the start page, or nothing is laid out yet
        self._marks: tuple[Place, ...] = ()
        self._current: Place | None = None
        self._has_more_marks = False  # than are drawn: others when one scrolls
        self._on_bar: ScrollMarks | None = None  # once there are marks
        self._anchor: Anchor | None = None  # once something is laid out anew further down
        self.anchorClicked.connect(self._tell_link)
        self.verticalScrollBar().valueChanged.connect(self._tell_place)
        self.verticalScrollBar().rangeChanged.connect(self._tell_range)

    # what is shown

    def set_look(self, theme: Theme, typesetting: Typesetting) -> None:
        """Colours and the text's size, spacing and width; the line being read stays where it is."""
        growth = typesetting.pixels / self._typesetting.pixels
        self._theme, self._typesetting = theme, typesetting
        if self._page.html:
            with self._kept_at_top(growth):
                self._render()
        if self._on_bar:
            self._on_bar.set_theme(theme)
        self._mark_bar()

    def show_page(self, page: Page) -> None:
        """Replace what is shown, from its top and without marks."""
        self._page, self._marks, self._current, self._anchor = page, (), None, None
        self._render()
        self.verticalScrollBar().setValue(0)
        self._tell_place()
        self._mark_bar()

    def set_marks(self, marks: Sequence[Place], current: Place | None = None) -> None:
        """Mark found words, and of them the one that one stands on."""
        self._marks, self._current = tuple(marks), current
        self._draw_marks()
        self._mark_bar()

    def show_place(self, place: Place) -> None:
        """Scroll so that `place` stands in the upper third; where it has words, it is the one that one stands on."""
        self._current = place if place.start != place.end else None
        self._draw_marks()
        self._mark_bar()
        cursor = self._cursor(place)
        if cursor is not None:
            cursor.setPosition(cursor.selectionStart())
            self.setTextCursor(cursor)
            self._scroll_to(place, cursor)

    def look_like_this(self, other: QTextEdit, scripts: Sequence[str] = ()) -> None:
        """Give another text the letters and the style of the page."""
        other.document().setDefaultFont(self.document().defaultFont())
        other.document().setDefaultStyleSheet(document_style(self._theme, self._typesetting, scripts))

    def bring_into_view(self, place: Place) -> None:
        """Scroll, if `place` is not whole in view, so that it stands in the upper third."""
        cursor = self._cursor(place)
        if cursor is not None and not QRect(QPoint(0, 0), self._room).contains(self.cursorRect(cursor)):
            self._scroll_to(place, cursor)

    def stand_at(self, line: Line) -> None:
        """Scroll so that `line` stands where it stood."""
        cursor = self._cursor(Place(line.pid, line.start, line.start))
        if cursor is not None:
            self.document().size()  # lays the page out to its end: how far one can scroll is known only then
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() - line.above)

    def select(self, place: Place) -> None:
        """Select the text of `place`; nothing is scrolled."""
        cursor = self._cursor(place)
        if cursor is not None:
            at = self.verticalScrollBar().value()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(at)

    # where things are

    def top_line(self) -> Line | None:
        """The line at the upper edge, else the first below it that belongs to a block; None on an empty page."""
        if self._placed is None:
            return None
        cursor = self.cursorForPosition(QPoint(self._room.width() // 2, 4))
        cursor.movePosition(cursor.MoveOperation.StartOfLine)
        pid, start = self._placed.line_at(cursor)
        return Line(pid, start, self.cursorRect(cursor).top())

    def selected_place(self) -> Place | None:
        """The selected text as far as it lies in the first block that it touches."""
        found = self._placed.selected_by(self.textCursor()) if self._placed else None
        return Place(*found) if found else None

    def top_place(self) -> Place | None:
        """The first block that begins in view, else the one that fills it."""
        return self.place_at(QPoint(self._room.width() // 2, 4))

    def place_at(self, point: QPoint) -> Place | None:
        """The block at `point` of the viewport, or the next below it; None on a page without blocks."""
        position = self.cursorForPosition(point).block().position()
        return Place(self._placed.piece_at(position)[1].pid) if self._placed else None

    def is_in_view(self, place: Place) -> bool:
        """Whether `place` can be seen without scrolling."""
        cursor = self._cursor(place)
        return cursor is not None and QRect(QPoint(0, 0), self._room).intersects(self.cursorRect(cursor))

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A grey square, whatever is asked for: an empty answer would make Qt open `name` as a file (SAFETY 3.2)."""
        from PySide6.QtGui import QImage

        image = QImage(1, 1, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.rule))
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._room = event.size()
        with self._kept_at_top():
            super().resizeEvent(event)
            self._fit_column()
        self._tell_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._has_tabbed:
            from foc_reader.ui.link_focus import draw_focus

            draw_focus(self, self._theme)

    def focusNextPrevChild(self, next: bool) -> bool:
        self._has_tabbed = True
        stays = super().focusNextPrevChild(next)  # to the next link, then out of the text
        from foc_reader.ui.link_focus import announce_link

        if stays:
            announce_link(self)
        return stays

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.size_step_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enters_tab(event):
            link = self.textCursor().charFormat().anchorHref()  # the one Tab went to
            if link:
                self.new_tab_wanted.emit(link)
        elif event.key() == Qt.Key.Key_Space:
            backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-bar.pageStep() if backwards else bar.pageStep()))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and not has_caret(self):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button())
        if step:
            self.history_wanted.emit(step)
        elif self._link_for_tab(event):
            event.accept()  # until it is let go of
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        link = self._link_for_tab(event)
        if link:
            self.new_tab_wanted.emit(link)
        else:
            self._has_told_link = False
            super().mouseReleaseEvent(event)
            if self._has_told_link:
                drop_selection(self)  # Qt selects the link, and draws dots around it

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from foc_reader.ui.text_menu import open_text_menu

        open_text_menu(self, event)

    # private

    def _kept_at_top(self, growth: float = 1) -> AbstractContextManager[None]:
        """In it all is laid out anew around the line at the top; the top of a page stays there by itself."""
        if not self.verticalScrollBar().value():
            return nullcontext()
        from foc_reader.ui.anchor import Anchor

        self._anchor = self._anchor or Anchor(self)
        return self._anchor.held(growth)

    def _render(self) -> None:
        font = QFont()
        font.setFamilies(TEXT_FAMILIES)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(self._typesetting.points)
        document = self.document()
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(document_style(self._theme, self._typesetting, self._page.scripts))
        self._placed = None  # Qt tells of sizes and scrolling before the new places are known
        self._side = -1.0
        if not self._page.pieces:
            self._fit_column()
            return
        self.setHtml(self._page.html)
        if 'href="term:' in self._page.html:
            from foc_reader.ui.terms import underline_terms

            underline_terms(document, self._theme)
        from foc_reader.ui.pieces import placed

        self._placed = placed(document, self._page.pieces)
        self._fit_column()
        self._draw_marks()

    def _scroll_to(self, place: Place, cursor: QTextCursor) -> None:
        """Put the line of `place` below the upper quarter; the first line of the page goes with its margin."""
        bar = self.verticalScrollBar()
        cursor.setPosition(cursor.selectionStart())
        is_first = self._placed is not None and self._placed.first.pid == place.pid and not place.start
        bar.setValue(0 if is_first else bar.value() + self.cursorRect(cursor).top() - self._room.height() // 4)

    def _fit_column(self) -> None:
        if not self._room.width():
            return  # not shown yet
        wanted = QFontMetricsF(self.document().defaultFont()).horizontalAdvance("n") * self._typesetting.letters
        side = max(float(BESIDE), (self._room.width() - wanted) / 2)
        if not self._page.pieces:
            self._set_start_page(side)
            return
        self.document().setDocumentMargin(0)
        frame = self.document().rootFrame()
        margins = frame.frameFormat()
        if (margins.leftMargin(), margins.topMargin()) == (side, ABOVE):
            return
        margins.setLeftMargin(side)
        margins.setRightMargin(side)
        margins.setTopMargin(ABOVE)
        margins.setBottomMargin(BELOW)
        frame.setFrameFormat(margins)

    def _set_start_page(self, side: float) -> None:
        """With its column in the middle by a margin of the body: Qt's classes for frames take 12 ms at the start."""
        if side != self._side and not self._is_setting:
            self._is_setting = True  # a scroll bar comes or goes meanwhile: set then, too, all would stand there twice
            at = self.verticalScrollBar().value()
            self.document().setDocumentMargin(ABOVE)
            margin = max(0, round(side - ABOVE))
            self.setHtml(f"<body style='margin-left: {margin}px; margin-right: {margin}px'>{self._page.html}</body>")
            self.verticalScrollBar().setValue(at)
            self._side, self._is_setting = side, False
            self._fit_column()

    def _draw_marks(self) -> None:
        if not self._marks and self._current is None:
            self._has_more_marks = False
            self.setExtraSelections([])
            return
        from foc_reader.ui.marks import make_marks, nearest  # these take 2 ms, which the first paint can do without

        top = self.cursorForPosition(QPoint(0, 0)).position()
        placed = self._placed
        places = nearest(self._marks, top, lambda at: (placed.position(at.pid, at.start) if placed else None) or 0)
        self._has_more_marks = len(places) < len(self._marks)
        if self._current is not None and self._current not in places:
            places = (*places, self._current)
        cursors = [(self._cursor(place), place == self._current) for place in places]
        self.setExtraSelections(make_marks(cursors, self._theme))

    def _mark_bar(self) -> None:
        """Show along the scroll bar where the marks are."""
        if self._marks and self._on_bar is None:
            from foc_reader.ui.scroll_marks import ScrollMarks

            self._on_bar = ScrollMarks(self.verticalScrollBar())
            self._on_bar.set_theme(self._theme)
        if self._on_bar:
            self._on_bar.show_places(self.document(), self._placed, self._marks, self._current)

    def _cursor(self, place: Place) -> QTextCursor | None:
        """A cursor over `place`, or None when it is not on this page."""
        return self._placed.cursor(place.pid, place.start, place.end) if self._placed else None

    def _link_for_tab(self, event: QMouseEvent) -> str:
        """The link under the mouse that is to be opened in a new tab; empty where there is none."""
        return self.anchorAt(event.position().toPoint()) if asks_for_tab(event) else ""

    def _tell_link(self, url: QUrl) -> None:
        self._has_told_link = True
        self.link_activated.emit(url.toString())

    @Slot()
    def _tell_range(self) -> None:
        """The page has become longer or shorter."""
        self._tell_place()
        self._mark_bar()

    @Slot()
    def _tell_place(self) -> None:
        if self._has_more_marks:
            self._draw_marks()
        bar = self.verticalScrollBar()
        whole = bar.maximum() + bar.pageStep()
        self.place_changed.emit(round(100 * (bar.value() + bar.pageStep()) / whole) if whole else 100)


def place_of(locator: Locator) -> Place:
    """The same without pack and document."""
    return Place(locator.pid, locator.start, locator.end)
