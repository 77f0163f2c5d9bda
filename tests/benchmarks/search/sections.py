"""The texts that every engine indexes; of few imports, as each engine's process reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

FILE = "sections.jsonl"


def read_sections(folder: Path) -> Iterator[tuple[str, str]]:
    """(title of its document, text) of each section, in the order of the pack."""
    with (folder / FILE).open(encoding="utf-8") as file:
        for line in file:
            title, text = json.loads(line)
            yield title, text
