"""What the reading pane shows without a document: what to read, how to search, what was kept, and what is promised.

It is in the window's first paint: plain text put together, and nothing imported for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from foc_reader.core.isolating import isolated
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import Bookmark, DocumentEntry, Page
from foc_reader.core.session import Session
from foc_reader.ui.examples import Example, examples, meaning_of
from foc_reader.ui.facts import date_words

COPY = "library:copy"  # the link to making a copy

_MOST_LISTED = 6
_MOST_DOORS = 8
_MOST_KEPT = 3
_SHORT = 40  # characters of a title
_LONGEST_NAME = 90  # characters of a bookmark's name


def _tr(text: str) -> str:
    return QCoreApplication.translate("start_page", text)


def first_page(session: Session, kept: str, is_mirrored: bool) -> Page:
    """The start page; where there is no document, what has become of the library. `kept` as for the start page."""
    if session.entries or not session.problems:
        return start_page(session, kept, is_mirrored)
    from foc_reader.ui.missing_page import missing_page

    return missing_page(session.locations, session.is_library_missing, _direction(is_mirrored))


def start_page(session: Session, kept: str, is_mirrored: bool) -> Page:
    """A page of links: `doc:` to a document, `collection:` to that in which one is, `search:N`, `bookmark:ID`, COPY.

    `kept` says in a sentence where bookmarks go.
    """
    entries, bookmarks = session.entries, session.notebook.listed()
    direction = _direction(is_mirrored)
    parts = [_paragraph("h1", _tr("FOC Reader"), direction)]
    if entries:
        parts.append(_paragraph("h2", _tr("Read"), direction))
        parts += [_document(entry, direction) for entry in first_documents(entries)]
        parts += _doors(session.packs, direction)
        parts.append(_paragraph("h2", _tr("Search"), direction))
        parts.append(_examples(_queries(session), direction))
    else:
        parts.append(_paragraph("p", _tr("There is no library here yet."), direction))
    if bookmarks:
        parts.append(_paragraph("h2", _tr("Kept last"), direction))
        parts += [_bookmark(bookmark, direction) for bookmark in bookmarks[:_MOST_KEPT]]
    if entries:
        parts.append(_paragraph("h2", _tr("Pass it on"), direction))
        parts.append(f"<p dir='{direction}'>{_link(COPY, _tr('Make a copy for someone'))}</p>")
    promise = _tr("Nothing leaves this computer: this program never uses the internet.")
    only = _tr("Only bookmarks, notes and settings are kept.")
    sentences = [promise, only, kept]
    if session.locations.is_portable:
        sentences.append(_tr("Close this window before you take out the stick: then nothing on it is in use."))
    parts.append(_paragraph("p class='more'", " ".join(sentences), direction))
    return Page("".join(parts), ())


def _direction(is_mirrored: bool) -> str:
    return "rtl" if is_mirrored else "ltr"


def example(session: Session, number: int) -> str:
    """The query of the link `search:NUMBER`."""
    return _queries(session)[number].query


def _queries(session: Session) -> tuple[Example, ...]:
    pack = next(iter(session.packs), None)
    return examples(pack.info, pack.entries) if pack else ()


def first_documents(entries: Sequence[DocumentEntry]) -> Sequence[DocumentEntry]:
    """Where to begin: texts in full; of many the first of each collection, then the first of all."""
    texts = _in_full(entries)
    if len(texts) <= _MOST_LISTED:
        return texts
    firsts: dict[tuple[str, ...], DocumentEntry] = {}
    for entry in texts:
        firsts.setdefault((entry.pack_id, *entry.collection[:1]), entry)
        if len(firsts) == _MOST_LISTED:
            break
    return tuple(dict.fromkeys([*firsts.values(), *texts[:_MOST_LISTED]]))[:_MOST_LISTED]


def _in_full(entries: Sequence[DocumentEntry]) -> Sequence[DocumentEntry]:
    return [entry for entry in entries if entry.form == "text"] or entries


def _doors(packs: Sequence[Pack], direction: str) -> list[str]:
    """A line of links to pages of reference and to the words that are explained, as the tree has them."""
    doors: list[tuple[str, DocumentEntry]] = []
    for pack in packs:
        order = {name: number for number, name in enumerate(pack.info.collections)}
        pages = [(entry.title, entry) for entry in pack.entries if entry.form == "page"]
        terms = [entry for entry in pack.entries if entry.form == "term"]
        if terms:
            first = min(terms, key=lambda entry: entry.title.casefold())
            pages.append((first.collection[-1] if first.collection else pack.info.title, first))
        doors += sorted(pages, key=lambda door, order=order: order.get("".join(door[1].collection[:1]), len(order)))  # type: ignore[misc]
    if not doors:
        return []
    links = " · ".join(
        _link(f"{'collection' if entry.form == 'term' else 'doc'}:{entry.pack_id}/{entry.id}", _unbroken(title))
        for title, entry in doors[:_MOST_DOORS]
    )
    return [f"<p dir='{direction}'>{links}</p>"]


def _unbroken(title: str) -> str:
    """A short title on one line."""
    return title.replace(" ", "\u00a0") if len(title) <= _SHORT else title


def _examples(queries: Sequence[Example], direction: str) -> str:
    lines = [_escaped(_tr("Type a word in the box above, or try one of these:"))]
    lines += [
        f"{_link(f'search:{number}', made.query)} – {_escaped(meaning_of(made))}" for number, made in enumerate(queries)
    ]
    return f"<p dir='{direction}'>{'<br>'.join(lines)}</p>"


def _document(entry: DocumentEntry, direction: str) -> str:
    facts = " · ".join(_escaped(isolated(fact)) for fact in (entry.kind, date_words(entry.date)) if fact)
    link = _link(f"doc:{entry.pack_id}/{entry.id}", entry.title)
    return f"<p dir='{direction}'>{link}" + (f"<br>{facts}" if facts else "") + "</p>"


def _bookmark(bookmark: Bookmark, direction: str) -> str:
    name = " ".join(bookmark.name.split())
    shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"
    return f"<p dir='{direction}'>{_link(f'bookmark:{bookmark.id}', shown or bookmark.title)}</p>"


def _paragraph(tag: str, text: str, direction: str) -> str:
    return f"<{tag} dir='{direction}'>{_escaped(text)}</{tag.split()[0]}>"


def _link(address: str, text: str) -> str:
    return f"<a href='{_escaped(address)}'>{_escaped(isolated(text))}</a>"


def _escaped(text: str) -> str:
    """As html.escape() does; the module `html` takes 3 ms, which the first page can do without."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
