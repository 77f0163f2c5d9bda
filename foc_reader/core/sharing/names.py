"""Which names of files every drive can hold, and which of them are one and the same on some."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
_LONGEST = 255  # UTF-16 units, of one part of a path


def fault_of(path: str) -> str:
    """Why `path`, below some folder and with `/`, is none that every drive can hold; empty: it is one.

    What leads out of that folder is a fault, too.
    """
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "leads elsewhere"
        if not part.isprintable() or not _FORBIDDEN.isdisjoint(part):
            return "holds a sign that some drives refuse"
        if part[-1] in ". " or part.split(".")[0].strip().casefold() in _DEVICES:
            return "is a name that Windows refuses"
        if len(part.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
            return "is too long for some drives"
    return ""


def folded(path: str) -> str:
    """The same text for all names that some drive takes for one: capitals or not, accents apart or not."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def composed(path: str) -> str:
    """The same text for names that differ only in how accents are written, which systems change by themselves."""
    return unicodedata.normalize("NFC", path)


def first_clash(paths: Collection[str]) -> str:
    """One of `paths` that some drive cannot hold beside the others; empty: there is none.

    Either both are one there, or one is a file and also the folder of another.
    """
    spelled: dict[str, str] = {}
    files = {folded(path) for path in paths}
    for path in paths:
        for whole in (path, *_folders_above(path)):
            key = folded(whole)
            if spelled.setdefault(key, whole) != whole or (whole != path and key in files):
                return path
    return ""


def _folders_above(path: str) -> list[str]:
    return [path[:at] for at, letter in enumerate(path) if letter == "/"]
