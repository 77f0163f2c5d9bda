"""The wheel, an editable install and a checkout: one library, found by the same code."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FIND = """
import json, site, sys
site.addsitedir(sys.argv[1])
from foc_reader.core.locations import Locations
print(json.dumps([str(Locations.find().resources), *map(str, Locations.find().pack_folders())]))
"""
BUILD_EDITABLE = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-P", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def unpack(wheel: Path, folder: Path) -> Path:
    """What installing comes to: this wheel has no scripts of its own."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def found_library(folder: Path, sites: Path) -> dict[str, str]:
    """Each file of the library that a reader started from `folder` finds, and its checksum."""
    resources, *packs = json.loads(run(folder, "-c", FIND, str(sites)))
    assert packs == [str(Path(resources, "library", "foc"))]
    return checksums(Path(resources))


def checksums(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def wheel(checkout: Path) -> Path:
    run(checkout, "-m", "hatchling", "build", "-t", "wheel")
    (built,) = (checkout / "dist").iterdir()
    return built


def test_wheel_editable_install_and_checkout_find_the_same_library(checkout, wheel, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(checkout, "-c", BUILD_EDITABLE, str(elsewhere))
    (editable_wheel,) = elsewhere.glob("*.whl")
    installed = found_library(elsewhere, unpack(wheel, tmp_path / "installed"))
    editable = found_library(elsewhere, unpack(editable_wheel, tmp_path / "editable"))
    in_checkout = found_library(elsewhere, checkout)
    assert "library/foc/manifest.json" in installed
    assert installed == editable == in_checkout


def test_the_wheel_holds_the_package_and_its_resources_only(wheel, tmp_path):
    installed = unpack(wheel, tmp_path / "installed")
    names = {path.name for path in installed.iterdir()}
    assert {name.split("-")[0] for name in names} == {"foc_reader"}
    assert not list(installed.rglob("*.md"))
    assert "foc-reader-cli" in next(installed.glob("*.dist-info/entry_points.txt")).read_text()


def test_a_source_archive_builds_the_same_wheel(checkout, wheel, tmp_path):
    run(checkout, "-m", "hatchling", "build", "-t", "sdist")
    (archive,) = (checkout / "dist").glob("*.tar.gz")
    subprocess.run(["tar", "xf", str(archive)], cwd=tmp_path, check=True)
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    run(unpacked, "-m", "hatchling", "build", "-t", "wheel")
    (again,) = (unpacked / "dist").iterdir()
    assert again.read_bytes() == wheel.read_bytes()
