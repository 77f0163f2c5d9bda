"""English words have the stems that Snowball's own program gives them."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import snowballstemmer

from foc_reader.core.search.english import stem

# what the rules look at, so that made-up words meet them often, and together
PIECES = """arsen commun emerg gener inter later organ past univers succ proc exc even cann inn earr herr out y yy ay ie e
l ll bb dd tt s ss us ed eed ing edly eedly ingly ied ies sses ly li bli at iz bl anci enci ogi logi abli alli fulli
lessli ousli entli aliti biliti iviti tional ational alism ation ization izer ator iveness fulness ousness ogist icate
ative alize iciti ical ful ness ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement st t k b r a
i o u x w v é 3""".split()
WHOLE = "andes atlas bias cosmos early gently howe idly news only singly skies skis sky ugly".split()
TEXTS = Path(__file__).resolve().parents[3] / "resources/library"


def made_words() -> set[str]:
    draw = random.Random(4)
    of_pieces = {"".join(draw.choices(PIECES, k=draw.randint(1, 4))) for _ in range(12_000)}
    of_letters = {"".join(draw.choices("aeiouybdlstngexw", k=draw.randint(1, 7))) for _ in range(6_000)}
    return of_pieces | of_letters | set(PIECES) | set(WHOLE)


def written_words() -> set[str]:
    return {word for path in TEXTS.rglob("*.md") for word in re.findall("[a-z0-9]+", path.read_text("utf-8").lower())}


@pytest.mark.parametrize("words", [made_words, written_words])
def test_a_stem_is_snowballs(words) -> None:
    found = words()
    of_snowball = snowballstemmer.stemmer("english").stemWord
    assert len(found) > 1_000
    assert {word: stem(word) for word in found} == {word: of_snowball(word) for word in found}
