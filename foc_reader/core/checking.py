"""Is this library whole: resources, checksums, index, and an answer to a known question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from foc_reader.core.cancel import CancelToken
from foc_reader.core.damage import Damage, whole_sentence
from foc_reader.core.errors import DocumentUnreadable, FocReaderError, ResourcesMissing
from foc_reader.core.isolating import contained
from foc_reader.core.library.pack import Pack
from foc_reader.core.library.verdict import LibraryVerdict
from foc_reader.core.model import Filters
from foc_reader.core.session import Session

_READ_ABOVE = "See the lines above that begin with “wrong”."


def check_library(session: Session) -> Iterator[tuple[str, str]]:
    """Each thing looked at, and what is wrong with it (empty: nothing), in plain words; at last the whole in one."""
    token = CancelToken()  # nobody calls it off
    verdict = session.indexes.start_check().run(token)
    is_sound = True
    for what, problem in _looks(session, verdict, token):
        is_sound = is_sound and not problem
        yield what, problem
    if not verdict.is_sound:
        titles = {pack.info.id: pack.info.title for pack in session.packs}
        damage = Damage(titles, verdict.damaged, verdict.places, verdict.documents, dict(verdict.indexes))
        yield damage.sentence(), damage.details(session.indexes.can_keep)
    elif is_sound:
        yield whole_sentence(verdict.documents), ""
    else:
        yield "No document and no index is damaged, but not all is as it should be.", _READ_ABOVE


def _looks(session: Session, verdict: LibraryVerdict, token: CancelToken) -> Iterator[tuple[str, str]]:
    """What the `verdict` does not say, or says of the whole."""
    yield "the program's own files", "" if session.icons else str(ResourcesMissing(session.locations.resources))
    for problem in session.problems:
        yield "opened", str(problem)
    bad_indexes = dict(verdict.indexes)
    for pack in session.packs:
        damaged = {found.entry.title for found in verdict.damaged if found.entry.pack_id == pack.info.id}
        yield from _files(pack, damaged, token)
    for pack in session.packs:
        if pack.info.id not in bad_indexes:
            yield f"{pack.info.title}: search index", _index_problem(pack, token)
    session.open_search()
    for pack in session.packs:
        if pack.info.probe_query:
            yield f"{pack.info.title}: “{pack.info.probe_query}” is found", _probe(session, pack, token)


def _files(pack: Pack, damaged: Collection[str], token: CancelToken) -> Iterator[tuple[str, str]]:
    """The files of a pack, and each document that breaks a rule; the `damaged` ones are named elsewhere."""
    title, problems = pack.info.title, pack.check(token)
    for problem in problems:
        if not isinstance(problem, DocumentUnreadable):
            yield f"{title}: files and checksums", str(problem)
        elif problem.name not in damaged:
            yield f"{title}: “{contained(problem.name)}”", f"The document cannot be shown: {problem.reason}."
    if not problems:
        yield f"{title}: files and checksums", ""


def _index_problem(pack: Pack, token: CancelToken) -> str:
    from foc_reader.core.search.building import verify

    try:
        verify(pack.index_folder, token)
    except FocReaderError as error:
        return str(error)
    return ""


def _probe(session: Session, pack: Pack, token: CancelToken) -> str:
    info = pack.info
    try:
        answer = session.search(info.probe_query, token, Filters(packs=frozenset({info.id})))
    except FocReaderError as error:
        return str(error)
    if answer.fallback != "titles" and any(hit.entry.id == info.probe_document for hit in answer.hits):
        return ""
    return f"Searching for “{info.probe_query}” does not find what it should. Copy the library again."
