"""What was understood of a query, in words: on a chip, and for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from foc_reader.core.isolating import isolated
from foc_reader.core.model import Answer, Part
from foc_reader.core.values import dataclass
from foc_reader.ui.facts import language_name

_MOST = 12  # chips; the box shows the rest
_MOST_WORDS = 6  # more plain words are a sentence, which says itself what it asks for
_LONGEST = 60  # characters of one
_STARS = "*＊"


@dataclass(frozen=True)
class ChipWords:
    """A part of a query; what its chip shows, and what it is called."""

    part: Part
    shown: str
    said: str
    is_plain: bool  # a word without any sign


def chips_of(answer: Answer) -> tuple[ChipWords, ...]:
    """What is worth a chip, in the order in which it was typed: nothing where a single word is all there is."""
    parts = sorted((part for part in answer.understood if part.places), key=lambda part: part.places[0].start)
    plain = [part for part in parts if _is_plain(part, answer.query)]
    if len(plain) > _MOST_WORDS:
        parts = [part for part in parts if part not in plain]
    elif len(parts) == len(plain) == 1:
        return ()
    return tuple(_words(part, answer.query) for part in parts[:_MOST])


def _is_plain(part: Part, query: str) -> bool:
    """Whether it was typed without any sign. The last word is read as a beginning, too, while it is typed."""
    return part.kind == "word" or (part.kind == "beginning" and query[part.places[0].end - 1] not in _STARS)


def _words(part: Part, query: str) -> ChipWords:
    is_plain = _is_plain(part, query)
    shown, said = _patterns("word" if is_plain else part.kind)
    text = part.text if len(part.text) <= _LONGEST else f"{part.text[:_LONGEST]}…"
    if part.kind == "language":
        text = language_name(part.text)
    elif part.kind == "year":
        text = _years(part.text)
    elif part.kind == "either":
        joined = _either(text.split(" OR "))
        return ChipWords(part, joined, said.format(words=joined), is_plain)
    return ChipWords(part, shown.format(words=isolated(text)), said.format(words=text), is_plain)


def _patterns(kind: str) -> tuple[str, str]:
    """(what is shown, what is said)."""
    translate = QCoreApplication.translate
    patterns = {
        "word": ("{words}", translate("chips", "Word: {words}")),
        "beginning": ("{words}…", translate("chips", "Beginning with: {words}")),
        "phrase": ("“{words}”", translate("chips", "Side by side: {words}")),
        "either": ("{words}", translate("chips", "One of: {words}")),
        "without": (translate("chips", "without {words}"), translate("chips", "Without: {words}")),
        "title": (translate("chips", "in titles: {words}"), translate("chips", "In titles: {words}")),
        "language": (translate("chips", "in {words}"), translate("chips", "Language: {words}")),
        "year": ("{words}", translate("chips", "Year: {words}")),
    }
    return patterns[kind]


def _either(words: Sequence[str]) -> str:
    pattern = QCoreApplication.translate("chips", "{words} or {word}")
    joined = isolated(words[0])
    for word in words[1:]:
        joined = pattern.format(words=joined, word=isolated(word))
    return joined


def _years(years: str) -> str:
    """`2014..2017` in words."""
    first, dots, last = years.partition("..")
    translate = QCoreApplication.translate
    if not dots:
        return first
    if first and last:
        return translate("chips", "{first} to {last}").format(first=first, last=last)
    pattern = translate("chips", "from {year}") if first else translate("chips", "until {year}")
    return pattern.format(year=first or last)
