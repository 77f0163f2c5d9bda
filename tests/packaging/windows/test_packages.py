"""What of the packages for Windows is taken along, of small ones of our own."""

import zipfile
from pathlib import Path

import freezing
import pytest
from windows import packages

from tests.packaging.windows.small_pe import small_pe


def wheel(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    path = folder / f"{name}-win_amd64.whl"
    with zipfile.ZipFile(path, "w") as opened:
        for file, data in files.items():
            opened.writestr(file, data)
    return path


@pytest.fixture
def wheels(tmp_path: Path) -> list[Path]:
    qt = {f"PySide6/{part}.pyd": small_pe([f"{part}6.dll", "shiboken6.dll"], is_signed=True) for part in ("QtCore",)}
    qt |= {f"PySide6/{part}.pyd": small_pe(is_signed=True) for part in (*freezing.PARTS_OF_QT[1:], "QtNetwork")}
    qt |= {f"PySide6/plugins/{name}": small_pe(["KERNEL32.dll"], is_signed=True) for name in packages.PLUGINS}
    qt |= {
        "PySide6/QtCore6.dll": small_pe(["MSVCP140.dll"], is_signed=True),
        "PySide6/msvcp140.dll": small_pe(["VCRUNTIME140.dll"], version="14.44.0.0", is_signed=True),
        "PySide6/vcruntime140.dll": small_pe(version="14.44.0.0", is_signed=True),
        "PySide6/opengl32sw.dll": small_pe(is_signed=True),
        "PySide6/resources/icudtl.dat": b"data",
        "PySide6/__init__.py": b"here = 1\n",
        "PySide6/scripts/tool.py": b"tool = 1\n",
    }
    return [
        wheel(tmp_path, "pyside6", qt),
        wheel(tmp_path, "shiboken6", {"shiboken6/Shiboken.pyd": small_pe(), "shiboken6/shiboken6.dll": small_pe()}),
        wheel(tmp_path, "nh3", {"nh3/__init__.py": b"", "nh3/nh3.pyd": small_pe(["python3.dll"])}),
        wheel(tmp_path, "pyyaml", {"yaml/__init__.py": b"", "yaml/_yaml.pyd": small_pe(), "yaml/cyaml.py": b""}),
        wheel(tmp_path, "cffi", {"cffi/api.py": b"", "_cffi_backend.pyd": small_pe()}),
    ]


def test_only_what_is_asked_for_and_what_that_needs_is_taken(wheels):
    chosen = packages.chosen(wheels, {})
    libraries = {name for name in chosen.site if not name.endswith(".pyc")}
    assert libraries == {
        *(f"PySide6/{part}.pyd" for part in freezing.PARTS_OF_QT),
        *(f"PySide6/plugins/{name}" for name in packages.PLUGINS),
        "PySide6/QtCore6.dll",
        "_cffi_backend.pyd",
        "nh3/nh3.pyd",
        "shiboken6/Shiboken.pyd",
        "shiboken6/shiboken6.dll",
    }


def test_modules_lie_beside_the_libraries_of_their_package_and_all_others_go_into_one_file(wheels):
    chosen = packages.chosen(wheels, {})
    assert {name for name in chosen.site if name.endswith(".pyc")} == {"PySide6/__init__.pyc", "nh3/__init__.pyc"}
    assert set(chosen.modules) == {"yaml/__init__.pyc"}
    assert chosen.site["nh3/__init__.pyc"][4:16] == b"\1" + bytes(11), "to be taken without looking at its source"


def test_what_comes_of_the_compiler_lies_beside_python_and_the_newer_of_two_counts(wheels):
    for known, taken in (("14.9.0.0", {"msvcp140.dll", "vcruntime140.dll"}), ("14.45.0.0", {"msvcp140.dll"})):
        chosen = packages.chosen(wheels, {"vcruntime140.dll": small_pe(version=known)})
        assert set(chosen.beside_python) == taken


def test_libraries_without_a_signature_are_named_but_only_where_none_was_to_be_expected(wheels):
    chosen = packages.chosen(wheels, {})
    assert chosen.unsigned == {"nh3/nh3.pyd": "nh3-win_amd64.whl", "_cffi_backend.pyd": "cffi-win_amd64.whl"}
