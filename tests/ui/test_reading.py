"""Opening documents and moving in them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.reading_pane import Place

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_the_tree_lists_collections_and_documents(hands):
    assert hands.tree_texts() == [
        "Small library",
        "Guides",
        "2019 · Rights on arrest",
        "2021 · Phones and the law",
        "Languages",
        "2020 · حرية التعبير",
    ]


def test_a_click_in_the_tree_opens_the_document(hands, qtbot):
    index = hands.tree_index("arrest")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        qtbot.mouseClick(hands.tree.viewport(), Qt.MouseButton.LeftButton, pos=hands.tree.visualRect(index).center())
    assert "Nobody may be held without a reason." in hands.text.toPlainText()


def test_the_page_says_what_it_is_before_the_text(hands):
    hands.open_document("Phones")
    lines = hands.text.toPlainText().replace("\u2068", "").replace("\u2069", "").splitlines()
    assert lines[0].casefold() == "guide"
    assert lines[1] == "Phones and the law"
    assert lines[2] == "2021 · The tests · English · 1 minute to read · CC0"


def test_the_outline_leads_to_a_heading(hands, qtbot):
    hands.open_document("arrest")
    assert hands.outline.model().rowCount() == 3
    last = hands.outline.model().index(2, 0)
    with qtbot.waitSignal(hands.window._reader.place_changed):
        qtbot.mouseClick(
            hands.outline.viewport(), Qt.MouseButton.LeftButton, pos=hands.outline.visualRect(last).center()
        )
    assert hands.text.textCursor().block().text() == "What to write down"


def test_a_link_inside_the_library_opens_its_document(hands, qtbot):
    hands.open_document("arrest")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.text.anchorClicked.emit("doc:small/phones")
    assert "Keep it locked." in hands.text.toPlainText()


def test_a_click_on_an_explained_word_says_which_and_words_keep_their_places(
    open_window, small_sources, tmp_path, qtbot
):
    entry = "---\ntitle: Reason\nform: term\n---\nWhy something is done."
    build_pack(small_sources(tmp_path / "source", reason=entry), tmp_path / "pack")
    session = Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept"))
    hands = open_window(session)
    hands.open_document("Rights on arrest")
    opened = hands.window._reader.shown.opened.document
    (term,) = opened.terms
    hands.text.show_place(Place(term.pid, term.start, term.end))
    assert hands.standing_on() == "reason"
    cursor = hands.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.Right)
    with qtbot.waitSignal(hands.text.link_activated) as told:
        qtbot.mouseClick(hands.text.viewport(), Qt.MouseButton.LeftButton, pos=hands.text.cursorRect(cursor).center())
    assert told.args == ["term:0"]
    session.close()


def test_a_large_library_shows_its_first_collection_open_and_the_others_folded(open_window, small_sources, tmp_path):
    cards = {f"c{number:02}": f"---\ntitle: Card {number}\nform: card\ncollection: Z\n---\nx" for number in range(40)}
    build_pack(small_sources(tmp_path / "source", **cards), tmp_path / "pack")
    session = Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept"))
    hands = open_window(session)
    shown = {name: hands.tree.visualRect(hands.tree_index(name)).isValid() for name in ("arrest", "حرية", "Card 7")}
    assert shown == {"arrest": True, "حرية": False, "Card 7": False}
    assert "Rights on arrest" in hands.text.toPlainText()  # the start page lists what can be read in full
    assert "Card" not in hands.text.toPlainText()
    session.close()


def test_the_end_of_a_page_leads_to_what_mentions_it(hands, qtbot):
    hands.open_document("Phones")
    assert hands.text.toPlainText().endswith("Mentioned in\nRights on arrest")
    cursor = hands.text.document().find("Rights on arrest")
    hands.text.setTextCursor(cursor)
    hands.text.ensureCursorVisible()
    with qtbot.waitSignal(hands.window._reader.page_changed):
        qtbot.mouseClick(
            hands.text.viewport(), Qt.MouseButton.LeftButton, pos=hands.text.cursorRect().center() - QPoint(20, 0)
        )
    assert "See the law on phones" in hands.text.toPlainText()


def test_an_outside_link_is_said_and_can_be_copied_but_is_not_opened(hands):
    hands.open_document("arrest")
    before = hands.text.toPlainText()
    hands.text.anchorClicked.emit("ext:0")
    assert "https://example.org/arrest" in hands.said()
    assert hands.text.toPlainText() == before
    hands.press("message_action")
    assert QApplication.clipboard().text() == "https://example.org/arrest"


def test_a_link_to_nowhere_is_a_sentence(hands):
    hands.open_document("arrest")
    hands.text.anchorClicked.emit("doc:small/gone")
    hands.settle()
    assert "gone" in hands.said()


def test_back_and_forward_go_where_one_was(hands, qtbot):
    hands.open_document("arrest")
    hands.open_document("Phones")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Left, ALT, hands.window)
    assert "Nobody may be held" in hands.text.toPlainText()
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Right, ALT, hands.window)
    assert "Keep it locked." in hands.text.toPlainText()


def test_the_mouse_goes_back_too(hands, qtbot):
    hands.open_document("arrest")
    hands.open_document("Phones")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        qtbot.mouseClick(hands.text.viewport(), Qt.MouseButton.BackButton, pos=QPoint(300, 300))
    assert "Nobody may be held" in hands.text.toPlainText()


def test_text_size_follows_the_keys_and_is_kept(hands, open_window, locations):
    hands.open_document("arrest")
    before = hands.text.document().defaultFont().pointSizeF()
    hands.key(Qt.Key.Key_Plus, CTRL, hands.window)
    assert hands.text.document().defaultFont().pointSizeF() > before
    hands.settle()
    again = open_window(Session.open(locations))
    assert again.text.document().defaultFont().pointSizeF() > before
    hands.key(Qt.Key.Key_0, CTRL, hands.window)
    assert hands.text.document().defaultFont().pointSizeF() == before


def test_a_larger_text_keeps_the_place(hands, qtbot):
    hands.window.resize(800, 500)
    hands.open_document("arrest")
    hands.window._reader.open_heading(hands.window._reader.shown.opened.document.headings[2].pid)
    line = hands.text.top_line()
    for _ in range(5):
        hands.key(Qt.Key.Key_Plus, CTRL, hands.window)
    now = hands.text.top_line()
    assert now.pid == line.pid
    assert hands.text.is_in_view(Place(line.pid, line.start, line.start))


def test_the_theme_reaches_every_part(hands):
    for wanted in ("light", "sepia", "night"):
        hands.key(Qt.Key.Key_D, CTRL | SHIFT, hands.window)
        assert hands.window._session.settings.theme == wanted
    assert QApplication.palette().window().color().name() == "#181c20"
    assert hands.window.findChild(type(hands.text), "reading_pane").palette().base().color().name() == "#15181c"


def test_f6_goes_round_through_the_panes(hands):
    hands.window.activateWindow()
    hands.tree.setFocus()
    stops = []
    for _ in range(3):
        hands.key(Qt.Key.Key_F6, widget=hands.window)
        stops.append(QApplication.focusWidget())
    assert stops == [hands.text, hands.box, hands.tree]


def test_the_left_pane_hides_and_stays_hidden(hands, open_window, locations):
    hands.key(Qt.Key.Key_F9, widget=hands.window)
    assert not hands.tree.isVisible()
    hands.settle()
    assert not open_window(Session.open(locations)).tree.isVisible()


def test_right_to_left_text_stands_at_the_right(hands):
    hands.open_document("حرية")
    block = hands.text.document().findBlock(hands.text.document().toPlainText().index("لكل"))
    assert block.textDirection() is Qt.LayoutDirection.RightToLeft


def test_f6_passes_over_an_empty_list_and_comes_back_to_the_left_pane(hands):
    hands.window.activateWindow()
    hands.window._go_to_left("bookmarks")
    assert hands.window._left.isAncestorOf(QApplication.focusWidget())
    stops = []
    for _ in range(3):
        hands.key(Qt.Key.Key_F6, widget=hands.window)
        stops.append(QApplication.focusWidget())
    assert stops[:2] == [hands.text, hands.box]
    assert hands.window._left.isAncestorOf(stops[2])


def test_f6_reaches_the_message_bar_while_it_is_open(hands):
    hands.window._messages.say("A sentence", "Undo", print)
    hands.box.setFocus()
    hands.key(Qt.Key.Key_F6, widget=hands.window)
    assert QApplication.focusWidget().objectName() == "message_action"


def test_a_place_that_could_not_be_opened_is_no_step_of_the_history(hands, qtbot):
    hands.open_document("arrest")
    hands.open_document("Phones")
    hands.text.anchorClicked.emit("doc:small/gone")
    hands.settle()
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Left, ALT, hands.window)
    assert "Nobody may be held" in hands.text.toPlainText()


def test_the_list_of_keys_opens_once(hands):
    for _ in range(3):
        hands.key(Qt.Key.Key_F1, widget=hands.window)
    dialogs = [w for w in QApplication.topLevelWidgets() if w.objectName() == "keys_dialog" and w.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].close()
