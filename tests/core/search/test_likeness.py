"""More like this: what other documents say of the same things."""

from __future__ import annotations

import pytest

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.model import Answer, Filters


def like(shelf, document: str, *texts: str, filters: Filters | None = None, limit: int = 20) -> Answer:
    shelf.search("x")
    entry = next(entry for entry in shelf.entries if entry.id == document)
    own = [text for passage in shelf.passages.values() if passage.entry == entry for text in passage.texts]
    return shelf.room.like(entry, texts or own, filters or Filters(), CancelToken(), limit)


@pytest.fixture
def library(shelf):
    shelf.put(
        "shutdowns",
        "A network shutdown cuts people off.",
        "Journalists need encryption.",
        title="Shutdowns of networks",
    )
    shelf.put("same", "When networks are shut down, shutdowns cut people off from news.", title="Cut off")
    shelf.put("encryption", "Encryption protects journalists, and their sources need it.", title="Keys")
    shelf.put("chess", "The game of kings has 64 squares and the people who play it.", title="Chess")
    shelf.put("french", "Les coupures privent les journalistes de sources.", title="Coupures", language="fr")
    return shelf


def ids(answer: Answer) -> list[str]:
    return list(dict.fromkeys(hit.entry.id for hit in answer.hits))


def test_what_is_most_alike_comes_first_and_the_document_itself_does_not(library):
    found = ids(like(library, "shutdowns"))
    assert found[:2] == ["same", "encryption"] and "shutdowns" not in found


def test_a_passage_has_its_own_likeness(library):
    assert ids(like(library, "shutdowns", "Journalists need encryption."))[0] == "encryption"


def test_the_words_that_were_alike_are_marked(library):
    (hit, *_) = like(library, "shutdowns").hits
    marked = {hit.snippet.text[span.start : span.end].lower() for span in hit.snippet.marks}
    assert {"networks", "shutdowns", "cut"} <= marked and "when" not in marked


def test_filters_and_limit_hold(library):
    assert ids(like(library, "shutdowns", filters=Filters(documents=frozenset({("foc", "chess")})))) == ["chess"]
    answer = like(library, "shutdowns", limit=1)
    assert len(answer.hits) == 1 and answer.documents >= 2
    assert answer.counts["language"][0].value == "en"


def test_what_shares_no_word_with_the_library_is_like_nothing(library):
    library.put("alone", "Xylophone.", title="Zither")
    assert like(library, "alone") == Answer("")


@pytest.mark.parametrize("text", ["", "的 网 网络自由" * 500, "a " * 100_000, "\0\ufeff", "1 2 3"])
def test_any_text_is_answered_with_bounded_work(library, text):
    answer = like(library, "chess", text)
    assert len(answer.words) <= 30


def test_the_same_question_has_the_same_answer(library):
    assert like(library, "shutdowns") == like(library, "shutdowns")


def test_it_can_be_cancelled(library):
    library.search("x")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.room.like(library.entries[0], ["Journalists."], Filters(), token)


def test_documents_of_other_packs_are_found(new_shelf):
    from foc_reader.core.search.room import SearchRoom

    one, two = new_shelf("one"), new_shelf("two")
    one.put("a", "Encryption for journalists.")
    two.put("a", "Journalists use encryption.")
    one.build(), two.build()
    with SearchRoom.open([one.pack, two.pack]) as room:
        answer = room.like(one.entries[0], ["Encryption for journalists."], Filters(), CancelToken())
    assert [str(hit.entry.locator) for hit in answer.hits] == ["two/a"]
