"""Building a search index: the first of the room's four doors."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Passage
from foc_reader.core.search.codec.contents import FORMAT
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.parts import merge_slice
from foc_reader.core.search.codec.writing import FlatWriter
from foc_reader.core.search.fields import ANALYSIS
from foc_reader.core.search.schema import make_schema, rows

__all__ = ["INDEX_FORMAT", "build", "build_part", "join", "merge_parts", "verify"]

# Objects that come to be between two looks for circles of them. Building makes none; looking took a tenth of its time,
# and a fifth of that of merging.
_GARBAGE = 200_000
INDEX_FORMAT = FORMAT  # what the manifest of a pack says of the index that `build` makes


def build(
    passages: Iterable[Passage],
    folder: Path,
    *,
    progress: Callable[[int], None] | None = None,
    token: CancelToken | None = None,
) -> None:
    """Writes the index of `passages` into `folder`, which exists: complete, or nothing of it stays.

    The same passages give the same bytes. Passages of one document follow one another. `progress` is told the
    number of passages done. Raises Cancelled, and what reading the passages or writing the files raises.
    """
    with _writer(folder) as writer:
        _add(passages, writer, progress, token)
        writer.commit(token)


def build_part(passages: Iterable[Passage], folder: Path, slices: int, token: CancelToken | None = None) -> None:
    """Writes what of an index can be made of some documents' passages alone into `folder`, which is empty.

    `slices`: how many its terms are written in. Otherwise as `build`.
    """
    with _writer(folder, slices) as writer:
        _add(passages, writer, None, token)
        writer.set_aside(token)


def merge_parts(parts: Sequence[Path], number: int, path: Path, token: CancelToken | None = None) -> None:
    """Writes a slice of the terms of all `parts`, which are in the passages' order, to `path`. Raises Cancelled."""
    with _garbage_left():
        merge_slice(parts, number, path, make_schema(), token)


def join(parts: Sequence[Path], slices: Sequence[Path], folder: Path, token: CancelToken | None = None) -> None:
    """Writes the index of the passages of all `parts` into `folder`: the one that `build` makes.

    `slices`: all that `merge_parts` wrote, in any order.
    """
    with _writer(folder) as writer:
        writer.join(parts, slices, token)


def verify(folder: Path, token: CancelToken | None = None) -> None:
    """Reads the whole index in `folder`. Raises IndexMissing, IndexOutdated, IndexDamaged, Cancelled."""
    FlatIndex(folder, make_schema(), ANALYSIS).verify(token)


@contextmanager
def _writer(folder: Path, slices: int = 1) -> Iterator[FlatWriter]:
    """Nothing stays of an index that was not finished."""
    writer = FlatIndex(folder, make_schema(), ANALYSIS).writer(slices=slices)
    try:
        with _garbage_left():
            yield writer
    except BaseException:
        writer.cancel()
        raise


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Circles of objects are looked for seldom."""
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _add(
    passages: Iterable[Passage],
    writer: FlatWriter,
    progress: Callable[[int], None] | None,
    token: CancelToken | None,
) -> None:
    for row in rows(_watched(passages, progress, token or CancelToken())):
        writer.add_document(**row)


def _watched(
    passages: Iterable[Passage], progress: Callable[[int], None] | None, token: CancelToken
) -> Iterator[Passage]:
    for done, passage in enumerate(passages, 1):
        token.check()
        yield passage
        if progress:
            progress(done)
