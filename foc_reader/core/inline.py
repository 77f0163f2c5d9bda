"""Wall one: inline markup comes out with nothing in it but what a block may hold, written in one way."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from foc_reader.core.errors import BlockRefused

INLINE_TAGS = ("strong", "em", "code", "sub", "sup", "a", "br", "span", "img")
ATTRIBUTES = {"a": ("href",), "img": ("src", "alt")}
SCHEMES = ("doc", "ext", "res")
MAX_INPUT_CHARACTERS = 200_000

PID = r"[0-9a-f]{12}(?:-[1-9][0-9]{0,6})?"
_ID = r"[a-z0-9][a-z0-9._-]{0,79}"
_HREF = re.compile(rf"#{PID}|doc:{_ID}/{_ID}(?:#{PID})?|ext:(?:0|[1-9][0-9]{{0,6}})")
_SRC = re.compile(r"res:[0-9a-f]{64}")

# Their content is not text that a person was meant to read.
_DROPPED_WHOLE = frozenset(
    (
        *("applet", "audio", "canvas", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript"),
        *("object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp"),
    )
)
# Control characters, halves of pairs, what Qt uses for its own marks (U+FDD0, U+FDD1, U+FFFC), and the byte order mark,
# which nh3 takes off a text that begins with it.
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]")
_FIXED_BLANKS = re.compile("[\u2007\u202f]")  # blanks at which no line breaks: one sign is enough for them
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Everything that Qt folds; U+00A0 is not among it.
_BLANKS = re.compile("[ \t\n\r\v\f\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")


def clean_inline(html: str, kind: str = "paragraph") -> str:
    """`html` with nothing in it but what a block of this kind may hold, in the one way we write it: wall one.

    Tags that are not allowed vanish and leave their text; scripts, styles and the like vanish whole. Runs of blanks
    become one blank, save in code. In code a line ends with a newline, elsewhere with `<br>`. A row is one `<span>`
    per cell with a tab between them. Cleaning twice gives the same.
    Raises BlockRefused for more than 200,000 characters.
    """
    tokens = _tokens(html)
    if kind == "code":
        return _write(_keep_blanks(tokens))
    if kind == "row":
        return "\t".join(f"<span>{_write(_fold_blanks(cell))}</span>" for cell in _cells(tokens))
    return _write(_fold_blanks(tokens))


def plain_text(html: str) -> str:
    """The words of `html` without its markup, NFC; `<br>` gives a newline, a picture its alternative text."""
    return unicodedata.normalize("NFC", "".join(token.text for token in _tokens(html)))


def is_inner_address(text: str) -> bool:
    """Whether `text` may stand in an `href`: `#pid`, `doc:PACK/ID#pid` or `ext:N`."""
    return _HREF.fullmatch(text) is not None


class _Token(NamedTuple):
    kind: str  # "text", "open", "close", "break" or "image"
    html: str  # empty for a text, which is escaped when it is written
    text: str = ""
    tag: str = ""


def _tokens(html: str) -> list[_Token]:
    """What is allowed of `html`, in order and well nested."""
    if len(html) > MAX_INPUT_CHARACTERS:
        raise BlockRefused("it is too long")
    if "<" not in html and "&" not in html:
        return [_Token("text", "", _without_junk(html))]
    parser = _InlineParser()
    parser.feed(html)
    parser.close()
    return parser.finish()


class _InlineParser(HTMLParser):
    """Collects the tokens of one block. Each list it keeps grows only with its input, and is walked once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tokens: list[_Token] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether it was written
        self._open_count: Counter[str] = Counter()
        self._written: set[str] = set()
        self._dropping = ""  # the tag whose whole content is being dropped
        self._dropping_depth = 0

    def finish(self) -> list[_Token]:
        """The tokens, with every open tag closed."""
        while self._open:
            self._close_last()
        return self._tokens

    def parse_html_declaration(self, i: int) -> int:
        # The inherited one raises AssertionError on "<![" with anything unusual after it.
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            self._dropping_depth += tag == self._dropping
        elif tag in _DROPPED_WHOLE:
            self._dropping, self._dropping_depth = tag, 1
        elif tag == "br":
            self._tokens.append(_Token("break", "<br>", "\n"))
        elif tag == "img":
            self._add_image(attrs)
        elif tag in INLINE_TAGS:
            self._add_opening(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping_depth -= tag == self._dropping
            if self._dropping_depth == 0:
                self._dropping = ""
        elif self._open_count[tag]:
            while self._close_last() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._tokens.append(_Token("text", "", _without_junk(data)))

    def _add_opening(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        html = f"<{tag}>"
        if tag == "a":
            href = _first(attrs, "href")
            html = f'<a href="{href}">' if is_inner_address(href) else ""
        # A tag inside itself adds nothing; leaving it out also bounds the depth to the number of tags.
        is_written = bool(html) and tag not in self._written
        self._open.append((tag, is_written))
        self._open_count[tag] += 1
        if is_written:
            self._written.add(tag)
            self._tokens.append(_Token("open", html, tag=tag))

    def _close_last(self) -> str:
        tag, is_written = self._open.pop()
        self._open_count[tag] -= 1
        if is_written:
            self._written.discard(tag)
            self._tokens.append(_Token("close", f"</{tag}>", tag=tag))
        return tag

    def _add_image(self, attrs: list[tuple[str, str | None]]) -> None:
        src = _first(attrs, "src")
        if _SRC.fullmatch(src):
            alt = _composed(_BLANKS.sub(" ", _without_junk(_first(attrs, "alt"))).strip(" "))
            self._tokens.append(_Token("image", f'<img src="{src}" alt="{_escape(alt, quote=True)}">', alt))


def _first(attrs: list[tuple[str, str | None]], name: str) -> str:
    return next((value or "" for key, value in attrs if key == name), "")


def _without_junk(text: str) -> str:
    return _FIXED_BLANKS.sub("\u00a0", _JUNK.sub("", text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _cells(tokens: list[_Token]) -> list[list[_Token]]:
    """The tokens of each cell of a row: each outer `span`, and words that stand beside them; other spans vanish."""
    cells: list[list[_Token]] = []
    cell: list[_Token] = []
    depth = 0
    for token in tokens:
        if token.tag != "span":
            depth += (token.kind == "open") - (token.kind == "close")
            cell.append(token)
        elif depth == 0:
            if token.kind == "close" or _has_words(cell):
                cells.append(cell)
            cell = []
    return [*cells, cell] if _has_words(cell) else cells


def _has_words(tokens: list[_Token]) -> bool:
    return any(token.kind == "image" or token.text.strip() for token in tokens)


def _keep_blanks(tokens: list[_Token]) -> list[_Token]:
    """The tokens of code: blanks as they are, each end of a line as a newline."""
    return [
        _Token("text", "", _LINE_ENDS.sub("\n", token.text)) if token.kind in ("text", "break") else token
        for token in tokens
    ]


def _fold_blanks(tokens: list[_Token]) -> list[_Token]:
    """The tokens with each run of blanks as one, and none at the start or end of a line, across tags too."""
    folded: list[_Token] = []
    last_text = -1  # where in `folded` the last text of this line stands
    after_blank = True
    for token in [*tokens, _Token("end", "")]:
        if token.kind == "text":
            text = _BLANKS.sub(" ", token.text)
            text = text.removeprefix(" ") if after_blank else text
            if not text:
                continue
            after_blank, last_text = text.endswith(" "), len(folded)
            token = _Token("text", "", text)
        elif token.kind == "image":
            after_blank, last_text = False, -1
        elif token.kind in ("break", "end"):
            if after_blank and last_text >= 0:
                folded[last_text] = _Token("text", "", folded[last_text].text.removesuffix(" "))
            after_blank, last_text = True, -1
        folded.append(token)
    return folded[:-1]


def _write(tokens: list[_Token]) -> str:
    """The tokens as markup; without tags where a tag would stand between a letter and its accent."""
    merged = _merge(tokens)
    text = "".join(token.text for token in merged)
    if not unicodedata.is_normalized("NFC", text):
        break_html = "<br>" if any(token.kind == "break" for token in merged) else "\n"  # code has no breaks
        return _escape(_composed(text)).replace("\n", break_html)
    return "".join(_escape(token.text) if token.kind == "text" else token.html for token in merged)


def _merge(tokens: list[_Token]) -> list[_Token]:
    """The tokens without tags that hold nothing, neighbouring texts joined and composed."""
    merged: list[_Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if token.kind == "text":
            if not token.text:
                continue
            if before and before.kind == "text":
                token = _Token("text", "", merged.pop().text + token.text)
            merged.append(token)
        elif token.kind == "close" and before and before.kind == "open":
            merged.pop()
        else:
            merged.append(token)
    return [_Token("text", "", _composed(token.text)) if token.kind == "text" else token for token in merged]


def _escape(text: str, quote: bool = False) -> str:
    """`text` as nh3 writes it: `'` stays, and `"` too outside of attributes."""
    escaped = escape(text, quote=False).replace("\u00a0", "&nbsp;")
    return escaped.replace('"', "&quot;") if quote else escaped
