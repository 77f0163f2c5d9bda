"""Documents found by their titles."""

from __future__ import annotations

import pytest

from foc_reader.core.model import DocumentEntry
from foc_reader.core.search.titles import TitleList

ENTRIES = [
    DocumentEntry("p", "joint", "Joint Statement on the Export of Surveillance Technology", date="2014"),
    DocumentEntry("p", "export", "Export rules", date="2018"),
    DocumentEntry("p", "liberte", "La Liberté d’expression", language="fr"),
    DocumentEntry("p", "chinese", "言论自由与互联网", language="zh"),
    DocumentEntry("p", "party", "Party and state"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("statement", ["joint"]),
        ("surv", ["joint"]),
        ("export", ["export", "joint"]),  # the one that begins with it first
        ("export ", ["export", "joint"]),
        ("art", []),  # inside a word is not its beginning
        ("STATEMENT technology", ["joint"]),
        ("statement rules", []),
        ("statement OR rules", ["joint", "export"]),
        ('"joint statement"', ["joint"]),
        ('"statement joint"', []),
        ("export -rules", ["joint"]),
        ("export year:2018", ["export"]),
        ("title:joint", ["joint"]),
        ("liberte", ["liberte"]),
        ("LIBERTÉ d'expression", ["liberte"]),
        ("l'expression", ["liberte"]),
        ("自由", ["chinese"]),
        ("lang:fr liberté", ["liberte"]),
        ("year:2014", []),  # no word: not asked for a title
        ("-joint", ["joint"]),
        ("", []),
        ("?! ()", []),
    ],
)
def test_titles_answer_the_query(query, found):
    assert [entry.id for entry in TitleList(ENTRIES).holding(query)] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("the export of xylophones", ["joint", "export"]),
        ("surveillance of xylophones and export", ["joint"]),
        ('"surveillance export"', ["joint", "export"]),  # a phrase is taken apart
        ("xylophone", []),
        ("export xylophone zither lute", []),  # less than half
        ("", []),
    ],
)
def test_the_nearest_titles_hold_at_least_half_of_the_words(query, found):
    assert [entry.id for entry in TitleList(ENTRIES).near(query, 3)] == found


def test_no_more_titles_than_asked_for_are_near():
    assert len(TitleList(ENTRIES).near("export", 1)) == 1


def test_what_can_be_read_comes_before_what_points_to_it():
    card = DocumentEntry("p", "card", "Export controls", form="card")
    assert [entry.id for entry in TitleList([card, *ENTRIES]).holding("export")] == ["export", "joint", "card"]
