"""Names for files and folders that every stick and every system takes: FAT, exFAT, NTFS, and Windows itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

_REFUSED = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
_LONGEST = 100  # letters of one name, so that the whole path stays below 260 on Windows
LONGEST_PATH = 200  # of all names below the stick's own folder, which lies somewhere itself


def settled(name: str, taken: Collection[str] = ()) -> str:
    """A name as near to `name` as all systems allow, and that none takes for one of `taken`, which are settled."""
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if letter in _REFUSED or not letter.isprintable() else letter for letter in text)
    text = _without_ends(text)
    if text.partition(".")[0].strip().casefold() in _DEVICES:
        text = f"_{text}"
    others = {folded(other) for other in taken}
    number, found = 1, _shortened(text, "")
    while folded(found) in others:
        number += 1
        found = _shortened(text, f" {number}")
    return found


def folded(name: str) -> str:
    """The same text for all names that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def faults(paths: Iterable[str]) -> list[str]:
    """A sentence for each of `paths`, with `/` between names, that some system could not hold beside the others."""
    found, spelled = [], dict[str, str]()
    for path in paths:
        if len(path) > LONGEST_PATH:
            found.append(f"{path} is longer than {LONGEST_PATH} letters")
        for place in (PurePosixPath(path), *PurePosixPath(path).parents[:-1]):
            if settled(place.name) != place.name:
                found.append(f"{place} is called as some systems refuse it")
            if spelled.setdefault(folded(str(place)), str(place)) != str(place):
                found.append(f"{place} is one with {spelled[folded(str(place))]} on some systems")
    return list(dict.fromkeys(found))


def _shortened(text: str, addition: str) -> str:
    """`text` with `addition` before its ending, and no longer than a name may be."""
    stem, dot, ending = text.rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = text, "", ""
    stem = _without_ends(stem[: _LONGEST - len(addition) - len(dot + ending)])
    return f"{stem}{addition}{dot}{ending}"


def _without_ends(text: str) -> str:
    """Without the blanks and dots at its end that Windows takes away; something in any case."""
    return text.rstrip(". ").lstrip(" ") or "_"
