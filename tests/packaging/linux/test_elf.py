"""What programs and libraries for Linux need, read out of real ones and of small ones of our own."""

import importlib.util
from pathlib import Path

import pytest
from linux import elf, glibc_floor

from tests.packaging.linux.small_elf import small_elf

QT_CORE = Path(importlib.util.find_spec("PySide6").origin).with_name("QtCore.abi3.so")


def test_what_a_real_library_needs_is_read():
    read = elf.read(QT_CORE)
    assert "libQt6Core.so.6" in read.needed
    assert any(name.startswith("GLIBC_2.") for name in read.versions)


def test_names_and_versions_come_as_they_were_written(tmp_path):
    path = tmp_path / "lib.so"
    path.write_bytes(small_elf(["liba.so.1", "libb.so.2"], ["GLIBC_2.2.5", "GLIBC_2.34"]))
    assert elf.read(path) == elf.Elf(("liba.so.1", "libb.so.2"), frozenset({"GLIBC_2.2.5", "GLIBC_2.34"}))


@pytest.mark.parametrize("content", [b"", b"\x7fEL", b"#!/bin/sh\n", b"\x7fELF\x01\x01"])
def test_other_files_are_no_libraries(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert not elf.is_elf(path)


def test_the_floor_is_the_highest_version_of_all_files_as_a_number(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "notes.txt").write_text("GLIBC_2.99")
    (tmp_path / "old.so").write_bytes(small_elf(versions=["GLIBC_2.9", "GLIBCXX_3.4.29", "CXXABI_1.3"]))
    (tmp_path / "deep" / "new.so").write_bytes(small_elf(versions=["GLIBC_2.10", "GLIBCXX_3.4.9", "GLIBC_PRIVATE"]))
    assert glibc_floor.floors(tmp_path) == {
        "GLIBC": ((2, 10), tmp_path / "deep" / "new.so"),
        "GLIBCXX": ((3, 4, 29), tmp_path / "old.so"),
    }
