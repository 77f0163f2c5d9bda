"""What ties the documents of a pack together: mentions, words that are explained, and links that lead nowhere."""

import re
from dataclasses import replace
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from foc_reader.core.blocks import Draft, check_document, make_blocks, plain_text
from foc_reader.core.building import build_pack
from foc_reader.core.context import MAX_MEANING_CHARACTERS, Mention, Term
from foc_reader.core.library.lines import document_lines, read_document
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import Document, DocumentEntry, Locator
from foc_reader.core.reading.explaining import free_runs
from foc_reader.core.reading.page import MAX_TERMS_ON_PAGE, MENTIONS_BYTES, render_section
from foc_reader.core.reading.sections import SECTION_BYTES, sections_of
from foc_reader.core.tying import tie


def make(document_id, *drafts, form="text", spellings=(), language="en", title=""):
    drafts = [Draft("paragraph", draft) if isinstance(draft, str) else draft for draft in drafts]
    entry = DocumentEntry("pack", document_id, title or document_id.title(), language, form=form)
    return Document(entry, make_blocks(drafts), spellings=spellings)


def term(document_id, *spellings, meaning="What it means.", language="en"):
    return make(document_id, meaning, form="term", spellings=spellings, language=language)


def explained(document, *terms):
    """What is explained in the document: the words, and the entry that explains them."""
    tied = tie([document, *terms])[0]
    texts = {block.pid: block.text for block in tied.blocks}
    return [(texts[found.pid][found.start : found.end], found.document_id) for found in tied.terms]


def test_a_word_is_explained_where_it_first_stands():
    document = make("one", "Unthrottled. Throttling, throttled and throttling.", "More throttling.")
    (first,) = tie([document, term("throttle", "throttling", "throttled")])[0].terms
    assert first == Term("throttle", document.blocks[0].pid, 13, 23, "What it means.")


def test_small_letters_match_capitals_and_capitals_only_themselves():
    hague, iccpr, un = term("hague", "Hague"), term("iccpr", "ICCPR"), term("ungps", "UNGPs")
    assert explained(make("one", "hague Iccpr iccpr ungps THE HAGUE"), hague, iccpr, un) == [("HAGUE", "hague")]
    assert explained(make("one", "Hague ICCPR UNGPs"), hague, iccpr, un) == [
        ("Hague", "hague"),
        ("ICCPR", "iccpr"),
        ("UNGPs", "ungps"),
    ]


def test_of_two_that_overlap_the_longer_one_is_explained():
    short, long = term("short", "mass surveillance"), term("long", "surveillance technology")
    inner = term("inner", "surveillance")
    assert explained(make("one", "mass surveillance technology"), short, long, inner) == [
        ("surveillance technology", "long")
    ]
    assert explained(make("one", "surveillance technology, then surveillance"), long, inner) == [
        ("surveillance technology", "long"),
        ("surveillance", "inner"),
    ]


def test_a_term_of_several_words_is_found_across_any_blank():
    assert explained(make("one", "civic&nbsp;space"), term("space", "civic space")) == [("civic\u00a0space", "space")]


def test_headings_links_code_and_heads_of_tables_are_left_alone():
    document = make(
        "one",
        Draft("heading", "a word", 1),
        '<a href="doc:other/x">a word</a> a <em>wo</em>rd',
        Draft("code", "a word"),
        Draft("row", "<span>a word</span>", 1),
        Draft("row", "<span>b</span>\t<span>a word</span>"),
    )
    tied = tie([document, term("word", "word")])[0]
    assert [(found.pid, found.start) for found in tied.terms] == [(document.blocks[-1].pid, 4)]


def test_no_entry_explains_itself_and_none_another_language():
    assert explained(term("vote", "vote", meaning="A vote.")) == []
    assert explained(make("un", "Un vote.", language="fr"), term("vote", "vote")) == []
    assert explained(make("un", "Un vote.", language="fr"), term("vote-fr", "vote", language="fr-CA"))


def test_without_spellings_the_title_is_the_word_and_a_long_meaning_is_cut_between_words():
    document = make("one", "Some remedy.")
    (found,) = tie([document, term("remedy", meaning="longer " * 500)])[0].terms
    assert len(found.meaning) <= MAX_MEANING_CHARACTERS
    assert found.meaning.endswith("longer…")


def test_each_section_explains_its_first_one():
    document = make("one", *[f"{number} a word " + "x" * 20_000 for number in range(5)])
    tied = tie([document, term("word", "word")])[0]
    sections = sections_of(tied)
    assert len(sections) == len(tied.terms) == 3
    assert [found.pid for found in tied.terms] == [tied.blocks[section.first].pid for section in sections]


def test_a_document_knows_what_mentions_it_texts_first_and_each_once():
    card = make("a-card", "See <a href='doc:pack/treaty'>it</a>.", form="card", title="A card")
    text = make("text", "No.", "<a href='doc:pack/treaty#000000000000'>x</a> <a href='doc:pack/treaty'>y</a>")
    treaty = make("treaty", "<a href='doc:pack/treaty'>This one</a>.")
    tied = tie([card, text, treaty])
    assert tied[2].mentioned_by == (
        Mention(Locator("pack", "text", text.blocks[1].pid), "Text", "text"),
        Mention(Locator("pack", "a-card", card.blocks[0].pid), "A card", "card"),
    )
    assert tied[0].mentioned_by == tied[1].mentioned_by == ()


def test_a_glossary_entry_knows_the_texts_that_its_word_stands_in():
    word, text, card = term("word", "word"), make("text", "A word."), make("card", "A word.", form="card")
    assert [mention.title for mention in tie([word, text, card])[0].mentioned_by] == ["Text"]


def test_a_dead_link_leaves_its_words_and_a_warning_that_names_both(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "pack.yaml").write_text("id: pack")
    (tmp_path / "source" / "one.md").write_text(
        "---\ntitle: One\n---\n[two](doc:two) [*three*](doc:three) [four](doc:pack/four) [else](doc:other/five)"
    )
    (tmp_path / "source" / "two.md").write_text("---\ntitle: Two\n---\nWords.")
    built = build_pack(tmp_path / "source", tmp_path / "out")
    assert built.warnings == tuple(
        f"one: The link to “doc:pack/{name}” leads to no document of this library; its words are kept."
        for name in ("three", "four")
    )
    pack = Pack.open(tmp_path / "out")
    assert pack.document("one").blocks[0].html == (
        '<a href="doc:pack/two">two</a> <em>three</em> four <a href="doc:other/five">else</a>'
    )
    assert [mention.title for mention in pack.document("two").mentioned_by] == ["One"]


# laws

_words = st.sampled_from(["alpha", "Alpha", "ALPHA", "beta", "gamma", "βήτα", "क्षेत्र", "&amp;", "&nbsp;", "x", "\n"])
_tags = st.sampled_from(["<em>", "</em>", '<a href="doc:pack/two">', "</a>", "<br>", " ", " ", ","])
_html = st.lists(st.one_of(_words, _tags), min_size=1, max_size=14).map("".join)
_some_blocks = st.lists(_html.filter(lambda html: plain_text(html).strip()), min_size=1, max_size=6)
_glossary = st.lists(
    st.tuples(
        st.sampled_from(["t1", "t2", "t3", "t4"]),
        st.sampled_from(["alpha", "Alpha", "alpha beta", "beta gamma", "BETA", "gamma", "βήτα", "क्षेत्र", "क"]),
    ),
    max_size=4,
    unique_by=lambda pair: pair[0],
)


@settings(max_examples=300)
@given(_some_blocks, _glossary)
def test_ties_change_no_word_and_are_read_back(htmls, glossary):
    document = make("one", *htmls)
    two = make("two", "Words.")
    tied = tie([document, two, *(term(name, spelling) for name, spelling in glossary)])
    assert tied[0].blocks == document.blocks
    for one in tied:
        check_document(one)
        assert read_document(one.entry, b"".join(document_lines(one))) == one
    found = tied[0].terms
    assert len({term.document_id for term in found}) == len(found)  # it is one section
    for one in found:
        block = next(block for block in document.blocks if block.pid == one.pid)
        before, words, after = block.text[: one.start], block.text[one.start : one.end], block.text[one.end :]
        assert " ".join(words.split()).casefold() in {spelling.casefold() for _, spelling in glossary}
        assert not re.search(r"\w\Z", before)
        assert not re.match(r"\w", after)


@settings(max_examples=300)
@given(_some_blocks, _glossary)
def test_anchors_leave_the_text_of_a_page_and_its_pieces_as_they_are(htmls, glossary):
    tied = tie([make("one", *htmls), make("two", "x"), *(term(name, spelling) for name, spelling in glossary)])[0]
    plain = replace(tied, terms=())
    (section,) = sections_of(tied)
    page, without = render_section(tied, section, "Facts"), render_section(plain, section, "Facts")
    assert page.pieces == without.pieces
    assert re.sub(r'<a class="term" href="term:[0-9]+">(.*?)</a>', r"\1", page.html) == without.html
    texts = {block.pid: block.text for block in tied.blocks}
    anchors = re.findall(r'<a class="term" href="term:([0-9]+)">(.*?)</a>', page.html)
    assert [(int(number), plain_text(words)) for number, words in anchors] == [
        (number, texts[term.pid][term.start : term.end]) for number, term in enumerate(tied.terms)
    ]


@settings(max_examples=200)
@given(_html)
def test_free_runs_are_the_words_outside_of_links(html):
    (block,) = make("one", f"x{html}x").blocks
    for run in free_runs(block.html):
        assert plain_text(block.html[run.first : run.last]) == block.text[run.start : run.end]
    linked = sum(len(plain_text(words)) for words in re.findall(r"<a [^>]*>(.*?)</a>", block.html))
    breaks = len(re.findall("<br>", re.sub(r"<a [^>]*>.*?</a>", "", block.html)))
    assert sum(run.end - run.start for run in free_runs(block.html)) == len(block.text) - linked - breaks


@settings(max_examples=30)
@given(st.integers(0, 200), st.integers(1, 500), st.integers(0, 400), st.integers(0, 29_000))
def test_no_page_grows_beyond_its_bounds(mentions, title_length, terms, length):
    blocks = make("one", *["w " * (terms + 1) + "x" * length] * 3).blocks
    document = Document(
        DocumentEntry("pack", "one", "A title"),
        blocks,
        mentioned_by=tuple(
            Mention(Locator("pack", "other", blocks[0].pid), '"' * title_length, "text") for _ in range(mentions)
        ),
        terms=tuple(Term("t", blocks[0].pid, 2 * at, 2 * at + 1, "m") for at in range(terms)),
    )
    check_document(document)
    for section in sections_of(document):
        html = render_section(document, section, "Facts").html
        assert len(html.encode()) <= SECTION_BYTES + MENTIONS_BYTES + 100
        assert html.count("term:") <= MAX_TERMS_ON_PAGE


def test_the_last_page_ends_with_what_mentions_the_document():
    document = tie([make("one", "x" * 20_000, "y" * 20_000, "z" * 20_000), make("two", "<a href='doc:pack/one'>x</a>")])
    document = document[0]
    *others, last = [render_section(document, section, "", "Named in").html for section in sections_of(document)]
    assert not any("mentioned" in html for html in others)
    pid = make("two", "x").blocks[0].pid
    assert last.endswith(
        f'<p class="mentioned" dir="ltr">Named in</p><ul><li dir="ltr"><a href="doc:pack/two#{pid}">Two</a></li></ul>'
    )


def test_titles_of_what_mentions_a_document_are_no_markup():
    (pid,) = (block.pid for block in make("x", "x").blocks)
    mention = Mention(Locator("pack", "two", pid), "<img src=file:///etc/hostname>", "text")
    document = replace(make("one", "Words."), mentioned_by=(mention,))
    html = render_section(document, sections_of(document)[0], "").html
    assert escape(mention.title) in html
    assert "<img" not in html
