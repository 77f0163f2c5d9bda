"""Bookmarks as one web page that needs nothing else: to be read on a phone, printed, passed on."""

from __future__ import annotations

import html
from collections.abc import Iterator

from foc_reader.core.model import Bookmark, is_language
from foc_reader.core.notebook.collected import Collected, Group, counted, lines_of, name_of, one_line, place_of

# No script, no picture, no address: a browser that shows this asks for nothing, and is told not to
_HEAD = """\
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bookmarks</title>
<style>
:root { color-scheme: light dark; --text: #1e2226; --muted: #464d58; --paper: #fcfbf8; --rule: #857f72; }
@media (prefers-color-scheme: dark) {
  :root { --text: #d9dee4; --muted: #b6bfc9; --paper: #15181c; --rule: #6e7984; }
}
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 42rem; background: var(--paper); color: var(--text);
  font: 1.05rem/1.6 "Noto Serif", Georgia, serif; overflow-wrap: anywhere; }
h1, h2, h3 { font-family: "Noto Sans", "Segoe UI", sans-serif; line-height: 1.25; break-after: avoid; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .2rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
blockquote { margin: .6rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule); }
p { margin: .5rem 0; }
.facts { color: var(--muted); font: .85rem/1.5 "Noto Sans", "Segoe UI", sans-serif; }
:lang(ar), :lang(fa), :lang(ur), :lang(my), :lang(km), :lang(hi), :lang(ne) { line-height: 1.9; }
@media print {
  :root { --text: #000; --muted: #333; --paper: #fff; --rule: #777; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  article { break-inside: avoid; }
}
</style>
</head>
<body>
"""


def to_html(collected: Collected) -> str:
    """A page with a chapter a document and a section a bookmark."""
    return _HEAD + "\n".join(_lines(collected)) + "\n</body>\n</html>\n"


def _lines(collected: Collected) -> Iterator[str]:
    yield "<h1>Bookmarks</h1>"
    yield f'<p class="facts">{counted(collected.count)} kept in FOC Reader, written down on {collected.day}.</p>'
    for group in collected.groups:
        facts = " · ".join(f"<bdi>{_escaped(fact)}</bdi>" for fact in (group.date, group.address) if fact)
        yield "<section>"
        yield f"<h2{_language(group)}>{_escaped(group.title)}</h2>"
        if facts:
            yield f'<p class="facts">{facts}</p>'
        for bookmark in group.bookmarks:
            yield from _bookmark(bookmark, group, bookmark.id in collected.lost)
        yield "</section>"


def _bookmark(bookmark: Bookmark, group: Group, is_lost: bool) -> Iterator[str]:
    yield "<article>"
    yield f'<h3 lang="" dir="auto">{_escaped(name_of(bookmark))}</h3>'
    quote = _paragraphs(bookmark.quote.exact)
    if quote:
        yield f"<blockquote{_language(group, is_quote=True)}>{quote}</blockquote>"
    note = _paragraphs(bookmark.note)
    if note:
        yield f'<div lang="">{note}</div>'  # nobody said in which language it is written
    tags = ", ".join(f"<bdi>{_escaped(tag)}</bdi>" for tag in bookmark.tags if one_line(tag))
    if tags:
        yield f'<p class="facts">Tags: {tags}</p>'
    day = bookmark.created[:10]
    kept = f"Kept on <bdi>{_escaped(day)}</bdi>: " if day else "Kept: "
    yield f'<p class="facts">{kept}<bdi>{_escaped(place_of(bookmark))}</bdi></p>'
    if is_lost:
        yield '<p class="facts">Lost: the library no longer has this passage.</p>'
    yield "</article>"


def _language(group: Group, is_quote: bool = False) -> str:
    """What the document says of its language and direction. Words from within it show their direction themselves."""
    direction = group.direction if group.direction in ("ltr", "rtl") and not is_quote else "auto"
    language = f' lang="{group.language}"' if is_language(group.language) else ""
    return f'{language} dir="{direction}"'


def _paragraphs(text: str) -> str:
    paragraphs: list[list[str]] = [[]]
    for line in lines_of(text):
        if line:
            paragraphs[-1].append(_escaped(line))
        else:
            paragraphs.append([])
    return "".join(f'<p dir="auto">{"<br>".join(lines)}</p>' for lines in paragraphs if lines)


def _escaped(text: str) -> str:
    return html.escape(one_line(text))
