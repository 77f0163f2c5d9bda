"""Which pieces of a query may be misspelled, and what each may be meant for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Span
from foc_reader.core.search.analysis import Word, words
from foc_reader.core.search.pack_index import LibraryWords
from foc_reader.core.search.query import Item, Understood
from foc_reader.core.search.run_spelling import RunSpelling, characters_of
from foc_reader.core.search.spelling import Option, Spelling
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.values import dataclass

MOST_DOUBTED = 8  # different words and runs of a query, the first ones
_MOST_LOOKED_AT = 80  # words of a query, those too common to be sought among them


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of a query, and what it may be meant for, the likeliest first."""

    place: Span  # in the text that was read
    options: tuple[Option, ...]
    is_run: bool = False  # the forms of an option are the characters of a run
    is_bound: bool = False  # there is a sign for the whole of it: several words go into quotes
    is_known: bool = False  # the library has it as it is, but rarely

    def text(self, forms: Sequence[str]) -> str:
        """The piece with these forms in its place."""
        if self.is_run:
            return "".join(forms)
        text = " ".join(forms)
        return f'"{text}"' if self.is_bound and not text.isalnum() else text


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a word of the text is part of."""

    item: Item
    length: int
    is_last: bool  # of the item
    is_alternative: bool
    leaves_out: bool

    @property
    def is_bound(self) -> bool:
        return (self.is_alternative or self.leaves_out or self.item.is_title) and not self.item.is_quoted

    @property
    def is_beginning(self) -> bool:
        return self.is_last and self.item.is_beginning


def doubts(understood: Understood, library: LibraryWords, holds_all: bool, token: CancelToken) -> Iterator[Doubt]:
    """Those in a query, in order. `holds_all`: something in the library holds all that is asked for.

    Raises IndexDamaged, Cancelled.
    """
    yield from _Doubting(understood, library, holds_all, token).doubts()


class _Doubting:
    """One look at one query."""

    def __init__(self, understood: Understood, library: LibraryWords, holds_all: bool, token: CancelToken) -> None:
        self._asked = dict(_asked(understood))
        end = max((start + asked.length for start, asked in self._asked.items()), default=0)
        self._text, self._holds_all, self._token = understood.text[:end], holds_all, token
        self._spelling, self._runs = Spelling(library, token), RunSpelling(library, token)
        self._options: dict[str, tuple[Option, ...]] = {}  # of words and runs that were looked at

    def doubts(self) -> Iterator[Doubt]:
        typed = list(islice(words(self._text), _MOST_LOOKED_AT))
        end = 0  # of what is in doubt already
        for number, word in enumerate(typed):
            self._token.check()
            if word.start < end:
                continue
            doubt = self._doubt(word, typed[number:])
            if doubt and doubt.options:
                yield doubt
            if doubt:
                end = doubt.place.end

    def _doubt(self, word: Word, following: Sequence[Word]) -> Doubt | None:
        """Whether `word`, the first of `following`, is in doubt, alone or with what follows."""
        asked = self._asked.get(word.start)
        if word.kind == "pair":
            return self._run(asked, following) if asked else None
        if word.kind == "word" and len(following) > 1 and (joined := self._joined(word, following[1])):
            return joined
        return self._word(asked, word) if asked else None

    def _word(self, asked: _Asked, word: Word) -> Doubt | None:
        if not self._spelling.may_be_wrong(word.form, asked.is_beginning):
            return None
        options = self._look_up(word.form, self._spelling.options)
        is_known = self._spelling.is_known(word.form)
        return Doubt(Span(word.start, word.end), options, is_bound=asked.is_bound, is_known=is_known)

    def _joined(self, word: Word, following: Word) -> Doubt | None:
        """Two words with a blank between them that the library has as one, where they do not do as two."""
        if following.kind != "word" or not self._text[word.end : following.start].isspace():
            return None
        both = [self._asked.get(one.start) for one in (word, following)]
        plain = [asked for asked in both if asked and not asked.is_bound]
        if not plain or any(
            asked is None and one.form not in STOP_WORDS for one, asked in zip((word, following), both, strict=True)
        ):
            return None
        is_beginning = bool(both[1] and both[1].is_beginning)
        if (
            self._holds_all
            and self._spelling.is_known(word.form)
            and self._spelling.is_known(following.form, is_beginning)
        ):
            return None
        option = self._spelling.joined(word.form, following.form)
        return Doubt(Span(word.start, following.end), (option,)) if option else None

    def _run(self, asked: _Asked, following: Sequence[Word]) -> Doubt:
        """The run that begins with the pair `following` begins with."""
        last = following[0]
        for pair in following[1:]:
            if pair.kind != "pair" or pair.start >= last.end:
                break
            last = pair
        place = Span(following[0].start, last.end)
        text = self._text[place.start : place.end]
        return Doubt(place, self._look_up(text, lambda text: self._runs.options(characters_of(text))), is_run=True)

    def _look_up(self, text: str, look: Callable[[str], Sequence[Option]]) -> tuple[Option, ...]:
        """What a word or a run may be meant for; nothing once enough of them were looked at."""
        if text not in self._options and len(self._options) < MOST_DOUBTED:
            self._options[text] = tuple(look(text))
        return self._options.get(text, ())


def _asked(understood: Understood) -> Iterator[tuple[int, _Asked]]:
    """Where each word that is asked for begins, and what it is part of."""
    wanted = [(item, len(group) > 1, False) for group in understood.groups for item in group]
    for item, is_alternative, leaves_out in [*wanted, *((item, False, True) for item in understood.without)]:
        if item.shift >= 0:
            for word in item.words:
                yield (
                    item.shift + word.start,
                    _Asked(item, word.end - word.start, word is item.words[-1], is_alternative, leaves_out),
                )
