"""How far one spelling is from another: a slip of the finger or of the ear costs less than an unlikely one."""

from __future__ import annotations

_EXTRA_OR_MISSING = 1.0
_DOUBLED = 0.7  # one of two equal letters left out, or a letter typed twice
_EXCHANGED = 0.8  # with its neighbour
_OTHER = 1.0  # letter in its place
_ALIKE = 0.7  # the other letter sounds alike, or is taken for it
_FIRST = 0.4  # more where the first letter is another: it is seldom wrong

# Letters that are taken for one another, most of them because they sound alike; those of one script together.
_CLASSES = (
    "aeiouy", "ckqs", "sz", "fv", "bp", "dt", "gj", "mn", "vw",
    "оа", "еиэ", "иыі", "йи", "шщ", "ьъ", "зс", "дт", "бп", "гк", "вф", "жш",
    "оω", "ηιυ", "εα",
    "سصث", "ذزضظ", "تط", "هح", "اعء", "قغ", "وؤ", "يئ", "خح",
    "אע", "תט", "כק", "סש", "בו", "חכ",
    "िी", "ुू", "ेै", "ोौ", "शषस", "तट", "दड", "थठ", "धढ", "नण", "बभ", "रड", "ंँ",
    "ିୀ", "িী", "ুূ", "শষস", "নণ", "জয",
)  # fmt: skip


def _alike() -> frozenset[tuple[str, str]]:
    return frozenset((one, other) for letters in _CLASSES for one in letters for other in letters)


_TAKEN_FOR = _alike()


def distance(typed: str, word: str, most: int) -> float | None:
    """What the differences between `typed` and `word` cost; None where they are more than `most`.

    Letters left out, put in, changed or exchanged with the next one count one each. Both are not empty.
    """
    same, ending = shared_ends(typed, word)
    first = 0.0 if same else _FIRST
    before = max(0, same - 1)  # one equal letter stays: what follows may double it
    typed, word = typed[before : len(typed) - ending], word[before : len(word) - ending]
    row, edits = [0.0], list(range(len(word) + 1))
    for j in range(len(word)):
        row.append(row[j] + _missing(word, j) + (0.0 if j else first))
    older, edits_older = row, edits
    for i, letter in enumerate(typed):
        old, edits_old = row, edits
        row, edits = [old[0] + _extra(typed, i) + (0.0 if i else first)], [i + 1]
        for j, other in enumerate(word):
            if letter == other:
                best, count = old[j], edits_old[j]
            else:
                other_cost = _ALIKE if (letter, other) in _TAKEN_FOR else _OTHER
                best, count = old[j] + other_cost + (0.0 if i and j else first), edits_old[j] + 1
            extra = old[j + 1] + _extra(typed, i)
            if extra < best:
                best, count = extra, edits_old[j + 1] + 1
            missing = row[j] + _missing(word, j)
            if missing < best:
                best, count = missing, edits[j] + 1
            if i and j and letter != other and letter == word[j - 1] and typed[i - 1] == other:
                exchanged = older[j - 1] + _EXCHANGED + (0.0 if i > 1 and j > 1 else first)
                if exchanged < best:
                    best, count = exchanged, edits_older[j - 1] + 1
            row.append(best)
            edits.append(count)
        older, edits_older = old, edits_old
    return row[-1] if edits[-1] <= most else None


def shared_ends(typed: str, word: str) -> tuple[int, int]:
    """How many letters of both beginnings are the same, and of both endings then."""
    shorter = min(len(typed), len(word))
    start = next((at for at in range(shorter) if typed[at] != word[at]), shorter)
    rest = shorter - start
    return start, next((at for at in range(rest) if typed[-1 - at] != word[-1 - at]), rest)


def _extra(typed: str, at: int) -> float:
    return _DOUBLED if at and typed[at] == typed[at - 1] else _EXTRA_OR_MISSING


def _missing(word: str, at: int) -> float:
    return _DOUBLED if at and word[at] == word[at - 1] else _EXTRA_OR_MISSING
