"""The gallery leaves no state out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures.states import STATES

UI = Path(__file__).parents[1] / "ui"
PARTS = 6
# What can become of the library, of a search and of what is kept: each has pictures, and tests that bring it about.
TABLE = {
    "first run": (
        {"start", "start-narrow", "start-samples"},
        {"test_start_page.py": ["it_says_what_can_be_read_searched_and_what_is_kept", "a_document_opens_from_it"]},
    ),
    "nothing typed": (
        {"nothing-typed", "start-with-bookmarks"},
        {
            "test_searching_states.py": [
                "with_nothing_typed_there_are_queries_to_try",
                "with_nothing_typed_the_newest_bookmarks_are_there_to_be_opened",
            ]
        },
    ),
    "no results": (
        {"nothing-found", "nothing-found-here", "phrase-not-found", "results-some-words", "tree-filtered-to-nothing"},
        {
            "test_searching_states.py": [
                "nothing_found_is_said_large",
                "nothing_found_in_a_scope_offers_the_whole_library_with_what_is_there",
                "nothing_found_with_filters_offers_to_drop_the_one_that_is_in_the_way",
                "titles_that_hold_most_of_the_words_are_offered",
            ]
        },
    ),
    "index still opening": (
        {"index-not-ready"},
        {"test_searching_titles.py": ["titles_work_at_once_while_the_index_opens_and_the_list_says_so"]},
    ),
    "library missing": (
        {"library-missing", "library-missing-searched"},
        {
            "test_library_missing.py": [
                "a_search_says_that_there_is_no_library_not_that_nothing_holds_the_word",
                "the_page_says_what_is_missing_where_it_was_looked_for_and_what_to_do",
                "choosing_a_folder_with_the_keyboard_opens_it_at_once_for_reading_and_searching",
                "bookmarks_can_be_read_without_the_library_and_open_once_it_is_chosen",
            ]
        },
    ),
    "library damaged": (
        {"damaged-with-details", "damaged-document", "bad-index", "index-being-built"},
        {
            "test_library_damaged.py": [
                "some_time_after_the_start_damaged_documents_are_said_and_shown_without_being_asked",
                "damaged_documents_are_grey_as_well",
                "a_damaged_document_says_so_in_one_sentence_and_the_next_one_opens",
                "a_bad_index_is_built_again_and_the_same_question_is_asked_again",
                "a_build_can_be_cancelled_and_leaves_nothing",
            ]
        },
    ),
    "place that may only be read": (
        {"kept-in-memory"},
        {"test_trouble.py": ["a_place_that_may_only_be_read_is_said_once"]},
    ),
    "disk full": (
        {"disk-full", "closing-unsaved"},
        {
            "test_trouble.py": [
                "with_the_disk_full_it_says_what_is_not_saved_and_that_it_is_still_here",
                "closing_with_unsaved_bookmarks_asks_once_more",
            ]
        },
    ),
    "stick pulled out": (
        {"stick-pulled-out"},
        {
            "test_library_missing.py": [
                "a_document_asked_for_after_the_stick_was_pulled_out_says_what_happened_and_what_to_do",
                "f5_after_a_stick_was_pulled_out_says_so_and_what_is_open_stays",
            ]
        },
    ),
    "any error": (
        {"unforeseen", "message", "message-narrow"},
        {
            "test_trouble.py": [
                "a_bug_shows_one_sentence_with_its_details_folded",
                "the_details_of_what_is_said_can_be_copied_with_the_keyboard",
            ]
        },
    ),
}


@pytest.mark.parametrize("row", TABLE)
def test_each_thing_that_can_happen_has_pictures_and_tests_of_its_own(row):
    pictures, tests = TABLE[row]
    assert pictures <= STATES.keys()
    for name, claims in tests.items():
        text = (UI / name).read_text(encoding="utf-8")
        assert [claim for claim in claims if f"def test_{claim}(" not in text] == []


@pytest.fixture(params=range(PARTS))
def part(request):
    """The names of some of the states: a process for all of them would take its time."""
    return sorted(STATES)[request.param :: PARTS]


def test_every_state_can_be_reached_and_nothing_is_cut_in_it(part, tmp_path, make_pictures):
    """In the smallest window, and at 200 %."""
    ran = make_pictures(tmp_path, "--cut", "--only", ",".join(part), "--directions", "usual")
    assert ran.stdout + ran.stderr == ""
    assert ran.returncode == 0
