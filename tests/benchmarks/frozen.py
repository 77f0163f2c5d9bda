"""The frozen reader against the same one from its Python files, in turns: from starting it to the window.

    python tests/benchmarks/frozen.py [RUNS] [--cold | --stick]

Prints medians, and the median of the ratios pair by pair; judges nothing. Offscreen unless a display is named.
`build/linux` must have been made from what is measured, and nothing else may use this .venv meanwhile. The bars: no
slower than from source; cold at most 95 MB, and better 70.

--cold, as root: nothing lies in the system's memory when a start begins, and what is read of the disk is counted, of
the system's own libraries and fonts, too, and with what the system reads ahead. --stick, as root: the frozen folder
lies in a file system of its own, of which the system reads 128 KB ahead, as of most disks; only what is read of it
is counted: until the window rests, and, with another start, until the first answer to a query is on the screen.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "build" / "linux"
KINDS = {
    "source": [sys.executable, "-P", "-m", "foc_reader"],
    "frozen": [str(LINUX / "linux" / "foc-reader")],
}
QUERY = "surveillance"
ROWS = ("to first paint, ms", "to rest, ms", "CPU to rest, ms", "memory at rest, MB PSS", "read from disk, MB")


def main() -> None:
    is_cold, runs = "--cold" in sys.argv, next((int(word) for word in sys.argv[1:] if word.isdigit()), 9)
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else modules are compiled again at each start
    os.environ["PYTHONPATH"] = str(ROOT)
    if "--stick" in sys.argv:
        _measure_stick(runs)
        return
    compileall.compile_dir(ROOT / "foc_reader", quiet=1)
    figures: dict[str, list[list[float]]] = {kind: [] for kind in KINDS}
    for _ in range(runs + (not is_cold)):
        for kind, rows in figures.items():
            rows.append(_measure(KINDS[kind], is_cold))
    if not is_cold:
        for rows in figures.values():
            del rows[0]  # the first round warms the disk up
    print(f"{runs} runs of each in turns, {'cold' if is_cold else 'warm'}, medians")  # noqa: T201
    print(f"{'':28}{'source':>10}{'frozen':>10}{'ratio':>8}")  # noqa: T201
    for number, name in enumerate(ROWS):
        source, frozen = ([row[number] for row in figures[kind]] for kind in KINDS)
        ratios = [one / other for one, other in zip(frozen, source, strict=True) if other]
        ratio = statistics.median(ratios) if ratios else float("nan")
        print(f"{name:28}{statistics.median(source):10.1f}{statistics.median(frozen):10.1f}{ratio:8.2f}")  # noqa: T201
    sizes = [path.stat().st_size for path in LINUX.rglob("*") if path.is_file()]
    print(f"size of the frozen folder: {sum(sizes) / 1e6:.1f} MB in {len(sizes)} files")  # noqa: T201


def _measure(command: list[str], is_cold: bool, query: str = "") -> list[float]:
    """The rows of ROWS for one start; with a `query`, the ms to its answer besides."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile() as said:
        if is_cold:
            _forget_files()
        began = time.time()
        process = os.posix_spawn(
            command[0],
            [*command, "--data-dir", data, "--time-start", *filter(None, [query])],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), 1)],
        )
        _process, status, used = os.wait4(process, 0)
        if status:
            raise SystemExit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
        said.seek(0)
        moments = dict(line.split() for line in said.read().decode().splitlines())
    painted, settled, *answered = (
        1000 * (float(moments[name]) - began) for name in ("painted", "settled", "answered") if name in moments
    )
    return [
        painted,
        settled,
        1000 * (used.ru_utime + used.ru_stime),
        float(moments["memory"]),
        used.ru_inblock * 512 / 1e6,
        *answered,
    ]


def _forget_files() -> None:
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def _measure_stick(runs: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        image, place = Path(made, "stick"), Path(made, "mounted")
        with image.open("wb") as file:
            file.truncate(200_000_000)
        place.mkdir()
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
        shown = subprocess.run(["losetup", "--find", "--show", image], check=True, capture_output=True, text=True)
        device = shown.stdout.strip()
        state = Path("/sys/block", Path(device).name)
        try:
            subprocess.run(["mount", device, place], check=True)
            subprocess.run(["cp", "-a", LINUX, place], check=True)
            subprocess.run(["umount", place], check=True)
            subprocess.run(["mount", "-o", "ro", device, place], check=True)
            (state / "queue" / "read_ahead_kb").write_text("128")
            rows = [_start_from(place / LINUX.name, state) for _ in range(runs)]
            answers = [_start_from(place / LINUX.name, state, QUERY) for _ in range(runs)]
        finally:
            subprocess.run(["umount", place], check=False)
            subprocess.run(["losetup", "--detach", device], check=False)
    print(f"{runs} cold starts from a stick, medians")  # noqa: T201
    for name, values in zip((*ROWS[:4], "read from the stick, MB"), zip(*rows, strict=True), strict=True):
        print(f"{name:28}{statistics.median(values):10.1f}")  # noqa: T201
    *_, answered, read = (statistics.median(values) for values in zip(*answers, strict=True))
    print(f"{'to the first answer, ms':28}{answered:10.1f}")  # noqa: T201
    print(f"{'read until then, MB':28}{read:10.1f}")  # noqa: T201


def _start_from(folder: Path, state: Path, query: str = "") -> list[float]:
    def read_mb() -> float:
        return int((state / "stat").read_text().split()[2]) * 512 / 1e6

    _forget_files()
    before = read_mb()
    figures = _measure([str(folder / "linux" / "foc-reader")], is_cold=False, query=query)
    return [*figures[:4], *figures[5:], read_mb() - before]


if __name__ == "__main__":
    main()
