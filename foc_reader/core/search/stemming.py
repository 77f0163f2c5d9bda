"""The stem of a folded word in the language of its document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from foc_reader.core.search import light_stems

# Snowball's name for each language tag. Adding a line widens what is found; indexes must then be built again.
_SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "yi": "yiddish",
}

# Rules of our own
_LIGHT: dict[str, Callable[[str], str]] = {
    "am": light_stems.amharic,
    "ar": light_stems.arabic,
    "he": light_stems.hebrew,
    "ko": light_stems.korean,
    "uk": light_stems.ukrainian,
}

# The language of a word in a script that its document's language is not written in, or of which no language is known:
# the first one; those after it are written in that script, too.
_SCRIPTS = (
    (range(0x370, 0x400), ("el",)),
    (range(0x400, 0x530), ("ru", "ab", "ba", "be", "bg", "cv", "kk", "ky", "mk", "mn", "sr", "tg", "tt", "uk")),
    (range(0x530, 0x590), ("hy",)),
    (range(0x590, 0x600), ("he", "yi")),
    (range(0x600, 0x780), ("ar", "az", "ckb", "fa", "ku", "ps", "sd", "ug", "ur")),
    (range(0x900, 0x980), ("hi", "kok", "mai", "mr", "ne", "sa")),
    (range(0xB80, 0xC00), ("ta",)),
    (range(0x1200, 0x13A0), ("am", "ti")),
    (range(0xAC00, 0xD7B0), ("ko",)),
)

_TURKIC = frozenset(("az", "kk", "ky", "tk", "tr", "uz"))
_TURKIC_STEM = 5  # endings follow one another; the first letters find more than cutting them one by one
_PERSIAN_LETTERS = str.maketrans("يك", "یک")  # folding leads towards Arabic, Snowball's Persian expects its own

# Languages with beginnings to cut off, or letters written otherwise. In all others a word begins with the first
# letter of its stem, in English with all but the last two, two at least; only "tying" becomes "tie". So it is for
# 170,000 words, from texts and made up.
_OTHER_BEGINNINGS = frozenset(("eo", "ga", "id", "nl", "sr", "st"))
_Y_AND_I = {"y": "i", "i": "y"}

_CACHED = 65536  # words; a document of 50 kB has some two thousand different ones


class _Snowball(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (its own name)


@lru_cache(maxsize=256)
def base_language(language: str) -> str:
    """The first part of a language tag, in small letters: "pt" for "pt-BR"."""
    return language.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=_CACHED)
def stem(form: str, language: str) -> str:
    """The stem of a folded word; the word itself where the language has no rule here. Any thread may call it.

    A word in another script than its language's is one of that script's usual language.
    """
    if form.isdecimal():
        return form
    base = _language_of(form, base_language(language))
    if base in _LIGHT:
        return _LIGHT[base](form)
    if base in _TURKIC:
        return form[:_TURKIC_STEM]
    if base not in _SNOWBALL:
        return form
    if base == "fa":
        form = form.translate(_PERSIAN_LETTERS)
    elif base == "es":
        form = _singular(form)
    with _lock(base):
        return _snowball(base).stemWord(form) or form


class Stems(dict[str, str | None]):
    """The stems of words of one language, each found once: `self[form]`. For one thread."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, form: str) -> str:
        found = self[form] = stem(form, self._language)
        return found


def _singular(form: str) -> str:
    """Two plurals of Spanish that Snowball takes for something else: "gobiernos" for a verb with "us" behind it."""
    if form.endswith("ades"):
        return form[:-2]
    return form[:-1] if form.endswith("nos") else form


def _language_of(form: str, base: str) -> str:
    first = ord(form[:1] or " ")
    if first < _SCRIPTS[0][0].start:
        return base
    for script, languages in _SCRIPTS:
        if first in script:
            return base if base in languages else languages[0]
    return base


def kept_beginnings(term: str, language: str) -> tuple[str, ...] | None:
    """How an ASCII word can begin whose stem is `term`; None where the language has stems that begin otherwise."""
    base = base_language(language)
    if base in _OTHER_BEGINNINGS or base in _LIGHT:
        return None
    if base == "en":
        start = term[: max(2, len(term) - 2)]
        return (start, start[0] + _Y_AND_I[start[1]]) if start[1:] in _Y_AND_I else (start,)
    return (term[:1] if base in _SNOWBALL else term,)


@lru_cache(maxsize=64)
def _snowball(base: str) -> _Snowball:
    import Stemmer  # Snowball's own, compiled; not before a word is to be stemmed

    stemmer: _Snowball = Stemmer.Stemmer(_SNOWBALL[base], 0)  # none is cached there, as they are above
    return stemmer


@lru_cache(maxsize=64)
def _lock(base: str) -> threading.Lock:
    """One for each language: a stemmer keeps its word in itself, and window and search thread both call."""
    return threading.Lock()
