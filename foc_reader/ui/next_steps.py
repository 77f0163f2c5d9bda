"""What else could be searched for where nothing was found: only what does find something is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Answer
from foc_reader.core.search.query import understand
from foc_reader.core.values import dataclass, replace
from foc_reader.ui.limits import LIBRARY, Limits

_SHORTEST_BEGINNING = 3  # letters
_MOST = 12  # searches

Search = Callable[[str, CancelToken, Limits], Answer]


@dataclass(frozen=True)
class Step:
    """Another search, and in how many documents it finds something."""

    kind: str  # "library": the scope widened; "within": out of what an earlier query found; "filter": one dropped;
    # "all": everything dropped; "query": other words
    query: str
    limits: Limits
    dropped: str = ""  # the name of the filter
    values: tuple[str, ...] = ()  # that were chosen in it
    documents: int = 0


def steps_from(query: str, limits: Limits, search: Search, token: CancelToken) -> tuple[Step, ...]:
    """The steps away from `query` within `limits` that find something, the smallest first. Raises Cancelled."""
    found: list[Step] = []
    for number, step in enumerate(_steps(query, limits)):
        if number == _MOST or (step.kind == "all" and found):
            break  # one limit less is enough
        token.check()
        answer = search(step.query, token, step.limits)
        if answer.total:
            found.append(replace(step, documents=answer.documents))
    return tuple(found)


def _steps(query: str, limits: Limits) -> Iterator[Step]:
    for name, values in limits.chosen.items():
        yield Step("filter", query, limits.choosing(name, ()), name, tuple(sorted(values)))
    if limits.within:
        yield Step("within", query, limits.one_step_out())
    if limits.scope != LIBRARY:
        yield Step("library", query, limits.in_scope(LIBRARY))
    for simpler in _simpler(query):
        yield Step("query", simpler, limits)
    if limits.is_narrow:
        yield Step("all", query, replace(limits.in_scope(LIBRARY).without_filters(), within=()))


def _simpler(query: str) -> Iterator[str]:
    """`query` as plain words; its last word as a beginning."""
    typed = query.strip()
    parts = understand(query).parts
    words = " ".join(part.text for part in parts if part.kind in ("word", "beginning", "phrase", "title"))
    either = [word for part in parts if part.kind == "either" for word in part.text.split(" OR ")]
    plain = " ".join([*words.split(), *either])
    if plain and plain.casefold() != typed.casefold():
        yield plain
    last = typed.split()[-1:] and typed.split()[-1]
    if last and query != typed and last.isalpha() and len(last) >= _SHORTEST_BEGINNING:
        yield typed + "*"
