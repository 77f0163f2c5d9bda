"""What the program is made of: the list of licences for people, their texts, and the same as CycloneDX for programs."""

from __future__ import annotations

import re
import subprocess
import sysconfig
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

from windows import pe

ROOT = Path(__file__).resolve().parents[1]
LIST_NAME, BILL_NAME = "LICENCES.txt", "sbom.cdx.json"
# Of those whose own words for it are older than the short names of licences
_LICENCES = {
    "markdown-it-py": "MIT",
    "mdit-py-plugins": "MIT",
    "mdurl": "MIT",
    "pystemmer": "MIT AND BSD-3-Clause",  # of the bindings, and of Snowball
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "whoosh": "BSD-2-Clause",
}
_VISUAL_CPP = "https://learn.microsoft.com/cpp/windows/redistributing-visual-cpp-files"
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """One thing that the program is delivered with."""

    name: str
    version: str  # empty where it has none
    licence: str  # as SPDX has it
    origin: str = ""  # a package URL, or an address
    texts: dict[str, str] = field(default_factory=dict)  # of its licence, by name of file


def parts_of(linux: Path, windows: Path | None = None, fonts: Sequence[Part] = ()) -> list[Part]:
    """All parts of the frozen folder `linux`, of `windows` where there is that, and `fonts`, by name."""
    found = [*_ours(), *_from_python(linux / "foc-reader"), *_packages(), *_of_qt(linux), *_helpers(linux), *fonts]
    if windows:
        found += of_windows(windows)
    return sorted(found, key=lambda part: part.name.casefold())


def parts_of_macos(python: Path) -> list[Part]:
    """All parts of the program for macOS, of which `python` is the interpreter, by name."""
    found = [*_ours(), *_from_python(python), *_packages(), _qt()]
    return sorted(found, key=lambda part: part.name.casefold())


def of_windows(windows: Path) -> list[Part]:
    """What only the folder for Windows holds; the packages are of the versions that Linux has, too."""
    runtime = windows / "runtime"
    python = next(runtime.glob("python3??.dll"))
    compiler = pe.version((runtime / "vcruntime140.dll").read_bytes())
    texts = {"PSF-2.0": (runtime / "LICENSE.txt").read_text(encoding="utf-8")}
    text = Path("/usr/share/doc/mingw-w64-common/copyright")
    of_launcher = {"copyright": text.read_text(encoding="utf-8")} if text.is_file() else {}
    address = "https://www.python.org"
    return [
        Part("Python for Windows", pe.version(python.read_bytes()), "PSF-2.0", address, texts),
        Part("Microsoft Visual C++ runtime", compiler, "LicenseRef-Microsoft-Visual-Cpp-Runtime", _VISUAL_CPP),
        Part("mingw-w64 runtime", "", "ZPL-2.1", "https://www.mingw-w64.org", of_launcher),
    ]


def write(folder: Path, parts: Sequence[Part], version: str) -> None:
    """Put the list, the texts and the bill into `folder`, which is made."""
    folder.mkdir()
    for part in parts:
        for name, text in part.texts.items():
            (folder / f"{part.name} - {name}.txt").write_text(text, encoding="utf-8")
    (folder / LIST_NAME).write_text(licence_list(parts), encoding="utf-8")
    (folder / BILL_NAME).write_text(bill(parts, version), encoding="utf-8")


def licence_list(parts: Sequence[Part]) -> str:
    """For people: a line for each part."""
    rows = [(f"{part.name} {part.version}".strip(), part.licence, part.origin) for part in parts]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [
        f"{name.ljust(widths[0])}  {licence.ljust(widths[1])}  {origin}".rstrip() for name, licence, origin in rows
    ]
    head = (
        "FOC Reader is free software: GPL-3.0-or-later. It is delivered with the parts below, each under a licence\n"
        "of its own, whose text lies beside this list where the part brings one along. The documents have licences\n"
        "of their own; each says which. Qt's libraries lie in a folder of their own and can be replaced by others.\n\n"
    )
    return head + "".join(f"{line}\n" for line in lines)


def bill(parts: Sequence[Part], version: str) -> str:
    """The same as a CycloneDX 1.6 bill of materials, in JSON; equal parts make equal bills."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    licences = LicenseFactory()

    def component(part: Part, kind: ComponentType) -> Component:
        is_package = part.origin.startswith("pkg:")
        address = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.origin))
        return Component(
            name=part.name,
            version=part.version or None,
            type=kind,
            bom_ref=f"{part.name}@{part.version}",
            licenses=[licences.make_from_string(part.licence)],
            purl=PackageURL.from_string(part.origin) if is_package else None,
            external_references=[address] if part.origin and not is_package else (),
        )

    ours = next(part for part in parts if part.name == "FOC Reader")
    program = component(ours, ComponentType.APPLICATION)
    others = [component(part, ComponentType.LIBRARY) for part in parts if part is not ours]
    names = "\n".join(f"{part.name} {part.version}" for part in parts)
    made = Bom(
        components=others,
        metadata=BomMetaData(component=program, timestamp=_EPOCH, tools=()),
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{version}\n{names}"),
    )
    made.register_dependency(program, others)
    return JsonV1Dot6(made).output_as_string(indent=2) + "\n"


def _ours() -> Iterator[Part]:
    from foc_reader import __version__

    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    yield Part("FOC Reader", __version__, "GPL-3.0-or-later", texts={"GPL-3.0": text})


def _from_python(interpreter: Path) -> Iterator[Part]:
    """The interpreter, in that file, and what starts it."""
    found = re.search(rb"\0(3\.\d+\.\d+)\0", interpreter.read_bytes())
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    texts = {"PSF-2.0": text.read_text(encoding="utf-8")} if text.is_file() else {}
    yield Part("Python", found[1].decode() if found else "", "PSF-2.0", "https://www.python.org", texts)
    yield _package("freeze-core")


def _packages() -> Iterator[Part]:
    """Everything that the reader's own list of packages names for Linux."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        pin = re.match(r"([a-z0-9-]+)==", line)
        if pin:
            yield _package(pin[1])


def _package(name: str) -> Part:
    found = distribution(name)
    licence = _LICENCES.get(name) or found.metadata["License-Expression"] or found.metadata["License"]
    return Part(name, found.version, licence, f"pkg:pypi/{name}@{found.version}", dict(_texts_of(found)))


def _texts_of(found: Distribution) -> Iterator[tuple[str, str]]:
    for path in found.files or ():
        if re.match(r"(licen[cs]e|copying|notice)", path.name, flags=re.IGNORECASE) and ".dist-info" in str(path):
            yield path.name.removesuffix(".txt").removesuffix(".md"), path.read_text(encoding="utf-8")
    if found.name.lower() == "whoosh":  # stands at the head of each module
        source = Path(str(found.locate_file("whoosh/__init__.py"))).read_text(encoding="utf-8")
        head = source[: source.index("\n\n__version__")]
        yield "LICENSE", re.sub(r"^# ?", "", head, flags=re.MULTILINE) + "\n"
    if found.name.lower().startswith(("pyside6", "shiboken6")):
        text = Path("/usr/share/common-licenses/LGPL-3")
        if text.is_file():
            yield "LGPL-3.0", text.read_text(encoding="utf-8")


def _of_qt(linux: Path) -> Iterator[Part]:
    """What came in the package of PySide6."""
    yield _qt()
    icu = next(linux.rglob("libicudata.so.*")).name.rpartition(".")[2]
    yield Part("ICU", icu, "Unicode-3.0", "https://icu.unicode.org")


def _qt() -> Part:
    from PySide6.QtCore import qVersion

    return Part("Qt", qVersion(), "LGPL-3.0-only", "https://www.qt.io")


def _helpers(linux: Path) -> Iterator[Part]:
    """The libraries for X11 that were added from this computer: the packages that they are of."""
    seen = set()
    for library in sorted(linux.rglob("libxcb-*.so.*")) + sorted(linux.rglob("libxkbcommon-x11.so.*")):
        package, version = _package_of(library.name)
        if package in seen:
            continue
        seen.add(package)
        text = Path("/usr/share/doc", package, "copyright")
        texts = {"copyright": text.read_text(encoding="utf-8")} if text.is_file() else {}
        origin = f"pkg:deb/debian/{package}@{version}" if version else "https://xcb.freedesktop.org"
        yield Part(package, version, "MIT", origin, texts)


def _package_of(library: str) -> tuple[str, str]:
    """Name and version of the system's package of `library`; its own name where that is not known."""
    try:
        owner = _said("dpkg-query", "--search", f"*/{library}").partition(":")[0]
        return owner, _said("dpkg-query", "--showformat=${Version}", "--show", owner)
    except (OSError, subprocess.CalledProcessError):
        return PurePosixPath(library).name.partition(".so")[0], ""


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
