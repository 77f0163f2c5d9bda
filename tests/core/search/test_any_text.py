"""Any text is a query: ten thousand of them, random and hostile, none of which raises or asks for much work."""

from __future__ import annotations

import cProfile
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import pytest

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Filters

QUERIES, PARTS, TOGETHER = 10_000, 4, 20
# Functions called, Python's and built-in ones, to read a query, answer it and look for what may be meant instead. A
# library of 150,000 words adds to this only what MOST_LOOKED_AT and MOST_COMPARED allow.
MOST_CALLS = 50_000
LONGEST = 10_000  # characters: what the box takes

LETTERS = "abeghinorstuyzÀßİıſ्ัိ်ًא'’‘-‑_.:@/\\&;#"
WORDS = ["human", "rigths", "shutdwons", "the", "of", "title:", "lang:fr", "year:2014..", "year:99999", "OR", "-", "*"]
SCRIPTS = ["حقوق الانسن", "پرایوسی", "自由网洛", "မြန်မာ", "สิทธ", "Право", "मानवधिकार", "인터냇", "ភាសា", "ልሳን"]
SIGNS = "\"'*()[]{}-+~^:.,;!?/\\|&<>=%$#@“”«»「」＊－：\0\a\b\t\n\r\x0b\x1b\x7f\x85\u2028\u2029"
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\ufe0f"
MARKS = "\u0301\u0308\u0327\u0345\u064b\u0670\u093c\u0e31\u1037\u20dd\u3099"
HALVES = "\ud800\udbff\udc00\udfff\ufffe\uffff\U000e0041\U0010ffff"
HOSTILE = ['"' * LONGEST, '"a' * 5000, "*" * LONGEST, "a*" * 5000, "(" * LONGEST, "-" * LONGEST, "- " * 5000]
HOSTILE += [
    "x" * LONGEST,
    "\u0301" * LONGEST,
    "a" + "\u0301" * 9999,
    "网" * LONGEST,
    "က\u1037" * 5000,
    "\u202e" * LONGEST,
]
HOSTILE += ["OR " * 3333, "a OR " * 2000, "title:" * 1666, 'title:"' * 1400, "lang:" * 2000, "year:2014 " * 1000]
HOSTILE += [
    "the " * 2500,
    "rigths " * 1400,
    "humanrights" * 900,
    "1/" * 5000,
    "@a." * 3333,
    "\ud800" * LONGEST,
    "\0" * LONGEST,
]
HOSTILE += [f"{letter}* " * 3333 for letter in "hrs"] + [
    "-rigths " * 1200,
    "ab-" * 3333,
    "a'b" * 3333,
    "ﷺ" * LONGEST,
    "ﷺ " * 5000,
]


def random_queries(seed: int) -> Iterator[str]:
    """Short texts of words, signs and unseen characters, a few of them long."""
    drawn = random.Random(seed)
    kinds = (LETTERS, SIGNS, UNSEEN, MARKS, HALVES)
    while True:
        pieces = []
        for _ in range(drawn.randrange(1, 7)):
            kind = drawn.randrange(9)
            if kind < 3:
                pieces.append(drawn.choice(WORDS))
            elif kind == 3:
                pieces.append(drawn.choice(SCRIPTS))
            else:
                pieces += drawn.choices(kinds[kind - 4], k=drawn.randrange(1, 12))
            pieces.append(drawn.choice(("", " ", " ", '"')))
        yield "".join(pieces) * (drawn.randrange(1, 200) if drawn.random() < 0.01 else 1)


def calls(work: Callable[[str], object], queries: Iterable[str]) -> int:
    """How many functions are called while `work` is done with each of them."""
    profile = cProfile.Profile()
    for query in queries:
        profile.runcall(work, query)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.fixture
def ask(statements) -> Callable[[str], None]:
    """Searches for a query, and looks for what may be meant instead, in several scripts."""
    statements.put("my", "လူ့အခွင့်အရေးများကို အစိုးရများက ကာကွယ်ရမည်။", "各国政府应当保护网络自由", language="my")
    statements.put("ar", "تحترم الحكومات حُقوق الإنسان وحرية التعبير", "대한민국 인터넷에서", language="ar")

    def ask(query: str) -> None:
        answer = statements.search(query)
        suggestion = statements.room.suggest(answer, Filters(), CancelToken())
        assert suggestion is None or suggestion.documents

    ask("human rigths")  # what is made once is made
    return ask


@pytest.mark.parametrize("seed", range(PARTS))
def test_no_text_raises_or_takes_more_work_than_is_stated(ask, seed: int) -> None:
    asked = random_queries(seed)
    for _ in range(QUERIES // PARTS // TOGETHER):
        together = list(islice(asked, TOGETHER))
        if calls(ask, together) > MOST_CALLS:  # else none of them takes more by itself
            assert max((calls(ask, [query]), query) for query in together) <= (MOST_CALLS, "")


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_made_to_hurt_takes_more_work_than_is_stated(ask, query: str) -> None:
    assert calls(ask, [query]) <= MOST_CALLS
