"""What a new bookmark remembers of its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.errors import BadLocator
from foc_reader.core.model import Block, Document, DocumentEntry, Locator, Quote
from foc_reader.core.notebook.bookmarking import CONTEXT_LENGTH, QUOTE_LENGTH, make_bookmark, make_quote
from foc_reader.core.notebook.moments import Clock

ENTRY = DocumentEntry("foc", "rights", "Your rights")


def at(pid: str, start: int = 0, end: int = 0) -> Locator:
    return Locator("foc", "rights", pid, start, end)


def test_chosen_words_are_kept_with_what_stands_around_them(document: Document) -> None:
    quote = make_quote(document, at("bbbbbbbbbbbb", 17, 22))
    assert quote == Quote("right", "ghts on arrest\nEveryone has the ", " to be told why, in a language t")


def test_without_chosen_words_the_whole_block_is_kept(document: Document) -> None:
    quote = make_quote(document, at("bbbbbbbbbbbb"))
    assert quote.exact == document.blocks[1].text
    assert quote.prefix == "Rights on arrest\n"


def test_a_long_block_is_kept_by_its_beginning(document: Document) -> None:
    assert make_quote(document, at("cccccccccccc")) == Quote("x" * 300, " in a language they understand.\n", "x" * 32)


def test_the_start_of_a_document_is_kept_by_its_first_block(document: Document) -> None:
    assert make_bookmark(document, at("")).quote.exact == "Rights on arrest"


def test_a_document_without_blocks_can_be_kept() -> None:
    bookmark = make_bookmark(Document(ENTRY, ()), at(""))
    assert (bookmark.quote, bookmark.name) == (Quote(""), "Your rights")


@pytest.mark.parametrize("locator", [at("dddddddddddd"), Locator("foc", "other"), Locator("other", "rights")])
def test_a_place_the_document_does_not_have_is_refused(document: Document, locator: Locator) -> None:
    with pytest.raises(BadLocator):
        make_bookmark(document, locator)


def test_a_name_left_blank_is_made_of_the_quoted_words(document: Document) -> None:
    assert make_bookmark(document, at("aaaaaaaaaaaa"), "  ").name == "Rights on arrest"
    assert make_bookmark(document, at("cccccccccccc")).name == "x" * 80 + "…"


def test_a_long_name_is_cut_after_a_word() -> None:
    text = "word " * 40
    document = Document(ENTRY, (Block("aaaaaaaaaaaa", "paragraph", text, text),))
    assert make_bookmark(document, at("aaaaaaaaaaaa")).name == ("word " * 16).strip() + "…"


def test_tags_are_kept_once_each_in_order(document: Document) -> None:
    assert make_bookmark(document, at(""), tags=[" b ", "a", "", "b"]).tags == ("b", "a")


def test_two_bookmarks_of_one_place_are_two(document: Document, clock: Clock) -> None:
    assert make_bookmark(document, at(""), clock=clock).id != make_bookmark(document, at(""), clock=clock).id


def test_times_come_from_the_clock(document: Document, clock: Clock) -> None:
    bookmark = make_bookmark(document, at(""), clock=clock)
    assert (bookmark.created, bookmark.changed) == ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.000000Z")


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5), st.data())
def test_a_quote_with_its_surroundings_stands_in_the_text(texts: list[str], data: st.DataObject) -> None:
    blocks = tuple(Block(f"{number:012x}", "paragraph", "", text) for number, text in enumerate(texts))
    number = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, 80))
    locator = at(blocks[number].pid, start, start + data.draw(st.integers(0, 80)))
    quote = make_quote(Document(ENTRY, blocks), locator)
    assert quote.prefix + quote.exact + quote.suffix in "\n".join(texts)
    assert quote.exact in texts[number]
    assert max(len(quote.prefix), len(quote.suffix)) <= CONTEXT_LENGTH
    assert len(quote.exact) <= QUOTE_LENGTH
