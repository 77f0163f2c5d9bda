"""A document as it is read: cut into sections, with the words that are marked in it."""

from __future__ import annotations

from foc_reader.core.model import Document, Locator
from foc_reader.core.reading.sections import Section, sections_of
from foc_reader.core.values import dataclass


@dataclass(frozen=True)
class OpenDocument:
    """A document with all that the window needs to show any part of it."""

    document: Document
    sections: tuple[Section, ...]
    words: tuple[str, ...] = ()  # what is marked in it: Answer.words
    matches: tuple[Locator, ...] = ()  # each marked piece of text, in the order of the document

    def section_of(self, pid: str) -> int:
        """The number of the section that holds the block `pid`; 0 where there is none."""
        for number, section in enumerate(self.sections):
            if any(block.pid == pid for block in self.document.blocks[section.first : section.last]):
                return number
        return 0


def with_matches(document: Document, words: tuple[str, ...]) -> OpenDocument:
    """`document`, with every place where one of `words` (an Answer's) stands."""
    return OpenDocument(document, sections_of(document), words, _matches(document, words) if words else ())


def _matches(document: Document, words: tuple[str, ...]) -> tuple[Locator, ...]:
    """Where one of `words` stands, in the order of the document."""
    from foc_reader.core.search.marking import marks

    entry = document.entry
    return tuple(
        Locator(entry.pack_id, entry.id, block.pid, span.start, span.end)
        for block in document.blocks
        for span in marks(block.text, words, entry.language)  # the index stems by this, too
    )
