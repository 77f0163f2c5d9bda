"""foc-reader-cli documents: what the library holds."""

from __future__ import annotations

import argparse
import json
import sys

from foc_reader.cli.opening import open_session
from foc_reader.core.isolating import contained


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("documents", parents=[places], help="list the documents")
    parser.add_argument("--json", action="store_true", help="a JSON list")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a document: pack and id, date, title."""
    with open_session(options) as session:
        if options.json:
            rows = [
                {
                    "pack_id": entry.pack_id,
                    "document_id": entry.id,
                    "title": entry.title,
                    "kind": entry.kind,
                    "collection": list(entry.collection),
                    "language": entry.language,
                    "date": entry.date,
                    "form": entry.form,
                }
                for entry in session.entries
            ]
            json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            for entry in session.entries:
                sys.stdout.write(f"{entry.locator}\t{entry.date}\t{contained(entry.title)}\n")
    return 0
