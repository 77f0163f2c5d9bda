"""The texts that we and the peers are measured on: documentation packages of Debian, cut into the passages of a pack.

Everything is kept in build/cache/search, which git ignores: made once, then only read.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sections import FILE as SECTIONS

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / "build/cache/search"

# Prose about programs, by many hands; some 80 MB of it in 118,000 passages.
PACKAGES = (
    "debian-policy",
    "developers-reference",
    "erlang-doc",
    "git-doc",
    "libboost1.81-doc",
    "linux-doc-6.1",
    "octave-doc",
    "postgresql-doc-15",
    "python-django-doc",
    "python-pandas-doc",
    "python-scipy-doc",
    "python-sqlalchemy-doc",
    "python3.11-doc",
    "sqlite3-doc",
)
_LARGEST_PAGE = 2_000_000  # bytes: beyond are lists of names
_SHORTEST_PAGE = 300  # characters of prose
_MOST_REPEATED = 5  # times one text may stand in the corpus: menus stand on every page
_LONGEST_TITLE = 200

_PIECE = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|([^<]+)|<", re.S)
_LEFT_OUT = frozenset(("script", "style", "pre", "nav", "header", "footer", "form", "svg", "math", "select", "button"))
_LEFT_OUT_CLASS = re.compile(r'class="[^"]*\b(?:sphinxsidebar|related|navheader|navfooter|headerlink|toc|index)\b')
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "col", "area", "base", "wbr"))
_BLOCKS = frozenset(
    ("p", "li", "dd", "dt", "td", "th", "tr", "div", "section", "table", "ul", "ol", "dl", "blockquote", "body", "main")
)
_HEADING = re.compile("h([1-6])")


class Page(NamedTuple):
    """One page of documentation."""

    id: str
    title: str
    blocks: list[tuple[int, str]]  # (level of a heading, 0 for prose; text)


def make_pack(sections: int, work: Path = CACHE) -> Path:
    """The folder of a pack of `sections` passages, or of as many as this machine's packages give; without an index."""
    folder = work / f"pack-{sections}"
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = _write_pack(sections, work, folder / "pack")
    (folder / "made").write_text(f"{made}\n")
    return folder


def _write_pack(sections: int, work: Path, folder: Path) -> int:
    """How many passages it has. Beside it, `sections.jsonl` holds the same ones for the peers."""
    from foc_reader.core.library.lines import passage_starts
    from foc_reader.core.library.pack import Pack
    from foc_reader.core.library.writing import write_pack
    from foc_reader.core.model import Document, PackInfo

    documents: list[Document] = []
    made = 0
    for page in read_pages(work):
        if made >= sections:
            break
        document = _document(page)
        starts = list(passage_starts(document.blocks))
        if made + len(starts) > sections:
            end = starts[sections - made]
            document = Document(document.entry, document.blocks[:end])
            starts = starts[: sections - made]
        documents.append(document)
        made += len(starts)
    if made < sections:
        print(f"This machine's packages give {made} sections, not {sections}.", file=sys.stderr)
    documents.sort(key=lambda document: (document.entry.collection, document.entry.id))
    write_pack(PackInfo("measured", "What is measured"), documents, folder)
    with (folder.parent / SECTIONS).open("w", encoding="utf-8") as file:
        for passage in Pack.open(folder).listed_passages():
            texts = [*passage.texts]
            if passage.section not in ("", *texts):
                texts.insert(0, passage.section)
            file.write(json.dumps([passage.entry.title, "\n".join(texts)], ensure_ascii=False) + "\n")
    return made


def read_pages(work: Path = CACHE) -> Iterator[Page]:
    """All pages in an order of their own that mixes the packages, always the same."""
    found = []
    for package in PACKAGES:
        folder = unpacked(package, work)
        if folder is not None:
            found += [
                (hashlib.sha256(f"{package}/{path.relative_to(folder)}".encode()).hexdigest(), package, path)
                for path in folder.rglob("*.html")
                if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_PAGE
            ]
    repeated: Counter[str] = Counter()
    for name, package, path in sorted(found):
        page = _read_page(f"{package}-{name[:12]}", path.read_text("utf-8", "replace"), repeated)
        if sum(len(text) for level, text in page.blocks if not level) >= _SHORTEST_PAGE:
            yield page


def unpacked(package: str, work: Path = CACHE) -> Path | None:
    """The files of a Debian package, fetched and unpacked without installing it; None where it cannot be had."""
    folder = work / "packages" / package
    if folder.is_dir():
        return folder
    fetched = work / "fetched"
    fetched.mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "download", "-q", package]
    try:
        subprocess.run(command, cwd=fetched, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archive = next(fetched.glob(f"{package}_*.deb"))
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-x", os.fspath(archive), os.fspath(part)], check=True)
    except (OSError, subprocess.CalledProcessError, StopIteration):
        print(f"The package {package} cannot be had here and is left out.", file=sys.stderr)
        return None
    part.rename(folder)
    archive.unlink()
    return folder


def _read_page(name: str, markup: str, repeated: Counter[str]) -> Page:
    """The prose of a page: no program text, no menus, nothing that stands on page after page."""
    blocks: list[tuple[int, str]] = []
    pieces: list[str] = []
    title = ""
    level, skipped, depth = 0, "", 0

    def flush() -> None:
        text = " ".join(html.unescape("".join(pieces)).replace("¶", " ").split())
        pieces.clear()
        if not text or not any(map(str.isalnum, text)):
            return
        repeated[text] += 1
        if repeated[text] <= _MOST_REPEATED or level:
            blocks.append((level, text[:_LONGEST_TITLE] if level else text[:20_000]))

    for match in _PIECE.finditer(markup):
        closing, tag, attributes, text = match.groups()
        if tag is None:
            if text and not skipped:
                pieces.append(text)
            continue
        tag = tag.lower()
        if skipped:
            if tag == skipped:
                depth += -1 if closing else 1
                if not depth:
                    skipped = ""
        elif not closing and tag not in _VOID and (tag in _LEFT_OUT or _LEFT_OUT_CLASS.search(attributes)):
            skipped, depth = tag, 1
        elif tag == "title":
            if closing and not title:
                title = " ".join(html.unescape("".join(pieces)).split())
            pieces.clear()
        elif heading := _HEADING.fullmatch(tag):
            if closing:
                level = int(heading[1])
            flush()
            level = 0
        elif tag in _BLOCKS:
            flush()
        elif tag == "br":
            pieces.append(" ")
    flush()
    return Page(name, title[:_LONGEST_TITLE] or name, _without_empty_headings(blocks))


def _without_empty_headings(blocks: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [
        block
        for number, block in enumerate(blocks)
        if not block[0]
        or (number + 1 < len(blocks) and (not blocks[number + 1][0] or blocks[number + 1][0] > block[0]))
    ]


def _document(page: Page):
    from foc_reader.core.blocks import make_pids
    from foc_reader.core.model import Block, Document, DocumentEntry

    texts = [_clean(unicodedata.normalize("NFC", text)) for _, text in page.blocks]
    blocks = [
        Block(pid, "heading" if level else "paragraph", html.escape(text, quote=False), text, level)
        for pid, text, (level, _) in zip(make_pids(texts), texts, page.blocks, strict=True)
    ]
    title = _clean(unicodedata.normalize("NFC", page.title))
    collection, _, number = page.id.rpartition("-")
    kind = ("Guide", "Reference", "Note", "Manual")[int(number[:2], 16) % 4]
    entry = DocumentEntry(
        "measured", page.id, title, kind=kind, collection=(collection,), date=str(1995 + int(number[2:4], 16) % 30)
    )
    return Document(entry, tuple(blocks))


def _clean(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
