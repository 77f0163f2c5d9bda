"""What a screen reader is told about the window."""

from __future__ import annotations

CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "button menu",
    "text",
    "list",
    "tree",
    "tree item",
    "list item",
    "page tab",
    "page tab list",
    "menu item",
    "label",
    "combo box",
}


def _nameless(screen_reader) -> list[str]:
    """The roles of what can be used and has no name; a label without text is not there to be read."""
    shown = [thing for thing in screen_reader.things() if "showing" in thing.states]
    controls = [thing for thing in shown if thing.role in CONTROLS or "focusable" in thing.states]
    assert len(controls) > 12, "the window was looked through"
    return [thing.role for thing in controls if not thing.name and thing.role != "label"]


def _focused(screen_reader) -> set[str]:
    return {thing.name for thing in screen_reader.things() if "focused" in thing.states}


def test_everything_that_can_be_used_has_a_name(screen_reader):
    assert _nameless(screen_reader) == [], "at the start"
    screen_reader.type("warrant")
    screen_reader.hear("Announcement", "passage")
    assert _nameless(screen_reader) == [], "with results"
    screen_reader.press("Return")
    screen_reader.wait_for(lambda: "Text" in _focused(screen_reader), "Enter opens the first result")
    screen_reader.press("d", "Control")
    screen_reader.wait_for(lambda: "Name" in _focused(screen_reader), "Ctrl+D asks for a name")
    assert _nameless(screen_reader) == [], "while a bookmark is named"
    screen_reader.press("Return")
    screen_reader.wait_for(lambda: "Name" not in _focused(screen_reader), "Enter keeps it")
    screen_reader.press("b", "Control", "Shift")
    screen_reader.wait_for(lambda: "Bookmarks" in _focused(screen_reader), "the bookmarks are shown")
    assert _nameless(screen_reader) == [], "with bookmarks"


def test_what_a_search_found_is_announced_while_the_keyboard_stays_in_the_box(screen_reader):
    screen_reader.type("warrant")
    screen_reader.hear("Announcement", "3 passages in 3 documents")
    assert "Search the library" in _focused(screen_reader)
    screen_reader.forget()
    screen_reader.type("zzz")
    screen_reader.hear("Announcement", "Nothing found")


def test_a_misspelled_word_is_asked_about_and_the_parts_of_a_query_have_names(screen_reader):
    screen_reader.type('warrrant "a phone" -river ')
    screen_reader.hear("Announcement", "Did you mean: \u2068warrant")
    names = {
        thing.name for thing in screen_reader.things() if thing.role == "push button" and "showing" in thing.states
    }
    assert {"Word: warrrant", "Side by side: a phone", "Without: river"} <= names
    assert any(name.startswith("Did you mean") for name in names)
    assert _nameless(screen_reader) == []


def test_the_text_of_a_document_can_be_read_out(screen_reader):
    screen_reader.type("warrant")
    screen_reader.hear("Announcement", "passage")
    screen_reader.press("Return")
    text = screen_reader.find("label", "Text")
    screen_reader.wait_for(lambda: "warrant" in screen_reader.text_of(text), "the document is in the pane")


def test_with_f7_the_arrow_keys_read_line_by_line(screen_reader):
    screen_reader.type("warrant")
    screen_reader.hear("Announcement", "passage")
    screen_reader.press("Return")
    screen_reader.wait_for(lambda: "Text" in _focused(screen_reader), "the document is open")
    screen_reader.press("F7")
    screen_reader.forget()
    screen_reader.press("Down")
    screen_reader.hear("TextCaretMoved", "")


def test_f6_leads_from_pane_to_pane_and_each_says_what_it_is(screen_reader):
    visited = []
    for _ in range(3):
        before = _focused(screen_reader)
        screen_reader.press("F6")
        screen_reader.wait_for(lambda before=before: _focused(screen_reader) != before, "F6 leads on")
        visited.append(_focused(screen_reader))
    assert any("Text" in names for names in visited)
    assert any("Library" in names or "Small library" in names for names in visited)
    assert any("Search the library" in names for names in visited)
