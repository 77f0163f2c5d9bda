"""A small corpus of made-up words, a schema with every kind of field, and indexes made of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from whoosh.analysis import SimpleAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.query import Or, Term

from foc_reader.core.search.codec.collector import FlatSearcher
from foc_reader.core.search.codec.index import FlatIndex

WORDS = [a + b + c for a in ("", "re", "un", "été") for b in "kmrst" for c in ("al", "en", "in", "os")]
STOPPED = {"kal", "ral"}

Document = dict[str, object]


class Splitter:
    """An analyzer with `words`, which leaves gaps for stopped words."""

    def words(self, text: str) -> Iterator[str | None]:
        for word in re.findall(r"\w+", text.lower()):
            yield None if word in STOPPED else word


def make_documents(count: int, seed: int = 7) -> list[Document]:
    draw = random.Random(seed)
    weights = [1 / place for place in range(1, len(WORDS) + 1)]
    documents = []
    for number in range(count):
        document: Document = {
            "title": f"Document {number} – été",
            "text": " ".join(draw.choices(WORDS, weights, k=draw.randint(0, 60))),
            "note": " ".join(draw.choices(WORDS, k=draw.randint(1, 6))),
            "lang": draw.choice(("en", "de", "fr")),
        }
        if number % 3:
            document["year"] = draw.randint(1990, 2030)
        if number % 4:
            document["tags"] = " ".join(draw.choices(WORDS[:6], k=3))
        documents.append(document)
    return documents


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    return make_documents(300)


@pytest.fixture(scope="session")
def words() -> list[str]:
    return WORDS


@pytest.fixture(scope="session")
def schema() -> Schema:
    return Schema(
        title=STORED,
        text=TEXT(analyzer=SimpleAnalyzer()),
        note=TEXT(analyzer=SimpleAnalyzer(), stored=True),
        lang=ID(sortable=True),
        year=NUMERIC(sortable=True),
        tags=KEYWORD(),
    )


@pytest.fixture(scope="session")
def splitting_schema() -> Schema:
    return Schema(title=STORED, text=TEXT(analyzer=Splitter()), lang=ID(sortable=True))


@pytest.fixture(scope="session")
def build(schema: Schema) -> Callable[..., FlatIndex]:
    """Makes an index of documents in a folder."""

    def build(folder: Path, documents: list[Document], schema: Schema = schema, held: int = 1_000_000) -> FlatIndex:
        folder.mkdir(exist_ok=True)
        index = FlatIndex(folder, schema)
        with index.writer(held=held) as writer:
            for document in documents:
                writer.add_document(**document)
        return index

    return build


@pytest.fixture(scope="session")
def index(
    build: Callable[..., FlatIndex], documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> FlatIndex:
    return build(tmp_path_factory.mktemp("index"), documents)


@pytest.fixture
def searcher(index: FlatIndex) -> Iterator[FlatSearcher]:
    with index.searcher() as searcher:
        yield searcher


@pytest.fixture(scope="session")
def word() -> Callable[..., Term]:
    """A query for one word of the text."""
    return lambda text, boost=1.0: Term("text", text, boost=boost)


@pytest.fixture(scope="session")
def either(word: Callable[..., Term]) -> Callable[..., Or]:
    """A query for any of some words of the text."""
    return lambda *texts: Or([word(text) for text in texts])
