"""What is there to be read before anything is started: READ ME FIRST.txt and portable.txt."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

READ_ME = "READ ME FIRST.txt"
SOURCES = Path(__file__).resolve().parent / "read-me-first"
PORTABLE = """\
While this file lies beside the program, FOC Reader keeps what you keep in the
folder "private" here, and nothing on the computer.
"""


def read_me_first(parts: Collection[str]) -> str:
    """The text in every language, English first, of what there is: a part is a system, or "signed" or "unsigned"."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.txt")}
    in_order = sorted(texts, key=lambda language: (language != "en", language))
    return f"\n\n{'=' * 80}\n\n".join(_of(texts[language], parts) for language in in_order)


def for_all_systems(text: str) -> bytes:
    """`text` as every editor shows it: with the line ends of Windows, and marked as UTF-8 where that matters."""
    mark = "" if text.isascii() else "\ufeff"
    return (mark + text.replace("\n", "\r\n")).encode()


def _of(text: str, parts: Collection[str]) -> str:
    """The paragraphs after `[part]` belong to that part, up to the next such line."""
    kept, is_kept = [], True
    for line in text.splitlines(keepends=True):
        mark = re.fullmatch(r"\[([a-z]+)\]\n", line)
        if mark:
            is_kept = mark[1] == "all" or mark[1] in parts
        elif is_kept:
            kept.append(line)
    return "".join(kept)
