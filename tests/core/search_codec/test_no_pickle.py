"""Nothing in an index is ever unpickled, wherever a pickle is planted."""

from __future__ import annotations

import io
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from whoosh import index as whoosh_index
from whoosh.fields import TEXT, Schema
from whoosh.query import And, Phrase, Prefix, Term

from foc_reader.core.errors import IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.search.codec.index import FlatIndex


class Planted:
    """Unpickled, it makes a file."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return io.open, (str(self.trace), "w")


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


@pytest.fixture
def planted(trace: Path) -> bytes:
    return pickle.dumps(Planted(trace))


@pytest.fixture
def copy(index: FlatIndex, schema: Schema, tmp_path: Path) -> FlatIndex:
    shutil.copytree(index.folder, tmp_path / "copy")
    return FlatIndex(tmp_path / "copy", schema)


def use(index: FlatIndex) -> None:
    with index.searcher() as searcher:
        for query in (
            Term("text", "ken"),
            Phrase("text", ["kal", "ken"]),
            And([Prefix("text", "re"), Term("lang", "en")]),
        ):
            searcher.top(query, 5)
            searcher.search(query, sortedby="year")
        searcher.stored_fields(0)
        list(searcher.terms.scan("text"))
        searcher.column("lang")
    index.verify()


def test_the_planted_pickle_would_leave_a_trace(planted: bytes, trace: Path) -> None:
    pickle.loads(planted).close()  # ours: it shows that the tests below could fail

    assert trace.exists()


def test_building_and_searching_need_no_unpickling(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, build: Callable[..., FlatIndex], documents: list[dict[str, object]]
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("unpickled")

    for name in "load", "loads", "Unpickler", "_Unpickler", "_load", "_loads":
        monkeypatch.setattr(pickle, name, refuse)
    monkeypatch.setattr("whoosh.compat.loads", refuse)
    monkeypatch.setattr("whoosh.formats.loads", refuse)
    monkeypatch.setattr("whoosh.columns.loads", refuse)

    use(build(tmp_path / "built", documents[:50], held=500))


@pytest.mark.parametrize("name", ["_MAIN_1.toc", "MAIN_0123456789abcdef.seg", "MAIN_0123456789abcdef.trm", "x.pickle"])
def test_a_pickle_beside_our_files_is_left_alone(copy: FlatIndex, planted: bytes, trace: Path, name: str) -> None:
    (copy.folder / name).write_bytes(planted)

    use(copy)

    assert not trace.exists()


@pytest.mark.parametrize("name", FlatIndex.FILES)
@pytest.mark.parametrize("is_padded", [True, False])
def test_a_pickle_in_a_file_of_ours_runs_nothing(
    copy: FlatIndex, planted: bytes, trace: Path, name: str, is_padded: bool
) -> None:
    path = copy.folder / name
    path.write_bytes(planted.ljust(path.stat().st_size, b"\0") if is_padded else planted)

    with pytest.raises((IndexDamaged, IndexMissing)):
        use(copy)

    assert not trace.exists()


def test_an_index_by_whoosh_itself_is_refused_unread(tmp_path: Path, planted: bytes, trace: Path) -> None:
    schema = Schema(text=TEXT)
    with whoosh_index.create_in(tmp_path, schema).writer() as writer:
        writer.add_document(text="kal")
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    toc.write_bytes(planted)

    with pytest.raises(IndexOutdated, match="another program"):
        FlatIndex(tmp_path, schema).searcher()

    assert not trace.exists()
