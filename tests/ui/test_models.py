"""Every model under Qt's own model tester, while its contents change."""

from __future__ import annotations

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import Block, DocumentEntry
from foc_reader.ui.card_list import CardModel
from foc_reader.ui.cards import Card
from foc_reader.ui.library_model import COLLECTIONS_A_TURN, LibraryModel
from foc_reader.ui.outline import OutlineModel


def test_the_library_model_keeps_qts_rules(qtmodeltester, qtbot):
    model = LibraryModel()
    qtmodeltester.check(model)
    leaves = [DocumentEntry("p", f"d{n}", f"Title {n}", collection=("Inside",), date="2014") for n in range(3)]
    more = [DocumentEntry("q", f"d{n}", "", collection=(f"Collection {n}",)) for n in range(2 * COLLECTIONS_A_TURN)]
    model.set_tree([TreeNode("Pack", [*leaves, DocumentEntry("p", "d", "Title")]), TreeNode("More", more)])
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: model.is_whole)
    qtmodeltester.check(model)
    assert model.find(leaves[2].locator).data() == "\u20682014\u2069 · \u2068Title 2\u2069"


def test_the_card_model_keeps_qts_rules(qtmodeltester):
    model = CardModel()
    qtmodeltester.check(model)
    model.set_rows([(Card("One"), 1), (Card("Some of the words", is_divider=True), None), (Card("Two"), 2)])
    qtmodeltester.check(model)


def test_the_outline_model_keeps_qts_rules(qtmodeltester):
    model = OutlineModel()
    qtmodeltester.check(model)
    model.set_headings([Block("0" * 12, "heading", "One", "One", 2), Block("1" * 12, "heading", "Two", "Two", 3)])
    qtmodeltester.check(model)
    assert model.index(1, 0).data() == "\u2003\u2068Two\u2069"
