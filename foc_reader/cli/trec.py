"""Many queries at once, and what they find as a run that programs for judging searches read (TREC's format)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.model import Filters, Hit
from foc_reader.core.search.query import without_signs
from foc_reader.core.session import Session

TAG = "foc-reader"
_MOST_BYTES = 1_000_000  # of a line
_LEAST_FALL = 0.000_001  # of the score from one rank to the next: programs for judging sort by it
_SOME_WORDS = 1_000.0  # what holds all words stands above what holds some, whatever their scores


def print_run(session: Session, queries: Path, filters: Filters, limit: int) -> None:
    """Write the run of each query of the file as soon as it is found. Raises SourceUnreadable."""
    for number, query in read_queries(queries):
        # a sentence in which a dash or a quotation mark is no sign
        hits = session.find_documents(without_signs(query), None, filters, limit)
        sys.stdout.writelines(_run_lines(number, hits))


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """The number and the words of each line, as it is read. Raises SourceUnreadable for the first that is none."""
    seen: set[str] = set()
    try:
        with path.open("rb") as file:
            for at, data in enumerate(iter(lambda: file.readline(_MOST_BYTES + 1), b""), 1):
                if not data.strip():
                    continue
                number, query = _query(path, at, data.removeprefix(b"\xef\xbb\xbf") if at == 1 else data)
                if number in seen:
                    raise SourceUnreadable(path, f"line {at}: the number “{number[:80]}” was there before")
                seen.add(number)
                yield number, query
    except OSError as error:
        raise SourceUnreadable(path, f"it cannot be read ({error.strerror})") from error


def _query(path: Path, at: int, data: bytes) -> tuple[str, str]:
    if len(data) > _MOST_BYTES:
        raise SourceUnreadable(path, f"line {at} is longer than 1 MB")
    try:
        number, tab, query = data.decode("utf-8").partition("\t")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path, f"line {at} is not UTF-8 text") from error
    number = number.strip()
    if not tab:
        raise SourceUnreadable(path, f"line {at} has no tab between a number and a query")
    if not number or len(number.split()) != 1:
        raise SourceUnreadable(path, f"line {at} does not begin with a number, or a name without blanks")
    return number, query


def _run_lines(number: str, hits: Iterable[Hit]) -> Iterator[str]:
    before = float("inf")
    for rank, hit in enumerate(hits, 1):
        before = min(hit.score + (_SOME_WORDS if hit.holds_all else 0.0), before - _LEAST_FALL)
        name = "%20".join(hit.entry.given_id.split())  # a blank would begin the next column
        yield f"{number} Q0 {name} {rank} {before:.6f} {TAG}\n"
