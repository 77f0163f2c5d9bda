"""What others wrote cannot turn round or reorder the words that stand around it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from foc_reader.core.building import build_pack
from foc_reader.core.isolating import isolated
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session

SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\u2029"
HOSTILE = [
    "\u2069\u202egnorw",
    "\u2069 \u2067\u05d0",
    "\u2067\u2067\u2066 deep",
    "\u202e\u202b",
    "a\u2029\u202eb",
    "\u2069\u2069\u05d0\u05d1 12",
]


@given(st.text(st.sampled_from("ab \u05d0\u06f1" + SIGNS)))
@example("\u2068a\u2069\u2069\u2067")
def test_an_isolate_is_left_at_its_end_and_not_before(text):
    depth = 0
    letters = isolated(text)
    for at, letter in enumerate(letters):
        assert letter not in "\u202a\u202b\u202c\u202d\u202e\n\u2029"
        depth += (letter in "\u2066\u2067\u2068") - (letter == "\u2069")
        assert depth > 0 or at == len(letters) - 1
    assert depth == 0


@given(st.text(st.characters(blacklist_categories=["Cc", "Zl", "Zp", "Cs"], blacklist_characters=SIGNS)))
def test_all_other_text_is_as_it_was(text):
    assert isolated(text) == (f"\u2068{text}\u2069" if text else "")


@given(st.lists(st.text(st.sampled_from("ab" + SIGNS), min_size=1), min_size=1))
def test_isolates_within_one_stay(texts):
    inside = ", ".join(map(isolated, texts))
    assert isolated(inside) == f"\u2068{inside}\u2069"


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_what_stands_around_a_hostile_title_stays_where_it_was(qapp, title):
    """As drawn: what is before the title lies before it, what is after it after it."""
    words = "BEFORE · {} · AFTER"
    line = words.format(isolated(title))
    layout = QTextLayout(line)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    drawn = layout.createLine()
    layout.endLayout()

    def places(part: str) -> list[float]:
        at = line.index(part)
        return [drawn.cursorToX(number)[0] for number in range(at, at + len(part))]

    for part in ("BEFORE", "AFTER"):
        assert places(part) == sorted(places(part))
    assert places("BEFORE")[-1] < places("AFTER")[0]
    assert drawn.cursorToX(line.index("\u2068"))[0] > places("BEFORE")[-1]
    assert drawn.cursorToX(len(line) - len(" · AFTER"))[0] < places("AFTER")[0]


def test_a_hostile_title_turns_no_sentence_round(hands):
    hands.window._messages.say("The document “\u202egnorw\u2067” cannot be shown: it is \u2068damaged\u2069.")
    assert hands.said() == "The document “gnorw” cannot be shown: it is \u2068damaged\u2069."


def test_a_hostile_title_stays_in_its_place_in_tree_results_and_tabs(open_window, small_sources, tmp_path):
    sources = small_sources(tmp_path / "source")
    front = '---\nid: odd\ntitle: "\\u2069\\u202eOdd \\u2067title"\ndate: 2014\nkind: "\\u202eKind"\n---\n\n'
    (sources / "odd.md").write_text(f"{front}A zebra.\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    assert hands.tree_index("Odd title").data() == "\u20682014\u2069 · \u2068Odd title\u2069"
    shown = hands.text.document().find("Odd title")
    assert not shown.isNull()
    assert "\u202e" not in hands.text.document().toHtml()
    hands.search("zebra")
    from foc_reader.ui.cards import CARD, _card_html

    drawn = _card_html(hands.hits.model().index(0, 0).data(CARD), Qt.LayoutDirection.LeftToRight)
    assert "\u2068Odd title\u2069" in drawn
    index = hands.tree_index("Odd title")
    place: QPoint = hands.tree.visualRect(index).center()
    hands.bot.mouseClick(hands.tree.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    assert hands.window._centre._tab_bar.tabText(1) == "\u2068Odd title\u2069"


def test_a_hostile_title_turns_neither_its_own_heading_nor_its_tooltip_round(open_window, small_sources, tmp_path):
    sources = small_sources(tmp_path / "source")
    for name, body in [("odd", "A zebra."), ("own", "# \u202eOwn title\n\nA giraffe \u202ewith\u202c words.")]:
        front = f'---\nid: {name}\ntitle: "\\u202e{name.capitalize()} title"\ndate: 2014\nkind: "\\u202eKind"\n---\n\n'
        (sources / f"{name}.md").write_text(f"{front}{body}\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    for title in ("Odd title", "Own title"):
        assert "\u202e" not in hands.tree_index(title).data(Qt.ItemDataRole.ToolTipRole)
        hands.open_document(title)
        page = hands.text.document().toRawText()
        assert title in page and "KIND" in page and "\u202e" not in page
        assert page.count(title) == 1
