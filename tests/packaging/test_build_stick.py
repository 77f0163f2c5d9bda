"""The folder for a stick: its layout, its list of files, its signature. The programs in it are stand-ins."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import bill_of_materials
import build_macos
import build_stick
import build_windows
import pytest
from stick import texts

from tests.packaging.stick.test_signing import secret_key, verify

PARTS = [
    bill_of_materials.Part("FOC Reader", "0.1.0", "GPL-3.0-or-later", texts={"GPL-3.0": "text\n"}),
    bill_of_materials.Part("whoosh", "2.7.4", "BSD-2-Clause", "pkg:pypi/whoosh@2.7.4"),
]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_pack: Path) -> Path:
    """A folder `build` with a part for Linux and a library; parts of the program are not looked for in it."""
    build = tmp_path / "build"
    for name in ("linux/linux/foc-reader", "linux/linux/lib/library.zip", "linux/library/foc/manifest.json"):
        (build / name).parent.mkdir(parents=True, exist_ok=True)
        (build / name).write_text(name)
    (build / "linux" / "start-linux.sh").write_text("#!/bin/sh\n")
    (build / "linux" / "start-linux.sh").chmod(0o755)
    shutil.copytree(small_pack, build / "resources" / "library" / "small")
    monkeypatch.setattr(build_stick, "BUILD", build)
    monkeypatch.setattr(build_windows, "MADE_FROM", build / "windows.made-from")
    monkeypatch.setattr(bill_of_materials, "parts_of", lambda _linux, _windows=None, _fonts=(): PARTS)
    monkeypatch.setattr(bill_of_materials, "bill", lambda _parts, _version: "{}\n")
    return build


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def make(out: Path, *words: str) -> Path:
    assert build_stick.main([str(out), "--without-fonts", *words]) == 0
    return out / "FOC Reader"


def key_file(folder: Path) -> Path:
    path = folder / "secret.key"
    path.write_text(secret_key())
    return path


def test_the_layout_is_one_library_beside_the_programs(built, tmp_path, small_pack):
    stick = make(tmp_path / "out")
    assert {path.name for path in stick.iterdir()} == {
        "READ ME FIRST.txt",
        "SHA256SUMS",
        "library",
        "licences",
        "linux",
        "portable.txt",
        "start-linux.sh",
    }
    assert names(stick / "library") == {f"small/{name}" for name in names(small_pack)}
    assert (stick / "start-linux.sh").stat().st_mode & 0o777 == 0o755


def test_parts_for_other_systems_are_taken_in_where_they_were_built(built, tmp_path):
    (built / "windows" / "windows" / "runtime").mkdir(parents=True)
    (built / "windows" / "FOC Reader.exe").write_bytes(b"MZ")
    (built / "windows" / "windows" / "runtime" / "python.exe").write_bytes(b"MZ")
    (built / "windows" / "library").mkdir()
    (built / "windows" / "library" / "another").write_text("not this one")
    (built / "windows.made-from").write_text(build_windows.digest())
    stick = make(tmp_path / "out")
    assert {"FOC Reader.exe", "windows/runtime/python.exe"} <= names(stick)
    assert not (stick / "library" / "another").exists()
    assert "Windows (10, version 1809" in (stick / "READ ME FIRST.txt").read_text(encoding="utf-8")


def test_a_part_for_windows_of_other_sources_is_refused_with_the_line_that_helps(built, tmp_path, capsys):
    (built / "windows").mkdir()
    (built / "windows.made-from").write_text("0" * 32)
    assert build_stick.main([str(tmp_path / "out"), "--without-fonts"]) == 1
    assert "./foc build windows makes it anew" in capsys.readouterr().err


def test_what_nobody_has_tried_on_a_mac_is_taken_in_only_where_it_is_asked_for(built, tmp_path, capsys):
    program = built / build_macos.NAME / build_macos.BUNDLE / "Contents" / "MacOS" / "foc-reader"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"program")
    assert not any("untested" in name for name in names(make(tmp_path / "without")))
    stick = make(tmp_path / "with", "--with-untested-macos")
    assert (stick / build_macos.BUNDLE / "Contents" / "MacOS" / "foc-reader").is_file()
    assert "nobody has started it on a Mac" in (stick / "READ ME FIRST.txt").read_text(encoding="utf-8")
    shutil.rmtree(built / build_macos.NAME)
    assert build_stick.main([str(tmp_path / "gone"), "--without-fonts", "--with-untested-macos"]) == 1
    assert build_macos.NAME in capsys.readouterr().err


def test_the_list_is_of_every_file_but_itself_in_order_as_sha256sum_makes_it(built, tmp_path):
    stick = make(tmp_path / "out")
    listed = [line.split("  ", 1) for line in (stick / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert [name for _sum, name in listed] == sorted(names(stick) - {"SHA256SUMS"})
    for digest, name in listed:
        assert digest == hashlib.sha256((stick / name).read_bytes()).hexdigest()
    checked = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=stick)
    assert checked.returncode == 0


def test_with_a_key_the_list_is_signed_and_the_public_half_lies_beside_it(built, tmp_path):
    stick = make(tmp_path / "out", "--key", str(key_file(tmp_path)))
    public, signature = ((stick / name).read_text() for name in ("foc-release.pub", "SHA256SUMS.minisig"))
    comment = verify(public, (stick / "SHA256SUMS").read_bytes(), signature)
    assert comment.startswith("foc-reader:")
    listed = (stick / "SHA256SUMS").read_text(encoding="utf-8")
    assert "foc-release.pub" in listed and "SHA256SUMS.minisig" not in listed
    assert "minisign -V" in (stick / "READ ME FIRST.txt").read_text(encoding="utf-8")


def test_without_a_key_it_says_that_it_is_a_development_build(built, tmp_path, capsys):
    stick = make(tmp_path / "out")
    assert not (stick / "foc-release.pub").exists() and not (stick / "SHA256SUMS.minisig").exists()
    assert "development build" in (stick / "READ ME FIRST.txt").read_text(encoding="utf-8")
    assert "development build" in capsys.readouterr().out


def test_building_twice_gives_identical_bytes(built, tmp_path):
    key = str(key_file(tmp_path))
    one, other = (make(tmp_path / name, "--key", key) for name in ("one", "other"))
    assert names(one) == names(other)
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names(one))


def test_what_is_there_already_is_not_touched(built, tmp_path, capsys):
    stick = make(tmp_path / "out")
    (stick / "private").mkdir()
    assert build_stick.main([str(tmp_path / "out")]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (stick / "private").is_dir()


def test_a_pack_whose_name_a_stick_refuses_gets_another(built, tmp_path):
    library = built / "resources" / "library"
    (library / "small").rename(library / "What now?")
    shutil.copytree(library / "What now?", library / "what NOW_")
    stick = make(tmp_path / "out")
    assert {path.name for path in (stick / "library").iterdir()} == {"What now_", "what NOW_ 2"}


@pytest.mark.parametrize("name", ["linux/lib/aux.so", "linux/lib/Library.zip"])
def test_a_file_that_some_system_could_not_hold_stops_the_build(built, tmp_path, capsys, name):
    (built / "linux" / name).write_text("x")
    assert build_stick.main([str(tmp_path / "out"), "--without-fonts"]) == 1
    assert name in capsys.readouterr().err


def test_a_key_that_is_none_is_a_sentence_and_nothing_is_made(built, tmp_path, capsys):
    (tmp_path / "no.key").write_text("no key")
    assert build_stick.main([str(tmp_path / "out"), "--key", str(tmp_path / "no.key")]) == 1
    assert "holds no secret key" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert build_stick.main([str(tmp_path / "out"), "--key", str(tmp_path / "nowhere.key")]) == 1
    assert "nowhere.key" in capsys.readouterr().err


def test_sizes_and_counts_are_printed_for_each_part_and_in_all(built, tmp_path, capsys):
    stick = make(tmp_path / "out")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(stick)
    assert any(line.split()[2:] == ["2", "linux"] for line in lines)
    assert any(line.split()[2:] == [str(len(names(stick))), "in", "all"] for line in lines)


def test_what_is_read_first_tells_only_of_what_there_is():
    told = {part: texts.read_me_first([part]) for part in ("linux", "windows", "signed", "unsigned")}
    assert "start-linux.sh" in told["linux"] and "Double-click" not in told["linux"]
    assert "Double-click" in told["windows"] and "start-linux.sh" not in told["windows"]
    assert "minisign" in told["signed"] and "development" not in told["signed"]
    assert "development" in told["unsigned"] and "minisign" not in told["unsigned"]
    assert all(len(line) <= 88 and "[" not in line for line in told["linux"].splitlines())


def test_texts_can_be_read_in_every_editor():
    text = (texts.for_all_systems("one\ntwo\n"), texts.for_all_systems("گزارش\n"))
    assert text == (b"one\r\ntwo\r\n", b"\xef\xbb\xbf" + "گزارش\r\n".encode())
