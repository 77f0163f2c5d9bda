"""The tour as a process of its own: without a screen, mirrored, in a real window; and what it leaves behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "build" / "resources" / "library"


def _take(
    folder: Path, *words: str, home: Path, start: Sequence[str] = ("-m", "foc_reader"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """The tour with everything a program might write to below `home`."""
    places = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for path in places.values():
        path.mkdir(parents=True, exist_ok=True)
    (home / "run").chmod(0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-B", *start, "--tour", str(folder), *words],
        env={**kept, **{name: str(path) for name, path in places.items()}, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def _virtual_screen():
    """A screen of our own; the name of its display."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize("words", [(), ("-reverse",)], ids=["left to right", "mirrored"])
def test_the_tour_shows_everything_without_a_screen(tmp_path, words):
    ran = _take(tmp_path / "tour", *words, home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("ok     ") == 7
    assert ran.stderr == "", "nothing is printed that was not asked for"
    pictures = _files_below(tmp_path / "tour")
    assert len(pictures) == 10
    assert all(picture.endswith(".png") for picture in pictures), "the tour's own data folder is gone"


def test_the_tour_passes_in_a_real_window_and_leaves_nothing_behind(tmp_path):
    with _virtual_screen() as display:
        ran = _take(tmp_path / "tour", home=tmp_path / "home", QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr == ""
    assert _files_below(tmp_path / "home") == []


def test_a_library_in_scripts_that_the_usual_font_lacks_is_shown_without_a_word_of_it(tmp_path, small_sources):
    """Noto Sans has letters of Devanagari and none of its shapes, which Qt tells the terminal."""
    sources = small_sources(tmp_path / "source")
    front = "---\nid: hindi\ntitle: अभिव्यक्ति की स्वतन्त्रता\nlanguage: hi\ndate: 1900\ncollection: Guides\n---\n\n"
    (sources / "hindi.md").write_text(f"{front}अभिव्यक्ति की स्वतन्त्रता। surveillance\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    library = ("--library", str(tmp_path / "pack"))
    ran = _take(tmp_path / "tour", *library, home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert "opened: अभिव्यक्ति की स्वतन्त्रता" in ran.stdout
    assert ran.stderr == ""


def test_the_tour_fails_where_a_step_does_not_show_what_it_should(tmp_path):
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    for path in library.rglob("postings"):
        path.unlink()
    places = ("--library", str(library))
    impatient = "from foc_reader import __main__, tour; tour.DEADLINE_MS = 2_000; raise SystemExit(__main__.main())"
    ran = _take(
        tmp_path / "tour", *places, home=tmp_path / "home", start=("-c", impatient), QT_QPA_PLATFORM="offscreen"
    )
    assert ran.returncode == 1
    assert "FAILED" in ran.stdout and "2 seconds" in ran.stdout


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("no folder")
    ran = _take(tmp_path / "file" / "tour", home=tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 1
    assert "no pictures can be put into" in ran.stdout and "Traceback" not in ran.stderr


def test_without_a_screen_the_program_says_so(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "foc_reader", "--data-dir", str(tmp_path)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "no screen" in ran.stderr


def test_a_start_and_its_first_answer_can_be_timed(tmp_path):
    places = ("--data-dir", str(tmp_path), "--library", str(LIBRARY))
    ran = subprocess.run(
        [sys.executable, "-m", "foc_reader", "--time-start", "surveillance", *places],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    said = dict(line.split() for line in ran.stdout.splitlines())
    assert said.keys() == {"painted", "settled", "memory", "answered"}
    assert float(said["painted"]) <= float(said["settled"]) <= float(said["answered"])
    assert list(tmp_path.iterdir()) == []
