"""Misspellings made by rule of the words of the shipped library: the right word comes first in nine of ten.

No rule was made for these words or seeds. With seeds 1 to 4 it was 193, 192, 188 and 188 of 200 when this was written.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import CancelToken
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import Filters
from foc_reader.core.search.room import IndexedPack, SearchRoom
from foc_reader.core.search.stopwords import STOP_WORDS

SOURCES = Path(__file__).parents[3] / "resources" / "library" / "foc"
COUNT = 200
LEAST_FOR_ONE, LEAST_FOR_TWO = 5, 7  # letters of a word with one edit, and with two
SLIPS = ("drop", "double", "swap", "replace", "insert")


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The search of the shipped library, built from its sources."""
    folder = tmp_path_factory.mktemp("shipped") / "foc"
    build_pack(SOURCES, folder)
    pack = Pack.open(folder)
    with SearchRoom.open([IndexedPack("foc", pack.index_folder, pack.entries, pack.passage)]) as room:
        yield room


def misspelled(word: str, edits: int, letters: str, drawn: random.Random) -> str:
    """`word` with so many slips, each of any kind at any place, the first letter too."""
    for _ in range(edits):
        kind, letter = drawn.choice(SLIPS), drawn.choice(letters)
        at = drawn.randrange(len(word) - (kind == "swap"))
        before, here, after = word[:at], word[at], word[at + 1 :]
        word = {
            "drop": before + after,
            "double": before + here + here + after,
            "swap": before + after[:1] + here + after[1:],
            "replace": before + letter + after,
            "insert": before + letter + here + after,
        }[kind]
    return word


def misspellings(room: SearchRoom, seed: int) -> list[tuple[str, str]]:
    """(word, misspelled) for words drawn as often as documents hold them, every other one with two edits.

    What is a word of the library again is left out.
    """
    drawn = random.Random(seed)
    known = dict(room.vocabulary())
    words = {word: held for word, held in known.items() if len(word) >= LEAST_FOR_ONE and word not in STOP_WORDS}
    letters = "".join(sorted(set("".join(words))))
    made: list[tuple[str, str]] = []
    while len(made) < COUNT:
        edits = 1 + len(made) % 2
        (word,) = drawn.choices(list(words), list(words.values()))
        wrong = misspelled(word, edits, letters, drawn)
        if len(word) >= (LEAST_FOR_ONE, LEAST_FOR_TWO)[edits - 1] and wrong not in known:
            made.append((word, wrong))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_right_word_comes_first_in_nine_of_ten(room, seed: int) -> None:
    token = CancelToken()
    failed = []
    for word, wrong in misspellings(room, seed):
        query = wrong + " "  # finished: no beginning of a longer word
        found = room.suggest(room.search(query, Filters(), token), Filters(), token)
        if found is None or found.query.strip() != word:
            failed.append((word, wrong, found and found.query))
    assert len(failed) <= COUNT // 10, failed
