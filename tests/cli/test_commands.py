"""foc-reader-cli as a process: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from foc_reader.cli.__main__ import main
from foc_reader.core.building import build_pack


@pytest.fixture
def cli(small_pack, tmp_path, capfd):
    """Runs a command on the small library: (status, what it printed, what it complained of)."""

    def run(*words, library=small_pack):
        places = ["--library", str(library), "--data-dir", str(tmp_path / "kept")]
        status = main([words[0], *places, *words[1:]])
        out, complaint = capfd.readouterr()
        return status, out, complaint

    return run


def test_search_prints_where_the_words_stand(cli):
    status, out, _ = cli("search", "warrant")
    assert status == 0
    assert "small/arrest#" in out
    assert "in 3 documents" in out


def test_a_hit_in_json_has_the_agreed_keys(cli):
    status, out, _ = cli("search", "--json", "--lang", "en", "lawyer")
    (hit,) = json.loads(out)
    assert status == 0
    assert list(hit) == ["document_id", "title", "section", "pid", "snippet", "score", "language", "date"]
    assert (hit["document_id"], hit["section"], hit["date"]) == ("arrest", "Who may come with you", "2019-03")
    assert " ".join(hit["snippet"].split()) == (
        "Who may come with you A lawyer may be with you at every question. See the law on phones."
    )


def test_limit_and_language_narrow_the_hits(cli):
    assert len(json.loads(cli("search", "--json", "--limit", "1", "warrant")[1])) == 1
    assert {hit["language"] for hit in json.loads(cli("search", "--json", "--lang", "ar", "warrant")[1])} == {"ar"}


def test_hits_are_sorted_and_found_within_what_another_query_finds(cli):
    def ids(*words):
        return list(dict.fromkeys(hit["document_id"] for hit in json.loads(cli("search", "--json", *words)[1])))

    assert ids("--sort", "date", "warrant") == ["phones", "arabic", "arrest"]
    assert ids("--sort", "title", "--lang", "en", "warrant") == ["phones", "arrest"]
    assert ids("--within", "lawyer", "warrant") == ["arrest"]


def test_finding_nothing_is_done(cli):
    assert cli("search", "--json", "xylophone") == (0, "[]\n", "")


def test_a_misspelled_word_is_answered_with_the_right_one(cli):
    assert cli("search", "warant") == (0, "0 passages in 0 documents\nDid you mean: warrant?\n", "")
    assert cli("search", "--json", "warant") == (0, "[]\n", "Did you mean: warrant?\n")
    assert "Did you mean" not in "".join(cli("search", "warrant")[1:])


def test_documents_lists_every_document(cli):
    rows = json.loads(cli("documents", "--json")[1])
    assert {row["document_id"] for row in rows} == {"arrest", "phones", "arabic"}
    assert "small/phones\t2021\tPhones and the law" in cli("documents")[1]


def test_show_prints_a_document_or_a_section_of_it(cli):
    status, out, _ = cli("show", "arrest")
    assert status == 0
    assert out.startswith("# Rights on arrest\n\nNobody may be held")
    section = cli("show", "arrest", "--section", "what to write down")[1]
    assert section.startswith("## What to write down") and "lawyer" not in section


@pytest.fixture
def two_packs(small_sources, tmp_path):
    """A library of two packs, `small` and `other`, with the same documents in them."""
    source = small_sources(tmp_path / "source")
    for name in ("small", "other"):
        (source / "pack.yaml").write_text(f"id: {name}\ntitle: {name}\n")
        build_pack(source, tmp_path / "library" / name)
    return tmp_path / "library"


def test_show_asks_which_of_two_documents_of_one_name_is_meant(cli, two_packs):
    status, out, complaint = cli("show", "arrest", library=two_packs)
    assert (status, out) == (1, "")
    assert "other/arrest, small/arrest" in complaint and complaint.count("\n") == 1
    assert cli("show", "other/arrest", library=two_packs)[1].startswith("# Rights on arrest\n")


def test_a_section_that_is_not_there_is_told_from_those_that_are(cli):
    status, out, complaint = cli("show", "arrest", "--section", "gone")
    assert (status, out) == (1, "")
    assert complaint == (
        "The document “Rights on arrest” has no section “gone”. "
        "It has “Rights on arrest”, “Who may come with you”, “What to write down”.\n"
    )
    assert cli("show", "phones", "--section", "gone")[2].endswith("It has no headings.\n")


def test_the_language_may_be_written_in_capitals(cli):
    assert cli("search", "--json", "--lang", "AR", "warrant") == cli("search", "--json", "--lang", "ar", "warrant")
    assert json.loads(cli("search", "--json", "--lang", "AR", "warrant")[1])


def test_a_language_is_found_however_the_library_writes_it(small_sources, arrest_text, tmp_path, capfd):
    text = arrest_text.replace("kind: Guide", "language: pt-BR\nkind: Guide")
    assert main(["build", str(small_sources(tmp_path / "source", arrest=text)), str(tmp_path / "made")]) == 0
    for language in ("pt-br", "PT-BR", "pt", "PT"):
        capfd.readouterr()
        main(["search", "--library", str(tmp_path / "made"), "--json", "--lang", language, "warrant"])
        assert {hit["language"] for hit in json.loads(capfd.readouterr().out)} == {"pt-BR"}


@pytest.mark.parametrize("damage", ["missing", "cut short", "found damaged while searching"])
def test_without_a_sound_index_titles_are_printed_and_the_problem_is_stated(cli, small_pack, tmp_path, damage):
    library = tmp_path / "copy"
    shutil.copytree(small_pack, library)
    if damage == "missing":
        shutil.rmtree(library / "index")
    else:
        damaged = library / "index" / ("terms" if damage == "cut short" else "postings")
        data = damaged.read_bytes()
        damaged.write_bytes(data[:-1] if damage == "cut short" else bytes(255 - byte for byte in data))
    status, out, complaint = cli("search", "law", library=library)
    assert status == 1
    assert out == "small/phones\n  Phones and the law\n  \n1 passages in 1 documents\n"
    assert "“copy”" in complaint and complaint.count("\n") == 1


def test_check_names_a_pack_whose_id_another_one_has(two_packs, tmp_path, capfd):
    shutil.copytree(two_packs / "other", two_packs / "twin")
    assert main(["check", "--library", str(two_packs), "--data-dir", str(tmp_path / "kept")]) == 1
    assert "“twin” cannot be used: another library here has the same id" in capfd.readouterr().err


@pytest.mark.parametrize("words", [("show", "gone"), ("show", "arrest", "--section", "gone")])
def test_what_is_not_there_is_a_stated_problem(cli, words):
    status, out, complaint = cli(*words)
    assert (status, out) == (1, "")
    assert "gone" in complaint and complaint.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["search"],
        ["search", "--library", "", "x"],
        ["documents", "--data-dir", ""],
        ["build", "", "out"],
        ["build", "source", ""],
    ],
)
def test_wrong_use_ends_with_2(words, capfd):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage" in capfd.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "100001", "many", "1.5", "²", ""])
def test_a_limit_that_is_none_is_told_what_would_be_one(limit, capfd):
    with pytest.raises(SystemExit) as ended:
        main(["search", f"--limit={limit}", "x"])
    assert ended.value.code == 2
    assert capfd.readouterr().err.endswith("argument --limit: a whole number from 1 to 100000\n")


def test_no_library_is_a_stated_problem(cli, tmp_path):
    status, _, complaint = cli("search", "warrant", library=tmp_path / "nowhere")
    assert status == 1
    assert "nowhere" in complaint


def test_build_and_check_a_folder_of_markdown(small_sources, tmp_path, capfd):
    out = tmp_path / "made"
    assert main(["build", str(small_sources(tmp_path / "source")), str(out)]) == 0
    assert main(["check", "--library", str(out), "--data-dir", str(tmp_path / "kept")]) == 0
    printed = capfd.readouterr().out
    assert "3 documents" in printed
    assert "wrong" not in printed and printed.count("right  ") >= 3


def test_build_never_replaces_what_is_no_pack(small_sources, tmp_path, capfd):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("mine")
    assert main(["build", str(small_sources(tmp_path / "source")), str(mine)]) == 1
    assert (mine / "letter.txt").read_text() == "mine"
    assert "something other than a library" in capfd.readouterr().err


def test_a_failed_build_leaves_the_old_pack(small_sources, tmp_path, capfd):
    source, out = small_sources(tmp_path / "source"), tmp_path / "made"
    assert main(["build", str(source), str(out)]) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (source / "arrest.md").write_bytes(b"\xff\xfe no text")
    assert main(["build", str(source), str(out)]) == 1
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "source"]
    assert "arrest.md" in capfd.readouterr().err


def test_check_names_a_changed_file(small_sources, tmp_path, capfd):
    out = tmp_path / "made"
    main(["build", str(small_sources(tmp_path / "source")), str(out)])
    postings = out / "index" / "postings"
    data = postings.read_bytes()
    postings.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert main(["check", "--library", str(out), "--data-dir", str(tmp_path / "kept")]) == 1
    assert "wrong" in capfd.readouterr().out


def checked(out, tmp_path, capfd):
    """The exit status, what is right, what is wrong, and the complaints of `check`."""
    capfd.readouterr()
    status = main(["check", "--library", str(out), "--data-dir", str(tmp_path / "kept")])
    printed, complaints = capfd.readouterr()
    lines = printed.splitlines()
    assert all(line.startswith(("right  ", "wrong  ")) for line in lines)
    right, wrong = ([line[7:] for line in lines if line.startswith(word)] for word in ("right", "wrong"))
    return status, right, wrong, complaints


def test_check_says_at_last_that_the_library_is_whole(small_sources, tmp_path, capfd):
    out = tmp_path / "made"
    main(["build", str(small_sources(tmp_path / "source")), str(out)])
    status, right, wrong, complaints = checked(out, tmp_path, capfd)
    assert (status, wrong, complaints) == (0, [], "")
    assert right[-1] == "The library is whole: 3 documents checked."


def test_check_calls_no_library_whole_whose_list_of_files_is_gone(small_sources, tmp_path, capfd):
    out = tmp_path / "made"
    main(["build", str(small_sources(tmp_path / "source")), str(out)])
    (out / "SHA256SUMS").unlink()
    status, right, wrong, complaints = checked(out, tmp_path, capfd)
    assert status == 1
    assert not [line for line in right if "whole" in line]
    assert wrong[-1] == "No document and no index is damaged, but not all is as it should be."
    assert "SHA256SUMS cannot be read" in complaints


def test_check_names_each_damaged_document_once_and_says_what_to_do_once(small_sources, tmp_path, capfd):
    out = tmp_path / "made"
    main(["build", str(small_sources(tmp_path / "source")), str(out)])
    text = out / "documents" / "text.jsonl"
    text.write_bytes(
        text.read_bytes()
        .replace(b"Ask for the warrant", b"Ask for the WARRANT")
        .replace(b"Keep it locked", b"Keep it LOCKED")
    )
    status, _, wrong, complaints = checked(out, tmp_path, capfd)
    assert status == 1
    assert wrong[-1] == "2 of 3 documents are damaged. All others can be read."
    assert complaints.count(" · Small library: it was changed or is damaged\n") == 2
    assert complaints.count("Copy the library again") == 1
    assert "Everything else" not in complaints


def test_a_hostile_title_is_printed_the_right_way_round(small_sources, tmp_path, capfd):
    source = small_sources(tmp_path / "source")
    front = '---\nid: odd\ntitle: "\\u202eOdd \\u2067title"\ndate: 2014\nkind: text\n---\n\n'
    (source / "odd.md").write_text(f"{front}A zebra.\n", encoding="utf-8")
    main(["build", str(source), str(tmp_path / "made")])
    places = ["--library", str(tmp_path / "made"), "--data-dir", str(tmp_path / "kept")]
    for command in (["documents"], ["search", "zebra"], ["show", "odd"]):
        capfd.readouterr()
        assert main([*command, *places]) == 0
        printed = capfd.readouterr().out
        assert "Odd title" in printed and "\u202e" not in printed and "\u2067" not in printed


def test_the_command_runs_without_qt(small_pack, tmp_path):
    """PySide6 blocked, every module of core and cli imported, a search answered."""
    program = (
        "import importlib, pkgutil, sys\n"
        "sys.modules['PySide6'] = None\n"
        "import foc_reader.core, foc_reader.cli\n"
        "for package in (foc_reader.core, foc_reader.cli):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "from foc_reader.cli.__main__ import main\n"
        f"sys.exit(main(['search', '--library', {str(small_pack)!r}, '--data-dir', {str(tmp_path)!r}, 'warrant']))\n"
    )
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "small/arrest#" in ran.stdout


def test_opening_a_session_imports_no_whoosh(small_pack, tmp_path):
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from foc_reader.core.locations import Locations\n"
        "from foc_reader.core.session import Session\n"
        f"Session.open(Locations.find(Path({str(small_pack)!r}), Path({str(tmp_path)!r})))\n"
        "sys.exit(any(name.split('.')[0] in ('whoosh', 'yaml', 'markdown_it') for name in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
