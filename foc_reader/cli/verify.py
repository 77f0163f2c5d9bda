"""foc-reader-cli verify: is a copy of program and library what its maker signed, or what a copy that one trusts is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from foc_reader.cli.opening import folder
from foc_reader.core.cancel import CancelToken
from foc_reader.core.isolating import contained
from foc_reader.core.locations import portable_root
from foc_reader.core.sharing.checking import check_copy, standard_of
from foc_reader.core.sharing.telling import KINDS, about_memory, about_signature, about_vouching, headline, in_lines
from foc_reader.core.sharing.verdict import CopyVerdict

DESCRIPTION = """Read every file of the copy in FOLDER and compare it with the list at its root, SHA256SUMS, and that
list with its signature. What was changed, is missing, or is not on the list is named. Then words are printed, made from
the list and from the key, that two people can compare aloud or on paper."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser("verify", help="check a copy of program and library", description=DESCRIPTION)
    parser.add_argument("folder", type=folder, metavar="FOLDER", help="the folder in which the copy lies")
    parser.add_argument("--by", type=folder, metavar="TRUSTED", help="a copy that you trust, to compare it with")
    parser.add_argument("--key", type=folder, metavar="FILE", help="a public key of minisign that you trust")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what differs, then the verdict; 1 when anything is wrong."""
    root = portable_root()
    is_of_this_program = root is not None and options.folder.resolve() == root
    standard = standard_of(options.folder, options.key, options.by, root)
    verdict = check_copy(options.folder, CancelToken(), standard)
    for found in verdict.differences:
        remark = f" ({contained(found.remark)})" if found.remark else ""
        sys.stderr.write(f"{KINDS[found.kind]}: {contained(found.path)}{remark}\n")
    sys.stdout.writelines(f"{line}\n" for line in lines(verdict, is_of_this_program))
    return 0 if verdict.is_sound else 1


def lines(verdict: CopyVerdict, is_of_this_program: bool) -> Iterator[str]:
    """What is printed about a copy."""
    sentences = (headline(verdict), about_signature(verdict), about_memory(verdict))
    yield from filter(None, sentences)
    if verdict.left_by_systems:
        yield f"Left there by a computer, and of no harm: {', '.join(map(contained, verdict.left_by_systems))}"
    if verdict.is_incomplete or not verdict.files:
        return
    yield about_vouching(verdict, is_of_this_program)
    yield ""
    yield from _words("The list of files", verdict.words)
    if verdict.signing.key:
        yield from _words(f"The key {verdict.signing.key.name}", verdict.key_words)


def _words(what: str, words: tuple[str, ...]) -> Iterator[str]:
    first, second = in_lines(words)
    yield f"{what}:"
    yield f"    {first}"
    yield f"    {second}"
