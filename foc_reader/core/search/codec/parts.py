"""An index made in parts, each of some of the documents: what is kept of a part, and how the parts' terms are merged.

A part is a folder that one process of ours wrote for another. Its terms lie in slices: the same slice of all parts is
merged, and its postings encoded, without the others, which is what takes the time.
"""

from __future__ import annotations

import heapq
import json
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.dictionary import bounded_posting
from foc_reader.core.search.codec.documents import DocumentsWriter, GatheredDocuments
from foc_reader.core.search.codec.engine import Schema
from foc_reader.core.search.codec.runs import Runs
from foc_reader.core.search.codec.weighting import K1, B, norms_of

_FACTS = "facts.json"
_HEAD = struct.Struct("<HIII")  # field, bytes of the term, documents that hold it, bytes of its posting
_BUFFER = 1 << 18

Encoded = tuple[int, bytes, int, bytes]  # (field, term, documents that hold it, its posting)


def write_facts(part: Path, documents: dict[str, object], runs: Sequence[Sequence[Path]]) -> None:
    """Completes a part: what it holds beside its runs, each of them in its slices."""
    facts = {"documents": documents, "runs": [[path.name for path in slices] for slices in runs]}
    (part / _FACTS).write_text(json.dumps(facts), encoding="utf-8")


def read_facts(part: Path) -> dict[str, Any]:
    """The facts of its documents (GatheredDocuments)."""
    documents: dict[str, Any] = _facts(part)["documents"]
    return documents


def merge_slice(
    parts: Sequence[Path], number: int, path: Path, schema: Schema, token: CancelToken | None = None
) -> None:
    """Writes one slice of the terms of all `parts` to `path`, with postings as the index has them. Raises Cancelled."""
    token = token or CancelToken()
    documents, runs = GatheredDocuments(), Runs(path.parent, 0)
    for part in parts:
        facts = _facts(part)
        runs.take([part / slices[number] for slices in facts["runs"]], documents.count)
        documents.take(facts["documents"])
    norms = [field_norms(documents, name) for name in sorted(schema.names())]
    try:
        with path.open("wb", buffering=_BUFFER) as handle:
            for piece in runs.merged():
                token.check()
                data = bounded_posting(piece.docs, piece.freqs, piece.gaps, norms[piece.field]) if piece.docs else b""
                head = _HEAD.pack(piece.field, len(piece.term), piece.holding, len(data))
                handle.write(b"".join((head, piece.term, data)))
    finally:
        runs.remove()


def read_slices(paths: Sequence[Path]) -> Iterator[Encoded]:
    """The terms of all slices, in order of fields and terms."""
    with ExitStack() as files:
        handles = [files.enter_context(path.open("rb", buffering=_BUFFER)) for path in paths]
        yield from heapq.merge(*map(_read_slice, handles), key=itemgetter(0, 1))


def field_norms(documents: DocumentsWriter | GatheredDocuments, fieldname: str) -> list[float]:
    """The norms that bounds are written for; empty where the field is not scored by length."""
    lengths, total = documents.lengths(fieldname)
    return norms_of(lengths, total / (documents.count or 1), B, K1)


def _facts(part: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((part / _FACTS).read_text("utf-8"))
    return facts


def _read_slice(handle: BinaryIO) -> Iterator[Encoded]:
    while head := handle.read(_HEAD.size):
        field, length, holding, size = _HEAD.unpack(head)
        yield field, handle.read(length), holding, handle.read(size)
