"""Which lists of files are taken for one: those whose names every drive can hold, and that lead nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.sharing.copies import list_of
from foc_reader.core.sharing.names import fault_of, first_clash, folded

LETTERS = st.text("aAäÄäß.: /\\\u202e~\x01CONnul$漢", min_size=1, max_size=12)


@given(st.lists(LETTERS, min_size=1, max_size=6, unique=True))
def test_a_list_is_refused_or_every_file_on_it_can_lie_side_by_side_on_any_drive(paths):
    files = list_of("".join(f"{'0' * 64}  {path}\n" for path in paths).encode())
    if files.fault:
        assert not files.sums
        return
    assert list(files.sums) == paths
    assert len({folded(path) for path in paths}) == len(paths)
    for path in paths:
        inside = PurePosixPath("/copy", path)
        assert inside.is_relative_to("/copy") and ".." not in inside.parts
        assert not PureWindowsPath(path).is_absolute() and not PureWindowsPath(path).drive
        assert folded(path.split("/")[0]) != "private"
        assert not any(folded(other).startswith(folded(path) + "/") for other in paths)


@given(st.binary())
def test_any_bytes_are_a_list_or_are_not(data):
    files = list_of(data)
    assert bool(files.fault) != bool(files.sums)


@pytest.mark.parametrize("path", ["a", "READ ME FIRST.txt", "library/foc/index/terms", "گزارش/自由.txt", "a.b.c", ".x"])
def test_usual_names_are_held_by_every_drive(path):
    assert fault_of(path) == ""


@pytest.mark.parametrize(
    "paths",
    [
        ("a", "A"),
        ("ä", "a\u0308"),
        ("straße", "strasse"),
        ("a", "a/b"),
        ("A/x", "a/y"),
        ("a/B/c", "a/b/d"),
        ("x/Y", "x/y/z"),
    ],
)
def test_names_that_are_one_on_some_drive_clash(paths):
    assert first_clash(paths) in paths
    assert first_clash(paths[::-1]) in paths
    assert first_clash(paths[:1]) == ""
