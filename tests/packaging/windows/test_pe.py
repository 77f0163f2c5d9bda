"""What programs and libraries for Windows say of themselves, read out of small ones of our own."""

import pytest
from windows import pe

from tests.packaging.windows.small_pe import small_pe


def test_what_a_library_needs_is_read_at_once_or_late_in_small_letters():
    data = small_pe(["Qt6Core.dll", "KERNEL32.dll"], ["MPR.dll", "KERNEL32.dll"])
    assert pe.read(data) == pe.Pe(("qt6core.dll", "kernel32.dll", "mpr.dll"), is_signed=False)


def test_what_needs_nothing_and_is_signed_says_so():
    assert pe.read(small_pe(is_signed=True)) == pe.Pe((), is_signed=True)


def test_the_version_is_as_windows_shows_it():
    assert pe.version(small_pe(version="14.44.35211.0")) == "14.44.35211.0"
    assert pe.version(small_pe()) == ""


@pytest.mark.parametrize(
    "content", [b"", b"MZ", b"#!/bin/sh\n", small_pe()[:0x150], small_pe(machine=0x14C), b"\x7fELF".ljust(500)]
)
def test_other_files_are_not_for_this_windows(content):
    assert not pe.is_pe(content)
    with pytest.raises(pe.NotForWindows):
        pe.read(content)


def test_a_table_that_points_nowhere_is_no_endless_search():
    data = small_pe(["Qt6Core.dll"]).replace((4096).to_bytes(4, "little"), (1 << 30).to_bytes(4, "little"))
    with pytest.raises(pe.NotForWindows, match="nothing is loaded"):
        pe.read(data)
