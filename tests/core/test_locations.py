"""Where things are found, and that finding them makes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

import foc_reader
from foc_reader.core.errors import LibraryMissing
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which a frozen program seems to be started: `programs/linux/foc-reader`."""
    program = tmp_path / "programs" / "linux" / "foc-reader"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return tmp_path


def make_pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    return folder


def packs_in(library: Path) -> tuple[Path, ...]:
    return Locations.find(library=library).pack_folders()


def test_resources_of_a_checkout_are_where_the_build_puts_them() -> None:
    package = Path(foc_reader.__file__).resolve().parent
    places = (package / "resources", package.parent / "build" / "resources")
    assert Locations.find().resources in places
    assert Locations.find().library == Locations.find().resources / "library"


def find_in_copy(package: Path, folder: Path) -> str:
    """What a program says that runs from a copy of the package, started in `folder`."""
    script = "from foc_reader.core.locations import Locations; print(Locations.find().resources)"
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    done = subprocess.run([sys.executable, "-B", "-c", script], cwd=folder, env=environment, capture_output=True)
    return done.stdout.decode().strip()


def test_a_wheel_and_a_checkout_find_their_resources_from_any_folder(tmp_path: Path) -> None:
    package = tmp_path / "place" / "foc_reader"
    source = Path(foc_reader.__file__).parent
    for name in ("__init__.py", "core/__init__.py", "core/errors.py", "core/locations.py", "core/values.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes((source / name).read_bytes())
    (tmp_path / "resources").mkdir()  # of the folder it is started in: not ours
    assert find_in_copy(package, tmp_path) == str(package.parent / "build" / "resources")
    (package / "resources").mkdir()
    assert find_in_copy(package, tmp_path) == str(package / "resources")


def test_a_frozen_program_finds_its_resources_beside_it(stick: Path) -> None:
    assert Locations.find().resources == stick / "programs" / "linux" / "resources"


def test_on_windows_the_folder_of_python_lies_a_step_deeper(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = stick / "programs"
    monkeypatch.setattr(sys, "executable", str(programs / "windows" / "runtime" / "pythonw.exe"))
    (programs / "portable.txt").touch()
    locations = Locations.find()
    assert locations.resources == programs / "windows" / "resources"
    assert (locations.library, locations.fonts) == (programs / "library", programs / "fonts")
    assert locations.data == programs / "private"


def test_a_frozen_program_shares_the_library_above_it_with_those_for_other_systems(stick: Path) -> None:
    assert Locations.find().library == stick / "programs" / "library"
    bundled = stick / "programs" / "linux" / "resources" / "library"
    bundled.mkdir(parents=True)
    assert Locations.find().library == bundled


@pytest.mark.parametrize("name", ["FOC Reader.app", "Renamed by somebody"])
def test_a_bundle_of_macos_shares_what_lies_beside_it(stick: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    bundle = stick / "programs" / name
    (bundle / "Contents" / "MacOS").mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(bundle / "Contents" / "MacOS" / "foc-reader"))
    (stick / "portable.txt").touch()
    assert not Locations.find().is_portable, "that lies further up"
    (stick / "programs" / "portable.txt").touch()
    locations = Locations.find()
    assert locations.resources == bundle / "Contents" / "Resources"
    assert locations.library == stick / "programs" / "library"
    assert locations.fonts == stick / "programs" / "fonts"
    assert (locations.data, locations.is_portable) == (stick / "programs" / "private", True)


def test_data_lies_in_the_folder_of_the_user() -> None:
    locations = Locations.find()
    expected = platformdirs.user_data_path("FOC Reader", appauthor=False)
    assert (locations.data, locations.is_portable) == (expected, False)


def test_a_chosen_folder_comes_before_the_stick(stick: Path) -> None:
    (stick / "portable.txt").touch()
    locations = Locations.find(data_dir=stick / "mine")
    assert (locations.data, locations.is_portable) == (stick / "mine", False)


@pytest.mark.parametrize("place", ["programs/linux", "programs", "."])
def test_with_the_mark_data_lies_beside_it(stick: Path, place: str) -> None:
    (stick / place / "portable.txt").touch()
    locations = Locations.find()
    assert (locations.data, locations.is_portable) == (stick / place / "private", True)


def test_a_mark_further_up_does_not_count(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deeper = stick / "programs" / "linux" / "deeper"
    deeper.mkdir()
    monkeypatch.setattr(sys, "executable", str(deeper / "foc-reader"))
    (stick / "portable.txt").touch()
    assert not Locations.find().is_portable


def test_a_stick_that_may_only_be_read_keeps_nothing_anywhere(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stick / "portable.txt").touch()
    monkeypatch.setattr(os, "access", lambda *_args: False)
    locations = Locations.find()
    assert (locations.data, locations.is_portable) == (None, True)
    assert (locations.bookmarks, locations.settings) == (None, None)


def test_what_was_kept_on_a_stick_that_may_only_be_read_is_still_there(
    stick: Path, monkeypatch: pytest.MonkeyPatch, small_pack: Path
) -> None:
    (stick / "portable.txt").touch()
    session = Session.open(Locations.find(small_pack))
    document = session.document("small", "arrest")
    session.keep(session.notebook.with_bookmark(session.new_bookmark(document, document.entry.locator)))
    assert not session.keeps_in_memory_only
    monkeypatch.setattr(os, "access", lambda *_args: False)
    again = Session.open(Locations.find(small_pack))
    assert len(again.notebook.listed()) == 1
    assert again.keeps_in_memory_only
    assert not again.could_not_save, "nothing was tried"


@pytest.mark.parametrize("home", ["/proc", "."])
def test_a_library_beside_the_folder_on_the_same_stick_is_remembered_by_its_place(
    stick: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """On the disk of the home, the whole folder may be moved, and the library stay."""
    monkeypatch.setattr(Path, "home", lambda: Path(home) if home == "/proc" else stick)
    (stick / "programs" / "portable.txt").touch()
    library = make_pack(stick / "other")
    locations = Locations.find()
    name = locations.name_of(library)
    assert name == ("../other" if home == "/proc" else str(library))
    assert locations.library_named(name) == library


def test_a_person_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_args, **_options: Path("~/.local/share"))
    assert Locations.find().data is None


def test_finding_makes_nothing(stick: Path) -> None:
    (stick / "portable.txt").touch()
    before = sorted(stick.rglob("*"))
    locations = Locations.find()
    assert locations.bookmarks == stick / "private" / "bookmarks.json"
    assert locations.settings == stick / "private" / "settings.json"
    assert sorted(stick.rglob("*")) == before


def test_icons_come_by_name_and_unreadable_ones_are_left_out(stick: Path) -> None:
    icons = stick / "programs" / "linux" / "resources" / "icons"
    assert Locations.find().read_icons() == {}
    icons.mkdir(parents=True)
    (icons / "back.svg").write_text("<svg/>")
    (icons / "torn.svg").write_bytes(b"\xff\xfe")
    (icons / "notes.txt").touch()
    assert Locations.find().read_icons() == {"back": "<svg/>"}


def test_a_library_may_be_a_single_pack(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pack")
    make_pack(pack / "inner")
    assert packs_in(pack) == (pack,)


def test_the_packs_of_a_library_come_by_name(tmp_path: Path) -> None:
    packs = [make_pack(tmp_path / name) for name in ("beta", "alpha", ".half-copied")]
    (tmp_path / "notes").mkdir()
    (tmp_path / "readme.txt").touch()
    assert packs_in(tmp_path) == (packs[1], packs[0])


def test_a_library_named_from_the_folder_one_is_in_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = make_pack(tmp_path / "packs" / "one")
    monkeypatch.chdir(tmp_path)
    assert packs_in(Path("packs")) == (pack,)


@pytest.mark.parametrize("name", ["nowhere", "empty", "file"])
def test_no_pack_is_a_missing_library(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(LibraryMissing, match=name):
        packs_in(tmp_path / name)
