"""Where the text of a document begins."""

from __future__ import annotations

import pytest

from foc_reader.core.model import Block, Document, DocumentEntry
from foc_reader.core.reading.opening import opening

LONG = "The Freedom Online Coalition is concerned that the use of surveillance"


def _document(*blocks: tuple[str, str]) -> Document:
    made = [
        Block(f"{number:012x}", kind.rstrip("1"), text, text, level=1 if kind == "heading1" else 0)
        for number, (kind, text) in enumerate(blocks)
    ]
    return Document(DocumentEntry("p", "d", "Title"), tuple(made))


@pytest.mark.parametrize(
    ("blocks", "number"),
    [
        ([("paragraph", "October 2014"), ("heading1", "Title"), ("paragraph", LONG)], 2),
        ([("heading1", "Title"), ("paragraph", "Tallinn, 28 April 2014"), ("paragraph", LONG)], 2),
        ([("paragraph", "FREEDOM ONLINE COALITION"), ("heading1", "Title"), ("rule", ""), ("item", "One")], 3),
        ([("heading1", "Title"), ("paragraph", "Keep it locked.")], 1),
        ([("paragraph", LONG), ("paragraph", LONG)], 0),
        ([("paragraph", LONG), ("heading1", "Part one"), ("paragraph", LONG)], 0),
        ([("row", "Kind\tStatement"), ("row", "Date\t2014")], 0),
        ([("heading1", "Title"), ("heading", "Part"), ("quote", "Kept"), ("paragraph", LONG)], 2),
        ([("heading1", "Title"), ("paragraph", "2014年10月"), ("paragraph", "人权在互联网上。")], 2),
        ([("heading1", "Title"), ("heading", "Part")], 0),
        ([("paragraph", "a line without an end")] * 20 + [("paragraph", LONG)], 0),
        ([], 0),
    ],
)
def test_the_text_begins_below_date_publisher_and_title(blocks, number):
    assert opening(_document(*blocks)) == number
