"""What the page of results says in words: how much was found and where, and what to do where nothing was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from foc_reader.core.isolating import contained, isolated
from foc_reader.core.model import BEST_FIRST, Answer, Bookmark
from foc_reader.core.search.suggestion import Suggestion
from foc_reader.ui.examples import Example, meaning_of
from foc_reader.ui.facts import place_facts
from foc_reader.ui.filter_row import filter_title, filter_words
from foc_reader.ui.limits import LIBRARY, Limits
from foc_reader.ui.next_steps import Step
from foc_reader.ui.offers import Offer, Said
from foc_reader.ui.result_tools import order_words
from foc_reader.ui.scope_button import scope_words
from foc_reader.ui.titles import Titles

if TYPE_CHECKING:
    from foc_reader.ui.asked import Like

Parts = list[Said | Offer]

_LONGEST_QUERY = 200  # characters
_LONG_RUN = re.compile(r"\S{16}(?=\S)")  # of a word: a line of the narrowest pane holds it


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("results", text, "", count)


def summary_of(answer: Answer, limits: Limits, order: str = BEST_FIRST) -> str:
    """How much was found; below it what a reader should know of how it was searched for."""
    lines = [_found(answer) if answer.total else _tr("Found in titles only")]
    if limits.scope != LIBRARY:
        lines[0] = _tr("{found} · {scope}").format(found=lines[0], scope=scope_words(limits.scope))
    if order != BEST_FIRST and answer.total:
        lines[0] = _tr("{found} · {order}").format(found=lines[0], order=order_words(order).lower())
    if answer.fallback == "some words":
        lines.append(_tr("No passage holds all the words. These hold some of them."))
    elif answer.fallback == "plain words":
        lines.append(_tr("Searched as plain words."))
    elif answer.fallback == "titles":
        lines.append(_only_titles())
    return "\n".join(lines)


def nothing_typed(bookmarks: Sequence[Bookmark], examples: Sequence[Example]) -> Parts:
    """The newest bookmarks, and queries to try."""
    parts: Parts = []
    if bookmarks:
        parts.append(Said(_tr("Recent bookmarks"), "heading"))
        parts += [Offer(isolated(kept.name), _kept_facts(kept), kept) for kept in bookmarks]
    if examples:
        parts.append(Said(_tr("Searches to try"), "heading"))
        parts += [_example(example) for example in examples]
    return parts


def _kept_facts(kept: Bookmark) -> str:
    if kept.search is None:
        return isolated(kept.title)
    from foc_reader.ui.saved_searches import search_facts

    return search_facts(kept)


def nothing_found(
    answer: Answer,
    titles: Titles | None,
    steps: Sequence[Step],
    like: Like | None = None,
    suggestion: Suggestion | None = None,
) -> Parts:
    """That nothing was found, and each step that does lead somewhere."""
    if like:
        return [Said(nothing_words(answer, like), "large")]
    advice = _tr("Try fewer words, or the beginning of a word.")
    if answer.fallback == "titles":
        advice = _only_titles()
    elif answer.fallback == "no library":
        advice = _tr("Open one in the Library menu, or plug in the stick it is on and press F5.")
    parts: Parts = [Said(nothing_words(answer), "large")]
    if suggestion:
        parts.append(Offer(meant_words(suggestion), _documents(suggestion.documents), suggestion))
    else:
        parts.append(Said(advice))
    parts += [Offer(_step(step), _documents(step.documents), step) for step in steps]
    if titles and titles.nearest:
        parts.append(Said(_tr("Titles that come near"), "heading"))
        parts += [Offer(isolated(hit.entry.title), place_facts(hit.entry), hit) for hit in titles.nearest]
    return parts


def meant_words(suggestion: Suggestion) -> str:
    """The question whether another query was meant."""
    return _tr("Did you mean: {query}?").format(query=isolated(meant_query(suggestion)))


def meant_query(suggestion: Suggestion) -> str:
    """What is suggested, on one line and short enough to be read at a glance."""
    query = contained(suggestion.query).rstrip()
    return query if len(query) <= _LONGEST_QUERY else f"{query[:_LONGEST_QUERY]}…"


def _shown_query(query: str) -> str:
    """What was typed, short enough to be read at a glance; a long word may go on in the next line."""
    typed = query.strip()
    short = typed if len(typed) <= _LONGEST_QUERY else f"{typed[:_LONGEST_QUERY]}…"
    return isolated(_LONG_RUN.sub(lambda run: f"{run[0]}\u200b", short))


def nothing_words(answer: Answer, like: Like | None = None) -> str:
    """That nothing was found, and why."""
    if like:
        is_blind = answer.fallback == "titles"
        return _tr("The text search cannot be used.") if is_blind else _tr("Nothing else found that is like this.")
    if answer.fallback == "no library":
        return _tr("There is no library to search in.")
    shown = _shown_query(answer.query)
    words = _tr("No title holds {query}") if answer.fallback == "titles" else _tr("Nothing found for {query}")
    return words.format(query=shown)


def still_opening(query: str) -> Parts:
    """No title holds the query, and texts cannot be searched yet."""
    shown = _shown_query(query)
    return [Said(_tr("No title holds {query}").format(query=shown), "large"), Said(opening_words())]


def opening_words() -> str:
    return _tr("Text search is ready in a moment.")


def help_parts(examples: Sequence[Example]) -> Parts:
    """What can be typed, in plain words, and examples that find something in this library."""
    rules = (
        (_tr("rights online"), _tr("Passages with all of the words first, then those with some of them.")),
        (_tr('"human rights"'), _tr("In quotes: just these words, side by side.")),
        (_tr("network -social"), _tr("A minus before a word leaves out what holds it.")),
        (_tr("blocking OR filtering"), _tr("OR, in capitals: one of the two is enough.")),
        (
            _tr("expres*"),
            _tr("A star: all words that begin like this. The word you are typing needs none."),
        ),
        (_tr("title:statement"), _tr("Only where the title holds the word.")),
        (_tr("lang:en"), _tr("Only documents in this language, by its code: en, fr, ar.")),
        (_tr("year:2014..2017"), _tr("Only documents of these years. One year alone will do: year:2014.")),
    )
    parts: Parts = [Said(_tr("How to search"), "large"), Said(_tr("Just type. If you want more:"))]
    for sign, meaning in rules:
        parts += [Said(isolated(sign), "sign"), Said(meaning)]
    if examples:
        parts.append(Said(_tr("Try it"), "heading"))
        parts += [_example(example) for example in examples]
    return parts


def _example(example: Example) -> Offer:
    return Offer(isolated(example.query), meaning_of(example), example)


def _step(step: Step) -> str:
    if step.kind == "library":
        return _tr("Search the whole library")
    if step.kind == "within":
        return _tr("Search outside of the earlier results, too")
    if step.kind == "all":
        return _tr("Search the whole library, without filters")
    if step.kind == "query":
        return _tr("Search for {query}").format(query=_shown_query(step.query))
    chosen = ", ".join(isolated(filter_words(step.dropped, value)) for value in step.values)
    return _tr("Without the filter {filter}: {choice}").format(filter=filter_title(step.dropped), choice=chosen)


def _only_titles() -> str:
    """Answers come when the indexes are open, or never will be: there is nothing to wait for."""
    return _tr("Only titles were searched: the text search cannot be used.")


def _found(answer: Answer) -> str:
    """How much it found: without passages where titles were searched."""
    if answer.fallback == "titles":
        return _documents(answer.documents)
    found = _tr("%n passage(s)", answer.total)
    return _tr("{passages} in {documents}").format(passages=found, documents=_documents(answer.documents))


def _documents(count: int) -> str:
    return _tr("%n document(s)", count)
