"""Our search against SQLite FTS5, tantivy and Xapian: the same sections and queries, in turns, in fresh processes.

    python tests/benchmarks/search/compare.py [--sections 10000 100000] [--rounds 5] [--queries 100] [--json FILE]

Makes the texts (corpus.py), has every engine index them and answer queries (engines.py), prints the table and keeps
its figures as JSON, from which plots.py draws. CPU time of the process, as others may be using the machine. Judges
nothing but says where a bar is missed: no slower than the slowest of the three at p50, twice that at p95 (phrases
three times), nothing over 100 ms, growth no more than the texts', an index of 0.7 of the text, 1 MB/s.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

import corpus
import queries
from sections import read_sections

HERE = Path(__file__).resolve().parent
ENGINES = ("ours", "sqlite", "tantivy", "xapian")
NAMES = {"ours": "FOC Reader", "sqlite": "SQLite FTS5", "tantivy": "tantivy", "xapian": "Xapian"}
SHAPES = {
    "one": "one word",
    "and": "two words, all",
    "or": "five words, any",
    "phrase": "phrase of two",
    "prefix": "beginning",
    "typo": "one typo",
    "snippets": "two words, 20 snippets",
}
MOST_MS = 100


def main() -> None:
    wanted = _arguments()
    runs = _commands()
    figures: dict[str, object] = {
        "date": datetime.date.today().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "engines": [name for name in ENGINES if name in runs],
        "sizes": {},
    }
    asked = None
    for sections in wanted.sections:
        pack = corpus.make_pack(sections)
        if asked is None:
            asked = _draw(pack, wanted.queries)
        found = _measure(pack, runs, asked, wanted)
        figures["sizes"][str(found["sections"])] = found
    wanted.json.write_text(json.dumps(figures, indent=1))
    print_tables(figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sections", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--queries", type=int, default=100, help="of each shape")
    parser.add_argument("--again", action="store_true", help="have the peers index again, too")
    parser.add_argument("--keep", action="store_true", help="keep our index, too, where there is one")
    parser.add_argument("--only", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--json", type=Path, default=corpus.CACHE / "figures.json")
    return parser.parse_args()


def _commands() -> dict[str, tuple[list[str], dict[str, str]]]:
    """For each engine that this machine can have: how to start it, and its environment."""
    engines = os.fspath(HERE / "engines.py")
    plain = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")}
    found = {
        "ours": ([sys.executable, engines, "ours"], {**plain, "PYTHONPATH": os.fspath(corpus.ROOT)}),
        "sqlite": ([sys.executable, engines, "sqlite"], plain),
    }
    peers = corpus.CACHE / "peers"
    python = peers / "bin/python"
    if not python.exists():
        venv.create(peers, with_pip=True)
        needs = os.fspath(HERE / "requirements-peers.txt")
        subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", needs], check=False)
    found["tantivy"] = ([os.fspath(python), engines, "tantivy"], plain)
    found["xapian"] = (["/usr/bin/python3", engines, "xapian"], plain | _xapian_paths())
    for name, module in (("tantivy", "tantivy"), ("xapian", "xapian")):
        command, environment = found[name]
        if subprocess.run(
            [command[0], "-c", f"import {module}"], env=environment, stderr=subprocess.DEVNULL
        ).returncode:
            print(f"{NAMES[name]} cannot be had here and is left out.", file=sys.stderr)
            del found[name]
    return found


def _xapian_paths() -> dict[str, str]:
    """Nothing where Debian's package is installed; else where it is unpacked to."""
    if not subprocess.run(["/usr/bin/python3", "-c", "import xapian"], stderr=subprocess.DEVNULL).returncode:
        return {}
    module, library = corpus.unpacked("python3-xapian"), corpus.unpacked("libxapian30")
    if module is None or library is None:
        return {}
    folders = sorted({os.fspath(path.parent) for path in library.rglob("*.so*")})
    return {"PYTHONPATH": os.fspath(module / "usr/lib/python3/dist-packages"), "LD_LIBRARY_PATH": ":".join(folders)}


def _draw(pack: Path, count: int) -> Path:
    """The file of queries, drawn from the smallest corpus, which the larger ones hold too."""
    texts = [text for _, text in read_sections(pack)]
    path = corpus.CACHE / f"queries-{count}.json"
    path.write_text(json.dumps({"warm": queries.draw(texts, count, 1), "counted": queries.draw(texts, count, 2)}))
    return path


def _measure(pack: Path, runs, asked: Path, wanted: argparse.Namespace) -> dict[str, object]:
    texts = [len(title.encode()) + len(text.encode()) for title, text in read_sections(pack)]
    text_bytes = sum(len(text.encode()) for _, text in read_sections(pack))
    found: dict[str, object] = {"sections": len(texts), "text_bytes": text_bytes, "build": {}, "ask": {}}
    for name in wanted.only:
        if name in runs:
            found["build"][name] = _build(name, pack, runs[name], wanted)
    rounds: dict[str, list[dict]] = {name: [] for name in found["build"]}
    for _ in range(wanted.rounds):
        for name, results in rounds.items():
            results.append(_run(runs[name], "ask", pack, pack / name, asked))
    found["ask"] = {name: _together(results) for name, results in rounds.items()}
    return found


def _build(name: str, pack: Path, run, wanted: argparse.Namespace) -> dict[str, float]:
    """Figures of indexing. Ours is made anew, unless told otherwise, as its code may have changed."""
    kept = pack / f"{name}.json"
    is_kept = wanted.keep if name == "ours" else not wanted.again
    if not (is_kept and kept.exists()):
        shutil.rmtree(pack / name, ignore_errors=True)
        (pack / name).mkdir()
        kept.write_text(json.dumps(_run(run, "build", pack, pack / name)))
    return json.loads(kept.read_text())


def _run(run, *arguments: object):
    command, environment = run
    ran = subprocess.run(
        [*command, *map(str, arguments)], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(ran.stdout)


def _together(results: list[dict]) -> dict[str, object]:
    """For each query the median over the rounds; of these p50, p95 and the most."""
    found: dict[str, object] = {
        "memory_mb": statistics.median(result["memory_mb"] for result in results),
        "memory_before_mb": statistics.median(result["memory_before_mb"] for result in results),
    }
    if "first_kb" in results[0]:
        found["first_kb"] = results[0]["first_kb"]
    for shape in SHAPES:
        if shape in results[0]:
            times = [
                statistics.median(times) for times in zip(*(result[shape]["ms"] for result in results), strict=True)
            ]
            found[shape] = {
                "p50": percentile(times, 50),
                "p95": percentile(times, 95),
                "most": max(times),
                "found": statistics.mean(results[0][shape]["found"]),
            }
    return found


def percentile(values: Iterable[float], share: int) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, round(share / 100 * (len(values) - 1)))]


def print_tables(figures: dict) -> None:
    """The tables of the README, in Markdown."""
    engines = figures["engines"]
    peers = [name for name in engines if name != "ours"]
    print(f"\n{figures['date']}, {figures['machine']}")
    for size, found in figures["sizes"].items():
        there = [name for name in engines if name in found["ask"]]
        print(f"\n{int(size):,} sections, {found['text_bytes'] / 1e6:.1f} MB; CPU ms, p50 / p95\n")
        print("| | " + " | ".join(NAMES[name] for name in there) + " | ours : slowest, p50; p95 | ours, most |")
        print("|---" * (len(there) + 3) + "|")
        for shape, title in SHAPES.items():
            rows = {name: found["ask"][name].get(shape) for name in there}
            cells = [f"{row['p50']:.2f} / {row['p95']:.2f}" if row else "none" for row in rows.values()]
            ours = rows.get("ours")
            verdict, most = "", ""
            if ours:
                slowest = {
                    share: max((rows[name][share] for name in peers if rows.get(name)), default=float("nan"))
                    for share in ("p50", "p95")
                }
                ratios = {share: ours[share] / slowest[share] for share in slowest}
                bar = 3 if shape == "phrase" else 2
                missed = ratios["p50"] > 1 or ratios["p95"] > bar
                verdict = f"{ratios['p50']:.2f}; {ratios['p95']:.2f}" + (" **missed**" if missed else "")
                most = f"{ours['most']:.1f}" + (" **missed**" if ours["most"] > MOST_MS else "")
            print(f"| {title} | " + " | ".join(cells) + f" | {verdict} | {most} |")
        text = found["text_bytes"]
        rows = {
            "index : text": [f"{found['build'][name]['bytes'] / text:.2f}" for name in there],
            "indexing, MB/s": [f"{text / 1e6 / found['build'][name]['cpu_s']:.2f}" for name in there],
            "indexing, memory at most, MB": [f"{found['build'][name]['peak_mb']:.0f}" for name in there],
            "searching, memory at most, MB": [f"{found['ask'][name]['memory_mb']:.0f}" for name in there],
        }
        for title, cells in rows.items():
            print(f"| {title} | " + " | ".join(cells) + " | | |")
        if "ours" in there:
            read = found["ask"]["ours"]["first_kb"]
            print(f"\nOpening our index and answering the first query, of five words, read {read:.0f} KB of it.")
    _print_growth(figures)


def _print_growth(figures: dict) -> None:
    sizes = list(figures["sizes"].values())
    if len(sizes) < 2:
        return
    small, large = sizes[0], sizes[-1]
    there = [name for name in figures["engines"] if name in small["ask"] and name in large["ask"]]
    times = large["text_bytes"] / small["text_bytes"]
    sizes = f"{small['sections']:,} to {large['sections']:,} sections, {times:.1f} times the text"
    print(f"\nGrowth, p50 (p95), from {sizes}\n")
    print("| | " + " | ".join(NAMES[name] for name in there) + " |")
    print("|---" * (len(there) + 1) + "|")
    for shape, title in SHAPES.items():
        cells = []
        for name in there:
            one, other = small["ask"][name].get(shape), large["ask"][name].get(shape)
            cells.append(
                f"{other['p50'] / one['p50']:.1f} ({other['p95'] / one['p95']:.1f})" if one and other else "none"
            )
        print(f"| {title} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
