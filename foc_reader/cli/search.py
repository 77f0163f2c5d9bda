"""foc-reader-cli search: the passages that answer a query."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable

from foc_reader.cli.opening import open_session
from foc_reader.core.model import Answer, DocumentEntry, Filters, Hit

MOST_HITS = 100_000

DESCRIPTION = """Print the passages that answer QUERY, best first. Where a library's index is missing or damaged, its
documents are found by their titles, the problem is stated, and the exit status is 1."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("search", parents=[places], help="find passages", description=DESCRIPTION)
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N passages (20)")
    parser.add_argument("--lang", action="append", metavar="xx", help="only documents in this language")
    parser.add_argument("--json", action="store_true", help="a JSON list of hits")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print hits, best first. Finding nothing is done, too; 1 when an index could not be used, and titles were."""
    with open_session(options) as session:
        session.open_search()
        filters = Filters(languages=_as_written(options.lang or (), session.entries))
        # a query given on the command line is finished: its last word is no beginning
        answer = session.search(options.query + " ", None, filters, options.limit)
        problems = session.search_problems
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    _print(answer, options)
    return 1 if problems else 0


def _print(answer: Answer, options: argparse.Namespace) -> None:
    if options.json:
        json.dump([_as_json(hit) for hit in answer.hits], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for hit in answer.hits:
        section = f" – {hit.section}" if hit.section and hit.section != hit.entry.title else ""
        sys.stdout.write(f"{hit.locator}\n  {hit.entry.title}{section}\n  {' '.join(hit.snippet.text.split())}\n")
    sys.stdout.write(f"{answer.total} passages in {answer.documents} documents\n")


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


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= MOST_HITS:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST_HITS}")
    return int(text)
