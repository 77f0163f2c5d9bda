"""A damaged index, and one made to do harm, give one clear error or an answer; nothing else, and no great appetite."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

import pytest
from whoosh.fields import Schema
from whoosh.query import And, AndNot, NumericRange, Or, Phrase, Prefix, Term, Wildcard

from foc_reader.core.errors import IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.search.codec import files
from foc_reader.core.search.codec.files import DATA_FILES
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.packing import BYTES, LONGS, MARKED, NOTHING, ONES, to_bytes
from tests.core.damaging import cut, flipped

REFUSED = (IndexDamaged, IndexOutdated, IndexMissing)
MOST_MEMORY = 3 << 20  # bytes; the undamaged index takes a tenth of that

QUERIES = [
    Or([Term("text", word) for word in ("kal", "ken", "unrin", "étésos")]),
    And([Term("text", "kal"), Term("text", "ken"), Term("lang", "en")]),
    Phrase("text", ["kal", "ken"]),
    Phrase("text", ["ken", "kal"], slop=3),
    Prefix("text", "é"),
    AndNot(Term("note", "ken"), Prefix("text", "re")),
    Wildcard("note", "*n"),
    NumericRange("year", 1999, 2010),
    Term("tags", "kal"),
]


def use(index: FlatIndex) -> set[str]:
    """Does everything that can be done with an index; the reasons of the errors met."""
    reasons = set()

    def attempt(work: Callable[[], object]) -> None:
        try:
            work()
        except REFUSED as error:
            assert str(error)
            reasons.add(getattr(error, "reason", "missing"))

    try:
        searcher = index.searcher()
    except REFUSED as error:
        return {getattr(error, "reason", "missing")}
    with searcher:
        for query in QUERIES:
            attempt(lambda query=query: searcher.top(query, 5).matching)
        for field in "lang", "year":
            attempt(lambda field=field: searcher.column(field))
            attempt(lambda field=field: searcher.search(QUERIES[0], sortedby=field))
        for docnum in range(searcher.doc_count_all()):
            attempt(lambda docnum=docnum: searcher.stored_fields(docnum))
        attempt(lambda: list(searcher.terms.scan("text")))
        attempt(lambda: list(searcher.lexicon("year")))
    return reasons


@pytest.fixture(scope="module")
def sound(
    build: Callable[..., FlatIndex], documents: list[dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> FlatIndex:
    return build(tmp_path_factory.mktemp("sound"), documents[:40])


@pytest.fixture
def damaged(sound: FlatIndex, schema: Schema, tmp_path: Path) -> FlatIndex:
    """A copy to damage."""
    shutil.copytree(sound.folder, tmp_path / "damaged")
    return FlatIndex(tmp_path / "damaged", schema)


@pytest.fixture
def unchecked(
    monkeypatch: pytest.MonkeyPatch, build: Callable[..., FlatIndex], documents: list[dict[str, object]], tmp_path: Path
) -> FlatIndex:
    """An index in which every checksum is right whatever is done to it, as one made to do harm would have it."""
    monkeypatch.setattr(zlib, "crc32", lambda data, start=0: 0)
    return build(tmp_path / "unchecked", documents[:40])


def test_an_undamaged_index_gives_no_error(damaged: FlatIndex) -> None:
    damaged.verify()
    assert use(damaged) == set()


@pytest.mark.parametrize("name", FlatIndex.FILES)
def test_random_damage_is_one_clear_error_or_an_answer(damaged: FlatIndex, name: str) -> None:
    draw = random.Random(name)
    path = damaged.folder / name
    data = path.read_bytes()
    met = 0
    for _ in range(40):
        path.write_bytes(flipped(data, draw) if draw.random() < 0.7 else cut(data, draw))
        met += bool(use(damaged))
    assert met > 10


@pytest.mark.parametrize("name", DATA_FILES)
def test_damage_under_right_checksums_is_one_clear_error_or_an_answer(unchecked: FlatIndex, name: str) -> None:
    draw = random.Random(name)
    path = unchecked.folder / name
    data = path.read_bytes()
    met = 0
    for _ in range(60):
        path.write_bytes(flipped(data, draw))
        met += bool(use(unchecked))
    assert met > 0


@pytest.mark.parametrize("name", DATA_FILES)
def test_verify_finds_every_changed_byte(damaged: FlatIndex, name: str) -> None:
    path = damaged.folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(IndexDamaged, match=f"“{name}” was changed"):
        damaged.verify()


def every_value(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the values in a JSON value are."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, part in value.items():
            yield from every_value(part, (*path, name))


def test_no_false_value_in_the_table_of_contents_takes_memory_or_escapes(damaged: FlatIndex) -> None:
    path = damaged.folder / "toc.json"
    text = path.read_text()
    draw = random.Random(5)
    use(damaged)  # what is imported and cached at first use is not counted
    tracemalloc.start()
    try:
        for place in every_value(json.loads(text)):
            for value in draw.sample([0, 1, -1, 39, 2**31, 2**45, 2**63, 10**30, True, None, "I", "x", [], {}, 1.5], 3):
                toc = json.loads(text)
                parent = toc
                for step in place[:-1]:
                    parent = parent[step]
                parent[place[-1]] = value
                path.write_text(json.dumps(toc))
                use(damaged)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def rewrite(index: FlatIndex, change: Callable[[dict], None]) -> None:
    path = index.folder / "toc.json"
    toc = json.loads(path.read_text())
    change(toc)
    path.write_text(json.dumps(toc))


def sealed(body: bytes) -> bytes:
    return struct.pack("<I", zlib.crc32(body)) + body


def posting(docs: tuple[int, bytes], freqs: tuple[int, bytes], places: tuple[int, bytes]) -> bytes:
    head = docs[0] | freqs[0] << 3 | places[0] << 6 | 127 << 9
    return sealed(struct.pack("<H", head) + docs[1] + freqs[1] + places[1])


@pytest.fixture
def crafted(damaged: FlatIndex) -> Callable[..., FlatIndex]:
    """Puts one word, "kal", into the field "text" of an index of 40 documents, with right checksums."""

    def craft(
        data: bytes, count: int = 2, block: bytes | None = None, size: int | None = None, blocks: int = 1
    ) -> FlatIndex:
        if block is None:
            forms = LONGS << 6 | LONGS << 3 | LONGS
            numbers = to_bytes("I", [count]) + to_bytes("I", [len(data) if size is None else size])
            block = sealed(struct.pack("<HBH", forms, 1, 0) + numbers + to_bytes("I", [3]) + b"kal")
        head = b"\0kal"
        table = to_bytes("I", [len(head)]) + to_bytes("I", [len(block)]) + to_bytes("Q", [0]) + head
        (damaged.folder / "postings").write_bytes(data)
        (damaged.folder / "terms").write_bytes(block + table)

        def point(toc: dict) -> None:
            section = {"at": len(block), "size": len(table), "crc": zlib.crc32(table)}
            toc["dictionary"] = {"fields": ["text"], "blocks": blocks, "table": section}
            toc["files"]["postings"]["size"] = len(data)
            toc["files"]["terms"]["size"] = len(block) + len(table)

        rewrite(damaged, point)
        return damaged

    return craft


SOUND = (BYTES, b"\1\1"), (BYTES, b"\1\2"), (BYTES, b"\0\1\2")
MANY = 2**32 - 1


def test_a_crafted_posting_that_fits_is_read(crafted: Callable[..., FlatIndex]) -> None:
    with crafted(posting(*SOUND)).searcher() as searcher:
        found = searcher.terms.posting("text", b"kal")
        assert (list(found.docs), list(found.freqs), found.positions()) == ([0, 1], [1, 2], [[0], [1, 3]])


@pytest.mark.parametrize(
    "data",
    [
        posting((BYTES, b"\1\0"), *SOUND[1:]),  # a document twice
        posting((BYTES, b"\1\x28"), *SOUND[1:]),  # document 40 of 40
        posting((LONGS, to_bytes("I", [1, MANY])), *SOUND[1:]),
        posting((MARKED, to_bytes("I", [MANY]) + b"\1\1"), *SOUND[1:]),  # exceptions without end
        posting((MARKED, to_bytes("I", [1, 2, 9]) + b"\1\1"), *SOUND[1:]),  # an exception beside the list
        posting((MARKED, to_bytes("I", [1, 1, 0]) + b"\1\1"), *SOUND[1:]),  # a document twice, by an exception
        posting((7, b""), *SOUND[1:]),  # no such form
        posting(SOUND[0], (BYTES, b"\1\0"), SOUND[2]),  # in a document no time
        posting(SOUND[0], (BYTES, b"\1\3"), SOUND[2]),  # more often than there are positions
        posting(SOUND[0], (BYTES, b"\1\1"), SOUND[2]),  # less often
        posting(SOUND[0], (LONGS, to_bytes("I", [MANY, MANY])), (ONES, b"")),  # eight thousand million positions
        posting(SOUND[0], (LONGS, to_bytes("I", [MANY, MANY])), (LONGS, b"\0\1\2\3")),
        posting(SOUND[0], (LONGS, to_bytes("I", [MANY, MANY])), (MARKED, to_bytes("I", [0]))),
        posting(SOUND[0], SOUND[1], (NOTHING, b"")),
        b"\0\0\0\0",
    ],
)
def test_a_posting_that_lies_is_refused_without_taking_memory(crafted: Callable[..., FlatIndex], data: bytes) -> None:
    index = crafted(data)
    tracemalloc.start()
    try:
        with index.searcher() as searcher, pytest.raises(IndexDamaged, match="postings"):
            searcher.top(Phrase("text", ["kal", "kal"]), 5)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_word_without_a_posting_is_only_counted(crafted: Callable[..., FlatIndex]) -> None:
    with crafted(b"").searcher() as searcher:
        assert list(searcher.terms.scan("text")) == [(b"kal", 2)]
        assert searcher.top(Term("text", "kal"), 5).matching == []


@pytest.mark.parametrize("count", [0, 41, MANY])
def test_a_count_of_documents_that_cannot_be_is_refused(crafted: Callable[..., FlatIndex], count: int) -> None:
    data = posting((ONES, b""), (ONES, b""), (BYTES, b"\1\1"))
    with crafted(data, count=count).searcher() as searcher, pytest.raises(IndexDamaged, match="terms"):
        searcher.top(Term("text", "kal"), 5)


def test_a_posting_past_the_end_of_its_file_is_refused(crafted: Callable[..., FlatIndex]) -> None:
    index = crafted(posting(*SOUND), size=MANY)
    with index.searcher() as searcher, pytest.raises(IndexDamaged, match="shorter"):
        searcher.top(Term("text", "kal"), 5)


NUMBERS = to_bytes("I", [2, 19, 3])
BLOCK_FORMS = LONGS << 6 | LONGS << 3 | LONGS


@pytest.mark.parametrize(
    "block",
    [
        sealed(struct.pack("<HBH", BLOCK_FORMS, 0, 0) + NUMBERS + b"kal"),  # no word
        sealed(struct.pack("<HBH", BLOCK_FORMS, 65, 0) + NUMBERS + b"kal"),  # too many
        sealed(struct.pack("<HBH", BLOCK_FORMS, 2, 0) + NUMBERS + b"kal"),  # more than there are
        sealed(struct.pack("<HBH", BLOCK_FORMS, 1, 0) + to_bytes("I", [2, 19, MANY]) + b"kal"),  # a long word
        sealed(struct.pack("<HBH", BLOCK_FORMS, 1, 0) + NUMBERS + b"k\xc3l"),  # half a character
        sealed(struct.pack("<HBH", MARKED << 6, 1, 0) + to_bytes("I", [MANY])),
        b"",
        b"\0\0\0\0\0\0\0\0\0",
    ],
)
def test_a_block_that_lies_is_refused(crafted: Callable[..., FlatIndex], block: bytes) -> None:
    index = crafted(posting(*SOUND), block=block)
    with index.searcher() as searcher, pytest.raises(IndexDamaged, match="terms"):
        list(searcher.lexicon("text"))


@pytest.mark.parametrize("blocks", [0, 2, 2**40])
def test_a_count_of_blocks_that_lies_is_refused(crafted: Callable[..., FlatIndex], blocks: int) -> None:
    with pytest.raises(IndexDamaged, match="terms"):
        crafted(posting(*SOUND), blocks=blocks).searcher()


def test_documents_without_end_are_refused_at_opening(damaged: FlatIndex) -> None:
    def claim(toc: dict) -> None:
        toc["documents"] = 2**45
        toc["row_ends"]["size"] = 2**48
        toc["lengths"], toc["columns"] = {}, {}

    rewrite(damaged, claim)
    with pytest.raises(IndexDamaged, match="table of contents"):
        damaged.searcher()


@pytest.mark.parametrize(
    "row",
    [
        b"[" * 100_000,
        b"[1]",
        b'{"title":' + b"9" * 5000 + b"}",
        b'{"title":"\\ud800"}',
        b"\xff",
        b"",
        b'{"title":"a"}}',
    ],
)
def test_a_row_that_is_none_is_refused(damaged: FlatIndex, row: bytes) -> None:
    (damaged.folder / "stored").write_bytes(sealed(row))

    def point(toc: dict) -> None:
        ends = to_bytes("Q", [len(row) + 4] * toc["documents"])
        (damaged.folder / "docs").write_bytes(ends)
        toc["row_ends"] = {"at": 0, "size": len(ends), "crc": 0}
        toc["lengths"], toc["columns"] = {}, {}
        toc["files"]["docs"]["size"], toc["files"]["stored"]["size"] = len(ends), len(row) + 4

    rewrite(damaged, point)
    with damaged.searcher() as searcher:
        with pytest.raises(IndexDamaged, match="stored"):
            searcher.stored_fields(0)
        assert searcher.stored_fields(1) == {}  # it ends where it begins, as rows do that hold nothing


@pytest.mark.parametrize(
    ("field", "values", "codes"),
    [
        ("lang", ["en"], 2),
        ("lang", ["en", 3], 1),
        ("lang", ["\ud800", "en"], 1),
        ("lang", {"en": 1}, 0),
        ("year", [1.5], 1),
        ("year", ["1999"], 1),
        ("year", [2**32], 1),
        ("year", [-1], 1),
        ("year", [True], 1),
    ],
)
def test_a_column_of_other_values_is_refused(damaged: FlatIndex, field: str, values: object, codes: int) -> None:
    def point(toc: dict) -> None:
        text, numbers = json.dumps(values).encode(), bytes([codes]) * toc["documents"]
        at = toc["files"]["docs"]["size"]
        with (damaged.folder / "docs").open("ab") as handle:
            handle.write(numbers + text)
        toc["columns"][field] = {
            "width": "B",
            "codes": {"at": at, "size": len(numbers), "crc": zlib.crc32(numbers)},
            "values": {"at": at + len(numbers), "size": len(text), "crc": zlib.crc32(text)},
        }
        toc["files"]["docs"]["size"] += len(numbers + text)

    rewrite(damaged, point)
    with damaged.searcher() as searcher, pytest.raises(IndexDamaged, match="docs"):
        searcher.column(field)


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "3", "{", "[" * 100_000, "\x80\x02}q\x00.", '{"documents": 3}', "{}"]
)
def test_a_table_of_contents_that_is_none_is_refused(damaged: FlatIndex, text: str) -> None:
    (damaged.folder / "toc.json").write_bytes(text.encode("latin-1"))

    with pytest.raises(IndexDamaged, match="table of contents"):
        damaged.searcher()


def test_a_table_of_contents_without_end_is_not_read(damaged: FlatIndex) -> None:
    with (damaged.folder / "toc.json").open("ab") as handle:
        handle.truncate(1 << 40)  # a hole: it takes no room on the drive

    with pytest.raises(IndexDamaged, match="table of contents"):
        damaged.searcher()


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_missing_file_is_named(damaged: FlatIndex, name: str) -> None:
    (damaged.folder / name).unlink()

    with pytest.raises(IndexDamaged, match=f"“{name}” is missing"):
        damaged.searcher()


@pytest.mark.parametrize("make", [os.mkdir, *([os.mkfifo] if hasattr(os, "mkfifo") else [])])
@pytest.mark.parametrize("name", FlatIndex.FILES)
def test_what_is_no_file_is_neither_read_nor_waited_for(
    damaged: FlatIndex, name: str, make: Callable[[Path], None]
) -> None:
    (damaged.folder / name).unlink()
    make(damaged.folder / name)

    with pytest.raises(IndexDamaged):
        damaged.searcher()


class PulledOut(FileIO):
    """A file whose stick has gone."""

    def close(self) -> None:
        if not self.closed:
            super().close()
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_the_files_of_a_stick_that_was_pulled_out_are_let_go_of(sound: FlatIndex, monkeypatch) -> None:
    monkeypatch.setattr(files, "FileIO", PulledOut)
    opened = files.IndexFiles(sound.folder)
    handles = list(opened._handles.values())
    opened.close()
    assert [handle.closed for handle in handles] == [True] * len(DATA_FILES)


def test_no_index_is_missing(tmp_path: Path, schema: Schema) -> None:
    with pytest.raises(IndexMissing):
        FlatIndex(tmp_path, schema).searcher()


def test_another_format_is_outdated(damaged: FlatIndex) -> None:
    rewrite(damaged, lambda toc: toc.update(format="flat 0"))

    with pytest.raises(IndexOutdated, match="another one"):
        damaged.searcher()


def test_other_fields_are_outdated(sound: FlatIndex, splitting_schema: Schema) -> None:
    with pytest.raises(IndexOutdated, match="other fields"):
        FlatIndex(sound.folder, splitting_schema).searcher()


def test_words_made_by_other_rules_are_outdated(sound: FlatIndex, schema: Schema) -> None:
    with pytest.raises(IndexOutdated, match="other rules"):
        FlatIndex(sound.folder, schema, analysis="2").searcher()
