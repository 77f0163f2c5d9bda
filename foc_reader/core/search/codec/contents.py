"""The table of contents of an index, `toc.json`: written last and at once, read as a stranger's."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from foc_reader.core.errors import IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.search.codec.files import DATA_FILES, DOCUMENTS, TERMS, FileFacts, Section
from foc_reader.core.search.codec.packing import WIDTHS
from foc_reader.core.values import dataclass

FORMAT = "flat 2"
TOC = "toc.json"

_TOC_PART = "toc.part"
_TOC_LIMIT = 1 << 20  # bytes; a real one has some two thousand
_LARGEST = 1 << 53  # of any number: JSON's whole numbers are exact up to here
_MOST_FIELDS = 255  # the dictionary names them by one byte

Described = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class DictionaryPlace:
    """Where the dictionary's table of blocks is, and the fields it covers, in order."""

    fields: tuple[str, ...]
    blocks: int
    table: Section


@dataclass(frozen=True, slots=True)
class LengthsPlace:
    """A field's length in each document, one byte each, and the exact sum."""

    codes: Section
    total: int


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A field's value in each document: numbers, `width` wide, into a JSON list of values.

    Where that list is empty, the numbers are the values themselves and one more; 0: the document has none.
    """

    width: str
    codes: Section
    values: Section


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index holds, and where."""

    documents: int
    dictionary: DictionaryPlace
    lengths: Mapping[str, LengthsPlace]
    columns: Mapping[str, ColumnPlace]
    row_ends: Section  # empty where no document has a row
    files: Mapping[str, FileFacts]


def write_contents(folder: Path, contents: Contents, schema: Described, analysis: str) -> None:
    """Makes the index in `folder` whole: until this is done there is none."""
    from dataclasses import asdict

    toc = {"format": FORMAT, "schema": schema, "analysis": analysis, **asdict(contents)}
    data = json.dumps(toc, sort_keys=True, separators=(",", ":")).encode()
    if len(data) > _TOC_LIMIT:
        raise ValueError("the schema has too many fields")
    part = folder / _TOC_PART
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(folder / TOC)


def remove_contents(folder: Path) -> None:
    """Leaves no index in `folder`, only files that belong to none."""
    for name in (TOC, _TOC_PART):
        (folder / name).unlink(missing_ok=True)


def read_contents(folder: Path, schema: Described, analysis: str) -> Contents:
    """What the table of contents says, every number within its bounds and every section within its file.

    Raises IndexMissing, IndexOutdated where format, schema or analysis are others, IndexDamaged.
    """
    toc = _parsed(_read(folder), folder)
    if "format" not in toc:
        raise IndexDamaged(folder, "its table of contents does not say what it is")
    if toc["format"] != FORMAT:
        raise IndexOutdated(folder, "its format is another one")
    if toc.get("schema") != schema:
        raise IndexOutdated(folder, "it has other fields")
    if toc.get("analysis") != analysis:
        raise IndexOutdated(folder, "its words were made by other rules")
    try:
        contents = _contents(toc)
        _check_sections(contents)
    except (KeyError, TypeError, ValueError) as error:
        raise IndexDamaged(folder, "its table of contents does not fit together") from error
    return contents


def _read(folder: Path) -> bytes:
    path = folder / TOC
    try:
        if not path.exists():
            raise _no_contents(folder)
        if not path.is_file() or path.stat().st_size > _TOC_LIMIT:
            raise IndexDamaged(folder, "its table of contents is not one")
        with path.open("rb") as handle:
            return handle.read(_TOC_LIMIT + 1)
    except OSError as error:
        raise IndexDamaged(folder, "its table of contents cannot be read") from error


def check_contents(folder: Path, sha256: str) -> None:
    """Raises IndexDamaged where the table of contents has another SHA-256, IndexMissing."""
    import hashlib  # 5 ms, which opening the index can do without

    if hashlib.sha256(_read(folder)).hexdigest() != sha256:
        raise IndexDamaged(folder, "its table of contents is not the one that was made with the library")


def _parsed(data: bytes, folder: Path) -> dict[str, object]:
    try:
        toc = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise IndexDamaged(folder, "its table of contents is not JSON") from error
    if not isinstance(toc, dict):
        raise IndexDamaged(folder, "its table of contents is not one")
    return toc


def _no_contents(folder: Path) -> IndexMissing | IndexOutdated:
    # Whoosh's own indexes begin with a pickle in such a file. They are named, never opened.
    if any(folder.glob("_*_*.toc")):
        return IndexOutdated(folder, "it was made by another program")
    return IndexMissing(folder)


def _contents(toc: dict[str, object]) -> Contents:
    dictionary = _mapping(toc["dictionary"])
    fields = dictionary["fields"]
    if not isinstance(fields, list) or len(fields) > _MOST_FIELDS:
        raise ValueError("the dictionary's fields are no list")
    return Contents(
        documents=_number(toc["documents"]),
        dictionary=DictionaryPlace(
            tuple(_text(name) for name in fields), _number(dictionary["blocks"]), _section(dictionary["table"])
        ),
        lengths={name: _lengths(value) for name, value in _mapping(toc["lengths"]).items()},
        columns={name: _column(value) for name, value in _mapping(toc["columns"]).items()},
        row_ends=_section(toc["row_ends"]),
        files={name: _facts(_mapping(toc["files"])[name]) for name in DATA_FILES},
    )


def _check_sections(contents: Contents) -> None:
    """Raises ValueError unless each section lies in its file and has the size that its count asks for.

    This is what bounds the count of documents: each has its bytes in a file whose size is known.
    """
    sizes = [(contents.row_ends, 8 * contents.documents)] if contents.row_ends.size else []
    sizes += [(place.codes, contents.documents) for place in contents.lengths.values()]
    sizes += [(p.codes, WIDTHS[p.width] * contents.documents) for p in contents.columns.values()]
    if contents.documents and not sizes:
        raise ValueError("nothing says that there are so many documents")
    if any(section.size != size for section, size in sizes):
        raise ValueError("a section has another size")
    in_documents = [section for section, _ in sizes] + [place.values for place in contents.columns.values()]
    ends = [(section, DOCUMENTS) for section in in_documents] + [(contents.dictionary.table, TERMS)]
    if any(section.at + section.size > contents.files[name].size for section, name in ends):
        raise ValueError("a section goes on past the end of its file")


def _lengths(value: object) -> LengthsPlace:
    found = _mapping(value)
    return LengthsPlace(_section(found["codes"]), _number(found["total"]))


def _column(value: object) -> ColumnPlace:
    found = _mapping(value)
    return ColumnPlace(_text(found["width"]), _section(found["codes"]), _section(found["values"]))


def _section(value: object) -> Section:
    found = _mapping(value)
    return Section(_number(found["at"]), _number(found["size"]), _number(found["crc"]))


def _facts(value: object) -> FileFacts:
    found = _mapping(value)
    return FileFacts(_number(found["size"]), _text(found["sha256"]))


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _LARGEST:  # bool is an int too
        raise ValueError("not a whole number within bounds")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
