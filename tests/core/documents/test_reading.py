"""Pages, the tree, and kept places, by example."""

import pytest

from foc_reader.core.blocks import Draft, make_blocks
from foc_reader.core.library.tree import build_tree
from foc_reader.core.model import Document, DocumentEntry, Locator, PackInfo, Piece, Quote
from foc_reader.core.reading.page import render_section
from foc_reader.core.reading.relocate import relocate
from foc_reader.core.reading.sections import Section, sections_of

FACTS = "October 2014 · English"
OPENING = '<p class="kicker capitals" dir="ltr">JOINT STATEMENT</p>'
META = '<p class="meta" dir="ltr">October 2014 · English</p>'


def make_document(*drafts, title="A title", direction="ltr"):
    entry = DocumentEntry("pack", "one", title, direction=direction, kind="Joint statement")
    return Document(entry, make_blocks(drafts), links=("http://example.org/",))


def page_of(document, facts=FACTS):
    return render_section(document, sections_of(document)[0], facts)


def test_a_page_opens_with_kind_title_and_facts():
    page = page_of(make_document(Draft("paragraph", "Words.")))
    assert page.html == f'{OPENING}<h1 dir="ltr">A title</h1>{META}<p dir="ltr">Words.</p>'


def test_a_heading_that_reads_like_the_title_stands_for_it_where_it_stands():
    page = page_of(make_document(Draft("paragraph", "2014"), Draft("heading", "A TITLE", 1), Draft("paragraph", "x")))
    assert page.html == f'{OPENING}<p dir="ltr">2014</p><h1 dir="ltr">A TITLE</h1>{META}<p dir="ltr">x</p>'


def test_title_kind_and_facts_are_escaped():
    document = make_document(Draft("paragraph", "x"), title="<img src=file:///etc/hostname>")
    page = page_of(document, "<b>&")
    assert "<img" not in page.html
    assert '<p class="meta" dir="ltr">&lt;b&gt;&amp;</p>' in page.html


def test_every_kind_of_block_has_its_markup():
    document = make_document(
        Draft("heading", "Head", 2),
        Draft("item", "one", 1),
        Draft("item", "deep", 3, "rtl"),
        Draft("item", "two", 1),
        Draft("item", "1. first", 1),
        Draft("quote", "q", dir="rtl"),
        Draft("quote", "r", dir="rtl"),
        Draft("code", "a\n  b &lt;"),
        Draft("row", "<span>a</span>\t<span></span>", 1),
        Draft("row", "<span>c</span>\t<span><em>d</em></span>"),
        Draft("rule", ""),
        Draft("note", "* n"),
    )
    frame = 'cellspacing="0" cellpadding="0"'
    assert page_of(document, "").html == (
        f'{OPENING}<h1 dir="ltr">A title</h1><h2 dir="ltr">Head</h2>'
        '<ul><li dir="ltr">one</li><ul><ul><li dir="rtl">deep</li></ul></ul><li dir="ltr">two</li></ul>'
        '<ul type="none"><li dir="ltr">1. first</li></ul>'
        f'<table class="quote" width="100%" {frame}><tr><td class="quote-rtl">'
        '<p class="quote" dir="rtl">q</p><p class="quote" dir="rtl">r</p></td></tr></table>'
        '<pre dir="ltr">a<br>  b &lt;</pre>'
        f'<table class="rows" {frame} dir="ltr">'
        '<tr><th align="left" dir="ltr">a</th><th align="left" dir="ltr"></th></tr>'
        '<tr><td class="under" dir="ltr">c</td><td class="under" dir="ltr"><em>d</em></td></tr></table>'
        '<hr><p class="note" dir="ltr">* n</p>'
    )


def test_each_cell_of_a_row_is_a_piece_that_knows_its_place_in_the_words():
    document = make_document(Draft("row", "<span>ab</span>\t<span></span>\t<span>c</span>"))
    pid = document.blocks[0].pid
    assert page_of(document).pieces == (Piece(pid, 0, "ab"), Piece(pid, 4, "c"))


def test_a_picture_is_its_description_while_there_is_no_store_of_pictures():
    drafts = make_blocks([Draft("figure", f'<img src="res:{"c" * 64}" alt="the &quot;sea&quot;">')])
    document = Document(DocumentEntry("pack", "one", "T"), drafts, resources=("c" * 64,))
    page = page_of(document, "")
    assert page.html.endswith('<p dir="ltr">the &quot;sea&quot;</p>')
    assert page.pieces[0].text == 'the "sea"'


def test_a_short_document_is_one_section():
    document = make_document(Draft("heading", "a", 1), Draft("paragraph", "b"), Draft("heading", "c", 1))
    assert sections_of(document) == (Section("A title", 0, 3),)


def test_a_long_document_is_cut_before_its_highest_headings():
    part = [Draft("heading", "Part", 2), *[Draft("heading", "Small", 3), Draft("paragraph", "x" * 9_000)] * 4]
    document = make_document(*part * 3)
    sections = sections_of(document)
    assert [(section.title, section.first) for section in sections] == [("A title", 0), ("Part", 9), ("Part", 18)]


def test_a_later_section_opens_with_its_own_blocks_only():
    document = make_document(*[Draft("paragraph", f"{number} " + "x" * 20_000) for number in range(5)])
    sections = sections_of(document)
    assert len(sections) == 3
    assert render_section(document, sections[1], FACTS).html.startswith('<p dir="ltr">2 xxx')


def entry(document_id, date="", *collection):
    return DocumentEntry("pack", document_id, document_id.title(), collection=collection, date=date)


def test_the_tree_nests_collections_and_puts_documents_in_the_order_of_their_dates():
    entries = [
        entry("late", "2017"),
        entry("none"),
        entry("early", "2014-10"),
        entry("in", "2015", "B", "C"),
        entry("a", "", "A"),
    ]
    (pack,) = build_tree([(PackInfo("pack", "A pack"), entries)])
    assert pack.title == "A pack"
    assert [node.title for node in pack.collections] == ["A", "B"]
    assert [entry.title for entry in pack.documents] == ["Early", "Late", "None"]
    (inner,) = pack.collections[1].collections
    assert (inner.title, inner.collections, inner.documents) == ("C", (), (entries[3],))


def test_a_pack_can_say_in_which_order_its_collections_come():
    entries = [entry("one", "", "A"), entry("two", "", "B", "Y"), entry("three", "", "B", "X"), entry("four", "", "C")]
    (pack,) = build_tree([(PackInfo("pack", "A pack", collections=("C", "Y")), entries)])
    assert [node.title for node in pack.collections] == ["C", "A", "B"]
    assert [node.title for node in pack.collections[2].collections] == ["Y", "X"]


@pytest.fixture
def document():
    return make_document(Draft("paragraph", "Before the same words."), Draft("paragraph", "After the same words came."))


def test_of_several_places_the_one_with_the_same_letters_around_it_is_found(document):
    lost = Locator("pack", "one", "0" * 12, 3, 13)
    found = relocate(document, lost, Quote("same words", "After the ", " came."))
    assert found == Locator("pack", "one", document.blocks[1].pid, 10, 20)


def test_a_kept_block_is_found_again_as_a_whole(document):
    lost = Locator("pack", "one", "0" * 12)
    assert relocate(document, lost, Quote("After the same")) == Locator("pack", "one", document.blocks[1].pid)


def test_the_start_of_a_document_is_always_found(document):
    assert relocate(document, Locator("pack", "one"), Quote("gone")) == Locator("pack", "one")


def test_words_that_are_gone_are_lost(document):
    assert relocate(document, Locator("pack", "one", "0" * 12, 0, 4), Quote("gone")) is None
    assert relocate(document, Locator("pack", "one", "0" * 12), Quote("")) is None


def test_a_place_beyond_its_block_is_looked_for_by_its_words(document):
    pid = document.blocks[0].pid
    found = relocate(document, Locator("pack", "one", pid, 11, 900), Quote("same words", "Before the "))
    assert found == Locator("pack", "one", pid, 11, 21)
