"""Making an index: documents in, the same bytes out each time, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from foc_reader.core.search.codec.contents import Contents, remove_contents, write_contents
from foc_reader.core.search.codec.dictionary import DictionaryWriter
from foc_reader.core.search.codec.documents import DocumentsWriter, Value
from foc_reader.core.search.codec.engine import FieldType, IndexWriter, Schema
from foc_reader.core.search.codec.files import DATA_FILES
from foc_reader.core.search.codec.runs import Runs
from foc_reader.core.search.codec.schema import describe, has_positions, has_postings, has_words
from foc_reader.core.search.codec.weighting import K1, B, norms_of

HELD = 4_000_000  # numbers in memory, 4 bytes each and what holds them, before a run is spilled


class FlatWriter(IndexWriter):  # type: ignore[misc]
    """Writes one index, whole, into a folder that exists. What stood there before is gone from the start."""

    def __init__(self, folder: Path, schema: Schema, analysis: str, held: int) -> None:
        self.schema = schema
        self._folder, self._analysis = folder, analysis
        self._fieldnames = sorted(schema.names())
        self._numbers = {name: number for number, name in enumerate(self._fieldnames)}
        remove_contents(folder)
        self._documents = DocumentsWriter(folder)
        self._dictionary: DictionaryWriter | None = None
        self._runs = Runs(folder, held)
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

    def commit(self) -> None:
        """Makes the index whole. Where that fails, nothing of it is left."""
        self._check_open()
        try:
            self._write()
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
        unknown = [name for name in fields if not name.startswith("_") and name not in self._numbers]
        if unknown:
            raise ValueError(f"no field is called {unknown[0]}")
        docnum = self._documents.count
        row: dict[str, object] = {}
        lengths: dict[str, int] = {}
        values: dict[str, Value | bytes] = {}
        for name in sorted(self._numbers.keys() & fields.keys()):
            value, field = fields[name], self.schema[name]
            if value is None:
                continue
            if has_words(field):
                length = self._add_words(name, field, docnum, value)
                if field.scorable:
                    lengths[name] = length
            shown = fields.get(f"_stored_{name}", value)
            if field.stored and shown is not None:
                row[name] = shown
            if field.column_type and shown is not None:
                values[name] = field.to_column_value(shown)
        self._documents.add(row, lengths, values)
        self._runs.spill_if_full()

    def _add_words(self, name: str, field: FieldType, docnum: int, value: object) -> int:
        number = self._numbers[name]
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

    def _write(self) -> None:
        dictionary = self._dictionary = DictionaryWriter(self._folder)
        current = None
        for number, term, occurrences in self._runs.merged():
            if number != current:
                current = number
                name = self._fieldnames[number]
                field = self.schema[name]
                dictionary.start_field(name, field_norms(self._documents, name), has_postings(field))
                are_placed = has_positions(field)
            dictionary.put(term, *_split(occurrences, are_placed))
        self._runs.remove()
        write_index(self._folder, self._documents, dictionary, self.schema, self._analysis)


def field_norms(documents: DocumentsWriter, fieldname: str) -> list[float]:
    """The norms that bounds are written for; empty where the field is not scored by length."""
    lengths, total = documents.lengths(fieldname)
    return norms_of(lengths, total / (documents.count or 1), B, K1)


def write_index(
    folder: Path, documents: DocumentsWriter, dictionary: DictionaryWriter, schema: Schema, analysis: str
) -> None:
    """Finishes the files and, last, writes the table of contents."""
    place, facts = dictionary.finish()
    lengths, columns, row_ends, more_facts = documents.finish()
    contents = Contents(documents.count, place, lengths, columns, row_ends, {**facts, **more_facts})
    write_contents(folder, contents, describe(schema), analysis)


def _tokens(field: FieldType, text: str) -> dict[str, list[int]]:
    """Where each word stands, from an analyzer that gives tokens."""
    positions: dict[str, list[int]] = {}
    for token in field.analyzer(text, positions=True, mode="index"):
        positions.setdefault(token.text, []).append(token.pos)
    for places in positions.values():
        places.sort()
    return positions


def _split(occurrences: Sequence[int], are_placed: bool) -> tuple[list[int], list[int], list[int]]:
    """(documents, frequencies, gaps between positions)."""
    numbers = list(occurrences)
    if not are_placed:
        return numbers[::2], numbers[1::2], []
    docs, freqs, position_gaps = [], [], []
    at, end = 0, len(numbers)
    while at < end:
        freq = numbers[at + 1]
        docs.append(numbers[at])
        freqs.append(freq)
        at += 2
        position_gaps += numbers[at : at + freq]
        at += freq
    return docs, freqs, position_gaps
