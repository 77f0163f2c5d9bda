"""What the reading pane shows before a document is open: where to begin, and what this program does not do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from foc_reader.core.model import DocumentEntry, Page
from foc_reader.core.session import Session
from foc_reader.ui.facts import date_words

_MOST_LISTED = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("start_page", text)


def first_page(session: Session, kept: str, window: QWidget) -> Page:
    """The start page; without a document, what has become of the library. `kept` says where bookmarks go."""
    direction = "rtl" if window.layoutDirection() is Qt.LayoutDirection.RightToLeft else "ltr"
    if session.entries or not session.problems:
        return start_page(session.entries, kept, direction)
    from foc_reader.ui.missing_page import missing_page

    return missing_page(session.locations, session.is_library_missing, direction)


def start_page(entries: Sequence[DocumentEntry], kept: str, direction: str) -> Page:
    """A page that lists the first documents in full as links; `kept` says in a sentence where bookmarks go."""
    entries = [entry for entry in entries if entry.form == "text"] or entries
    parts = [_paragraph("h1", _tr("FOC Reader"), direction)]
    if entries:
        parts.append(_paragraph("p", _tr("Choose a document, or type a word in the box above."), direction))
        parts += [_link(entry, direction) for entry in entries[:_MOST_LISTED]]
    else:
        parts.append(_paragraph("p", _tr("There is no library here yet."), direction))
    promise = _tr("Nothing leaves this computer: this program never uses the internet.")
    parts.append(_paragraph("p class='meta'", f"{promise} {kept}", direction))
    return Page("".join(parts), ())


def _paragraph(tag: str, text: str, direction: str) -> str:
    return f"<{tag} dir='{direction}'>{_escaped(text)}</{tag.split()[0]}>"


def _link(entry: DocumentEntry, direction: str) -> str:
    date = _escaped(date_words(entry.date))
    title = f"<a href='doc:{entry.pack_id}/{entry.id}'>\u2068{_escaped(entry.title)}\u2069</a>"
    return f"<p dir='{direction}'>{title}" + (f"<br>\u2068{date}\u2069" if date else "") + "</p>"


def _escaped(text: str) -> str:
    """As html.escape() does for text; the module `html` takes 3 ms, which the first page can do without."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
