"""One document a line: what is taken, what is refused and where, and that ids of any kind are kept."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foc_reader.core.building import build_pack
from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.importing import json_lines
from foc_reader.core.importing.json_lines import read_json_lines, read_json_lines_info
from foc_reader.core.library.lines import document_lines
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import is_id


@pytest.fixture
def written(tmp_path):
    """Writes lines, values as JSON and texts as they are, to a file."""

    def write(*lines):
        path = tmp_path / "Some Texts.jsonl"
        path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
        return path

    return write


def read(path):
    return list(read_json_lines(path, "p"))


def test_a_line_becomes_a_document(written):
    text = "One  paragraph\non two lines & <b>.\n\n \nAnother."
    line = {"id": "a1", "title": "A\ttitle", "text": text, "language": "ar", "date": "2014-10"}
    (document,) = read(written(line))
    entry = document.entry
    assert (entry.id, entry.title, entry.language, entry.direction, entry.date) == (
        "a1",
        "A title",
        "ar",
        "rtl",
        "2014-10",
    )
    assert [block.text for block in document.blocks] == ["One paragraph on two lines & <b>.", "Another."]


def test_what_is_not_said_is_as_usual(written):
    (document,) = read(written({"id": 7, "text": "Words.", "title": None, "url": "x"}))
    entry = document.entry
    assert (entry.id, entry.title, entry.language, entry.date, entry.source_id) == ("7", "7", "en", "", "")


def test_the_pack_is_called_as_the_file(written):
    info = read_json_lines_info(written())
    assert (info.id, info.title) == ("some-texts", "Some Texts")


IDS = [
    "12",
    "MED-10",
    "a/b/c",
    "two words",
    "<x:Y_z>",
    "Ünï",
    "世界",
    "x" * 300,
    "-",
    ".",
    "..",
    "A",
    "a",
    "a_b",
    "NUL",
]


def test_ids_of_any_kind_are_kept_in_a_pack(written, tmp_path):
    build_pack(written(*({"id": name, "text": "Words."} for name in IDS)), tmp_path / "out")
    entries = Pack.open(tmp_path / "out").entries
    assert [entry.given_id for entry in entries] == IDS
    assert all(is_id(entry.id) for entry in entries) and len({entry.id for entry in entries}) == len(IDS)
    assert [entry.id for entry in entries if not entry.source_id] == ["12", "a", "a_b"]


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_two_ids_never_become_one(one, other):
    made = json_lines._made_id(one), json_lines._made_id(other)
    assert all(map(is_id, made))
    assert (made[0] == made[1]) == (one == other)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (['{"id": "a", '], "line 2 is not JSON"),
        (["[" * 100_000], "line 2 is not JSON"),
        (["[1]"], "line 2 does not hold names with values"),
        ([{"text": "x"}], "line 2: it has no id"),
        ([{"id": "", "text": "x"}], "line 2: it has no id"),
        ([{"id": " ", "text": "x"}], "line 2: its id holds signs that cannot be seen"),
        ([{"id": "a\nb", "text": "x"}], "line 2: its id holds signs that cannot be seen"),
        ([{"id": ["a"], "text": "x"}], "line 2: its id is neither a number nor a text"),
        ([{"id": True, "text": "x"}], "line 2: its id is neither a number nor a text"),
        ([{"id": "x" * 501, "text": "x"}], "line 2: its id is neither a number nor a text"),
        ([{"id": "a"}], "line 2: it has no text"),
        ([{"id": "a", "text": None}], "line 2: it has no text"),
        ([{"id": "a", "text": 3}], "line 2: its text is not a text"),
        ([{"id": "a", "text": "x", "title": 3}], "line 2: its title is not a text"),
        ([{"id": "a", "text": "x", "date": "May"}], "line 2: its date “May” does not read like"),
        ([{"id": "a", "text": "x", "language": "English!"}], "line 2: its language “English!” is not a language tag"),
        ([{"id": "a", "text": "x"}, "", {"id": "a", "text": "y"}], "line 4: its id “a” is that of line 2 too"),
        ([{"id": "a", "text": "x"}, {"id": 1, "text": "x"}, {"id": "1", "text": "y"}], "line 4: its id “1” is that"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(written, lines, reason):
    with pytest.raises(SourceUnreadable) as raised:
        read(written({"id": "first", "text": "Words."}, *lines))
    assert raised.value.reason.startswith(reason)


def test_bytes_that_are_no_text_are_named(written):
    path = written({"id": "a", "text": "x"})
    path.write_bytes(path.read_bytes() + b'{"id": "\xff"}\n')
    with pytest.raises(SourceUnreadable, match="line 2 is not UTF-8 text"):
        read(path)


def test_a_mark_at_the_beginning_and_a_missing_end_of_line_do_no_harm(written):
    path = written()
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "x"}\r\n{"id": "b", "text": "y"}')
    assert [document.entry.id for document in read(path)] == ["a", "b"]


def test_half_a_letter_and_controls_do_no_harm(written, tmp_path):
    path = written({"id": "a", "title": "\ud800 t\x00", "text": "x \udfff \x07 y"})
    build_pack(path, tmp_path / "out")
    (entry,) = Pack.open(tmp_path / "out").entries
    assert Pack.open(tmp_path / "out").document(entry.id).blocks[0].text.startswith("x \ufffd")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text() | st.text(alphabet="\ufeff\u2028\u00a0\u0301<&>\n\t ab\u0600ا"),
    st.text(),
    st.text(min_size=1, max_size=20),
)
@example("\ufeffA text", "", "a")
@example("\x1b", "", "0")
def test_any_text_title_and_id_make_a_document_or_are_refused_by_their_line(written, text, title, name):
    try:
        for document in read(written({"id": name, "text": text, "title": title})):
            if document.blocks:
                document_lines(document)
    except SourceUnreadable as error:
        assert error.reason.startswith("line 1: its id")


def test_a_document_of_a_title_only_is_found_and_one_without_a_word_is_left_out(written, tmp_path):
    built = build_pack(
        written({"id": "a", "title": "Only this", "text": " "}, {"id": "b/1", "text": ""}), tmp_path / "out"
    )
    assert (built.documents, built.warnings) == (1, ("b/1: Line 2 holds no text and was left out.",))
    assert Pack.open(tmp_path / "out").document("a").blocks[0].text == "Only this"


@pytest.mark.parametrize("lines", [[], [""], [{"id": "b", "text": ""}]])
def test_a_file_without_a_document_is_refused(written, tmp_path, lines):
    with pytest.raises(SourceUnreadable, match="it holds no document with a text"):
        build_pack(written(*lines), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_bad_line_leaves_the_older_pack(written, tmp_path):
    build_pack(written({"id": "a", "text": "x"}), tmp_path / "out")
    with pytest.raises(SourceUnreadable):
        build_pack(written({"id": "b", "text": "x"}, "no"), tmp_path / "out")
    assert [entry.id for entry in Pack.open(tmp_path / "out").entries] == ["a"]


def test_a_long_text_is_cut_into_blocks(written):
    (document,) = read(written({"id": "a", "text": "A sentence of words. " * 5_000}))
    assert len(document.blocks) > 3
    assert (
        " ".join(block.text.strip() for block in document.blocks).split() == ("A sentence of words. " * 5_000).split()
    )


def test_the_file_is_never_in_memory_as_a_whole(tmp_path):
    path = tmp_path / "big.jsonl"
    with path.open("w") as file:
        for number in range(200):
            file.write(json.dumps({"id": number, "text": f"{number} " + "word " * 2_000}) + "\n")
    documents = read_json_lines(path, "p")
    next(documents)
    tracemalloc.start()
    try:
        assert sum(1 for _ in documents) == 199
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 4
    finally:
        tracemalloc.stop()
