"""Most of the Unicode data is left out, and words stand in the same order as before."""

import importlib.util
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from linux import elf, icu_data

from tests.packaging.linux.small_elf import small_elf

QT = Path(importlib.util.find_spec("PySide6").origin).parent / "Qt" / "lib"
SORTING = """
from pathlib import Path
from PySide6.QtCore import QCollator, QLocale
words = "zebra Ärger Apfel Öl Zoo Ångström éa ez ea ñu nz ll lz ch cz Ёж Еда چای آب پارسی".split()
words += ["你好", "阿", "中国", "日本", "ア", "가나", "ไทย", "กข", "Article 10", "Article 2"]
for name in "en sv de es fa ar zh_CN zh_TW ja ko ru tr th my da cs hi vi".split():
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    print(name, *sorted(words, key=collator.sortKey))
print(QLocale("tr").toUpper("istanbul"))
loaded = Path("/proc/self/maps").read_text().splitlines()
print(next(line.split(maxsplit=5)[5] for line in loaded if "libicudata" in line))
"""


def package(items: dict[str, bytes]) -> bytes:
    """A package of data as ICU has it."""
    head = struct.pack("<HBBHHBBBB", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0) + b"CmnD" + bytes(16)
    names = b"".join(name.encode() + b"\0" for name in items)
    place, name_at, table, contents = (4 + 8 * len(items) + len(names) + 15) // 16 * 16, 4 + 8 * len(items), b"", b""
    for name, item in items.items():
        table += struct.pack("<II", name_at, place + len(contents))
        name_at += len(name) + 1
        contents += item.ljust((len(item) + 15) // 16 * 16, b"\0")
    return head + (struct.pack("<I", len(items)) + table + names).ljust(place, b"\0") + contents


def sort(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SORTING], env={**os.environ, **environment}, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_words_stand_in_the_same_order_as_with_all_of_the_data(tmp_path):
    library = next(QT.glob("libicudata.so.*"))
    small = tmp_path / library.name
    small.write_bytes(icu_data.shrunk(library.read_bytes()))
    assert small.stat().st_size < library.stat().st_size / 8
    *whole, before = sort()
    *shrunk, after = sort(LD_LIBRARY_PATH=str(tmp_path))
    assert (Path(before).parent, Path(after)) == (QT.resolve(), small)
    assert shrunk == whole


def test_wanted_items_stay_whole_and_others_go():
    items = {
        "icudt73l/brkitr/th.res": b"b" * 30_000,
        "icudt73l/coll/de.res": b"german",
        "icudt73l/coll/ucadata.icu": b"u" * 20,
        "icudt73l/zone/de.res": b"z" * 40_000,
    }
    wanted = {name: item for name, item in items.items() if "/coll/" in name}
    whole = small_elf(["libc.so.6"], ["GLIBC_2.34"], package(items))
    small = icu_data.shrunk(whole)
    assert package(wanted) in small
    assert len(whole) - len(small) == 70_000 // 4096 * 4096
    assert icu_data.shrunk(small) == small


def test_the_small_library_says_of_itself_what_the_whole_one_said(tmp_path):
    whole = small_elf(["libc.so.6"], ["GLIBC_2.34"], package({"icudt73l/a": b"a" * 9000, "icudt73l/root.res": b"r"}))
    path = tmp_path / "libicudata.so.73"
    path.write_bytes(whole)
    before = elf.read(path)
    icu_data.shrink(path)
    assert elf.read(path) == before == elf.Elf(("libc.so.6",), frozenset({"GLIBC_2.34"}))


@pytest.mark.parametrize(
    "library", [b"", b"text", small_elf(), small_elf(data=package({"icudt99b/unknown": b"?"})), small_elf() + b"CmnD"]
)
def test_a_library_that_is_not_as_expected_is_refused(library):
    with pytest.raises(ValueError, match=r"librar|data"):
        icu_data.shrunk(library)
