"""foc-reader-cli show: a document, or one section of it, as plain text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from foc_reader.cli.opening import find_entry, open_session
from foc_reader.core.errors import SectionMissing
from foc_reader.core.isolating import contained
from foc_reader.core.model import Block, Document


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("show", parents=[places], help="print a document")
    parser.add_argument("document", metavar="DOCUMENT", help="its id, or pack/id, as `documents` lists it")
    parser.add_argument("--section", metavar="S", help="only the section under this heading: its words or its pid")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the text, a blank line between blocks."""
    with open_session(options) as session:
        entry = find_entry(session, options.document)
        document = session.document(entry.pack_id, entry.id)
    blocks = document.blocks if options.section is None else _section(document, options.section)
    if options.section is None and not any(block.text.casefold() == entry.title.casefold() for block in blocks):
        sys.stdout.write(f"{contained(entry.title)}\n\n")
    sys.stdout.write("\n\n".join(_lines(blocks)) + "\n")
    return 0


def _section(document: Document, name: str) -> tuple[Block, ...]:
    """The heading called `name` with all that stands under it, deeper headings included. Raises SectionMissing."""
    for first, heading in enumerate(document.blocks):
        if heading.kind == "heading" and name.casefold() in (heading.text.casefold(), heading.pid):
            rest = document.blocks[first + 1 :]
            ends = (n for n, block in enumerate(rest) if block.kind == "heading" and block.level <= heading.level)
            return (heading, *rest[: next(ends, len(rest))])
    raise SectionMissing(document.entry.title, name, [heading.text for heading in document.headings])


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "heading":
            yield "#" * block.level + " " + block.text
        elif block.kind == "item":
            yield "  " * (block.level - 1) + "- " + block.text
        elif block.kind == "rule":
            yield "---"
        else:
            yield block.text
