"""What becomes of Markdown, good and bad."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foc_reader.core.blocks import check_document
from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.importing.body import BodyReader
from foc_reader.core.importing.markdown import read_source
from foc_reader.core.model import Document


class _Watch:
    """Every file and connection that Python opens while it is told to look."""

    def __init__(self) -> None:
        self.is_looking = False
        self.opened: set[str] = set()
        sys.addaudithook(self._note)  # for as long as Python runs: there is no way to take one away

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_looking and (event == "open" or event.startswith("socket.")):
            self.opened.add(str(arguments[0]))


@pytest.fixture(scope="module")
def watch(tmp_path_factory):
    path = tmp_path_factory.mktemp("watch") / "plain.md"
    path.write_text("---\ntitle: t\n---\nWords.", encoding="utf-8")
    read_source(path, "pack")  # Python opens files of its own for the first one: codecs, parts of libraries
    return _Watch()


@pytest.fixture
def read(tmp_path):
    """Reads a body, under a title and with more front matter if wanted."""

    def read(body: str, more: str = "title: A title", name: str = "source.md") -> Document:
        path = tmp_path / name
        path.write_text(f"---\n{more}\n---\n{body}", encoding="utf-8")
        return read_source(path, "pack")

    return read


def shape(document):
    return [(block.kind, block.level, block.text) for block in document.blocks]


def test_front_matter_says_what_a_document_is(read):
    document = read(
        "Words.",
        'id: some-id\ntitle: "A: title"\ndate: 2014-10\ndate_end: 2014-11-02\nlanguage: pt-BR\nkind: Joint statement\n'
        "collection: Statements / 2014\nsource: www.example.org\npublisher: P\nlicence: L\ntags: [one, two]",
    )
    entry = document.entry
    assert (entry.id, entry.title, entry.date, entry.date_end) == ("some-id", "A: title", "2014-10", "2014-11-02")
    assert (entry.language, entry.kind, entry.collection) == ("pt-BR", "Joint statement", ("Statements", "2014"))
    assert (document.source, document.publisher, document.licence) == ("www.example.org", "P", "L")
    assert document.tags == ("one", "two")
    assert document.warnings == ()


def test_an_id_that_is_not_given_is_made_from_the_name_of_the_file(read):
    assert read("Words.", name="A Study (2nd).md").entry.id == "a-study-2nd"


def test_a_title_that_is_not_given_is_the_first_heading(read):
    assert read("Words.\n\n## *The* heading", "id: one").entry.title == "The heading"


def test_blocks_have_their_kinds_and_levels(read):
    body = "# One\n\nTwo\nwords.\n\n> Three\n\n- four\n  - five\n\n***\n\n    six\n     seven\n"
    assert shape(read(body)) == [
        ("heading", 1, "One"),
        ("paragraph", 0, "Two words."),
        ("quote", 0, "Three"),
        ("item", 1, "four"),
        ("item", 2, "five"),
        ("rule", 0, ""),
        ("code", 0, "six\n seven"),
    ]


def test_numbered_items_keep_their_numbers(read):
    assert shape(read("3. three\n4. four\n\n   more\n\n1) one")) == [
        ("item", 1, "3. three"),
        ("item", 1, "4. four"),
        ("paragraph", 0, "more"),
        ("item", 1, "1) one"),
    ]


def test_a_table_becomes_rows(read):
    document = read("| a | *b* |\n|---|---|\n| c |  |\n")
    assert shape(document) == [("row", 1, "a\tb"), ("row", 0, "c\t")]
    assert document.blocks[0].html == "<span>a</span>\t<span><em>b</em></span>"


def test_notes_stand_at_the_end_in_the_order_of_their_marks(read):
    document = read("One[^b] two[^*].\n\n[^*]: Star.\n\n    - item\n\n[^b]: Letter.\n\n[^c]: Unmarked.\n\nThree.")
    assert shape(document) == [
        ("paragraph", 0, "One[b] two*."),
        ("paragraph", 0, "Three."),
        ("note", 0, "[b] Letter."),
        ("note", 0, "* Star."),
        ("item", 1, "item"),
        ("note", 0, "[c] Unmarked."),
    ]
    assert f'<sup><a href="#{document.blocks[3].pid}">*</a></sup>' in document.blocks[0].html


def test_outside_addresses_are_kept_as_text_and_numbered(read):
    document = read("[a](http://example.org/a_b) <mailto:x@example.org> [c](http://example.org/a_b 'title')")
    assert document.links == ("http://example.org/a_b", "mailto:x@example.org")
    assert document.blocks[0].html == (
        '<a href="ext:0">a</a> <a href="ext:1">mailto:x@example.org</a> <a href="ext:0">c</a>'
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/hostname", "data:text/html,x", "\\\\\\\\host\\\\x", "//host/x", "x.md"],
)
def test_any_other_address_leaves_its_words_and_a_warning(read, address):
    document = read(f"Read [these words]({address}).")
    assert document.blocks[0].html == "Read these words."
    assert document.links == ()
    assert len(document.warnings) == 1
    assert "was left out; its words are kept" in document.warnings[0]


def test_inner_links_lead_to_headings_and_blocks_or_stay_words(read):
    document = read("[a](#the-end) [b](doc:pack/other) [c](#nowhere) [d](doc:../x) [e](#)\n\n# The end!")
    assert document.blocks[0].html == f'<a href="#{document.blocks[1].pid}">a</a> <a href="doc:pack/other">b</a> c d e'
    assert read(f"[x](#{document.blocks[1].pid})\n\n# The end!").blocks[0].html.count("<a ") == 1


def test_a_link_to_a_document_of_the_same_pack_needs_no_pack(read):
    pid = "0123456789ab"
    document = read(f"[a](doc:other) [b](doc:other#{pid}) [c](doc:far/other) [d](doc:../x) [e](doc:) [f](doc:x#y)")
    assert document.blocks[0].html == (
        f'<a href="doc:pack/other">a</a> <a href="doc:pack/other#{pid}">b</a> <a href="doc:far/other">c</a> d e f'
    )
    assert [warning.split("”")[0] for warning in document.warnings] == [
        f"The link to “{address}" for address in ("doc:../x", "doc:", "doc:x#y")
    ]


def test_a_glossary_entry_names_the_spellings_of_its_word(read):
    document = read("Words.", "title: Throttling\nform: term\nterms: [throttling, throttled]")
    assert (document.entry.form, document.spellings) == ("term", ("throttling", "throttled"))
    assert read("Words.").entry.form == "text"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("form: poster", "is none of text, page, card, term"),
        ("terms: [a]", "only a document of the form “term”"),
        ("form: term\nterms: ['-a']", "begins with a letter or a digit"),
    ],
)
def test_a_form_that_is_none_is_refused(read, more, reason):
    with pytest.raises(SourceUnreadable, match=reason):
        read("Words.", f"title: T\n{more}")


def test_raw_html_and_pictures_are_left_out_with_a_warning(read):
    document = read('One<br>two <b onclick="x">three</b> ![a *picture*](file:///etc/hostname)\n\n<script>x</script>\n')
    assert shape(document) == [("paragraph", 0, "One two three a picture")]
    assert document.warnings == (
        "Raw HTML was left out (4 times).",
        "A picture was left out; its description is kept.",
    )


def test_a_block_takes_the_direction_of_its_own_letters(read):
    document = read("حرية التعبير\n\nEnglish words with عربي\n\nعربي and then many English words\n\n123", "title: t")
    assert [block.dir for block in document.blocks] == ["rtl", "ltr", "ltr", "ltr"]
    assert [block.dir for block in read("حرية\n\n123", "title: t\nlanguage: ar").blocks] == ["rtl", "rtl"]


def test_a_paragraph_too_long_for_a_page_is_cut_between_sentences(read):
    sentence = "Every person has <b>rights</b> & duties, wherever they are. "
    document = read(sentence * 2_000)
    assert len(document.blocks) > 1
    assert all(block.text.endswith(".") for block in document.blocks)
    expected = sentence.replace("<b>", "").replace("</b>", "").split() * 2_000
    assert [word for block in document.blocks for word in block.text.split()] == expected


def test_what_is_nested_too_deeply_is_left_out_with_a_warning(read):
    document = read("> " * 80 + "deep\n\nwords")
    assert document.blocks[-1].text == "words"
    assert any("nested too deeply" in warning for warning in document.warnings)


def test_unknown_front_matter_is_named(read):
    assert read("Words.", "title: t\nauthor: x").warnings == ("“author” in the front matter is not known.",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not open with front matter"),
        (b"# Readme\n\nWords.", "does not open with front matter"),
        (b"---\ntitle: t\nWords.", "does not open with front matter"),
        (b"---\ntitle: t\n---\n", "holds no text"),
        (b"---\ntitle: t\n---\n<!-- nothing -->\n", "holds no text"),
        (b"---\ntitle: [\n---\nWords.", "cannot be read (line 2 of it)"),
        (b"---\ntitle: !!python/object:os.system x\n---\nWords.\xff", "not UTF-8"),
        (b"---\n- a\n---\nWords.", "not a list of names with values"),
        (b"---\ntitle: {a: b}\n---\nWords.", "is not one line of text"),
        (b"---\nid: ../x\ntitle: t\n---\nWords.", "cannot be used"),
        (b"---\nid: one\n---\nWords.", "it has no title"),
        (b"---\ntitle: t\ndate: 2014-13\n---\nWords.", "does not read like 2014, 2014-10"),
        (b"---\ntitle: t\nlanguage: 7\n---\nWords.", "not a language tag"),
        (b"---\ntitle: t\ndirection: up\n---\nWords.", "neither ltr nor rtl"),
        (b"---\ntitle: t\ntags: [[a]]\n---\nWords.", "is not one line of text"),
        (b"---\ntitle: " + b"[" * 5_000 + b"\n---\nWords.", "nested too deeply"),
        (b"---\n" + b"a" * 70_000 + b": b\n---\nWords.", "longer than 64,000"),
    ],
)
def test_a_bad_source_gets_one_sentence(tmp_path, content, reason):
    path = tmp_path / "source.md"
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable) as caught:
        read_source(path, "pack")
    assert reason in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_source_of_more_than_20_mb_is_refused_unread(tmp_path):
    path = tmp_path / "source.md"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(SourceUnreadable, match="larger than 20 MB"):
        read_source(path, "pack")


def test_a_source_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceUnreadable, match=r"missing\.md"):
        read_source(tmp_path / "missing.md", "pack")


FRAGMENTS = (
    *("# ", "\n\n", "\n", "- ", "  - ", "1. ", "> ", "```\n", "    ", "| a | b |\n|---|---|\n| ", "***", "*", "_", "`"),
    *("[a](", ")", "![", "](", "<", ">", "[^1]", "[^1]: ", "[^*]", "[^*]: ", "[ref]", "[ref]: file:///etc/hostname\n"),
    *("file:///etc/hostname", "//host/share", r"\\host\share", "javascript:x", "data:text/html,x", "http://a.example/"),
    *(
        "<img src=file:///etc/hostname>",
        "<script>",
        "</script>",
        "<svg onload=x>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "&#0;",
    ),
    *("<style>@import url(//host/x)</style>", "<a href='#note-000000'>", '<a href="#link-000000">', "doc:pack/x", "#a"),
    *("\u2028", "\u00a0", "e\u0301", "\u0338", "\x00", "\u202e", "words ", "\t", "\\", "&nbsp;", "&lt;b&gt;", "---\n"),
)


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=25).map("".join))
def test_no_markdown_gets_anything_past_the_walls(tmp_path_factory, watch, body):
    path = tmp_path_factory.getbasetemp() / "hostile.md"
    path.write_text(f"---\ntitle: t\n---\n{body}", encoding="utf-8", newline="")
    watch.opened.clear()
    watch.is_looking = True
    try:
        document = read_source(path, "pack")
    except SourceUnreadable as error:
        assert "holds no text" in str(error)
        document = None
    finally:
        watch.is_looking = False
    assert watch.opened == {str(path)}
    if document:
        check_document(document)
        assert all(link.startswith(("http://", "https://", "mailto:")) for link in document.links)


@given(st.lists(st.text(st.sampled_from("abcé "), min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=9))
def test_plain_paragraphs_lose_no_word(paragraphs):
    drafts = BodyReader().read("\n\n".join(text.strip() for text in paragraphs))
    assert [draft.html.split() for draft in drafts] == [text.split() for text in paragraphs]
