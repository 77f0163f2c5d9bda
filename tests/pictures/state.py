"""What a state of the window is, and what may have been kept before somebody came into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from foc_reader.core.model import Locator
from foc_reader.core.session import Session
from tests.pictures.person import Person

Bring = Callable[[Person], None]
Prepare = Callable[[Session], None]

USUAL, NARROW = (1366, 768), (800, 500)
BUNDLED, SAMPLES, DAMAGED, BAD_INDEX = "bundled", "samples", "damaged", "bad-index"
MISSING, PULLED = "missing", "pulled"


@dataclass(frozen=True)
class State:
    """What the window shows after `bring`."""

    name: str
    about: str  # a sentence for the page of all pictures
    bring: Bring  # is given a person whose window has started, unless `starts` is False
    library: str
    size: tuple[int, int]  # of the window
    prepare: Prepare  # puts into the session what was kept before
    starts: bool
    keeps: bool  # False: there is no place where anything could be kept


class States(dict[str, State]):
    """States by name, in the order of the page."""

    def state(
        self,
        about: str,
        library: str = BUNDLED,
        size: tuple[int, int] = USUAL,
        prepare: Prepare = lambda session: None,
        starts: bool = True,
        keeps: bool = True,
    ) -> Callable[[Bring], Bring]:
        """Makes a function a state of the same name."""

        def add(bring: Bring) -> Bring:
            name = bring.__name__.replace("_", "-")
            self[name] = State(name, about, bring, library, size, prepare, starts, keeps)
            return bring

        return add


def keep_some(session: Session) -> None:
    """Three bookmarks, with the same dates whenever the picture is made."""
    notebook = session.notebook
    for number, (document_id, block, name, note, tags) in enumerate(
        [
            ("arrest", 0, "What a warrant names", "Read it to the end before anybody comes in.", ("home", "police")),
            ("phones", 0, "At the border", "", ("phones",)),
            ("writing", 3, "How lists look", "", ()),
        ]
    ):
        document = session.document("samples", document_id)
        pid = document.blocks[block].pid
        made = session.new_bookmark(document, Locator("samples", document_id, pid))
        kept = replace(made, id=f"00000000-0000-4000-8000-00000000000{number}", name=name, note=note, tags=tags)
        notebook = notebook.with_bookmark(replace(kept, created=f"2024-05-0{9 - number}T10:00:00Z"))
    session.notebook = session.keep(notebook)


def lose_one(session: Session) -> None:
    """The same, and the document of the first is not in the library any more."""
    keep_some(session)
    first, *_ = session.notebook.listed()
    lost = replace(first, locator=replace(first.locator, document_id="gone"))
    session.notebook = session.keep(session.notebook.with_bookmark(lost))
