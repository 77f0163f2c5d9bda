"""The index itself: a folder with four files of packed arrays and a table of contents."""

from __future__ import annotations

from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec import contents
from foc_reader.core.search.codec.collector import FlatSearcher
from foc_reader.core.search.codec.engine import Index, Schema, SegmentReader
from foc_reader.core.search.codec.files import DATA_FILES, check_file
from foc_reader.core.search.codec.opened import OpenIndex
from foc_reader.core.search.codec.reading import FlatCodec, FlatSegment
from foc_reader.core.search.codec.schema import binary_fields, describe
from foc_reader.core.search.codec.scoring import Weighting
from foc_reader.core.search.codec.writing import HELD, FlatWriter


class FlatIndex(Index):  # type: ignore[misc]
    """One segment, written once. Holds no open file itself: its searchers do."""

    FORMAT = contents.FORMAT
    FILES = (contents.TOC, *DATA_FILES)

    def __init__(self, folder: Path, schema: Schema, analysis: str = "") -> None:
        """`analysis` names the rules that words are made by: an index made by others is outdated."""
        self.folder = folder
        self.schema = schema
        self.analysis = analysis
        self.storage, self.indexname = None, "MAIN"  # what Whoosh's readers look for

    def writer(self, held: int = HELD, slices: int = 1) -> FlatWriter:
        """For a new index in the folder, which must exist; one that was there is gone at once."""
        return FlatWriter(self.folder, self.schema, self.analysis, held, slices)

    def reader(self, reuse: SegmentReader = None) -> SegmentReader:
        """Open files, which its `close` closes. Raises IndexMissing, IndexOutdated, IndexDamaged."""
        return self._reader_of(OpenIndex(self.folder, describe(self.schema), self.analysis, binary_fields(self.schema)))

    def searcher(self, **kwargs: object) -> FlatSearcher:
        """Close it, or use it with `with`. Raises IndexMissing, IndexOutdated, IndexDamaged."""
        kwargs.setdefault("weighting", Weighting())
        return FlatSearcher(self.reader(), fromindex=self, **kwargs)

    def searcher_of(self, opened: OpenIndex) -> FlatSearcher:
        """The same over this index's files, which are open already and are the searcher's to close."""
        return FlatSearcher(self._reader_of(opened), fromindex=self, weighting=Weighting())

    def verify(self, token: CancelToken | None = None) -> None:
        """Reads everything. Raises IndexMissing, IndexOutdated, and IndexDamaged where any byte has changed."""
        found = contents.read_contents(self.folder, describe(self.schema), self.analysis)
        for name, facts in found.files.items():
            check_file(self.folder, name, facts, token or CancelToken())
        self.reader().close()

    def is_empty(self) -> bool:
        return not (self.folder / contents.TOC).exists()

    def latest_generation(self) -> int:
        return 0

    def _reader_of(self, opened: OpenIndex) -> SegmentReader:
        codec = FlatCodec(opened)
        try:
            return SegmentReader(None, self.schema, FlatSegment(codec), generation=0, codec=codec)
        except BaseException:
            opened.close()
            raise
