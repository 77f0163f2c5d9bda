"""Where in a block's markup its words can become an anchor, and the markup with those anchors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_PART = re.compile(r"<[^>]*>|[^<]+")
_SIGN = re.compile(r"&[a-z]+;|.", re.DOTALL)  # one character of the text
_ENTITY = re.compile(r"&[a-z]+;")
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')


class Run(NamedTuple):
    """Text with no tag in it, outside of links."""

    start: int  # characters into the block's text
    end: int
    first: int  # characters into its markup
    last: int


def free_runs(html: str) -> Iterator[Run]:
    """The runs of text of a block's own markup that no link holds, in order."""
    at, in_link = 0, False
    for part in _PART.finditer(html):
        written = part.group()
        if written[0] != "<":
            end = at + len(_ENTITY.sub("x", written))
            if not in_link:
                yield Run(at, end, part.start(), part.end())
            at = end
        elif written.startswith("<a "):
            in_link = True
        elif written == "</a>":
            in_link = False
        elif written == "<br>":
            at += 1
        elif picture := _PICTURE.fullmatch(written):
            at += len(_ENTITY.sub("x", picture.group(1)))


def with_terms(html: str, terms: Iterable[tuple[int, int, int]]) -> str:
    """`html` with an anchor `term:N` around each (start, end, N) that lies in one free run; they are in order."""
    waiting = list(terms)
    parts: list[str] = []
    done = 0
    for run in free_runs(html):
        inside = [term for term in waiting if run.start <= term[0] and term[1] <= run.end]
        signs = [match.span() for match in _SIGN.finditer(html, run.first, run.last)] if inside else []
        for start, end, number in inside:
            first, last = signs[start - run.start][0], signs[end - run.start - 1][1]
            parts += (html[done:first], f'<a class="term" href="term:{number}">', html[first:last], "</a>")
            done = last
    return "".join((*parts, html[done:]))
