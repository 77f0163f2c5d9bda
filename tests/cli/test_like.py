"""foc-reader-cli like."""

from __future__ import annotations

import json

import pytest

from foc_reader.cli.__main__ import main


@pytest.fixture
def like(small_pack, tmp_path, capfd):
    def run(*words):
        status = main(["like", "--library", str(small_pack), "--data-dir", str(tmp_path / "kept"), *words])
        out, complaint = capfd.readouterr()
        return status, out, complaint

    return run


def test_what_is_like_a_document_is_printed_without_the_document(like):
    status, out, complaint = like("arrest")
    assert (status, complaint) == (0, "")
    assert "small/phones#" in out and "small/arrest" not in out
    (hit, *_) = json.loads(like("small/arrest", "--json", "--limit", "1")[1])
    assert hit["document_id"] == "phones" and "warrant" in hit["snippet"]


def test_a_block_of_a_document_can_be_named(like, small_pack, tmp_path, capfd):
    main(["search", "--library", str(small_pack), "--data-dir", str(tmp_path / "kept"), "--json", "lawyer"])
    (hit,) = json.loads(capfd.readouterr().out)
    status, out, _ = like("arrest", "--pid", hit["pid"])
    assert status == 0 and "small/phones#" in out


def test_a_document_or_block_that_is_not_there_is_a_stated_problem(like):
    for words in (("gone",), ("arrest", "--pid", "0123456789ab")):
        status, out, complaint = like(*words)
        assert (status, out) == (1, "")
        assert words[-1] in complaint and complaint.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["arrest", "--pid", "x"], ["arrest", "--limit", "0"]])
def test_wrong_use_ends_with_2(words, capfd):
    with pytest.raises(SystemExit) as ended:
        main(["like", *words])
    assert ended.value.code == 2


def test_without_an_index_the_problem_is_stated(small_pack, tmp_path, capfd):
    import shutil

    shutil.copytree(small_pack, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "index")
    assert main(["like", "--library", str(tmp_path / "copy"), "--data-dir", str(tmp_path / "kept"), "arrest"]) == 1
    out, complaint = capfd.readouterr()
    assert out == "0 passages in 0 documents\n" and "no search index" in complaint
