"""What the reading pane shows when there is no library: where it was looked for, and how to find it again."""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication

from foc_reader.core.isolating import isolated
from foc_reader.core.locations import Locations
from foc_reader.core.model import Page
from foc_reader.ui.library_choice import CHOOSE

_STICK = """FOC Reader
    library
        foc
            manifest.json
            documents
            index"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("missing_page", text)


def missing_page(locations: Locations, is_missing: bool, direction: str) -> Page:
    """Where the library was looked for, and how to choose another folder.

    Not `is_missing`: there is one, and nothing in it can be read.
    """
    is_beside = locations.library == locations.resources / "library"
    title = (
        _tr("The library cannot be read")
        if not is_missing
        else _tr("The library folder is not beside the program")
        if is_beside
        else _tr("The library folder is not where it was")
    )
    looked = _tr("It was looked for here:") if is_missing else _tr("It lies here:")
    advice = (
        _tr("If it is on a stick, plug that in and press F5. If it is somewhere else, show where:")
        if is_missing
        else _tr("Copy the library again from where it came, or choose another folder:")
    )
    parts = [
        _block("h1", title, direction),
        _block("p", looked, direction),
        _block("p", isolated(str(locations.library)), direction),
        _block("p", advice, direction),
        f"<p dir='{direction}'><a href='{CHOOSE}'>{_escaped(_tr('Choose folder…'))}</a></p>",
        _block("h2", _tr("What a good stick looks like"), direction),
        _block(
            "p",
            _tr("A folder with the program, and in it “library” with a folder for each library:"),
            direction,
        ),
        # names of files, which are not translated and run from left to right everywhere
        f"<pre dir='ltr'>{_STICK}</pre>",
        _block("p class='meta'", _tr("Your bookmarks are all here: they can be read under Bookmarks."), direction),
    ]
    return Page("".join(parts), ())


def _block(tag: str, text: str, direction: str) -> str:
    return f"<{tag} dir='{direction}'>{_escaped(text)}</{tag.split()[0]}>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
