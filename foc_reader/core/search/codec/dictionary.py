"""The words of each field in order, in blocks of 64, with how many documents hold each and where its posting is."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from foc_reader.core.search.codec.contents import Contents, DictionaryPlace
from foc_reader.core.search.codec.files import POSTINGS, TERMS, FileFacts, IndexFiles, OutputFile
from foc_reader.core.search.codec.packing import from_bytes, pack, to_bytes, unpack
from foc_reader.core.search.codec.posting import NO_BOUND, Posting, encode_posting
from foc_reader.core.search.codec.weighting import bound_of
from foc_reader.core.values import dataclass

BLOCK = 64
_HEAD = struct.Struct("<IHBH")  # CRC-32 of the rest, three forms of packing, terms, bytes that all of them begin with
_WORTH_A_BOUND = 16  # a shorter posting is read as fast as it is passed over
_MOST_CACHED = 5000
_MOST_KEPT = 24_000_000  # bytes of the postings that are kept decoded
_KEPT_EACH = 9  # of these, for a document in a posting: its number, how often, and where
_OFTEN_ASKED = 3  # in the second query, or in one that asks for it among all words, by itself, and beside another
_WORTH_A_TABLE = 64  # of the documents, one in as many


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: how many documents hold it, and where its posting is."""

    count: int
    at: int
    size: int


class DictionaryWriter:
    """Takes fields and their terms in order, writes dictionary and postings."""

    def __init__(self, folder: Path) -> None:
        self._terms = OutputFile(folder, TERMS)
        try:
            self._postings = OutputFile(folder, POSTINGS)
        except BaseException:
            self._terms.close()
            raise
        self._fields: list[str] = []
        self._norms: Sequence[float] = ()
        self._block: list[tuple[bytes, int, int]] = []
        self._encoded: list[bytes] = []  # the postings of the block
        self._block_begin = 0
        self._table: list[tuple[bytes, int, int]] = []  # first term with its field, size, where its postings begin

    def start_field(self, fieldname: str, norms: Sequence[float]) -> None:
        """What follows are terms of this field; `norms`: of each document, empty where it is not scored by length."""
        self._flush()
        if len(self._fields) == 255:
            raise ValueError("an index has at most 255 fields with words")
        self._fields.append(fieldname)
        self._norms = norms

    def put(self, term: bytes, docs: Sequence[int], freqs: Sequence[int], position_gaps: Sequence[int]) -> None:
        """The next term, with its posting as `encode_posting` takes it."""
        self.put_encoded(term, len(docs), bounded_posting(docs, freqs, position_gaps, self._norms))

    def put_encoded(self, term: bytes, count: int, data: bytes) -> None:
        """The next term, which `count` documents hold, its posting encoded; empty where its field keeps none."""
        self._block.append((term, count, len(data)))
        self._encoded.append(data)
        if len(self._block) == BLOCK:
            self._flush()

    def finish(self) -> tuple[DictionaryPlace, dict[str, FileFacts]]:
        """Writes the table of blocks and closes both files."""
        self._flush()
        heads = [head for head, _, _ in self._table]
        sizes = to_bytes("I", (size for _, size, _ in self._table))
        begins = to_bytes("Q", (begin for _, _, begin in self._table))
        table = self._terms.write_section(to_bytes("I", map(len, heads)) + sizes + begins + b"".join(heads))
        place = DictionaryPlace(tuple(self._fields), len(heads), table)
        return place, {TERMS: self._terms.finish(), POSTINGS: self._postings.finish()}

    def close(self) -> None:
        """Closes the files as they are."""
        self._terms.close()
        self._postings.close()

    def _flush(self) -> None:
        if not self._block:
            return
        terms = [term for term, _, _ in self._block]
        sizes = [size for _, _, size in self._block]
        shared = min(_shared(terms[0], terms[-1]), 0xFFFF)
        forms, body = 0, b""
        for numbers in [count for _, count, _ in self._block], sizes, [len(term) - shared for term in terms]:
            form, data = pack(numbers)
            forms = forms << 3 | form
            body += data
        body = struct.pack("<HBH", forms, len(terms), shared) + body + b"".join(term[shared:] for term in terms)
        self._table.append((_key(len(self._fields) - 1, terms[0]), len(body) + 4, self._block_begin))
        self._terms.write(struct.pack("<I", zlib.crc32(body)) + body)
        self._block_begin += sum(sizes)
        self._postings.write(b"".join(self._encoded))
        self._block, self._encoded = [], []


def bounded_posting(
    docs: Sequence[int], freqs: Sequence[int], position_gaps: Sequence[int], norms: Sequence[float]
) -> bytes:
    """`encode_posting` with the bound that these norms give; they are empty where the field is not scored by length."""
    is_bounded = norms and len(docs) >= _WORTH_A_BOUND
    return encode_posting(docs, freqs, position_gaps, bound_of(docs, freqs, norms) if is_bounded else NO_BOUND)


class Dictionary:
    """The table of blocks is held, each block is read when a word in it is looked up: some 1 KB, 25 us."""

    def __init__(self, files: IndexFiles, contents: Contents, binary_fields: Collection[str]) -> None:
        """`binary_fields`: those whose terms are not text. Raises IndexDamaged."""
        self._files, self._documents = files, contents.documents
        self.fieldnames = contents.dictionary.fields
        self._numbers = {name: number for number, name in enumerate(self.fieldnames)}
        self._binary = {self._numbers[name] for name in binary_fields if name in self._numbers}
        self._found: dict[tuple[str, bytes], Entry | None] = {}
        self._postings: dict[tuple[str, bytes], Posting] = {}  # the last ones asked for, the newest last
        self._kept = 0  # bytes of them
        self._load_table(contents.dictionary)

    def find(self, fieldname: str, term: bytes) -> Entry | None:
        """What the dictionary says of a word; None where no document holds it. Raises IndexDamaged."""
        key = fieldname, term
        if key not in self._found:
            if len(self._found) > _MOST_CACHED:
                self._found.clear()
            self._found[key] = self._look_up(fieldname, term)
        return self._found[key]

    def posting(self, fieldname: str, term: bytes) -> Posting | None:
        """A word's occurrences; None where there are none, or where its field keeps none. Raises IndexDamaged."""
        key = fieldname, term
        posting = self._postings.pop(key, None)
        if posting is None:
            entry = self.find(fieldname, term)
            if entry is None or not entry.size:  # no document holds it, or the field keeps no postings
                return None
            data = self._files.read(POSTINGS, entry.at, entry.size)
            posting = Posting(data, entry.at, entry.count, self._documents, self._files.decoding[POSTINGS])
            self._make_room(self._kept_bytes(posting))
        posting.times_asked += 1
        if posting.times_asked == _OFTEN_ASKED and posting.count * _WORTH_A_TABLE > self._documents:
            posting.keep_table()
            self._make_room(self._documents)
        self._postings[key] = posting
        return posting

    def scan(self, fieldname: str, prefix: bytes = b"") -> Iterator[tuple[bytes, int]]:
        """(term, documents that hold it) of the words that begin so, in order. Raises IndexDamaged."""
        for term, count in self.scan_from(fieldname, prefix):
            if not term.startswith(prefix):
                return
            yield term, count

    def scan_from(self, fieldname: str, start: bytes) -> Iterator[tuple[bytes, int]]:
        """(term, documents that hold it) from `start` to the end of the field, in order. Raises IndexDamaged."""
        field = self._numbers.get(fieldname)
        if field is None:
            return
        first = max(0, bisect_right(self._heads, _key(field, start)) - 1)
        for block in range(first, len(self._heads)):
            if self._heads[block][0] > field:
                return
            if self._heads[block][0] == field:
                terms, counts, _ = self._block(block)
                yield from ((term, count) for term, count in zip(terms, counts, strict=True) if term >= start)

    def _make_room(self, size: int) -> None:
        """Lets go of the postings that were asked for longest ago."""
        self._kept += size
        while self._kept > _MOST_KEPT and self._postings:
            key = next(iter(self._postings))
            self._kept -= self._kept_bytes(self._postings.pop(key))

    def _kept_bytes(self, posting: Posting) -> int:
        return _KEPT_EACH * posting.count + (self._documents if posting.has_table else 0)

    def _load_table(self, place: DictionaryPlace) -> None:
        data = self._files.read_section(TERMS, place.table)
        blocks = place.blocks
        with self._files.decoding[TERMS]:
            text = 16 * blocks
            if text > len(data):
                raise ValueError("the table has fewer blocks")
            lengths = from_bytes("I", data[: 4 * blocks])
            self._sizes = from_bytes("I", data[4 * blocks : 8 * blocks])
            self._begins = from_bytes("Q", data[8 * blocks : text])
            self._heads = _split(data[text:], lengths)
            self._ends = list(accumulate(self._sizes))
            if any(not head or head[0] >= len(self.fieldnames) for head in self._heads):
                raise ValueError("a block is of no field")
            if any(head >= following for head, following in pairwise(self._heads)):
                raise ValueError("the blocks are out of order")

    def _look_up(self, fieldname: str, term: bytes) -> Entry | None:
        field = self._numbers.get(fieldname)
        if field is None:
            return None
        block = bisect_right(self._heads, _key(field, term)) - 1
        if block < 0 or self._heads[block][0] != field:
            return None
        counts, sizes, ends, rest, shared = self._unpacked(block)
        start = self._heads[block][1 : 1 + shared]
        if not term.startswith(start):
            return None
        i = _number_of(term[shared:], rest, ends)
        return None if i is None else Entry(counts[i], self._begins[block] + sum(sizes[:i]), sizes[i])

    def _block(self, block: int) -> tuple[list[bytes], Sequence[int], Sequence[int]]:
        """(terms, their counts, the sizes of their postings) of one block."""
        counts, sizes, ends, rest, shared = self._unpacked(block)
        head = self._heads[block]
        with self._files.decoding[TERMS]:
            start = head[1 : 1 + shared]
            terms = [start + rest[begin:end] for begin, end in pairwise((0, *ends))]
            if head[0] not in self._binary:
                b"\n".join(terms).decode()  # the break between them ends a character cut in two
        return terms, counts, sizes

    def _unpacked(self, block: int) -> tuple[Sequence[int], Sequence[int], list[int], bytes, int]:
        """(counts, sizes of postings, where each term ends in what follows, all terms less the bytes that they share,
        how many they share) of one block.
        """
        size = self._sizes[block]
        data = self._files.read(TERMS, self._ends[block] - size, size)
        with self._files.decoding[TERMS]:
            crc, forms, number, shared = _HEAD.unpack_from(data)
            if crc != zlib.crc32(memoryview(data)[4:]) or not 0 < number <= BLOCK:
                raise ValueError("a block was changed after it was written")
            counts, at = unpack(forms >> 6 & 7, data, _HEAD.size, number)
            sizes, at = unpack(forms >> 3 & 7, data, at, number)
            lengths, at = unpack(forms & 7, data, at, number)
            if min(counts) == 0 or max(counts) > self._documents:
                raise ValueError("more documents hold a word than there are")
            ends, rest = list(accumulate(lengths)), data[at:]
            if ends[-1] != len(rest):
                raise ValueError("the terms have other lengths")
        return counts, sizes, ends, rest, shared


def _key(field: int, term: bytes) -> bytes:
    """Orders terms by field, then by their bytes."""
    return bytes((field,)) + term


def _shared(first: bytes, last: bytes) -> int:
    """How many bytes both begin with."""
    pairs = enumerate(zip(first, last, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(first), len(last)))


def _number_of(sought: bytes, terms: bytes, ends: Sequence[int]) -> int | None:
    """Which of the joined `terms`, each of which ends where `ends` says, is `sought`; None: none of them."""
    if not sought:
        return None if ends[0] else 0
    at = terms.find(sought)
    while at >= 0:
        number = bisect_right(ends, at)  # of the term that holds this place
        if at == (ends[number - 1] if number else 0) and at + len(sought) == ends[number]:
            return number
        at = terms.find(sought, at + 1)
    return None


def _split(data: bytes, lengths: Sequence[int]) -> list[bytes]:
    """Consecutive pieces of `data`, all of it. Raises ValueError where the lengths are others."""
    ends = list(accumulate(lengths))
    if (ends[-1] if ends else 0) != len(data):
        raise ValueError("the terms have other lengths")
    return [data[end - length : end] for end, length in zip(ends, lengths, strict=True)]
