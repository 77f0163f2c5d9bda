"""Short facts about a document in the words of the person's language: date, publisher, language, length, licence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from foc_reader.core.isolating import isolated
from foc_reader.core.model import Document, DocumentEntry

# M. Brysbaert, "How many words do we read per minute?" (Journal of Memory and Language 109, 2019): 238 for non-fiction
# in English, on average. Formal texts, and readers for whom the language is not the first, take longer.
_WORDS_A_MINUTE = 200
_WITHOUT_BLANKS = {"zh", "ja", "th", "lo", "km", "my", "bo"}  # between words, which therefore cannot be counted


def date_words(date: str) -> str:
    """An ISO 8601 date, whole or reduced, in words: "2014-10" is "October 2014". Anything else comes back as it is."""
    locale = QLocale()
    parts = date.split("-")
    if len(parts) == 2 and all(part.isdigit() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{locale.standaloneMonthName(int(parts[1]))} {parts[0]}"
    day = QDate.fromString(date, "yyyy-MM-dd")
    return locale.toString(day, "d MMMM yyyy") if len(parts) == 3 and day.isValid() else date


def language_name(code: str) -> str:
    """What a language calls itself: "en" is "English"; the code where Qt does not know it."""
    locale = QLocale(code)
    if locale.language() is QLocale.Language.C:
        return code
    name = locale.nativeLanguageName()
    return "English" if locale.language() is QLocale.Language.English else name or code


def opening_facts(document: Document) -> str:
    """The line under the title: "October 2014 · Freedom Online Coalition · English · 2 minutes to read · CC BY 4.0"."""
    entry = document.entry
    date = date_words(entry.date)
    if any(block.text == date for block in document.blocks[:3]):
        date = ""  # the text says it itself, right above
    return _line(date, document.publisher, language_name(entry.language), _length(document), document.licence)


def _length(document: Document) -> str:
    """How long reading takes; nothing where words cannot be counted, and for a card or a word explained."""
    entry = document.entry
    if entry.form not in ("text", "page") or entry.language.split("-")[0] in _WITHOUT_BLANKS:
        return ""
    minutes = max(1, round(sum(len(block.text.split()) for block in document.blocks) / _WORDS_A_MINUTE))
    return QCoreApplication.translate("facts", "%n minute(s) to read", "", minutes)


def place_facts(entry: DocumentEntry, section: str = "") -> str:
    """Where a hit or a bookmark is: "Joint statements · October 2014 · English", and the section."""
    collection = " / ".join(entry.collection)
    section = section_fact(entry, section)
    return _line(collection, date_words(entry.date), language_name(entry.language), section)


def section_fact(entry: DocumentEntry, section: str) -> str:
    """The section, where it says more than the title does."""
    return "" if section.casefold() == entry.title.casefold() else section


def _line(*facts: str) -> str:
    return " · ".join(isolated(fact) for fact in facts if fact)
