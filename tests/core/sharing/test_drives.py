"""The drives that can be taken out, as the system tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from foc_reader.core.sharing import drives


@pytest.fixture
def system(tmp_path, monkeypatch):
    """Puts drives into what Linux tells of them: name, number, the place in sysfs, and whether it can be taken out."""
    lines = ["22 1 254:0 / / rw,relatime - ext4 /dev/vda rw"]
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(drives, "_DEVICES", tmp_path / "devices")
    monkeypatch.setattr(drives, "_WHERE_DESKTOPS_PUT_THEM", (tmp_path / "media",))
    (tmp_path / "devices").mkdir()

    def put_in(name, number, bus, is_removable, system="vfat", options="rw"):
        folder = tmp_path / "media" / name
        folder.mkdir(parents=True)
        disk = tmp_path / "sys" / bus / "sdx" / number
        (disk / "sdx1").mkdir(parents=True)
        (disk / "removable").write_text(f"{is_removable}\n")
        (tmp_path / "devices" / number).symlink_to(disk / "sdx1")
        escaped = str(folder).replace(" ", "\\040")
        lines.append(f"30 22 {number} / {escaped} {options},nosuid - {system} /dev/sdx1 {options}")
        (tmp_path / "mountinfo").write_text("\n".join(lines) + "\n")
        return folder

    return put_in


def test_sticks_are_listed_with_name_and_space_and_disks_are_not(system):
    stick = system("MY STICK", "8:17", "pci/usb1", 1, options="ro")
    case = system("disk in a case", "8:33", "pci/usb2", 0)
    card = system("card", "179:1", "pci/mmc", 1)
    system("data", "8:1", "pci/ata1", 0)
    found = drives.removable_drives()
    assert [(drive.folder, drive.name, drive.is_read_only) for drive in found] == [
        (stick, "MY STICK", True),
        (card, "card", False),
        (case, "disk in a case", False),
    ]
    assert all(0 < drive.free <= drive.size for drive in found)


def test_a_drive_that_is_mounted_twice_is_listed_once(system, tmp_path):
    stick = system("stick", "8:17", "pci/usb1", 1)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(mounts.read_text() * 2)
    assert [drive.folder for drive in drives.removable_drives()] == [stick]


def test_the_limits_of_a_file_system_are_those_of_the_deepest_mount(system):
    stick = system("stick", "8:17", "pci/usb1", 1, "vfat")
    other = system("stick/exfat", "8:33", "pci/usb1", 1, "fuseblk")
    assert drives.file_limit(stick) == 2**32 - 1
    assert (drives.file_limit(other), drives.is_read_by_a_program(other)) == (0, True)
    assert (drives.file_limit(Path("/")), drives.is_read_by_a_program(stick)) == (0, False)


def test_a_system_that_tells_nothing_has_no_drives(tmp_path, monkeypatch):
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "missing")
    assert drives.removable_drives() == ()
    assert drives.file_limit(tmp_path) == 0
