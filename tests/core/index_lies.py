"""Indexes made to do harm: each a sound one in which counts, sizes, places, forms of lists or texts are not true.

Every lie is told of all terms, blocks or documents at once, so that whatever is searched for meets it. Checksums are 0
throughout, which is right where `zlib.crc32` gives 0.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from foc_reader.core.search.codec import dictionary as codec
from foc_reader.core.search.codec.contents import read_contents
from foc_reader.core.search.codec.dictionary import Dictionary, DictionaryWriter
from foc_reader.core.search.codec.files import IndexFiles
from foc_reader.core.search.codec.packing import BYTES, HALVES, LONGS, MARKED, NOTHING, ONES, SHORTS, to_bytes
from foc_reader.core.search.fields import ANALYSIS, described

Files = dict[str, bytes]
Lies = Iterator[tuple[str, Files]]  # (what is not true, the files that say so)
Posting = Callable[[bytes, int, bytes], tuple[bytes, int, bytes]]  # (term, documents that hold it, its posting)

MANY = 2**32 - 1
NO_NUMBERS = (None, True, -1, 1.5, "7", [], {}, 10**30)


def in_contents(files: Files, index: Path, written: Path) -> Lies:
    """Numbers and shapes in the table of contents."""
    sound = json.loads(files["toc.json"])
    for number, place in enumerate(_leaves({name: sound[name] for name in sound if name not in ("schema", "format")})):
        real = _at(sound, place)
        values: list[object] = [NO_NUMBERS[number % len(NO_NUMBERS)]]
        if isinstance(real, int):
            values += [(0, real + 1, 2**31)[number % 3], (2**53 - 1, 1, max(0, real - 1))[number % 3]]
        for value in values:
            yield f"{'.'.join(map(str, place))} is {value!r}", _with_contents(files, place, value)
    for text in ("[" * 100_000, '{"a":' * 50_000, "9" * 10_000, "\x00" * 100, '"\\ud800"', "{}", "[]", "null"):
        yield f"contents are {text[:10]}", {"toc.json": text.encode()}
    names = [f"f{number}" for number in range(255)]
    for fields in (
        names,
        [*names, "more"],
        ["text"] * 255,
        ["text", "text"],
        [],
        ["nothing"],
        sound["dictionary"]["fields"][::-1],
    ):
        yield f"fields are {fields[:3]}", _with_contents(files, ("dictionary", "fields"), fields)


def in_postings(files: Files, index: Path, written: Path) -> Lies:
    """Forms, counts and lists of every word."""
    for forms in (
        (7, 7, 7),
        *((form, 0, 1) for form in range(8)),
        *((1, form, 1) for form in range(8)),
        *((1, 1, f) for f in range(8)),
    ):
        yield (
            f"forms are {forms}",
            _with_postings(files, index, written, lambda t, n, d, forms=forms: (t, n, _headed(d, forms))),
        )
    for number, count in enumerate(
        (lambda n: 1, lambda n: n + 1, lambda n: max(1, n - 1), lambda n: 2**31, lambda n: MANY, lambda n: 36)
    ):
        yield f"counts {number}", _with_postings(files, index, written, lambda t, n, d, count=count: (t, count(n), d))
    for bound in (0, 1, 126, 127):
        yield (
            f"the bound is {bound}",
            _with_postings(files, index, written, lambda t, n, d, bound=bound: (t, n, _bounded(d, bound))),
        )
    for number, change in enumerate(
        (
            lambda d: d[: len(d) // 2],
            lambda d: d[:6],
            lambda d: d[:5],
            lambda d: b"",
            lambda d: d + d,
            lambda d: d + b"\0",
            lambda d: d[:6] + bytes(len(d) - 6),
            lambda d: d[:6] + b"\xff" * (len(d) - 6),
            lambda d: d[:6] + d[:5:-1],
        )
    ):
        yield f"bytes {number}", _with_postings(files, index, written, lambda t, n, d, change=change: (t, n, change(d)))
    for number, lists in enumerate(_lists()):
        yield f"lists {number}", _with_postings(files, index, written, lambda t, n, d, lists=lists: (t, 2, lists))


def in_terms(files: Files, index: Path, written: Path) -> Lies:
    """What the words are."""
    for number, change in enumerate(
        (
            lambda t: b"",
            lambda t: t * 500,
            lambda t: b"\xff" + t,
            lambda t: t[:1] or b"\xc3",
            lambda t: b"warrant",
            lambda t: t[::-1],
            lambda t: bytes(255 - byte for byte in t),
            lambda t: b"\0" * len(t),
            lambda t: t + b"\n",
        )
    ):
        yield f"terms {number}", _with_postings(files, index, written, lambda t, n, d, change=change: (change(t), n, d))


def in_blocks(files: Files, index: Path, written: Path) -> Lies:
    """What each block of the dictionary, and the table of all, say of themselves."""
    toc = json.loads(files["toc.json"])
    blocks, table = toc["dictionary"]["blocks"], toc["dictionary"]["table"]["at"]
    sizes = struct.unpack_from(f"<{blocks}I", files["terms"], table + 4 * blocks)
    starts = [sum(sizes[:number]) for number in range(blocks)]
    for at, code, values in (
        (4, "<H", (0, 0b010010010, 0b011011011, 0b100100100, 0b110110110, 0b111111111, 0b000001001)),
        (6, "<B", (0, 1, 2, 65, 255)),
        (7, "<H", (1, 3, 60, 0xFFFF)),
    ):
        for value in values:
            yield f"at {at} stands {value}", {"terms": _stamped(files["terms"], [s + at for s in starts], code, value)}
    for name, begin, width in (("heads", 0, 4), ("sizes", 4 * blocks, 4), ("begins", 8 * blocks, 8)):
        at, end = table + begin, table + begin + width * blocks
        numbers = [files["terms"][place : place + width] for place in range(at, end, width)]
        for number, other in enumerate(
            (
                [bytes(width)] * blocks,
                [b"\xff" * width] * blocks,
                [b"\xff" * (width - 1) + b"\x7f"] * blocks,
                numbers[::-1],
                [numbers[0]] * blocks,
                [numbers[-1]] * blocks,
                [*numbers[1:], numbers[0]],
                [(1).to_bytes(width, "little")] * blocks,
            )
        ):
            yield f"{name} {number}", {"terms": files["terms"][:at] + b"".join(other) + files["terms"][end:]}
    heads = table + 16 * blocks
    for number, change in enumerate(
        (lambda d: bytes(len(d)), lambda d: b"\xff" * len(d), lambda d: d[::-1], lambda d: b"a" * len(d))
    ):
        yield f"first terms {number}", {"terms": files["terms"][:heads] + change(files["terms"][heads:])}


def in_documents(files: Files, index: Path, written: Path) -> Lies:
    """Lengths and columns."""
    toc = json.loads(files["toc.json"])
    places = {f"length of {name}": value["codes"] for name, value in toc["lengths"].items()}
    places |= {f"column {name}": value["codes"] for name, value in toc["columns"].items()}
    for name, place in places.items():
        at, end = place["at"], place["at"] + place["size"]
        real = files["docs"][at:end]
        for number, other in enumerate(
            (
                bytes(len(real)),
                b"\xff" * len(real),
                real[::-1],
                b"\1" * len(real),
                bytes(i % 256 for i in range(len(real))),
            )
        ):
            yield f"{name} {number}", {"docs": files["docs"][:at] + other + files["docs"][end:]}
    for name in toc["columns"]:
        for value in ([2**52], [-5], ["x"], [[[]]], [0], [2**52, 1], {"a": 1}, [None], [1.5]):
            text = json.dumps(value).encode()
            size = len(files["docs"])
            changed = json.loads(files["toc.json"])
            changed["columns"][name]["values"] = {"at": size, "size": len(text), "crc": 0}
            changed["files"]["docs"]["size"] = size + len(text)
            yield (
                f"values of {name} are {value}",
                {"toc.json": json.dumps(changed).encode(), "docs": files["docs"] + text},
            )


KINDS: dict[str, Callable[[Files, Path, Path], Lies]] = {
    "contents": in_contents,
    "postings": in_postings,
    "terms": in_terms,
    "blocks": in_blocks,
    "documents": in_documents,
}
# how many of each are told at least; the others are answered, as what they say could be so
REFUSED = {"contents": 90, "postings": 50, "terms": 5, "blocks": 35, "documents": 28}


def _lists() -> Iterator[bytes]:
    """Postings of two documents that lie within themselves."""
    docs, freqs, places = (BYTES, b"\1\1"), (BYTES, b"\1\2"), (BYTES, b"\0\1\2")
    endless, beside = to_bytes("I", [MANY]), to_bytes("I", [1, 2, 9])
    many = (LONGS, to_bytes("I", [MANY, MANY]))
    yield from (
        _posting(*lists)
        for lists in (
            ((BYTES, b"\1\0"), freqs, places),  # a document twice
            ((BYTES, b"\1\xff"), freqs, places),  # one that is not there
            (many, freqs, places),
            ((SHORTS, b"\xff\xff\xff\xff"), freqs, places),
            ((MARKED, endless + b"\1\1"), freqs, places),
            ((HALVES, endless + b"\1\1"), freqs, places),
            ((MARKED, beside + b"\1\1"), freqs, places),
            ((HALVES, beside + b"\1\1"), freqs, places),
            ((MARKED, to_bytes("I", [2, 0, 0, 1, 1]) + b"\1\1"), freqs, places),  # two for one place
            (docs, (BYTES, b"\1\0"), places),  # in a document no time
            (docs, (BYTES, b"\1\3"), places),
            (docs, (BYTES, b"\1\1"), places),
            (docs, many, (ONES, b"")),  # eight thousand million places
            (docs, many, (NOTHING, b"")),
            (docs, many, (BYTES, b"\0\1\2")),
            (docs, many, (SHORTS, b"\0\1\2")),
            (docs, many, (LONGS, b"\0\1\2")),
            (docs, many, (MARKED, to_bytes("I", [0]))),
            (docs, many, (HALVES, to_bytes("I", [0]))),
            (docs, (HALVES, to_bytes("I", [1, 0, MANY]) + b"\x11"), places),
            (docs, freqs, (LONGS, to_bytes("I", [MANY, MANY, MANY]))),  # places past any text
            (docs, freqs, (NOTHING, b"")),
            ((ONES, b""), (ONES, b""), (ONES, b"")),
        )
    )


def _posting(*lists: tuple[int, bytes]) -> bytes:
    head = sum(form << 3 * number for number, (form, _) in enumerate(lists)) | 127 << 9
    return struct.pack("<IH", 0, head) + b"".join(data for _, data in lists)


def _headed(data: bytes, forms: tuple[int, int, int]) -> bytes:
    head = int.from_bytes(data[4:6], "little") >> 9 << 9 | forms[0] | forms[1] << 3 | forms[2] << 6
    return data[:4] + head.to_bytes(2, "little") + data[6:]


def _bounded(data: bytes, bound: int) -> bytes:
    head = int.from_bytes(data[4:6], "little") & 0x1FF | bound << 9
    return data[:4] + head.to_bytes(2, "little") + data[6:]


def _with_postings(files: Files, index: Path, written: Path, lie: Posting) -> Files:
    """The dictionary and the postings written anew, with what `lie` makes of each term."""
    contents = read_contents(index, described(), ANALYSIS)
    opened = IndexFiles(index)
    dictionary = Dictionary(opened, contents, ())
    writer = DictionaryWriter(written)
    with mock.patch.object(codec, "_shared", lambda first, last: 0):  # of terms out of order there is no telling
        _put_all(dictionary, opened, writer, lie)
        place, facts = writer.finish()
    opened.close()
    toc = json.loads(files["toc.json"])
    table = {"at": place.table.at, "size": place.table.size, "crc": 0}
    toc["dictionary"] = {"fields": list(place.fields), "blocks": place.blocks, "table": table}
    for name, found in facts.items():
        toc["files"][name]["size"] = found.size
    return {
        "toc.json": json.dumps(toc).encode(),
        **{name: (written / name).read_bytes() for name in ("terms", "postings")},
    }


def _put_all(dictionary: Dictionary, opened: IndexFiles, writer: DictionaryWriter, lie: Posting) -> None:
    for name in dictionary.fieldnames:
        writer.start_field(name, ())
        for term, _ in dictionary.scan(name):
            entry = dictionary.find(name, term)
            assert entry
            data = opened.read("postings", entry.at, entry.size)
            changed, count, told = lie(term, entry.count, data or bytes(6))
            writer.put_encoded(changed, count, told if data else b"")


def _with_contents(files: Files, place: tuple[str, ...], value: object) -> Files:
    toc = json.loads(files["toc.json"])
    _at(toc, place[:-1])[place[-1]] = value
    return {"toc.json": json.dumps(toc).encode()}


def _at(value: dict, place: tuple[str, ...]):
    for name in place:
        value = value[name]
    return value


def _leaves(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, (*place, name))
    elif not isinstance(value, list):
        yield place


def _stamped(data: bytes, places: list[int], code: str, value: int) -> bytes:
    changed = bytearray(data)
    for place in places:
        struct.pack_into(code, changed, place, value)
    return bytes(changed)
