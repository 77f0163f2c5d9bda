"""An index is the same whoever helps to make it, and whole or not there."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import DocumentUnreadable, IndexNotBuilt
from foc_reader.core.indexing import HELP, build_index, chunks
from foc_reader.core.library.pack import Pack
from tests.core.processes import processes_of

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("warrant", "phone", "border", "lawyer", "search", "seizure", "cyber-security", "検閲反対", "حقوق", "privacy")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_source(folder: Path, documents: int = 24) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: many\ntitle: Many\npublisher: The tests\nlicence: CC0\n")
    for number in range(documents):
        words = [WORDS[number * step % len(WORDS)] + "s" * (step % 2) for step in range(1, 40)]
        head = f"---\nid: d{number}\ntitle: The {words[3]}\npublisher: x\n---\n\n"
        text = f"{head}# Part\n\n{' '.join(words)}.\n\n{number}.\n"
        (folder / f"d{number:02}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    return write_source(tmp_path_factory.mktemp("many") / "source")


@pytest.fixture
def pack(source, tmp_path) -> Pack:
    build_pack(source, tmp_path / "pack", workers=1)
    return Pack.open(tmp_path / "pack")


@pytest.fixture
def out(tmp_path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_index_has_the_same_bytes_whatever_the_number_of_workers(pack, out, workers):
    assert len(chunks(pack, workers)) == workers
    done: list[int] = []

    build_index(pack, out, workers=workers, report=done.append)

    assert contents(out) == contents(pack.index_folder)
    assert max(done) == len(pack.entries) and len(done) == len(pack.entries)


def test_a_chunk_holds_neighbours_and_each_document_is_in_one(pack):
    for workers in (1, 2, 7, 16):
        found = [number for chunk in chunks(pack, workers) for number in chunk]
        assert found == list(range(len(pack.entries)))


def damage(pack: Pack, number: int) -> None:
    text = pack.folder / "documents" / "text.jsonl"
    data = bytearray(text.read_bytes())
    stored = pack.manifest.documents[number]
    data[stored.at + stored.size - 5] ^= 1
    text.write_bytes(data)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_document_ends_the_build_and_is_named(pack, out, workers):
    damage(pack, 20)
    with pytest.raises(DocumentUnreadable, match=r"it was changed or is damaged") as error:
        build_index(pack, out, workers=workers)
    assert error.value.name == pack.entries[20].title
    assert list(out.iterdir()) == []


def test_damaged_documents_are_left_out_the_same_with_and_without_help(pack, out, tmp_path):
    damage(pack, 3)
    damage(pack, 21)
    (tmp_path / "alone").mkdir()
    left_out: dict[int, list[str]] = {1: [], 2: []}
    for workers, folder in ((1, tmp_path / "alone"), (2, out)):
        build_index(
            pack, folder, workers=workers, damaged=lambda entry, found=left_out[workers]: found.append(entry.id)
        )
    assert left_out[1] == left_out[2] == [pack.entries[3].id, pack.entries[21].id]
    assert contents(out) == contents(tmp_path / "alone")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancelled_build_leaves_nothing_and_no_process(pack, out, tmp_path, workers):
    token = CancelToken()
    with pytest.raises(Cancelled):
        build_index(pack, out, workers=workers, token=token, report=lambda done: token.cancel())
    assert list(out.iterdir()) == []
    if sys.platform == "linux":
        assert processes_of(tmp_path) == []


@pytest.fixture
def failing_helper(in_others):
    """Makes the system fail in the helpers: the n-th file opened to be written there has this done."""

    def fail(act, call):
        code = f"""
            import io, os
            real, calls = io.open, []
            def opened(path, mode="r", *more, **named):
                if "w" in mode and "parts" in str(path):
                    calls.append(path)
                    if len(calls) >= {call}:
                        {act}
                return real(path, mode, *more, **named)
            io.open = opened
        """
        in_others(HELP, code)

    return fail


@pytest.mark.parametrize("call", [1, 3, 5])
def test_a_full_disk_in_a_helper_is_told_as_such_and_leaves_nothing(pack, out, failing_helper, call):
    failing_helper(f"raise OSError({errno.ENOSPC}, 'No space left on device')", call)
    with pytest.raises(OSError, match="No space left") as error:
        build_index(pack, out, workers=2)
    assert error.value.errno == errno.ENOSPC
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("call", [1, 5])
def test_a_full_disk_here_is_told_as_such_and_leaves_nothing_and_no_process(pack, out, tmp_path, monkeypatch, call):
    real, calls = io.open, []

    def opened(path, mode="r", *more, **named):
        if "w" in mode and "parts" in str(path):
            calls.append(path)
            if len(calls) >= call:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode, *more, **named)

    monkeypatch.setattr(io, "open", opened)
    with pytest.raises(OSError, match="No space left"):
        build_index(pack, out, workers=2)
    assert list(out.iterdir()) == []
    if sys.platform == "linux":
        assert processes_of(tmp_path) == []


@pytest.mark.parametrize("call", [1, 5])
def test_a_helper_that_dies_is_told_and_leaves_nothing(pack, out, failing_helper, call):
    failing_helper("os._exit(9)", call)
    with pytest.raises(IndexNotBuilt, match="ended too early"):
        build_index(pack, out, workers=2)
    assert list(out.iterdir()) == []


def test_a_helper_whose_asker_is_gone_ends(pack):
    ended = subprocess.run(
        [sys.executable, "-m", "foc_reader", HELP, str(pack.folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0


class Interruption:
    """Ctrl+C at the n-th thing that this process asks of the system; it is a hook, which Python never lets go of."""

    EVENTS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir")

    def __init__(self) -> None:
        self.asked, self._last, self._is_on = 0, 0, False
        sys.addaudithook(self._hear)

    @contextmanager
    def at(self, call: int) -> Iterator[None]:
        """0: not at all."""
        self.asked, self._last, self._is_on = 0, call, True
        try:
            yield
        finally:
            self._is_on = False

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._is_on and event in self.EVENTS:
            self.asked += 1
            if self.asked == self._last:
                raise KeyboardInterrupt


@pytest.fixture(scope="module")
def interruption() -> Interruption:
    return Interruption()


@pytest.fixture
def replaced(source, tmp_path) -> tuple[Path, Path]:
    """(a source with another text, the pack made of it before)."""
    shutil.copytree(source, tmp_path / "source")
    build_pack(tmp_path / "source", tmp_path / "place" / "made")
    (tmp_path / "source" / "d00.md").write_text("---\nid: d0\ntitle: New\npublisher: x\n---\n\nAnother text.\n")
    return tmp_path / "source", tmp_path / "place" / "made"


def test_a_build_that_is_ended_at_any_moment_leaves_the_older_pack_or_the_new_one(interruption, tmp_path):
    source = write_source(tmp_path / "source", 2)
    build_pack(source, tmp_path / "older")
    (source / "d01.md").write_text("---\nid: d1\ntitle: New\npublisher: x\n---\n\nAnother text.\n")
    with interruption.at(0):
        build_pack(source, tmp_path / "new")
    asked, either = interruption.asked, [contents(tmp_path / name) for name in ("older", "new")]
    found = []
    for call in [*range(1, asked, 5), *range(asked - 12, asked + 12)]:
        made = tmp_path / str(call)
        shutil.copytree(tmp_path / "older", made, dirs_exist_ok=True)
        with interruption.at(call), suppress(KeyboardInterrupt):
            build_pack(source, made)
        found.append(either.index(contents(made)))
    assert found == sorted(found) and set(found) == {0, 1}  # first the older one each time, then the new one


ENDING = """
import os, signal, sys
from foc_reader.cli.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
last, how, calls = int(sys.argv[1]), getattr(signal, sys.argv[2]), 0
def watch(event, arguments):
    global calls
    if event == "open" and "parts" in str(arguments[0]):
        calls += 1
        if calls == last:
            os.kill(os.getpid(), how)
sys.addaudithook(watch)
sys.exit(main(sys.argv[3:]))
"""


def build_and_end(source: Path, out: Path, call: int, how: str) -> subprocess.CompletedProcess[str]:
    """Builds by the command line with two helpers, and ends that at the n-th file of theirs that it reads."""
    return subprocess.run(
        [sys.executable, "-c", ENDING, str(call), how, "build", "--workers", "2", str(source), str(out)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


SIGNALS = os.name == "posix"  # elsewhere there are none to be sent


@pytest.mark.parametrize("call", [1, 8] if SIGNALS else [])
def test_ctrl_c_leaves_the_older_pack_and_nothing_else(replaced, tmp_path, call):
    before = contents(replaced[1])
    ended = build_and_end(*replaced, call, "SIGINT")
    assert ended.returncode == 130, ended.stderr
    assert ended.stderr.strip() == "Stopped. Nothing was left half done."
    assert [path.name for path in replaced[1].parent.iterdir()] == ["made"]
    assert contents(replaced[1]) == before
    assert processes_of(tmp_path) == []


@pytest.mark.parametrize("call", [2] if SIGNALS else [])
def test_a_build_that_is_killed_leaves_the_older_pack_and_no_process(replaced, tmp_path, call):
    before = contents(replaced[1])
    ended = build_and_end(*replaced, call, "SIGKILL")
    assert ended.returncode == -signal.SIGKILL
    assert contents(replaced[1]) == before
    while processes_of(tmp_path):  # helpers end when they find nobody there; the run's time limit ends this
        os.sched_yield()
