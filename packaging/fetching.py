"""Fetches what the parts for other systems are made of, by pip: each file held to its checksum, and then kept.

Nothing that is fetched is run or installed. Archives of sources are therefore got by pip's own inner means: its
command would run what lies in them.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements.txt"
CACHE = ROOT / "build" / "cache" / "packages"


class FetchFailed(Exception):
    """What is pinned cannot be had here."""


@dataclass(frozen=True)
class Pin:
    """One package, as a list for pip has it."""

    name: str
    version: str
    digests: frozenset[str]  # SHA-256 of each of its files

    @property
    def line(self) -> str:
        """The same as a line for pip."""
        return " ".join((f"{self.name}=={self.version}", *(f"--hash=sha256:{sum}" for sum in sorted(self.digests))))

    def is_of(self, path: Path) -> bool:
        """Whether `path` is called as a wheel of this package, and its content is one that is pinned."""
        name, _, rest = path.name.partition("-")
        is_called_so = name.lower().replace("_", "-") == self.name and rest.startswith(f"{self.version}-")
        return is_called_so and digest_of(path) in self.digests


def wheels(platform: str, python: str, listed: Path = PINS, names: Collection[str] = ()) -> list[Path]:
    """A wheel of each package in the list for pip `listed`, which are those that the reader needs, or of `names` in it.

    For a `platform` as pip calls it and a `python` such as "3.13". Raises FetchFailed.
    """
    folder = CACHE / f"{platform}-{python}"
    pins = [pin for pin in pins_of(listed.read_text(encoding="utf-8")) if not names or pin.name in names]
    try:
        return sound_wheels(folder, pins)
    except FetchFailed:
        _download(folder, pins, platform, python)
        return sound_wheels(folder, pins)


def sound_wheels(folder: Path, pins: list[Pin]) -> list[Path]:
    """The wheel in `folder` for each of `pins`. Raises FetchFailed where one is missing or is not what was pinned."""
    lying = sorted(folder.glob("*.whl"))
    found = []
    for pin in pins:
        sound = next((path for path in lying if pin.is_of(path)), None)
        if sound is None:
            raise FetchFailed(f"there is no wheel of {pin.name} {pin.version} with a checksum that is pinned")
        found.append(sound)
    return found


def pins_of(text: str) -> list[Pin]:
    """The packages that a list for pip names, which tells none of them apart by system."""
    return list(_pins_of(text))


def archive(name: str, version: str, digest: str) -> Path:
    """The sources of a package, packed as they were published. Raises FetchFailed."""
    file = CACHE / f"{name.replace('-', '_')}-{version}.tar.gz"
    if not file.is_file() or digest_of(file) != digest:
        content = _published(name, version)
        if hashlib.sha256(content).hexdigest() != digest:
            raise FetchFailed(f"{name} {version} is another one than the one that was looked at")
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(file)
    return file


def digest_of(path: Path) -> str:
    """The SHA-256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pins_of(text: str) -> Iterator[Pin]:
    for entry in text.replace("\\\n", " ").splitlines():
        named = re.match(r"([a-z0-9-]+)==(\S+)", entry)
        if named:
            yield Pin(named[1], named[2], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))


def _download(folder: Path, pins: Iterable[Pin], platform: str, python: str) -> None:
    options = ("--platform", platform, "--python-version", python, "--implementation", "cp", "--only-binary", ":all:")
    command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--require-hashes")
    folder.mkdir(parents=True, exist_ok=True)
    asked = folder / "asked-for.txt"
    asked.write_text("".join(f"{pin.line}\n" for pin in pins), encoding="utf-8")
    try:
        subprocess.run([*command, *options, "--dest", folder, "--requirement", asked], check=True)
    except subprocess.CalledProcessError as error:
        raise FetchFailed("pip cannot fetch the packages that are pinned; the lines above say why") from error


def _published(name: str, version: str) -> bytes:
    from pip._internal.commands.download import DownloadCommand
    from pip._internal.exceptions import PipError
    from pip._vendor.packaging.specifiers import SpecifierSet
    from pip._vendor.requests.exceptions import RequestException

    command = DownloadCommand("download", "")
    with command.main_context():
        options, _ = command.parse_args(["--quiet", "--no-input", "--no-binary", ":all:"])
        session = command.get_default_session(options)
        try:
            finder = command._build_package_finder(options, session, ignore_requires_python=True)
            found = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
            if found is None:
                raise FetchFailed(f"no package registry here has {name} {version}")
            answer = session.get(found.link.url_without_fragment, headers={"Accept-Encoding": "identity"})
            answer.raise_for_status()
        except (PipError, RequestException, OSError) as error:
            raise FetchFailed(f"{name} {version} cannot be fetched: {error}") from error
        content: bytes = answer.content
        return content
