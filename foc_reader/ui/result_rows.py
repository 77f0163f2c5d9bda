"""The rows of the list of results: titles first, then passages by document, those with some of the words last."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from foc_reader.core.model import Answer, Hit, Snippet, Span
from foc_reader.ui.cards import Card
from foc_reader.ui.facts import place_facts, section_fact
from foc_reader.ui.titles import Titles

Row = tuple[Card, object]


def result_rows(answer: Answer | None, titles: Titles | None) -> list[Row]:
    """A card a hit; without the title where the one above is of the same document."""
    named = titles.hits if titles and not (answer and answer.fallback == "titles") else ()
    rows = list(_title_rows(named, titles.total)) if titles and named else []
    passages = list(_passage_rows(answer, named)) if answer else []
    if rows and passages and not passages[0][0].is_divider:
        rows.append((Card(_tr("In the texts"), is_divider=True), None))
    return rows + passages


def _title_rows(hits: tuple[Hit, ...], total: int) -> Iterator[Row]:
    words = _tr("Titles")
    if total > len(hits):
        words = _tr("Titles: {shown} of {total}").format(shown=len(hits), total=total)
    yield Card(words, is_divider=True), None
    for hit in hits:
        yield Card(hit.entry.title, place_facts(hit.entry)), hit


def _passage_rows(answer: Answer, named: tuple[Hit, ...]) -> Iterator[Row]:
    """The hits, less those that show nothing but a title that stands above."""
    above = {hit.entry.locator for hit in named}
    before: Hit | None = None
    for hit in answer.hits:
        if not hit.snippet.marks and hit.entry.locator in above:
            continue
        if not hit.holds_all and (before is None or before.holds_all) and answer.fallback != "some words":
            yield Card(_tr("These hold only some of the words"), is_divider=True), None
            before = None
        continues = before is not None and before.entry == hit.entry
        section, excerpt = _said_once(hit)
        facts = section_fact(hit.entry, section) if continues else place_facts(hit.entry, section)
        yield Card("" if continues else hit.entry.title, facts, excerpt), hit
        before = hit


def _said_once(hit: Hit) -> tuple[str, Snippet]:
    """Section and excerpt of a hit, where the excerpt does not begin with what title and section say already.

    Where words are marked in these headings they stay, and the section is left out instead.
    """
    text, marks, end, is_named = hit.snippet.text, hit.snippet.marks, 0, False
    for heading in dict.fromkeys((hit.entry.title, hit.section)):
        if heading and f"{text[end:]} ".startswith(f"{heading} "):
            end += len(heading) + 1
            is_named = is_named or heading == hit.section
    if end < len(text) and not (marks and marks[0].start < end):
        return hit.section, Snippet(text[end:], tuple(Span(mark.start - end, mark.end - end) for mark in marks))
    return "" if is_named else hit.section, hit.snippet


def _tr(text: str) -> str:
    return QCoreApplication.translate("result_rows", text)
