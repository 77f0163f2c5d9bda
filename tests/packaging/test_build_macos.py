"""The folder for macOS: what is told of it, its icon, how its parts are chosen. The parts are stand-ins."""

import plistlib
import zipfile
from pathlib import Path

import build_macos
import fetching
import freezing
import pytest
from macos import icon, parts
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImageReader

from tests.packaging.macos.small_mach_o import ARM, INTEL, for_both, small_mach_o

ROOT = Path(__file__).resolve().parents[2]
DRAWING = (ROOT / "resources" / "app" / "icon.svg").read_bytes()
SYSTEM = "/usr/lib/libSystem.B.dylib"


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """Packages as they come, of which each library says which one it is."""
    folder = tmp_path / "fetched"
    for path, needed in {
        "freeze_core/bases/lib/Python": [SYSTEM],
        "freeze_core/bases/console-cpython-311-darwin": ["@loader_path/lib/Python"],
        "freeze_core/lib/_json.cpython-311-darwin.so": [SYSTEM],
        "nacl/_sodium.abi3.so": [SYSTEM],
        "PySide6/QtCore.abi3.so": ["@rpath/QtCore.framework/Versions/A/QtCore", "@rpath/libshiboken6.dylib"],
        "PySide6/QtGui.abi3.so": [SYSTEM],
        "PySide6/QtWidgets.abi3.so": [SYSTEM],
        "PySide6/QtNetwork.abi3.so": [SYSTEM],
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": [SYSTEM],
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork": [SYSTEM],
        "shiboken6/Shiboken.abi3.so": ["@rpath/libshiboken6.dylib"],
        "shiboken6/libshiboken6.dylib": [SYSTEM],
        **{f"PySide6/Qt/plugins/{name}": ["@rpath/QtCore.framework/Versions/A/QtCore"] for name in parts.PLUGINS},
    }.items():
        folders = ["@loader_path/", "@loader_path/../shiboken6", "@loader_path/Qt/lib", "@loader_path/../../lib"]
        write(folder / "arm64" / path, for_both(needed=needed, folders=folders))
    write(folder / "arm64/PySide6/Qt/lib/QtCore.framework/Resources/Info.plist", b"<plist/>")
    for name in ("PySide6", "shiboken6"):
        write(folder / "arm64" / name / "__init__.py", b"answer = 42\n")
    for architecture, kind in (("arm64", ARM), ("x86_64", INTEL)):
        write(folder / architecture / "Stemmer.cpython-311-darwin.so", small_mach_o([SYSTEM], kind=kind))
    return folder


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder for Linux, from which the modules of Python are taken."""
    lib = tmp_path / "frozen" / "lib"
    for name in ("library.dat", "modules", "PySide6/__init__.pyc", "shiboken6/__init__.pyc"):
        write(lib / name, name.encode())
    for name in ("_json.cpython-311-x86_64-linux-gnu", "Stemmer.cpython-311-x86_64-linux-gnu", "nacl._sodium.abi3"):
        write(lib / f"{name}.so", b"\x7fELF")
    with zipfile.ZipFile(lib / "library.zip", "w"):
        pass
    return lib.parent


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_the_folder_holds_what_that_for_linux_holds_and_what_this_needs(fetched, frozen, tmp_path):
    lib = tmp_path / "programs" / "lib"
    lib.parent.mkdir()
    parts.put_together(fetched, frozen, lib)
    assert names(lib) == {
        "Python",
        "library.dat",
        "library.zip",
        "modules",
        "_json.cpython-311-darwin.so",
        "nacl._sodium.abi3.so",
        "arm64/Stemmer.cpython-311-darwin.so",
        "x86_64/Stemmer.cpython-311-darwin.so",
        "PySide6/__init__.pyc",
        "PySide6/QtCore.abi3.so",
        "PySide6/QtGui.abi3.so",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/QtCore.framework/Resources/Info.plist",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "shiboken6/__init__.pyc",
        "shiboken6/Shiboken.abi3.so",
        "shiboken6/libshiboken6.dylib",
        *(f"PySide6/Qt/plugins/{name}" for name in parts.PLUGINS),
    }
    came_with = (fetched / "arm64" / "freeze_core" / "lib" / "_json.cpython-311-darwin.so").read_bytes()
    assert (lib / "_json.cpython-311-darwin.so").read_bytes() == came_with
    assert b"answer" in (lib / "PySide6" / "__init__.pyc").read_bytes(), "of the package for macOS"
    build_macos.check(tmp_path / "programs")


@pytest.mark.parametrize("name", ["_json.cpython-311-darwin.so", "QtCore.framework/Versions/A/QtCore"])
def test_a_part_that_the_packages_do_not_hold_stops_the_build(fetched, frozen, tmp_path, name):
    for path in fetched.rglob(name):
        path.unlink()
    with pytest.raises(parts.PartsMissing, match=name.partition(".")[0]):
        parts.put_together(fetched, frozen, tmp_path / "lib")


def test_a_link_or_a_missing_library_makes_no_folder(fetched, frozen, tmp_path):
    parts.put_together(fetched, frozen, tmp_path / "lib")
    (tmp_path / "lib" / "arm64" / "Python").symlink_to(tmp_path / "lib" / "Python")
    with pytest.raises(build_macos.BuildFailed, match="is a link"):
        build_macos.check(tmp_path / "lib")
    (tmp_path / "lib" / "arm64" / "Python").unlink()
    (tmp_path / "lib" / "shiboken6" / "libshiboken6.dylib").unlink()
    with pytest.raises(build_macos.BuildFailed, match=r"Shiboken\.abi3\.so needs @rpath/libshiboken6"):
        build_macos.check(tmp_path / "lib")


def test_every_package_that_is_taken_apart_is_pinned():
    pins = {pin.name for pin in fetching.pins_of(parts.PINS.read_text(encoding="utf-8"))}
    assert {*parts.PACKAGES, *parts.FOR_ONE} <= pins


def test_the_system_is_told_what_it_asks_for():
    told = plistlib.loads(build_macos.about())
    assert told["CFBundleExecutable"] in freezing.PROGRAMS
    assert (told["CFBundlePackageType"], told["CFBundleName"]) == ("APPL", "FOC Reader")
    assert told["LSMinimumSystemVersion"] == "13.0"


def test_the_icon_holds_a_picture_of_each_size():
    content = icon.icon(DRAWING)
    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(b"icns"))
    sides = set()
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        image = reader.read()
        assert image.pixelColor(image.width() // 2, image.height() // 8).name() == "#0b5680", "the blue of its cover"
        sides.add(image.width())
    assert sides == {16, 32, 64, 128, 256, 512, 1024}
    assert int.from_bytes(content[4:8], "big") == len(content)
    assert content == icon.icon(DRAWING)


def test_it_is_called_untested_wherever_one_meets_it():
    text = (ROOT / "packaging" / "macos" / "untested.txt").read_text(encoding="utf-8")
    assert all("untested" in name for name in (build_macos.NAME, build_macos.BUNDLE, build_macos.READ_ME))
    assert "UNTESTED" in text.splitlines()[0] and build_macos.BUNDLE.removesuffix(".app") in text
    assert all(len(line) <= 88 for line in text.splitlines())
