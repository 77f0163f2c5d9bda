"""Building touches nothing of anybody else, and puts the whole pack in place or nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import NotAllowedHere
from foc_reader.core.library.manifest import read_manifest


@pytest.fixture
def source(small_sources, tmp_path):
    return small_sources(tmp_path / "source")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folders_with_names_like_those_of_a_replaced_pack_are_left_alone(source, tmp_path):
    build_pack(source, tmp_path / "made")
    for name in ("made.new", "made.old", ".made", "made.tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("mine")
    build_pack(source, tmp_path / "made")
    names = {"source", "made", "made.new", "made.old", ".made", "made.tmp"}
    assert {path.name for path in tmp_path.iterdir()} == names
    for name in names - {"source", "made"}:
        assert contents(tmp_path / name) == {"letter.txt": b"mine"}


def test_a_new_edition_replaces_the_older_one_whole(source, tmp_path, small_sources, arrest_text):
    out = tmp_path / "made"
    build_pack(source, out)
    (out / "SHA256SUMS.minisig").write_text("signed")  # of the older edition
    small_sources(source, arrest=arrest_text.replace("Rights on arrest", "Rights when arrested"))
    build_pack(source, out)
    assert read_manifest(out).documents[1].entry.title == "Rights when arrested"
    assert not (out / "SHA256SUMS.minisig").exists()


@pytest.mark.parametrize("name", ["letter.txt", "photos/a.jpg", ".git/config"])
def test_a_pack_with_something_else_in_it_is_not_replaced(source, tmp_path, name):
    out = tmp_path / "made"
    build_pack(source, out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    before = contents(out)
    with pytest.raises(NotAllowedHere, match="something other than a library"):
        build_pack(source, out)
    assert contents(out) == before


@pytest.mark.parametrize("manifest", ["{}", "{ this is no JSON", '{"name": "a web page", "icons": []}'])
def test_a_folder_with_another_kind_of_manifest_is_not_replaced(source, tmp_path, manifest):
    out = tmp_path / "site"
    out.mkdir()
    (out / "manifest.json").write_text(manifest)
    with pytest.raises(NotAllowedHere, match="something other than a library"):
        build_pack(source, out)
    assert contents(out) == {"manifest.json": manifest.encode()}


def test_a_file_is_not_replaced(source, tmp_path):
    (tmp_path / "made").write_text("mine")
    with pytest.raises(NotAllowedHere, match="something other than a library"):
        build_pack(source, tmp_path / "made")
    assert (tmp_path / "made").read_text() == "mine"


def test_an_empty_folder_and_one_that_is_not_there_yet_are_built_into(source, tmp_path):
    (tmp_path / "empty").mkdir()
    assert build_pack(source, tmp_path / "empty").documents == 3
    assert build_pack(source, tmp_path / "a" / "b" / "new").documents == 3
    assert contents(tmp_path / "empty") == contents(tmp_path / "a" / "b" / "new")


def test_a_cancelled_build_leaves_nothing_behind(source, tmp_path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        build_pack(source, tmp_path / "made", token)
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_pack_that_cannot_be_put_in_place_leaves_the_older_one_and_is_named_as_the_person_did(
    source, tmp_path, monkeypatch
):
    out = tmp_path / "made"
    build_pack(source, out)
    before = contents(out)
    rename = Path.rename

    def refuse_the_new_one(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_one)
    with pytest.raises(NotAllowedHere) as refused:
        build_pack(source, out)
    assert str(refused.value).startswith(f"Nothing can be written to {out}: Permission denied.")
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "source"]


def test_a_pack_says_which_format_its_index_has(source, tmp_path):
    build_pack(source, tmp_path / "made")
    assert read_manifest(tmp_path / "made").index_format == "flat 2"
