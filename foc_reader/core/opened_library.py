"""The packs of a library folder: which folder it is, which packs are sound, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from foc_reader.core.errors import ChosenLibraryMissing, FocReaderError, LibraryMissing, PackUnreadable
from foc_reader.core.library.pack import Pack
from foc_reader.core.locations import Locations
from foc_reader.core.values import dataclass, replace

_INSIDE = ("library", "FOC Reader/library", "resources/library")  # where a stick, and a program, have theirs


@dataclass(frozen=True)
class OpenedLibrary:
    """What `read_library` found."""

    locations: Locations
    packs: tuple[Pack, ...]
    problems: tuple[FocReaderError, ...]  # about the packs that are not among them

    @property
    def is_missing(self) -> bool:
        """Whether there was no pack at all."""
        return any(isinstance(problem, LibraryMissing) for problem in self.problems)

    def is_just(self, packs: Sequence[Pack], problems: Sequence[FocReaderError]) -> bool:
        """Whether it is what is known already: these packs, to the last word of their manifests, and these problems."""
        is_same = [(pack.folder, pack.manifest) for pack in self.packs] == [(p.folder, p.manifest) for p in packs]
        return is_same and {str(problem) for problem in self.problems} <= {str(problem) for problem in problems}


def read_library(locations: Locations) -> OpenedLibrary:
    """The sound packs of the library, one of each id. Reads manifests only, and raises nothing."""
    problems: list[FocReaderError] = []
    packs: dict[str, Pack] = {}
    try:
        folders = locations.pack_folders()
    except LibraryMissing as error:
        return OpenedLibrary(locations, (), (error,))
    for folder in folders:
        try:
            pack = Pack.open(folder)
        except FocReaderError as error:
            problems.append(error)
            continue
        if pack.info.id in packs:
            problems.append(PackUnreadable(folder, "another library here has the same id"))
            continue
        packs[pack.info.id] = pack
    return OpenedLibrary(locations, tuple(packs.values()), tuple(problems))


def read_liked_library(locations: Locations, chosen: str) -> OpenedLibrary:
    """The library that the person once chose, by its `Locations.name_of`; else the usual one, and a problem says so."""
    if not chosen or locations.is_library_given:
        return read_library(locations)
    liked = read_library(replace(locations, library=locations.library_named(chosen)))
    if not liked.is_missing:
        return liked
    usual = read_library(locations)
    if usual.is_missing:
        return liked  # neither is there: the chosen one is the one that is missed
    return replace(usual, problems=(*usual.problems, ChosenLibraryMissing(liked.locations.library)))


def find_library(locations: Locations, folder: Path) -> OpenedLibrary:
    """The library in `folder`, be it the folder of a stick or a program that has one. Raises LibraryMissing."""
    for place in (folder, *(folder / name for name in _INSIDE)):
        library = read_library(replace(locations, library=place.absolute()))
        if not library.is_missing:
            return library
    raise LibraryMissing(folder)
