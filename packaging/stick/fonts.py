"""The fonts on a stick: Noto's for the scripts that a computer may lack, as Debian has them, each held to its checksum.

Of the one for Han, kana and Hangul, which has 19 MB, the letters of everyday use are taken: those of GB 2312, of Big5's
and JIS's first levels and of KS X 1001. It is called otherwise then, so that nobody takes it for the whole.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bill_of_materials import Part

ROOT = Path(__file__).resolve().parents[2]
SUMS = ROOT / "packaging" / "stick" / "fonts.sha256"  # of what lies in Debian's packages: PACKAGE/FILE
CACHE = ROOT / "build" / "cache" / "fonts"
HAN = "FOCReaderHan-Regular.otf"
_HAN_SOURCE, _HAN_FAMILY = "fonts-noto-cjk/NotoSansCJK-Regular.ttc", "FOC Reader Han"
_HAN_EDITION = 1  # another one whenever it is made otherwise: it is made once and kept
_LICENCE = "copyright"


class FontsMissing(Exception):
    """They cannot be had here."""


def add(folder: Path) -> list[Part]:
    """Put the fonts into `folder`, which is made; what they are comes back. Raises FontsMissing."""
    sources = _sources()
    folder.mkdir()
    for name, path in sources.items():
        if path.suffix == ".ttf":
            shutil.copyfile(path, folder / Path(name).name)
    shutil.copyfile(_han(sources[_HAN_SOURCE]), folder / HAN)
    texts = {
        package: sources[f"{package}/{_LICENCE}"].read_text(encoding="utf-8")
        for package in ("fonts-noto-core", "fonts-noto-cjk")
    }
    return [
        Part("Noto fonts", "", "OFL-1.1", "https://fonts.google.com/noto", {"OFL-1.1": texts["fonts-noto-core"]}),
        Part(_HAN_FAMILY, "", "OFL-1.1", "https://github.com/notofonts/noto-cjk", {"OFL-1.1": texts["fonts-noto-cjk"]}),
    ]


def _sources() -> dict[str, Path]:
    """Every file that is needed, by its name in fonts.sha256: fetched once, and then kept."""
    wanted = {name: digest for digest, name in map(str.split, SUMS.read_text(encoding="ascii").splitlines())}
    if not all(_is_sound(CACHE / name, digest) for name, digest in wanted.items()):
        _fetch(wanted)
    return {name: CACHE / name for name in wanted}


def _fetch(wanted: dict[str, str]) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        packages = sorted({name.partition("/")[0] for name in wanted})
        try:
            subprocess.run(["apt-get", "-q", "download", *packages], cwd=folder, check=True, capture_output=True)
            for archive in Path(folder).glob("*.deb"):
                subprocess.run(["dpkg-deb", "--extract", archive, folder], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise FontsMissing("Debian's packages of fonts cannot be fetched here") from error
        lying = {_name_of(path): path for path in Path(folder, "usr", "share").rglob("*") if path.is_file()}
        for name, digest in wanted.items():
            if name not in lying or not _is_sound(lying[name], digest):
                raise FontsMissing(f"this system offers another {name} than the one that was looked at")
            (CACHE / name).parent.mkdir(exist_ok=True)
            lying[name].replace(CACHE / name)


def _name_of(path: Path) -> str:
    """As fonts.sha256 has it: the package by its folder of documents, or by what its fonts are."""
    if path.name == _LICENCE:
        return f"{path.parent.name}/{path.name}"
    return f"fonts-noto-{'cjk' if 'CJK' in path.name else 'core'}/{path.name}"


def _is_sound(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _han(source: Path) -> Path:
    """The part of `source` that is shipped; made once, which takes a minute."""
    made_from = hashlib.sha256(source.read_bytes() + "".join(sorted(everyday_letters())).encode())
    made = CACHE / f"han-{_HAN_EDITION}-{made_from.hexdigest()[:16]}.otf"
    if not made.is_file():
        fresh = made.with_suffix(".new")
        _make_han(source, fresh)
        fresh.replace(made)
    return made


def _make_han(source: Path, target: Path) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    options = subset.Options(
        hinting=False,
        layout_features=["ccmp", "kern", "locl", "vert"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    with TTCollection(str(source), lazy=True) as collection:
        font = next(each for each in collection.fonts if each["name"].getDebugName(1) == "Noto Sans CJK SC")
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted(map(ord, everyday_letters())))
        subsetter.subset(font)
        for number, name in ((1, _HAN_FAMILY), (3, HAN), (4, _HAN_FAMILY), (6, Path(HAN).stem)):
            font["name"].removeNames(nameID=number)
            font["name"].setName(name, number, 3, 1, 0x409)
        font["CFF "].cff.fontNames = [Path(HAN).stem]
        font.save(str(target))


def everyday_letters() -> set[str]:
    """The letters of the everyday parts of the old standards of China, Taiwan, Japan and Korea."""
    return {letter for text in _decoded() for letter in text if letter.isprintable()}


def _decoded() -> Iterator[str]:
    # first and last pair of bytes of what is taken from each
    for encoding, first, last in (
        ("gb2312", 0xA1A1, 0xF7FE),
        ("big5", 0xA140, 0xC67E),
        ("shift_jis", 0x8140, 0x9872),
        ("euc_kr", 0xA1A1, 0xC8FE),
    ):
        for pair in range(first, last + 1):
            try:
                yield pair.to_bytes(2, "big").decode(encoding)
            except UnicodeDecodeError:
                continue
