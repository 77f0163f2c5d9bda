"""The values that every part of the reader passes around: frozen, comparable, free of files and of Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from foc_reader.core.errors import BadLocator
from foc_reader.core.values import dataclass, field

if TYPE_CHECKING:
    from foc_reader.core.context import Mention, Term
    from foc_reader.core.saved_search import SavedSearch

# What a document is: to be read in full; a page of reference; an index card of what is not here; a word explained.
FORMS = ("text", "page", "card", "term")
# In which order an answer lists documents; by date the newest first, those without one last
ORDERS = ("relevance", "date", "title")
BEST_FIRST = ORDERS[0]

# Patterns are compiled, and remembered by `re`, when they are first used: not each is before the window rests.
_LOCATOR = (
    r"(?P<pack>[^/#\s]+)/(?P<document>[^/#\s]+)"
    r"(?:#(?P<pid>[0-9a-f]{12}(?:-[0-9]+)?)(?::(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9}))?)?"
)
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")


def is_id(text: str) -> bool:
    """Whether `text` can name a pack or a document: ASCII small letters, digits, dot, dash, underscore."""
    return _ID.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether `text` is built like a language tag: en, pt-BR, zh-Hant."""
    return _LANGUAGE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a piece of text is. Stays valid when the library is built again."""

    pack_id: str
    document_id: str
    pid: str = ""  # empty: the start of the document
    start: int = 0  # characters into the block's text; start == end: the whole block
    end: int = 0

    def __str__(self) -> str:
        text = f"{self.pack_id}/{self.document_id}"
        if self.pid:
            text += f"#{self.pid}"
            if self.start != self.end:
                text += f":{self.start}-{self.end}"
        return text

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Read what `str()` wrote. Raises BadLocator."""
        match = re.fullmatch(_LOCATOR, text)
        if not match:
            raise BadLocator(text)
        pack_id, document_id, pid, start, end = match.group("pack", "document", "pid", "start", "end")
        if not (is_id(pack_id) and is_id(document_id)):
            raise BadLocator(text)
        locator = cls(pack_id, document_id, pid or "", int(start or 0), int(end or 0))
        if locator.end < locator.start:
            raise BadLocator(text)
        return locator


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item... of a document. `foc_reader.core.blocks` says what it may hold."""

    pid: str  # made from its text: see blocks.make_pids
    kind: str  # one of blocks.KINDS
    html: str  # inline markup from a short list, in the one form that blocks.clean_inline writes
    text: str  # the same without markup, NFC: what search and bookmarks use
    level: int = 0  # heading: 1-6; item: depth from 1; row: 1 in the head of a table, else 0
    dir: str = "ltr"  # "ltr" or "rtl"
    lang: str = ""  # empty: the document's language
    page: str = ""  # the page of a printed source, as printed there


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What a pack's manifest says of one document: enough for the tree, the filters and a list of results."""

    pack_id: str
    id: str  # given by its source, unique in its pack
    title: str
    language: str = "en"  # BCP 47, as short as it can be
    direction: str = "ltr"
    kind: str = ""  # in words a person reads: "Joint statement"
    collection: tuple[str, ...] = ()  # names from the outermost in
    date: str = ""  # ISO 8601, reduced where only year or month is known: "2014-10"
    date_end: str = ""
    form: str = "text"  # one of FORMS
    source_id: str = ""  # what its source calls it, where that cannot be an id; else empty

    @property
    def given_id(self) -> str:
        """What its source calls it."""
        return self.source_id or self.id

    @property
    def locator(self) -> Locator:
        """The start of this document."""
        return Locator(self.pack_id, self.id)

    @property
    def year(self) -> str:
        """Four digits, or empty where the date is not known."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read, in the form that reading, search, bookmarks and packs share."""

    entry: DocumentEntry
    blocks: tuple[Block, ...]
    source: str = ""  # where the text comes from: an address as plain text, never opened
    publisher: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # what was left out on the way in, one sentence each
    links: tuple[str, ...] = ()  # outside addresses as plain text; `ext:N` in a block is links[N]
    resources: tuple[str, ...] = ()  # SHA-256 of its pictures; `res:SHA` in a block
    spellings: tuple[str, ...] = ()  # of the form "term": how the word is written in a text; empty: as its title
    mentioned_by: tuple[Mention, ...] = ()  # made when a pack is built: see core.tying
    terms: tuple[Term, ...] = ()  # the same; `term:N` on a page is terms[N]

    @property
    def headings(self) -> tuple[Block, ...]:
        """Its heading blocks in order: the outline."""
        return tuple(block for block in self.blocks if block.kind == "heading")


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a pack keeps a passage: what `Pack.passage` needs to read just that piece."""

    document: int  # number of the document in the pack's manifest
    at: int  # bytes into the pack's text file
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Passage:
    """The piece of text that is indexed and found: neighbouring blocks under one heading."""

    entry: DocumentEntry
    place: PassagePlace
    section: str  # the heading it stands under; empty before the first one
    pids: tuple[str, ...]  # of its blocks
    texts: tuple[str, ...]  # of each of them


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of some text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The excerpt shown for a hit, and which of its characters are marked."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers a query."""

    locator: Locator  # its best block; start and end: the first mark in it
    entry: DocumentEntry
    section: str
    score: float  # compares hits of one Answer only
    snippet: Snippet
    holds_all: bool = True  # False: it holds only some of the words, and stands under the divider


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood in a query."""

    kind: str  # "word", "beginning", "phrase", "without", "title", "language", "year", "either"
    text: str  # without signs
    places: tuple[Span, ...] = ()  # where it stands in the query, with its signs: see search.query.without_part


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents a choice in a filter would leave."""

    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty: everything. Several values of one filter: any of them."""

    packs: frozenset[str] = frozenset()
    documents: frozenset[tuple[str, str]] = frozenset()  # (pack id, document id)
    languages: frozenset[str] = frozenset()
    collections: frozenset[tuple[str, ...]] = frozenset()  # a collection holds those nested in it
    kinds: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    within: tuple[str, ...] = ()  # queries: only documents that each of them finds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives."""

    query: str
    hits: tuple[Hit, ...] = ()  # best first; hits of one document stand together
    total: int = 0  # passages that match in all
    documents: int = 0  # documents they are in
    counts: Mapping[str, tuple[Count, ...]] = field(default_factory=dict)  # "language", "collection", "kind", "year"
    understood: tuple[Part, ...] = ()
    # "some words": nothing holds all of them; "plain words": the query's signs were read as words; "titles": no index
    # could be used; "no library": there is nothing to search
    fallback: str = ""
    words: tuple[str, ...] = ()  # folded forms to mark in a document: see search.marks
    generation: int = 0  # rises each time the library is opened again


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that were kept, with what stood around them: W3C Web Annotation's TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A kept locator, with what its keeper wrote to it."""

    id: str  # a random UUID
    locator: Locator
    quote: Quote
    name: str
    note: str = ""
    tags: tuple[str, ...] = ()
    title: str = ""  # of the document, so that a lost bookmark still says where it was
    created: str = ""  # ISO 8601, UTC, whole seconds
    changed: str = ""  # ISO 8601, UTC, microseconds: the newer of two versions wins
    is_deleted: bool = False  # a tombstone: so that another window does not bring it back
    search: SavedSearch | None = None  # what is kept is a search, and locator and quote are empty


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a pack says of itself."""

    id: str
    title: str
    publisher: str = ""
    licence: str = ""  # a sentence a person can read
    seq: int = 1  # rises with each edition of the pack
    language: str = "en"  # of the pack's own title
    probe_query: str = ""  # a query that finds `probe_document`: how `check` tries the index
    probe_document: str = ""
    collections: tuple[str, ...] = ()  # names in the order in which the tree shows them; others follow by name


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one of the text browser's own paragraphs, as far as it comes from a block."""

    pid: str
    start: int  # characters into the block's text
    text: str  # with a newline where the browser has U+2028; never empty


@dataclass(frozen=True, slots=True)
class Page:
    """A section as it is shown, and its pieces in the order in which they stand."""

    html: str
    pieces: tuple[Piece, ...]
    scripts: tuple[str, ...] = ()  # other than Latin, as reading.scripts names them: each is a class in the markup
