"""Make a copy for someone: all that is listed and nothing private, read back; refused where it would do harm."""

from __future__ import annotations

import os
import shutil

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import CopyIncomplete, CopyRefused, CopyWouldReplace, LibraryMissing, NothingToPassOn
from foc_reader.core.locations import Locations
from foc_reader.core.sharing import drives
from foc_reader.core.sharing.checking import check_copy
from foc_reader.core.sharing.copying import make_copy
from foc_reader.core.sharing.sources import find_source, source_of
from foc_reader.core.sharing.targets import plan_copy
from foc_reader.core.values import replace
from tests.sticks import FILES, KEY, SIGNATURE, SUMS, Signer, contents, list_files, make_stick, write


@pytest.fixture
def stick(tmp_path):
    return make_stick(tmp_path / "stick", Signer())


@pytest.fixture
def drive(tmp_path):
    (tmp_path / "drive").mkdir()
    return tmp_path / "drive"


def copy(stick, drive, report=lambda progress: None, may_replace=False, token=None):
    token = token or CancelToken()
    return make_copy(plan_copy(find_source(stick), drive, token, may_replace), token, report)


def test_a_copy_is_the_same_to_the_byte_and_sound(stick, drive):
    made = copy(stick, drive)
    assert made.folder == drive / "FOC Reader"
    assert contents(made.folder) == contents(stick)
    assert check_copy(made.folder, CancelToken()).is_sound
    assert made.list_data == (stick / SUMS).read_bytes()


def test_a_copy_can_be_copied(stick, drive, tmp_path):
    (tmp_path / "next").mkdir()
    copy(copy(stick, drive).folder, tmp_path / "next")
    assert contents(tmp_path / "next/FOC Reader") == contents(stick)


def test_nothing_private_and_nothing_unlisted_goes_along(stick, drive):
    write(stick / "private/bookmarks.json", b"{}")
    write(stick / "my notes.txt", b"mine")
    write(stick / "library/mine/manifest.json", b"{}")
    copy(stick, drive)
    assert set(contents(drive / "FOC Reader")) == {*FILES, KEY, SUMS, SIGNATURE}


def test_the_private_folder_of_the_one_who_gets_it_stays(stick, drive):
    copy(stick, drive)
    write(drive / "FOC Reader/private/bookmarks.json", b"theirs")
    copy(stick, drive)
    assert (drive / "FOC Reader/private/bookmarks.json").read_bytes() == b"theirs"


def test_what_may_be_started_can_be_started_in_the_copy_and_dates_stay(stick, drive):
    (stick / "start-linux.sh").chmod(0o755)
    os.utime(stick / "start-linux.sh", (1_600_000_000, 1_600_000_000))
    copied = copy(stick, drive).folder / "start-linux.sh"
    assert copied.stat().st_mode & 0o777 == 0o755
    assert copied.stat().st_mtime == 1_600_000_000
    assert not (copied.parent / "portable.txt").stat().st_mode & 0o111


def test_progress_counts_what_is_written_and_what_is_read_back(stick, drive):
    told = []
    made = copy(stick, drive, told.append)
    assert [one.step for one in told] == sorted(one.step for one in told)
    for step in ("copying", "reading"):
        done = [one.done for one in told if one.step == step]
        assert done == sorted(done) and done[-1] == made.size


@pytest.mark.parametrize("step", ["copying", "reading"])
def test_a_stopped_copy_says_so_and_is_finished_by_another_start(stick, drive, step):
    token = CancelToken()

    def stop(progress):
        if progress.step == step and progress.done > 5_000:
            token.cancel()

    with pytest.raises(Cancelled):
        copy(stick, drive, stop, token=token)
    folder = drive / "FOC Reader"
    told = (folder / "INCOMPLETE.txt").read_text()
    assert "is not complete" in told and "goes on where it stopped" in told and "delete this folder" in told
    assert check_copy(folder, CancelToken()).is_incomplete
    with pytest.raises(NothingToPassOn):
        find_source(folder)
    kept = {path: (folder / path).stat().st_ino for path in FILES if (folder / path).exists()}
    again = plan_copy(find_source(stick), drive, CancelToken())
    assert again.resumes
    make_copy(again, CancelToken())
    assert check_copy(folder, CancelToken()).is_sound
    whole = [path for path, inode in kept.items() if (folder / path).stat().st_ino == inode]
    assert len(whole) >= len(kept) - 1  # it went on: at most the file that was being written came anew


def test_another_start_does_not_trust_what_an_earlier_one_left(stick, drive):
    copy(stick, drive)
    folder = drive / "FOC Reader"
    (folder / "INCOMPLETE.txt").touch()
    (folder / "linux/foc-reader").write_bytes(FILES["linux/foc-reader"][:-1] + b"!")
    (folder / "fonts/empty").unlink()
    copy(stick, drive)
    assert contents(folder) == contents(stick)


def test_another_edition_is_replaced_only_when_asked(stick, drive, tmp_path):
    older = make_stick(tmp_path / "older", Signer(), **{"linux/lib/old.so": b"old", "start-linux.sh": b"old"})
    copy(older, drive)
    before = contents(drive)
    with pytest.raises(CopyWouldReplace):
        copy(stick, drive)
    assert contents(drive) == before
    copy(stick, drive, may_replace=True)
    assert contents(drive / "FOC Reader") == contents(stick)


def test_another_edition_takes_the_place_of_a_stopped_one(stick, drive, tmp_path):
    older = make_stick(tmp_path / "older", Signer(), **{"linux/lib/old.so": b"old", "old folder/x": b"old"})
    token = CancelToken()
    with pytest.raises(Cancelled):
        copy(older, drive, lambda progress: token.cancel() if progress.step == "reading" else None, token=token)
    (drive / "FOC Reader" / SUMS).unlink()  # as if it had been stopped before the list was there
    copy(stick, drive)
    assert contents(drive / "FOC Reader") == contents(stick)
    assert not (drive / "FOC Reader/old folder").exists()


def test_a_folder_of_somebody_else_is_left_alone(stick, drive):
    write(drive / "FOC Reader/thesis.odt", b"years of work")
    write(drive / "FOC Reader" / SUMS, b"0" * 64 + b"  thesis.odt\n")
    before = contents(drive)
    with pytest.raises(CopyRefused, match="none of ours"):
        copy(stick, drive)
    assert contents(drive) == before


def test_a_file_that_somebody_put_into_an_earlier_copy_is_left_alone(stick, drive):
    copy(stick, drive)
    write(drive / "FOC Reader/library/thesis.odt", b"years of work")
    before = contents(drive)
    with pytest.raises(CopyRefused, match=r"“library/thesis\.odt”"):
        copy(stick, drive)
    assert contents(drive) == before


def test_a_link_in_an_earlier_copy_leads_nowhere(stick, drive, tmp_path):
    copy(stick, drive)
    shutil.rmtree(drive / "FOC Reader/linux")
    (tmp_path / "home").mkdir()
    (drive / "FOC Reader/linux").symlink_to(tmp_path / "home")
    with pytest.raises(CopyRefused):
        copy(stick, drive)
    (drive / "FOC Reader").rename(drive / "aside")
    (drive / "FOC Reader").symlink_to(tmp_path / "home")
    with pytest.raises(CopyRefused):
        copy(stick, drive)
    assert not list((tmp_path / "home").iterdir())


@pytest.mark.parametrize("where", ["FOC Reader", "FOC Reader/library", ".", "missing"])
def test_a_copy_into_itself_in_its_own_place_or_into_nothing_is_refused(stick, tmp_path, where):
    stick = stick.rename(tmp_path / "FOC Reader")
    before = contents(tmp_path)
    with pytest.raises(CopyRefused):
        copy(stick, tmp_path / where)
    assert contents(tmp_path) == before


def test_a_drive_that_is_too_small_is_refused_before_anything_is_written(stick, drive, monkeypatch):
    plan = plan_copy(find_source(stick), drive, CancelToken())
    usage = shutil.disk_usage(drive)._replace(free=plan.needed - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(CopyRefused, match="too full: 1 MB more"):
        copy(stick, drive)
    assert not list(drive.iterdir())


def test_a_file_that_fat32_cannot_hold_is_named_before_anything_is_written(stick, drive, tmp_path, monkeypatch):
    source = find_source(stick)
    large = replace(source, sizes={**source.sizes, "fonts/empty": 1 << 32})
    mounts = tmp_path / "mountinfo"
    mounts.write_text("30 1 8:1 / / rw - vfat /dev/sda1 rw\n")
    monkeypatch.setattr(drives, "_MOUNTS", mounts)  # what Linux tells of drives
    with pytest.raises(CopyRefused, match="“fonts/empty” is larger than 4 GB"):
        plan_copy(large, drive, CancelToken())


def test_a_damaged_copy_is_not_passed_on(stick, drive):
    (stick / "linux/foc-reader").write_bytes(FILES["linux/foc-reader"].upper())
    with pytest.raises(NothingToPassOn, match="“linux/foc-reader” is damaged"):
        copy(stick, drive)
    assert check_copy(drive / "FOC Reader", CancelToken()).is_incomplete
    (stick / "linux/foc-reader").unlink()
    with pytest.raises(NothingToPassOn, match="“linux/foc-reader” is missing"):
        find_source(stick)


def test_a_list_that_was_changed_is_not_passed_on(stick):
    (stick / "linux/foc-reader").write_bytes(b"something else")
    list_files(stick)
    with pytest.raises(NothingToPassOn, match="does not fit its signature"):
        find_source(stick)


def test_what_holds_no_list_cannot_be_passed_on(drive):
    with pytest.raises(NothingToPassOn):
        find_source(drive)


def test_another_drive_at_the_same_place_is_not_written_to(stick, drive):
    plan = plan_copy(find_source(stick), drive, CancelToken())
    with pytest.raises(CopyRefused, match="taken out"):
        make_copy(replace(plan, device=plan.device + 1), CancelToken())
    assert not contents(drive)


def test_a_byte_that_the_drive_does_not_keep_is_found(stick, drive, monkeypatch):
    write_rightly = os.write

    def write_wrongly(handle, data):
        return write_rightly(handle, bytes(data).replace(b"program program", b"program Program", 1))

    monkeypatch.setattr(os, "write", write_wrongly)
    with pytest.raises(CopyIncomplete, match="did not keep “linux/foc-reader”"):
        copy(stick, drive)
    assert check_copy(drive / "FOC Reader", CancelToken()).is_incomplete


def test_without_a_stick_the_library_alone_is_passed_on(small_sources, drive, tmp_path):
    for name in ("small", "other"):
        (small_sources(tmp_path / name) / "pack.yaml").write_text(f"id: {name}\ntitle: {name}\n")
        build_pack(tmp_path / name, tmp_path / "library" / name)
    source = source_of(Locations.find(tmp_path / "library"))
    assert not source.list.is_of_program
    made = make_copy(plan_copy(source, drive, CancelToken()), CancelToken())
    assert contents(made.folder).items() >= contents(tmp_path / "library").items()
    assert Locations.find(made.folder).pack_folders() == (made.folder / "other", made.folder / "small")
    assert check_copy(made.folder, CancelToken()).is_sound
    (tmp_path / "next").mkdir()
    assert contents(copy(made.folder, tmp_path / "next").folder) == contents(made.folder)


def test_without_a_library_there_is_nothing_to_pass_on(tmp_path):
    with pytest.raises(LibraryMissing):
        source_of(Locations.find(tmp_path))
