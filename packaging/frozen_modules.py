"""How the frozen programs find their modules: in one file, each by its place. What cx_Freeze starts first, on Linux.

A ZIP, which cx_Freeze makes, is opened anew for each module, and its names are gone through one by one; that took a
twentieth of a start. The file `modules` holds eight bytes that say how long its index is, the index, and the compiled
modules: those that a start may read together at the beginning, the others after them, packed.
"""

from __future__ import annotations

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import PathFinder
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType

NAME = "modules"  # in the folder lib, and on Windows in app
Entry = tuple[bool, bool, int, int]  # a package? packed? where it begins and how long it is, in bytes

if sys.platform == "win32":
    from _thread import allocate_lock

    _FLAGS = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
    _one_at_a_time = allocate_lock()

    def _read(file: int, length: int, start: int) -> bytes:
        with _one_at_a_time:
            os.lseek(file, start, os.SEEK_SET)
            return os.read(file, length)

else:
    _FLAGS = os.O_RDONLY | os.O_CLOEXEC
    _read = os.pread


class Modules:
    """Those in the file `path`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = os.open(path, _FLAGS)
        size = int.from_bytes(_read(self._file, 8, 0), "little")
        self._index: Mapping[str, Entry] = marshal.loads(_read(self._file, size, 8))  # noqa: S302 - ours, as the code

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """As Python asks each finder in turn; None where the module is not in the file."""
        entry = self._index.get(name)
        if entry is None:
            return None
        spec = ModuleSpec(name, self, origin=f"{self._path}/{name}", is_package=entry[0])  # type: ignore[arg-type]
        spec.has_location = True  # gives the module its __file__
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code(module.__name__), module.__dict__)

    def code(self, name: str) -> CodeType:
        """The module, compiled."""
        _is_package, is_packed, start, length = self._index[name]
        content = _read(self._file, length, start)  # several threads may import at once
        if is_packed:
            from zlib import decompress

            content = decompress(content)
        code: CodeType = marshal.loads(content)  # noqa: S302
        return code


class Folders:
    """As Python finds modules in folders, but without an error where the stick has gone that these were on.

    Many a module asks for another that it can do without.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """As Python asks each finder in turn."""
        try:
            return PathFinder.find_spec(name, path, target)
        except OSError:
            return None


def take(path: str) -> Modules:
    """Have Python look for its modules in the file `path` first, and this be a frozen program."""
    modules = Modules(path)
    sys.frozen = True  # type: ignore[attr-defined]
    # both have what Python asks of a finder
    sys.meta_path[:] = [modules, *(Folders if finder is PathFinder else finder for finder in sys.meta_path)]
    return modules


def run(name: str) -> None:
    """Run the module `name`, the program itself."""
    lib = os.path.join(sys.prefix, "lib")  # noqa: PTH118 - pathlib is one of them
    if sys.platform == "darwin":  # where some compiled modules are there twice, each for one kind of processor
        sys.path.append(os.path.join(lib, os.uname().machine))  # noqa: PTH118
    modules = take(os.path.join(lib, NAME))  # noqa: PTH118
    exec(modules.code(name), sys.modules["__main__"].__dict__)
