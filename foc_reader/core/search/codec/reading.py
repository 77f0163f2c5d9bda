"""What Whoosh's own readers, matchers and sorting see of a flat index."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from foc_reader.core.search.codec.dictionary import Dictionary
from foc_reader.core.search.codec.documents import Column, Documents
from foc_reader.core.search.codec.engine import (
    BaseScorer,
    ColumnReader,
    Format,
    LeafMatcher,
    ReadTooFar,
    TermInfo,
    TermNotFound,
    base,
)
from foc_reader.core.search.codec.engine import Column as WhooshColumn
from foc_reader.core.search.codec.files import IndexFiles
from foc_reader.core.search.codec.lengths import LENGTHS
from foc_reader.core.search.codec.opened import OpenIndex
from foc_reader.core.search.codec.posting import Posting
from foc_reader.core.search.codec.schema import fits_column, is_numeric_column

_ANY_LENGTH = 1 << 30


class FlatCodec(base.Codec):  # type: ignore[misc]
    """The reading half of the codec, over the open files of one index."""

    def __init__(self, opened: OpenIndex) -> None:
        self.opened = opened

    def terms_reader(self, storage: None, segment: FlatSegment) -> FlatTermsReader:
        return FlatTermsReader(self.opened.terms, self.opened.files)

    def per_document_reader(self, storage: None, segment: FlatSegment) -> FlatDocumentReader:
        return FlatDocumentReader(self.opened.rows)


class FlatSegment(base.Segment):  # type: ignore[misc]
    """The one segment of an index; nothing is ever deleted from it."""

    def __init__(self, codec: FlatCodec) -> None:
        # Not the base's: it makes up a random name.
        self.indexname, self.segid, self.compound = "MAIN", "0", False
        self._codec = codec

    def codec(self) -> FlatCodec:
        return self._codec

    def doc_count_all(self) -> int:
        return self._codec.opened.rows.count

    def deleted_count(self) -> int:
        return 0

    def deleted_docs(self) -> Collection[int]:
        return ()

    def is_deleted(self, docnum: int) -> bool:
        return False

    def should_assemble(self) -> bool:
        return False


class FlatTermsReader(base.TermsReader):  # type: ignore[misc]
    """The dictionary and the postings. There is no cursor: Whoosh's FuzzyTerm does not run on it."""

    def __init__(self, dictionary: Dictionary, files: IndexFiles) -> None:
        self._dictionary, self._files = dictionary, files

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._dictionary.find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return list(self._dictionary.fieldnames)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for fieldname in self._dictionary.fieldnames:
            yield from ((fieldname, term) for term, _ in self._dictionary.scan(fieldname))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        names = self._dictionary.fieldnames
        if fieldname not in names:
            return
        yield from ((fieldname, term) for term, _ in self._dictionary.scan_from(fieldname, prefix))
        for name in names[names.index(fieldname) + 1 :]:
            yield from ((name, term) for term, _ in self._dictionary.scan(name))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, term: bytes) -> TermInfo:
        posting = self._posting(fieldname, term)
        return TermInfo(
            weight=float(sum(posting.freqs)),
            df=posting.count,
            minlength=1,
            maxlength=_ANY_LENGTH,
            maxweight=float(max(posting.freqs)),
            minid=posting.docs[0],
            maxid=posting.docs[-1],
        )

    def frequency(self, fieldname: str, term: bytes) -> int:
        posting = self._dictionary.posting(fieldname, term)
        return sum(posting.freqs) if posting else 0

    def doc_frequency(self, fieldname: str, term: bytes) -> int:
        entry = self._dictionary.find(fieldname, term)
        return entry.count if entry else 0

    def matcher(self, fieldname: str, term: bytes, format_: Format, scorer: BaseScorer = None) -> FlatMatcher:
        return FlatMatcher(self._posting(fieldname, term), format_, scorer, (fieldname, term))

    def close(self) -> None:
        self._files.close()

    def _posting(self, fieldname: str, term: bytes) -> Posting:
        posting = self._dictionary.posting(fieldname, term)
        if posting is None:
            raise TermNotFound(f"{fieldname}:{term!r}")
        return posting


class FlatMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks one posting."""

    def __init__(
        self, posting: Posting, format_: Format, scorer: BaseScorer, term: tuple[str, bytes], at: int = 0
    ) -> None:
        self.format, self.scorer, self._term = format_, scorer, term
        self._posting, self._at = posting, at
        self._positions: list[list[int]] | None = None

    def is_active(self) -> bool:
        return self._at < self._posting.count

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> FlatMatcher:
        return FlatMatcher(self._posting, self.format, self.scorer, self._term, self._at)

    def id(self) -> int:
        # Whoosh's AndNotMatcher.skip_to asks even an exhausted matcher (matching/binary.py:668): the last one then.
        return self._posting.docs[min(self._at, self._posting.count - 1)]

    def all_ids(self) -> Iterator[int]:
        return iter(self._posting.docs[self._at :])

    def next(self) -> None:
        self._check_active()
        self._at += 1

    def skip_to(self, docnum: int) -> None:
        self._check_active()
        self._at = bisect_left(self._posting.docs, docnum, self._at)

    def weight(self) -> int:
        return self._posting.freqs[self._at]

    def value_as(self, astype: str) -> int | Sequence[int]:
        if astype in ("frequency", "weight"):
            return self.weight()
        if astype != "positions":
            raise ValueError(f"{astype} are not kept")
        if self._positions is None:
            self._positions = self._posting.positions()
        return self._positions[self._at]

    def block_max_weight(self) -> int:
        return max(self._posting.freqs)

    def block_min_length(self) -> int:
        return 1

    def block_max_length(self) -> int:
        return _ANY_LENGTH

    def skip_to_quality(self, minquality: float) -> int:
        if self.block_quality() > minquality:
            return 0
        self._at = self._posting.count  # there is but one block
        return 1

    def _check_active(self) -> None:
        if not self.is_active():
            raise ReadTooFar


class FlatColumnReader(ColumnReader):  # type: ignore[misc]
    """A column in the form that Whoosh sorts and groups by."""

    def __init__(self, column: Column, default: object, is_text: bool) -> None:
        self._codes, self._doccount = column.codes, len(column.codes)
        values = (str(value).encode() for value in column.values[1:]) if is_text else column.values[1:]
        self._values = [default, *values]
        self._is_reversed = False

    def __getitem__(self, docnum: int) -> object:
        return self._values[self._codes[docnum]]

    def sort_key(self, docnum: int) -> object:
        value = self[docnum]
        return 0 - value if self._is_reversed and isinstance(value, (int, float)) else value

    def set_reverse(self) -> None:
        self._is_reversed = True  # Whoosh asks it of columns of numbers only


class FlatDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Rows, lengths and columns."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def doc_count(self) -> int:
        return self._documents.count

    def doc_count_all(self) -> int:
        return self._documents.count

    def has_deletions(self) -> bool:
        return False

    def is_deleted(self, docnum: int) -> bool:
        return False

    def deleted_docs(self) -> Collection[int]:
        return ()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        code = self._documents.lengths(fieldname)[docnum]
        return LENGTHS[code] if code else default

    def field_length(self, fieldname: str) -> int:
        return self._documents.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        return LENGTHS[min(self._documents.lengths(fieldname), default=0)]

    def max_field_length(self, fieldname: str) -> int:
        return LENGTHS[max(self._documents.lengths(fieldname), default=0)]

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return self._documents.has_column(fieldname)

    def column_reader(self, fieldname: str, column: WhooshColumn) -> FlatColumnReader:
        found = self._documents.column(fieldname, partial(fits_column, column))
        return FlatColumnReader(found, column.default_value(), not is_numeric_column(column))

    def stored_fields(self, docnum: int) -> dict[str, object]:
        return self._documents.row(docnum)
