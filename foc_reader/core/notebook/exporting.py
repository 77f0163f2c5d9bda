"""The forms in which bookmarks leave: one to be taken in again, two to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foc_reader.core.model import Bookmark, DocumentEntry
from foc_reader.core.notebook.shelf import Place

MARKDOWN_ENDINGS = (".md", ".markdown")
HTML_ENDINGS = (".html", ".htm")


def exported(
    ending: str,
    bookmarks: Sequence[Bookmark],
    entries: Mapping[tuple[str, str], DocumentEntry],
    places: Mapping[str, Place],
    lost: frozenset[str],
) -> str:
    """What a file whose name has this ending should hold: Markdown, a web page, or else W3C Web Annotations.

    Only the last can be taken in again; for the others see `collected.collect`.
    """
    ending = ending.casefold()
    if ending not in MARKDOWN_ENDINGS + HTML_ENDINGS:
        from foc_reader.core.notebook.annotations import to_annotations

        return to_annotations(bookmarks)
    from foc_reader.core.notebook.collected import collect

    collected = collect(bookmarks, entries, places, lost)
    if ending in HTML_ENDINGS:
        from foc_reader.core.notebook.as_html import to_html

        return to_html(collected)
    from foc_reader.core.notebook.as_markdown import to_markdown

    return to_markdown(collected)
