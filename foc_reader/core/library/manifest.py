"""The manifest of a pack: what it is, which documents it holds, and where their text lies."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from foc_reader.core.errors import PackUnreadable
from foc_reader.core.library.fields import (
    MAX_LINE_CHARACTERS,
    Fields,
    Misfit,
    as_fields,
    list_of,
    number_of,
    read_fields,
    text_of,
    texts_of,
)
from foc_reader.core.model import FORMS, DocumentEntry, PackInfo, is_id, is_language
from foc_reader.core.values import dataclass, field

MANIFEST_NAME = "manifest.json"
TEXT_PATH = "documents/text.jsonl"
INDEX_FOLDER = "index"
FORMAT = 1
MAX_COLLECTIONS = 10  # inside one another
MAX_MANIFEST_BYTES = 64_000_000  # about 150,000 documents

# what the manifest says of a document in texts; those with a usual value are left out where they have it
_TEXTS = {
    "id": None,
    "title": None,
    "language": "en",
    "direction": "ltr",
    "kind": "",
    "date": "",
    "date_end": "",
    "form": "text",
    "source_id": "",
    "sha256": None,
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)?")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the manifest lists it."""

    entry: DocumentEntry
    at: int  # bytes into the pack's text file
    size: int  # bytes
    sha256: str  # of those bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a manifest says."""

    info: PackInfo
    documents: tuple[StoredDocument, ...]
    index_format: str = ""  # empty: there is no index
    index_files: Mapping[str, str] = field(default_factory=dict)  # file name: SHA-256


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the pack in `folder`, every value checked. Raises PackUnreadable."""
    try:
        with (folder / MANIFEST_NAME).open("rb") as file:
            data = file.read(MAX_MANIFEST_BYTES + 1)
    except OSError as error:
        raise PackUnreadable(folder, f"{MANIFEST_NAME} cannot be read ({error.strerror})") from error
    if len(data) > MAX_MANIFEST_BYTES:
        raise PackUnreadable(folder, f"{MANIFEST_NAME} is too large")
    try:
        return _manifest(read_fields(data))
    except Misfit as misfit:
        raise PackUnreadable(folder, f"{MANIFEST_NAME} cannot be trusted, {misfit}") from misfit


def manifest_bytes(manifest: Manifest) -> bytes:
    """What read_manifest reads, laid out for people to look at, the same bytes each time."""
    info = manifest.info
    fields = {
        "format": FORMAT,
        "id": info.id,
        "seq": info.seq,
        "title": info.title,
        "publisher": info.publisher,
        "licence": info.licence,
        "language": info.language,
        "probe": {"query": info.probe_query, "document": info.probe_document},
        "collections": list(info.collections),
        "documents": [_document_fields(document) for document in manifest.documents],
        "index": {"format": manifest.index_format, "files": dict(sorted(manifest.index_files.items()))},
    }
    return json.dumps(fields, ensure_ascii=False, indent=1).encode() + b"\n"


def _document_fields(document: StoredDocument) -> Fields:
    entry = document.entry
    fields: dict[str, object] = {
        "id": entry.id,
        "title": entry.title,
        "kind": entry.kind,
        "collection": list(entry.collection),
    }
    # what is as usual is left out: each start reads and checks every field of every document
    usual = {"language": "en", "direction": "ltr", "date": "", "date_end": "", "form": "text", "source_id": ""}
    fields |= {name: getattr(entry, name) for name, value in usual.items() if getattr(entry, name) != value}
    return {**fields, "at": document.at, "size": document.size, "sha256": document.sha256}


def _manifest(fields: Fields) -> Manifest:
    if number_of(fields, "format") != FORMAT:
        raise Misfit("it was made for another version of this program")
    info = _info(fields)
    collections: dict[tuple[object, ...], tuple[str, ...]] = {}
    documents = tuple(_document(as_fields(value), info.id, collections) for value in list_of(fields, "documents"))
    ids = {document.entry.id for document in documents}
    if len(ids) != len(documents):
        raise Misfit("it gives one id to two documents")
    if info.probe_document and info.probe_document not in ids:
        raise Misfit("it tries its index on a document that it does not hold")
    end = 0
    for document in documents:
        if document.at != end or document.size == 0:
            raise Misfit("its documents do not lie one after another")
        end = document.at + document.size
    index = as_fields(fields.get("index", {}))
    return Manifest(info, documents, text_of(index, "format", ""), _index_files(index))


def _info(fields: Fields) -> PackInfo:
    probe = as_fields(fields.get("probe", {}))
    return PackInfo(
        _id(fields),
        text_of(fields, "title"),
        text_of(fields, "publisher", ""),
        text_of(fields, "licence", ""),
        number_of(fields, "seq", 1),
        _language(fields),
        text_of(probe, "query", ""),
        text_of(probe, "document", ""),
        texts_of(fields, "collections"),
    )


def _document(fields: Fields, pack_id: str, collections: dict[tuple[object, ...], tuple[str, ...]]) -> StoredDocument:
    """One document; `collections` remembers those checked. Each start reads every one: hence the short ways."""
    texts = [fields.get(name, usual) for name, usual in _TEXTS.items()]
    try:
        together = "".join(texts)  # type: ignore[arg-type]  # what is no text is caught
    except TypeError:
        together = "\n"
    if len(together) > MAX_LINE_CHARACTERS or not together.isprintable():
        texts = [text_of(fields, name, usual) for name, usual in _TEXTS.items()]  # the long way, which says what it is
    document_id, title, language, direction, kind, date, date_end, form, source_id, sha256 = cast(list[str], texts)
    if not is_id(document_id):
        raise Misfit("it holds an id that is none")
    if language != "en" and not is_language(language):
        raise Misfit("it holds a language that is none")
    if direction not in ("ltr", "rtl") or not (_DATE.fullmatch(date) and _DATE.fullmatch(date_end)):
        raise Misfit("it holds a direction or a date that is none")
    if form not in FORMS:
        raise Misfit("it holds a form of document that is none")
    if not _SHA256.fullmatch(sha256):
        raise Misfit("it holds a checksum that is none")
    collection = _collection(fields, collections)
    entry = DocumentEntry(
        pack_id, document_id, title, language, direction, kind, collection, date, date_end, form, source_id
    )
    return StoredDocument(entry, number_of(fields, "at"), number_of(fields, "size"), sha256)


def _collection(fields: Fields, known: dict[tuple[object, ...], tuple[str, ...]]) -> tuple[str, ...]:
    names = tuple(list_of(fields, "collection"))
    try:
        return known[names]
    except (KeyError, TypeError):  # not met before, or it holds what is no text
        checked = texts_of(fields, "collection")
    if len(checked) > MAX_COLLECTIONS:
        raise Misfit("it nests collections too deeply")
    known[names] = checked
    return checked


def _index_files(index: Fields) -> Mapping[str, str]:
    files = as_fields(index.get("files", {}))
    if not all(_FILE_NAME.fullmatch(name) for name in files):
        raise Misfit("it names a file of the index that cannot be one")
    return {name: _sha256(files, name) for name in files}


def _id(fields: Fields) -> str:
    text = text_of(fields, "id")
    if not is_id(text):
        raise Misfit("it holds an id that is none")
    return text


def _language(fields: Fields) -> str:
    text = text_of(fields, "language", "en")
    if text != "en" and not is_language(text):
        raise Misfit("it holds a language that is none")
    return text


def _sha256(fields: Fields, name: str) -> str:
    text = text_of(fields, name)
    if not _SHA256.fullmatch(text):
        raise Misfit("it holds a checksum that is none")
    return text
