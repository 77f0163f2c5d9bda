"""Queries of each shape, drawn from the sections themselves: always the same ones for the same sections."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

from foc_reader.core.search.stopwords import STOP_WORDS

SHAPES = ("one", "and", "or", "phrase", "prefix", "typo", "snippets")
_RAREST = 5  # sections that hold a word: rarer ones are mostly names
_WORD = re.compile(r"[a-z]{4,20}")


def draw(texts: Sequence[str], count: int, seed: int) -> dict[str, list[list[str]]]:
    """For each of SHAPES, `count` queries as lists of words. A word is drawn as often as it stands in the texts."""
    random_ = random.Random(seed)
    holding: Counter[str] = Counter()
    for text in texts:
        holding.update(set(_WORD.findall(text.lower())))
    known = {word for word, number in holding.items() if number >= _RAREST and word not in STOP_WORDS}

    def words(number: int) -> list[str]:
        """That many different words of one section."""
        while True:
            found = sorted({word for word in _WORD.findall(random_.choice(texts).lower()) if word in known})
            if len(found) >= number:
                return random_.sample(found, number)

    def phrase() -> list[str]:
        """Two words side by side."""
        while True:
            pairs = re.findall(r"(?=\b([a-z]{4,20}) ([a-z]{4,20})\b)", random_.choice(texts).lower())
            pairs = [list(pair) for pair in pairs if known.issuperset(pair)]
            if pairs:
                return random_.choice(pairs)

    def long_word() -> str:
        while True:
            (word,) = words(1)
            if len(word) >= 7:
                return word

    shapes: dict[str, Callable[[], list[str]]] = {
        "one": lambda: words(1),
        "and": lambda: words(2),
        "or": lambda: words(5),
        "phrase": phrase,
        "prefix": lambda: [long_word()[: random_.choice((3, 4, 5))]],
        "typo": lambda: [_misspelled(long_word(), known, random_)],
        "snippets": lambda: words(2),
    }
    return {shape: [shapes[shape]() for _ in range(count)] for shape in SHAPES}


def _misspelled(word: str, known: set[str], random_: random.Random) -> str:
    """`word` with one letter left out, put in, changed, or exchanged with the next; not the first; no word of ours."""
    while True:
        at = random_.randrange(1, len(word) - 1)
        letter = random_.choice(string.ascii_lowercase)
        wrong = random_.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
        if wrong not in known and wrong != word:
            return wrong
