"""The open files of one index: its dictionary and its rows, without Whoosh, which only a search needs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from foc_reader.core.search.codec.contents import Described, read_contents
from foc_reader.core.search.codec.dictionary import Dictionary
from foc_reader.core.search.codec.documents import Documents
from foc_reader.core.search.codec.files import IndexFiles


class OpenIndex:
    """One index, for one thread, until it is closed."""

    def __init__(self, folder: Path, schema: Described, analysis: str, binary_fields: Collection[str] = ()) -> None:
        """`binary_fields`: those whose terms are not text.

        Raises IndexMissing, IndexOutdated where format, schema or analysis are others, IndexDamaged.
        """
        contents = read_contents(folder, schema, analysis)
        self.files = IndexFiles(folder)
        try:
            for name, facts in contents.files.items():
                if self.files.sizes[name] != facts.size:
                    raise self.files.decoding[name].damaged("has another length")
            self.terms = Dictionary(self.files, contents, binary_fields)
            self.rows = Documents(self.files, contents)
        except BaseException:
            self.files.close()
            raise

    def holding(self, fieldname: str, term: bytes) -> int:
        """How many documents hold a term. Raises IndexDamaged."""
        entry = self.terms.find(fieldname, term)
        return entry.count if entry else 0

    def close(self) -> None:
        """Closes its files; may be called twice."""
        self.files.close()
