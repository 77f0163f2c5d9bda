"""Make a pack with its index out of a folder of sources, or out of a file with one document a line."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import NotAllowedHere, PackUnreadable, SourceUnreadable
from foc_reader.core.importing.folder import read_sources
from foc_reader.core.indexing import build_index
from foc_reader.core.library.manifest import INDEX_FOLDER, MANIFEST_NAME, read_manifest
from foc_reader.core.library.pack import Pack
from foc_reader.core.library.sums import SIGNATURE_NAME, SUMS_NAME
from foc_reader.core.library.writing import finish_pack, write_pack
from foc_reader.core.model import Document
from foc_reader.core.tying import tie
from foc_reader.core.values import dataclass

PACK_NAMES = {MANIFEST_NAME, SUMS_NAME, SIGNATURE_NAME, "documents", "resources", INDEX_FOLDER}


@dataclass(frozen=True)
class BuiltPack:
    """What `build_pack` made."""

    id: str
    documents: int
    warnings: tuple[str, ...]  # what was left out of the sources, one sentence each, with the document's id


def build_pack(
    source: Path,
    out: Path,
    token: CancelToken | None = None,
    *,
    workers: int = 0,
    report: Callable[[int], None] | None = None,
) -> BuiltPack:
    """Build `source`, a folder of Markdown or a file of JSON lines, into the pack folder `out`: all of it or nothing.

    An older pack at `out` stays until the new one is complete. The same sources give the same bytes, whatever the
    number of `workers`: processes that make the index; 0: as many as seem right. `report` is told how many documents
    are in the index.
    Raises SourceUnreadable, DocumentUnreadable, NotAllowedHere, PackUnreadable, IndexNotBuilt, Cancelled.
    """
    token = token or CancelToken()
    place = out.absolute()
    try:
        if place.exists() and not _is_replaceable(place):
            raise NotAllowedHere(out, "it holds something other than a library")
        reading = _Reading(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        # beside it, as only there it can be put in place at once; with a dot, so that it is no library of its own
        work = Path(tempfile.mkdtemp(prefix=".", dir=place.parent))
        try:
            _write(reading, work / "new", token, workers, report)
            _swap(work / "new", work / "old", place)
        finally:
            _remove(work, place)
    except NotAllowedHere as error:
        raise NotAllowedHere(out, error.reason) from error
    except PackUnreadable as error:
        raise PackUnreadable(out, error.reason) from error
    except OSError as error:
        raise NotAllowedHere(out, error.strerror or str(error)) from error
    return BuiltPack(reading.info.id, reading.count, tuple(reading.warnings))


class _Reading:
    """The documents of a source, to be gone through once, and what was met on the way."""

    def __init__(self, source: Path) -> None:
        """Raises SourceUnreadable."""
        self._source = source
        self.count = 0
        self.warnings: list[str] = []
        self._documents: Iterable[Document]
        if source.is_file():
            from foc_reader.core.importing.json_lines import read_json_lines, read_json_lines_info

            self.info = read_json_lines_info(source)
            self._documents = read_json_lines(source, self.info.id)  # plain text: there is nothing to tie
        else:
            self.info, sources = read_sources(source)
            self._documents = tie(sources)

    def documents(self, token: CancelToken) -> Iterator[Document]:
        """Those that hold a text. Raises SourceUnreadable, Cancelled."""
        for document in self._documents:
            token.check()
            self.warnings += (f"{document.entry.given_id}: {text}" for text in document.warnings)
            if document.blocks:
                self.count += 1
                yield document
        if not self.count:
            raise SourceUnreadable(self._source, "it holds no document with a text")


def _is_replaceable(out: Path) -> bool:
    """Whether `out` is an empty folder, or a library with nothing of anybody else in it."""
    if not out.is_dir():
        return False
    names = {path.name for path in out.iterdir()}
    try:
        return not names or (names <= PACK_NAMES and bool(read_manifest(out)))
    except PackUnreadable:
        return False


def _write(
    reading: _Reading, folder: Path, token: CancelToken, workers: int, report: Callable[[int], None] | None
) -> None:
    from foc_reader.core.search.building import INDEX_FORMAT

    write_pack(reading.info, reading.documents(token), folder)
    pack = Pack.open(folder)
    build_index(pack, pack.index_folder, workers=workers, token=token, report=report)
    finish_pack(folder, INDEX_FORMAT)


def _swap(new: Path, old: Path, out: Path) -> None:
    """Put `new` at `out`, and what was there at `old`; all is as before where that fails."""
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except BaseException:  # Ctrl+C among them
        if old.exists() and not out.exists():
            old.rename(out)
        raise


def _remove(work: Path, out: Path) -> None:
    if out.exists() or not (work / "old").exists():  # else it holds the only copy of the older pack
        shutil.rmtree(work, ignore_errors=True)
