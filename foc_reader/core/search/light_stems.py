"""Light stems by rules of our own, for languages without a Snowball stemmer, or for which a light one finds more.

Each takes off what is written together with a word: articles, prepositions, particles, the commonest endings. Where one
may stand before another they are taken off one after another, so that a word has one stem behind a preposition, too.
"""

from __future__ import annotations

from collections.abc import Sequence

# "And", "in", "like", "so", "for" with the article, and the commonest endings. Snowball's leaves "والحقوق" (and the
# rights) apart from "حقوق" (rights).
_ARABIC_BEGINNINGS = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST_ARABIC = 3

# About, as, towards; of, in, for, from
_AMHARIC_BEGINNINGS = ("ስለ", "እንደ", "ወደ", "የ", "በ", "ለ", "ከ")
_AMHARIC_ENDINGS = ("ና", "ን", "ም")  # and; whom; too
_SHORTEST_AMHARIC = 2
_ETHIOPIC = range(0x1200, 0x1358)  # rows of eight: a consonant with each of its vowels, in the same order
_U, _A, _NO_VOWEL, _O = 1, 3, 5, 6

_UKRAINIAN_ENDINGS = (
    *("ням", "ня", "ню", "ні"),  # behind another "н"
    *("ами", "ями", "ого", "ому", "ими", "ою", "ею", "єю", "ів", "їв", "ам", "ям", "ах", "ях", "ий", "ій", "их", "им"),
    *"іиаяуюоеєїйь",
)
_SHORTEST_UKRAINIAN = 3

# That the, from the, when; and, the, in, to, like. "That" and "from" alone begin too many words of their own.
_HEBREW_BEGINNINGS = ("שה", "מה", "כש", "ו", "ה", "ב", "ל", "כ")
_HEBREW_ENDINGS = ("ימ", "ות", "ה")  # plurals, with the final mem folded; one woman or thing
_SHORTEST_HEBREW = 3

# Particles behind a noun, those of two syllables first; and what makes a verb of it
_KOREAN_ENDINGS = (
    *(
        "합니다",
        "됩니다",
        "한다",
        "하는",
        "하여",
        "하고",
        "하기",
        "했다",
        "하다",
        "해야",
        "된다",
        "되는",
        "되어",
        "되고",
    ),
    *("에서", "에게", "으로", "부터", "까지", "처럼", "보다", "이나", "을", "를", "은", "는"),
    *("이", "가", "의", "에", "로", "와", "과", "도", "만", "들"),
)
_SURE_KOREAN = frozenset(("에서", "에게", "으로", "부터", "까지", "을", "를", "은", "는"))  # behind one syllable, too


def arabic(form: str) -> str:
    """Without article, conjunction and endings."""
    for beginning in _ARABIC_BEGINNINGS:
        if form.startswith(beginning) and len(form) - len(beginning) >= _SHORTEST_ARABIC:
            form = form[len(beginning) :]
            break
    before = ""
    while form != before:  # a plural of "journalistic" is a plural of "journal", too
        before, form = form, _without_ending(form, _ARABIC_ENDINGS, _SHORTEST_ARABIC)
    return form


def ukrainian(form: str) -> str:
    """Without the ending of its case."""
    return _without_ending(form, _UKRAINIAN_ENDINGS, _SHORTEST_UKRAINIAN)


def amharic(form: str) -> str:
    """Without prepositions, plural, article and object's ending; its letters are syllables."""
    form, before = _without_beginnings(form, _AMHARIC_BEGINNINGS, _SHORTEST_AMHARIC), ""
    while form != before:
        before, form = form, _without_ending(form, _AMHARIC_ENDINGS, _SHORTEST_AMHARIC)
        if len(form) > _SHORTEST_AMHARIC and _vowel(form[-1]) == _U:  # the article
            form = _without_vowel(form)
        if len(form) > _SHORTEST_AMHARIC and form[-1] == "ች" and _vowel(form[-2]) in (_O, _A):  # plural, "our", "your"
            form = _without_vowel(form[:-1])
    return form


def hebrew(form: str) -> str:
    """Without the words of one letter before it, and without plural."""
    form = _without_beginnings(form, _HEBREW_BEGINNINGS, _SHORTEST_HEBREW)
    return _without_ending(form, _HEBREW_ENDINGS, _SHORTEST_HEBREW)


def korean(form: str) -> str:
    """Without the particles behind it."""
    while True:
        for ending in _KOREAN_ENDINGS:
            least = 1 if ending in _SURE_KOREAN else 2
            if form.endswith(ending) and len(form) - len(ending) >= least:
                form = form[: -len(ending)]
                break
        else:
            return form


def _without_beginnings(form: str, beginnings: Sequence[str], shortest: int) -> str:
    """`form` without any of `beginnings`, one after another."""
    while True:
        for beginning in beginnings:
            if form.startswith(beginning) and len(form) - len(beginning) >= shortest:
                form = form[len(beginning) :]
                break
        else:
            return form


def _without_ending(form: str, endings: Sequence[str], shortest: int) -> str:
    for ending in endings:
        if form.endswith(ending) and len(form) - len(ending) >= shortest:
            return form[: -len(ending)]
    return form


def _vowel(syllable: str) -> int:
    """Its place in its row; -1 for what is none."""
    return (ord(syllable) - _ETHIOPIC.start) % 8 if ord(syllable) in _ETHIOPIC else -1


def _without_vowel(form: str) -> str:
    """`form` with the bare consonant of its last syllable."""
    last = ord(form[-1])
    return form[:-1] + chr(last - (last - _ETHIOPIC.start) % 8 + _NO_VOWEL)
