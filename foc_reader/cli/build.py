"""foc-reader-cli build: a pack with its index from a folder of Markdown, or from a file of JSON lines."""

from __future__ import annotations

import argparse
import sys

from foc_reader.cli.opening import folder
from foc_reader.core.building import build_pack

DESCRIPTION = """Build a pack with its index. SOURCE is a folder of Markdown files with front matter, or a file with one
document a line, as JSON with id and text, and where they are known title, language (en where it is not) and date. An
empty line in a text parts two paragraphs. Ids may hold any signs; a document without a word is left out."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("build", parents=[places], help="build a pack", description=DESCRIPTION)
    parser.add_argument("source", type=folder, metavar="SOURCE", help="a folder of Markdown, or a file of JSON lines")
    parser.add_argument("out", type=folder, metavar="OUT", help="folder of the pack to make")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, and say what was left out."""
    built = build_pack(options.source, options.out)
    for warning in built.warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.write(f"{built.id}: {built.documents} documents in {options.out}\n")
    return 0
