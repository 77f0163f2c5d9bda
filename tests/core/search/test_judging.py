"""The measures of the ranking benchmark, against values reckoned by hand, and how its files are read."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.benchmarks.search.judged import read_cranfield, read_judgements, read_run
from tests.benchmarks.search.measures import average_precision, ndcg, quality, recall

GRADES = {"a": 3, "b": 1, "c": 0, "d": 2, "e": -1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "d", "b"], 1.0),  # the best there is
        ([], 0.0),
        (["c", "e", "x"], 0.0),
        # 1/log2(2) + 3/log2(4) = 2.5, of 3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.26186 + 0.5
        (["b", "c", "a"], 2.5 / 4.76186),
    ],
)
def test_ndcg(found, expected):
    assert ndcg(found, GRADES) == pytest.approx(expected, abs=1e-5)


def test_ndcg_looks_no_deeper_than_asked():
    # within 2: nothing found; of 3/log2(2) + 2/log2(3)
    assert ndcg(["c", "x", "a"], GRADES, depth=2) == 0.0
    assert ndcg(["x", "a"], GRADES, depth=2) == pytest.approx(3 / 1.58496 / 4.26186, abs=1e-5)


def test_average_precision_counts_what_was_not_found():
    # found at ranks 2 and 3 of three that answer: (1/2 + 2/3) / 3
    assert average_precision(["c", "a", "b"], GRADES) == pytest.approx(7 / 18)
    assert average_precision(["a", "b", "d"], GRADES) == 1.0
    assert average_precision(["c"], {"c": 0}) == 0.0


def test_recall_is_of_what_answers():
    assert recall(["c", "a", "x"], GRADES) == pytest.approx(1 / 3)
    assert recall(["c", "a", "b"], GRADES, depth=2) == pytest.approx(1 / 3)


def test_means_count_queries_without_a_result_and_leave_out_those_that_nothing_answers():
    judged = {"1": {"a": 2, "b": 1}, "2": {"a": 1}, "3": {"a": 0}}
    found = quality({"1": ["b", "a"], "3": ["a"]}, judged)
    # query 1: any answer counts alike, so 1.0; by grades (1 + 2/1.58496) / (2 + 1/1.58496)
    assert (found.queries, found.ndcg, found.map, found.recall) == (2, 0.5, 0.5, 0.5)
    assert found.graded_ndcg == pytest.approx(2.26186 / 2.63093 / 2, abs=1e-5)


def test_a_run_is_read_by_its_scores():
    lines = ["1 Q0 a 1 0.5 t\n", "1 Q0 b 2 0.9 t\n", "2 Q0 c 1 1 t\n"]
    assert read_run(iter(lines)) == {"1": ["b", "a"], "2": ["c"]}


def test_judgements_are_read_and_a_bad_line_is_named(tmp_path):
    path = tmp_path / "qrels"
    path.write_text("1 0 a 2\n\n1 0 b -1\n")
    assert read_judgements(path) == {"1": {"a": 2, "b": -1}}
    path.write_text("1 0 a 2\n1 b 1\n")
    with pytest.raises(SystemExit, match="line 2"):
        read_judgements(path)


def test_cranfield_counts_queries_in_order_and_its_best_grade_is_1(tmp_path):
    def write(name, text):
        with gzip.open(tmp_path / name, "wt", encoding="latin-1") as file:
            file.write(text)

    write("cran.all.1400.gz", ".I 1\n.T\nwings .\n.A\nb\n.B\nj\n.W\nwings .\nof a\nbird .\n.I 2\n.T\n.A\n.B\n.W\n")
    write("cran.qry.gz", ".I 001\n.W\nwhat is\na wing .\n.I 004\n.W\nwhy .\n")
    write("cranqrel.gz", "1 1 1 \n1 2 4 \n2 1 -1 \n    2 2 5\n")
    collection = read_cranfield(tmp_path, tmp_path)
    assert [json.loads(line) for line in collection.documents.read_text().splitlines()] == [
        {"id": "1", "title": "wings .", "text": "of a bird ."},
        {"id": "2", "title": "", "text": ""},
    ]
    assert collection.queries.read_text() == "1\twhat is a wing .\n2\twhy .\n"
    assert collection.judged == {"1": {"1": 4, "2": 1}, "2": {"1": 0, "2": 0}}
