"""How a command opens and closes the session that its options name."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foc_reader.core.errors import DocumentAmbiguous, DocumentMissing
from foc_reader.core.locations import Locations
from foc_reader.core.model import DocumentEntry
from foc_reader.core.session import Session


@contextmanager
def open_session(options: argparse.Namespace) -> Iterator[Session]:
    """The session of `--library` and `--data-dir`. Raises the first problem when no pack could be opened."""
    session = Session.open(Locations.find(options.library, options.data_dir))
    try:
        if not session.packs and session.problems:
            raise session.problems[0]
        yield session
    finally:
        session.close()


def find_entry(session: Session, name: str) -> DocumentEntry:
    """The document called `name`: its id, or pack/id where two packs share it.

    Raises DocumentMissing, DocumentAmbiguous.
    """
    found = [entry for entry in session.entries if name in (entry.id, str(entry.locator))]
    if not found:
        raise DocumentMissing(name)
    if len(found) > 1:
        raise DocumentAmbiguous(name, [str(entry.locator) for entry in found])
    return found[0]


def folder(text: str) -> Path:
    """What an option that names a folder says."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a folder")
    return Path(text)
