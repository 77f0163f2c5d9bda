"""Many queries at once: a run that programs for judging searches read."""

from __future__ import annotations

import json

import pytest

from foc_reader.cli.__main__ import main

DOCUMENTS = [
    {"id": "A 1/x", "title": "Phones", "text": "A phone may be searched.\n\nA warrant is needed for the phone."},
    {"id": 2, "title": "Arrest", "text": "Ask for the warrant."},
    {"id": "c", "title": "Chess", "text": "A game of kings."},
    {"id": "d", "title": "Doors", "text": "A warrant for the door, and a phone."},
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    (folder / "judged.jsonl").write_text("".join(json.dumps(line) + "\n" for line in DOCUMENTS))
    assert main(["build", str(folder / "judged.jsonl"), str(folder / "pack")]) == 0
    return folder / "pack"


@pytest.fixture
def trec(pack, tmp_path, capfd):
    """Runs a file of queries: (status, lines printed, what was complained of)."""

    def run(queries, *words):
        path = tmp_path / "queries.tsv"
        path.write_bytes(queries if isinstance(queries, bytes) else queries.encode())
        places = ["--library", str(pack), "--data-dir", str(tmp_path / "kept")]
        capfd.readouterr()
        status = main(["search", *places, "--queries", str(path), "--format", "trec", *words])
        out, complaint = capfd.readouterr()
        return status, out.splitlines(), complaint

    return run


def test_each_document_that_answers_is_a_line_with_its_own_id(trec):
    status, lines, complaint = trec("7\tphone warrant\nq-8\tkings\n")
    assert (status, complaint) == (0, "")
    rows = [line.split(" ") for line in lines]
    assert {len(row) for row in rows} == {6}
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [
        *(("7", "Q0", rank, "foc-reader") for rank in "123"),
        ("q-8", "Q0", "1", "foc-reader"),
    ]
    assert {row[2] for row in rows[:2]} == {"A%201/x", "d"} and [row[2] for row in rows[2:]] == ["2", "c"]


def test_scores_fall_with_the_rank_though_some_hold_only_some_words(trec):
    _, lines, _ = trec("1\tphone warrant\n2\ta warrant of the phone for a king\n")
    for query in "12":
        scores = [float(line.split()[4]) for line in lines if line.startswith(query)]
        assert len(scores) >= 3 and scores == sorted(set(scores), reverse=True)


def test_the_limit_counts_documents(trec):
    assert len(trec("1\tphone warrant\n", "--limit", "2")[1]) == 2


def test_signs_in_a_sentence_mean_nothing(trec):
    for query in (
        '"warrant kings"',
        "-warrant -chess",
        "warrant OR",
        "title:warrant",
        "year:2011 warrant",
        "lang:fr kings",
    ):
        assert trec(f"1\t{query}\n")[1], query


def test_a_run_is_the_same_each_time(trec):
    assert trec("1\tphone warrant\n2\tkings\n") == trec("1\tphone warrant\n2\tkings\n")


def test_empty_lines_line_ends_and_a_mark_do_no_harm(trec):
    status, lines, _ = trec(b"\xef\xbb\xbf1\tkings\r\n\r\n2\tchess")
    assert (status, [line.split()[0] for line in lines]) == (0, ["1", "2"])
    assert trec("1\t\n2\t ?!\n") == (0, [], "")


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (b"2 kings", "line 2 has no tab between a number and a query"),
        (b"\tkings", "line 2 does not begin with a number"),
        (b"2 3\tkings", "line 2 does not begin with a number"),
        (b"1\tkings", "line 2: the number “1” was there before"),
        (b"2\t\xff", "line 2 is not UTF-8 text"),
        (b"2\t" + b"x" * 1_000_001, "line 2 is longer than 1 MB"),
    ],
)
def test_a_bad_line_is_named_and_those_before_it_are_answered(trec, second, reason):
    status, lines, complaint = trec(b"1\tchess\n" + second + b"\n3\tkings\n")
    assert (status, [line.split()[0] for line in lines]) == (1, ["1"])
    assert reason in complaint and complaint.count("\n") == 1


def test_a_file_that_is_not_there_is_named(pack, tmp_path, capfd):
    places = ["--library", str(pack), "--data-dir", str(tmp_path / "kept")]
    assert main(["search", *places, "--queries", str(tmp_path / "gone"), "--format", "trec"]) == 1
    assert "gone: it cannot be read" in capfd.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["x", "--queries", "f"], ["--queries", "f"], ["x", "--format", "trec"], ["--queries", "", "--format", "trec"]],
)
def test_options_that_contradict_one_another_are_wrong_use(words, capfd):
    with pytest.raises(SystemExit) as ended:
        main(["search", *words])
    assert ended.value.code == 2
    assert "usage" in capfd.readouterr().err


def test_json_may_be_asked_for_as_a_format(pack, tmp_path, capfd):
    places = ["--library", str(pack), "--data-dir", str(tmp_path / "kept")]
    assert main(["search", *places, "--format", "json", "kings"]) == 0
    first = capfd.readouterr().out
    assert main(["search", *places, "--json", "kings"]) == 0
    assert json.loads(first) == json.loads(capfd.readouterr().out) != []
