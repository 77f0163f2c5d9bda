"""What the library says in its own words: each fact has a source and says how sure it is, and every link leads on."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from foc_reader.core.importing.folder import read_sources
from foc_reader.core.tying import tie

SOURCES = Path(__file__).parents[3] / "resources" / "library" / "foc"
SURE = ("Stated by the Coalition itself, a government or the UN", "Reported by others", "Inferred here")
# 52 rows in the list of facts, less two that were found in no copy, and the two documents that are here in full
CARDS_OF_THE_CATALOGUE = 48
NOT_FOUND = ("Ottawa Agenda", "Blueprint on Information Integrity")


@pytest.fixture(scope="module")
def documents():
    return {document.entry.id: document for document in tie(read_sources(SOURCES)[1])}


def of_form(documents, *forms):
    found = [document for document in documents.values() if document.entry.form in forms]
    assert found
    return found


def facts(document):
    """The rows of an index card: name and value."""
    return dict(block.text.split("\t") for block in document.blocks if block.kind == "row")


def tables(document):
    """Each table of a page of reference: its head and its rows."""
    runs = [list(run) for kind, run in groupby(document.blocks, lambda block: block.kind) if kind == "row"]
    return [([*head.text.split("\t")], [row.text.split("\t") for row in rows]) for head, *rows in runs]


def words_of(document):
    return "\n".join((document.entry.title, *(block.text for block in document.blocks)))


def test_the_library_holds_what_the_facts_give(documents):
    assert Counter(document.entry.form for document in documents.values()) == {
        "text": 2,
        "card": CARDS_OF_THE_CATALOGUE + 14,
        "term": 49,
        "page": 7,
    }
    catalogue = [document for document in documents.values() if document.entry.collection[0] == "Catalogue"]
    assert len(catalogue) == CARDS_OF_THE_CATALOGUE


def test_every_inner_link_leads_to_a_document_of_the_library(documents):
    written = {path: path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.md")}
    dead = [
        (path.name, target)
        for path, text in written.items()
        for target in re.findall(r"\]\(doc:([^)#]+)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL))
        if target.removeprefix("foc/") not in documents
    ]
    assert dead == []
    assert [document.warnings for document in documents.values() if document.warnings] == []


def test_nothing_of_ours_leads_outside(documents):
    assert {document.links for document in of_form(documents, "card", "page", "term")} == {()}


def test_every_card_says_that_its_text_is_not_here_and_where_its_facts_come_from(documents):
    for card in of_form(documents, "card"):
        known = facts(card)
        assert "is not in this library." in words_of(card) or "No text of it is in this library." in words_of(card)
        assert known.get("Official address") or known.get("Source"), card.entry.id
        assert any(sure in known["How sure"] for sure in SURE), card.entry.id
        assert card.source, card.entry.id


def test_every_word_that_is_explained_says_whose_explanation_it_is(documents):
    for entry in of_form(documents, "term"):
        assert facts(entry)["Source"] == "Our own words"
        assert facts(entry)["How sure"].startswith("An explanation by this library")
        assert entry.blocks[0].kind == "paragraph"


def test_every_row_of_a_table_has_a_source_and_says_how_sure_it_is(documents):
    pages = [page for page in of_form(documents, "page") if page.entry.collection == ("Reference",)]
    assert {page.entry.id for page in pages} == {"timeline", "members", "chairs", "conferences"}
    for page in pages:
        assert "As of 21 November 2026." in words_of(page)
        assert tables(page)
        for head, rows in tables(page):
            assert head[-1] == "Source, and how sure"
            for row in rows:
                source, _, sure = row[-1].rpartition(" – ")
                assert len(row) == len(head)
                assert source.strip(), row
                assert sure in SURE, row


def test_what_was_found_in_no_copy_is_not_claimed(documents):
    assert not [words for words in NOT_FOUND for document in documents.values() if words in words_of(document)]
    assert not documents.keys() & {"2022-ottawa", "2024-integrity", "2014-tallinn-agenda", "2017-poa"}
    for unknown in ("2012-wpfd", "2013-osce", "2015-unesco", "2018-itu", "2022-ukraine", "2024-ai-gov"):
        assert facts(documents[unknown])["Title"] == "Our description, not the printed title"
    for inferred in ("2018-poa", "2022-poa", "2023-poa", "2024-cyber1"):
        assert facts(documents[inferred])["Title"] == "Inferred here"
    assert "Topics" not in facts(documents["2015-hrc29"])
    dates = {name: documents[name].entry.date for name in ("2015-localization", "2016-crossborder", "2019-civicspace")}
    dates |= {name: documents[name].entry.date for name in ("2020-disinfo", "2026-iran")}
    assert [*dates.values()] == ["2015", "2016", "2019", "2020", "2026-01"]


def test_a_date_that_is_inferred_says_so(documents):
    for inferred in ("2016-crossborder", "2022-iran", "2024-ai-gov", "2025-ai"):
        assert "is inferred here" in facts(documents[inferred])["Date"]


def test_the_sources_that_disagree_about_the_first_members_are_both_named(documents):
    (_, rows), *_ = tables(documents["members"])
    assert rows[0][1].endswith(" – 15 (13 at the conference)")


def test_entries_list_what_mentions_them(documents):
    assert "FOC Joint Statement on the Use and Export of Surveillance Technology" in [
        mention.title for mention in documents["iccpr"].mentioned_by
    ]
    assert documents["2017-tor"].mentioned_by[0].title == "Program of Action 2017"
    alone = [document.entry.id for document in of_form(documents, "card") if not document.mentioned_by]
    assert set(alone).isdisjoint({"udhr", "iccpr", "ungp", "wassenaar", "ddp", "hrc-20-8", "hrc-26-13", "unga-68-167"})


def test_rights_are_said_of_each_document(documents):
    assert {document.licence for document in of_form(documents, "card", "page", "term")} == {"CC BY-SA 4.0"}
    assert {document.licence for document in of_form(documents, "text")} == {"No licence stated by the publisher"}
