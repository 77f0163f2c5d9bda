"""What an index keeps of each document: a stored row, the lengths of its fields, and columns of values."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

from foc_reader.core.search.codec.contents import ColumnPlace, Contents, LengthsPlace
from foc_reader.core.search.codec.files import DOCUMENTS, ROWS, FileFacts, IndexFiles, OutputFile, Section
from foc_reader.core.search.codec.lengths import length_code
from foc_reader.core.search.codec.packing import WIDTHS, from_bytes, to_bytes, width_for
from foc_reader.core.search.codec.weighting import norms_of
from foc_reader.core.values import dataclass

Value = str | int | float

_CRC = struct.Struct("<I")
_LARGEST = 1 << 53  # of what a column keeps as plain numbers
_LONGEST_ROW = 1 << 20  # bytes: a row names a passage, it does not hold one


@dataclass(frozen=True, slots=True)
class Column:
    """A field's value in each document: `values[codes[docnum]]`. values[0] is None: the document has none."""

    codes: Sequence[int]
    values: Sequence[Value | None]  # from the second on rising, each once


class GatheredDocuments:
    """Lengths and columns of documents, while an index is being made."""

    def __init__(self) -> None:
        self.count = 0
        self.columns: dict[str, list[Value | None]] = {}  # each may end before the last document
        self._lengths: dict[str, bytearray] = {}
        self._totals: dict[str, int] = {}

    def add(self, lengths: Mapping[str, int], values: Mapping[str, Value | bytes]) -> None:
        """The next document. Raises ValueError where a value is no text; nothing is taken then."""
        plain = {name: value.decode() if isinstance(value, bytes) else value for name, value in values.items()}
        for name, length in lengths.items():
            if length:
                self._codes(name).append(length_code(length))
                self._totals[name] = self._totals.get(name, 0) + length
        for name, value in plain.items():
            self._column(name).append(value)
        self.count += 1

    @property
    def fields_with_lengths(self) -> list[str]:
        """In order."""
        return sorted(self._lengths)

    def lengths(self, fieldname: str) -> tuple[bytes, int]:
        """(a length code for each document so far, the exact sum); empty where the field has no lengths."""
        if fieldname not in self._lengths:
            return b"", 0
        return bytes(self._lengths[fieldname].ljust(self.count, b"\0")), self._totals[fieldname]

    def facts(self) -> dict[str, object]:
        """All of it, as JSON."""
        lengths = {name: (codes.hex(), self._totals[name]) for name, codes in self._lengths.items()}
        return {"count": self.count, "lengths": lengths, "columns": self.columns}

    def take(self, facts: Mapping[str, Any]) -> None:
        """The next documents, those of which another one gives the `facts`."""
        for name, (codes, total) in facts["lengths"].items():
            self._codes(name).extend(bytes.fromhex(codes))
            self._totals[name] = self._totals.get(name, 0) + total
        for name, values in facts["columns"].items():
            self._column(name).extend(values)
        self.count += facts["count"]

    def _codes(self, name: str) -> bytearray:
        """Up to the next document."""
        codes = self._lengths.setdefault(name, bytearray())
        codes.extend(bytes(self.count - len(codes)))
        return codes

    def _column(self, name: str) -> list[Value | None]:
        """Up to the next document."""
        column = self.columns.setdefault(name, [])
        column.extend([None] * (self.count - len(column)))
        return column


class DocumentsWriter:
    """Takes documents one after another, writes rows, lengths and columns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = OutputFile(folder, ROWS)
        self._documents: OutputFile | None = None
        self._row_sizes: list[int] = []
        self._gathered = GatheredDocuments()

    @property
    def count(self) -> int:
        """Documents so far: the number of the next one."""
        return self._gathered.count

    def add(self, row: Mapping[str, object], lengths: Mapping[str, int], values: Mapping[str, Value | bytes]) -> None:
        """The next document: its stored fields, the words in each scored field, its values for columns.

        Raises ValueError where a row is too long or no JSON, or a value no text; nothing is written then.
        """
        data = _row_bytes(row) if row else b""
        if len(data) > _LONGEST_ROW:
            raise ValueError("a document's stored fields are too long")
        self._gathered.add(lengths, values)
        if row:
            self._rows.write(_CRC.pack(zlib.crc32(data)) + data)
        self._row_sizes.append(_CRC.size + len(data) if row else 0)

    def lengths(self, fieldname: str) -> tuple[bytes, int]:
        """(a length code for each document so far, the exact sum); empty where the field has no lengths."""
        return self._gathered.lengths(fieldname)

    def facts(self) -> dict[str, object]:
        """Those of the documents so far (GatheredDocuments). Raises ValueError where one has stored fields."""
        if any(self._row_sizes):
            raise ValueError("a part of an index takes no stored fields")
        return self._gathered.facts()

    def take(self, facts: Mapping[str, Any]) -> None:
        """The next documents, those of which another writer gives the `facts`."""
        self._gathered.take(facts)
        self._row_sizes.extend([0] * facts["count"])

    def finish(self) -> tuple[dict[str, LengthsPlace], dict[str, ColumnPlace], Section, dict[str, FileFacts]]:
        """(places of lengths, of columns, of the rows' ends, facts of the files), all closed."""
        output = self._documents = OutputFile(self._folder, DOCUMENTS)
        lengths = {}
        for name in self._gathered.fields_with_lengths:
            codes, total = self.lengths(name)
            lengths[name] = LengthsPlace(output.write_section(codes), total)
        columns = {name: self._write_column(output, column) for name, column in sorted(self._gathered.columns.items())}
        has_rows = any(self._row_sizes) or not (lengths or columns)  # something must tell how many documents there are
        row_ends = output.write_section(to_bytes("Q", accumulate(self._row_sizes)) if has_rows else b"")
        return lengths, columns, row_ends, {DOCUMENTS: output.finish(), ROWS: self._rows.finish()}

    def close(self) -> None:
        """Closes the files as they are."""
        self._rows.close()
        if self._documents:
            self._documents.close()

    def _write_column(self, output: OutputFile, column: Sequence[Value | None]) -> ColumnPlace:
        values = sorted({value for value in column if value is not None})
        numbers = {value: number for number, value in enumerate(values, 1)}
        width = width_for(len(values))
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        if all(type(value) is int and 0 <= value < _LARGEST for value in values):
            plain = width_for(1 + max(map(int, values), default=0))
            if WIDTHS[plain] * self.count <= WIDTHS[width] * self.count + len(text):
                numbers, width, text = {value: int(value) + 1 for value in values}, plain, b""
        codes = [0 if value is None else numbers[value] for value in column]
        codes.extend([0] * (self.count - len(codes)))
        return ColumnPlace(width, output.write_section(to_bytes(width, codes)), output.write_section(text))


class Documents:
    """Reads rows one at a time; lengths and columns whole, when first asked for."""

    def __init__(self, files: IndexFiles, contents: Contents) -> None:
        self._files, self._contents = files, contents
        self.count = contents.documents
        self._lengths: dict[str, bytes] = {}
        self._columns: dict[str, Column] = {}
        self._norms: dict[str, tuple[tuple[float, float, float], list[float]]] = {}

    def row(self, docnum: int) -> dict[str, object]:
        """A document's stored fields. Raises IndexDamaged."""
        if not 0 <= docnum < self.count:
            raise IndexError("no such document")
        if not self._contents.row_ends.size:
            return {}
        at = self._contents.row_ends.at + 8 * docnum
        if docnum:
            begin, end = from_bytes("Q", self._files.read(DOCUMENTS, at - 8, 16))
        else:
            begin, end = 0, from_bytes("Q", self._files.read(DOCUMENTS, at, 8))[0]
        if begin == end:
            return {}
        with self._files.decoding[ROWS]:
            if not begin + _CRC.size <= end <= begin + _CRC.size + _LONGEST_ROW:
                raise ValueError("a row has another length")
        data = self._files.read(ROWS, begin, end - begin)
        with self._files.decoding[ROWS]:
            if _CRC.unpack_from(data)[0] != zlib.crc32(memoryview(data)[4:]):
                raise ValueError("a row was changed after it was written")
            row = json.loads(data[_CRC.size :])
            if not isinstance(row, dict):
                raise TypeError("a row is not a mapping")
            if b"\\u" in data:
                _check_characters(row)
        return row

    def has_column(self, fieldname: str) -> bool:
        """Whether any document has a value in it."""
        return fieldname in self._contents.columns

    def column(self, fieldname: str, fits: Callable[[object], bool]) -> Column:
        """A field's values over all documents. Raises IndexDamaged, also where a value does not fit."""
        if fieldname not in self._columns:
            place = self._contents.columns.get(fieldname)
            self._columns[fieldname] = self._load_column(place, fits) if place else Column(bytes(self.count), [None])
        return self._columns[fieldname]

    def numbers(self, fieldname: str) -> Sequence[int]:
        """The values of a column of numbers in all documents, each of which has one. Raises IndexDamaged."""
        place = self._contents.columns.get(fieldname)
        if place is None or place.values.size:  # a list of the few values there are
            column = self.column(fieldname, _is_number)
            values: list[int] = [-1, *cast("list[int]", column.values[1:])]
            codes = column.codes
        else:
            data = self._files.read_section(DOCUMENTS, place.codes)
            values = []
            with self._files.decoding[DOCUMENTS]:
                codes = from_bytes(place.width, data)
        if 0 in codes:
            raise self._files.decoding[DOCUMENTS].damaged("has no value for a document")
        return [values[code] for code in codes] if values else [code - 1 for code in codes]

    def number(self, fieldname: str, docnum: int) -> int:
        """The same of one document. Of plain numbers it alone is read; its checksum is not. Raises IndexDamaged."""
        if not 0 <= docnum < self.count:
            raise IndexError("no such document")
        place = self._contents.columns.get(fieldname)
        if place is None or place.values.size:  # a list of the few values there are
            column = self.column(fieldname, _is_number)
            value = column.values[column.codes[docnum]]
        else:
            width = WIDTHS[place.width]
            data = self._files.read(DOCUMENTS, place.codes.at + width * docnum, width)
            value = int.from_bytes(data, "little") - 1 if any(data) else None
        if value is None:
            raise self._files.decoding[DOCUMENTS].damaged("has no value for a document")
        return cast(int, value)

    def lengths(self, fieldname: str) -> bytes:
        """A field's length in each document, as one-byte codes (`lengths`). Raises IndexDamaged."""
        if fieldname not in self._lengths:
            place = self._contents.lengths.get(fieldname)
            codes = self._files.read_section(DOCUMENTS, place.codes) if place else bytes(self.count)
            self._lengths[fieldname] = codes
        return self._lengths[fieldname]

    def total_length(self, fieldname: str) -> int:
        """The words of a field in all documents."""
        place = self._contents.lengths.get(fieldname)
        return place.total if place else 0

    def mean_length(self, fieldname: str) -> float:
        """The words of a field in a document of this index, on average."""
        return self.total_length(fieldname) / (self.count or 1)

    def norms(self, fieldname: str, mean: float, b: float, k1: float) -> list[float]:
        """`norms_of` a field's lengths; those asked for last are kept. 3.4 ms for 100,000 documents."""
        key = (mean, b, k1)
        if fieldname not in self._norms or self._norms[fieldname][0] != key:
            self._norms[fieldname] = key, norms_of(self.lengths(fieldname), mean, b, k1)
        return self._norms[fieldname][1]

    def _load_column(self, place: ColumnPlace, fits: Callable[[object], bool]) -> Column:
        data = self._files.read_section(DOCUMENTS, place.codes)
        text = self._files.read_section(DOCUMENTS, place.values)
        with self._files.decoding[DOCUMENTS]:
            codes = data if place.width == "B" else from_bytes(place.width, data)
            if not text:
                return _coded(codes, fits)
            values = json.loads(text)
            if not isinstance(values, list) or not all(map(fits, values)):
                raise TypeError("a column's values are of another kind")
            _check_characters(values)
            if max(codes, default=0) > len(values):
                raise ValueError("a column has more values than it says")
        return Column(codes, [None, *values])


def _row_bytes(row: Mapping[str, object]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _is_number(value: object) -> bool:
    return type(value) is int


def _coded(numbers: Sequence[int], fits: Callable[[object], bool]) -> Column:
    """A column of plain numbers in the form of others. Raises TypeError where one does not fit."""
    different = sorted(set(numbers) - {0})
    values = [number - 1 for number in different]
    if not all(map(fits, values)):
        raise TypeError("a column's values are of another kind")
    codes = {number: code for code, number in enumerate(different, 1)} | {0: 0}
    return Column(list(map(codes.__getitem__, numbers)), [None, *values])


def _check_characters(value: object) -> None:
    """Raises ValueError on half a character, which JSON can spell and nothing can show."""
    json.dumps(value, ensure_ascii=False).encode()
