"""What can go wrong, by name. Each message is one or two sentences fit to show a stranger.

FocReaderError
    BadLocator                  a text that should say where something is does not
    LibraryMissing              no pack where the library should be
    ChosenLibraryMissing        ... at the place that the person chose; another one is open
    ResourcesMissing            files that are shipped with the program are not there
    PackUnreadable              a pack whose manifest or checksums cannot be trusted
    DocumentMissing             the library has no document of that name
    DocumentAmbiguous           several documents have that name
    SectionMissing              the document has no section of that name
    BlockMissing                the document has no block of that id
    DocumentUnreadable          a document that is damaged, or holds what no document may hold
        LibraryGone             ... because its library is not where it was: a stick was taken out
    SourceUnreadable            a source from which a pack should be built cannot be read
    IndexMissing                no search index
    IndexOutdated               a search index made by another version, or by another program
    IndexDamaged                a search index whose contents do not fit together
    IndexIncomplete             a search index without documents that can be read
    RebuildFailed               a search index that could not be built
    SaveFailed                  what is kept could not be written; it is still in memory
        PlaceReadOnly           ... because the place may only be read, which need not be said again
    StoredFileUnreadable        what was kept is there, but no version of it can be read
        StoredFileNewer         ... because a newer version of this program wrote it
    ImportUnreadable            a file of bookmarks that cannot be read
    NotAllowedHere              the place may not be written to
    BlockRefused                a block that holds what no block may hold
    PackDamaged                 a file of a pack that is missing, changed, or not on its list
    NotACopy                    a folder that cannot be checked, as it holds no list of its files
    KeyUnreadable               a file that should hold the key to signatures, and does not
    NothingToPassOn             this copy of program and library is none that can be passed on
    CopyRefused                 a place to which no copy can be made; nothing was changed there
        CopyWouldReplace        ... unless the person wants another edition replaced that is there
    CopyIncomplete              a copy that was begun, and is not finished
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MAX_HEADINGS_NAMED = 5


class FocReaderError(Exception):
    """Anything we expect to go wrong. `str()` says what happened and what the person can do."""


class BadLocator(FocReaderError):
    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{text[:80]}” does not say where something is. It should read like pack/document#block.")


class LibraryMissing(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no library at {path}. Choose the folder that holds it.")


class ChosenLibraryMissing(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"The library that you chose is not at {path} now. The one of the program is open instead.")


class ResourcesMissing(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Files of the program itself are missing from {path}. Copy the program again, whole.")


class PackUnreadable(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"The library “{path.name}” cannot be used: {reason}. Copy it again from where it came.")


class DocumentMissing(FocReaderError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The library has no document with the id “{name[:80]}”. Look for it by its title.")


class DocumentAmbiguous(FocReaderError):
    def __init__(self, name: str, full_names: Sequence[str]) -> None:
        self.name, self.full_names = name, tuple(full_names)
        super().__init__(
            f"Several documents are called “{name[:80]}”. Name one of them in full: {', '.join(full_names)}."
        )


class SectionMissing(FocReaderError):
    def __init__(self, title: str, name: str, headings: Sequence[str]) -> None:
        self.title, self.name, self.headings = title, name, tuple(headings)
        there = ", ".join(f"“{heading[:80]}”" for heading in headings[:MAX_HEADINGS_NAMED])
        more = " and more" if len(headings) > MAX_HEADINGS_NAMED else ""
        super().__init__(
            f"The document “{title}” has no section “{name[:80]}”. "
            + (f"It has {there}{more}." if headings else "It has no headings.")
        )


class BlockMissing(FocReaderError):
    def __init__(self, title: str, pid: str) -> None:
        self.title, self.pid = title, pid
        super().__init__(f"The document “{title}” has no block “{pid[:80]}”. It may be in another edition of it.")


class DocumentUnreadable(FocReaderError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"The document “{name}” cannot be shown: {reason}. Everything else can still be read.")


class LibraryGone(DocumentUnreadable):
    def __init__(self, name: str) -> None:
        super().__init__(name, "the library is not where it was")
        self.args = (
            f"The document “{name}” cannot be shown: the library is not where it was. "
            "If it is on a stick, put the stick back. What is open stays open.",
        )


class SourceUnreadable(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}.")


class IndexMissing(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The library{_quoted_library(path)} has no search index. Documents can be read and found by their titles."
        )


class IndexOutdated(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"The search index{_of_library(path)} was not made for this version: {reason}. "
            "Documents can be read and found by their titles; build the library again to search in it."
        )


class IndexDamaged(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"The search index{_of_library(path)} is damaged: {reason}. "
            "Documents can be read and found by their titles; copy the library again to search in it."
        )


class IndexIncomplete(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The search index{_of_library(path)} was built while documents were damaged that can be read again. "
            "Build it again to search in them."
        )


class IndexNotBuilt(FocReaderError):
    def __init__(self, title: str, reason: str) -> None:
        self.title, self.reason = title, reason
        super().__init__(f"The search index of “{title}” could not be built: {reason}.")


class RebuildFailed(FocReaderError):
    def __init__(self, title: str, reason: str) -> None:
        self.title, self.reason = title, reason
        super().__init__(
            f"The search index of “{title}” could not be built: {reason}. "
            "Documents can be read and found by their titles."
        )


class SaveFailed(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Not saved: {reason}. It is still here while this window is open.")


class PlaceReadOnly(SaveFailed):
    def __init__(self, path: Path) -> None:
        super().__init__(path, "this place may only be read")


class StoredFileUnreadable(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"What you kept in {path.name} cannot be read. The file is left as it is, and nothing is written over it."
        )


class StoredFileNewer(StoredFileUnreadable):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.args = (
            f"What you kept in {path.name} was written by a newer version of this program. "
            "Open it with that version. The file is left as it is, and nothing is written over it.",
        )


class ImportUnreadable(FocReaderError):
    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"No bookmarks were taken from “{name}”: {reason}.")


class NotAllowedHere(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Nothing can be written to {path}: {reason}. Choose another folder.")


class BlockRefused(FocReaderError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"A piece of text was refused: {reason}.")


class PackDamaged(FocReaderError):
    def __init__(self, path: Path, name: str, reason: str) -> None:
        self.path, self.name, self.reason = path, name, reason
        super().__init__(f"In the library “{path.name}”, {name[:120]} {reason}. Copy it again from where it came.")


class NotACopy(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be checked: {reason}. Choose the folder in which the copy lies.")


class KeyUnreadable(FocReaderError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} does not hold a key that signatures can be checked with.")


class NothingToPassOn(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"No copy is made of {path}: {reason}.")


class CopyRefused(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Nothing was copied to {path}: {reason}.")


class CopyWouldReplace(CopyRefused):
    def __init__(self, path: Path) -> None:
        super().__init__(path, "another edition lies there, which would be replaced")


class CopyIncomplete(FocReaderError):
    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"The copy in {path} is not complete: {reason}. Start it again, and it goes on where it stopped. "
            "If it is not wanted any more, delete that folder."
        )


def _library_name(index: Path) -> str:
    """What the library of that index is called: a pack keeps its own in a folder `index`."""
    return index.parent.name if index.name == "index" else index.name


def _quoted_library(index: Path) -> str:
    return f" “{name}”" if (name := _library_name(index)) else ""


def _of_library(index: Path) -> str:
    return f" of{quoted}" if (quoted := _quoted_library(index)) else ""
