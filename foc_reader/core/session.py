"""One open reader: its library, its search, what the person keeps. The one door for the window and the command line.

What opening takes is imported with this module, everything else where it is first used: so the window is shown sooner.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import (
    BlockMissing,
    ChosenLibraryMissing,
    DocumentMissing,
    FocReaderError,
    LibraryMissing,
    PackUnreadable,
)
from foc_reader.core.library.pack import Pack
from foc_reader.core.library.tree import TreeNode, build_tree
from foc_reader.core.locations import Locations
from foc_reader.core.model import (
    BEST_FIRST,
    Answer,
    Bookmark,
    Document,
    DocumentEntry,
    Filters,
    Hit,
    Locator,
)
from foc_reader.core.notebook.notebook import Notebook
from foc_reader.core.notebook.settings import Settings, SettingsStore
from foc_reader.core.notebook.store import NotebookStore
from foc_reader.core.opened_library import OpenedLibrary, find_library, read_liked_library
from foc_reader.core.values import replace

if TYPE_CHECKING:
    from foc_reader.core.indexes_in_use import IndexesInUse
    from foc_reader.core.library.narrowing import Narrowing
    from foc_reader.core.notebook.annotations import Imported
    from foc_reader.core.notebook.shelf import Place
    from foc_reader.core.open_document import OpenDocument
    from foc_reader.core.search.room import SearchRoom
    from foc_reader.core.search.suggestion import Suggestion
    from foc_reader.core.search.titles import TitleList
    from foc_reader.core.search.within import Within


class Session:
    """Everything one open reader holds.

    `notebook` and `settings` are values: the window replaces them, and hands them to `keep` and `keep_settings`.
    """

    def __init__(
        self,
        locations: Locations,
        packs: Sequence[Pack],
        icons: Mapping[str, str],
        notebooks: NotebookStore,
        settings: SettingsStore,
        problems: Sequence[FocReaderError] = (),
    ) -> None:
        self.locations = locations
        self.icons = icons
        self.problems = tuple(problems)  # found while opening; the sound parts are open all the same
        self.warnings: tuple[str, ...] = ()  # sentences about what is kept
        self._packs = {pack.info.id: pack for pack in packs}
        self._notebooks, self._settings = notebooks, settings
        self._room: SearchRoom | None = None
        self._indexes: IndexesInUse | None = None  # made after the first paint
        self._title_list: tuple[dict[str, Pack], TitleList] | None = None  # and the packs that it is of
        self.notebook = Notebook()
        self.settings = Settings()

    @classmethod
    def open(cls, locations: Locations) -> Session:
        """Read manifests, notebook and settings: no index, no thread, no Whoosh import.

        What cannot be read is named in `problems` and left out; nothing is raised for it and nothing written over it.
        """
        notebooks = NotebookStore(locations.bookmarks, locations.may_write)
        settings = SettingsStore(locations.settings)
        liked = settings.load()
        library = read_liked_library(locations, liked.library)
        problems = list(library.problems)
        session = cls(library.locations, library.packs, locations.read_icons(), notebooks, settings)
        try:
            session.notebook = notebooks.load()
        except FocReaderError as error:
            problems.append(error)
        session.settings = liked
        session.problems = tuple(problems)
        session.warnings = tuple(warning for warning in (notebooks.warning, settings.warning) if warning)
        return session

    # the library

    @property
    def packs(self) -> tuple[Pack, ...]:
        return tuple(self._packs.values())

    @property
    def entries(self) -> tuple[DocumentEntry, ...]:
        """Every document of the library."""
        return tuple(chain.from_iterable(pack.entries for pack in self.packs))

    def tree(self) -> tuple[TreeNode, ...]:
        """The library as packs, collections and documents."""
        return build_tree([(pack.info, pack.entries) for pack in self.packs])

    def narrowing(self, nodes: Sequence[TreeNode]) -> Narrowing:
        """What narrows `nodes`, a tree, to the documents with some words; letters are folded as in a search."""
        from foc_reader.core.library.narrowing import Narrowing
        from foc_reader.core.search.analysis import fold_line

        return Narrowing(nodes, fold_line)

    def document(self, pack_id: str, document_id: str) -> Document:
        """Read one document. Raises DocumentMissing, DocumentUnreadable."""
        pack = self._packs.get(pack_id)
        if pack is None:
            raise DocumentMissing(f"{pack_id}/{document_id}")
        return pack.document(document_id)

    def open_document(self, locator: Locator, words: tuple[str, ...] = ()) -> OpenDocument:
        """Read the document of `locator` and find `words` (an Answer's) in it. Raises as `document` does."""
        return self.with_matches(self.document(locator.pack_id, locator.document_id), words)

    def with_matches(self, document: Document, words: tuple[str, ...]) -> OpenDocument:
        """`document`, cut into sections, with every place where one of `words` stands."""
        from foc_reader.core.open_document import with_matches

        return with_matches(document, words)

    def find_library(self, folder: Path) -> OpenedLibrary:
        """The library in `folder`, or in the folder of a stick or a program that it is; changes nothing.

        Raises LibraryMissing.
        """
        return find_library(self.locations, folder)

    def use_library(self, library: OpenedLibrary) -> None:
        """Show `library` from now on. Reads nothing; its indexes wait for `open_search`."""
        about_packs = (LibraryMissing, ChosenLibraryMissing, PackUnreadable)
        kept = tuple(problem for problem in self.problems if not isinstance(problem, about_packs))
        self.locations, self.problems = library.locations, (*library.problems, *kept)
        self._packs = {pack.info.id: pack for pack in library.packs}

    @property
    def is_library_missing(self) -> bool:
        """Whether there is no pack where the library should be."""
        return any(isinstance(problem, LibraryMissing) for problem in self.problems)

    @property
    def indexes(self) -> IndexesInUse:
        """Whether the library is whole, and how an index is built again."""
        if self._indexes is None:
            from foc_reader.core.indexes_in_use import IndexesInUse

            self._indexes = IndexesInUse(self.locations.data, lambda: self.packs)
        return self._indexes

    def look_through(self, document: Document, is_exact: bool, token: CancelToken | None = None) -> Within:
        """`document` made ready for finding what is typed in it. Raises Cancelled."""
        from foc_reader.core.search.within import Within

        return Within(document, is_exact, token or CancelToken())

    # search: call these from one thread, which need not be the one that opened the session

    def open_search(self) -> tuple[FocReaderError, ...]:
        """Open the indexes and say what is wrong with them; where one fails, titles are still found."""
        self.close_search()
        if not self.packs:
            return ()
        from foc_reader.core.search.room import SearchRoom

        self._room = SearchRoom.open(self.indexes.chosen())
        if self._room.problems and self.indexes.give_up_on(self._room.pack_ids):
            return self.open_search()
        return self._room.problems

    def forget_rebuilt(self, pack_ids: Collection[str]) -> tuple[FocReaderError, ...]:
        """Remove the indexes kept for these packs, and search with the packs' own. Comes back as `open_search` does."""
        self.indexes.give_up(pack_ids)
        problems = self.open_search()
        self.indexes.remove(pack_ids)
        return problems

    def warm_up_search(self) -> None:
        """Import and make what the first search would have to wait for, while the first word is still being typed.

        Costs next to nothing once there was a search. Raises nothing.
        """
        if self._room is not None:
            self._room.warm_up()
        self._titles.warm_up()

    def search(
        self,
        query: str,
        token: CancelToken | None = None,
        filters: Filters | None = None,
        limit: int = 20,
        order: str = BEST_FIRST,
    ) -> Answer:
        """What `query` finds within `filters`, in an order of `model.ORDERS`; titles for packs without a sound index.

        Such documents stand after all hits that hold all words, and are in no count of a filter.
        Raises Cancelled, IndexDamaged.
        """
        token, filters = token or CancelToken(), filters or Filters()
        if self._room is None:
            return self.search_titles(query, limit, filters, order)
        before = self._room.problems
        answer = self._room.search(query, filters, token, limit, order)
        if self._room.problems != before and self.indexes.give_up_on(self._room.pack_ids):
            self.open_search()
            return self.search(query, token, filters, limit, order)
        searched = self._room.pack_ids
        if not searched:
            return self.search_titles(query, limit, filters, order)
        if searched.issuperset(self._packs):
            return answer
        from foc_reader.core.search.titles import with_titles

        titled = [entry for entry in self._titles.holding(query, filters) if entry.pack_id not in searched]
        return with_titles(answer, titled, limit, order)

    def find_documents(
        self, query: str, token: CancelToken | None = None, filters: Filters | None = None, limit: int = 20
    ) -> tuple[Hit, ...]:
        """The documents that `search` finds, in its order, each as a hit without a snippet.

        Those of packs without a sound index are not among them. Raises Cancelled, IndexDamaged.
        """
        if self._room is None:
            return ()
        return self._room.find_documents(query, filters or Filters(), token or CancelToken(), limit)

    def suggest(
        self, answer: Answer, token: CancelToken | None = None, filters: Filters | None = None
    ) -> Suggestion | None:
        """“Did you mean”: another query than that of `answer`, of the library's own words, that finds more.

        None where every word is known, or nothing comes near. `answer` was found within `filters`.
        Raises Cancelled, IndexDamaged.
        """
        if self._room is None:
            return None
        return self._room.suggest(answer, filters or Filters(), token or CancelToken())

    def more_like(
        self,
        locator: Locator,
        token: CancelToken | None = None,
        filters: Filters | None = None,
        limit: int = 20,
        order: str = BEST_FIRST,
    ) -> Answer:
        """The passages of other documents most like the one of `locator`, or like its whole document, in that order.

        Empty, with the fallback "titles", without a sound index. Raises DocumentMissing, DocumentUnreadable,
        BlockMissing, Cancelled, IndexDamaged.
        """
        document = self.document(locator.pack_id, locator.document_id)
        if locator.pid and all(block.pid != locator.pid for block in document.blocks):
            raise BlockMissing(document.entry.title, locator.pid)
        if self._room is None or not self._room.pack_ids:
            return Answer("", fallback="titles")
        from foc_reader.core.library.lines import passage_around

        texts = [block.text for block in passage_around(document.blocks, locator.pid)]
        return self._room.like(document.entry, texts, filters or Filters(), token or CancelToken(), limit, order)

    @property
    def search_problems(self) -> tuple[FocReaderError, ...]:
        """What is wrong with the open indexes: found when they were opened, or while searching."""
        return self._room.problems if self._room else ()

    def search_titles(
        self, query: str, limit: int = 20, filters: Filters | None = None, order: str = BEST_FIRST
    ) -> Answer:
        """Documents within `filters` whose titles hold all words of `query`, be it as beginnings of longer words.

        Takes no index, and may be called from any thread.
        """
        fallback = "titles" if self.packs else "no library"
        from foc_reader.core.search.titles import with_titles

        titled = self._titles.holding(query, filters or Filters())
        return replace(with_titles(Answer(query), titled, limit, order), fallback=fallback)

    def nearest_titles(self, query: str, most: int) -> tuple[Hit, ...]:
        """The documents whose titles hold most of the words of `query`, at least half of them.

        Takes no index, and may be called from any thread.
        """
        from foc_reader.core.search.titles import title_hit

        return tuple(map(title_hit, self._titles.near(query, most)))

    @property
    def _titles(self) -> TitleList:
        """Those of the library, which may be another one by now."""
        if self._title_list is None or self._title_list[0] is not self._packs:
            from foc_reader.core.search.titles import TitleList

            self._title_list = self._packs, TitleList(self.entries)
        return self._title_list[1]

    def close_search(self) -> None:
        """Close the indexes, so that a stick can be taken out."""
        if self._room is not None:
            self._room.close()
            self._room = None

    # what is kept

    @property
    def keeps_in_memory_only(self) -> bool:
        """Whether what is kept is gone when the reader closes."""
        return not self._notebooks.is_kept

    @property
    def could_not_save(self) -> bool:
        """Whether there is a place to keep things, and the last save there failed."""
        return self.keeps_in_memory_only and self.locations.data is not None and self.locations.may_write

    def keep(self, notebook: Notebook) -> Notebook:
        """Save `notebook`, together with what other windows saved meanwhile, which comes back. Raises SaveFailed."""
        return self._notebooks.save(notebook)

    def keep_settings(self, settings: Settings) -> None:
        """Save what the person changed. Raises SaveFailed."""
        self._settings.save(settings)

    def new_bookmark(self, document: Document, locator: Locator) -> Bookmark:
        """A bookmark of `locator`, not yet kept; named after its words, at the start of a document after its title."""
        from foc_reader.core.notebook.bookmarking import make_bookmark

        start = self.past_opening(document, document.entry.locator)
        is_start = locator.start == locator.end and self.past_opening(document, locator).pid == start.pid
        return make_bookmark(document, locator, name=document.entry.title if is_start else "")

    def past_opening(self, document: Document, locator: Locator) -> Locator:
        """The first block of the text, where `locator` is something above it, such as the date; else `locator`."""
        from foc_reader.core.reading.opening import past_opening

        return past_opening(document, locator)

    def find_again(self, bookmark: Bookmark) -> Locator | None:
        """The kept words, or the whole kept block, where they are now; None when the library no longer has them.

        To look for many, `places` is quicker.
        """
        from foc_reader.core.finding_again import find_again

        return find_again(self.document, bookmark)

    def places(self, bookmarks: Sequence[Bookmark], token: CancelToken | None = None) -> dict[str, Place | None]:
        """Where in their documents they are now, by id; None for those that are lost. Each document is read once.

        Without those of damaged documents: damaged is not lost, a better copy of the library may have them.
        Raises Cancelled.
        """
        from foc_reader.core.finding_again import places

        return places(self.document, bookmarks, token or CancelToken())

    def export_bookmarks(
        self, path: Path, bookmarks: Sequence[Bookmark], places: Mapping[str, Place], lost: frozenset[str]
    ) -> None:
        """Write `bookmarks` to `path`: as Markdown or a web page where its name ends so, else as W3C Web Annotations.

        The first two are for reading: `places`, as far as known, put them in order; of `lost` it is said that they are.
        Raises SaveFailed.
        """
        from foc_reader.core.notebook.exporting import exported
        from foc_reader.core.storage import write_file

        entries = {(entry.pack_id, entry.id): entry for entry in self.entries}
        write_file(path, exported(path.suffix, bookmarks, entries, places, lost).encode())

    def read_bookmarks(self, path: Path) -> Imported:
        """The bookmarks in a file that `export_bookmarks`, or another program, wrote. Raises ImportUnreadable."""
        from foc_reader.core.notebook.annotations import read_annotations

        return read_annotations(path)

    def close(self) -> None:
        """Let go of every file."""
        self.close_search()
