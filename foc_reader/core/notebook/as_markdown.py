"""Bookmarks as Markdown, to be read, printed or pasted elsewhere. Nothing in them is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foc_reader.core.model import Bookmark
from foc_reader.core.notebook.collected import Collected, counted, lines_of, name_of, one_line, place_of

# Signs of CommonMark and of what is often added to it: tables, strikethrough, formulas, addresses that become links
_SIGNS = re.compile(r"[\\`*_\[\]<>&|~$#@^{}]|:(?=//)|(?<=www)\.|(?<=WWW)\.")
_AT_START = re.compile(r"[-+=:!%]|[0-9]+(?=[.)])")  # lists, headings underlined, definitions, front matter
_HARD_BREAK = "\\\n"


def to_markdown(collected: Collected) -> str:
    """A page with a chapter a document and a section a bookmark."""
    return "\n\n".join(_pieces(collected)) + "\n"


def escaped(text: str) -> str:
    """`text`, one line, so that Markdown shows it letter by letter, wherever in a line or a block it stands."""
    text = _SIGNS.sub(r"\\\g<0>", one_line(text))
    start = _AT_START.match(text)
    if start is None:
        return text
    end = start.end()
    is_number = start.group()[0].isdigit()
    return f"{text[:end]}\\{text[end:]}" if is_number else f"\\{text}"


def _pieces(collected: Collected) -> Iterator[str]:
    yield "# Bookmarks"
    yield f"{counted(collected.count)} kept in FOC Reader, written down on {collected.day}."
    for group in collected.groups:
        yield f"## {escaped(group.title)}"
        if group.address:
            yield escaped(" · ".join(fact for fact in (group.date, group.address) if fact))
        for bookmark in group.bookmarks:
            yield from _bookmark(bookmark, bookmark.id in collected.lost)


def _bookmark(bookmark: Bookmark, is_lost: bool) -> Iterator[str]:
    yield f"### {escaped(name_of(bookmark))}"
    quote = _lines(bookmark.quote.exact)
    if quote:
        yield "\n".join(f"> {line}".rstrip() for line in quote.split("\n"))
    note = _lines(bookmark.note)
    if note:
        yield note
    tags = ", ".join(escaped(tag) for tag in bookmark.tags if one_line(tag))
    if tags:
        yield f"Tags: {tags}"
    day = bookmark.created[:10]
    where = escaped(place_of(bookmark))
    yield (f"Kept on {escaped(day)}: " if day else "Kept: ") + where
    if is_lost:
        yield "Lost: the library no longer has this passage."


def _lines(text: str) -> str:
    """The lines of `text` as Markdown that keeps them apart."""
    paragraphs: list[list[str]] = [[]]
    for line in lines_of(text):
        if line:
            paragraphs[-1].append(escaped(line))
        else:
            paragraphs.append([])
    return "\n\n".join(_HARD_BREAK.join(lines) for lines in paragraphs if lines)
