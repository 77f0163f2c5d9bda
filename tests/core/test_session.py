"""A session opens what is sound, names what is not, and still finds titles."""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import shutil
from dataclasses import replace

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import (
    DocumentMissing,
    IndexDamaged,
    IndexOutdated,
    LibraryGone,
    LibraryMissing,
    PackUnreadable,
)
from foc_reader.core.locations import Locations
from foc_reader.core.model import Filters, Locator, Quote
from foc_reader.core.session import Session


@pytest.fixture
def copied(small_pack, tmp_path):
    """A pack that may be damaged, and a session on its library, opened anew at each call."""
    library = tmp_path / "library"
    shutil.copytree(small_pack, library / "small")

    def open_it():
        return Session.open(Locations.find(library, tmp_path / "kept"))

    open_it.pack = library / "small"
    return open_it


def test_a_missing_library_is_named_and_the_notebook_still_opens(tmp_path):
    session = Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept"))
    assert [type(problem) for problem in session.problems] == [LibraryMissing]
    assert session.tree() == ()
    assert session.notebook.listed() == ()
    assert session.open_search() == ()
    assert session.search("warrant").hits == ()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOTCONN])
def test_a_drive_that_was_pulled_out_and_answers_with_errors_is_a_library_that_is_gone(copied, monkeypatch, number):
    session = copied()

    def failing(call):
        def fail(path, *words, **more):
            if str(path).startswith(str(copied.pack.parent)):
                raise OSError(number, os.strerror(number), str(path))
            return call(path, *words, **more)

        return fail

    asked = ((os, "open"), (os, "stat"), (os, "scandir"), (os, "listdir"), (io, "open"), (builtins, "open"))
    for place, name in asked:
        monkeypatch.setattr(place, name, failing(getattr(place, name)))
        if number != errno.EIO or name != "open":  # alone, it may be one bad place of the drive
            with pytest.raises(LibraryGone, match="put the stick back"):
                session.document("small", "arrest")
    with pytest.raises(LibraryMissing):
        session.locations.pack_folders()
    assert [type(problem) for problem in copied().problems] == [LibraryMissing], "also when it is looked for again"


def test_a_manifest_that_is_not_json_is_named_and_the_other_pack_opens(copied):
    other = copied.pack.parent / "other"
    other.mkdir()
    (other / "manifest.json").write_text("{ this is no JSON")
    session = copied()
    assert [type(problem) for problem in session.problems] == [PackUnreadable]
    assert len(session.entries) == 3


@pytest.mark.parametrize("name", ["toc.json", "terms", "postings", "docs", "stored"])
def test_a_missing_index_file_is_one_sentence_and_titles_are_found(copied, name):
    (copied.pack / "index" / name).unlink()
    session = copied()
    (problem,) = session.open_search()
    assert "\n" not in str(problem) and "“small”" in str(problem)
    answer = session.search("arrest")
    assert answer.fallback == "titles"
    assert [hit.entry.id for hit in answer.hits] == ["arrest"]


def test_an_index_cut_short_is_damaged(copied):
    terms = copied.pack / "index" / "terms"
    terms.write_bytes(terms.read_bytes()[:-5])
    assert [type(problem) for problem in copied().open_search()] == [IndexDamaged]


def test_an_index_of_another_version_is_outdated(copied):
    toc = copied.pack / "index" / "toc.json"
    contents = json.loads(toc.read_text())
    contents["format"] = "flat 999"
    toc.write_text(json.dumps(contents))
    (problem,) = copied().open_search()
    assert isinstance(problem, IndexOutdated)


def test_a_stock_whoosh_index_is_refused(copied):
    from whoosh import fields, index

    folder = copied.pack / "index"
    shutil.rmtree(folder)
    folder.mkdir()
    writer = index.create_in(folder, fields.Schema(text=fields.TEXT)).writer()
    writer.add_document(text="warrant")
    writer.commit()
    (problem,) = copied().open_search()
    assert isinstance(problem, IndexOutdated)


def test_a_document_that_is_not_there_is_missing(session):
    for name in (("small", "gone"), ("gone", "arrest")):
        with pytest.raises(DocumentMissing):
            session.document(*name)


def test_matches_are_where_the_words_stand(session):
    session.open_search()
    answer = session.search("warrants ")
    opened = session.open_document(Locator("small", "arrest"), answer.words)
    blocks = {block.pid: block.text for block in opened.document.blocks}
    assert [blocks[match.pid][match.start : match.end] for match in opened.matches] == ["warrant", "warrant"]


def test_a_hit_leads_to_the_words_it_was_found_by(session):
    session.open_search()
    hit = session.search("lawyer ").hits[0]
    block = next(block for block in session.document("small", "arrest").blocks if block.pid == hit.locator.pid)
    assert block.text[hit.locator.start : hit.locator.end] == "lawyer"


def test_counts_say_what_each_filter_would_leave(session):
    session.open_search()
    everything = session.search("warrant ")
    assert {count.value: count.documents for count in everything.counts["language"]} == {"en": 2, "ar": 1}
    only = session.search("warrant ", None, Filters(languages=frozenset({"ar"})))
    assert only.documents == 1
    assert {count.value: count.documents for count in only.counts["language"]} == {"en": 2, "ar": 1}


def test_of_two_packs_with_one_id_the_second_is_named(copied):
    shutil.copytree(copied.pack, copied.pack.parent / "twin")
    session = copied()
    (problem,) = session.problems
    assert isinstance(problem, PackUnreadable)
    assert "“twin”" in str(problem) and "the same id" in str(problem)
    assert len(session.entries) == 3


def test_an_index_whose_table_of_contents_is_another_whole_one_is_damaged(copied, small_sources, arrest_text, tmp_path):
    small_sources(tmp_path / "source", arrest=arrest_text.replace("slowly", "quickly"))
    build_pack(tmp_path / "source", tmp_path / "made")
    shutil.rmtree(copied.pack / "index")
    shutil.copytree(tmp_path / "made" / "index", copied.pack / "index")
    session = copied()
    session.open_search()
    assert session.search("arrest").fallback == "titles"
    (problem,) = session.search_problems
    assert isinstance(problem, IndexDamaged)
    assert str(problem).startswith("The search index of “small” is damaged: its table of contents is not the one")


def test_an_index_that_the_manifest_calls_one_of_another_format_is_outdated(copied):
    path = copied.pack / "manifest.json"
    path.write_text(path.read_text().replace('"flat 2"', '"flat 0"'))
    (problem,) = copied().open_search()
    assert isinstance(problem, IndexOutdated)
    assert "“small”" in str(problem)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["arrest", "phones"]),
        (Filters(documents=frozenset({("small", "phones")})), ["phones"]),
        (Filters(packs=frozenset({"other"})), []),
        (Filters(languages=frozenset({"ar"})), []),
        (Filters(collections=frozenset({("Guides",)})), ["arrest", "phones"]),
        (Filters(kinds=frozenset({"Page"})), []),
        (Filters(years=frozenset({"2019"})), ["arrest"]),
    ],
)
def test_titles_are_found_within_the_filters(copied, filters, found):
    shutil.rmtree(copied.pack / "index")
    session = copied()
    for answer in (session.search_titles("a", filters=filters), session.search("a", None, filters)):
        assert answer.fallback == "titles"
        assert sorted(hit.entry.id for hit in answer.hits) == found
        assert (answer.total, answer.documents) == (len(found), len(found))
    session.open_search()
    assert sorted(hit.entry.id for hit in session.search("a", None, filters).hits) == found


@pytest.fixture
def half_indexed(copied, small_sources, tmp_path):
    """The small library, and beside it the same documents in a pack `other` that has no index."""
    source = small_sources(tmp_path / "source")
    (source / "pack.yaml").write_text((source / "pack.yaml").read_text().replace("id: small", "id: other"))
    build_pack(source, copied.pack.parent / "other")
    shutil.rmtree(copied.pack.parent / "other" / "index")
    session = copied()
    session.open_search()
    yield session
    session.close()


def test_documents_of_a_pack_without_an_index_are_found_by_title_after_the_hits(half_indexed):
    answer = half_indexed.search("phones ")
    indexed = [hit for hit in answer.hits if hit.entry.pack_id == "small"]
    assert indexed and answer.hits[: len(indexed)] == tuple(indexed)
    assert [str(hit.locator) for hit in answer.hits[len(indexed) :]] == ["other/phones"]
    assert answer.total == len(indexed) + 1
    assert answer.fallback == ""
    assert half_indexed.search("phones ", limit=1).hits == answer.hits[:1]


def test_titles_beside_an_index_that_finds_nothing_are_no_fallback_and_heed_the_filters(half_indexed):
    assert half_indexed.search("xylophone").hits == ()
    in_other = half_indexed.search("rights", None, Filters(packs=frozenset({"other"})))
    assert [str(hit.locator) for hit in in_other.hits] == ["other/arrest"]
    assert in_other.fallback == ""
    in_small = half_indexed.search("rights", None, Filters(packs=frozenset({"small"})))
    assert {hit.entry.pack_id for hit in in_small.hits} == {"small"}


def test_a_title_with_all_words_stands_before_passages_with_some_of_them(half_indexed):
    answer = half_indexed.search("arrest monitoring ")
    assert {hit.holds_all for hit in answer.hits} == {False} and answer.fallback == "some words"
    answer = half_indexed.search("arr rights ")  # begins no word that is finished, but is a part of the title
    assert [hit.holds_all for hit in answer.hits] == [True] + [False] * (len(answer.hits) - 1)
    assert str(answer.hits[0].locator) == "other/arrest"
    assert answer.fallback == ""


class Counting(Session):
    """Notes which documents it is asked for."""

    asked: tuple[str, ...] = ()

    def document(self, pack_id, document_id):
        self.asked += (f"{pack_id}/{document_id}",)
        return super().document(pack_id, document_id)


def test_lost_are_those_that_are_not_found_again_and_each_document_is_read_once(locations):
    session = Counting.open(locations)
    kept = []
    for name in ("arrest", "phones", "arrest", "phones"):
        document = session.document("small", name)
        kept.extend(session.new_bookmark(document, Locator("small", name, block.pid)) for block in document.blocks)
    moved = replace(kept[0], id="moved", locator=replace(kept[0].locator, pid="0123456789ab"))
    reworded = replace(moved, id="reworded", quote=Quote("words that nobody wrote"))
    elsewhere = replace(kept[0], id="elsewhere", locator=Locator("small", "gone", "0123456789ab"))
    other_pack = replace(kept[0], id="other pack", locator=Locator("gone", "arrest"))
    kept += [moved, reworded, elsewhere, other_pack]
    session.asked = ()
    lost = {key for key, place in session.places(kept).items() if place is None}
    assert lost == {"reworded", "elsewhere", "other pack"}
    assert sorted(session.asked) == ["gone/arrest", "small/arrest", "small/gone", "small/phones"]
    assert lost == {bookmark.id for bookmark in kept if session.find_again(bookmark) is None}


def test_places_say_where_bookmarks_are_now_and_which_are_lost(session):
    document = session.document("small", "phones")
    pid = document.blocks[2].pid
    words = document.blocks[2].text[4:9]
    kept = session.new_bookmark(document, Locator("small", "phones", pid, 4, 9))
    start = replace(session.new_bookmark(document, document.entry.locator), id="start")
    gone = replace(kept, id="gone", locator=Locator("small", "nowhere", pid))
    assert kept.quote.exact == words
    assert session.places([kept, start, gone]) == {kept.id: (2, 4), "start": (0, 0), "gone": None}


def test_looking_for_lost_bookmarks_stops_when_nobody_waits(session):
    document = session.document("small", "arrest")
    token = CancelToken()
    kept = [session.new_bookmark(document, document.entry.locator)]
    assert session.places(kept, token) == {kept[0].id: (0, 0)}
    token.cancel()
    with pytest.raises(Cancelled):
        session.places(kept, token)


def test_the_bundled_library_is_whole_and_answers():
    from foc_reader.core.checking import check_library

    session = Session.open(Locations.find())
    try:
        assert {problem for _, problem in check_library(session)} == {""}
        assert {entry.id for entry in session.entries} >= {"2014-surveillance", "2017-program-of-action"}
    finally:
        session.close()
