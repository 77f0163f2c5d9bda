"""How well the search ranks, by any judged collection.

    python -m tests.benchmarks.search.ranking --cranfield FOLDER
    python -m tests.benchmarks.search.ranking --documents FILE.jsonl --queries FILE.tsv --qrels FILE

Builds a library of the documents with `foc-reader-cli build`, runs the queries with `foc-reader-cli search --queries`,
and prints nDCG@10, MAP and recall@100. --fts5 prints those of SQLite's full text search (porter) below: whoever knows
its figures for a collection can tell whether the judgements are read as they are meant. --keep FOLDER keeps the run,
--plot FILE draws the figures as SVG.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from json import loads
from pathlib import Path

from tests.benchmarks.search.judged import Collection, read_cranfield, read_judgements, read_run
from tests.benchmarks.search.measures import quality
from tests.benchmarks.search.ranking_plot import draw


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.cranfield:
            collection = read_cranfield(options.cranfield, work)
        else:
            collection = Collection(options.documents, options.queries, read_judgements(options.qrels))
        run = _our_run(collection, work, options.limit)
        found = {"FOC Reader": quality(read_run(run.open(encoding="utf-8")), collection.judged)}
        if options.keep:
            shutil.copy(run, options.keep)
        if options.fts5:
            found["SQLite FTS5"] = quality(_fts5_run(collection, options.limit), collection.judged)
        for name, figures in found.items():
            print(f"{name:12} {figures}")
        if options.plot:
            what = "Cranfield" if options.cranfield else options.documents.stem
            options.plot.write_text(draw(f"{what}: how well the search ranks", found), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cranfield", type=Path, metavar="FOLDER", help="holds the three files of the collection")
    parser.add_argument("--documents", type=Path, metavar="FILE", help="JSON lines")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="number, tab, query")
    parser.add_argument("--qrels", type=Path, metavar="FILE", help="query 0 document grade")
    parser.add_argument("--limit", type=int, default=1000, metavar="N", help="documents for each query (1000)")
    parser.add_argument("--fts5", action="store_true", help="the same with SQLite's full text search")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="a folder for the run")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="the figures as SVG")
    options = parser.parse_args()
    if not options.cranfield and not (options.documents and options.queries and options.qrels):
        parser.error("--cranfield, or all of --documents, --queries and --qrels")
    return options


def _our_run(collection: Collection, work: Path, limit: int) -> Path:
    """The run of our own program, through its command line."""
    run = work / "run.trec"
    began = time.perf_counter()
    _cli("build", collection.documents, work / "pack")
    built = time.perf_counter()
    places = ("--library", work / "pack", "--data-dir", work / "kept")
    with run.open("w", encoding="utf-8") as out:
        _cli("search", *places, "--queries", collection.queries, "--format", "trec", "--limit", limit, out=out)
    ended = time.perf_counter()
    print(f"built in {built - began:.1f} s, all queries in {ended - built:.1f} s")
    return run


def _cli(*words: object, out=subprocess.DEVNULL) -> None:
    command = [sys.executable, "-m", "foc_reader.cli", *map(str, words)]
    subprocess.run(command, stdout=out, check=True)


def _fts5_run(collection: Collection, limit: int) -> dict[str, list[str]]:
    """Any of the words, by BM25, over title and text as one."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    with collection.documents.open(encoding="utf-8") as lines:
        for fields in map(loads, filter(str.strip, lines)):
            text = f"{fields.get('title') or ''} {fields['text']}"
            base.execute("INSERT INTO documents VALUES (?, ?)", (str(fields["id"]), text))
    run = {}
    with collection.queries.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            number, _, query = line.partition("\t")
            words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
            found = base.execute(
                "SELECT id FROM documents WHERE documents MATCH ? ORDER BY bm25(documents) LIMIT ?", (words, limit)
            )
            run[number.strip()] = [row[0] for row in found] if words else []
    return run


if __name__ == "__main__":
    main()
