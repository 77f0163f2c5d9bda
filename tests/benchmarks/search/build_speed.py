"""How fast our index is built, by one process and by two, beside SQLite FTS5 in the same run, and what memory it takes.

    python tests/benchmarks/search/build_speed.py [--sections 10000 100000] [--rounds 3] [--workers 1 2]

The texts are those of `compare.py` (corpus.py). Each build runs in a fresh process, in turns with SQLite's; the best of
the rounds counts. MB/s are of the sections' text. CPU is that of all its processes; with several, beside the seconds
that passed, "at best" says how long it would take with a core for each if none waited: what the busiest took, which is
mostly the one that the others help. Says so where the bytes are not the same whatever the number of workers. Bars: 1
MB/s by one, 1.7 by two.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus
from sections import read_sections

HERE = Path(__file__).resolve().parent
BARS = {1: 1.0, 2: 1.7}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sections", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--one", nargs=3, metavar=("PACK", "OUT", "WORKERS"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        pack, out, workers = wanted.one
        print(json.dumps(_build_here(Path(pack), Path(out), int(workers))))
        return
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles all modules again, as no reader does
    compileall.compile_dir(corpus.ROOT / "foc_reader", quiet=1)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| sections | built by | CPU s | s passed | at best s | MB/s at best | SQLite : ours, CPU | most MB in one |")
    print("|---|---|---|---|---|---|---|---|")
    for sections in wanted.sections:
        _measure(corpus.make_pack(sections), sections, wanted)


def _measure(pack: Path, sections: int, wanted: argparse.Namespace) -> None:
    size = sum(len(text.encode()) for _, text in read_sections(pack)) / 1e6
    best: dict[str, dict[str, float]] = {}
    sums = set()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(wanted.rounds):
            for name in ("sqlite", *map(str, wanted.workers)):
                out = Path(folder) / "out"
                out.mkdir()
                found = _run(pack, out, name)
                if name != "sqlite":
                    sums.add(_sum(out))
                shutil.rmtree(out)
                if name not in best or found["cpu_s"] < best[name]["cpu_s"]:
                    best[name] = found
    for workers in wanted.workers:
        found, peer = best[str(workers)], best["sqlite"]["cpu_s"]
        speed = size / found["best_s"]
        missed = " **missed**" if speed < BARS.get(workers, 0) else ""
        print(
            f"| {sections:,} ({size:.1f} MB) | {workers} | {found['cpu_s']:.1f} | {found['passed_s']:.1f} "
            f"| {found['best_s']:.1f} | {speed:.2f}{missed} | {peer / found['cpu_s']:.3f} | {found['peak_mb']:.0f} |"
        )
    if len(sums) > 1:
        print("The bytes are not the same whatever the number of workers.")


def _run(pack: Path, out: Path, name: str) -> dict[str, float]:
    command = [sys.executable, os.fspath(HERE / "build_speed.py"), "--one", os.fspath(pack), os.fspath(out), name]
    if name == "sqlite":
        command = [sys.executable, os.fspath(HERE / "engines.py"), "sqlite", "build", os.fspath(pack), os.fspath(out)]
    environment = {**os.environ, "PYTHONPATH": os.fspath(corpus.ROOT)}
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


def _build_here(pack: Path, out: Path, workers: int) -> dict[str, float]:
    from foc_reader.core.indexing import build_index
    from foc_reader.core.library.pack import Pack

    began = time.perf_counter()
    build_index(Pack.open(pack / "pack"), out, workers=workers)
    passed = time.perf_counter() - began
    here, helpers = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    alone, helped = here.ru_utime + here.ru_stime, helpers.ru_utime + helpers.ru_stime
    return {
        "cpu_s": alone + helped,
        "passed_s": passed,
        "best_s": max(alone, helped / max(workers - 1, 1)),
        "peak_mb": max(here.ru_maxrss, helpers.ru_maxrss) / 1024,
    }


def _sum(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        found.update(path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main()
