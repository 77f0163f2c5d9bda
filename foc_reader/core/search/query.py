"""What a typed query asks for, read by rules of its own: no text is an error, and any text is bounded work."""

from __future__ import annotations

import re
from itertools import islice

from foc_reader.core.model import DocumentEntry, Part, Span
from foc_reader.core.search.analysis import Word, controls, fold, words
from foc_reader.core.search.stemming import base_language
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.values import dataclass, replace

MOST_WORDS = 40  # of one query; what follows is left aside
_MOST_CHARACTERS = 20_000
_MOST_PIECES = 400  # parted by blanks or quotes, signs by themselves among them
_LONGEST_PIECE = 1_000  # characters

# What stands for a sign on other keyboards
_QUOTES = dict.fromkeys("“”„‟«»「」『』＂", '"')
_SIGNS = str.maketrans({**_QUOTES, "：": ":", "＊": "*", "－": "-", "−": "-"})
_APOSTROPHES = frozenset("'’ʼ‘")
# Compiled, and remembered by `re`, with the first query: opening the index can do without.
_PIECE = r'(?i)(?P<minus>-)?(?:(?P<field>title|lang|year):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))'
_LANGUAGE = r"(?i)[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*"
_YEARS = r"(?P<first>\d{4})?(?P<dots>\.\.\.?|[-–…])?(?P<last>\d{4})?"


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Item:
    """Words that must stand together: one word, a quoted phrase, or what was typed without a blank ("20/8")."""

    text: str  # as typed
    words: tuple[Word, ...]  # at least one, no "single"
    is_quoted: bool = False
    is_beginning: bool = False  # its last word may go on
    is_title: bool = False  # sought in titles only
    at: int = 0  # how many words were typed before it
    piece: Span = _NOWHERE  # where it stands in the text that was read, with its signs
    shift: int = -1  # what its words' places lack to be places in that text; -1: they cannot be said

    @property
    def forms(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(word.form for word in self.words)


@dataclass(frozen=True, slots=True)
class Years:
    """From `first` to `last`, both included; empty: no end on that side."""

    first: str
    last: str

    def hold(self, year: str) -> bool:
        """Whether `year`, four digits or empty, is among them."""
        return year != "" and self.first <= year and (not self.last or year <= self.last)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query, read."""

    groups: tuple[tuple[Item, ...], ...] = ()  # each asks for one of its items; several only where OR was typed
    without: tuple[Item, ...] = ()
    languages: frozenset[str] = frozenset()  # empty: any
    years: tuple[Years, ...] = ()  # empty: any
    is_plain: bool = False  # some sign in it was read as words
    limits: tuple[Part, ...] = ()  # languages and years as parts
    text: str = ""  # what was read: the query without controls, its signs as on a plain keyboard
    typed_at: tuple[int, ...] = ()  # where each of its characters stands in the query; empty: in the same places

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return not (self.groups or self.languages or self.years)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The same in words for a person, in a fixed order of kinds."""
        found = [_group_part(group) for group in self.groups]
        found += [_part("without", item) for item in self.without]
        found += self.limits
        if not self.typed_at:
            return tuple(found)
        return tuple(replace(part, places=tuple(map(self.typed, part.places))) for part in found)

    def typed(self, place: Span) -> Span:
        """Where in the query a place in `text` is, which is not empty."""
        if not self.typed_at:
            return place
        return Span(self.typed_at[place.start], self.typed_at[place.end - 1] + 1)

    def allows(self, entry: DocumentEntry) -> bool:
        """Whether `lang:` and `year:` leave this document in."""
        language = entry.language.lower()
        return (not self.languages or bool(self.languages & {language, base_language(language)})) and (
            not self.years or any(years.hold(entry.year) for years in self.years)
        )


def understand(query: str) -> Understood:
    """What `query` asks for. Signs that do not parse are read as plain words, and `is_plain` says so."""
    text, typed_at = _text(query[:_MOST_CHARACTERS])
    is_plain = text.count('"') % 2 == 1
    if is_plain:
        text = text.replace('"', " ")
    understood = _Reading(text).read()
    if understood.without and understood.is_empty:  # "leave out" alone would ask for everything else
        understood = replace(
            understood, groups=tuple((item,) for item in understood.without), without=(), is_plain=True
        )
    groups = _without_stop_words(understood.groups)
    is_plain = is_plain or understood.is_plain
    return replace(understood, groups=groups, is_plain=is_plain, text=text, typed_at=typed_at)


def without_part(query: str, part: Part) -> str:
    """`query` less one of the parts that were understood in it."""
    for place in sorted(part.places, key=lambda place: -place.start):
        before, after = query[: place.start], query[place.end :]
        if after[:1].isspace() and (not before or before[-1].isspace()):
            after = after.lstrip()
        elif before and after and not (before[-1].isspace() or after[0].isspace()):
            after = " " + after
        query = before + after
    return query


def without_signs(text: str) -> str:
    """`text` with nothing left that `understand` would take for a sign: a sentence, not a query."""
    text = _text(text)[0].replace('"', " ")
    pieces = (piece.lstrip("-").rstrip("*").replace(":", " ") for piece in text.split())
    return " ".join(piece.lower() if piece == "OR" else piece for piece in pieces) + " "


def is_stop_word(item: Item) -> bool:
    """Whether it is a single word too common to rank by, and nothing was typed that insists on it."""
    return len(item.words) == 1 and item.forms[0] in STOP_WORDS and not (item.is_quoted or item.is_title)


def _text(query: str) -> tuple[str, tuple[int, ...]]:
    """`query` without controls, its signs as on a plain keyboard; where each character stands, if others than here."""
    if query.isascii():  # nothing of it is among either
        return query, ()
    gone = [match.start() for match in controls(query)]
    if not gone:
        return query.translate(_SIGNS), ()
    left = set(gone)
    kept = tuple(place for place in range(len(query)) if place not in left)
    return "".join([query[place] for place in kept]).translate(_SIGNS), kept


class _Reading:
    """One pass over a query's pieces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = MOST_WORDS
        self._groups: list[list[Item]] = []
        self._without: list[Item] = []
        self._languages: dict[str, tuple[Span, ...]] = {}
        self._years: list[tuple[Years, Span]] = []
        self._is_plain = False
        self._joins = False  # the next item is an alternative to the last group

    def read(self) -> Understood:
        for match in islice(re.finditer(_PIECE, self._text), _MOST_PIECES):
            if self._left <= 0:
                break
            self._take(match)
        if self._joins:
            self._is_plain = True  # nothing follows the OR
        return Understood(
            tuple(map(tuple, self._groups)),
            tuple(self._without),
            frozenset(self._languages),
            tuple(years for years, _ in self._years),
            self._is_plain,
            (
                *(Part("language", language, places) for language, places in sorted(self._languages.items())),
                *(Part("year", _years_text(years), (place,)) for years, place in self._years),
            ),
        )

    def _take(self, match: re.Match[str]) -> None:
        minus, quoted, plain, piece = match["minus"], match["quoted"], match["plain"], Span(*match.span())
        field = (match["field"] or "").lower()
        if match.group() == "OR":
            self._take_or()
        elif field in ("lang", "year"):
            value = plain if quoted is None else quoted
            if minus or not self._take_limit(field, value, piece):
                self._is_plain = True
                self._add(self._item(field + " " + value, piece), is_without=False)
        else:
            may_go_on = match.end() == len(self._text) and not minus and quoted is None
            shift = match.start("plain" if quoted is None else "quoted")
            text = plain if quoted is None else quoted
            item = self._item(text, piece, shift, may_go_on, is_quoted=quoted is not None, is_title=field == "title")
            self._add(item, is_without=bool(minus))

    def _take_or(self) -> None:
        if self._groups and not self._joins:
            self._joins = True
        else:
            self._is_plain = True  # nothing stands before it

    def _take_limit(self, field: str, value: str, piece: Span) -> bool:
        """Whether `lang:` or `year:` was followed by one."""
        if field == "lang":
            if not re.fullmatch(_LANGUAGE, value):
                return False
            language = value.lower().replace("_", "-")
            self._languages[language] = (*self._languages.get(language, ()), piece)
            return True
        match = re.fullmatch(_YEARS, value)
        if not match or not (match["first"] or match["last"]) or (match["last"] and not match["dots"]):
            return False
        first, last = (fold(match[name] or "") for name in ("first", "last"))
        self._years.append((Years(first, last if match["dots"] else first), piece))
        return True

    def _item(
        self,
        text: str,
        piece: Span,
        shift: int = -1,
        may_go_on: bool = False,
        is_quoted: bool = False,
        is_title: bool = False,
    ) -> Item | None:
        """The words of one piece; None when it has none. Takes them off what the query may still hold."""
        text = text[:_LONGEST_PIECE]
        found = list(islice((word for word in words(text) if word.kind != "single"), self._left))
        if not found:
            return None
        at = MOST_WORDS - self._left
        self._left -= len(found)
        shown, rest = text[found[0].start : found[-1].end], text[found[-1].end :]
        if not is_quoted:
            found = _without_elisions(text, found)
        is_beginning = not is_quoted and (rest == "*" or (may_go_on and not rest))
        return Item(shown, tuple(found), is_quoted, is_beginning, is_title, at, piece, shift)

    def _add(self, item: Item | None, is_without: bool) -> None:
        if item is None:
            return  # punctuation only
        if is_without:
            self._is_plain = self._is_plain or self._joins
            self._without.append(item)
        elif self._joins:
            self._groups[-1].append(item)
        else:
            self._groups.append([item])
        self._joins = False


def _without_elisions(text: str, found: list[Word]) -> list[Word]:
    """`found` less the small words at an apostrophe, unless nothing else is left: "l'homme" asks for "homme"."""
    kept = [word for word in found if not (word.form in STOP_WORDS and _touches_apostrophe(text, word))]
    return kept or found


def _touches_apostrophe(text: str, word: Word) -> bool:
    return bool(_APOSTROPHES & {text[word.end : word.end + 1], text[word.start - 1 : word.start]})


def _without_stop_words(groups: tuple[tuple[Item, ...], ...]) -> tuple[tuple[Item, ...], ...]:
    """`groups` less the words too common to rank by, unless there is nothing else."""
    kept = tuple(group for group in groups if not all(map(is_stop_word, group)))
    return kept or groups


def _group_part(group: tuple[Item, ...]) -> Part:
    if len(group) > 1:
        place = Span(group[0].piece.start, group[-1].piece.end)
        return Part("either", " OR ".join(item.text for item in group), (place,))
    (item,) = group
    if item.is_title:
        return _part("title", item)
    if item.is_quoted:
        return _part("phrase", item)
    return _part("beginning" if item.is_beginning else "word", item)


def _part(kind: str, item: Item) -> Part:
    return Part(kind, item.text, (item.piece,))


def _years_text(years: Years) -> str:
    return years.first if years.first == years.last else f"{years.first}..{years.last}"
