"""A damaged library opens with what is sound; what is not is named, and a bad index is built again."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from foc_reader.cli.__main__ import main
from foc_reader.core.building import build_pack
from foc_reader.core.library import verdict
from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.session import Session
from foc_reader.ui import mending

BUILD = "Build the search index again"


@pytest.fixture
def library(small_pack, tmp_path) -> Path:
    """A library of one pack, `small`, that may be damaged."""
    shutil.copytree(small_pack, tmp_path / "library" / "small")
    return tmp_path / "library"


@pytest.fixture
def open_it(library, tmp_path, open_window):
    def open_it(data=None, **options):
        return open_window(Session.open(Locations.find(library, data or tmp_path / "kept")), **options)

    return open_it


@pytest.fixture
def keep_nothing(library, open_window):
    """Opens a window that has nowhere to keep anything."""
    usual = Locations.find(library)
    return lambda: open_window(Session.open(Locations(usual.resources, library, None, True, True)))


def spoil(library: Path, *words: bytes) -> None:
    """Change a letter in each document that holds one of `words`."""
    text = library / "small" / "documents" / "text.jsonl"
    data = bytearray(text.read_bytes())
    for word in words:
        data[data.index(word)] ^= 0x20
    text.write_bytes(data)


def repair(library: Path, small_pack: Path) -> None:
    shutil.rmtree(library / "small")
    shutil.copytree(small_pack, library / "small")


def check(hands, outcome) -> None:
    """F5, and wait until `outcome` is true."""
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    hands.bot.waitUntil(outcome)


def label(hands, name: str) -> str:
    """What a label of the status bar says; empty while it is not there."""
    found = hands.window.findChild(QLabel, name)
    return found.text() if found is not None and found.isVisible() else ""


def spoken(hands, title: str) -> str:
    return hands.tree_index(title).data(Qt.ItemDataRole.AccessibleTextRole)


def wait_for_texts(hands) -> None:
    """Until a search finds passages, and not only titles."""
    hands.bot.waitUntil(
        lambda: hands.window._searching.answer is not None and not hands.window._searching.answer.fallback,
        timeout=20_000,
    )


def kept_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


# documents


def test_some_time_after_the_start_damaged_documents_are_said_and_shown_without_being_asked(library, open_it):
    spoil(library, b"Ask for the warrant", b"Keep it locked")
    hands = open_it()
    hands.bot.waitUntil(lambda: hands.said() != "", timeout=mending.REST_MS + 10_000)
    assert hands.said() == "2 of 3 documents are damaged. All others can be read."
    assert label(hands, "damage_label") == "2 files damaged"
    assert "damaged" in spoken(hands, "Rights on arrest") and "damaged" in spoken(hands, "Phones")
    assert "damaged" not in spoken(hands, "حرية")


def test_damaged_documents_are_grey_as_well(library, open_it):
    spoil(library, b"Ask for the warrant")
    hands = open_it()
    check(hands, lambda: hands.said() != "")
    assert hands.said() == "1 of 3 documents is damaged. All others can be read."
    grey = hands.tree_index("Rights on arrest").data(Qt.ItemDataRole.ForegroundRole).color()
    assert grey == QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
    assert hands.tree_index("Phones").data(Qt.ItemDataRole.ForegroundRole) is None


def test_the_details_name_each_and_say_what_to_do_and_the_keyboard_reaches_them(library, open_it):
    spoil(library, b"Ask for the warrant")
    hands = open_it()
    check(hands, lambda: hands.said() != "")
    for _ in range(6):
        if hands.window.findChild(QPushButton, "message_details").hasFocus():
            break
        hands.key(Qt.Key.Key_F6, widget=hands.window)
    hands.key(Qt.Key.Key_Space)
    text = hands.window.findChild(QPlainTextEdit, "message_detail_text")
    assert text.isVisible()
    assert "Rights on arrest\u2069 · \u2068Small library\u2069: it was changed or is damaged" in text.toPlainText()
    assert "Copy the library again" in text.toPlainText() and "F5" in text.toPlainText()
    for _ in range(3):  # past Copy and Close, below which they stand
        hands.key(Qt.Key.Key_Tab)
    assert text.hasFocus()
    hands.window.findChild(QPushButton, "message_details").click()
    assert not text.isVisible()


def test_a_damaged_document_says_so_in_one_sentence_and_the_next_one_opens(library, open_it):
    spoil(library, b"Ask for the warrant")
    hands = open_it()
    hands.tree.setCurrentIndex(hands.tree_index("arrest"))
    with hands.bot.waitSignal(hands.window._reader.failed):
        hands.key(Qt.Key.Key_Return, widget=hands.tree)
    assert hands.said().startswith("The document “Rights on arrest” cannot be shown: it was changed or is damaged.")
    hands.open_document("Phones")
    assert "Keep it locked." in hands.text.toPlainText()


def test_a_bookmark_in_a_damaged_document_is_not_called_lost(library, open_it, small_pack):
    hands = open_it()
    hands.open_document("arrest")
    hands.keep("The warrant")
    hands.window.close()
    spoil(library, b"Ask for the warrant")
    later = open_it()
    later.settle()
    (row,) = [later.bookmarks.model().index(0, 0)]
    assert "Lost" not in row.data(Qt.ItemDataRole.AccessibleTextRole)
    later.bookmarks.setFocus()
    later.key(Qt.Key.Key_Return, widget=later.bookmarks)
    later.bot.waitUntil(lambda: "does not have this passage now" in later.said())


def test_where_nothing_can_be_read_none_is_said_to_be(library, open_it):
    text = library / "small" / "documents" / "text.jsonl"
    text.write_bytes(text.read_bytes().swapcase())
    hands = open_it()
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    hands.bot.waitUntil(lambda: hands.said() != "")
    assert hands.said().startswith("No document can be read: all of them are damaged.")


def test_a_sound_library_is_called_whole_when_asked_and_nothing_is_said_unasked(open_it):
    hands = open_it()
    check(hands, lambda: "whole" in hands.window.statusBar().currentMessage())
    assert hands.window.statusBar().currentMessage() == "The library is whole: 3 documents checked."
    assert hands.said() == "" and label(hands, "damage_label") == ""


def test_after_the_library_was_copied_again_nothing_is_damaged_any_more(library, open_it, small_pack):
    spoil(library, b"Ask for the warrant")
    hands = open_it()
    check(hands, lambda: hands.said() != "")
    repair(library, small_pack)
    check(hands, lambda: hands.said() == "")
    assert "damaged" not in spoken(hands, "Rights on arrest")
    assert label(hands, "damage_label") == ""
    hands.open_document("arrest")


def test_a_newer_edition_copied_over_is_shown_after_f5(library, open_it, small_sources, arrest_text, tmp_path):
    hands = open_it()
    hands.open_document("Phones")
    source = small_sources(tmp_path / "source", arrest=arrest_text.replace("title: Rights on arrest", "title: Arrests"))
    build_pack(source, library / "small")
    check(hands, lambda: any("Arrests" in text for text in hands.tree_texts()))
    hands.settle()
    assert "Keep it locked." in hands.text.toPlainText()  # what one was reading is there still


def test_a_pack_that_cannot_be_read_is_counted(library, open_it, small_sources, tmp_path):
    (library / "broken").mkdir()
    (library / "broken" / "manifest.json").write_text("no JSON")
    hands = open_it()
    hands.bot.waitUntil(lambda: label(hands, "damage_label") == "1 file damaged")
    assert "“broken”" in hands.said()


def test_what_is_asked_for_during_a_check_does_not_wait_for_its_end(open_it, monkeypatch):
    monkeypatch.setattr(verdict, "STEP_BYTES", 50)
    hands = open_it()
    check(hands, lambda: "Checking the library" in label(hands, "progress_label"))
    assert "of 3 documents" in label(hands, "progress_label")
    hands.open_document("Phones")
    assert hands.window._care._mending._check is not None  # it goes on
    hands.bot.waitUntil(lambda: label(hands, "progress_label") == "", timeout=60_000)


def test_closing_the_window_ends_a_check(open_it, monkeypatch):
    monkeypatch.setattr(verdict, "STEP_BYTES", 1)
    hands = open_it()
    check(hands, lambda: "Checking the library" in label(hands, "progress_label"))
    hands.window.close()
    assert not hands.window.isVisible()
    assert hands.window._care._mending._check is None


def test_ten_thousand_damaged_documents_are_not_all_named(open_it):
    from foc_reader.core.damage import MOST_NAMED, Damage
    from foc_reader.core.library.verdict import DamagedDocument
    from foc_reader.core.model import DocumentEntry

    found = tuple(DamagedDocument(DocumentEntry("p", f"d{n}", f"Title {n}"), "gone") for n in range(10_000))
    lines = Damage({}, found, count=10_000).details(can_keep=True).splitlines()
    assert len(lines) == MOST_NAMED + 2
    assert "9800" in lines[MOST_NAMED]


def test_in_a_narrow_window_nothing_of_the_message_is_cut(library, open_it):
    spoil(library, b"Ask for the warrant")
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.window.resize(800, 500)
    check(hands, lambda: "1 of 3 documents" in hands.said())
    text = hands.window.findChild(QLabel, "message_text")
    buttons = [hands.window.findChild(QPushButton, f"message_{name}") for name in ("action", "details", "close")]
    bar = hands.window.findChild(QWidget, "message_bar")

    def are_whole() -> bool:
        below = text.mapTo(bar, text.rect().bottomLeft()).y()
        return all(
            button.width() >= button.sizeHint().width()
            and button.y() > below
            and bar.rect().contains(button.geometry())
            for button in buttons
        )

    hands.bot.waitUntil(lambda: text.visibleRegion().boundingRect().height() >= text.heightForWidth(text.width()))
    hands.bot.waitUntil(are_whole)


# the index


def test_a_bad_index_is_built_again_and_the_same_question_is_asked_again(library, open_it, tmp_path):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    assert hands.said() == (
        "The search index of “\u2068Small library\u2069” is damaged. Documents can be read and found by their titles."
    )
    hands.search("lawyer")
    assert hands.titles() == []
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    hands.press("message_action")
    assert hands.said().startswith("Building the search index: 0 %")
    wait_for_texts(hands)
    assert hands.titles() == ["Rights on arrest"]
    assert hands.said() == "The text of “\u2068Small library\u2069” can be searched again."
    assert label(hands, "damage_label") == "" and label(hands, "progress_label") == ""
    assert {path: path.read_bytes() for path in library.rglob("*") if path.is_file()} == before
    assert kept_in(tmp_path / "kept")[0] == "docs"


def test_the_next_window_searches_with_it_and_says_nothing(library, open_it):
    (library / "small" / "index" / "terms").unlink()
    first = open_it()
    first.press("message_action")
    first.bot.waitUntil(lambda: "can be searched again" in first.said(), timeout=20_000)
    first.window.close()
    hands = open_it()
    assert hands.said() == ""
    hands.search("lawyer")
    assert hands.titles() == ["Rights on arrest"]
    check(hands, lambda: "whole" in hands.window.statusBar().currentMessage())


def test_progress_rises_in_the_bar_and_in_the_status_bar(library, open_it, qtbot):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    steps = []
    hands.window._care._mending.amended.connect(lambda topic, sentence: steps.append((sentence, hands.said())))
    hands.press("message_action")
    assert label(hands, "progress_label") == "Building the search index: 0 %"
    hands.bot.waitUntil(lambda: "can be searched again" in hands.said(), timeout=20_000)
    assert [sentence for sentence, said in steps] == [said for sentence, said in steps]
    assert [sentence.partition(" %")[0] for sentence, _ in steps] == [
        f"Building the search index: {percent}" for percent in (33, 66, 99)
    ]


def test_a_build_can_be_cancelled_and_leaves_nothing(library, open_it, tmp_path):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.press("message_action")
    button = hands.window.findChild(QPushButton, "message_action")
    assert button.text() == "Stop"
    hands.press("message_action")
    assert "is damaged" in hands.said() and button.text() == "Build the index again"
    assert "Nothing of the new index was kept" in hands.window.statusBar().currentMessage()
    hands.bot.waitUntil(lambda: not hands.window._care._mending._builder.is_busy)
    assert not (tmp_path / "kept").exists()
    hands.press("message_action")  # and can be begun anew
    hands.bot.waitUntil(lambda: "can be searched again" in hands.said(), timeout=20_000)


def test_closing_the_window_ends_a_build(library, open_it, tmp_path):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.press("message_action")
    hands.window.close()
    assert not (tmp_path / "kept").exists()


def test_what_is_said_meanwhile_is_not_overwritten_by_progress(library, open_it):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.press("message_action")
    hands.window._messages.say("Something else.")
    steps = ("33 %", "66 %", "99 %")  # none is there for long
    hands.bot.waitUntil(lambda: label(hands, "progress_label").endswith(steps), timeout=20_000)
    assert hands.said() == "Something else."


def test_a_full_disk_is_said_with_another_try(library, open_it, tmp_path, monkeypatch, in_others):
    full = f"""
        import os
        def full(handle):
            raise OSError({errno.ENOSPC}, "No space left on device")
        os.fsync = full
    """
    in_others("--rebuild-index", full)
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.press("message_action")
    hands.bot.waitUntil(lambda: "the disk is full" in hands.said(), timeout=20_000)
    assert hands.window.findChild(QPushButton, "message_action").text() == "Try again"
    assert not (tmp_path / "kept").exists()
    monkeypatch.delenv("PYTHONPATH")
    hands.press("message_action")
    hands.bot.waitUntil(lambda: "can be searched again" in hands.said(), timeout=20_000)


def test_with_nowhere_to_keep_an_index_none_is_offered_and_that_is_said(library, keep_nothing):
    (library / "small" / "index" / "terms").unlink()
    hands = keep_nothing()
    assert "is damaged" in hands.said()
    assert not hands.window.findChild(QPushButton, "message_action").isVisible()
    hands.press("message_details")
    text = hands.window.findChild(QPlainTextEdit, "message_detail_text").toPlainText()
    assert "there is no place where it could be kept" in text
    assert BUILD not in hands.in_library_menu()


def test_the_menu_offers_only_what_is_of_use(library, open_it):
    hands = open_it()
    always = {"Show the library", "Check the library again", "Open another library…"}
    always |= {"Make a copy for someone…", "Check this copy…"}
    assert set(hands.in_library_menu()) == always
    hands.window.close()
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.in_library_menu()[BUILD].trigger()
    assert BUILD not in hands.in_library_menu()
    hands.in_library_menu()["Stop building the search index"].trigger()
    assert BUILD in hands.in_library_menu()


def test_an_index_that_proves_damaged_only_while_searching_can_be_built_again(library, open_it):
    postings = library / "small" / "index" / "postings"
    postings.write_bytes(bytes(postings.stat().st_size))
    hands = open_it()
    assert hands.said() == ""
    hands.search("lawyer")
    hands.bot.waitUntil(lambda: "is damaged" in hands.said())
    hands.press("message_action")
    wait_for_texts(hands)
    assert hands.titles() == ["Rights on arrest"]


def test_an_index_of_another_version_is_called_so(library, open_it):
    path = library / "small" / "manifest.json"
    path.write_text(path.read_text().replace('"flat 2"', '"flat 0"'))
    hands = open_it()
    assert "was not made for this version" in hands.said()
    hands.press("message_action")
    hands.bot.waitUntil(lambda: "can be searched again" in hands.said(), timeout=20_000)


def test_of_two_packs_the_one_with_a_bad_index_is_named_and_both_are_built_one_after_the_other(
    library, open_it, small_sources, tmp_path
):
    source = small_sources(tmp_path / "source")
    words = (source / "pack.yaml").read_text().replace("id: small", "id: other").replace("Small library", "Other one")
    (source / "pack.yaml").write_text(words)
    build_pack(source, library / "other")
    (library / "other" / "index" / "terms").unlink()
    hands = open_it()
    assert "“\u2068Other one\u2069” is damaged" in hands.said()
    hands.window.close()
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    assert hands.said().startswith("The search indexes of 2 libraries cannot be used.")
    hands.press("message_action")
    hands.search("lawyer")
    hands.bot.waitUntil(lambda: len(hands.titles()) == 2, timeout=20_000)
    assert label(hands, "damage_label") == ""


def test_once_the_librarys_own_index_is_sound_again_the_one_built_here_goes(library, open_it, small_pack, tmp_path):
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    hands.press("message_action")
    hands.bot.waitUntil(lambda: "can be searched again" in hands.said(), timeout=20_000)
    repair(library, small_pack)
    check(hands, lambda: not (tmp_path / "kept" / "indexes").exists())
    hands.search("lawyer")
    assert hands.titles() == ["Rights on arrest"]


def test_documents_and_index_damaged_are_one_message_and_the_build_says_what_it_left_out(library, open_it):
    spoil(library, b"Ask for the warrant")
    (library / "small" / "index" / "terms").unlink()
    hands = open_it()
    check(hands, lambda: "1 of 3 documents is damaged" in hands.said() and "index" in hands.said())
    assert label(hands, "damage_label") == "2 files damaged"
    hands.press("message_action")
    hands.bot.waitUntil(lambda: "1 damaged document could not be included" in hands.said(), timeout=20_000)
    assert label(hands, "damage_label") == "1 file damaged"
    hands.search("warrant")
    wait_for_texts(hands)
    assert "Rights on arrest" not in hands.titles() and "Phones and the law" in hands.titles()


def test_a_window_without_a_place_for_an_index_opens_documents_all_the_same(keep_nothing):
    hands = keep_nothing()
    hands.window.open_locator(Locator("small", "phones"))
    hands.bot.waitUntil(lambda: "Keep it locked." in hands.text.toPlainText())


# the same on the command line


@pytest.mark.parametrize("what", ["nothing", "one document", "two documents", "index", "both", "no index"])
def test_the_command_line_says_of_a_library_what_the_window_says(library, open_it, tmp_path, capfd, what):
    if what in ("one document", "both"):
        spoil(library, b"Ask for the warrant")
    if what == "two documents":
        spoil(library, b"Ask for the warrant", b"Keep it locked")
    if what in ("index", "both"):
        (library / "small" / "index" / "terms").unlink()
    if what == "no index":
        shutil.rmtree(library / "small" / "index")
    hands = open_it()
    check(hands, lambda: hands.window._care._mending._damage.count == 3)  # everything was looked at
    details = hands.window.findChild(QPushButton, "message_details")
    if what == "nothing":
        sentence, lines = hands.window.statusBar().currentMessage(), []
    else:
        sentence = hands.said()
        hands.bot.mouseClick(details, Qt.MouseButton.LeftButton)
        lines = hands.window.findChild(QPlainTextEdit, "message_detail_text").toPlainText().splitlines()
    status = main(["check", "--library", str(library), "--data-dir", str(tmp_path / "other")])
    out, complaint = capfd.readouterr()
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in [sentence, *lines]]
    assert f"{'right' if what == 'nothing' else 'wrong'}  {plain[0]}" in out.splitlines()
    assert complaint.splitlines()[-len(plain) + 1 :] == plain[1:]
    assert status == (0 if what == "nothing" else 1)
