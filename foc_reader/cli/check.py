"""foc-reader-cli check: is the library whole, and does it answer."""

from __future__ import annotations

import argparse
import sys

from foc_reader.cli.opening import open_session
from foc_reader.core.checking import check_library


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("check", parents=[places], help="check files, checksums, index and search")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing looked at; 1 when any is wrong."""
    is_sound = True
    with open_session(options) as session:
        for what, problem in check_library(session):
            sys.stdout.write(f"{'wrong' if problem else 'right'}  {what}\n")
            if problem:
                is_sound = False
                sys.stderr.write(f"{problem}\n")
    return 0 if is_sound else 1
