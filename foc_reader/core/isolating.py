"""Words of a document among words of ours: they keep their letters and their direction, and change no others."""

from __future__ import annotations

_ISOLATES, _POP = "\u2066\u2067\u2068", "\u2069"
_NOT_IN_AN_ISOLATE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e")),  # embeddings and overrides, and their end
    **dict.fromkeys(map(ord, "\n\r\x1c\x1d\x1e\x85\u2028\u2029"), " "),  # what ends a line or a paragraph
}
_OVERRIDES = str.maketrans("\u202d\u202e", "\u202a\u202b")


def isolated(text: str) -> str:
    """`text` between FIRST STRONG ISOLATE and POP: it keeps its direction inside a line of another.

    Signs in `text` that would reach out of that, or turn letters round, are left out; isolates in it that are closed
    stay. It becomes one line, as an isolate ends with its paragraph.
    """
    if not text:
        return ""
    return f"\u2068{text if text.isascii() and text.isprintable() else contained(text)}\u2069"


def contained(text: str) -> str:
    """`text` on one line, without signs of direction that reach out of it or turn letters round."""
    kept: list[str] = []
    opened: list[int] = []  # where in `kept` an isolate begins that is not closed yet
    for letter in text.translate(_NOT_IN_AN_ISOLATE):
        if letter in _ISOLATES:
            opened.append(len(kept))
        elif letter == _POP:
            if not opened:
                continue
            opened.pop()
        kept.append(letter)
    for at in reversed(opened):
        del kept[at]
    return "".join(kept)


def unturned(text: str) -> str:
    """`text` of the same length in which no sign turns letters round: overrides of direction become embeddings."""
    return text.translate(_OVERRIDES) if "\u202d" in text or "\u202e" in text else text
