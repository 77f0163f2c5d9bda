"""Bookmarks as pages for reading: everything is there, nothing in them becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from foc_reader.core.model import Bookmark, DocumentEntry, Locator, Quote
from foc_reader.core.notebook.annotations import from_annotations
from foc_reader.core.notebook.as_html import to_html
from foc_reader.core.notebook.as_markdown import to_markdown
from foc_reader.core.notebook.collected import collect
from foc_reader.core.notebook.exporting import exported

ARABIC = DocumentEntry("foc", "ar", "حرية التعبير", "ar", "rtl", date="2020-05")
ENTRIES = {("foc", "ar"): ARABIC, ("foc", "en"): DocumentEntry("foc", "en", "Rights")}
HTML_ELEMENTS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "section", "article"}
HTML_ELEMENTS |= {"blockquote", "div", "br", "bdi"}

hostile = st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=y>", "</title></style>", "-->", "<!--", "&lt;b&gt;", "]]>"),
        *(
            "# no heading",
            "---",
            "===",
            "- item",
            "1. item",
            "12) item",
            "> quote",
            "    code",
            "```",
            "~~~",
            "~~gone~~",
        ),
        *("[link](http://example.org)", "![](x)", "<http://example.org>", "http://example.org", "www.example.org"),
        *("a@example.org", "[ref]: /x", "[^1]: note", "| a | b |\n|---|---|", "*a* _b_ `c`", "\\", "a  \nb", "a\\\nb"),
        *("&copy;", "&#35;", "\x00", "\x0b", "\ud800", "\u202eevil", "\u2066", "\u2028", "\ufeff", "\t", "title\n===="),
        *("+ x", "* x", "***", "___", "## x ##", "$x$", ":::", "{x}", "%% x", "!!! x", "\x85", "\x1c", "\r"),
    ]
)
texts = st.lists(hostile | st.text(max_size=6), max_size=5).map(" ".join) | st.lists(hostile, max_size=4).map("\n".join)
bookmarks = st.builds(
    Bookmark,
    id=st.uuids().map(str),
    locator=st.sampled_from([Locator("foc", "ar"), Locator("foc", "en", "0123456789ab", 0, 3), Locator("x", "gone")]),
    quote=st.builds(Quote, texts),
    name=texts,
    note=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
    title=texts,
    created=st.sampled_from(["2026-11-21T10:00:00Z", ""]),
)


class Read(HTMLParser):
    """The elements and the words of a page, whatever its head says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.comments = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.said += "" if tag == "bdi" else " "

    def handle_endtag(self, tag):
        self.said += "" if tag == "bdi" else " "

    def handle_data(self, data):
        self.said += data

    def handle_comment(self, data):
        self.comments += 1

    @property
    def words(self) -> list[str]:
        return self.said.split()


def words_of(text: str) -> list[str]:
    return re.sub("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text).split()


def holds(words: list[str], part: list[str]) -> bool:
    """Whether `part` stands in `words`, in one piece."""
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def collected(kept):
    lost = frozenset(bookmark.id for bookmark in kept if bookmark.locator.pack_id == "x")
    return collect(kept, ENTRIES, {}, lost, lambda: datetime(2026, 11, 22, tzinfo=UTC))


@given(st.lists(bookmarks, max_size=3, unique_by=lambda bookmark: bookmark.id))
def test_no_words_become_elements_of_the_web_page(kept):
    page = to_html(collected(kept))
    read = Read(page)
    assert {tag for tag, _ in read.elements} <= HTML_ELEMENTS
    assert read.comments == 0
    counts = {name: sum(tag == name for tag, _ in read.elements) for name in ("article", "h3", "script", "style")}
    assert counts == {"article": len(kept), "h3": len(kept), "script": 0, "style": 1}
    attributes = {name for tag, attrs in read.elements if tag != "meta" for name in attrs}
    assert attributes <= {"lang", "dir", "class"}
    for bookmark in kept:
        for text in (bookmark.name, bookmark.note, bookmark.quote.exact):
            assert holds(read.words, words_of(text))
    # and as a browser's parser reads it: without its head, nothing but ours is there to take away
    body = page[page.index("<body>") + 6 : page.index("</body>")]
    tags = HTML_ELEMENTS - {"html", "head", "meta", "title", "style", "body"}
    allowed = {name: {"lang", "dir", "class"} for name in tags}
    ours = nh3.clean(body, tags=tags, attributes=allowed, link_rel=None, strip_comments=False)
    assert Read(ours).elements == Read(body).elements
    assert Read(ours).words == Read(body).words
    page.encode()


@given(st.lists(bookmarks, max_size=3, unique_by=lambda bookmark: bookmark.id))
def test_markdown_shows_the_same_words_and_nothing_else(kept):
    text = to_markdown(collected(kept))
    read = Read(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    assert {tag for tag, _ in read.elements} <= {"h1", "h2", "h3", "p", "blockquote", "br"}
    assert sum(tag == "h3" for tag, _ in read.elements) == len(kept)
    for bookmark in kept:
        for words in (bookmark.name, bookmark.note, bookmark.quote.exact):
            assert holds(read.words, words_of(words))
    assert not re.search(r"(?<!\\)://|www\.", text, re.IGNORECASE)  # what some programs make links of
    text.encode()


@pytest.fixture
def two(bookmark):
    arabic = replace(
        bookmark,
        id="second",
        locator=Locator("foc", "ar", "0123456789ab", 0, 3),
        quote=Quote("لكل شخص"),
        name="الحق",
        note="One line\nanother\n\nand a paragraph",
        tags=(),
    )
    return [bookmark, arabic]


def test_the_web_page_says_language_and_direction_and_needs_nothing_else(two):
    page = to_html(collected(two))
    elements = Read(page).elements
    assert ("h2", {"lang": "ar", "dir": "rtl"}) in elements
    assert ("blockquote", {"lang": "ar", "dir": "auto"}) in elements
    assert ("h3", {"lang": "", "dir": "auto"}) in elements
    assert any(attrs.get("name") == "viewport" for _, attrs in elements)
    assert "<bdi>2020-05</bdi>" in page
    assert not re.search(r"https?:|url\(|@import|src=|href=|<script", page)
    assert "default-src 'none'" in page


def test_lines_and_paragraphs_of_a_note_stay_apart(two):
    assert '<p dir="auto">One line<br>another</p><p dir="auto">and a paragraph</p>' in to_html(collected(two))
    assert "One line\\\nanother\n\nand a paragraph" in to_markdown(collected(two))


def test_bookmarks_stand_under_their_documents_in_the_order_of_the_document(bookmark):
    kept = [replace(bookmark, id=str(number), name=f"Name {number}") for number in range(3)]
    kept.append(replace(kept[0], id="other", locator=Locator("foc", "en"), title="Rights", name="Elsewhere"))
    groups = collect(kept, {}, {"0": (5, 0), "1": (2, 9), "2": (2, 1)}).groups
    assert [group.address for group in groups] == ["foc/en", "foc/rights"]
    assert [bookmark.name for bookmark in groups[1].bookmarks] == ["Name 2", "Name 1", "Name 0"]


def test_a_page_names_tags_day_and_place(bookmark):
    for page in (to_markdown(collected([bookmark])), Read(to_html(collected([bookmark]))).said):
        assert "Tags: arrest, language" in page
        assert "Kept on 2026-11-21" in page
        assert bookmark.locator.pid in page
        assert "Lost" not in page


def test_a_lost_bookmark_is_said_to_be_lost(bookmark):
    lost = frozenset({bookmark.id})
    for ending in (".md", ".html"):
        assert "Lost: the library no longer has this passage." in exported(ending, [bookmark], {}, {}, lost)


@pytest.mark.parametrize(
    ("ending", "start"),
    [(".md", "# Bookmarks"), (".HTML", "<!DOCTYPE html>"), (".htm", "<!DOCTYPE html>"), (".markdown", "# Bookmarks")],
)
def test_the_ending_of_the_name_decides(bookmark, ending, start):
    assert exported(ending, [bookmark], {}, {}, frozenset()).startswith(start)


@pytest.mark.parametrize("ending", [".json", ".jsonld", ".txt", ""])
def test_every_other_ending_is_what_can_be_taken_in_again(bookmark, ending):
    whole = exported(ending, [bookmark], {}, {}, frozenset())
    assert from_annotations(whole, "x").bookmarks == (bookmark,)
