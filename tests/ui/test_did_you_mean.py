"""“Did you mean”: asked above the results or first in their place, answered by one press, never by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _question(hands) -> QPushButton | None:
    """The button above the results, where it is shown."""
    button = hands.window.findChild(QPushButton, "did_you_mean")
    return button if button is not None and button.isVisible() else None


def _asked(hands) -> str:
    button = _question(hands)
    return _plain(button.accessibleName()) if button else ""


def _offered(hands) -> list[QPushButton]:
    return [button for button in hands.window.findChildren(QPushButton, "offer") if button.isVisible()]


def test_above_what_was_found_the_right_words_are_asked_for(hands, announced):
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _asked(hands) == "Did you mean: warrant phone?")
    assert _question(hands).y() + _question(hands).parentWidget().y() < hands.hits.y()
    assert announced.count("Did you mean: warrant phone?") == 1
    assert hands.box.text() == "warrrant phone "  # nothing is changed without being asked
    assert hands.titles()


def test_one_press_asks_for_it_and_the_box_shows_it(hands):
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    hands.press("did_you_mean")
    assert hands.box.text() == "warrant phone "
    hands.bot.waitUntil(lambda: hands.window._searching.answer.query == "warrant phone ")
    hands.bot.waitUntil(lambda: not hands.window._finder._runner.is_busy)
    assert _question(hands) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_alone_takes_it(hands, qapp, key):
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    hands.to_front()
    hands.window.findChild(QPushButton, "query_help").setFocus()
    hands.key(Qt.Key.Key_Tab)
    assert qapp.focusWidget() is _question(hands)
    hands.key(key)
    assert hands.box.text() == "warrant phone "
    assert qapp.focusWidget() is hands.box


def test_esc_on_it_leaves_the_results(hands, qapp):
    hands.open_document("arrest")
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    hands.to_front()
    _question(hands).setFocus()
    hands.key(Qt.Key.Key_Escape)
    assert qapp.focusWidget() is hands.text


def test_where_nothing_was_found_it_is_the_first_thing_offered(hands, announced):
    hands.search("warrrant")
    hands.bot.waitUntil(lambda: bool(_offered(hands)))
    first = _offered(hands)[0]
    assert _plain(first.accessibleName()) == "Did you mean: warrant?. 3 documents"
    assert _question(hands) is None
    assert "Did you mean: warrant?" in announced
    hands.bot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert hands.box.text() == "warrant"
    hands.bot.waitUntil(lambda: hands.window._searching.answer.query == "warrant")
    assert hands.window._searching.answer.total == 3


def test_it_goes_with_the_query_it_was_about(hands):
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    hands.search("lawyer ")
    assert _question(hands) is None
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    hands.box.clear()
    hands.bot.waitUntil(lambda: hands.window._searching.answer is None)
    assert _question(hands) is None


def test_words_of_markup_and_direction_are_shown_as_they_are(hands):
    hands.search('<b>warrrant</b> "phone" & ')
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    assert "<b>warrant</b>" in _asked(hands)
    hands.window.findChild(QWidget, "understood").setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not _question(hands).grab().isNull()


def test_a_long_question_takes_the_lines_it_needs(hands):
    hands.search("warrrant phone ")
    hands.bot.waitUntil(lambda: _question(hands) is not None)
    short = _question(hands).heightForWidth(300)
    hands.search("warrrant phone border lawyer country question reason ")
    hands.bot.waitUntil(lambda: "reason" in _asked(hands))
    assert _question(hands).heightForWidth(300) > short
