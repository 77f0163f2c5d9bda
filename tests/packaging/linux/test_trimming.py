"""What stays of a frozen folder, and what is added to it."""

import subprocess
from pathlib import Path

import pytest
from linux import trimming

from tests.packaging.linux.small_elf import small_elf

PLUGIN = "lib/PySide6/Qt/plugins/platforms/libqxcb.so"
WHOLE = {
    "foc-reader": small_elf(["libc.so.6"]),
    "lib/library.zip": b"zip",
    "lib/_json.so": small_elf(["libjson.so"]),
    "lib/libjson.so": small_elf(["libdeep.so"]),
    "lib/libdeep.so": small_elf(),
    "lib/libunused.so": small_elf(["libdeep.so"]),
    "lib/PySide6/__init__.pyc": b"code",
    "lib/PySide6/libpyside6.so": small_elf(),
    "lib/PySide6/QtCore.abi3.so": small_elf(["libQt6Core.so.6", "libpyside6.so"]),
    "lib/PySide6/QtNetwork.abi3.so": small_elf(["libQt6Network.so.6"]),
    "lib/PySide6/Qt/lib/libQt6Core.so.6": small_elf(),
    "lib/PySide6/Qt/lib/libQt6Network.so.6": small_elf(),
    PLUGIN: small_elf(["libQt6Core.so.6"]),
    "lib/PySide6/Qt/plugins/tls/libqopensslbackend.so": small_elf(["libQt6Network.so.6"]),
    "lib/PySide6/Qt/translations/qtbase_de.qm": b"words",
    "lib/PySide6/Qt/translations/qtbase_fa.qm": b"words",
    "lib/PySide6/Qt/translations/qt_fa.qm": b"words",
}
LEFT_OUT = {
    "lib/libunused.so",
    "lib/PySide6/QtNetwork.abi3.so",
    "lib/PySide6/Qt/lib/libQt6Network.so.6",
    "lib/PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "lib/PySide6/Qt/translations/qtbase_de.qm",
    "lib/PySide6/Qt/translations/qt_fa.qm",
}


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    for name, content in WHOLE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_only_what_is_needed_stays_and_no_empty_folder(frozen):
    trimming.trim(frozen, frozenset({"fa"}))
    assert names(frozen) == WHOLE.keys() - LEFT_OUT
    assert not (frozen / "lib/PySide6/Qt/plugins/tls").exists()


def test_helpers_for_x11_are_added_with_what_they_need_themselves(frozen, monkeypatch, tmp_path_factory):
    here = tmp_path_factory.mktemp("system")
    system = {
        "libxcb-cursor.so.0": small_elf(["libxcb-image.so.0", "libxcb.so.1", "libc.so.6"]),
        "libxcb-image.so.0": small_elf(["libxcb-image.so.0"]),
        "libxcb.so.1": small_elf(),
        "libxcb-other.so.0": small_elf(),
    }
    for name, content in system.items():
        (here / name).write_bytes(content)
    (frozen / PLUGIN).write_bytes(small_elf(["libxcb-cursor.so.0", "libX11.so.6"]))
    listed = "".join(f"\t{name} (libc6,x86-64) => {here / name}\n" for name in system)
    ran = []

    def run(command, **_options):
        ran.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0, stdout=f"9 libs found in cache\n{listed}")

    monkeypatch.setattr(subprocess, "run", run)  # what this computer has, and the tool that writes into a library
    before = names(frozen)
    trimming.add_helpers(frozen)
    added = {"lib/PySide6/Qt/lib/libxcb-cursor.so.0", "lib/PySide6/Qt/lib/libxcb-image.so.0"}
    assert names(frozen) - before == added
    assert {command[-1] for command in ran[1:]} == {str(frozen / name) for name in added}
    assert all(command[1:3] == ["--set-rpath", "$ORIGIN"] for command in ran[1:])


def test_a_helper_that_this_computer_lacks_is_named(frozen):
    (frozen / PLUGIN).write_bytes(small_elf(["libxcb-not-to-be-had.so.7"]))
    with pytest.raises(FileNotFoundError, match=r"libxcb-not-to-be-had\.so\.7"):
        trimming.add_helpers(frozen)
