"""foc-reader-cli search: the passages that answer a query, or the documents that answer many."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from foc_reader.cli.opening import open_session
from foc_reader.cli.trec import print_run
from foc_reader.core.isolating import contained
from foc_reader.core.model import BEST_FIRST, ORDERS, Answer, DocumentEntry, Filters, Hit

if TYPE_CHECKING:
    from foc_reader.core.search.suggestion import Suggestion

MOST_HITS = 100_000

DESCRIPTION = """Print the passages that answer QUERY, best first. Where a library's index is missing or damaged, its
documents are found by their titles, the problem is stated, and the exit status is 1. Where a word seems misspelled, a
line says what may be meant; with JSON on standard error. With --queries and --format trec,
print for each line of FILE, which is a number, a tab and a query, the documents that answer it: number, Q0, the
document's id in its source (blanks in it as %20), rank, score, tag. Such a query is a sentence: signs mean nothing."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("search", parents=[places], help="find passages", description=DESCRIPTION)
    parser.add_argument("query", metavar="QUERY", nargs="?")
    parser.add_argument("--queries", type=_file, metavar="FILE", help="many queries instead of one")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="at most N passages, or documents (20)")
    parser.add_argument("--lang", action="append", metavar="xx", help="only documents in this language")
    parser.add_argument("--sort", choices=ORDERS, default=BEST_FIRST, help="the order of documents (relevance)")
    within = "only in documents that this query finds, too"
    parser.add_argument("--within", action="append", metavar="QUERY", default=[], help=within)
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="a JSON list of hits")
    parser.add_argument("--format", choices=("text", "json", "trec"), default="text", help="how it is printed (text)")
    parser.set_defaults(run=run, refuse=parser.error)


def run(options: argparse.Namespace) -> int:
    """Print hits. Finding nothing is done, too; 1 when an index could not be used, and titles were."""
    _check(options)
    with open_session(options) as session:
        session.open_search()
        within = tuple(query + " " for query in options.within)
        filters = Filters(languages=_as_written(options.lang or (), session.entries), within=within)
        if options.queries:
            print_run(session, options.queries, filters, options.limit)
        else:
            # a query given on the command line is finished: its last word is no beginning
            answer = session.search(options.query + " ", None, filters, options.limit, options.sort)
            print_answer(answer, options.format)
            print_suggestion(session.suggest(answer, None, filters), options.format)
        problems = session.search_problems
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def _check(options: argparse.Namespace) -> None:
    """Ends the program where its options contradict one another."""
    if (options.query is None) == (options.queries is None):
        options.refuse("one QUERY, or --queries FILE")
    if (options.format == "trec") != (options.queries is not None):
        options.refuse("--queries and --format trec belong together")


def print_answer(answer: Answer, how: str) -> None:
    """Write the hits of `answer` as "text" or "json"."""
    if how == "json":
        json.dump([_as_json(hit) for hit in answer.hits], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for hit in answer.hits:
        section = f" – {hit.section}" if hit.section and hit.section != hit.entry.title else ""
        title = contained(hit.entry.title + section)
        sys.stdout.write(f"{hit.locator}\n  {title}\n  {' '.join(hit.snippet.text.split())}\n")
    sys.stdout.write(f"{answer.total} passages in {answer.documents} documents\n")


def print_suggestion(suggestion: Suggestion | None, how: str) -> None:
    """Write what may be meant instead, below the hits; with "json" apart from them, as they are a list."""
    if suggestion:
        output = sys.stderr if how == "json" else sys.stdout
        output.write(f"Did you mean: {contained(suggestion.query.strip())}?\n")


def _as_written(languages: Iterable[str], entries: Iterable[DocumentEntry]) -> frozenset[str]:
    """`languages`, also as the library writes them: people write EN, and pt-br."""
    wanted = {language.casefold() for language in languages}
    return frozenset(wanted | {entry.language for entry in entries if entry.language.casefold() in wanted})


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        "document_id": hit.entry.id,
        "title": hit.entry.title,
        "section": hit.section,
        "pid": hit.locator.pid,
        "snippet": hit.snippet.text,
        "score": round(hit.score, 6),
        "language": hit.entry.language,
        "date": hit.entry.date,
    }


def _file(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name of a file")
    return Path(text)


def count(text: str) -> int:
    """What an option that limits the hits says."""
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= MOST_HITS:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST_HITS}")
    return int(text)
