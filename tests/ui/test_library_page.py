"""The library in the left pane: narrowed by typing, its rows with a sign of their kind, everything by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QIcon
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget

from foc_reader.core.library.manifest import INDEX_FOLDER
from foc_reader.core.library.writing import write_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Document, DocumentEntry, Locator, PackInfo
from foc_reader.core.session import Session
from foc_reader.ui.library_page import LibraryPage

CTRL = Qt.KeyboardModifier.ControlModifier

KINDS = [
    DocumentEntry("kinds", "text", "A statement", date="2014", collection=("All",)),
    DocumentEntry("kinds", "card", "A card", date="2015", collection=("All",), form="card"),
    DocumentEntry("kinds", "page", "A page", collection=("All",), form="page"),
    DocumentEntry("kinds", "term", "A term", collection=("All",), form="term"),
    DocumentEntry("kinds", "long", "A title of words " * 30, collection=("All",)),
    DocumentEntry("kinds", "nameless", "", collection=("All",)),
]


@pytest.fixture
def line(hands) -> QLineEdit:
    return hands.window.findChild(QLineEdit, "library_filter")


@pytest.fixture
def of_kinds(make_session, open_window):
    """A window on documents of every kind."""
    return open_window(make_session(KINDS))


@pytest.fixture
def make_session(tmp_path, make_document):
    """Opens a session on a pack, without an index, of documents that stand for entries."""
    opened = []

    def make(entries, title="A library") -> Session:
        write_pack(PackInfo(entries[0].pack_id, title), [make_document(entry) for entry in entries], tmp_path / "pack")
        assert not list((tmp_path / "pack" / INDEX_FOLDER).iterdir())
        opened.append(Session.open(Locations.find(library=tmp_path / "pack", data_dir=tmp_path / "kept")))
        return opened[-1]

    yield make
    for session in opened:
        session.close()


def _shown(hands) -> list[str]:
    """The rows one could scroll to, without the marks of direction."""
    rows, index = [], hands.tree.model().index(0, 0)
    while index.isValid():
        rows.append(index.data().replace("\u2068", "").replace("\u2069", ""))
        index = hands.tree.indexBelow(index)
    return rows


def _current(hands) -> str:
    return hands.tree.currentIndex().data()


# narrowing


def test_typing_narrows_the_tree_to_titles_with_these_words(hands, line, qtbot):
    qtbot.keyClicks(line, "phon")
    assert _shown(hands) == ["Small library", "Guides", "2021 · Phones and the law"]
    qtbot.keyClicks(line, " law")
    assert _shown(hands) == ["Small library", "Guides", "2021 · Phones and the law"]
    line.clear()
    assert len(_shown(hands)) == 6


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("LAW phones", ["2021 · Phones and the law"]),
        ("phónes", ["2021 · Phones and the law"]),
        ("guides arrest", ["2019 · Rights on arrest"]),  # the collection has a word of it
        ("2020", ["2020 · حرية التعبير"]),
        ("حُرّیّة", ["2020 · حرية التعبير"]),  # vowel marks, and the Persian form of a letter
        ("guides", ["2019 · Rights on arrest", "2021 · Phones and the law"]),
    ],
)
def test_case_accents_and_forms_of_letters_make_no_difference(hands, line, typed, titles):
    line.setText(typed)
    assert [row for row in _shown(hands) if " · " in row] == titles


def test_the_whole_tree_comes_back_as_it_stood_open(hands, line, qtbot):
    guides = hands.tree_index("Guides")
    hands.tree.setExpanded(guides, False)
    before = _shown(hands)
    qtbot.keyClicks(line, "arrest")
    assert "2019 · Rights on arrest" in _shown(hands)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert _shown(hands) == before


def test_signs_alone_narrow_nothing(hands, line, qtbot):
    before = _shown(hands)
    qtbot.keyClicks(line, " - &")
    assert _shown(hands) == before


def test_the_open_document_is_selected_when_the_whole_tree_is_back(hands, line, qtbot):
    hands.open_document("arrest")
    qtbot.keyClicks(line, "phones")
    assert "Phones" in _current(hands)
    line.clear()
    assert "arrest" in _current(hands)


def test_how_many_are_left_is_shown_and_told(hands, line, qtbot):
    qtbot.keyClicks(line, "guides")
    count = hands.window.findChild(QWidget, "library_answer").findChild(QLabel, "quiet")
    assert count.isVisible()
    assert count.text() == "2 documents"
    told = QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Description)
    assert told == "2 documents"
    qtbot.keyClicks(line, " arrest")
    assert count.text() == "1 document"
    line.clear()
    assert not count.isVisible()
    assert "document" not in QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Description)


def test_where_no_title_is_left_the_texts_are_offered(hands, line, qtbot):
    hands.to_front()
    qtbot.keyClicks(line, "warrant & co")
    assert not hands.tree.isVisible()
    empty = hands.window.findChild(QWidget, "library_answer").findChild(QLabel, "empty_place")
    assert empty.isVisible()
    assert empty.text().replace("\u2068", "").replace("\u2069", "") == "No title holds “warrant & co”."
    hands.press("library_search")
    qtbot.waitUntil(lambda: hands.window._searching.page.answer is not None)
    assert hands.box.text() == "warrant & co"
    assert hands.box.hasFocus()
    assert hands.hits.isVisible()


def test_what_was_typed_widens_no_pane(hands, line, qtbot):
    button_before = hands.window._left.minimumSizeHint().width()
    qtbot.keyClicks(line, "averylongwordthatnobodyeverwroteintoatitle" * 3)
    assert hands.window._left.minimumSizeHint().width() == button_before
    button = hands.window.findChild(QPushButton, "library_search")
    assert button.text().endswith("…⁩”")
    qtbot.waitUntil(lambda: button.sizeHint().width() <= button.width())


def test_a_library_that_is_read_again_stays_narrowed(hands, line, qtbot):
    qtbot.keyClicks(line, "phones")
    hands.window._tree.set_tree(hands.window._session.tree())
    assert _shown(hands) == ["Small library", "Guides", "2021 · Phones and the law"]


def test_a_library_without_documents_has_nothing_to_filter(hands, line):
    hands.window._tree.set_tree(())
    assert not line.isVisible()
    assert hands.window._tree.take_focus()


# the keyboard


def test_enter_opens_the_first_document_that_is_left(hands, line, qtbot):
    qtbot.keyClicks(line, "phones")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "Phones and the law" in hands.text.toPlainText()


def test_enter_on_nothing_left_searches_the_texts(hands, line, qtbot):
    qtbot.keyClicks(line, "warrant")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(hands.titles()) > 0)
    assert hands.box.text() == "warrant"


def test_down_leads_into_the_tree_and_up_back(hands, line, qtbot):
    hands.window.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "arrest")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert hands.tree.hasFocus()
    assert "Rights on arrest" in _current(hands)
    for _ in range(3):
        hands.key(Qt.Key.Key_Up, widget=hands.tree)
    assert line.hasFocus()


def test_letters_typed_in_the_tree_go_into_the_line(hands, line, qtbot):
    hands.window.activateWindow()
    hands.tree.setFocus()
    qtbot.keyClicks(hands.tree, "l")
    assert line.hasFocus()
    qtbot.keyClicks(line, "aw")
    assert line.text() == "law"
    assert _shown(hands) == ["Small library", "Guides", "2021 · Phones and the law"]


def test_escape_clears_the_line_and_then_leaves_it(hands, line, qtbot):
    hands.window.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "arrest")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert hands.text.hasFocus()


def test_escape_leads_back_from_what_is_offered(hands, line, qtbot):
    hands.window.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "nowhere")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    button = hands.window.findChild(QPushButton, "library_search")
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert line.hasFocus()
    assert hands.tree.isVisible()


def test_ctrl_enter_and_the_middle_button_ask_for_a_new_tab(hands, line, qtbot):
    page = hands.window.findChild(LibraryPage)
    index = hands.tree_index("arrest")
    hands.tree.setCurrentIndex(index)
    with qtbot.waitSignal(page.new_tab_wanted) as by_key:
        qtbot.keyClick(hands.tree, Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(page.new_tab_wanted) as by_mouse:
        place = hands.tree.visualRect(hands.tree_index("Phones")).center()
        qtbot.mouseClick(hands.tree.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    qtbot.keyClicks(line, "phones")
    with qtbot.waitSignal(page.new_tab_wanted) as from_line:
        qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    asked = [signal.args[0] for signal in (by_key, by_mouse, from_line)]
    assert asked == [Locator("small", "arrest"), Locator("small", "phones"), Locator("small", "phones")]
    assert hands.window._reader.shown is None


def test_the_menu_of_a_row_opens_it(hands, qtbot):
    index = hands.tree_index("arrest")
    hands.tree.setCurrentIndex(index)
    hands.tree.scrollTo(index)
    _ask_menu(hands, index)
    menu = hands.window.findChild(QMenu, "library_menu")
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Open", "Open in a new tab"]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_the_menu_of_a_collection_closes_it(hands, qtbot):
    index = hands.tree_index("Guides")
    _ask_menu(hands, index)
    menu = hands.window.findChild(QMenu, "library_menu")
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert not hands.tree.isExpanded(index)


def test_all_collections_close_at_once_and_stay_closed_after_a_filter(hands, line, qtbot):
    _ask_menu(hands, hands.tree_index("Guides"))
    menu = hands.window.findChild(QMenu, "library_menu")
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert _shown(hands) == ["Small library", "Guides", "Languages"]
    qtbot.keyClicks(line, "arrest")
    line.clear()
    assert _shown(hands) == ["Small library", "Guides", "Languages"]


def _ask_menu(hands, index) -> None:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QContextMenuEvent

    place = hands.tree.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, hands.tree.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(hands.tree.viewport(), event)


# rows


def _spoken(hands) -> list[str]:
    model = hands.tree.model()
    top = model.index(0, 0)
    inside = model.index(0, 0, top)
    rows = [top, inside, *(model.index(row, 0, inside) for row in range(model.rowCount(inside)))]
    return [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]


def test_every_row_says_its_kind_in_words(of_kinds):
    assert [words for words in _spoken(of_kinds) if "of words" not in words] == [
        "A library, library",
        "All, collection",
        "A statement, 2014, full text",
        "A card, 2015, index card",
        "Without a title: nameless, full text",
        "A page, reference page",
        "A term, glossary term",
    ]


def test_every_kind_has_a_drawing_of_its_own(of_kinds):
    of_kinds.window._tree.set_damaged(frozenset([KINDS[0].locator]))
    pictures = set()
    for title in ("A library", "All", "A statement", "A card", "A page", "A term", "nameless"):
        icon: QIcon = of_kinds.tree_index(title).data(Qt.ItemDataRole.DecorationRole)
        image = icon.pixmap(20).toImage()
        assert not image.isNull()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 7


def test_a_damaged_document_is_named_as_such(of_kinds):
    of_kinds.window._tree.set_damaged(frozenset([KINDS[1].locator]))
    row = of_kinds.tree_index("A card")
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "A card, 2015, damaged"
    assert row.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert of_kinds.tree_index("A page").data(Qt.ItemDataRole.ForegroundRole) is None


def test_a_title_takes_two_lines_at_the_most_and_is_whole_in_the_tooltip(of_kinds):
    tree = of_kinds.tree
    short, long = (tree.visualRect(of_kinds.tree_index(title)).height() for title in ("A card", "of words"))
    line = tree.fontMetrics().lineSpacing()
    assert short < 2 * line < long < 3 * line
    tip = of_kinds.tree_index("of words").data(Qt.ItemDataRole.ToolTipRole)
    assert KINDS[4].title.strip() in tip
    assert "full text" in tip


def test_rows_grow_with_the_interfaces_font(of_kinds, qapp, qtbot):
    tree = of_kinds.tree
    before = tree.iconSize().width()
    font = tree.font()
    font.setPointSizeF(2 * font.pointSizeF())
    tree.setFont(font)
    assert tree.iconSize().width() > 1.8 * before
    qtbot.waitUntil(lambda: _lines(tree, of_kinds.tree_index("of words")) > 3)  # few words fit on a line
    icon: QIcon = of_kinds.tree_index("A card").data(Qt.ItemDataRole.DecorationRole)
    assert icon.availableSizes()[0].width() == tree.iconSize().width()  # drawn at this size, not blown up


def _lines(tree, index) -> float:
    return tree.visualRect(index).height() / tree.fontMetrics().lineSpacing()


def test_a_row_out_of_view_has_no_place(make_session, open_window):
    entries = [DocumentEntry("many", f"d{number}", f"Title {number}") for number in range(200)]
    hands = open_window(make_session(entries))
    last = hands.tree.model().find(entries[-1].locator)
    assert hands.tree.visualRect(last) == QRect()
    hands.key(Qt.Key.Key_End, widget=hands.tree)
    assert hands.tree.currentIndex() == hands.tree.model().index(199, 0, hands.tree.model().index(0, 0))
    place = hands.tree.visualRect(hands.tree.currentIndex())
    assert hands.tree.indexAt(place.center() + QPoint(1, 0)) == hands.tree.currentIndex()
    assert hands.tree.viewport().rect().contains(place.center())


def test_the_open_document_is_selected_wherever_it_stands(make_session, open_window, qtbot):
    entries = [
        DocumentEntry("deep", f"d{number}", f"Title {number}", collection=(f"C{number}", "In", "Further in"))
        for number in range(800)
    ]
    hands = open_window(make_session(entries))
    hands.window.open_locator(entries[777].locator)
    qtbot.waitUntil(lambda: _current(hands) is not None and "Title 777" in _current(hands))
    assert not hands.tree.visualRect(hands.tree.currentIndex()).isNull()


@pytest.fixture
def make_document():
    """A document of one short text that stands for an entry."""
    from foc_reader.core.blocks import make_pids
    from foc_reader.core.model import Block

    def make(entry: DocumentEntry) -> Document:
        text = f"The text of {entry.id}."
        return Document(entry, (Block(make_pids([text])[0], "paragraph", text, text),))

    return make
