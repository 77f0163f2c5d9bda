"""Bookmarks as W3C Web Annotations (JSON-LD), to pass on to other programs and to take in again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from foc_reader.core.errors import BadLocator, ImportUnreadable
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.bookmarking import NAME_LENGTH, clean_tags
from foc_reader.core.notebook.moments import is_moment
from foc_reader.core.storage import JsonValue
from foc_reader.core.values import dataclass, replace

if TYPE_CHECKING:
    from foc_reader.core.saved_search import SavedSearch

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SOURCE_PREFIX = "urn:x-foc-reader:"  # then pack/document
SEARCH_SOURCE = "urn:x-foc-reader:search"  # the value of its selector is a search, as JSON
SIZE_LIMIT = 32_000_000  # bytes
LENGTH_LIMIT = 16_000_000  # characters
COUNT_LIMIT = 20_000  # annotations


@dataclass(frozen=True)
class Imported:
    """What came out of a file of annotations."""

    bookmarks: tuple[Bookmark, ...]
    left_out: int  # annotations that are damaged, or not of a document of this reader


def to_annotations(bookmarks: Iterable[Bookmark]) -> str:
    """The bookmarks as one AnnotationCollection; deleted ones are left out."""
    items = [_annotation(bookmark) for bookmark in bookmarks if not bookmark.is_deleted]
    page_id = _made_id(json.dumps(items))
    collection: JsonValue = {
        "@context": CONTEXT,
        "id": _made_id(page_id),
        "type": "AnnotationCollection",
        "label": "Bookmarks kept in FOC Reader",
        "total": len(items),
        "first": {"id": page_id, "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")  # half characters cannot leave in a file


def read_annotations(path: Path) -> Imported:
    """What is in a file that `to_annotations`, or another program, wrote. Raises ImportUnreadable."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ImportUnreadable(path.name, "it is too large")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportUnreadable(path.name, "it cannot be read as text") from error
    return from_annotations(text, path.name)


def from_annotations(text: str, name: str) -> Imported:
    """What `to_annotations` wrote, or another program about our documents; unknown fields are passed over.

    `name` is the file's, for the message. Raises ImportUnreadable if there is no bookmark of this reader in it.
    """
    if len(text) > LENGTH_LIMIT:
        raise ImportUnreadable(name, "it is too large")
    try:
        whole: JsonValue = json.loads(text)
    except RecursionError as error:
        raise ImportUnreadable(name, "it is nested too deeply") from error
    except ValueError as error:
        raise ImportUnreadable(name, "it is not a file of annotations (JSON), or not a whole one") from error
    items = _items(whole)
    if items is None:
        raise ImportUnreadable(name, "it holds no annotations")
    if len(items) > COUNT_LIMIT:
        raise ImportUnreadable(name, f"it holds more than {COUNT_LIMIT} annotations")
    found = [_bookmark(item) for item in items]
    bookmarks = {bookmark.id: bookmark for bookmark in found if bookmark}
    if items and not bookmarks:
        raise ImportUnreadable(name, "none of its annotations is of a document of this reader")
    return Imported(tuple(bookmarks.values()), found.count(None))


def _annotation(bookmark: Bookmark) -> JsonValue:
    bodies = [_body("describing", bookmark.name)]
    bodies += [_body("commenting", bookmark.note)] if bookmark.note else []
    bodies += [_body("tagging", tag) for tag in bookmark.tags]
    motivations: list[JsonValue] = ["bookmarking"]
    motivations += ["commenting"] if bookmark.note else []
    motivations += ["tagging"] if bookmark.tags else []
    return {
        "id": f"urn:uuid:{bookmark.id}",
        "type": "Annotation",
        "motivation": motivations,
        "created": bookmark.created,
        "modified": bookmark.changed,
        "body": bodies,
        "target": _target(bookmark),
    }


def _body(purpose: str, value: str) -> JsonValue:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(bookmark: Bookmark) -> JsonValue:
    if bookmark.search:
        return _search_target(bookmark.search, bookmark.title)
    locator, quote = bookmark.locator, bookmark.quote
    quoted: JsonValue = {
        "type": "TextQuoteSelector",
        "exact": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }
    selectors = [quoted]
    if locator.pid:
        block: dict[str, JsonValue] = {"type": "FragmentSelector", "value": locator.pid}
        if locator.start != locator.end:
            # within the block, not the document: so it stands as long as the block does
            block["refinedBy"] = {"type": "TextPositionSelector", "start": locator.start, "end": locator.end}
        selectors.append(block)
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"{SOURCE_PREFIX}{locator.pack_id}/{locator.document_id}",
            "type": "Text",
            "dc:title": bookmark.title,
        },
        "selector": selectors,
    }


def _search_target(search: SavedSearch, place: str) -> JsonValue:
    from foc_reader.core.notebook.searches import search_to_value

    value = json.dumps(search_to_value(search), ensure_ascii=False)
    return {
        "type": "SpecificResource",
        "source": {"id": SEARCH_SOURCE, "type": "Dataset", "dc:title": place},
        "selector": {"type": "FragmentSelector", "value": value},
    }


def _search(target: JsonValue) -> SavedSearch | None:
    """The search that a target stands for; None where it is none, or not a sound one."""
    source = target.get("source") if isinstance(target, dict) else None
    if not isinstance(source, dict) or source.get("id") != SEARCH_SOURCE:
        return None
    from foc_reader.core.notebook.searches import search_from_value

    try:
        for selector in _selectors(target, "FragmentSelector"):
            return search_from_value(json.loads(_text(selector.get("value"))))
    except (ValueError, RecursionError):
        return None
    return None


def _items(whole: JsonValue) -> list[JsonValue] | None:
    """The annotations of a collection, a page, a plain list, or the one that stands alone; None if it is none of
    these."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return None
    page = whole.get("first", whole)
    items = page.get("items") if isinstance(page, dict) else None
    if isinstance(items, list):
        return items
    return [whole] if "target" in whole else None


def _bookmark(item: JsonValue) -> Bookmark | None:
    """The bookmark that an annotation stands for; None if it is not sound, or of something else."""
    if not isinstance(item, dict):
        return None
    target = _first(item.get("target"))
    search = _search(target)
    locator = Locator("", "") if search else _locator(target)
    if locator is None:
        return None
    quote, title, texts = _quote(target), _title(target), _bodies(item)
    created, changed = _text(item.get("created")), _text(item.get("modified"))
    bookmark = Bookmark(
        id="",
        locator=locator,
        quote=quote,
        name=" ".join(texts["describing"]) or quote.exact[:NAME_LENGTH] or (search.query if search else title),
        note="\n\n".join(texts["commenting"]),
        tags=clean_tags(texts["tagging"]),
        title=title,
        created=created if is_moment(created) else "",
        changed=changed if is_moment(changed) else "",
        search=search,
    )
    return replace(bookmark, id=_bookmark_id(_text(item.get("id")), bookmark))


def _locator(target: JsonValue) -> Locator | None:
    source = target.get("source") if isinstance(target, dict) else target
    address = _text(source.get("id") if isinstance(source, dict) else source)
    if not address.startswith(SOURCE_PREFIX):
        return None
    try:
        document = Locator.parse(address.removeprefix(SOURCE_PREFIX))
        for selector in _selectors(target, "FragmentSelector"):
            block = Locator.parse(f"{document}#{_text(selector.get('value'))}")
            position = _first(selector.get("refinedBy"))
            return _with_position(block, position) if isinstance(position, dict) else block
    except BadLocator:
        return None
    return document


def _with_position(block: Locator, position: dict[str, JsonValue]) -> Locator:
    start, end = position.get("start"), position.get("end")
    if type(start) is not int or type(end) is not int:
        return block
    return Locator.parse(str(replace(block, start=start, end=end)))


def _title(target: JsonValue) -> str:
    source = target.get("source") if isinstance(target, dict) else None
    return _text(source.get("dc:title")) if isinstance(source, dict) else ""


def _quote(target: JsonValue) -> Quote:
    for selector in _selectors(target, "TextQuoteSelector"):
        return Quote(_text(selector.get("exact")), _text(selector.get("prefix")), _text(selector.get("suffix")))
    return Quote("")


def _selectors(target: JsonValue, kind: str) -> list[dict[str, JsonValue]]:
    selectors = target.get("selector") if isinstance(target, dict) else None
    listed = selectors if isinstance(selectors, list) else [selectors]
    return [selector for selector in listed if isinstance(selector, dict) and selector.get("type") == kind]


def _bodies(item: dict[str, JsonValue]) -> dict[str, list[str]]:
    """The texts of an annotation by purpose; one without a purpose we know is a comment."""
    texts: dict[str, list[str]] = {"describing": [], "commenting": [], "tagging": []}
    body = item.get("body", item.get("bodyValue"))
    for one in body if isinstance(body, list) else [body]:
        purpose, value = (one.get("purpose"), one.get("value")) if isinstance(one, dict) else (None, one)
        text = _text(value)
        if text:
            texts[purpose if isinstance(purpose, str) and purpose in texts else "commenting"].append(text)
    return texts


def _bookmark_id(given: str, bookmark: Bookmark) -> str:
    """Our own id where there is one, else one that comes out the same each time the file is taken in."""
    import uuid  # 3 ms, so not at the start

    try:
        return str(uuid.UUID(given.removeprefix("urn:uuid:")))
    except ValueError:
        return _made_id(given or repr(bookmark)).removeprefix("urn:uuid:")


def _made_id(text: str) -> str:
    """An address made from what it stands for."""
    import uuid

    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"


def _first(value: JsonValue) -> JsonValue:
    return (value[0] if value else None) if isinstance(value, list) else value


def _text(value: JsonValue) -> str:
    """`value` if it is a text, without halves of characters; else an empty one."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""
