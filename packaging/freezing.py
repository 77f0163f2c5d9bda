"""Freezes the reader with cx_Freeze: both programs, their Python modules and every library these could want."""

from __future__ import annotations

import importlib.util
import marshal
import sys
import sysconfig
import zipfile
from pathlib import Path

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
# What no start reads is packed tight; the rest lies as it is, since unpacking it would take as long as reading it
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
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of what a ZIP can say


def freeze(folder: Path) -> None:
    """Put the programs and `lib/` into `folder`, which is made."""
    from cx_Freeze import Executable, Freezer

    scripts = ROOT / "packaging"
    freezer = Freezer(
        [Executable(scripts / script, target_name=name, base="console") for name, script in PROGRAMS.items()],
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
    _take_back_patch(folder / "lib" / "PySide6" / "__init__.pyc")
    for path in (folder / "lib").rglob("*.pyc"):
        path.write_bytes(_undated(path.read_bytes()))
    _normalise_archive(folder / "lib" / "library.zip")


def _take_back_patch(module: Path) -> None:
    """Compile PySide6 as it is: cx_Freeze adds a way to look for faults, which would be read at every start."""
    name = f"{module.parent.name}/{module.stem}.py"
    source = Path(sysconfig.get_path("purelib"), name).read_bytes()
    code = compile(source, name, "exec", dont_inherit=True)
    module.write_bytes(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))


def _normalise_archive(archive: Path) -> None:
    """In order, with one date for all, and without notes on how they were installed."""
    with zipfile.ZipFile(archive) as old:
        modules = {name: old.read(name) for name in sorted(old.namelist()) if _is_wanted(name)}
    with zipfile.ZipFile(archive, "w", compresslevel=9) as new:
        for name, content in modules.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED if name.startswith(_LATER) else zipfile.ZIP_STORED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, _undated(content))


def _is_wanted(name: str) -> bool:
    return name.endswith(".pyc") and name != "BUILD_CONSTANTS.pyc"


def _undated(module: bytes) -> bytes:
    """A compiled module that does not say when its source was changed, and is taken without looking for it."""
    return module[:4] + (1).to_bytes(4, "little") + bytes(8) + module[16:]
