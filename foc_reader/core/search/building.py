"""Building a search index: the first of the room's four doors."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Passage
from foc_reader.core.search.codec.contents import FORMAT
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.fields import ANALYSIS
from foc_reader.core.search.schema import make_schema, rows

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
    writer = FlatIndex(folder, make_schema(), ANALYSIS).writer()
    try:
        with _fewer_collections():
            for row in rows(_watched(passages, progress, token or CancelToken())):
                writer.add_document(**row)
            writer.commit()
    except BaseException:
        writer.cancel()
        raise


def verify(folder: Path, token: CancelToken | None = None) -> None:
    """Reads the whole index in `folder`. Raises IndexMissing, IndexOutdated, IndexDamaged, Cancelled."""
    FlatIndex(folder, make_schema(), ANALYSIS).verify(token)


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Nothing that building makes goes in circles; looking for such things took a tenth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _watched(
    passages: Iterable[Passage], progress: Callable[[int], None] | None, token: CancelToken
) -> Iterator[Passage]:
    for done, passage in enumerate(passages, 1):
        token.check()
        yield passage
        if progress:
            progress(done)
