"""What is damaged in the library, in words: a sentence for the bar, and what is folded away behind it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from foc_reader.core.errors import FocReaderError, IndexDamaged, IndexIncomplete, IndexMissing
from foc_reader.core.library.verdict import DamagedDocument
from foc_reader.core.model import Locator
from foc_reader.core.values import dataclass, field
from foc_reader.ui.cards import isolated

MOST_NAMED = 200  # damaged documents


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("damage", text, None, count)


@dataclass(frozen=True)
class Damage:
    """What is known to be damaged, as far as was looked."""

    titles: Mapping[str, str] = field(default_factory=dict)  # of the packs, by their ids
    documents: tuple[DamagedDocument, ...] = ()
    places: frozenset[Locator] = frozenset()  # of these documents
    count: int = 0  # of the documents that were looked at
    indexes: Mapping[str, FocReaderError] = field(default_factory=dict)  # those that cannot be used, by pack

    @property
    def sentence(self) -> str:
        """What is damaged, and what one can still do; empty where nothing is."""
        sentences = [self._documents_sentence(), self._index_sentence()]
        return " ".join(sentence for sentence in sentences if sentence)

    def details(self, can_keep: bool) -> str:
        """A line for each that is damaged, and what to do. `can_keep`: there is a place for a new index."""
        lines = [
            f"{isolated(found.entry.title)} · {isolated(self._title(found.entry.pack_id))}: {found.reason}"
            for found in self.documents[:MOST_NAMED]
        ]
        if len(self.documents) > MOST_NAMED:
            lines.append(_tr("and %n more", len(self.documents) - MOST_NAMED))
        lines += [self._index_line(pack_id, problem) for pack_id, problem in self.indexes.items()]
        if self.documents:
            lines.append(_tr("Copy the library again from where it came, then check it again with F5."))
        if self.indexes and can_keep:
            lines.append(_tr("Building an index again changes nothing in the library. The new one is kept apart."))
        elif self.indexes:
            lines.append(_tr("No index can be built again here: there is no place where it could be kept."))
        return "\n".join(lines)

    def _documents_sentence(self) -> str:
        if not self.documents:
            return ""
        if len(self.documents) == 1:
            return _tr("1 of {count} documents is damaged. All others can be read.").format(count=self.count)
        words = _tr("{damaged} of {count} documents are damaged. All others can be read.")
        return words.format(damaged=len(self.documents), count=self.count)

    def _index_sentence(self) -> str:
        if not self.indexes:
            return ""
        if len(self.indexes) > 1:
            return _tr(
                "The search indexes of {count} libraries cannot be used. "
                "Documents can be read and found by their titles."
            ).format(count=len(self.indexes))
        ((pack_id, problem),) = self.indexes.items()
        return _index_words(problem).format(library=isolated(self._title(pack_id)))

    def _index_line(self, pack_id: str, problem: FocReaderError) -> str:
        reason = getattr(problem, "reason", "")  # without one, the sentence says all
        words = _tr("{library}, search index").format(library=isolated(self._title(pack_id)))
        return f"{words}: {reason}" if reason else str(problem)

    def _title(self, pack_id: str) -> str:
        return self.titles.get(pack_id, pack_id)


def _index_words(problem: FocReaderError) -> str:
    if isinstance(problem, IndexIncomplete):
        return _tr("The search index of “{library}” leaves out documents that can be read again.")
    if isinstance(problem, IndexMissing):
        return _tr("“{library}” has no search index. Documents can be read and found by their titles.")
    if isinstance(problem, IndexDamaged):
        return _tr("The search index of “{library}” is damaged. Documents can be read and found by their titles.")
    return _tr(
        "The search index of “{library}” was not made for this version of the program. "
        "Documents can be read and found by their titles."
    )
