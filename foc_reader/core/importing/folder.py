"""A folder of sources, read whole: what a pack is built from."""

from __future__ import annotations

import os
from pathlib import Path

from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.importing.front_matter import (
    Fields,
    list_field,
    read_id,
    read_language,
    read_text,
    read_yaml,
    text_field,
)
from foc_reader.core.importing.markdown import read_source
from foc_reader.core.model import Document, PackInfo, is_id

PACK_FILE = "pack.yaml"
_SUFFIXES = (".md", ".markdown")


def read_sources(folder: Path) -> tuple[PackInfo, list[Document]]:
    """What the folder's pack is called, and its documents in the order of their paths.

    Takes every Markdown file in the folder and below it, save hidden ones. Raises SourceUnreadable for the first that
    cannot be used, for two with one id, and for a link that leads out of the folder.
    """
    if not folder.is_dir():
        raise SourceUnreadable(folder, "there is no such folder")
    paths = _source_paths(folder)
    info = read_pack_info(folder)
    if not paths:
        raise SourceUnreadable(folder, "it holds no Markdown documents")
    documents = [read_source(path, info.id, info.language) for path in paths]
    seen: dict[str, Path] = {}
    for path, document in zip(paths, documents, strict=True):
        if document.entry.id in seen:
            raise SourceUnreadable(path, f"its id “{document.entry.id}” is that of {seen[document.entry.id].name} too")
        seen[document.entry.id] = path
    if info.probe_document and info.probe_document not in seen:
        raise SourceUnreadable(folder / PACK_FILE, f"there is no document “{info.probe_document}” to try a query on")
    return info, documents


def read_pack_info(folder: Path) -> PackInfo:
    """What `pack.yaml` says; where it is silent or missing, the folder's name. Raises SourceUnreadable."""
    path = folder / PACK_FILE
    fields: Fields = read_yaml(path, read_text(path)) if path.is_file() else {}
    probe = fields.get("probe") or {}
    if not isinstance(probe, dict):
        raise SourceUnreadable(path, "its “probe” is not a query and a document")
    seq = text_field(path, fields, "seq", "1")
    if not (seq.isascii() and seq.isdigit() and len(seq) <= 9):
        raise SourceUnreadable(path, f"its seq “{seq}” is not a whole number")
    language = read_language(path, text_field(path, fields, "language", "en"))
    name = folder.resolve().name
    probe_document = text_field(path, probe, "document")
    if probe_document and not is_id(probe_document):
        raise SourceUnreadable(path, f"“{probe_document}” is not the id of a document")
    return PackInfo(
        read_id(path, fields, name),
        text_field(path, fields, "title", name or "Library"),
        text_field(path, fields, "publisher"),
        text_field(path, fields, "licence"),
        int(seq),
        language,
        text_field(path, probe, "query"),
        probe_document,
        list_field(path, fields, "collections", ","),
    )


def _source_paths(folder: Path) -> list[Path]:
    """Every Markdown file below `folder`, sorted. Raises SourceUnreadable for a link that leads out of it."""
    root = folder.resolve()
    paths = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders + names:
            path = Path(at, name)
            if path.is_symlink() and not name.startswith(".") and not path.resolve().is_relative_to(root):
                raise SourceUnreadable(path, "it is a link that leads out of the folder")
            if name in names and path.suffix.lower() in _SUFFIXES and not name.startswith("."):
                paths.append(path)
    return sorted(paths, key=lambda path: path.relative_to(folder).as_posix())
