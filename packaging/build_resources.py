"""Makes build/resources: what is shipped besides the code, the bundled packs built from their sources among it.

Quick where it is there already and nothing it was made from has changed. Run by ./foc and by the wheel's build hook.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "build" / "resources"
MADE_FROM = ROOT / "build" / "resources.made-from"  # beside it, so that it is not shipped
SOURCES = ("resources", "foc_reader/core", "packaging/build_resources.py", "requirements.txt")


def main() -> int:
    """The exit status: 0 if build/resources is there and up to date."""
    made_from = digest_of_sources()
    if is_made_from(made_from):
        return 0
    sys.stderr.write("Building the library (after each change of it)...\n")
    sys.path[0] = str(ROOT)  # instead of this folder; the import is late as most starts can do without
    from foc_reader.core.errors import FocReaderError

    try:
        make()
        MADE_FROM.write_text(made_from, encoding="ascii")
    except FocReaderError as error:
        sys.stderr.write(f"The library could not be built. {error}\n")
    except OSError as error:
        sys.stderr.write(f"The library could not be built in {RESOURCES}: {error.strerror or error}.\n")
    else:
        return 0
    return 1


def digest_of_sources(sources: Iterable[str] = SOURCES) -> str:
    """Changes whenever a file that build/resources is made from, or made by, comes, goes or changes."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(_source_files(sources)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def is_made_from(digest: str) -> bool:
    """Whether build/resources is whole, and was made from sources of this digest."""
    try:
        return RESOURCES.is_dir() and MADE_FROM.read_text(encoding="ascii") == digest
    except (OSError, UnicodeDecodeError):
        return False


def make() -> None:
    """Builds all of build/resources beside it and puts it in place once it is whole. Raises FocReaderError, OSError."""
    RESOURCES.parent.mkdir(exist_ok=True)
    MADE_FROM.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="resources-", dir=RESOURCES.parent) as folder:
        fresh, old = Path(folder, "fresh"), Path(folder, "old")
        shutil.copytree(ROOT / "resources", fresh, ignore=_library_and_hidden)
        _build_packs(fresh / "library")
        if RESOURCES.exists():
            RESOURCES.rename(old)
        fresh.rename(RESOURCES)


def _source_files(sources: Iterable[str]) -> Iterator[Path]:
    for name in sources:
        source = ROOT / name
        if source.is_file():
            yield source
        for folder, folders, files in os.walk(source):
            folders[:] = [each for each in folders if each != "__pycache__" and each[0] != "."]
            yield from (Path(folder, file) for file in files if file[0] != ".")


def _library_and_hidden(folder: str, names: list[str]) -> set[str]:
    hidden = {name for name in names if name[0] == "."}
    return hidden | {"library"} if Path(folder) == ROOT / "resources" else hidden


def _build_packs(library: Path) -> None:
    from foc_reader.core.building import build_pack

    library.mkdir()
    for source in sorted((ROOT / "resources" / "library").iterdir()):
        if source.is_dir() and source.name[0] != ".":
            built = build_pack(source, library / source.name)
            sys.stderr.writelines(f"{warning}\n" for warning in built.warnings)


if __name__ == "__main__":
    sys.exit(main())
