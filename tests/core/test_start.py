"""What the start of the program does not import, and what a search still does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import foc_reader

OPENED = """
import sys
from pathlib import Path
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
session = Session.open(Locations.find(Path(sys.argv[1]), Path(sys.argv[2])))
assert not session.problems and len(session.entries) == 3
"""
INDEX_OPENED = OPENED + "assert session.open_search() == ()\n"
WARM = INDEX_OPENED + "session.warm_up_search()\n"
SEARCHED = INDEX_OPENED + "assert session.search('warrant').hits[0].snippet.marks\n"
DOCUMENT_READ = OPENED + "assert session.open_document(session.entries[0].locator).sections\n"

NEVER = ("email", "http", "multiprocessing", "socket", "ssl", "urllib.request")
IN_A_DOCUMENT = ("foc_reader.core.blocks", "hashlib", "html.parser", "nh3")
IN_A_SEARCH = ("foc_reader.core.search.answering", "foc_reader.core.search.snippets", "Stemmer", "whoosh")
IN_A_BUILD = ("foc_reader.core.importing", "markdown_it", "yaml")
NOW_AND_THEN = ("dataclasses", "datetime", "platformdirs", "shutil", "subprocess", "uuid")
LOOKED_AFTER = ("foc_reader.core.library.verdict", "foc_reader.core.rebuilding")


@pytest.fixture
def loaded(small_pack, tmp_path):
    """The modules that a program of its own has loaded in the end, after it opened the small library."""

    def run(program):
        program += "print(*sys.modules, sep='\\n')"
        ran = subprocess.run(
            [sys.executable, "-c", program, str(small_pack), str(tmp_path / "kept")],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd=Path(foc_reader.__file__).parents[1],
        )
        return set(ran.stdout.split())

    return run


def test_opening_a_session_imports_nothing_that_only_reading_searching_or_building_takes(loaded):
    assert not loaded(OPENED) & {*NEVER, *IN_A_DOCUMENT, *IN_A_SEARCH, *IN_A_BUILD, *NOW_AND_THEN, *LOOKED_AFTER}


def test_opening_the_index_imports_nothing_that_only_a_search_takes(loaded):
    in_a_document = {*IN_A_DOCUMENT} - {"hashlib"}  # the sum of the table of contents is compared
    assert not loaded(INDEX_OPENED) & {*NEVER, *in_a_document, *IN_A_SEARCH, *IN_A_BUILD, *NOW_AND_THEN, *LOOKED_AFTER}


def test_reading_a_document_without_searched_words_imports_nothing_of_the_search(loaded):
    assert not loaded(DOCUMENT_READ) & {*NEVER, *IN_A_SEARCH, *IN_A_BUILD}


def test_a_search_loads_nothing_that_could_open_a_connection(loaded):
    assert not loaded(SEARCHED) & {*NEVER, *IN_A_BUILD}


def test_after_warming_up_a_search_imports_nothing_more(loaded):
    assert loaded(SEARCHED) <= loaded(WARM)


def test_warming_up_without_an_index_loads_no_whoosh(loaded):
    assert "whoosh" not in loaded(OPENED + "session.warm_up_search()\n")


def test_the_stand_ins_for_what_whoosh_does_not_need_are_gone_and_lead_to_the_real_functions(loaded):
    program = """
from foc_reader.core.search.codec import engine
assert not {"urllib.request", "whoosh.lang.morph_en", "whoosh.lang.porter"} & set(sys.modules)
from whoosh.analysis import stem
from whoosh.query.terms import variations
assert stem("rendering") == "render"
assert "rendered" in variations("render")
assert "whoosh.lang.morph_en" in sys.modules
"""
    assert "urllib.request" not in loaded("import sys" + program)
