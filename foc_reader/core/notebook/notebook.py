"""The notebook: a value that holds every bookmark, and from which changes make a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter

from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.moments import Clock, microseconds_after, seconds, utc_now
from foc_reader.core.values import dataclass, field, replace


@dataclass(frozen=True)
class Notebook:
    """What a person keeps. Two windows each change their own; `merged` makes one of the two."""

    bookmarks: Mapping[str, Bookmark] = field(default_factory=dict)  # by id, tombstones included

    def listed(self) -> tuple[Bookmark, ...]:
        """The bookmarks that are not deleted, newest first."""
        return self._newest_first

    def at(self, locator: Locator) -> Bookmark | None:
        """The newest bookmark of this very block, whichever of its words; None if there is none."""
        return self._newest_by_block.get(_block_of(locator))

    def with_bookmark(self, bookmark: Bookmark, clock: Clock = utc_now) -> Notebook:
        """With `bookmark` added, or in place of its earlier version, stamped as changed now.

        Raises BadLocator: what cannot be read back is not taken in.
        """
        return self._with_version(
            replace(
                bookmark,
                locator=bookmark.locator if bookmark.search else Locator.parse(str(bookmark.locator)),
                created=bookmark.created or seconds(clock()),
                is_deleted=False,
            ),
            clock,
        )

    def without(self, bookmark_id: str, clock: Clock = utc_now) -> Notebook:
        """With that bookmark deleted: a tombstone stays, which holds the id and the times and nothing else."""
        bookmark = self.bookmarks.get(bookmark_id)
        if bookmark is None or bookmark.is_deleted:
            return self
        return self._with_version(make_tombstone(bookmark.id, bookmark.created), clock)

    def restored(self, bookmark: Bookmark, clock: Clock = utc_now) -> Notebook:
        """With a deleted bookmark back as it was. The tombstone does not know it: keep it for as long as undo lasts."""
        return self.with_bookmark(bookmark, clock)

    def with_imported(self, bookmarks: Iterable[Bookmark], clock: Clock = utc_now) -> Notebook:
        """With bookmarks from a file: new and deleted ones come in, of one that is here the newer version stays."""
        notebook = self
        for bookmark in bookmarks:
            here = notebook.bookmarks.get(bookmark.id)
            if here is None or here.is_deleted or here.changed < bookmark.changed:
                notebook = notebook.with_bookmark(bookmark, clock)
        return notebook

    def merged(self, other: Notebook) -> Notebook:
        """What both hold; of two versions of one bookmark the one changed later, a tombstone included.

        This notebook itself comes back where `other` has nothing newer.
        """
        newer = {key: theirs for key, theirs in other.bookmarks.items() if _is_newer(theirs, self.bookmarks.get(key))}
        return Notebook({**self.bookmarks, **newer}) if newer else self

    # reckoned once, when first asked for: a notebook never changes, and the window asks at each step of scrolling

    @cached_property
    def _newest_first(self) -> tuple[Bookmark, ...]:
        kept = [bookmark for bookmark in self.bookmarks.values() if not bookmark.is_deleted]
        return tuple(sorted(kept, key=attrgetter("created", "changed", "id"), reverse=True))

    @cached_property
    def _newest_by_block(self) -> Mapping[tuple[str, str, str], Bookmark]:
        passages = (bookmark for bookmark in reversed(self._newest_first) if bookmark.search is None)
        return {_block_of(bookmark.locator): bookmark for bookmark in passages}

    def _with_version(self, bookmark: Bookmark, clock: Clock) -> Notebook:
        replaced = self.bookmarks.get(bookmark.id, bookmark)
        changed = microseconds_after(max(replaced.changed, bookmark.changed), clock())
        return Notebook({**self.bookmarks, bookmark.id: replace(bookmark, changed=changed)})


def make_tombstone(bookmark_id: str, created: str, changed: str = "") -> Bookmark:
    """The mark of a deleted bookmark: nothing of where it was or what it said."""
    return Bookmark(bookmark_id, Locator("", ""), Quote(""), "", created=created, changed=changed, is_deleted=True)


def _block_of(locator: Locator) -> tuple[str, str, str]:
    return locator.pack_id, locator.document_id, locator.pid


def _is_newer(theirs: Bookmark, ours: Bookmark | None) -> bool:
    if ours is None:
        return True
    if ours is theirs or theirs.changed < ours.changed:  # so it is with nearly all
        return False
    return theirs != ours and _rank(theirs) > _rank(ours)


def _rank(bookmark: Bookmark) -> tuple[str, bool, str, str]:
    """Orders all versions of a bookmark: by time, and if two windows saved in the same microsecond, the same way in
    both."""
    return bookmark.changed, bookmark.is_deleted, bookmark.created, repr(bookmark)
