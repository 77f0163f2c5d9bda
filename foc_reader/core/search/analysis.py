"""The rule that turns text of any script into folded words, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from typing import Literal, NamedTuple

Kind = Literal["word", "pair", "single"]

LONGEST_WORD = 60  # characters; longer ones are cut, in texts and queries alike, so that a term stays short
_MOST_FOLDED = 300  # characters of a word, marks among them, that are looked at

# Controls that may stand inside a word without parting it: soft hyphen, joiners, marks of direction,
# variation selectors. The zero width space is among them: it parts Khmer and Thai words in some texts
# and is left out in others, and neither should decide what is found.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"

# Scripts written without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer.
HAN = "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_THAI_LAO = "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
_BURMESE = "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
_KHMER = "\u1780-\u17b3\u17d7\u17dc"
DENSE = HAN + _KANA + _THAI_LAO + _BURMESE + _KHMER
_HALFWIDTH_VOICE = "\uff9e\uff9f"  # letters by category, marks by use: "ｶﾞ" is one "ガ"

OTHER_HYPHENS = "\u2010\u2011"
_HYPHENS = "-" + OTHER_HYPHENS

_ASCII = bytes(range(128))
_PLAIN_SIGNS = frozenset("\xa0§©«®°·»×‐‑–—‘’“”•…→−")
_PLAIN_WORD = re.compile("[a-z0-9]+")
TEXT_END = "\0"
_TEXT_END_APART = f" {TEXT_END} "
# what becomes of each byte of a plain text: small letters, digits and TEXT_END stay, and nothing else
_PLAIN_LETTERS = bytes(code if chr(code) in "\0abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256))
_PLAIN_LETTERS = bytes(range(256)).lower().translate(_PLAIN_LETTERS)
_PLAIN_COMPOUND = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")

# Where combining marks can be: not among Chinese characters, Korean syllables, Tangut, nor for private use, and beyond
# are variation selectors only
_WITH_MARKS = (range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x17000), range(0x18D00, 0x20000))
_MARK_CATEGORIES = frozenset(("Mn", "Mc", "Me"))

_LATIN_MARKS = re.compile(r"(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
_SIGNS = re.compile(r"[\W_]+", re.ASCII)

# Forms of one letter, folded towards Arabic because its stems expect that; and Latin letters that no accent explains.
_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ةۀہەھ", "ه"),
    **dict.fromkeys("یىېے", "ي"),
    "ک": "ك",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ё": "е",
    **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
    "ँ": "ं",
}
_ARABIC_VOWEL_MARKS = (*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5))
_TATWEEL = 0x640
_HEBREW_POINTS = (*range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7)
_VIRAMA = "\u094d"
_NUKTA = "\u093c"  # a dot below, in Hindi written or not

# A nasal before another consonant, which may as well be written as a dot: "हिन्दी" and "हिंदी" are one word.
_HINDI_NASAL = re.compile("[ङञणनम]\u094d(?=[\u0915-\u0939])")

# Ethiopic rows that sound alike and are spelled at will: of h, s, the bare vowel, and ts
_ETHIOPIC_ALIKE = {0x1210: 0x1200, 0x1280: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
_ETHIOPIC_LONG_A = {0x1203: 0x1200, 0x12A3: 0x12A0}  # after these two, "a" is one sound in both spellings


class Word(NamedTuple):
    """One word of a text. Of a run without blanks each two neighbouring characters are a "pair"."""

    start: int
    end: int
    form: str  # folded, not stemmed; never empty
    kind: Kind  # "single": a Han character by itself; it takes no place in the order of words


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order; the singles of a run follow its pairs."""
    if text.isascii():
        for match in _PLAIN_WORD.finditer(text.lower()):
            yield Word(match.start(), match.end(), match.group()[:LONGEST_WORD], "word")
        return
    for match in matches(text):
        if is_dense(match):
            yield from words_of_run(match)
        else:
            form = fold(match.group())
            if form:
                yield Word(match.start(), match.end(), form, "word")


def matches(text: str) -> Iterator[re.Match[str]]:
    """The same before folding, each run without blanks whole: for loops over long texts."""
    return _patterns().word.finditer(text)


def is_plain(text: str) -> bool:
    """Whether its words are just the runs of ASCII letters and digits in it: then they take a tenth of the time."""
    if text.isascii():
        return True
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)  # a quarter of what a regex takes
    return _PLAIN_SIGNS.issuperset(others.decode("utf-8", "surrogatepass"))


def plain_forms(text: str) -> list[str] | None:
    """The words of a plain text, folded, in order; None where it is not plain, or holds a word that is to be cut."""
    if not is_plain(text):
        return None
    found: list[str] = _PLAIN_WORD.findall(text.lower())
    return None if len(text) > LONGEST_WORD and max(map(len, found), default=0) > LONGEST_WORD else found


def plain_forms_of(texts: Sequence[str]) -> tuple[str, list[str]] | None:
    """(`texts` as one, their words in order as `plain_forms` gives them, TEXT_END after each text); None as there."""
    joined = _TEXT_END_APART.join((*texts, ""))
    if not is_plain(joined) or joined.count(TEXT_END) != len(texts):
        return None
    found = joined.encode("ascii", "replace").translate(_PLAIN_LETTERS).decode().split()  # a third of a regex's time
    return None if max(map(len, set(found)), default=0) > LONGEST_WORD else (joined, found)


def plain_compounds(text: str) -> list[list[str]]:
    """The words of each compound with hyphens in a plain text, folded."""
    for hyphen in OTHER_HYPHENS:
        text = text.replace(hyphen, "-")
    pieces = [piece for piece in text.lower().split() if "-" in piece]  # an eighth of what a regex takes
    return [_PLAIN_WORD.findall(compound) for piece in pieces for compound in _PLAIN_COMPOUND.findall(piece)]


def is_dense(match: re.Match[str]) -> bool:
    """Whether one of `matches` is a run without blanks, to be parted by `words_of_run`; else it is a word."""
    return match.lastgroup == "dense"


def words_of_run(match: re.Match[str]) -> Iterator[Word]:
    """A run as pairs of characters with their marks, then its Han characters alone."""
    units = units_of(match.string, match.start(), match.end())
    if len(units) == 1:
        yield units[0]._replace(kind="pair")
        return
    for first, second in pairwise(units):
        yield Word(first.start, second.end, first.form + second.form, "pair")
    yield from (unit for unit in units if is_han(unit.form))


def bare_run(match: re.Match[str]) -> str:
    """A run of two characters or more, folded, where each of them is one without marks and stays one; else nothing."""
    run = match.group()
    if len(run) < 2 or not run.isalpha() or any(map(run.count, _HALFWIDTH_VOICE)):
        return ""
    forms = list(map(fold, run))
    return "".join(forms) if set(map(len, forms)) == {1} else ""


def han_in(text: str) -> str:
    """Its Chinese characters, in order."""
    return "".join(_patterns().han.findall(text))


def hyphens(text: str) -> Iterator[int]:
    """Where there are hyphens."""
    for hyphen in _HYPHENS:
        at = text.find(hyphen)
        while at >= 0:
            yield at
            at = text.find(hyphen, at + 1)


def units_of(text: str, start: int, end: int) -> list[Word]:
    """The characters of a run without blanks, each with its marks."""
    return [
        Word(unit.start(), unit.end(), form, "single")
        for unit in _patterns().unit.finditer(text, start, end)
        if (form := fold(unit.group()))
    ]


def is_joined(text: str, end: int, start: int) -> bool:
    """Whether a hyphen, and nothing else, parts what ends at `end` from what begins at `start`: "cyber-security"."""
    return start - end == 1 and text[end] in _HYPHENS


def controls(text: str) -> Iterator[re.Match[str]]:
    """The characters that stand in a word unseen, and halves of surrogate pairs, one by one."""
    return _patterns().unseen.finditer(text)


def is_han(form: str) -> bool:
    """Whether `form` is of Han characters only, which stand whole without marks."""
    return _patterns().han.fullmatch(form) is not None


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """What `word` has in common with its other spellings; empty when nothing of it is letter, mark or digit."""
    return (word.lower() if word.isascii() else _letters_of(word[:_MOST_FOLDED]))[:LONGEST_WORD]


def fold_line(text: str) -> str:
    """Each piece of `text` between blanks folded, signs left out: for a look whether one text stands in another.

    Nothing is cut, and no run without blanks is parted. Pieces of signs only are left out.
    """
    pieces = (_SIGNS.sub("", piece.lower()) if piece.isascii() else _letters_of(piece) for piece in text.split())
    return " ".join(filter(None, pieces))


def _letters_of(text: str) -> str:
    """The letters, marks and digits of `text`, folded."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_table())
    text = "".join(map(_character, unicodedata.normalize("NFD", text)))
    if _VIRAMA in text:
        text = _HINDI_NASAL.sub("ं", text)
    return unicodedata.normalize("NFKC", _LATIN_MARKS.sub("", text))


def _character(character: str) -> str:
    """The ASCII digit for a digit of any script, a letter or mark as it is, nothing for anything else."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    is_part = character.isalnum() or unicodedata.category(character).startswith("M")
    return character if is_part and character != _NUKTA else ""


class _Patterns(NamedTuple):
    word: re.Pattern[str]
    unit: re.Pattern[str]
    han: re.Pattern[str]
    unseen: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    r"""The expressions, made at first use: `\w` leaves out combining marks, and they take 20 ms to gather."""
    marks = _marks() + _HALFWIDTH_VOICE
    letter = rf"[^\W_{DENSE}{_HALFWIDTH_VOICE}]"
    word = rf"{letter}+(?:[{INVISIBLE}]*[{marks}]+{letter}*|[{INVISIBLE}]+{letter}+)*"
    return _Patterns(
        word=re.compile(rf"(?P<dense>[{DENSE}][{DENSE}{marks}{INVISIBLE}]*)|(?P<word>{word})"),
        unit=re.compile(rf"[{DENSE}][{marks}{INVISIBLE}]*"),
        han=re.compile(f"[{HAN}]+"),
        unseen=re.compile(f"[{INVISIBLE}\ud800-\udfff]"),
    )


def _marks() -> str:
    """All combining marks as ranges for a character class, less those that are taken for invisible."""
    is_invisible = re.compile(f"[{INVISIBLE}]").match
    found = [code for codes in _WITH_MARKS for code in _marks_among(codes) if not is_invisible(chr(code))]
    ends = [number for number, (code, after) in enumerate(pairwise(found), 1) if after != code + 1]
    return "".join(f"{chr(found[first])}-{chr(found[end - 1])}" for first, end in pairwise((0, *ends, len(found))))


def _marks_among(codes: range) -> Iterator[int]:
    """By calls that run at C speed: there are 80,000 characters."""
    categories = map(unicodedata.category, map(chr, codes))
    return compress(codes, map(_MARK_CATEGORIES.__contains__, categories))


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    """What a single character becomes in folding; None: it goes."""
    table: dict[int, str | None] = {ord(letter): folded for letter, folded in _LETTERS.items()}
    table.update(dict.fromkeys((*_ARABIC_VOWEL_MARKS, _TATWEEL, *_HEBREW_POINTS)))
    for row, alike in _ETHIOPIC_ALIKE.items():
        table.update({row + vowel: chr(alike + vowel) for vowel in range(7)})
    for spelled, usual in (*_ETHIOPIC_LONG_A.items(), (0x1213, 0x1200), (0x1283, 0x1200), (0x12D3, 0x12A0)):
        table[spelled] = chr(usual)
    for part in re.findall("(.)(?:-(.))?", INVISIBLE):
        first, last = ord(part[0]), ord(part[1] or part[0])
        table.update(dict.fromkeys(range(first, last + 1)))
    return table
