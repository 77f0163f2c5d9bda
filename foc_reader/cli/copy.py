"""foc-reader-cli copy: program and library, and nothing private, to another drive."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from foc_reader.cli.opening import folder
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.isolating import contained
from foc_reader.core.locations import Locations
from foc_reader.core.sharing.copying import CopyMade, make_copy
from foc_reader.core.sharing.drives import removable_drives
from foc_reader.core.sharing.fingerprint import fingerprint
from foc_reader.core.sharing.sources import Source, find_source, source_of
from foc_reader.core.sharing.targets import plan_copy
from foc_reader.core.sharing.telling import in_lines, in_megabytes
from foc_reader.core.sharing.verdict import Progress

DESCRIPTION = """Copy program and library to TARGET, a drive or a folder, into a folder of their own there; bookmarks,
notes and settings never go along. All is read back and compared. A copy that was stopped says that it is not complete,
and the same command goes on with it. Without TARGET, the drives that can be taken out are listed."""
_STOPPED = 130  # as a shell says it of what Ctrl+C ended
_STEPS = {"copying": "Copying", "reading": "Reading back"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], places: argparse.ArgumentParser) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "copy", parents=[places], help="copy program and library to another drive", description=DESCRIPTION
    )
    parser.add_argument("target", type=folder, nargs="?", metavar="TARGET", help="a drive, or a folder")
    parser.add_argument("--from", type=folder, dest="source", metavar="FOLDER", help="the copy to pass on")
    parser.add_argument("--replace", action="store_true", help="replace another edition that lies there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Copy, and say how it went; or list the drives."""
    source = find_source(options.source) if options.source else source_of(Locations.find(options.library))
    sys.stdout.writelines(f"{line}\n" for line in _about(source))
    if options.target is None:
        sys.stdout.writelines(f"{line}\n" for line in _drives())
        return 0
    token = CancelToken()
    with _stopping(token), _Telling() as telling:
        try:
            plan = plan_copy(source, options.target, token, options.replace)
            made = make_copy(plan, token, telling.tell)
        except Cancelled:
            sys.stderr.write(
                "Stopped. The same command goes on where it stopped. "
                "If the copy is not wanted any more, delete its folder.\n"
            )
            return _STOPPED
    sys.stdout.writelines(f"{line}\n" for line in _about_made(made))
    return 0


def _about(source: Source) -> Iterator[str]:
    yield f"{len(source.list.sums)} files, {in_megabytes(source.size)}, from {source.root}."
    if not source.list.is_of_program:
        yield (
            "Only the library can be copied, since this program was not started from a stick. "
            "In FOC Reader, it is opened with “Open another library”."
        )


def _drives() -> Iterator[str]:
    drives = removable_drives()
    yield "Drives that can be taken out:" if drives else "There is no drive that can be taken out. Name a folder."
    for drive in drives:
        room = f"{in_megabytes(drive.free)} free of {in_megabytes(drive.size)}"
        yield f"    {drive.folder}  ({contained(drive.name)}, {'cannot be written to' if drive.is_read_only else room})"


def _about_made(made: CopyMade) -> Iterator[str]:
    yield f"The copy in {made.folder} is complete: {made.files} files, {in_megabytes(made.size)}."
    if made.is_past_memory:
        yield "All of it was read back from the drive, and is as it should be."
    else:
        yield (
            "All of it was read back, and is as it should be; but this computer may have read from its own memory. "
            "To be sure, take the drive out, put it in again, and check the copy: foc-reader-cli verify."
        )
    yield "Safe to remove: eject the drive, then take it out."
    yield "To compare with the copy it was made from, aloud or on paper:"
    yield from (f"    {line}" for line in in_lines(fingerprint(made.list_data)))


class _Telling:
    """Says on the error stream, in one line, how far it is, where a person looks at it."""

    def __init__(self) -> None:
        self._last = ""

    def __enter__(self) -> _Telling:
        return self

    def tell(self, progress: Progress) -> None:
        percent = progress.done * 100 // max(1, progress.size)
        said = f"{_STEPS[progress.step]}: {percent} %"
        if said != self._last and sys.stderr.isatty():
            sys.stderr.write(f"\r{said:<30}")
            sys.stderr.flush()
            self._last = said

    def __exit__(self, *_: object) -> None:
        if self._last:
            sys.stderr.write(f"\r{'':<30}\r")


@contextmanager
def _stopping(token: CancelToken) -> Iterator[None]:
    """Ctrl+C stops the copy where it is marked as not complete, instead of anywhere."""
    before = signal.signal(signal.SIGINT, lambda *_: token.cancel())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
