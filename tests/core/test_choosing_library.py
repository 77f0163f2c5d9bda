"""A missing library is found again by choosing a folder, and the choice is remembered."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.errors import ChosenLibraryMissing, LibraryMissing, PackUnreadable
from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.notebook.settings import Settings, settings_from_value
from foc_reader.core.session import Session


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A stick with a frozen program on it, that keeps things beside it and has no library."""
    stick = tmp_path / "stick"
    program = stick / "programs" / "linux" / "foc-reader"
    program.parent.mkdir(parents=True)
    program.touch()
    (stick / "portable.txt").touch()
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return stick


def choose(session, folder):
    """As the window does."""
    library = session.find_library(folder)
    session.use_library(library)
    session.settings = replace(session.settings, library=session.locations.name_of(library.locations.library))
    session.keep_settings(session.settings)


def test_a_chosen_folder_is_open_at_once_and_its_text_found(small_pack, tmp_path):
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    assert session.is_library_missing and not session.search_titles("rights").hits
    choose(session, small_pack)
    assert not session.is_library_missing and session.problems == ()
    assert session.search_titles("rights").hits
    assert session.open_search() == ()
    assert session.search("lawyer ").hits
    assert session.document("small", "arrest").blocks
    session.close()


def test_a_bookmark_kept_before_opens_in_the_chosen_library(small_pack, tmp_path):
    first = Session.open(Locations.find(small_pack, tmp_path / "kept"))
    document = first.document("small", "arrest")
    first.keep(first.notebook.with_bookmark(first.new_bookmark(document, Locator("small", "arrest"))))
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    (bookmark,) = session.notebook.listed()
    assert session.find_again(bookmark) is None
    choose(session, small_pack)
    assert session.find_again(bookmark) is not None


@pytest.mark.parametrize("inside", ["", "library", "FOC Reader/library", "resources/library"])
def test_the_folder_of_a_stick_or_a_program_is_as_good_as_its_library(small_pack, tmp_path, inside):
    shutil.copytree(small_pack, tmp_path / "stick" / inside / "small")
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    choose(session, tmp_path / "stick")
    assert session.locations.library == tmp_path / "stick" / inside


def test_a_folder_without_packs_is_one_sentence_and_changes_nothing(tmp_path):
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryMissing, match=r"There is no library at .*empty"):
        session.find_library(tmp_path / "empty")
    assert session.locations.library == tmp_path / "nowhere"


def test_a_folder_with_an_unreadable_pack_only_names_it(tmp_path):
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    (tmp_path / "there" / "pack").mkdir(parents=True)
    (tmp_path / "there" / "pack" / "manifest.json").write_text("no JSON")
    choose(session, tmp_path / "there")
    assert [type(problem) for problem in session.problems] == [PackUnreadable]


def test_the_choice_is_remembered_below_the_stick_and_found_where_the_stick_is_then(stick, small_pack, tmp_path):
    shutil.copytree(small_pack, stick / "Documents" / "small")
    session = Session.open(Locations.find())
    assert session.is_library_missing
    choose(session, stick / "Documents")
    assert "Documents" in (stick / "private" / "settings.json").read_text()
    assert str(stick) not in (stick / "private" / "settings.json").read_text()
    elsewhere = tmp_path / "another computer"
    stick.rename(elsewhere)
    sys.executable = str(elsewhere / "programs" / "linux" / "foc-reader")
    later = Session.open(Locations.find())
    assert later.locations.library == elsewhere / "Documents"
    assert later.problems == () and len(later.entries) == 3


def test_a_choice_outside_the_stick_is_remembered_whole(stick, small_pack):
    session = Session.open(Locations.find())
    choose(session, small_pack)
    assert session.settings.library == str(small_pack)
    assert Session.open(Locations.find()).locations.library == small_pack


def test_when_the_chosen_library_is_gone_the_programs_own_opens_and_that_is_said(stick, small_pack, tmp_path):
    shutil.copytree(small_pack, tmp_path / "mine")
    choose(Session.open(Locations.find()), tmp_path / "mine")
    shutil.copytree(small_pack, stick / "programs" / "linux" / "resources" / "library" / "small")
    assert Session.open(Locations.find()).locations.library == tmp_path / "mine"
    (tmp_path / "mine").rename(tmp_path / "moved")
    session = Session.open(Locations.find())
    (problem,) = session.problems
    assert isinstance(problem, ChosenLibraryMissing)
    assert str(tmp_path / "mine") in str(problem)
    assert len(session.entries) == 3 and not session.is_library_missing


def test_when_neither_is_there_the_chosen_one_is_the_one_looked_for(stick, small_pack, tmp_path):
    shutil.copytree(small_pack, tmp_path / "mine")
    choose(Session.open(Locations.find()), tmp_path / "mine")
    shutil.rmtree(tmp_path / "mine")
    (problem,) = Session.open(Locations.find()).problems
    assert isinstance(problem, LibraryMissing) and problem.path == tmp_path / "mine"


def test_a_library_named_when_starting_goes_before_the_choice(small_pack, small_sources, tmp_path):
    choose(Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept")), small_pack)
    build_pack(small_sources(tmp_path / "source"), tmp_path / "named")
    assert Session.open(Locations.find(tmp_path / "named", tmp_path / "kept")).locations.library == tmp_path / "named"
    assert Session.open(Locations.find(None, tmp_path / "kept")).locations.library == small_pack


@pytest.mark.parametrize("value", [7, None, ["x"], "a\0b"])
def test_a_remembered_library_that_makes_no_sense_is_none(value):
    assert settings_from_value({"library": value}) == Settings()


def test_choosing_another_library_keeps_what_is_wrong_with_the_bookmarks(small_pack, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "bookmarks.json").write_text("not ours")
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    assert len(session.problems) == 2
    choose(session, small_pack)
    (problem,) = session.problems
    assert "bookmarks.json" in str(problem)
