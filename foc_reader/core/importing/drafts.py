"""Drafts on their way to becoming blocks: their words, their direction, and cutting those that are too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape, unescape

from foc_reader.core.blocks import MAX_HTML_BYTES, Draft, clean_inline, html_size, plain_text
from foc_reader.core.values import replace

_WHOLE_BYTES = MAX_HTML_BYTES * 4 // 5  # what is left covers ids that are longer than what stands for them until then
_CUT_BYTES = MAX_HTML_BYTES // 2
_LONGEST_PART = _CUT_BYTES // 8  # characters: at five bytes each, "&amp;", they still fit
_OWN_TAG = re.compile(r"<[^<>]*>")  # in a draft every other < and > is escaped
_SENTENCE_END = re.compile(r"(?<=[.!?;։؟۔।॥။។。！？])\s+|\n+")


def draft_text(draft: Draft) -> str:
    """The words that the block will have."""
    return plain_text(clean_inline(draft.html, draft.kind))


def cut_draft(draft: Draft) -> list[Draft]:
    """The draft itself, or where it is too long for one block several, cut at the ends of sentences or lines.

    What is cut loses its tags. A piece of a heading, an item or a row is a paragraph.
    """
    if _size(draft.html) <= _WHOLE_BYTES:
        return [draft]
    text = unescape(_OWN_TAG.sub("", draft.html.replace("<br>", "\n")))
    kind = draft.kind if draft.kind in ("paragraph", "quote", "code", "note") else "paragraph"
    return [replace(draft, kind=kind, level=0, html=escape(piece, quote=False)) for piece in _pieces(text)]


def directed(draft: Draft, direction: str) -> Draft:
    """The draft with its direction: the document's, unless both its first letter and most of its letters disagree."""
    text = draft_text(draft)
    if direction == "ltr" and text.isascii():
        return draft if draft.dir == direction else replace(draft, dir=direction)
    letters = [unicodedata.bidirectional(sign) for sign in text]
    strong = ["rtl" if kind in ("R", "AL") else "ltr" for kind in letters if kind in ("L", "R", "AL")]
    if strong and strong[0] != direction and strong.count(direction) * 2 < len(strong):
        direction = strong[0]
    return replace(draft, dir=direction)


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces of at most _CUT_BYTES of markup."""
    piece: list[str] = []
    total = 0
    for part in _parts(text):
        size = _size(escape(part, quote=False))
        if piece and total + size > _CUT_BYTES:
            yield "".join(piece)
            piece, total = [], 0
        piece.append(part)
        total += size
    yield "".join(piece)


def _parts(text: str) -> Iterator[str]:
    """The sentences or lines of `text`, blanks included; a longer one is divided between words where it has any."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        while end - start > _LONGEST_PART:
            cut = text.rfind(" ", start, start + _LONGEST_PART) + 1 or start + _LONGEST_PART
            yield text[start:cut]
            start = cut
        yield text[start:end]
        start = end


def _size(html: str) -> int:
    """How long the block will be once blanks at which no line breaks are written as `&nbsp;`."""
    return html_size(html) + 4 * sum(html.count(blank) for blank in "\u00a0\u2007\u202f")
