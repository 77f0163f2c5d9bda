"""Reading the program's own files ahead, so that a stick can be pulled out and the window lives on."""

import io
import sys

import pytest

from foc_reader.core.reading_ahead import STEP_BYTES, ReadingAhead

SIZES = {"foc-reader": 10, "lib/modules": 2 * STEP_BYTES + 5, "lib/deep/just.so": STEP_BYTES, "lib/nothing": 0}


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A stick from which the frozen program seems to be started."""
    for name, size in SIZES.items():
        path = tmp_path / "linux" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    (tmp_path / "library").write_bytes(bytes(STEP_BYTES))
    (tmp_path / "portable.txt").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "linux" / "foc-reader"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    """What is opened, in turn."""
    names, usual = [], io.open

    def open_and_note(path, *words, **more):
        names.append(str(path))
        return usual(path, *words, **more)

    monkeypatch.setattr(io, "open", open_and_note)
    return names


def steps(reading):
    count = 1
    while reading.step():
        count += 1
    return count


def test_every_file_of_the_program_is_read_in_pieces_and_no_other(stick, opened):
    reading = ReadingAhead()
    assert steps(reading) == 3 + 2 + 1 + 1, "a piece more where the last was whole"
    assert set(opened) == {str(stick / "linux" / name) for name in SIZES}
    assert not reading.step()


def test_a_program_that_lies_on_no_stick_reads_nothing_ahead(stick, opened):
    (stick / "portable.txt").unlink()
    assert steps(ReadingAhead()) == 1
    assert opened == []


def test_a_stick_that_goes_meanwhile_ends_it(stick):
    reading = ReadingAhead()
    assert reading.step()
    (stick / "linux").rename(stick / "gone")
    assert steps(reading) == 1
