"""The two documents that come with the reader in full: their words are those of the Coalition, and stay so."""

import hashlib
import re
from pathlib import Path

import pytest

from foc_reader.core.importing.folder import read_sources
from foc_reader.core.tying import tie

SOURCES = Path(__file__).parents[3] / "resources" / "library" / "foc"

# SHA-256 over the words, in order, with one blank between them. Worked out from the scans themselves, before these
# sources were written; of the statement of 2014 the second printing of date and title was left out.
WORDS = {
    "2014-surveillance": (525, "5d518db91059df2a89e7c1ce2f84737adcd2533b0ed27a91c66dbc94b9ad80ef"),
    "2017-program-of-action": (307, "9692f44775070b6e5509055ad2868da1b6ab0f53dea47b2fbbda344ad8b95d1a"),
}


@pytest.fixture(scope="module")
def documents():
    _, documents = read_sources(SOURCES)
    return {document.entry.id: document for document in documents}


@pytest.mark.parametrize("document_id", WORDS)
def test_the_words_are_those_of_the_coalition(documents, document_id):
    words = [word for block in documents[document_id].blocks for word in block.text.split()]
    assert (len(words), hashlib.sha256(" ".join(words).encode()).hexdigest()) == WORDS[document_id]


def test_nothing_was_left_out_on_the_way_in(documents):
    assert {name for name, document in documents.items() if document.entry.form == "text"} == set(WORDS)
    assert {name: document.warnings for name, document in documents.items() if document.warnings} == {}


def test_the_statement_has_its_structure(documents):
    statement = documents["2014-surveillance"]
    assert [(block.level, block.text) for block in statement.headings] == [
        (1, "FOC Joint Statement on the Use and Export of Surveillance Technology"),
        (2, "Freedom Online Coalition Background"),
    ]
    assert statement.blocks[0].text == "October 2014"
    assert statement.links == (
        "http://www.digitaldefenders.org/",
        "http://www.freedomonlinecoalition.com",
        "https://twitter.com/FO_Coalition",
    )
    assert statement.blocks[-1].html == '<a href="ext:2">twitter.com/FO_Coalition</a>'


def test_the_program_has_its_structure(documents):
    program = documents["2017-program-of-action"]
    kinds = [block.kind for block in program.blocks]
    assert kinds == (
        ["paragraph", "heading", "paragraph"]
        + ["heading", "heading", "item", "item", "item"] * 2
        + ["note", "item", "item", "item"]
    )
    assert [block.level for block in program.headings] == [1, 2, 3, 2, 3]
    assert program.links == ()


def test_the_mark_in_the_mission_statement_leads_to_its_note(documents):
    program = documents["2017-program-of-action"]
    note = program.blocks[-4]
    assert note.text.startswith(
        "* To support the above-stated mission statement, Members agreed in the Stockholm Terms"
    )
    assert f'Statement<sup><a href="#{note.pid}">*</a></sup>: The Freedom' in program.blocks[2].html


def targets(document):
    return [target for block in document.blocks for target in re.findall(r'href="doc:foc/([^"]+)"', block.html)]


def test_what_they_mention_leads_to_its_entry(documents):
    assert targets(documents["2014-surveillance"]) == [
        *(
            "iccpr",
            "iccpr",
            "wassenaar",
            "ungp",
            "members",
            "hrc-20-8",
            "hrc-26-13",
            "hrc",
            "unga-68-167",
            "unga",
            "ddp",
        )
    ]
    assert targets(documents["2017-program-of-action"]) == ["udhr", "2017-tor"]


def test_their_words_explain_themselves(documents):
    tied = {document.entry.id: document for document in tie(list(documents.values()))}
    explained = {name: [term.document_id for term in tied[name].terms] for name in WORDS}
    assert explained["2014-surveillance"] == [
        *("freedom-online-coalition", "surveillance-technology", "arbitrary-interference", "interception"),
        *("multistakeholder", "due-diligence", "rule-of-law", "effective-oversight", "resolution", "consensus"),
    ]
    assert explained["2017-program-of-action"] == [
        *("freedom-online-coalition", "internet-sovereignty", "network-disruption", "data-localization"),
        *("cross-border-attack", "civic-space", "digital-divide", "joint-statement"),
    ]


def test_the_pack_names_a_query_that_its_index_must_answer():
    info, documents = read_sources(SOURCES)
    assert (info.id, info.probe_query, info.probe_document) == ("foc", "surveillance", "2014-surveillance")
    assert all(document.entry.pack_id == "foc" for document in documents)
