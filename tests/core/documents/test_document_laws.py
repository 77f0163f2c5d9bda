"""What holds for every document: on disk, in passages, in sections, on pages, and when a kept place is looked for."""

from dataclasses import replace
from html import escape

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foc_reader.core.blocks import KINDS, MAX_HTML_BYTES, Draft, clean_inline, make_blocks, plain_text
from foc_reader.core.library.fields import Misfit
from foc_reader.core.library.lines import (
    PASSAGE_CHARACTERS,
    _read_any,
    _read_usual,
    document_lines,
    passage_lines,
    passage_starts,
    read_document,
)
from foc_reader.core.library.pack import Pack
from foc_reader.core.library.writing import write_pack
from foc_reader.core.model import Document, DocumentEntry, Locator, PackInfo, Quote
from foc_reader.core.reading.page import render_section
from foc_reader.core.reading.relocate import relocate
from foc_reader.core.reading.sections import SECTION_BYTES, sections_of

SHA = "b" * 64
ENTRY = DocumentEntry("pack", "one", "A title", kind="Statement")

_words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).map(escape)
_tags = st.sampled_from(
    [
        "<em>",
        "</em>",
        "<code>",
        "</code>",
        "<br>",
        '<a href="ext:0">',
        "</a>",
        " ",
        "\n",
        f'<img src="res:{SHA}" alt="x">',
    ]
)
_inline = st.lists(st.one_of(_words, _tags), min_size=1, max_size=5).map("".join)
_rows = st.lists(_inline, min_size=1, max_size=3).map(lambda cells: "".join(f"<span>{cell}</span>" for cell in cells))


@st.composite
def drafts(draw):
    kind = draw(st.sampled_from(KINDS))
    if kind == "rule":
        return Draft(kind, "")
    html = draw(_rows if kind == "row" else _inline)
    assume(plain_text(clean_inline(html, kind)).strip())
    levels = {"heading": st.integers(1, 6), "item": st.integers(1, 9), "row": st.integers(0, 1)}
    level = draw(levels.get(kind, st.just(0)))
    return Draft(kind, html, level, draw(st.sampled_from(["ltr", "rtl"])))


def document_of(some_drafts):
    return Document(ENTRY, make_blocks(some_drafts), links=("http://example.org/",), resources=(SHA,))


documents = st.lists(drafts(), min_size=1, max_size=12).map(document_of)


@st.composite
def long_documents(draw):
    """Documents of many pages: few shapes of blocks, each as long as it may be, many times over."""
    shapes = [
        Draft("paragraph", "word " * draw(st.integers(1, 5_900))),
        Draft("paragraph", "&amp; é" * draw(st.integers(1, 2_000))),
        Draft("heading", "A heading", draw(st.integers(1, 6))),
        Draft("code", "x" + "\n" * draw(st.integers(0, 7_000)) + "x"),
        Draft("row", "<span>x</span>" * draw(st.integers(1, MAX_HTML_BYTES // 64))),
        Draft("item", "1. x", 9, "rtl"),
        Draft("quote", "x"),
    ]
    numbers = draw(st.lists(st.integers(0, len(shapes) - 1), min_size=1, max_size=8))
    return document_of([shapes[number] for number in numbers] * draw(st.integers(1, 3)))


@settings(max_examples=150)
@given(documents)
def test_a_document_is_read_back_from_its_lines(document):
    assert read_document(ENTRY, b"".join(document_lines(document))) == document


@settings(max_examples=40)
@given(documents, documents)
def test_passages_on_disk_cover_every_block_exactly_once(tmp_path_factory, one, other):
    other = replace(other, entry=replace(ENTRY, id="two"))
    folder = tmp_path_factory.mktemp("law") / "pack"
    write_pack(PackInfo("pack", "A pack"), [one, other], folder)
    pack = Pack.open(folder)
    passages = list(pack.listed_passages())
    found = [block for passage in passages for block in zip(passage.pids, passage.texts, strict=True)]
    assert found == [(block.pid, block.text) for block in (*one.blocks, *other.blocks)]
    assert [passage.section for passage in passages] == [
        section for document in (one, other) for section in passage_starts(document.blocks).values()
    ]
    assert [pack.passage(passage.place) for passage in passages] == passages


@settings(max_examples=60)
@given(
    documents, st.integers(0, 10_000), st.sampled_from([b"", b'"', b"\\", b"}", b",", b"\n", b"\0", b"\xff", b"text"])
)
def test_a_passage_is_the_same_however_it_is_read(document, at, damage):
    header, *lines = document_lines(document)
    for _, piece in passage_lines(b"".join((header, *lines))):
        assert read_usual(piece) in (read_any(piece), None)
        damaged = piece[: at % len(piece)] + damage + piece[at % len(piece) + 1 :]
        quick, thorough = read_usual(damaged), read_any(damaged)
        assert not (quick and thorough) or quick == thorough


def read_usual(data):
    """None where that is for the thorough way to tell."""
    try:
        return _read_usual(data)
    except (ValueError, Misfit):
        return None


def read_any(data):
    """None where it is refused."""
    try:
        return _read_any(data)
    except Misfit:
        return None


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 900)), min_size=1, max_size=20))
def test_a_passage_stays_short_and_under_one_heading(shapes):
    some = [
        Draft(kind, "" if kind == "rule" else "x" * size, int(kind in ("heading", "item"))) for kind, size in shapes
    ]
    blocks = make_blocks(some)
    starts = passage_starts(blocks)
    for first, last in zip(starts, [*list(starts)[1:], len(blocks)], strict=True):
        passage = blocks[first:last]
        body = [block for block in passage if block.kind != "heading"]
        assert passage[: len(passage) - len(body)] == tuple(block for block in passage if block.kind == "heading")
        assert body or last == len(blocks)  # no heading is left alone, save at the very end
        assert sum(len(block.text) for block in body[1:]) <= PASSAGE_CHARACTERS
        above = [block.text for block in blocks[: last - len(body)] if block.kind == "heading"]
        assert starts[first] in (
            above[-1] if above else "",
            "" if any(b.kind == "note" for b in blocks[:last]) else None,
        )


@settings(max_examples=30)
@given(long_documents())
def test_sections_cover_every_block_exactly_once_and_no_page_is_too_long(document):
    sections = sections_of(document)
    assert [number for section in sections for number in range(section.first, section.last)] == [
        *range(len(document.blocks))
    ]
    for section in sections:
        page = render_section(document, section, "Some facts · about it")
        assert len(page.html.encode()) <= SECTION_BYTES


@settings(max_examples=150)
@given(documents)
def test_the_pieces_of_the_pages_are_the_words_of_the_blocks(document):
    texts: dict[str, str] = {}
    for section in sections_of(document):
        for piece in render_section(document, section, "").pieces:
            assert piece.text
            texts[piece.pid] = texts.get(piece.pid, "").ljust(piece.start, "\t") + piece.text
    assert {pid: text.rstrip("\t") for pid, text in texts.items()} == {
        block.pid: block.text.rstrip("\t") for block in document.blocks if block.text.strip("\t")
    }


_sentences = st.lists(
    st.text(st.sampled_from("abc é"), min_size=3, max_size=30).filter(lambda text: text.strip()), min_size=1, max_size=6
)


@settings(max_examples=200)
@given(_sentences, _sentences, _sentences, st.data())
def test_kept_words_are_found_again_after_edits_elsewhere(before, after, added, data):
    kept = "The words that someone kept, once."
    document = document_of([Draft("paragraph", escape(text)) for text in [*before, kept, *after]])
    block = document.blocks[len(before)]
    start = data.draw(st.integers(0, len(kept) - 1))
    end = data.draw(st.integers(start + 1, len(kept)))
    locator = Locator("pack", "one", block.pid, start, end)
    quote = Quote(kept[start:end], kept[:start][-32:], kept[end:][:32])
    edited = document_of([Draft("paragraph", escape(text)) for text in [*added, kept, *before]])
    assert relocate(edited, locator, quote) == locator
    rewritten = document_of([Draft("paragraph", escape(text)) for text in [*added, f"Now: {kept} So.", *before]])
    found = relocate(rewritten, locator, quote)
    assert found is not None
    text = next(block.text for block in rewritten.blocks if block.pid == found.pid)
    assert text[found.start : found.end] == quote.exact
