#!/usr/bin/env python3
"""Tries copies on real file systems in images of drives: whole, full, pulled out at many moments, read-only.

    sudo .venv/bin/python packaging/trials/copies.py

Needs root, and the packages e2fsprogs, exfat-fuse, exfatprogs, dosfstools and mtools. What a drive holds at the moment
it is pulled out is what its image holds then: a copy of the image is taken, mended as a system would, and looked at.
Ends with 0 if no copy was ever called sound that was not whole, and if each could be finished.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from foc_reader.core.cancel import CancelToken  # noqa: E402
from foc_reader.core.errors import CopyIncomplete, CopyRefused, FocReaderError  # noqa: E402
from foc_reader.core.sharing.checking import check_copy  # noqa: E402
from foc_reader.core.sharing.copying import CopyMade, make_copy  # noqa: E402
from foc_reader.core.sharing.sources import find_source  # noqa: E402
from foc_reader.core.sharing.targets import CopyPlan, plan_copy  # noqa: E402
from tests.sticks import Signer, contents, make_stick  # noqa: E402

MADE_BY = {"ext4": ["mkfs.ext4", "-q", "-F"], "exfat": ["mkfs.exfat"], "vfat": ["mkfs.vfat", "-F", "32"]}
MENDED_BY = {"ext4": ["e2fsck", "-p", "-f"], "exfat": ["fsck.exfat", "-p"]}
BETWEEN = 2  # calls that settle a file, between two moments at which the drive is pulled out
NAMES = {"READ ME FIRST – اقرأني أولاً.txt": b"x", "fonts/宋体 Ünïcode.ttf": os.urandom(40_000)}


def main() -> int:
    """Try it all; 0 if it went as it should."""
    with tempfile.TemporaryDirectory(prefix="try-copies-", dir=ROOT / "build") as folder:
        work = Path(folder)
        large = {"linux/lib/libicudata.so": os.urandom(9_000_000), "library/large": os.urandom(3_000_000)}
        stick = make_stick(work / "stick", Signer(), **large, **NAMES)
        older = make_stick(work / "older", Signer(), **{"start-linux.sh": b"old", "old/x": b"old"})
        for system in ("ext4", "exfat"):
            try_whole(work, system, stick)
            try_full(work, system, stick)
            try_pulled_out(work, system, stick, older)
        try_reader_killed(work, stick)
        try_read_only(work, stick)
        try_names_of_fat(work, stick)
    say("As it should be.")
    return 0


def try_whole(work: Path, system: str, stick: Path) -> None:
    """A copy is sound, also after the drive was taken out, put in again, and may only be read."""
    image = make_image(work / "whole.img", system, 64)
    with put_in(image, system) as drive:
        made = copy(stick, drive)
        say(f"{system}: copied; read back from the drive itself for sure: {made.is_past_memory}")
    with put_in(image, system, "ro") as drive:
        expect(is_sound(drive / "FOC Reader"), "it is sound on a drive that may only be read")
        expect(contents(drive / "FOC Reader") == contents(stick), "it is the same to the byte")
        with refused(CopyRefused):
            copy(stick, drive)


def try_full(work: Path, system: str, stick: Path) -> None:
    """A drive that fills up meanwhile leaves a copy that is not sound; with room again it is finished."""
    with put_in(make_image(work / "full.img", system, 64), system) as drive:
        with put_in(make_image(work / "small.img", system, 12), system) as small, refused(CopyRefused):
            copy(stick, small)
        plan = plan_copy(find_source(stick), drive, CancelToken())
        filler = drive / "films"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            file.write(bytes(shutil.disk_usage(drive).free - 5_000_000))
        with refused(CopyIncomplete):
            make_copy(plan, CancelToken())
        expect(not is_sound(drive / "FOC Reader"), "what a full drive holds is not sound")
        filler.unlink()
        copy(stick, drive)
        expect(is_sound(drive / "FOC Reader"), "with room again it is finished")
    say(f"{system}: full")


def try_pulled_out(work: Path, system: str, stick: Path, older: Path) -> None:
    """What the drive held at many moments is the older copy, the new one whole, or not sound, and can be finished."""
    image = make_image(work / "pulled.img", system, 64)
    with put_in(image, system) as drive:
        copy(older, drive)
    moments = list(held_at_moments(work, image, system, stick))
    whole = 0
    for moment in moments:
        subprocess.run([*MENDED_BY[system], moment], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with put_in(moment, system) as drive:
            folder = drive / "FOC Reader"
            if is_sound(folder):
                whole += 1
                expect(contents(folder) in (contents(stick), contents(older)), "what is called sound is whole")
            else:
                copy(stick, drive)
                expect(contents(folder) == contents(stick), "what was pulled out can be finished")
        moment.unlink()
    expect(len(moments) - whole > 3, "it was pulled out while it was being written")
    say(f"{system}: pulled out at {len(moments)} moments, {whole} of them before or after the copy")


def held_at_moments(work: Path, image: Path, system: str, stick: Path) -> Iterator[Path]:
    """Copies of the image, taken while it is written to: they are what was on the drive then."""
    settle, taken, calls = os.fsync, [], 0

    def settle_and_pull_out(handle: int) -> None:
        nonlocal calls
        settle(handle)
        calls += 1
        if calls % BETWEEN == 1:
            taken.append(work / f"moment-{calls}.img")
            shutil.copyfile(image, taken[-1])

    with put_in(image, system) as drive, patch("os.fsync", settle_and_pull_out):
        copy(stick, drive)
    yield from taken


def try_reader_killed(work: Path, stick: Path) -> None:
    """The program that reads the file system dies: to the copy it is as if the drive went."""
    image = make_image(work / "killed.img", "exfat", 64)
    with put_in(image, "exfat") as drive:
        plan = plan_copy(find_source(stick), drive, CancelToken())
        reader = int(subprocess.run(["pgrep", "-f", f"exfat-fuse.*{drive}"], capture_output=True, text=True).stdout)
        with refused(CopyIncomplete):
            make_and_kill(plan, reader)
    with put_in(image, "exfat") as drive:
        expect(not is_sound(drive / "FOC Reader"), "what was on it is not sound")
        copy(stick, drive)
    say("exfat: gone while it was written to")


def make_and_kill(plan: CopyPlan, reader: int) -> None:
    """Copy, and end the process `reader` half way."""
    is_there = True

    def kill(progress: object) -> None:
        nonlocal is_there
        if is_there and getattr(progress, "done", 0) > 4_000_000:
            os.kill(reader, signal.SIGKILL)
            is_there = False

    make_copy(plan, CancelToken(), kill)


def try_read_only(work: Path, stick: Path) -> None:
    """A copy in a place that may only be read can be checked and passed on."""
    place = work / "read-only"
    place.mkdir()
    run("mount", "--bind", stick, place)
    run("mount", "-o", "remount,bind,ro", place)
    try:
        expect(is_sound(place), "a place that may only be read can be checked")
        (work / "passed-on").mkdir()
        copy(place, work / "passed-on")
        expect(is_sound(work / "passed-on/FOC Reader"), "and passed on")
    finally:
        run("umount", place)
    say("from a place that may only be read")


def try_names_of_fat(work: Path, stick: Path) -> None:
    """What FAT32 keeps of the names: put there and taken back by mtools, as not every kernel mounts it."""
    image = make_image(work / "fat.img", "vfat", 64)
    (work / "by-hand").mkdir()
    copied = copy(stick, work / "by-hand").folder
    environment = {**os.environ, "MTOOLS_SKIP_CHECK": "1", "LC_ALL": "C.UTF-8"}
    subprocess.run(["mcopy", "-s", "-i", image, copied, "::"], check=True, env=environment)
    back = work / "back"
    back.mkdir()
    subprocess.run(["mcopy", "-s", "-i", image, "::FOC Reader", back], check=True, env=environment)
    expect(is_sound(back / "FOC Reader"), "what was on FAT32 is sound")
    say("vfat: names and sizes")


def copy(stick: Path, drive: Path) -> CopyMade:
    return make_copy(plan_copy(find_source(stick), drive, CancelToken(), may_replace=True), CancelToken())


def is_sound(folder: Path) -> bool:
    try:
        return check_copy(folder, CancelToken()).is_sound
    except FocReaderError:
        return False


def make_image(image: Path, system: str, megabytes: int) -> Path:
    """An empty drive."""
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    run(*MADE_BY[system], image)
    return image


@contextmanager
def put_in(image: Path, system: str, how: str = "rw") -> Iterator[Path]:
    """The folder in which the drive is seen."""
    place = Path(tempfile.mkdtemp(prefix="drive-", dir=image.parent))
    if system == "exfat":
        device = run("losetup", "--find", "--show", image)
        run("mount.exfat-fuse", "-o", how, device, place)
    else:
        device = ""
        run("mount", "-o", f"loop,{how}", image, place)
    try:
        yield place
    finally:
        run("umount", place)
        if device:
            run("losetup", "-d", device)


@contextmanager
def refused(kind: type[FocReaderError]) -> Iterator[None]:
    """What is done there must be refused, in words."""
    try:
        yield
    except kind as error:
        sys.stdout.write(f"    {error}\n")
    else:
        raise SystemExit(f"{kind.__name__} was not raised")


def run(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def expect(is_so: bool, what: str) -> None:
    if not is_so:
        raise SystemExit(f"It is not so that {what}.")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
