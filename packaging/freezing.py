"""Freezes the reader with cx_Freeze: both programs, their Python modules and every library these could want."""

from __future__ import annotations

import importlib.util
import marshal
import sys
import sysconfig
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import frozen_modules

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"foc-reader": "frozen_reader.py", "foc-reader-cli": "frozen_cli.py"}
PARTS_OF_QT = ("QtCore", "QtGui", "QtWidgets")
# Nothing of these is ever imported: no network, no unpickling, and what is large and has a smaller stand-in
LEFT_OUT = (
    "PySide6.QtNetwork",
    "_bz2",
    "_hashlib",  # of OpenSSL; Python has the same sums of its own
    "_lzma",
    "_socket",
    "_sqlite3",
    "_ssl",
    "_uuid",
    "asyncio",
    "ctypes",
    "email",
    "ftplib",
    "http",
    "multiprocessing",
    "pydoc",
    "setuptools",
    "smtplib",
    "socket",
    "socketserver",
    "sqlite3",
    "ssl",
    "tarfile",
    "tkinter",
    "unittest",
    "urllib.error",
    "urllib.request",
    "webbrowser",
    "xml",
    "xmlrpc",
    "yaml._yaml",  # a second, compiled reader of YAML
    "yaml.cyaml",
)
# What no start reads is packed; the rest lies as it is, since unpacking it would take as long as reading it
_LATER = (
    "cffi/",
    "mdit_py_plugins/",
    "markdown_it/",
    "mdurl/",
    "nacl/",
    "platformdirs/",
    "whoosh/",
    "yaml/",
)
# What cx_Freeze's start takes to come by the name of its program, and with it what reads the others
_FIRST = ("collections", "copyreg", "enum", "functools", "keyword", "operator", "re", "reprlib", "types")
_HEAD = 16  # bytes of a compiled module before its code
_WITHOUT_REFERENCES = 2  # the form of marshal that writes equal values alike
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of what a ZIP can say


def freeze(folder: Path, finder: str = "frozen_modules.py") -> None:
    """Put the programs and `lib/` into `folder`, which is made; empty: they find their modules as cx_Freeze has it."""
    from cx_Freeze import Executable, Freezer

    scripts = ROOT / "packaging"
    init = scripts / finder if finder else None
    freezer = Freezer(
        [Executable(scripts / script, init, "console", name) for name, script in PROGRAMS.items()],
        packages=["foc_reader", "encodings"],
        includes=["_cffi_backend"],  # a compiled module asks for it
        excludes=list(LEFT_OUT),
        path=[str(ROOT), *sys.path[1:]],
        replace_paths=[("*", "")],
        silent=1,
        target_dir=folder,
        zip_include_packages=["*"],
    )
    freezer.freeze()


def normalise(folder: Path) -> None:
    """Write the modules in `folder` anew, so that two builds are equal byte for byte, and are taken unchecked."""
    # as it is: cx_Freeze adds a way to look for faults, which would be read at every start
    source = Path(sysconfig.get_path("purelib"), "PySide6", "__init__.py").read_bytes()
    (folder / "lib" / "PySide6" / "__init__.pyc").write_bytes(compiled(source, "PySide6/__init__.py"))
    for path in (folder / "lib").rglob("*.pyc"):
        path.write_bytes(_undated(path.read_bytes()))
    _pack(folder / "lib" / "library.zip")


def compiled(source: bytes, name: str) -> bytes:
    """The module `source`, a file of that `name`, as it lies in a frozen folder."""
    with warnings.catch_warnings(action="ignore", category=SyntaxWarning):  # Whoosh's escapes
        code = compile(source, name, "exec", dont_inherit=True)
    return _undated(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))


def _pack(archive: Path) -> None:
    """Move the modules from `archive` into one file beside it, as frozen_modules.py reads it; what reads that stays."""
    with zipfile.ZipFile(archive) as old:
        modules = {name: _undated(old.read(name)) for name in sorted(old.namelist()) if _is_wanted(name)}
    with zipfile.ZipFile(archive, "w") as new:
        for name in filter(_is_first, modules):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = 0o644 << 16
            new.writestr(entry, modules[name])
    others = {name: module for name, module in modules.items() if not name.startswith("__init__")}
    (archive.parent / frozen_modules.NAME).write_bytes(packed(others))


def packed(modules: Mapping[str, bytes]) -> bytes:
    """The file that holds compiled `modules`, by the names of their files, as frozen_modules.py reads it."""
    index: dict[str, frozen_modules.Entry] = {}
    contents = b""
    for name in sorted(modules, key=lambda name: (name.startswith(_LATER), name)):
        is_later = name.startswith(_LATER)
        content = modules[name][_HEAD:]
        content = zlib.compress(content, 9) if is_later else content
        module = name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
        index[module] = (name.endswith("/__init__.pyc"), is_later, len(contents), len(content))
        contents += content
    # the places follow from the length of the index, in which each number takes four bytes, whatever it is
    size = len(marshal.dumps(index, _WITHOUT_REFERENCES))
    placed = {name: (*kind, start + 8 + size, length) for name, (*kind, start, length) in index.items()}
    head = marshal.dumps(placed, _WITHOUT_REFERENCES)
    return size.to_bytes(8, "little") + head + contents


def _is_wanted(name: str) -> bool:
    return name.endswith(".pyc") and name != "BUILD_CONSTANTS.pyc"


def _is_first(name: str) -> bool:
    """Whether a module is needed to find the others."""
    return name.startswith("__init__") or name.partition("/")[0].removesuffix(".pyc") in _FIRST


def _undated(module: bytes) -> bytes:
    """A compiled module that does not say when its source was changed, and is taken without looking for it.

    Read and written once more: what is written of code depends on whether it was just compiled, or read; and of a
    single letter, on whether any module before had it as a name.
    """
    for number in range(256):
        sys.intern(chr(number))
    code = marshal.dumps(marshal.loads(module[_HEAD:]))  # noqa: S302 - compiled here
    return module[:4] + (1).to_bytes(4, "little") + bytes(8) + code
