"""An index has the same bytes whoever writes it, in whatever order memory allows."""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace

import pytest
from whoosh.codec import base
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.index import TOC
from whoosh.writing import SegmentWriter

from foc_reader.core.search.codec.dictionary import DictionaryWriter
from foc_reader.core.search.codec.documents import DocumentsWriter
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.packing import gaps
from foc_reader.core.search.codec.parts import field_norms
from foc_reader.core.search.codec.writing import write_index


class UnpickledPositions(Positions):
    """Positions as gaps in an array: Whoosh's own pickles them."""

    def encode(self, poslist: list[int]) -> bytes:
        return array("I", gaps(poslist)).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return list(accumulate(array("I", valuestring)))


class StockSegment(base.Segment):
    def set_doc_count(self, doccount: int) -> None:
        self.doccount = doccount

    def doc_count_all(self) -> int:
        return self.doccount

    def should_assemble(self) -> bool:
        return False


class StockDocuments(base.PerDocumentWriter):
    """What Whoosh's writer says of documents, handed on to ours."""

    def __init__(self, ours: DocumentsWriter) -> None:
        self.ours, self.is_closed = ours, False

    def start_doc(self, docnum: int) -> None:
        self.row, self.lengths, self.values = {}, {}, {}

    def add_field(self, fieldname: str, fieldobj: object, value: object, length: int) -> None:
        if value is not None:
            self.row[fieldname] = value
        self.lengths[fieldname] = length

    def add_column_value(self, fieldname: str, columnobj: object, value: object) -> None:
        self.values[fieldname] = value

    def finish_doc(self) -> None:
        self.ours.add(self.row, self.lengths, self.values)

    def close(self) -> None:
        self.is_closed = True


class StockFields(base.FieldWriter):
    """What Whoosh's writer says of words, handed on to ours."""

    def __init__(self, ours: DictionaryWriter, documents: DocumentsWriter) -> None:
        self.ours, self.documents, self.is_closed = ours, documents, False

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        self.has_positions = fieldobj.format.supports("positions")
        self.ours.start_field(fieldname, field_norms(self.documents, fieldname))

    def start_term(self, text: bytes) -> None:
        self.text, self.docs, self.freqs, self.places = text, [], [], array("I")

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        self.docs.append(docnum)
        self.freqs.append(int(weight))
        if self.has_positions:
            self.places.frombytes(vbytes)

    def finish_term(self) -> None:
        self.ours.put(self.text, self.docs, self.freqs, self.places)

    def close(self) -> None:
        self.is_closed = True


class StockWriter(SegmentWriter):
    """Whoosh's own writer, with our files under it."""

    length_stats = False

    def __init__(self, folder: Path, schema: Schema) -> None:
        self.folder = folder
        self.ours = DocumentsWriter(folder), DictionaryWriter(folder)
        index = SimpleNamespace(storage=FileStorage(folder), indexname="MAIN", _read_toc=lambda: TOC(schema, [], 0))
        super().__init__(index, codec=self, _lk=False, compound=False)

    def new_segment(self, storage: object, indexname: str) -> StockSegment:
        return StockSegment(indexname)

    def per_document_writer(self, storage: object, segment: object) -> StockDocuments:
        return StockDocuments(self.ours[0])

    def field_writer(self, storage: object, segment: object) -> StockFields:
        return StockFields(self.ours[1], self.ours[0])

    def _commit_toc(self, segments: object) -> None:
        write_index(self.folder, *self.ours, self.schema, "")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def placed_schema(schema: Schema) -> Schema:
    """The schema in a form that Whoosh's writer needs no pickle for."""
    placed = schema.copy()
    for name in ("text", "note"):
        placed[name].format = UnpickledPositions()
    return placed


def test_our_writer_and_whooshs_make_the_same_index(
    tmp_path: Path, documents: list[dict[str, object]], placed_schema: Schema, build: Callable[..., FlatIndex]
) -> None:
    build(tmp_path / "ours", documents, placed_schema)
    (tmp_path / "stock").mkdir()

    with StockWriter(tmp_path / "stock", placed_schema) as writer:
        for document in documents:
            writer.add_document(**document)

    assert bytes_of(tmp_path / "stock") == bytes_of(tmp_path / "ours")


@pytest.mark.parametrize("held", [200, 3_000, 1_000_000])
def test_spilled_runs_change_no_byte(
    tmp_path: Path, documents: list[dict[str, object]], index: FlatIndex, build: Callable[..., FlatIndex], held: int
) -> None:
    build(tmp_path / "spilled", documents, held=held)

    assert bytes_of(tmp_path / "spilled") == bytes_of(index.folder)


def test_another_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.analysis import SimpleAnalyzer
from foc_reader.core.search.codec.index import FlatIndex
folder = Path(sys.argv[1])
folder.mkdir()
schema = Schema(text=TEXT(analyzer=SimpleAnalyzer()), lang=ID(sortable=True), title=STORED)
with FlatIndex(folder, schema).writer(held=300) as writer:
    for number in range(60):
        text = " ".join("w%d" % (number * step % 97) for step in range(1, 30))
        writer.add_document(text=text, lang="l%d" % (number % 5), title="t%d" % number)
"""
    for seed in "1", "2":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-W", "ignore", "-c", script, str(tmp_path / seed)]
        subprocess.run(command, check=True, env=environment)

    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_words_given_as_a_sequence_are_those_of_the_analyzer(
    tmp_path: Path, documents: list[dict[str, object]], splitting_schema: Schema, build: Callable[..., FlatIndex]
) -> None:
    plain = [{name: document[name] for name in ("title", "text", "lang")} for document in documents]
    words = splitting_schema["text"].analyzer.words
    build(tmp_path / "analyzed", plain, splitting_schema)

    build(
        tmp_path / "given",
        [{**document, "text": list(words(document["text"]))} for document in plain],
        splitting_schema,
    )

    assert bytes_of(tmp_path / "given") == bytes_of(tmp_path / "analyzed")
