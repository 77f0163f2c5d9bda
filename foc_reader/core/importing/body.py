"""The text of a Markdown source becomes drafts of blocks, in order, with its notes at the end."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from foc_reader.core.blocks import MAX_LEVEL, Draft, make_pids
from foc_reader.core.importing.drafts import cut_draft, draft_text
from foc_reader.core.importing.links import LinkList, heading_slug

_MAX_NESTING = 60
_MAX_NAMED = 20  # links that are named one by one in the warnings
_PLACE = re.compile(r'<a href="#(note|link)-([0-9]{6})">')
_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}
_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class BodyReader:
    """Reads one body. A link is to be looked at in `links`, what was left out in `warnings()`."""

    def __init__(self, pack_id: str = "") -> None:
        self.links = LinkList(pack_id)
        self._left_out: Counter[str] = Counter()
        self._drafts: list[Draft] = []
        self._notes: dict[str, list[Draft]] = {}  # by label, in the order in which they are first referred to
        self._note_numbers: dict[str, int] = {}
        self._note: str | None = None  # the label of the note that is being read
        self._lists: list[_List] = []
        self._quote_depth = 0
        self._heading_level = 0
        self._row: list[str] = []
        self._row_level = 0

    def read(self, text: str) -> list[Draft]:
        """The drafts of the whole body, each with some words, every link within the document leading to its block."""
        tokens = _make_parser().parse(unicodedata.normalize("NFC", text))
        labels = [c.meta["label"] for token in tokens for c in token.children or () if c.type == "footnote_ref"]
        self._notes = {label: [] for label in labels}
        self._note_numbers = {label: number for number, label in enumerate(self._notes)}
        for token in tokens:
            self._take(token)
        return self._resolve()

    def warnings(self) -> tuple[str, ...]:
        """What was left out on the way in, one sentence each."""
        counted = [f"{what} ({count} times)." if count > 1 else f"{what}." for what, count in self._left_out.items()]
        dropped = list(dict.fromkeys(self.links.dropped))
        named = [f"The link to “{address}” was left out; its words are kept." for address in dropped[:_MAX_NAMED]]
        if len(dropped) > _MAX_NAMED:
            named.append(f"{len(dropped) - _MAX_NAMED} more links were left out; their words are kept.")
        return (*counted, *named)

    def _take(self, token: Token) -> None:
        if token.level >= _MAX_NESTING - 1:
            self._left_out["Something was nested too deeply, and what lies deeper was left out"] += 1
        match token.type:
            case "bullet_list_open":
                self._lists.append(_List())
            case "ordered_list_open":
                self._lists.append(_List(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._lists[-1].open_item(token.markup)
            case "blockquote_open":
                self._quote_depth += 1
            case "blockquote_close":
                self._quote_depth -= 1
            case "heading_open":
                self._heading_level = int(token.tag[1:])
            case "heading_close":
                self._heading_level = 0
            case "thead_open":
                self._row_level = 1
            case "thead_close":
                self._row_level = 0
            case "tr_close":
                self._add("row", "\t".join(self._row), self._row_level)
                self._row = []
            case "th_open" | "td_open":
                self._row.append("<span></span>")
            case "inline":
                self._take_words(token)
            case "fence" | "code_block":
                self._add("code", escape(token.content.rstrip("\n"), quote=False))
            case "hr":
                if self._note is None or self._notes[self._note]:
                    self._append(Draft("rule", ""))
            case "html_block":
                self._left_out["Raw HTML was left out"] += 1
            case "footnote_reference_open":
                self._note = token.meta["label"]
                self._notes.setdefault(self._note, [])
            case "footnote_reference_close":
                self._note = None

    def _take_words(self, token: Token) -> None:
        html = self._inline_html(token.children or ())
        if self._row:
            self._row[-1] = f"<span>{html}</span>"
        elif self._lists and (number := self._lists[-1].take_number()) is not None:
            self._add("item", f"{number} {html}" if number else html, min(len(self._lists), MAX_LEVEL))
        elif self._quote_depth:
            self._add("quote", html)
        elif self._heading_level:
            self._add("heading", html, self._heading_level)
        else:
            self._add("paragraph" if self._note is None else "note", html)

    def _add(self, kind: str, html: str, level: int = 0) -> None:
        if self._note is not None and not self._notes[self._note]:
            html = self._with_mark(kind, html)
        for draft in cut_draft(Draft(kind, html, level)):
            if draft_text(draft).strip():
                self._append(draft)

    def _with_mark(self, kind: str, html: str) -> str:
        """The opening of a note: its mark before its words, or in a block of its own before a list, code or table."""
        mark = escape(_mark(cast(str, self._note)), quote=False)
        if kind == "note":
            return f"{mark} {html}"
        self._append(Draft("note", mark))
        return html

    def _append(self, draft: Draft) -> None:
        (self._drafts if self._note is None else self._notes[self._note]).append(draft)

    def _inline_html(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    parts.append(escape(token.content, quote=False))
                case "softbreak":
                    parts.append("\n")
                case "hardbreak":
                    parts.append("<br>")
                case "code_inline":
                    parts.append(f"<code>{escape(token.content, quote=False)}</code>")
                case "link_open":
                    parts.append(self.links.opening_tag(str(token.attrs.get("href", ""))) or "<a>")
                case "link_close":
                    parts.append("</a>")
                case "image":
                    self._left_out["A picture was left out; its description is kept"] += 1
                    parts.append(escape(_words(token.children or ()), quote=False))
                case "html_inline":
                    self._left_out["Raw HTML was left out"] += 1
                    parts.append(" " if _HTML_BREAK.fullmatch(token.content) else "")
                case "footnote_ref":
                    label = token.meta["label"]
                    mark = escape(_mark(label), quote=False)
                    parts.append(f'<sup><a href="#note-{self._note_numbers[label]:06}">{mark}</a></sup>')
                case kind:
                    parts.append(_TAGS.get(kind, ""))
        return "".join(parts)

    def _resolve(self) -> list[Draft]:
        """All drafts, the notes last, with pids in the place of what stood for them."""
        drafts = [*self._drafts, *(draft for note in self._notes.values() for draft in note)]
        texts = [draft_text(draft) for draft in drafts]
        pids = make_pids(texts)
        starts: list[str] = []
        at = len(self._drafts)
        for note in self._notes.values():
            starts.append(pids[at] if note else "")
            at += len(note)
        slugs: dict[str, str] = {}
        for draft, text, pid in zip(drafts, texts, pids, strict=True):
            if draft.kind == "heading":
                slugs.setdefault(heading_slug(text), pid)
        known = frozenset(pids)

        def written(match: re.Match[str]) -> str:
            kind, number = match.group(1), int(match.group(2))
            pid = starts[number] if kind == "note" else self.links.resolve(number, known, slugs)
            return f'<a href="#{pid}">' if pid else "<a>"

        return [
            Draft(draft.kind, _PLACE.sub(written, draft.html), draft.level, draft.dir, draft.lang, draft.page)
            for draft in drafts
        ]


class _List:
    """A list that is being read: what stands before its next words."""

    def __init__(self, start: int | None = None) -> None:
        self._next = start
        self._waiting: str | None = None

    def open_item(self, markup: str) -> None:
        """An item begins: `markup` is the sign after its number, or its bullet."""
        self._waiting = ""
        if self._next is not None:
            self._waiting = f"{self._next}{markup}"
            self._next += 1

    def take_number(self) -> str | None:
        """For the first words of an item its number with its sign, empty for a bullet; after them None."""
        waiting, self._waiting = self._waiting, None
        return waiting


class _Parser(MarkdownIt):
    """CommonMark that leaves the judging and rewriting of addresses to us."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _make_parser() -> MarkdownIt:
    # Raw HTML is recognised so that it can be dropped; left unrecognised it would be shown as text.
    parser = _Parser("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    return parser.enable("table").use(footnote_plugin, inline=False, move_to_end=False)


def _mark(label: str) -> str:
    """How the mark of a note is written: signs stand alone, letters and digits in brackets, so that no word grows."""
    return f"[{label}]" if any(sign.isalnum() for sign in label) else label


def _words(tokens: Sequence[Token]) -> str:
    """The words of some inline tokens, without their markup."""
    return "".join(
        _words(token.children) if token.children else " " if token.type.endswith("break") else token.content
        for token in tokens
        if token.type != "html_inline"
    )
