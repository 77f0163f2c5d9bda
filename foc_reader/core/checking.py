"""Is this library whole: resources, checksums, index, and an answer to a known question."""

from __future__ import annotations

from collections.abc import Iterator

from foc_reader.core.cancel import CancelToken
from foc_reader.core.damage import Damage, whole_sentence
from foc_reader.core.errors import FocReaderError, LibraryDamaged, PackUnreadable, ResourcesMissing
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import Filters
from foc_reader.core.session import Session


def check_library(session: Session, token: CancelToken | None = None) -> Iterator[tuple[str, FocReaderError | None]]:
    """Each thing looked at, in plain words, with what is wrong with it (None: nothing)."""
    token = token or CancelToken()
    yield "the program's own files", None if session.icons else ResourcesMissing(session.locations.resources)
    for problem in session.problems:
        yield "opened", problem
    yield from _verdict(session, token)
    for pack in session.packs:
        problems = pack.check(token)
        yield f"{pack.info.title}: files and checksums", problems[0] if problems else None
        for problem in problems[1:]:
            yield f"{pack.info.title}: files and checksums", problem
    for pack in session.packs:
        yield f"{pack.info.title}: search index", _index_problem(pack, token)
    session.open_search()
    for pack in session.packs:
        if pack.info.probe_query:
            question = f"{pack.info.title}: “{pack.info.probe_query}” is found"
            yield question, _probe(session, pack, token)


def _verdict(session: Session, token: CancelToken) -> Iterator[tuple[str, FocReaderError | None]]:
    """What the window says of the same library, in its words."""
    verdict = session.indexes.start_check().run(token)
    if verdict.is_sound:
        yield whole_sentence(verdict.documents), None
        return
    titles = {pack.info.id: pack.info.title for pack in session.packs}
    damage = Damage(titles, verdict.damaged, verdict.places, verdict.documents, dict(verdict.indexes))
    yield damage.sentence(), LibraryDamaged(damage.details(session.indexes.can_keep))


def _index_problem(pack: Pack, token: CancelToken) -> FocReaderError | None:
    from foc_reader.core.search.building import verify

    try:
        verify(pack.index_folder, token)
    except FocReaderError as error:
        return error
    return None


def _probe(session: Session, pack: Pack, token: CancelToken) -> FocReaderError | None:
    info = pack.info
    try:
        answer = session.search(info.probe_query, token, Filters(packs=frozenset({info.id})))
    except FocReaderError as error:
        return error
    if answer.fallback != "titles" and any(hit.entry.id == info.probe_document for hit in answer.hits):
        return None
    return PackUnreadable(pack.folder, f"searching for “{info.probe_query}” does not find what it should")
