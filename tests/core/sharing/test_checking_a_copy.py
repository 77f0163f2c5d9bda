"""Check this copy: what was changed, is missing or was added is found and named, and the list is signed or is not."""

from __future__ import annotations

import os
import random
import shutil
import unicodedata

import pytest

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import KeyUnreadable, NotACopy
from foc_reader.core.sharing.checking import check_copy, standard_of
from foc_reader.core.sharing.telling import about_signature, about_vouching, headline
from tests.sticks import FILES, KEY, SIGNATURE, SUMS, Signer, contents, list_files, make_stick, write


@pytest.fixture
def stick(tmp_path):
    return make_stick(tmp_path / "stick", Signer())


def check(stick, **standard):
    return check_copy(stick, CancelToken(), standard_of(stick, **standard))


def found(verdict):
    return {(one.kind, one.path) for one in verdict.differences}


def test_a_whole_copy_is_sound_and_says_by_whose_key(stick):
    verdict = check(stick)
    assert verdict.is_sound and not verdict.differences
    assert verdict.files == len(FILES) + 1
    assert headline(verdict) == "All 11 files are as the list says; none is missing, and none was added."
    assert about_signature(verdict) == (
        "The list of files is signed with the key that lies on the copy itself. "
        "With it is written: “foc-reader 0.1 seq:1”."
    )


def test_a_program_does_not_vouch_for_itself(stick):
    verdict = check(stick)
    for is_of_this_program in (True, False):
        said = about_vouching(verdict, is_of_this_program)
        assert "No program can vouch for itself" in said and "another stick that you trust" in said


def test_changed_missing_and_added_files_are_named(stick):
    (stick / "linux/foc-reader").write_bytes(b"something else")
    (stick / "fonts/empty").unlink()
    (stick / "windows/runtime/python3.dll").write_bytes(b"")
    verdict = check(stick)
    assert not verdict.is_sound
    assert found(verdict) == {
        ("changed", "linux/foc-reader"),
        ("missing", "fonts/empty"),
        ("extra", "windows/runtime/python3.dll"),
    }
    assert headline(verdict) == (
        "3 files are not as they should be: do not use this copy. 1 changed, 1 missing, 1 not on the list."
    )


@pytest.mark.parametrize("signer", [Signer(), None])
def test_each_of_a_thousand_changed_bytes_is_found(tmp_path, signer):
    stick = tmp_path / "stick"  # of few files: each is read from the drive a thousand times
    for path in ("linux/foc-reader", "portable.txt"):
        write(stick / path, FILES[path][:900])
    if signer:
        write(stick / KEY, signer.public.encode())
    list_files(stick, signer)
    whole = contents(stick)
    chance = random.Random(20261122)
    places = [path for path, data in sorted(whole.items()) for _ in data]  # each byte is as likely as another
    for _ in range(1000):
        path = chance.choice(places)
        data = bytearray(whole[path])
        place = chance.randrange(len(data))
        data[place] ^= chance.randrange(1, 256)
        (stick / path).write_bytes(data)
        verdict = check(stick)
        assert not verdict.is_sound, (path, place)
        if path not in (SUMS, SIGNATURE):
            assert ("changed", path) in found(verdict)
        (stick / path).write_bytes(whole[path])
    assert check(stick).is_sound


def test_a_list_made_anew_is_not_signed(stick):
    (stick / "linux/foc-reader").write_bytes(b"something else")
    list_files(stick)
    verdict = check(stick)
    assert not verdict.is_sound and not verdict.differences
    assert verdict.signing.state == "wrong"
    assert "do not use this copy" in headline(verdict)


def test_a_signature_that_was_taken_away_is_missed(stick):
    (stick / SIGNATURE).unlink()
    verdict = check(stick)
    assert (verdict.is_sound, verdict.signing.state) == (False, "gone")
    (stick / KEY).unlink()
    assert check(stick).signing.state == "gone"


def test_words_in_the_signature_that_nobody_signed_are_named(stick):
    text = (stick / SIGNATURE).read_text()
    (stick / SIGNATURE).write_text(text.replace("signature from", "a better one from"))
    (one,) = check(stick).differences
    assert (one.kind, one.path, one.remark) == ("changed", SIGNATURE, "holds words that are not signed")


def test_a_copy_that_was_never_signed_is_whole_and_says_so(tmp_path):
    verdict = check(make_stick(tmp_path / "stick"))
    assert (verdict.is_sound, verdict.signing.state) == (True, "never")
    assert about_signature(verdict) == "The list of files is not signed."
    assert not check(tmp_path / "stick", trusted=make_stick(tmp_path / "other", Signer())).is_sound


def test_another_makers_key_on_the_copy_does_not_count_beside_a_trusted_one(stick, tmp_path):
    forged = make_stick(tmp_path / "forged", Signer(2), **{"linux/foc-reader": b"something else"})
    assert check(forged).is_sound  # by itself nothing can be said against it
    (tmp_path / "key.pub").write_text(Signer().public)
    assert check(forged, key=tmp_path / "key.pub").signing.state == "other key"
    assert check(forged, program=stick).signing.state == "other key"
    verdict = check(forged, trusted=stick)
    assert not verdict.is_sound
    assert found(verdict) == {("changed", SUMS), ("changed", "linux/foc-reader"), ("changed", KEY)}
    assert check(stick, key=tmp_path / "key.pub").is_sound


def test_the_same_list_as_a_trusted_copy_needs_no_signature(tmp_path):
    one, other = make_stick(tmp_path / "one"), make_stick(tmp_path / "other")
    verdict = check(other, trusted=one)
    assert verdict.is_sound and verdict.is_same_as_trusted
    assert "This is as sure as what you compared it with" in about_vouching(verdict, False)
    (other / "start-linux.sh").write_bytes(b"rm -r\n")
    list_files(other)
    assert found(check(other, trusted=one)) == {("changed", SUMS), ("changed", "start-linux.sh")}


def test_another_edition_by_the_same_maker_is_sound_and_said_to_be_another(stick, tmp_path):
    newer = make_stick(tmp_path / "newer", Signer(), **{"linux/new": b"new"})
    verdict = check(newer, trusted=stick)
    assert verdict.is_sound and verdict.is_same_as_trusted is False
    assert "It is another edition than the copy that you trust." in about_signature(verdict)


def test_what_cannot_be_a_standard_is_refused(stick, tmp_path):
    (tmp_path / "no.pub").write_text("no key")
    with pytest.raises(KeyUnreadable):
        standard_of(stick, key=tmp_path / "no.pub")
    with pytest.raises(NotACopy):
        standard_of(stick, trusted=tmp_path)
    (stick / "INCOMPLETE.txt").touch()
    with pytest.raises(NotACopy):
        standard_of(tmp_path, trusted=stick)


def test_what_lies_on_a_copy_is_no_standard_for_it(stick):
    for key in (stick / KEY, stick / "linux" / ".." / KEY):
        assert check(stick, key=key).signing.whose == "itself"
    assert check(stick, program=stick).signing.whose == "itself"
    with pytest.raises(NotACopy, match="compared with itself"):
        standard_of(stick, trusted=stick / "linux" / "..")


def test_a_folder_without_a_list_is_no_copy(tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotACopy):
            check(folder)


def test_a_copy_that_was_not_finished_is_refused_whatever_else_it_is(stick):
    for name in ("INCOMPLETE.txt", "INCOMPLETE.txt.new"):
        (stick / name).touch()
        verdict = check(stick)
        assert not verdict.is_sound and verdict.is_incomplete
        assert headline(verdict).startswith("This copy is not complete")
        (stick / name).unlink()
    (stick / "INCOMPLETE.txt").symlink_to("nowhere")
    assert check(stick).is_incomplete


def test_private_things_are_neither_read_nor_missed(stick):
    write(stick / "private/bookmarks.json", b"{}")
    os.mkfifo(stick / "private/pipe")
    assert check(stick).is_sound


def test_a_private_folder_further_down_is_one_like_any_other(stick):
    write(stick / "linux/private/x", b"")
    assert found(check(stick)) == {("extra", "linux/private/x")}


def test_links_and_pipes_are_named_and_not_followed(stick, tmp_path):
    write(tmp_path / "same", FILES["start-linux.sh"])
    (stick / "start-linux.sh").unlink()
    (stick / "start-linux.sh").symlink_to(tmp_path / "same")
    shutil.move(stick / "windows", tmp_path / "windows")
    (stick / "windows").symlink_to(tmp_path / "windows")
    (stick / "fonts/empty").unlink()
    os.mkfifo(stick / "fonts/empty")
    assert found(check(stick)) == {
        ("odd", "start-linux.sh"),
        ("odd", "windows"),
        ("missing", "windows/runtime/python313.dll"),
        ("odd", "fonts/empty"),
    }


def test_a_linked_list_is_none(stick, tmp_path):
    shutil.move(stick / SUMS, tmp_path / SUMS)
    (stick / SUMS).symlink_to(tmp_path / SUMS)
    with pytest.raises(NotACopy):
        check(stick)


def test_a_name_in_other_capitals_is_told_from_a_missing_file(stick):
    (stick / "linux/foc-reader").rename(stick / "linux/FOC-Reader")
    assert found(check(stick)) == {("renamed", "linux/foc-reader")}


def test_a_second_file_that_some_drives_take_for_the_first_is_named(stick):
    write(stick / "Portable.TXT", b"")
    (one,) = check(stick).differences
    assert (one.kind, one.path) == ("extra", "Portable.TXT")
    assert one.remark == "differs from “portable.txt” only in its spelling"


def test_accents_written_apart_by_a_system_are_no_difference(tmp_path):
    name = "LÉEME PRIMERO.txt"
    stick = make_stick(tmp_path / "stick", Signer(), **{name: b"Lea."})
    (stick / name).rename(stick / unicodedata.normalize("NFD", name))
    assert check(stick).is_sound
    (stick / unicodedata.normalize("NFD", name)).write_bytes(b"No lea.")
    assert found(check(stick)) == {("changed", name)}


def test_what_systems_leave_on_sticks_is_told_apart(stick):
    for name in (".DS_Store", "._start-linux.sh", "System Volume Information/IndexerVolumeGuid"):
        write(stick / name, b"x")
    verdict = check(stick)
    assert verdict.is_sound
    assert verdict.left_by_systems == (".DS_Store", "._start-linux.sh", "System Volume Information")
    write(stick / "linux/System Volume Information/x", b"")
    assert found(check(stick)) == {("extra", "linux/System Volume Information/x")}


@pytest.mark.parametrize(
    "path",
    [
        *("../outside", "/etc/passwd", "a/../../b", "a//b", "./a", "con.txt", "a/NUL", "trailing.", "blank ", "a:b"),
        *("private/x", "Private/x", SUMS, SIGNATURE, "READ me FIRST.txt", "fonts", "a" * 256),
    ],
)
def test_a_list_that_names_what_no_drive_should_hold_is_refused(stick, path):
    with (stick / SUMS).open("a") as file:
        file.write(f"{'0' * 64}  {path}\n")
    (one,) = check(stick).differences
    assert (one.kind, one.path) == ("changed", SUMS)


def test_any_bytes_may_stand_in_the_list(stick):
    chance = random.Random(1)
    for _ in range(50):
        (stick / SUMS).write_bytes(chance.randbytes(chance.randrange(300)))
        assert not check(stick).is_sound


def test_a_check_can_be_stopped(stick):
    token = CancelToken()
    with pytest.raises(Cancelled):
        check_copy(stick, token, report=lambda progress: token.cancel())


def test_progress_ends_with_all_that_there_is_to_read(stick):
    told = []
    check_copy(stick, CancelToken(), report=told.append)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].done == told[-1].size == sum(map(len, FILES.values())) + len(Signer().public)
