"""What a screen reader is told when something is wrong: the sentence, as soon as it is there."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def library(damaged_pack) -> Path:
    return damaged_pack


def test_damage_is_announced_and_its_details_have_names(screen_reader):
    screen_reader.hear("Announcement", "1 of 3 documents is damaged. All others can be read.")
    names = {thing.name for thing in screen_reader.things() if "showing" in thing.states}
    assert {"Details", "Close"} <= names


def test_a_document_that_cannot_be_shown_is_announced(screen_reader):
    screen_reader.hear("Announcement", "1 of 3 documents is damaged")
    screen_reader.forget()
    screen_reader.type("lawyer")
    screen_reader.hear("Announcement", "passage")
    screen_reader.press("Return")
    screen_reader.hear("Announcement", "“Rights on arrest” cannot be shown")


def test_the_end_of_the_matches_is_announced(screen_reader):
    screen_reader.type("phone")
    screen_reader.hear("Announcement", "passage")

    def is_past_the_end() -> bool:
        screen_reader.press("F3")  # one result cannot be shown: it leads on to the next one
        return "That was the last match. This is the first." in screen_reader.heard("Announcement")

    screen_reader.wait_for(is_past_the_end, "F3 says that it goes on from the first")
