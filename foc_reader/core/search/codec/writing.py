"""Making an index: documents in, the same bytes out each time, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.contents import Contents, remove_contents, write_contents
from foc_reader.core.search.codec.dictionary import DictionaryWriter
from foc_reader.core.search.codec.documents import DocumentsWriter, Value
from foc_reader.core.search.codec.engine import FieldType, IndexWriter, Schema
from foc_reader.core.search.codec.files import DATA_FILES
from foc_reader.core.search.codec.parts import field_norms, read_facts, read_slices, write_facts
from foc_reader.core.search.codec.runs import Runs
from foc_reader.core.search.codec.schema import describe, has_positions, has_postings, has_words

HELD = 12_000_000  # numbers of 4 bytes whose room is taken in memory before a run is spilled: 48 MB


class FlatWriter(IndexWriter):  # type: ignore[misc]
    """Writes one index, whole, into a folder that exists. What stood there before is gone from the start."""

    def __init__(self, folder: Path, schema: Schema, analysis: str, held: int, slices: int = 1) -> None:
        """`slices`: how many a part that is set aside has of its terms."""
        self.schema = schema
        self._folder, self._analysis = folder, analysis
        self._fieldnames = sorted(schema.names())
        self._numbers = {name: number for number, name in enumerate(self._fieldnames)}
        self._plan = [(name, schema[name], has_words(schema[name])) for name in self._fieldnames]
        remove_contents(folder)
        self._documents = DocumentsWriter(folder)
        self._dictionary: DictionaryWriter | None = None
        self._runs = Runs(folder, held, slices)
        self.is_closed = False

    def add_document(self, **fields: object) -> None:
        """The next document. A text is taken apart by its field's analyzer; a sequence is taken as words, in which
        None is a gap that still takes a position. `_stored_NAME` is stored, and put into a column, instead of NAME.

        Weights and boosts are not kept: they belong in the query. Raises ValueError where a field is unknown or cannot
        take its value; the writer is cancelled then, as part of the document may have been taken.
        """
        self._check_open()
        try:
            self._add(fields)
        except BaseException:
            self.cancel()
            raise

    def commit(self, token: CancelToken | None = None) -> None:
        """Makes the index whole. Where that fails, or is cancelled, nothing of it is left. Raises Cancelled."""
        self._check_open()
        try:
            self._write(token or CancelToken())
        except BaseException:
            self.cancel()
            raise
        self.is_closed = True

    def set_aside(self, token: CancelToken | None = None) -> None:
        """Leaves what it has as a part of an index (`parts`).

        Raises ValueError where a document has stored fields, Cancelled.
        """
        self._check_open()
        try:
            self._runs.spill(token)
            write_facts(self._folder, self._documents.facts(), self._runs.spilled)
        except BaseException:
            self.cancel()
            raise
        self.is_closed = True
        self._documents.close()

    def join(self, parts: Sequence[Path], slices: Sequence[Path], token: CancelToken | None = None) -> None:
        """Makes the index of the documents in `parts`, the terms of which were merged into `slices`.

        Where that fails, or is cancelled, nothing of it is left. Raises Cancelled.
        """
        self._check_open()
        try:
            self._write_joined(parts, slices, token or CancelToken())
        except BaseException:
            self.cancel()
            raise
        self.is_closed = True

    def cancel(self) -> None:
        """Removes what was written; may be called twice."""
        if self.is_closed:
            return
        self.is_closed = True
        self._documents.close()
        if self._dictionary:
            self._dictionary.close()
        self._runs.remove()
        remove_contents(self._folder)
        for name in DATA_FILES:
            (self._folder / name).unlink(missing_ok=True)

    def _check_open(self) -> None:
        if self.is_closed:
            raise ValueError("this writer is closed")

    def _add(self, fields: Mapping[str, object]) -> None:
        unknown = [name for name in fields if name not in self._numbers and not name.startswith("_")]
        if unknown:
            raise ValueError(f"no field is called {unknown[0]}")
        docnum = self._documents.count
        row: dict[str, object] = {}
        lengths: dict[str, int] = {}
        values: dict[str, Value | bytes] = {}
        for name, field, is_searched in self._plan:
            value = fields.get(name)
            if value is None:
                continue
            if is_searched:
                length = self._add_words(name, field, docnum, value)
                if field.scorable:
                    lengths[name] = length
            if field.stored or field.column_type:
                shown = fields.get(f"_stored_{name}", value)
                if field.stored and shown is not None:
                    row[name] = shown
                if field.column_type and shown is not None:
                    values[name] = field.to_column_value(shown)
        self._documents.add(row, lengths, values)
        self._runs.spill_if_full()

    def _add_words(self, name: str, field: FieldType, docnum: int, value: object) -> int:
        number = self._numbers[name]
        if not has_postings(field):
            return self._runs.add_counted(number, _different_terms(field, value))
        if not has_positions(field):
            frequencies: dict[bytes, int] = {}
            for term, frequency, _, _ in field.index(value):
                frequencies[term] = frequencies.get(term, 0) + frequency
            return self._runs.add_frequencies(number, docnum, frequencies)
        if not isinstance(value, str):
            if not isinstance(value, Sequence) or isinstance(value, bytes):
                raise ValueError(f"the field {name} takes a text or words")
            return self._runs.add_words(number, docnum, value)
        words: Callable[[str], Iterable[str | None]] | None = getattr(field.analyzer, "words", None)
        if words:
            return self._runs.add_words(number, docnum, words(value))
        return self._runs.add_positions(number, docnum, _tokens(field, value))

    def _write(self, token: CancelToken) -> None:
        dictionary = self._dictionary = DictionaryWriter(self._folder)
        current = None
        for piece in self._runs.merged():
            token.check()
            if piece.field != current:
                current = piece.field
                name = self._fieldnames[current]
                dictionary.start_field(name, field_norms(self._documents, name))
            if piece.docs:
                dictionary.put(piece.term, piece.docs, piece.freqs, piece.gaps)
            else:
                dictionary.put_encoded(piece.term, piece.holding, b"")
        self._runs.remove()
        write_index(self._folder, self._documents, dictionary, self.schema, self._analysis)

    def _write_joined(self, parts: Sequence[Path], slices: Sequence[Path], token: CancelToken) -> None:
        for part in parts:
            self._documents.take(read_facts(part))
        dictionary = self._dictionary = DictionaryWriter(self._folder)
        current = None
        for field, term, holding, data in read_slices(slices):
            token.check()
            if field != current:
                current = field
                dictionary.start_field(self._fieldnames[field], ())
            dictionary.put_encoded(term, holding, data)
        write_index(self._folder, self._documents, dictionary, self.schema, self._analysis)


def write_index(
    folder: Path, documents: DocumentsWriter, dictionary: DictionaryWriter, schema: Schema, analysis: str
) -> None:
    """Finishes the files and, last, writes the table of contents."""
    place, facts = dictionary.finish()
    lengths, columns, row_ends, more_facts = documents.finish()
    contents = Contents(documents.count, place, lengths, columns, row_ends, {**facts, **more_facts})
    write_contents(folder, contents, describe(schema), analysis)


def _different_terms(field: FieldType, value: object) -> Collection[str]:
    """The terms of a field whose terms are text."""
    if isinstance(value, set | frozenset):
        return value
    return {term.decode() for term, _, _, _ in field.index(value)}


def _tokens(field: FieldType, text: str) -> dict[str, list[int]]:
    """Where each word stands, from an analyzer that gives tokens."""
    positions: dict[str, list[int]] = {}
    for token in field.analyzer(text, positions=True, mode="index"):
        positions.setdefault(token.text, []).append(token.pos)
    for places in positions.values():
        places.sort()
    return positions
