"""Makes build/windows: the reader for 64-bit Windows, with all it needs, Python included. Run by ./foc build.

FOC Reader.exe   what a person starts
windows/         runtime/ Python as its makers signed it, site-packages/ Qt and other libraries, app/ our modules,
                 resources/ drawings, and foc-reader-cli.exe for a console
library/         the bundled packs

It is put together on Linux, of files that are made for Windows; nothing of them is run here.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import fetching
import freezing
import frozen_modules
from build_linux import BuildFailed, size_of
from build_resources import digest_of_sources
from windows import launcher, packages, pe, runtime, signatures
from windows.packages import Packages
from windows.runtime import Runtime

from foc_reader import __version__

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "packaging"
RESOURCES = ROOT / "build" / "resources"
OUT = ROOT / "build" / "windows"
MADE_FROM = ROOT / "build" / "windows.made-from"  # beside it: what sources it is of, for build_stick.py
SIZE_LIMIT = 70_000_000  # bytes
PLATFORM = "win_amd64"
# What Python runs and finds in the folder app, and what each is made of
APP = {
    "foc-reader.pyc": "windows/reader.py",
    "foc-reader-cli.pyc": "windows/cli.py",
    "frozen_modules.pyc": "frozen_modules.py",
    "sitecustomize.pyc": "windows/second_way.py",
}
OURS = frozenset((launcher.READER, f"windows/{launcher.CLI}"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the folder and say what it is made of; 0 if it is as it must be."""
    parser = argparse.ArgumentParser(prog="./foc build windows", description="Make the folder for Windows.")
    parser.add_argument("out", type=Path, nargs="?", default=OUT, help="the folder that is made")
    parser.add_argument("--runtime", type=Path, metavar="FILE", help="Python's embeddable package, a ZIP for 64 bits")
    parser.add_argument("--check", action="store_true", help="start it under wine afterwards, and make pictures of it")
    options = parser.parse_args(arguments)
    out = options.out.absolute()
    if out != OUT and out.exists():
        sys.stderr.write(f"{out} is there already. Remove it first, or name another place.\n")
        return 1
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="windows-", dir=out.parent) as made:
            fresh = Path(made, "fresh")
            fresh.mkdir()
            source = options.runtime or runtime.fetch()
            told = build(fresh, source, fetching.wheels(PLATFORM, "{}.{}".format(*sys.version_info)))
            if out == OUT:
                MADE_FROM.write_text(digest(), encoding="ascii")
            if out.exists():
                out.rename(Path(made, "old"))
            fresh.rename(out)
    except OSError as error:
        sys.stderr.write(f"The Windows folder could not be made: {error.filename}: {error.strerror or error}.\n")
        return 1
    except (
        BuildFailed,
        fetching.FetchFailed,
        signatures.SignatureRefused,
        signatures.ToolMissing,
        launcher.LauncherFailed,
        runtime.RuntimeRefused,
    ) as failure:
        sys.stderr.write(f"The Windows folder could not be made: {failure}.\n")
        return 1
    sys.stdout.write(f"{out}: {told}")
    sys.stdout.flush()
    return subprocess.run([SCRIPTS / "trials" / "windows.sh", out], check=False).returncode if options.check else 0


def build(folder: Path, source: Path, wheels: Sequence[Path]) -> str:
    """Put everything into `folder`, and check it; what it is made of comes back, for people.

    Raises BuildFailed, LauncherFailed, RuntimeRefused, SignatureRefused, ToolMissing, OSError.
    """
    python = runtime.read(source)
    taken = packages.chosen(wheels, python.files)
    windows = folder / "windows"
    _write(windows / "runtime", {**python.files, **taken.beside_python})
    _write(windows / "runtime", dict((runtime.path_file(python), second_way(python))))
    _write(windows / "site-packages", taken.site)
    _write(windows / "app", app_files(taken.modules))
    shutil.copytree(RESOURCES, windows / "resources", ignore=lambda _folder, _names: {"library"})
    shutil.copytree(RESOURCES / "library", folder / "library")
    launcher.make(folder / launcher.READER, windows / launcher.CLI, __version__)
    _set_modes(folder)
    signers = check_signatures(folder, {f"windows/site-packages/{name}" for name in taken.unsigned})
    check_size(folder)
    return described(folder, source, python, taken, signers)


def digest() -> str:
    """Changes whenever something changes that the folder is made from."""
    return digest_of_sources(("foc_reader", "packaging", "resources", "requirements.txt"))


def app_files(others: Mapping[str, bytes]) -> dict[str, bytes]:
    """The folder app: what Python is started with, and the file of all modules, `others` and our own."""
    files = {name: freezing.compiled((SCRIPTS / source).read_bytes(), source) for name, source in APP.items()}
    ours = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "foc_reader").rglob("*.py")}
    modules = {f"{name}c": freezing.compiled(ours[name].read_bytes(), name) for name in sorted(ours)}
    return {**files, frozen_modules.NAME: freezing.packed({**others, **modules})}


def second_way(python: Runtime) -> tuple[str, bytes]:
    """Python as it was signed, once more under the reader's name: windows/second_way.py says what for."""
    return launcher.READER, python.files["pythonw.exe"]


def check_signatures(folder: Path, unsigned: set[str]) -> Counter[str]:
    """How many programs and libraries in `folder` each signed, but for our own and those named as `unsigned`.

    These came in wheels whose checksums are pinned. Raises SignatureRefused, ToolMissing.
    """
    signers: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in unsigned | OURS and pe.is_pe(path.read_bytes()):
            signers[signatures.signer_of(path)] += 1
    return signers


def check_size(folder: Path) -> None:
    """Raises BuildFailed if what is for Windows alone is too large."""
    size = size_of(folder / "windows")[0] + (folder / launcher.READER).stat().st_size
    if size > SIZE_LIMIT:
        raise BuildFailed(f"it has {size:,} bytes; {SIZE_LIMIT:,} are the most")


def described(folder: Path, source: Path, python: Runtime, taken: Packages, signers: Counter[str]) -> str:
    """What lies there, and who vouches for what of it."""
    size, count = size_of(folder / "windows")
    size += (folder / launcher.READER).stat().st_size
    by = ", ".join(f"{number} by {signer}" for signer, number in sorted(signers.items()))
    unsigned = "".join(f"    {name}, of {wheel}\n" for name, wheel in sorted(taken.unsigned.items()))
    return (
        f"{size / 1e6:.1f} MB in {count + 1} files, with Python {python.version}\n"
        f"  signed, and checked: {by}\n"
        f"  not signed by anybody, held to the checksums in requirements.txt as parts of their packages:\n{unsigned}"
        f"  not signed, made here: {', '.join(sorted(OURS))}\n"
        f"  not signed: {python.tag}.zip, Python's own modules, as they were in\n"
        f"    {source.name}, SHA-256 {fetching.digest_of(source)}\n"
        "  It has never been started on a real Windows by those who made it.\n"
    )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _set_modes(folder: Path) -> None:
    """The same whatever this computer's habits are; Windows asks for none."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


if __name__ == "__main__":
    sys.exit(main())
