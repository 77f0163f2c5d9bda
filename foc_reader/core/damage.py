"""What a look at the library found, in words: the same on the command line and in the window.

The window gives `tr`, which says a sentence in the person's language, and `isolated`, which keeps a title's direction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from foc_reader.core.errors import FocReaderError, IndexDamaged, IndexIncomplete, IndexMissing
from foc_reader.core.library.verdict import DamagedDocument
from foc_reader.core.model import Locator
from foc_reader.core.values import dataclass, field

MOST_NAMED = 200  # damaged documents
Translate = Callable[[str, int], str]


def in_english(text: str, count: int) -> str:
    """The sentence as it stands here, with its count and the right plural."""
    return text.replace("%n", str(count)).replace("(s)", "" if count == 1 else "s")


@dataclass(frozen=True)
class Damage:
    """What is known to be damaged, as far as was looked."""

    titles: Mapping[str, str] = field(default_factory=dict)  # of the packs, by their ids
    documents: tuple[DamagedDocument, ...] = ()
    places: frozenset[Locator] = frozenset()  # of these documents
    count: int = 0  # of the documents that were looked at
    indexes: Mapping[str, FocReaderError] = field(default_factory=dict)  # those that cannot be used, by pack

    def sentence(self, tr: Translate = in_english, isolated: Callable[[str], str] = str) -> str:
        """What is damaged, and what one can still do; empty where nothing is."""
        sentences = [self._documents_sentence(tr), self._index_sentence(tr, isolated)]
        return " ".join(sentence for sentence in sentences if sentence)

    def details(self, can_keep: bool, tr: Translate = in_english, isolated: Callable[[str], str] = str) -> str:
        """A line for each that is damaged, and what to do. `can_keep`: there is a place for a new index."""
        lines = [
            f"{isolated(found.entry.title)} · {isolated(self._title(found.entry.pack_id))}: {found.reason}"
            for found in self.documents[:MOST_NAMED]
        ]
        if len(self.documents) > MOST_NAMED:
            lines.append(tr("and %n more", len(self.documents) - MOST_NAMED))
        lines += [self._index_line(pack_id, problem, tr, isolated) for pack_id, problem in self.indexes.items()]
        if self.documents:
            lines.append(
                tr("Copy the library again from where it came, then check it again (in the window with F5).", -1)
            )
        if self.indexes and can_keep:
            lines.append(tr("Building an index again changes nothing in the library. The new one is kept apart.", -1))
        elif self.indexes:
            lines.append(tr("No index can be built again here: there is no place where it could be kept.", -1))
        return "\n".join(lines)

    def _documents_sentence(self, tr: Translate) -> str:
        if not self.documents:
            return ""
        if len(self.documents) == 1 < self.count:
            return tr("1 of {count} documents is damaged. All others can be read.", -1).format(count=self.count)
        if len(self.documents) == self.count:
            return tr("No document can be read: all of them are damaged.", -1)
        words = tr("{damaged} of {count} documents are damaged. All others can be read.", -1)
        return words.format(damaged=len(self.documents), count=self.count)

    def _index_sentence(self, tr: Translate, isolated: Callable[[str], str]) -> str:
        if not self.indexes:
            return ""
        if len(self.indexes) > 1:
            return tr(
                "The search indexes of {count} libraries cannot be used. "
                "Documents can be read and found by their titles.",
                -1,
            ).format(count=len(self.indexes))
        ((pack_id, problem),) = self.indexes.items()
        return _index_words(problem, tr).format(library=isolated(self._title(pack_id)))

    def _index_line(self, pack_id: str, problem: FocReaderError, tr: Translate, isolated: Callable[[str], str]) -> str:
        reason = getattr(problem, "reason", "")  # without one, the sentence says all
        words = tr("{library}, search index", -1).format(library=isolated(self._title(pack_id)))
        return f"{words}: {reason}" if reason else str(problem)

    def _title(self, pack_id: str) -> str:
        return self.titles.get(pack_id, pack_id)


def _index_words(problem: FocReaderError, tr: Translate) -> str:
    if isinstance(problem, IndexIncomplete):
        return tr("The search index of “{library}” leaves out documents that can be read again.", -1)
    if isinstance(problem, IndexMissing):
        return tr("“{library}” has no search index. Documents can be read and found by their titles.", -1)
    if isinstance(problem, IndexDamaged):
        return tr("The search index of “{library}” is damaged. Documents can be read and found by their titles.", -1)
    return tr(
        "The search index of “{library}” was not made for this version of the program. "
        "Documents can be read and found by their titles.",
        -1,
    )


def whole_sentence(documents: int, tr: Translate = in_english) -> str:
    """That nothing is damaged."""
    return tr("The library is whole: %n document(s) checked.", documents)
