"""Where things are: shipped resources, the library, and the folder for what a person keeps."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from foc_reader.core.errors import LibraryMissing
from foc_reader.core.values import dataclass

MANIFEST = "manifest.json"  # makes a folder a pack
PORTABLE_MARK = "portable.txt"  # beside the program: what is kept stays on the same stick
PRIVATE_FOLDER = "private"


@dataclass(frozen=True)
class Locations:
    """The places one open reader works with. Finding them makes nothing and writes nothing."""

    resources: Path  # shipped files: icons/, library/ ...
    library: Path  # a folder of packs, or a single pack
    data: Path | None  # where private things are kept; None: in memory only
    is_portable: bool  # they are kept beside the program, never on this computer
    is_library_given: bool = False  # when the program was started: no other choice counts
    may_write: bool = True  # False: what was kept in `data` is read, and nothing more can be kept there

    @classmethod
    def find(cls, library: Path | None = None, data_dir: Path | None = None) -> Locations:
        """The places for a program started like this one; `library` and `data_dir` are the person's own choices."""
        resources = _find_resources()
        is_given = library is not None
        library = library.absolute() if library else _find_library(resources)
        if data_dir:
            return cls(resources, library, data_dir.absolute(), is_portable=False, is_library_given=is_given)
        mark = _find_portable_mark()
        if mark:
            private = mark.parent / PRIVATE_FOLDER
            may_write = _is_writable(private)
            kept = private if may_write or is_folder(private) else None
            return cls(resources, library, kept, is_portable=True, is_library_given=is_given, may_write=may_write)
        return cls(resources, library, _user_data(), is_portable=False, is_library_given=is_given)

    @property
    def bookmarks(self) -> Path | None:
        """The file for bookmarks; None: they stay in memory."""
        return self.data / "bookmarks.json" if self.data else None

    @property
    def settings(self) -> Path | None:
        """The file for settings; None: they stay in memory."""
        return self.data / "settings.json" if self.data else None

    def name_of(self, library: Path) -> str:
        """How a library that the person chose is remembered.

        One on the same stick by its place seen from the stick's folder: on another computer that is called otherwise.
        """
        base = self.data.parent if self.is_portable and self.data else None
        if base and (library.is_relative_to(base) or _are_on_one_stick(base, library)):
            return Path(os.path.relpath(library, base)).as_posix()
        return str(library)

    def library_named(self, name: str) -> Path:
        """The folder of a library that was remembered by `name_of`."""
        base = self.data.parent if self.is_portable and self.data else None
        return Path(os.path.normpath(base / name)) if base else Path(name)

    def read_icons(self) -> dict[str, str]:
        """The shipped drawings as SVG text by name; without those that cannot be read: words stand beside them."""
        drawings = {}
        for path in sorted((self.resources / "icons").glob("*.svg")):
            with suppress(OSError, UnicodeDecodeError):
                drawings[path.stem] = path.read_text(encoding="utf-8")
        return drawings

    @property
    def fonts(self) -> Path | None:
        """Where fonts lie that come with the program, if it is one that may bring them: above it, for all systems."""
        program = program_folder()
        return _shared_folder(program) / "fonts" if program else None

    def read_font(self, name: str) -> bytes:
        """The file of that name in `fonts`; nothing where it cannot be read."""
        try:
            return (self.fonts / name).read_bytes() if self.fonts else b""
        except OSError:
            return b""

    def read_app_icon(self) -> str:
        """The program's own icon as SVG text; empty where it cannot be read."""
        try:
            return (self.resources / "app" / "icon.svg").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def pack_folders(self) -> tuple[Path, ...]:
        """The folders that hold a manifest: the library itself, or else its children by name. Raises LibraryMissing."""
        if is_file(self.library / MANIFEST):
            return (self.library,)
        try:
            children = sorted(self.library.iterdir())
        except OSError as error:
            raise LibraryMissing(self.library) from error
        # a folder being copied or replaced begins with a dot until it is whole
        packs = tuple(child for child in children if child.name[0] != "." and is_file(child / MANIFEST))
        if not packs:
            raise LibraryMissing(self.library)
        return packs


def portable_root() -> Path | None:
    """The folder of the stick, or wherever it was copied to, that this program runs from; None for one installed."""
    mark = _find_portable_mark()
    return mark.parent if mark else None


def is_file(path: Path) -> bool:
    """Whether there is such a file; not, too, where its drive was pulled out and answers with some error.

    That error is raised by `Path.is_file`, which takes a few of them only for an answer.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """The same of a folder."""
    return os.path.isdir(path)  # noqa: PTH112


def _package_folder() -> Path:
    return Path(__file__).resolve().parents[1]


def program_folder() -> Path | None:
    """The folder of a frozen program for one system; None for one that runs from its Python files."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve()
    return program.parents[1] if is_python(program) else program.parent


def is_python(program: Path) -> bool:
    """Whether a frozen program is Python, as its makers signed it, in a folder of its own: so it is on Windows."""
    return program.stem in ("python", "pythonw")


def _bundle_of(program: Path) -> Path | None:
    """The folder that macOS takes for a program, of which `program` is the folder `Contents/MacOS`; None elsewhere."""
    is_in_bundle = program.parts[-2:] == ("Contents", "MacOS")
    return program.parents[1] if is_in_bundle else None


def _shared_folder(program: Path) -> Path:
    """What the programs for all systems have in common lies there: above their own folders, and beside a bundle."""
    return (_bundle_of(program) or program).parent


def _find_resources() -> Path:
    """Beside a frozen program, inside an installed package, or where the build put them in a checkout."""
    program = program_folder()
    if program:
        return program.with_name("Resources") if _bundle_of(program) else program / "resources"
    installed = _package_folder() / "resources"
    return installed if is_folder(installed) else _package_folder().parent / "build" / "resources"


def _find_library(resources: Path) -> Path:
    """The bundled library: with the resources, or above a frozen program, where those for all systems share one."""
    bundled = resources / "library"
    program = program_folder()
    return _shared_folder(program) / "library" if program and not is_folder(bundled) else bundled


def _find_portable_mark() -> Path | None:
    program = program_folder()
    if program is None:
        folders: tuple[Path, ...] = (_package_folder().parent,)
    elif _bundle_of(program):
        folders = (_shared_folder(program),)
    else:  # on a stick the programs for several systems lie in folders below the one that a person sees
        folders = (program, *program.parents[:2])
    for folder in folders:
        mark = folder / PORTABLE_MARK
        if is_file(mark):
            return mark
    return None


def _is_writable(folder: Path) -> bool:
    """Whether `folder` can be written to, or made, as far as the system says.

    The system can be wrong about that (as root, on Windows): a save that fails is the real answer.
    """
    asked = folder if os.path.exists(folder) else folder.parent  # noqa: PTH110 - as `is_file`
    return os.access(asked, os.W_OK | os.X_OK)


def _are_on_one_stick(folder: Path, other: Path) -> bool:
    """Whether both lie on one disk, which is not the one that holds this person's home."""
    try:
        device = folder.stat().st_dev
        return other.stat().st_dev == device != Path.home().stat().st_dev
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where the home is
        return False


def _user_data() -> Path | None:
    """This person's folder on this computer; None for a person without a home."""
    import platformdirs  # 5 ms, and not needed where the person chose a folder, or on a stick

    folder = platformdirs.user_data_path("FOC Reader", appauthor=False, roaming=False)
    return folder if folder.is_absolute() else None
