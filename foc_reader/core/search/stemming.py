"""The stem of a folded word in the language of its document."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Protocol

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

# Light stemming for Arabic: "and", "in", "like", "so", "for" with the article, and the commonest endings.
# Snowball's leaves "والحقوق" (and the rights) apart from "حقوق" (rights).
_ARABIC_BEGINNINGS = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST_ARABIC_STEM = 3
_TURKISH_STEM = 5  # endings follow one another in Turkish; the first letters find more than cutting them one by one
_PERSIAN_LETTERS = str.maketrans("يك", "یک")  # folding leads towards Arabic, Snowball's Persian expects its own

_CACHED = 65536  # words; a document of 50 kB has some two thousand different ones


class _Snowball(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (its own name)


@lru_cache(maxsize=256)
def base_language(language: str) -> str:
    """The first part of a language tag, in small letters: "pt" for "pt-BR"."""
    return language.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=_CACHED)
def stem(form: str, language: str) -> str:
    """The stem of a folded word; the word itself where the language has no rule here. Any thread may call it."""
    base = base_language(language)
    if form.isdecimal():
        return form
    if base == "ar":
        return _arabic(form)
    if base == "tr":
        return form[:_TURKISH_STEM]
    if base not in _SNOWBALL:
        return form
    if base == "fa":
        form = form.translate(_PERSIAN_LETTERS)
    with _lock(base):
        return _snowball(base).stemWord(form) or form


def _arabic(form: str) -> str:
    for beginning in _ARABIC_BEGINNINGS:
        if form.startswith(beginning) and len(form) - len(beginning) >= _SHORTEST_ARABIC_STEM:
            form = form[len(beginning) :]
            break
    for ending in _ARABIC_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_ARABIC_STEM:
            return form[: -len(ending)]
    return form


@lru_cache(maxsize=64)
def _snowball(base: str) -> _Snowball:
    import snowballstemmer  # 20-30 ms, so not before a word is to be stemmed

    stemmer: _Snowball = snowballstemmer.stemmer(_SNOWBALL[base])
    return stemmer


@lru_cache(maxsize=64)
def _lock(base: str) -> threading.Lock:
    """One for each language: a stemmer keeps its word in itself, and window and search thread both call."""
    return threading.Lock()
