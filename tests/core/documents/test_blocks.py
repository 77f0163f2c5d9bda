"""What gets through the two walls, and how blocks are named."""

from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foc_reader.core.blocks import (
    ATTRIBUTES,
    INLINE_TAGS,
    KINDS,
    Draft,
    block_pid,
    check_block,
    check_document,
    check_inline,
    clean_inline,
    is_outside_address,
    make_blocks,
    make_pids,
    plain_text,
)
from foc_reader.core.errors import BlockRefused
from foc_reader.core.inline import is_inner_address
from foc_reader.core.model import Document, DocumentEntry

SHA = "a" * 64
HTML = """a abbr address applet area article aside audio b base basefont bdi bdo blockquote body br button canvas
    caption center circle cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer foreignObject form frame frameset h1 h6 head header hr html i iframe image img input
    ins kbd keygen label legend li link main map mark math menu meta meter mglyph mi mn mo mtext nav nobr noembed
    noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt ruby s samp
    script search section select slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul use var video wbr xmp annotation-xml x-own"""
ALL_TAGS = HTML.split()
ALL_ATTRIBUTES = [
    "",
    ' href="#0123456789ab"',
    " href=doc:foc/2014-surveillance",
    ' href="ext:1"',
    ' HREF="javascript:alert(1)"',
    " href='java\tscript:alert(1)'",
    ' href="file:///etc/hostname"',
    ' href="data:text/html,x"',
    r' href="\\host\share"',
    ' href="https://example.org/" ping="https://example.org/"',
    f' src="res:{SHA}" alt="a &quot;picture&quot; <b>"',
    ' src="file:///etc/hostname"',
    " src=//host/share/x.png",
    ' srcset="https://example.org/x 2x"',
    ' background="/etc/hostname"',
    ' style="background:url(file:///etc/hostname)"',
    ' xlink:href="#x" onload="x()" onclick=x()',
    ' id="x" name="x" class="x" dir="rtl"',
    ' data="x" poster="x" action="x" formaction="x" code="x" manifest="x" content="0;url=x" http-equiv="refresh"',
    " href='ext:2' href=\"javascript:x\"",
]
FRAGMENTS = (
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "&amp;",
        "&",
        "&lt;",
        "<",
        ">",
        "&nbsp;",
        "\u00a0",
        "<!--",
        "-->",
        "<![CDATA[",
        "<![",
        "]]>",
    ),
    *(
        "<?php",
        "?>",
        "<!DOCTYPE x>",
        "e",
        "\u0301",
        "\u0338",
        "&#x301;",
        "&#0;",
        "&#xD800;",
        "\ufdd0",
        "\u2028",
        "\x00",
    ),
    *("</", "<a", "'", '"', "<a href='", "=", "/>", "&#106;avascript:", "\u202e", "\ufffc", "file:///etc/hostname"),
)


SHAPES = ("<{0}{1}>", "<{0}{1}/>", "</{0}>", "<{0}{1}", "<{0}{1}></{0}>")
SPELLED = [shape.format(tag, attribute) for tag in ALL_TAGS for shape in SHAPES for attribute in ALL_ATTRIBUTES]
OURS = [shape.format(tag, attribute) for tag in INLINE_TAGS for shape in SHAPES for attribute in ALL_ATTRIBUTES]

_pieces = st.one_of(*map(st.sampled_from, (SPELLED, OURS, FRAGMENTS)), st.text(max_size=6))
hostile_markup = st.lists(_pieces, max_size=12).map("".join)


class _Looker(HTMLParser):
    """Says of each tag and attribute whether the list allows it: written apart from the walls."""

    def __init__(self) -> None:
        super().__init__()
        self.escaped: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in INLINE_TAGS:
            self.escaped.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()):
                self.escaped.append(f"{tag} {name}")
            if name == "href" and not is_inner_address(value):
                self.escaped.append(value)
            if name == "src" and value != f"res:{SHA}":
                self.escaped.append(value)

    def handle_comment(self, data):
        self.escaped.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


@settings(max_examples=2000)
@given(hostile_markup, st.sampled_from(["paragraph", "row", "code"]))
@example("<svg><style><img src=file:///etc/hostname></style></svg>", "paragraph")
@example("<math><mtext><table><mglyph><style><img src=x onerror=x>", "paragraph")
@example("e<em>\u0301</em>", "paragraph")
@example("<em><span>a</em></span>b<span>c", "row")
def test_nothing_outside_the_list_gets_through_either_wall(markup, kind):
    cleaned = clean_inline(markup, kind)
    looker = _Looker()
    looker.feed(cleaned)
    looker.close()
    assert looker.escaped == []
    check_inline_unless_too_long(cleaned, kind)
    assert clean_inline(cleaned, kind) == cleaned


def check_inline_unless_too_long(html, kind):
    if len(html) < 5_000:
        check_inline(html, kind)


@settings(max_examples=300)
@given(hostile_markup)
def test_markup_that_is_not_in_our_form_is_refused(markup):
    if clean_inline(markup) == markup:
        check_inline(markup)
    else:
        with pytest.raises(BlockRefused):
            check_inline(markup)


@given(st.text(max_size=200), st.sampled_from(["paragraph", "code"]))
def test_escaped_words_come_back_as_they_were_written(text, kind):
    once = plain_text(clean_inline(escape(text), kind))
    assert plain_text(clean_inline(escape(once), kind)) == once
    assert [*"".join(once.split())] == [*"".join(plain_text(clean_inline(escape(text))).split())]


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("  a \n <em> b</em> ", "a <em>b</em>"),
        ("a<br/> b", "a<br>b"),
        ("<b>a</b><div>b</div>", "ab"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ("<em>a<strong>b</em>c", "<em>a<strong>b</strong></em>c"),
        ("<em>a<em>b</em>c</em>", "<em>abc</em>"),
        ("<a href='ext:0'>a<a href='ext:1'>b</a></a>", '<a href="ext:0">ab</a>'),
        ("<a href='http://example.org'>a</a>", "a"),
        ("<img src=file:///etc/hostname alt=x>", ""),
        ("\"a\" & 'b' < c", "\"a\" &amp; 'b' &lt; c"),
        ("a\u00a0b\u202fc", "a&nbsp;b&nbsp;c"),
        ("e\u0301", "\u00e9"),
        ("e<em>\u0301</em>", "\u00e9"),
        ("a\x00b\ufdd0c\ufffcd", "abcd"),
        ("<em></em>a<sup> </sup>", "a"),
    ],
)
def test_inline_markup_is_written_in_one_way(markup, cleaned):
    assert clean_inline(markup) == cleaned


def test_code_keeps_its_blanks_and_its_lines():
    assert clean_inline("a\r\n\tb<br>  c", "code") == "a\n\tb\n  c"


def test_a_row_is_one_span_for_each_cell_and_its_words_have_a_tab_between_them():
    html = clean_inline("<span> a </span> <span></span><em>b<span>c</span></em>", "row")
    assert html == "<span>a</span>\t<span></span>\t<span><em>bc</em></span>"
    assert plain_text(html) == "a\t\tbc"


def test_a_break_is_a_newline_and_a_picture_its_description_in_the_words():
    assert plain_text(f'a<br>b <img src="res:{SHA}" alt="the &amp; sea">') == "a\nb the & sea"


@pytest.mark.parametrize("markup", ["<a " * 9_000, "<!--" * 7_000, "</" * 14_000, "<a href='" * 3_000])
def test_markup_made_to_be_slow_is_refused_before_it_is_parsed(markup, monkeypatch):
    parsed = []
    monkeypatch.setattr(HTMLParser, "feed", lambda parser, data: parsed.append(data))
    with pytest.raises(BlockRefused):
        check_inline(markup)
    assert parsed == []


def test_the_second_wall_has_a_say_of_its_own(monkeypatch):
    monkeypatch.setattr(nh3, "clean", lambda html, **_: html.upper())
    with pytest.raises(BlockRefused):
        check_inline("words")


texts = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=12)


@given(texts, st.text(min_size=1), st.integers(0, 12))
def test_a_text_that_is_added_leaves_the_ids_of_the_others_standing(given_texts, added, place):
    place = min(place, len(given_texts))
    given_texts = [text for text in given_texts if block_pid(text) != block_pid(added)]
    place = min(place, len(given_texts))
    changed = [*given_texts[:place], added, *given_texts[place:]]
    pids = list(make_pids(changed))
    del pids[place]
    assert tuple(pids) == make_pids(given_texts)


@given(texts)
def test_ids_are_unique_within_a_document(given_texts):
    pids = make_pids(given_texts)
    assert len(set(pids)) == len(pids)


def test_equal_blocks_are_numbered_and_the_kind_of_blanks_does_not_count():
    assert make_pids(["Rationale", "rationale", " Rationale\u00a0", "Rationale"]) == (
        *make_pids(["Rationale", "rationale"]),
        f"{block_pid('Rationale')}-2",
        f"{block_pid('Rationale')}-3",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "script"},
        {"level": 1},
        {"level": -1},
        {"dir": "auto"},
        {"lang": "javascript:"},
        {"page": "x" * 41},
        {"html": "<b>words</b>"},
        {"html": '<a href="file:///etc/hostname">words</a>'},
        {"html": "<span class=x>words</span>"},
        {"text": "other words"},
        {"html": "", "text": ""},
        {"html": "x" * 30_001, "text": "x" * 30_001},
    ],
)
def test_a_block_that_could_not_have_been_made_is_refused(change):
    (block,) = make_blocks([Draft("paragraph", "words")])
    check_block(block)
    with pytest.raises(BlockRefused):
        check_block(replace(block, **change))


def test_every_kind_can_be_made():
    drafts = [Draft(kind, "" if kind == "rule" else "words", int(kind in ("heading", "item"))) for kind in KINDS]
    assert [block.kind for block in make_blocks(drafts)] == list(KINDS)


@pytest.mark.parametrize(
    "html", ['<a href="#000000000000">a</a>', '<a href="ext:1">a</a>', f'<img src="res:{SHA}" alt="a">']
)
def test_a_link_that_leads_nowhere_is_refused(html):
    document = Document(
        DocumentEntry("foc", "one", "One"), make_blocks([Draft("paragraph", html)]), links=("http://a",)
    )
    with pytest.raises(BlockRefused):
        check_document(document)


def test_words_about_markup_are_not_taken_for_links():
    words = escape('Write <a href="#000000000000"> or <em src="x">.', quote=False)
    check_document(Document(DocumentEntry("foc", "one", "One"), make_blocks([Draft("paragraph", f"<em>{words}</em>")])))


def test_an_id_that_is_not_made_from_the_words_is_refused():
    (block,) = make_blocks([Draft("paragraph", "words")])
    with pytest.raises(BlockRefused):
        check_document(Document(DocumentEntry("foc", "one", "One"), (replace(block, pid="0" * 12),)))


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("http://www.digitaldefenders.org/", True),
        ("mailto:someone@example.org", True),
        ("HTTPS://example.org/a?b=c#d", True),
        ("javascript:alert(1)", False),
        ("file:///etc/hostname", False),
        ("data:text/html,x", False),
        (r"\\host\share", False),
        ("//host/share", False),
        ("http://", False),
        ("http://exa\u202emple.org", False),
        ("http://example.org/\x00", False),
        ("http://example.org/ b", False),
        ("http://" + "x" * 3_000, False),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_kept(address, is_kept):
    assert is_outside_address(address) is is_kept
