"""Makes the two small programs that start the reader on Windows, with their icon and what Windows says about them."""

from __future__ import annotations

import shutil
import struct
import tempfile
from pathlib import Path

from drawing import drawn
from windows.signatures import said_by

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "packaging" / "windows"
ICON = ROOT / "resources" / "app" / "icon.svg"
READER, CLI = "FOC Reader.exe", "foc-reader-cli.exe"
PACKAGE = "gcc-mingw-w64-x86-64-win32"
SIDES = (16, 20, 24, 32, 40, 48, 64, 256)  # pixels
_PREFIX = "x86_64-w64-mingw32-"


class LauncherFailed(Exception):
    """They could not be compiled."""


def make(reader: Path, cli: Path, version: str) -> None:
    """Write the program with a window, and the one without. Raises LauncherFailed, ToolMissing."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "icon.ico").write_bytes(icon_file({side: drawn(ICON.read_bytes(), side) for side in SIDES}))
        shutil.copy(SOURCES / "launcher.manifest", folder)
        for program, options in ((reader, ["-mwindows"]), (cli, ["-mconsole", "-DCOMMAND_LINE"])):
            script, resources = Path(folder, "launcher.rc"), Path(folder, "launcher.o")
            script.write_text(resource_script(program.name, version), encoding="utf-8")
            _run("windres", "--codepage=65001", f"--include-dir={folder}", str(script), str(resources))
            strict = ("-O2", "-s", "-Wall", "-Wextra", "-Werror", "-Wl,--no-insert-timestamp")
            source = str(SOURCES / "launcher.c")
            _run("gcc", "-municode", *options, *strict, source, str(resources), "-o", str(program))


def resource_script(name: str, version: str) -> str:
    """What Windows shows of the program `name`: its icon, and in its properties the rest."""
    numbers = ",".join([*version.split("."), "0", "0", "0"][:4])
    what = "FOC Reader" if name == READER else "FOC Reader without a window"
    values = {
        "CompanyName": "The FOC Reader project",
        "FileDescription": what,
        "FileVersion": version,
        "InternalName": name.removesuffix(".exe"),
        "LegalCopyright": "Free software, GPL-3.0-or-later",
        "OriginalFilename": name,
        "ProductName": "FOC Reader",
        "ProductVersion": version,
    }
    lines = "".join(f'            VALUE "{key}", "{value}"\n' for key, value in values.items())
    return f"""\
1 ICON "icon.ico"
1 24 "launcher.manifest"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 0x1
BEGIN
    BLOCK "StringFileInfo"
    BEGIN
        BLOCK "040904B0"
        BEGIN
{lines}        END
    END
    BLOCK "VarFileInfo"
    BEGIN
        VALUE "Translation", 0x409, 1200
    END
END
"""


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """An icon as Windows has it, of a PNG for each length of its sides, which is 256 pixels at most."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = []
    for side, picture in pictures.items():
        entries.append(struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    return head + b"".join(entries) + b"".join(pictures.values())


def _run(tool: str, *words: str) -> None:
    told = said_by(PACKAGE, f"{_PREFIX}{tool}", *words)
    if told.returncode:
        raise LauncherFailed(f"the program that starts the reader could not be compiled:\n{told.stderr}")
