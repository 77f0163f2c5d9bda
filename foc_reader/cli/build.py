"""foc-reader-cli build: a pack with its index from a folder of Markdown, or from a file of JSON lines."""

from __future__ import annotations

import argparse
import sys

from foc_reader.cli.opening import folder
from foc_reader.core.building import build_pack
from foc_reader.core.indexing import MOST_WORKERS

_STOPPED = 130  # as programs end that Ctrl+C was pressed in

DESCRIPTION = """Build a pack with its index. SOURCE is a folder of Markdown files with front matter, or a file with one
document a line, as JSON with id and text, and where they are known title, language (en where it is not) and date. An
empty line in a text parts two paragraphs. Ids may hold any signs; a document without a word is left out."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("build", help="build a pack", description=DESCRIPTION)
    parser.add_argument("source", type=folder, metavar="SOURCE", help="a folder of Markdown, or a file of JSON lines")
    parser.add_argument("out", type=folder, metavar="OUT", help="folder of the pack to make")
    parser.add_argument(
        "--workers",
        type=_workers,
        default=0,
        metavar="N",
        help=f"processes that make the index, 1 to {MOST_WORKERS} (usually 2, for little text 1)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, and say what was left out. Ctrl+C ends it, and leaves the pack that was there."""
    shows = sys.stderr.isatty()

    def report(done: int) -> None:
        sys.stderr.write(f"\r{done} documents in the index")
        sys.stderr.flush()

    try:
        built = build_pack(options.source, options.out, workers=options.workers, report=report if shows else None)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was left half done.\n")
        return _STOPPED
    finally:
        if shows:
            sys.stderr.write("\r\033[K")
    for warning in built.warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.write(f"{built.id}: {built.documents} documents in {options.out}\n")
    return 0


def _workers(text: str) -> int:
    """Raises ValueError, which argparse turns into a message."""
    count = int(text)
    if not 1 <= count <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{count} is not from 1 to {MOST_WORKERS}")
    return count
