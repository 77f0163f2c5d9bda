"""Making a pack: its documents first, then, once the index lies beside them, its manifest and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from foc_reader.core.errors import BlockRefused, DocumentUnreadable, NotAllowedHere
from foc_reader.core.library.lines import document_lines
from foc_reader.core.library.manifest import (
    INDEX_FOLDER,
    MANIFEST_NAME,
    TEXT_PATH,
    Manifest,
    StoredDocument,
    manifest_bytes,
    read_manifest,
)
from foc_reader.core.library.sums import hash_file, write_sums
from foc_reader.core.model import Document, PackInfo
from foc_reader.core.values import replace


def write_pack(info: PackInfo, documents: Iterable[Document], folder: Path) -> None:
    """Write a pack without an index into `folder`, which is new or empty: the same documents give the same bytes.

    Holds one document at a time, and of the others what the manifest says of them.
    Not all or nothing: write into a folder beside the wanted one, and rename it once `finish_pack` is done.
    Raises NotAllowedHere, and DocumentUnreadable for a document that could not be read again.
    """
    stored: list[StoredDocument] = []
    end = 0
    try:
        if folder.exists() and any(folder.iterdir()):
            raise NotAllowedHere(folder, "it is not empty")
        for name in ("documents", INDEX_FOLDER):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with (folder / TEXT_PATH).open("wb") as file:
            for document in documents:
                data = _document_bytes(document)
                file.write(data)
                stored.append(StoredDocument(document.entry, end, len(data), hashlib.sha256(data).hexdigest()))
                end += len(data)
        (folder / MANIFEST_NAME).write_bytes(manifest_bytes(Manifest(info, tuple(stored))))
        read_manifest(folder)  # refuse here what no reader would take
    except OSError as error:
        raise NotAllowedHere(folder, error.strerror or "the system refuses it") from error


def finish_pack(folder: Path, index_format: str) -> None:
    """Put the index's format and files into the manifest, and write the checksums of the whole pack.

    Raises NotAllowedHere, PackUnreadable.
    """
    try:
        files = {path.name: hash_file(path) for path in sorted((folder / INDEX_FOLDER).iterdir())}
        manifest = replace(read_manifest(folder), index_format=index_format, index_files=files)
        (folder / MANIFEST_NAME).write_bytes(manifest_bytes(manifest))
        write_sums(folder)
    except OSError as error:
        raise NotAllowedHere(folder, error.strerror or "the system refuses it") from error


def _document_bytes(document: Document) -> bytes:
    try:
        return b"".join(document_lines(document))
    except BlockRefused as error:
        raise DocumentUnreadable(document.entry.title, error.reason) from error
