"""Judged collections: documents, queries, and who answers what; TREC's files, and the Cranfield collection's own."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CRANFIELD_MARK = re.compile(r"\.([ITABW])(?: +(\d+))?\s*$")
_CRANFIELD_BEST = 5  # a grade of 1 answers fully, 4 is of little use, -1 (or 5) of none


@dataclass(frozen=True)
class Collection:
    """Where its documents and queries are, and how each document was judged."""

    documents: Path  # JSON lines, as `foc-reader-cli build` reads them
    queries: Path  # number, tab, query
    judged: Mapping[str, Mapping[str, int]]  # query -> document -> grade; 0 and less: does not answer


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """TREC's qrels: `query 0 document grade` a line."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with _text(path) as lines:
        for number, line in enumerate(lines, 1):
            parts = line.split()
            if parts and len(parts) != 4:
                raise SystemExit(f"{path}: line {number} is not “query 0 document grade”")
            if parts:
                judged[parts[0]][parts[2]] = int(parts[3])
    return dict(judged)


def read_run(lines: Iterator[str]) -> dict[str, list[str]]:
    """TREC's run: the documents of each query, in the order of their scores."""
    scored: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line in lines:
        query, _, document, _, score, _ = line.split()
        scored[query].append((float(score), document))
    return {query: [document for _, document in sorted(found, reverse=True)] for query, found in scored.items()}


def read_cranfield(source: Path, out: Path) -> Collection:
    """The collection in `source`, as it is passed on (three .gz files), with documents and queries written to `out`.

    The numbers printed beside the queries have gaps; the judgements count the queries as they follow one another.
    """
    documents, queries = out / "cranfield.jsonl", out / "cranfield.tsv"
    with documents.open("w", encoding="utf-8") as file:
        for record in _cranfield_records(source / "cran.all.1400.gz"):
            text = _without_title(record["W"], record["T"])
            file.write(json.dumps({"id": record["I"], "title": record["T"], "text": text}) + "\n")
    with queries.open("w", encoding="utf-8") as file:
        for number, record in enumerate(_cranfield_records(source / "cran.qry.gz"), 1):
            file.write(f"{number}\t{record['W']}\n")
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with _text(source / "cranqrel.gz") as lines:
        for line in lines:
            query, document, grade = line.split()
            judged[query][document] = max(_CRANFIELD_BEST - int(grade), 0) if int(grade) > 0 else 0
    return Collection(documents, queries, dict(judged))


def _cranfield_records(path: Path) -> Iterator[dict[str, str]]:
    """Each record's parts by their letters, in one line each."""
    record: dict[str, list[str]] = {}
    part = ""
    with _text(path) as lines:
        for line in lines:
            if mark := _CRANFIELD_MARK.match(line):
                part = mark.group(1)
                if part == "I":
                    if record:
                        yield _joined(record)
                    record = {"I": [mark.group(2)]}
                continue
            record.setdefault(part, []).append(line)
    if record:
        yield _joined(record)


def _joined(record: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {letter: " ".join(" ".join(record.get(letter, ())).split()) for letter in "ITW"}


def _without_title(text: str, title: str) -> str:
    """The texts repeat the title, as no text does in a library."""
    return text[len(title) :].strip() if text.startswith(title) else text


def _text(path: Path):
    return gzip.open(path, "rt", encoding="latin-1") if path.suffix == ".gz" else path.open(encoding="utf-8")
