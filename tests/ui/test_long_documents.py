"""Long documents are read by section, and Qt's own paragraphs are found again in the blocks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from foc_reader.core.blocks import Draft, clean_inline, make_blocks, plain_text
from foc_reader.core.locations import Locations
from foc_reader.core.model import Document, DocumentEntry, Page, Piece
from foc_reader.core.reading.page import render_section
from foc_reader.core.reading.sections import sections_of
from foc_reader.core.session import Session
from foc_reader.ui.reading_pane import Place, ReadingPane

ALT = Qt.KeyboardModifier.AltModifier
CHAPTERS = 12


def _long_text() -> str:
    sentence = "The court heard the case of the journalist and put off its decision. "
    chapters = [
        f"## Chapter {number}\n\n" + "\n\n".join(f"{number}.{part} " + sentence * 8 for part in range(40))
        for number in range(1, CHAPTERS + 1)
    ]
    return "# A long report\n\n" + "\n\n".join(chapters) + "\n\nThe end zebra."


@pytest.fixture(scope="module")
def long_library(tmp_path_factory, pack_of):
    return pack_of(tmp_path_factory.mktemp("long"), "A long report", _long_text())


@pytest.fixture
def report(open_window, long_library, tmp_path):
    hands = open_window(Session.open(Locations.find(long_library, tmp_path / "kept")))
    hands.open_document("A long report")
    return hands


def test_a_long_document_is_shown_a_section_at_a_time(report, qtbot):
    opened = report.window._reader.shown.opened
    assert len(opened.sections) > 3
    assert len(report.text.toPlainText()) < 60_000
    with qtbot.waitSignal(report.window._reader.page_changed):
        report.key(Qt.Key.Key_Down, ALT, report.window)
    assert report.window._reader.shown.section == 1
    with qtbot.waitSignal(report.window._reader.page_changed):
        report.key(Qt.Key.Key_Up, ALT, report.window)
    assert report.window._reader.shown.section == 0


def test_the_foot_of_a_section_leads_to_the_next(report, qtbot):
    assert 'href="section:1"' in report.text.toHtml()
    with qtbot.waitSignal(report.window._reader.page_changed):
        report.text.anchorClicked.emit("section:1")
    assert report.window._reader.shown.section == 1


def test_one_outline_leads_into_every_section(report, qtbot):
    assert report.outline.model().rowCount() == CHAPTERS + 1
    last = report.outline.model().index(CHAPTERS, 0)
    with qtbot.waitSignal(report.window._reader.page_changed):
        report.outline.clicked.emit(last)
    assert report.text.textCursor().block().text() == f"Chapter {CHAPTERS}"


def test_a_hit_in_the_last_section_opens_it(report, qtbot):
    report.search("zebra")
    with qtbot.waitSignal(report.window._reader.page_changed):
        report.key(Qt.Key.Key_Return, widget=report.box)
    assert report.marked() == ["zebra"]
    assert report.window._reader.shown.section == len(report.window._reader.shown.opened.sections) - 1


def test_f3_walks_over_the_end_of_a_section(report, qtbot):
    report.search("zebra")
    reader, words = report.window._reader, report.window._finder.answer.words
    with qtbot.waitSignal(reader.page_changed):
        reader.open(reader.shown.opened.document.entry.locator, words)
    assert (reader.shown.section, report.marked()) == (0, [])
    with qtbot.waitSignal(reader.page_changed):
        report.key(Qt.Key.Key_F3, widget=report.window)
    assert report.standing_on() == "zebra"


def test_characters_beyond_the_first_plane_do_not_shift_what_is_marked(qtbot):
    pane = ReadingPane()
    qtbot.addWidget(pane)
    pane.show_page(
        Page("<p>\U0001f310\U0001f310 warrant here</p>", (Piece("0" * 12, 0, "\U0001f310\U0001f310 warrant here"),))
    )
    pane.set_marks([Place("0" * 12, 3, 10)])
    (marked,) = pane.extraSelections()
    assert marked.cursor.selectedText() == "warrant"
    pane.setTextCursor(marked.cursor)
    assert pane.selected_place() == Place("0" * 12, 3, 10)


_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
_html = st.one_of(
    _words.map(lambda text: text.replace("&", "").replace("<", "").replace(">", "")).filter(str.strip),
    st.sampled_from(
        ["<strong>two</strong> words", "one<br>two", "<em>x</em> <code>y</code>", "a &amp; b", "ا ب <em>ج</em>"]
    ),
)
_drafts = st.lists(
    st.one_of(
        st.builds(Draft, st.sampled_from(["paragraph", "quote", "note", "code"]), _html),
        st.builds(Draft, st.just("heading"), _html, st.integers(1, 4)),
        st.builds(Draft, st.just("item"), _html, st.integers(1, 3)),
        st.builds(Draft, st.just("rule"), st.just("")),
        st.lists(_html, min_size=1, max_size=3).map(
            lambda cells: Draft("row", "\t".join(f"<span>{cell}</span>" for cell in cells))
        ),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=_drafts)
def test_every_block_is_found_on_the_page_that_qt_makes(qapp, drafts):
    """Whatever stands in a document, the pane knows where on the page each of its blocks is."""
    clean = [Draft(draft.kind, _canonical(draft), draft.level) for draft in drafts]
    assume(all(draft.kind == "rule" or plain_text(draft.html).strip() for draft in clean))
    blocks = make_blocks(clean)
    document = Document(DocumentEntry("p", "d", "A title"), blocks)
    pane = ReadingPane()
    pane.resize(700, 500)
    for section in sections_of(document):
        page = render_section(document, section, "facts")
        pane.show_page(page)
        for piece in page.pieces:
            cursor = pane._cursor(Place(piece.pid, piece.start, piece.start + len(piece.text)))
            assert cursor is not None
            assert cursor.selectedText().replace("\u2028", "\n") == piece.text
    pane.deleteLater()


def _canonical(draft: Draft) -> str:
    return clean_inline(draft.html, draft.kind)
