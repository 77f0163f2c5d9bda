"""A small real library for tests of everything above the rooms: its sources, its pack, a session on it."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import settings

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session

# How long an example takes says something of the computer, nothing of the program; all of them fit into five minutes
settings.register_profile("foc", deadline=None, max_examples=60)
settings.load_profile("foc")

PACK = """\
id: small
title: Small library
publisher: The tests
licence: CC0
probe:
  query: warrant
  document: arrest
"""

ARREST = """\
---
id: arrest
title: Rights on arrest
date: 2019-03
kind: Guide
collection: Guides
publisher: The tests
---

# Rights on arrest

Nobody may be held without a reason. Ask for the warrant, and read the warrant slowly.

## Who may come with you

A lawyer may be with you at every question. See [the law on phones](doc:small/phones).

## What to write down

Write down names and times. More is at <https://example.org/arrest>.
"""

PHONES = """\
---
id: phones
title: Phones and the law
date: 2021
kind: Guide
collection: Guides
publisher: The tests
licence: CC0
---

A phone may be searched only with a warrant.

> Keep it locked.

- Use a long code.
- Switch it off at a border.

The monitoring of phones is a matter of law in every country.
"""

ARABIC = """\
---
id: arabic
title: حرية التعبير
language: ar
direction: rtl
date: 2020-05-03
kind: Page
collection: Languages
publisher: The tests
---

لكل شخص الحق في حرية الرأي والتعبير.

The word warrant stands here, too.
"""


def _write_sources(folder: Path, **changed: str) -> Path:
    """The sources of the small library; `changed` replaces the text of a document by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    for name, text in {"arrest": ARREST, "phones": PHONES, "arabic": ARABIC, **changed}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_sources():
    """Writes the sources of the small library: `small_sources(folder, arrest=changed text)`."""
    return _write_sources


@pytest.fixture(scope="session")
def arrest_text() -> str:
    """The source of the document “Rights on arrest”."""
    return ARREST


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory) -> Path:
    """The small library's pack. Not to be changed: copy it first."""
    folder = tmp_path_factory.mktemp("small")
    build_pack(_write_sources(folder / "source"), folder / "pack")
    return folder / "pack"


@pytest.fixture
def damaged_pack(small_pack, tmp_path) -> Path:
    """A copy of the small library's pack in which “Rights on arrest” is damaged."""
    shutil.copytree(small_pack, tmp_path / "damaged")
    text = tmp_path / "damaged" / "documents" / "text.jsonl"
    text.write_bytes(text.read_bytes().replace(b"Nobody may be held", b"Anybody may be hel"))
    return tmp_path / "damaged"


@pytest.fixture
def locations(small_pack, tmp_path) -> Locations:
    return Locations.find(library=small_pack, data_dir=tmp_path / "kept")


@pytest.fixture
def session(locations):
    opened = Session.open(locations)
    yield opened
    opened.close()


@pytest.fixture
def in_others(tmp_path, monkeypatch):
    """Has code run first in each process of the reader that is started with this option from now on."""

    def run(option: str, code: str) -> None:
        site = tmp_path / "site"
        site.mkdir()
        begin = f"import sys\nif {option!r} in sys.orig_argv:\n"
        (site / "sitecustomize.py").write_text(begin + indent(dedent(code), "    "))
        monkeypatch.setenv("PYTHONPATH", str(site))

    return run
