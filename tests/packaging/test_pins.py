"""The pinned versions: exact, hashed, the same everywhere, and free of the place where they were made."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN_FILES = ["requirements.txt", "requirements-build.txt", "requirements-test.txt"]


def entries(name: str) -> list[str]:
    """One text for each pinned package: `name==version ; marker --hash=... --hash=...`."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.strip().startswith("#"))
    return [entry.strip() for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]


def versions(requirements: list[str]) -> dict[str, str]:
    pins = [re.match(r"([A-Za-z0-9_.-]+)==([^\s;]+)", requirement) for requirement in requirements]
    return {pin[1].lower().replace("_", "-"): pin[2] for pin in pins if pin}


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_package_is_pinned_to_one_version_with_its_hashes(name):
    for entry in entries(name):
        assert re.match(r"[a-z0-9-]+==[^\s;]+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", PIN_FILES)
def test_pins_name_no_address_and_no_folder(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^-|\s/|file:", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", PIN_FILES[1:])
def test_what_the_tests_and_builds_need_holds_what_the_reader_needs(name):
    # ./foc counts on it: an environment made for the tests also serves to run, and a build is of what was tested
    assert set(entries("requirements.txt")) <= set(entries(name))


@pytest.mark.parametrize("group", ["build", "test"])
def test_everything_that_the_project_asks_for_is_pinned(group):
    asked = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"][group]
    names = {re.split(r"[<>=]", each)[0].lower().replace("_", "-") for each in asked}
    assert names <= versions(entries(f"requirements-{group}.txt")).keys()


def test_a_wheel_is_built_with_the_versions_that_the_reader_runs_with():
    building = versions(PYPROJECT["build-system"]["requires"])
    neither_window_nor_signatures = {"cffi", "pycparser", "pynacl", "pyside6-essentials", "shiboken6"}
    needed = versions(entries("requirements.txt")).keys() - neither_window_nor_signatures
    pinned = versions(entries("requirements-test.txt"))
    assert building == {name: pinned[name] for name in needed | {"hatchling"}}


def test_the_start_script_takes_the_pythons_that_the_project_names():
    script = (ROOT / "foc").read_text(encoding="utf-8")
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "3.11 | 3.12 | 3.13)" in script
