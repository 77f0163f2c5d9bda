"""The tree, narrowed to the documents that hold some words, a few documents at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.library.narrowing import Narrowed, Narrowing
from foc_reader.core.library.tree import TreeNode, build_tree
from foc_reader.core.model import DocumentEntry, PackInfo
from foc_reader.core.search.analysis import fold_line


def entry(document_id, title, *collection, date="", pack="one"):
    return DocumentEntry(pack, document_id, title, collection=collection, date=date)


ENTRIES = [
    entry("a", "Rights on arrest", "Guides", date="2019-03"),
    entry("b", "Phones and the law", "Guides", "Phones", date="2021"),
    entry("c", "Einführung", "Deutsch"),
    entry("d", "حرية التعبير", "Languages"),
    entry("e", ""),
]


def narrowed(entries, typed, limit=1000) -> Narrowed:
    narrowing = Narrowing(build_tree([(PackInfo("one", "One library"), entries)]), fold_line)
    assert narrowing.begin(typed)
    for _ in range(10_000):
        found = narrowing.go_on(limit)
        if found:
            return found
    raise AssertionError("it goes on and on")


def ids(nodes) -> list[str]:
    return [entry.id for node in nodes for entry in node.entries]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("phones", ["b"]),
        ("PHONES law", ["b"]),
        ("guides", ["a", "b"]),
        ("guides phones", ["b"]),
        ("2019", ["a"]),
        ("einfuhrung", ["c"]),
        ("حُرّيّة", ["d"]),
        ("rest", ["a"]),
        ("one library", []),
        ("arrest law", []),
    ],
)
def test_each_word_stands_in_the_title_the_year_or_a_collection(typed, found):
    assert ids(narrowed(ENTRIES, typed).nodes) == found


def test_what_is_left_stands_where_it_stood():
    (node,) = narrowed(ENTRIES, "phones").nodes
    (guides,) = node.collections
    (phones,) = guides.collections
    assert (node.title, guides.title, phones.title) == ("One library", "Guides", "Phones")
    assert phones.documents == (ENTRIES[1],)
    assert (node.documents, guides.documents) == ((), ())


def test_where_there_are_several_libraries_their_names_count():
    packs = [(PackInfo("one", "Our library"), ENTRIES[:1]), (PackInfo("two", "Another"), [entry("x", "X", pack="two")])]
    narrowing = Narrowing(build_tree(packs), fold_line)
    narrowing.begin("another")
    found = narrowing.go_on(10)
    assert found
    assert ids(found.nodes) == ["x"]


def test_signs_alone_are_nothing_to_look_for():
    narrowing = Narrowing(build_tree([(PackInfo("one", "One"), ENTRIES)]), fold_line)
    assert not narrowing.begin(" - …")
    assert narrowing.go_on(10) is None


def test_what_was_begun_before_is_given_up():
    entries = [entry(f"d{number}", f"Title {number}") for number in range(1000)]
    narrowing = Narrowing(build_tree([(PackInfo("one", "One"), entries)]), fold_line)
    narrowing.begin("title")
    assert narrowing.go_on(200) is None
    narrowing.begin("999")
    found = narrowing.go_on(10_000)
    assert found
    assert ids(found.nodes) == ["d999"]


class Folds:
    """How often a text was folded."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, text: str) -> str:
        self.count += 1
        return fold_line(text)


def test_a_step_looks_at_no_more_documents_than_asked_for_and_at_each_only_once():
    entries = [entry(f"d{number}", f"Title {number}", f"C{number % 7}") for number in range(5000)]
    fold = Folds()
    narrowing = Narrowing(build_tree([(PackInfo("one", "One"), entries)]), fold)
    for typed in ("title", "titl"):
        narrowing.begin(typed)
        steps = []
        while True:
            before = fold.count
            done = narrowing.go_on(500)
            steps.append(fold.count - before)
            if done:
                break
        assert max(steps) <= 500 + 7
    assert fold.count == 5000 + 7 + 2


@given(
    st.lists(st.tuples(st.text(max_size=12), st.sampled_from([(), ("A",), ("A", "B")])), max_size=30),
    st.text(max_size=6),
)
def test_exactly_the_documents_that_hold_all_words_are_left(titles, typed):
    entries = [entry(f"d{number}", title, *collection) for number, (title, collection) in enumerate(titles)]
    words = fold_line(typed).split()
    if not words:
        return
    found = narrowed(entries, typed, limit=1)
    said = {e.id: "\n".join(map(fold_line, (e.title, *e.collection))) for e in entries}
    wanted = {id for id, text in said.items() if all(word in text for word in words)}
    assert set(ids(found.nodes)) == wanted
    assert found.documents == len(wanted)
    assert set(_in_tree(found.nodes)) == wanted


def _in_tree(nodes: tuple[TreeNode, ...]) -> list[str]:
    return [id for node in nodes for id in (*(e.id for e in node.documents), *_in_tree(node.collections))]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’accès, au (droit)!", "lacces au droit"),
        ("Resolution 20/8", "resolution 208"),
        ("تَعْبِير كتابِي", "تعبير كتابي"),
        ("  \u00ad — ", ""),
        ("ﬁne Ⅻ", "fine xii"),
        ("x" * 100, "x" * 100),
        ("言論の自由", "言論の自由"),
    ],
)
def test_a_line_is_folded_piece_by_piece_and_whole(text, folded):
    assert fold_line(text) == folded
