"""The notebook in a file: read at the start, merged with what is there at each save."""

from __future__ import annotations

from pathlib import Path

from foc_reader.core.errors import BadLocator, FocReaderError, PlaceReadOnly, StoredFileUnreadable
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.moments import is_moment
from foc_reader.core.notebook.notebook import Notebook, make_tombstone
from foc_reader.core.storage import JsonValue, StoredFile

KIND = "foc-reader bookmarks"
VERSION = 2  # 1: without searches


class NotebookStore:
    """Keeps a notebook in one file. Call from one thread at a time."""

    def __init__(self, path: Path | None, may_write: bool = True) -> None:
        self._file = StoredFile(path, KIND, VERSION) if path else None  # None: nothing is written anywhere
        self._said_read_only = False
        self.is_kept = path is not None and may_write  # False: what is in memory is not all in the file
        self.warning = ""  # after load(): one sentence, if not all is as it was last saved

    def load(self) -> Notebook:
        """What was kept; an empty notebook if nothing was. Makes nothing.

        Raises StoredFileUnreadable; then every save raises it too, and the file stays as it is.
        """
        if self._file is None:
            return Notebook()
        notebook = _read_value(self._file.read(), self._file.path)
        if self._file.is_previous:
            self.warning = "The last save of your bookmarks is damaged. They are shown as they were one save before."
        return notebook

    def save(self, notebook: Notebook) -> Notebook:
        """`notebook` with what another window saved meanwhile; now in the file. The folder is made at the first save.

        Raises SaveFailed or StoredFileUnreadable; `notebook` and what was saved before are unharmed. That the place
        may only be read is raised once: later saves try again, and give `notebook` back as it is.
        """
        if self._file is None:
            return notebook
        path, merged, has_deleted = self._file.path, notebook, False

        def merge(there: JsonValue) -> JsonValue:
            nonlocal merged, has_deleted
            before = _read_value(there, path)
            merged = notebook.merged(before)
            has_deleted = any(
                merged.bookmarks[kept.id].is_deleted for kept in before.bookmarks.values() if not kept.is_deleted
            )
            return notebook_to_value(merged)

        try:
            self._file.update(merge)
        except PlaceReadOnly:
            self.is_kept = False
            if self._said_read_only:
                return notebook
            self._said_read_only = True
            raise
        except FocReaderError:
            self.is_kept = False
            raise
        if has_deleted:
            self._file.forget_previous()
        self.is_kept = True
        self._said_read_only = False
        return merged


def notebook_to_value(notebook: Notebook) -> JsonValue:
    """The notebook as it stands in its file, by id."""
    return {"bookmarks": [_bookmark_to_value(notebook.bookmarks[key]) for key in sorted(notebook.bookmarks)]}


def notebook_from_value(value: JsonValue) -> Notebook:
    """What `notebook_to_value` wrote. Raises ValueError or BadLocator for anything else."""
    items = value.get("bookmarks") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise ValueError("no list of bookmarks")
    bookmarks = [_bookmark_from_value(item) for item in items]
    return Notebook({bookmark.id: bookmark for bookmark in bookmarks})


def _read_value(value: JsonValue, path: Path) -> Notebook:
    if value is None:
        return Notebook()
    try:
        return notebook_from_value(value)
    except (ValueError, BadLocator) as error:
        raise StoredFileUnreadable(path) from error


def _bookmark_to_value(bookmark: Bookmark) -> JsonValue:
    if bookmark.is_deleted:
        return {"id": bookmark.id, "created": bookmark.created, "changed": bookmark.changed, "deleted": True}
    if bookmark.search:
        from foc_reader.core.notebook.searches import search_to_value

        what: dict[str, JsonValue] = {"search": search_to_value(bookmark.search)}
    else:
        what = {
            "locator": str(bookmark.locator),
            "quote": bookmark.quote.exact,
            "prefix": bookmark.quote.prefix,
            "suffix": bookmark.quote.suffix,
        }
    return {
        "id": bookmark.id,
        **what,
        "name": bookmark.name,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "title": bookmark.title,
        "created": bookmark.created,
        "changed": bookmark.changed,
    }


def _bookmark_from_value(value: JsonValue) -> Bookmark:
    if not isinstance(value, dict):
        raise ValueError("not a bookmark")
    bookmark_id, created, changed = (_text(value, key) for key in ("id", "created", "changed"))
    if not (bookmark_id and is_moment(changed)):
        raise ValueError("a bookmark without an id or a time")
    if value.get("deleted") is True:
        return make_tombstone(bookmark_id, created, changed)
    tags = value.get("tags")
    if not isinstance(tags, list):
        raise ValueError("tags are not a list")
    search = None
    if "search" in value:
        from foc_reader.core.notebook.searches import NOWHERE, search_from_value

        locator, quote, search = NOWHERE, Quote(""), search_from_value(value["search"])
    else:
        locator = Locator.parse(_text(value, "locator"))
        quote = Quote(_text(value, "quote"), _text(value, "prefix"), _text(value, "suffix"))
    return Bookmark(
        bookmark_id,
        locator,
        quote,
        name=_text(value, "name"),
        note=_text(value, "note"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)),
        title=_text(value, "title"),
        created=created,
        changed=changed,
        search=search,
    )


def _text(value: dict[str, JsonValue], key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        raise ValueError(f"{key} is not a text")
    return text
