"""The four engines, each made to index the same sections and to answer the same queries. One process runs one of them.

    python engines.py ENGINE build PACK INDEX        writes the index, prints its figures as JSON
    python engines.py ENGINE ask PACK INDEX QUERIES  answers the queries of a JSON file, prints the CPU ms of each

Started by `compare.py`. Runs under the Python that has the engine, so nothing of the product is imported but by `Ours`.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sections import read_sections

TOP = 20
TITLE_WEIGHT = 3  # of a word in the title, for every engine
Words = list[str]


class Ours:
    """The search room, as the window asks it."""

    def build(self, pack: Path, index: Path) -> None:
        from foc_reader.core.library.pack import Pack
        from foc_reader.core.search.building import build

        build(Pack.open(pack / "pack").listed_passages(), index)

    def open(self, pack: Path, index: Path) -> None:
        from foc_reader.core.cancel import CancelToken
        from foc_reader.core.library.pack import Pack
        from foc_reader.core.model import Filters
        from foc_reader.core.search.room import IndexedPack, SearchRoom

        opened = Pack.open(pack / "pack")
        self._room = SearchRoom.open([IndexedPack(opened.info.id, index, opened.entries, opened.passage)])
        self._token, self._filters = CancelToken(), Filters()

    def ask(self, shape: str, words: Words) -> int:
        if shape == "phrase":
            query = '"{}"'.format(" ".join(words))
        elif shape == "prefix":
            query = words[0]  # no blank after it: it may go on
        else:
            query = " ".join(words) + " "
        ask = self._room.search if shape == "snippets" else self._room.find
        answer = ask(query, self._filters, self._token, TOP)
        if shape == "typo" and (meant := self._room.suggest(answer, self._filters, self._token)):
            return min(TOP, meant.passages)  # it has been searched for, too: how much it finds is part of it
        return len(answer.hits)

    def bytes_read(self) -> int:
        """Of the index, so far."""
        return sum(index.opened.files.bytes_read for index in self._room._indexes)


class Sqlite:
    """SQLite's FTS5 with its Porter stemmer."""

    def build(self, pack: Path, index: Path) -> None:
        database = self._connect(index)
        database.execute("CREATE VIRTUAL TABLE sections USING fts5(title, text, tokenize='porter unicode61')")
        database.executemany("INSERT INTO sections VALUES (?, ?)", read_sections(pack))
        database.execute("INSERT INTO sections(sections) VALUES ('optimize')")
        database.execute(f"INSERT INTO sections(sections, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1)')")
        database.commit()
        database.execute("VACUUM")
        database.close()

    def open(self, pack: Path, index: Path) -> None:
        self._database = self._connect(index)

    def ask(self, shape: str, words: Words) -> int:
        if shape == "typo":
            raise NotImplementedError
        quoted = [f'"{word}"' for word in words]
        query = {
            "and": " AND ".join(quoted),
            "snippets": " AND ".join(quoted),
            "or": " OR ".join(quoted),
            "phrase": '"{}"'.format(" ".join(words)),
            "prefix": quoted[0] + "*",
        }.get(shape, quoted[0])
        shown = ", snippet(sections, 1, '<', '>', '…', 30)" if shape == "snippets" else ""
        found = self._database.execute(
            f"SELECT rowid, title{shown} FROM sections WHERE sections MATCH ? ORDER BY rank LIMIT {TOP}", (query,)
        )
        return len(found.fetchall())

    def _connect(self, index: Path):
        import sqlite3

        return sqlite3.connect(index / "sections.db")


class Tantivy:
    """tantivy with its English stemmer."""

    def build(self, pack: Path, index: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
        made = tantivy.Index(builder.build(), path=os.fspath(index))
        writer = made.writer(heap_size=512_000_000, num_threads=1)
        for title, text in read_sections(pack):
            writer.add_document(tantivy.Document(title=title, text=text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, pack: Path, index: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(os.fspath(index))
        self._searcher = self._index.searcher()

    def ask(self, shape: str, words: Words) -> int:
        fields, boosts = ["title", "text"], {"title": float(TITLE_WEIGHT)}
        text = " ".join(words)
        if shape == "typo":
            fuzzy = dict.fromkeys(fields, (False, 1, True))
            query = self._index.parse_query(text, fields, boosts, fuzzy_fields=fuzzy)
        elif shape == "prefix":
            schema = self._index.schema
            parts = [self._tantivy.Query.regex_query(schema, field, words[0] + ".*") for field in fields]
            query = self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, part) for part in parts])
        else:
            text = f'"{text}"' if shape == "phrase" else text
            query = self._index.parse_query(text, fields, boosts, conjunction_by_default=shape in ("and", "snippets"))
        found = self._searcher.search(query, TOP).hits
        documents = [self._searcher.doc(address) for _, address in found]
        if shape == "snippets":
            generator = self._tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "text")
            return len([generator.snippet_from_doc(document).fragment() for document in documents])
        return len([document["title"][0] for document in documents])


class Xapian:
    """Xapian with its English stemmer."""

    def build(self, pack: Path, index: Path) -> None:
        import xapian

        database = xapian.WritableDatabase(os.fspath(index), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        generator.set_database(database)
        generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
        for title, text in read_sections(pack):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(title, TITLE_WEIGHT)
            generator.increase_termpos()
            generator.index_text(text)
            document.set_data(title + "\n" + text)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, pack: Path, index: Path) -> None:
        import xapian

        self._xapian = xapian
        self._database = xapian.Database(os.fspath(index))
        self._stemmer = xapian.Stem("en")

    def ask(self, shape: str, words: Words) -> int:
        xapian = self._xapian
        parser = xapian.QueryParser()
        parser.set_database(self._database)
        parser.set_stemmer(self._stemmer)
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.set_default_op(xapian.Query.OP_AND if shape in ("and", "snippets") else xapian.Query.OP_OR)
        flags = xapian.QueryParser.FLAG_PHRASE
        text = " ".join(words)
        if shape == "phrase":
            text = f'"{text}"'
        elif shape == "prefix":
            flags |= xapian.QueryParser.FLAG_PARTIAL
        elif shape == "typo":
            flags |= xapian.QueryParser.FLAG_SPELLING_CORRECTION
        query = parser.parse_query(text, flags)
        if shape == "typo":
            corrected = parser.get_corrected_query_string()
            if corrected:
                query = parser.parse_query(corrected)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        found = enquire.get_mset(0, TOP)
        texts = [match.document.get_data().decode() for match in found]
        if shape == "snippets":
            return len([found.snippet(text.partition("\n")[2], 200, self._stemmer) for text in texts])
        return len([text.partition("\n")[0] for text in texts])


ENGINES: dict[str, Callable[[], Ours | Sqlite | Tantivy | Xapian]] = {
    "ours": Ours,
    "sqlite": Sqlite,
    "tantivy": Tantivy,
    "xapian": Xapian,
}


def main() -> None:
    name, act, *paths = sys.argv[1:]
    engine = ENGINES[name]()
    figures = _build(engine, *map(Path, paths)) if act == "build" else _ask(engine, *map(Path, paths))
    print(json.dumps(figures))


def _build(engine, pack: Path, index: Path) -> dict[str, float]:
    began = time.process_time()
    engine.build(pack, index)
    cpu = time.process_time() - began
    return {"cpu_s": cpu, "peak_mb": _peak_mb(), "bytes": sum(path.stat().st_size for path in index.rglob("*"))}


def _ask(engine, pack: Path, index: Path, queries: Path) -> dict[str, object]:
    """Warmed up by other queries of the same shapes, as an engine is in use: what it keeps of them may help."""
    warm, counted = (json.loads(queries.read_text("utf-8"))[part] for part in ("warm", "counted"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    engine.open(pack, index)
    figures: dict[str, object] = {}
    if isinstance(engine, Ours):
        engine.ask("or", warm["or"][0])
        figures["first_kb"] = engine.bytes_read() / 1000
    for shape, asked in warm.items():
        for words in asked:
            if not _is_answered(engine, shape, words):
                break
    figures["to_warm_s"] = time.process_time() - began
    for shape, asked in counted.items():
        if not _is_answered(engine, shape, asked[0]):
            continue
        times, found = [], []
        for words in asked:
            began = time.process_time()
            hits = engine.ask(shape, words)
            times.append(1000 * (time.process_time() - began))
            found.append(hits)
        figures[shape] = {"ms": times, "found": found}
    figures["memory_mb"] = _peak_mb()
    figures["memory_before_mb"] = before / 1024
    return figures


def _is_answered(engine, shape: str, words: Words) -> bool:
    try:
        engine.ask(shape, words)
    except NotImplementedError:
        return False
    return True


def _peak_mb() -> float:
    """Of memory that is its own, at its highest. `ru_maxrss` may be that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
