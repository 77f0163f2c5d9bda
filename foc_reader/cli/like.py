"""foc-reader-cli like: what other documents say of the same things."""

from __future__ import annotations

import argparse
import re
import sys

from foc_reader.cli.opening import find_entry, open_session
from foc_reader.cli.search import count, print_answer
from foc_reader.core.model import Locator

DESCRIPTION = """Print the passages of other documents that are most like DOCUMENT, or with --pid like the passage that
this block of it is in, best first: found by the words that tell it from the rest of the library."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("like", parents=[places], help="find more like a document", description=DESCRIPTION)
    parser.add_argument("document", metavar="DOCUMENT", help="its id, or pack/id")
    parser.add_argument("--pid", type=_pid, metavar="PID", help="a block of it, as search prints it after #")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="at most N passages (20)")
    parser.add_argument("--json", action="store_const", const="json", dest="format", default="text", help="a JSON list")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print hits, best first; 1 when an index could not be used."""
    with open_session(options) as session:
        entry = find_entry(session, options.document)
        session.open_search()
        answer = session.more_like(Locator(entry.pack_id, entry.id, options.pid or ""), limit=options.limit)
        problems = session.search_problems
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    print_answer(answer, options.format)
    return 1 if problems else 0


def _pid(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{12}(-[0-9]+)?", text):
        raise argparse.ArgumentTypeError("12 digits of 0 to 9 and a to f")
    return text
