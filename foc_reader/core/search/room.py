"""The open search room: packs in, answers out. All of its doors but `building.build`, the first.

What a search takes, Whoosh with it, is imported at the first one, or by `warm_up`: an open room costs the start nothing
but its files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError, IndexDamaged, IndexMissing
from foc_reader.core.model import BEST_FIRST, Answer, DocumentEntry, Filters, Hit
from foc_reader.core.search.pack_index import IndexedPack, LibraryWords, PackIndex

if TYPE_CHECKING:
    from foc_reader.core.search.answering import Answering
    from foc_reader.core.search.suggestion import Suggestion

Found = TypeVar("Found")

__all__ = ["IndexedPack", "SearchRoom"]

_COMMON_WORD = "rights"  # stands in most libraries, so that a search for it comes by all that a search uses


class SearchRoom:
    """The search indexes of some packs, open. For the thread that opened it; close it, or use it with `with`."""

    def __init__(self, indexes: Sequence[PackIndex], problems: Sequence[FocReaderError], generation: int) -> None:
        self._indexes = list(indexes)
        self.problems: tuple[FocReaderError, ...] = tuple(problems)  # one for each index that cannot be used
        self._generation = generation
        self._words = LibraryWords(self._indexes)
        self._is_warm = False  # nothing was searched for yet

    @classmethod
    def open(cls, packs: Sequence[IndexedPack], generation: int = 0) -> SearchRoom:
        """The indexes of `packs`; those that cannot be opened are named in `problems`.

        `generation` is given back in each Answer. Raises IndexMissing if there is no pack at all.
        """
        if not packs:
            raise IndexMissing(Path())
        indexes, problems = [], []
        for pack in packs:
            try:
                indexes.append(PackIndex(pack))
            except FocReaderError as error:
                problems.append(error)
        return cls(indexes, problems, generation)

    @property
    def pack_ids(self) -> frozenset[str]:
        """The packs whose index can be used."""
        return frozenset(index.pack.pack_id for index in self._indexes)

    def search(
        self, query: str, filters: Filters, token: CancelToken, limit: int = 20, order: str = BEST_FIRST
    ) -> Answer:
        """What `query` finds within `filters`, in an order of `model.ORDERS`, at most `limit` passages.

        No text is an error. An index that turns out to be damaged is left aside from then on, and named in
        `problems`. Raises Cancelled.
        """
        from foc_reader.core.search.query import understand

        understood = understand(query)
        return self._ask(lambda answering: answering.answer(query, understood, filters, token, limit), token, order)

    def find(self, query: str, filters: Filters, token: CancelToken, limit: int = 20) -> Answer:
        """The same from the indexes alone: no text is read, so hits have no snippet, and start with their document."""
        from foc_reader.core.search.query import understand

        understood = understand(query)
        return self._ask(lambda answering: answering.find(query, understood, filters, token, limit), token)

    def find_documents(self, query: str, filters: Filters, token: CancelToken, limit: int = 20) -> tuple[Hit, ...]:
        """The documents that `search` finds, in its order, at most `limit`, each as a hit without a snippet.

        Otherwise as `search`.
        """
        from foc_reader.core.search.query import understand

        understood = understand(query)
        return self._ask(lambda answering: answering.documents(understood, filters, token, limit), token)

    def suggest(self, answer: Answer, filters: Filters, token: CancelToken) -> Suggestion | None:
        """What may be meant instead of the query that gave `answer` within `filters`; None where nothing is better.

        It finds something. Otherwise as `search`.
        """
        from foc_reader.core.search.query import understand

        understood = understand(answer.query)
        return self._ask(lambda answering: answering.suggestion(answer, understood, filters, token), token)

    def like(
        self,
        entry: DocumentEntry,
        texts: Sequence[str],
        filters: Filters,
        token: CancelToken,
        limit: int = 20,
        order: str = BEST_FIRST,
    ) -> Answer:
        """The passages of other documents most like `texts`, which are of the document `entry`, in that order.

        Otherwise as `search`.
        """
        return self._ask(lambda answering: answering.like(entry, texts, filters, token, limit), token, order)

    def warm_up(self) -> None:
        """Do now what the first search would have to wait for: 100 ms and more; once there was one, nothing."""
        if not self._is_warm:
            self.search(_COMMON_WORD, Filters(), CancelToken(), limit=1)

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """The library's words, folded, with how many documents hold them; in order, without numbers.

        Raises IndexDamaged.
        """
        return self._words.vocabulary()

    def close(self) -> None:
        """Closes all files; may be called twice."""
        for index in self._indexes:
            index.close()

    def __enter__(self) -> SearchRoom:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, ask: Callable[[Answering], Found], token: CancelToken, order: str = BEST_FIRST) -> Found:
        """What `ask` gives of the sound indexes."""
        from foc_reader.core.search.answering import Answering

        self._is_warm = True
        while True:
            token.check()
            try:
                return ask(Answering(self._indexes, self._words, self._generation, order))
            except IndexDamaged as error:
                self._leave_aside(error)

    def _leave_aside(self, error: IndexDamaged) -> None:
        """Goes on without the index that `error` is about. Raises it where that is none of these."""
        damaged = [index for index in self._indexes if index.pack.folder in (error.path, *error.path.parents)]
        if not damaged:
            raise error
        for index in damaged:
            index.close()
            self._indexes.remove(index)
        self._words = LibraryWords(self._indexes)
        self.problems += (error,)
