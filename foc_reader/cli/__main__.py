"""Read the command line, run one command, end with 0 (done), 1 (a stated problem) or 2 (wrong use)."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from foc_reader import __version__
from foc_reader.cli import build, check, copy, documents, like, search, show, verify
from foc_reader.cli.opening import folder
from foc_reader.core.errors import FocReaderError
from foc_reader.core.isolating import unturned


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `arguments` (those of the process when None); the exit status comes back."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a cp1252 console would stop at “ or Arabic
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["--index-helper"] and len(given) == 2:  # this program once more, where it is a frozen one
        from foc_reader.core.indexing import help_here

        return help_here(Path(given[1]))
    options = _parser().parse_args(given)
    try:
        status: int = options.run(options)
    except FocReaderError as error:
        sys.stderr.write(f"{unturned(str(error))}\n")
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our lines has gone: as `head` does
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument("--library", type=folder, metavar="FOLDER", help="a folder of packs, or one pack")
    places.add_argument("--data-dir", type=folder, metavar="FOLDER", help="where what you keep is kept")
    parser = argparse.ArgumentParser(prog="foc-reader-cli", description="Read and search the library without a window.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (search, like, show, documents, build, check, verify, copy):
        command.add(commands, places)
    return parser


if __name__ == "__main__":
    sys.exit(main())
