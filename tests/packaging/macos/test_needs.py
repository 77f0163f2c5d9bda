"""What programs and libraries for macOS need, read out of small ones of our own, and whether it is there."""

from pathlib import Path

import pytest
from macos import mach_o, needs

from tests.packaging.macos.small_mach_o import ARM, INTEL, for_both, small_mach_o

SYSTEM = "/usr/lib/libSystem.B.dylib"


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def faults(folder: Path) -> list[str]:
    return needs.faults(needs.read_all(folder), folder / "programs")


def test_what_a_file_needs_comes_as_it_was_written(tmp_path):
    path = write(tmp_path / "a", small_mach_o([SYSTEM, "@rpath/b"], ["@loader_path/lib"], (14, 4), weak=["/x"]))
    assert mach_o.read(path) == {
        "arm64": mach_o.MachO("arm64", (SYSTEM, "@rpath/b", "/x"), ("@loader_path/lib",), (14, 4), True)
    }


def test_a_file_for_two_kinds_of_processors_says_it_for_each(tmp_path):
    read = mach_o.read(write(tmp_path / "a", for_both(needed=[SYSTEM], oldest=(10, 9), is_signed=False)))
    assert set(read) == {"x86_64", "arm64"}
    assert {(one.needed, one.oldest, one.is_signed) for one in read.values()} == {((SYSTEM,), (10, 9), False)}


@pytest.mark.parametrize("content", [b"", b"\xcf\xfa", b"\x7fELF\x02\x01", b"\xca\xfe\xba\xbe\x00\x00\x00\x34"])
def test_other_files_are_no_programs_for_macos(tmp_path, content):
    assert not mach_o.is_mach_o(write(tmp_path / "file", content))


@pytest.mark.parametrize("length", [20, 40, 60])
def test_a_file_that_is_cut_off_is_refused(tmp_path, length):
    path = write(tmp_path / "file", small_mach_o([SYSTEM])[:length])
    with pytest.raises(ValueError):
        mach_o.read(path)


def test_nothing_is_wrong_where_everything_is_in_the_folder_or_the_system(tmp_path):
    write(tmp_path / "programs" / "reader", for_both(needed=["@loader_path/../lib/Python", SYSTEM]))
    write(tmp_path / "lib" / "Python", for_both(needed=["/System/Library/Frameworks/X.framework/X"]))
    write(
        tmp_path / "lib" / "qt" / "a", for_both(needed=["@rpath/deep/b"], folders=["@loader_path/no", "@loader_path/"])
    )
    write(tmp_path / "lib" / "qt" / "deep" / "b", for_both(needed=["@executable_path/../lib/Python"]))
    for name, kind in (("arm64", ARM), ("x86_64", INTEL)):
        write(tmp_path / "lib" / name / "c.so", small_mach_o(["@loader_path/../Python"], kind=kind))
    (tmp_path / "notes.txt").write_text("nothing")
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("needed", "folders"),
    [
        (["@rpath/b"], []),
        (["@rpath/b"], ["@loader_path/.."]),
        (["@loader_path/deep/b"], []),
        (["/opt/somewhere/b"], []),
        (["@executable_path/b"], []),
    ],
)
def test_what_is_in_neither_is_named(tmp_path, needed, folders):
    write(tmp_path / "lib" / "a", for_both(needed=needed, folders=folders))
    write(tmp_path / "lib" / "b", for_both())
    found = faults(tmp_path)
    assert len(found) == 2, "once for each kind of processor"
    assert found[0] == f"a needs {needed[0]}, for x86_64, which is not there"


def test_a_library_for_other_processors_is_as_good_as_none(tmp_path):
    write(tmp_path / "a", for_both(needed=["@loader_path/arm64/b"]))
    write(tmp_path / "arm64" / "b", small_mach_o())
    assert faults(tmp_path) == ["a needs @loader_path/arm64/b, for x86_64, which is not there"]


def test_each_file_is_for_the_processors_that_its_place_says(tmp_path):
    write(tmp_path / "a", small_mach_o())
    write(tmp_path / "x86_64" / "b", small_mach_o())
    assert faults(tmp_path) == ["a is for arm64", "b is for arm64"]


def test_what_apples_processors_are_to_run_is_signed(tmp_path):
    write(tmp_path / "a", for_both(is_signed=False))
    write(tmp_path / "x86_64" / "b", small_mach_o(is_signed=False, kind=INTEL))
    assert faults(tmp_path) == ["a is not signed, which these processors refuse"]


def test_the_oldest_systems_are_named_with_who_names_them(tmp_path):
    write(tmp_path / "a", small_mach_o(oldest=(15, 0)))
    write(tmp_path / "b", for_both(oldest=(13, 0)))
    write(tmp_path / "c", for_both(oldest=(13, 0)))
    assert needs.oldest(needs.read_all(tmp_path)) == {(13, 0): ["b", "c"], (15, 0): ["a"]}
