"""What a block may hold, its stable id, and the two walls that markup passes on its way into a document."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import nh3

from foc_reader.core.context import check_context
from foc_reader.core.errors import BlockRefused
from foc_reader.core.inline import ATTRIBUTES, INLINE_TAGS, PID, SCHEMES, clean_inline, plain_text
from foc_reader.core.model import Block, Document, is_language
from foc_reader.core.values import dataclass

__all__ = [
    "ATTRIBUTES",
    "INLINE_TAGS",
    "KINDS",
    "PID",
    "SCHEMES",
    "Draft",
    "block_pid",
    "check_block",
    "check_document",
    "check_inline",
    "clean_inline",
    "html_size",
    "is_language",
    "is_outside_address",
    "make_blocks",
    "make_pids",
    "plain_text",
]

KINDS = ("heading", "paragraph", "item", "quote", "code", "row", "note", "figure", "rule")

MAX_HTML_BYTES = 30_000  # so that any block fits into a section of 50 kB with its own markup around it
MAX_BLOCKS = 500_000
MAX_LEVEL = 9
_CELL_BYTES = 48  # the most that a page writes around a cell, beyond the `span` it had: page.py

_WRITTEN_ADDRESS = re.compile(r'<(?:a href|img src)="([^"]*)"')
# A first look that costs no more than the text is long: html.parser takes 10 s for 9,000 times "<a " (Python 3.11.7).
_TAG = re.compile(
    r'</?(?:strong|em|code|sub|sup|span)>|</a>|<br>|<a href="[^"<>]{1,200}">|<img src="[^"<>]{68}" alt="[^"<>]*">'
)
_OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its markup is cleaned and its id is known."""

    kind: str
    html: str
    level: int = 0
    dir: str = "ltr"
    lang: str = ""
    page: str = ""


def check_inline(html: str, kind: str = "paragraph") -> None:
    """Raises BlockRefused unless `html` is what clean_inline writes and nh3, wall two, leaves as it is."""
    if html_size(html) > MAX_HTML_BYTES:
        raise BlockRefused("it is too long")
    if "<" in _TAG.sub("", html) or clean_inline(html, kind) != html or _second_wall(html) != html:
        raise BlockRefused("it holds markup that is not allowed")


def html_size(html: str) -> int:
    """Its bytes in UTF-8 on a page, where each newline of code is a `<br>`, each span a cell with attributes."""
    return len(html.encode("utf-8", "surrogatepass")) + html.count("\n") * 3 + html.count("<span>") * _CELL_BYTES


def block_pid(text: str) -> str:
    """12 hex digits made from the words of a block: case counts, the kind of blanks does not."""
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def make_pids(texts: Iterable[str]) -> tuple[str, ...]:
    """An id for each text, in order; the second block with the same words gets `-2`, the third `-3`."""
    seen: Counter[str] = Counter()
    pids = []
    for text in texts:
        pid = block_pid(text)
        seen[pid] += 1
        pids.append(pid if seen[pid] == 1 else f"{pid}-{seen[pid]}")
    return tuple(pids)


def make_blocks(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """The drafts as blocks, cleaned, checked and with their ids. Raises BlockRefused."""
    cleaned = [clean_inline(draft.html, draft.kind) for draft in drafts]
    texts = [plain_text(html) for html in cleaned]
    blocks = tuple(
        Block(pid, draft.kind, html, text, draft.level, draft.dir, draft.lang, draft.page)
        for draft, html, text, pid in zip(drafts, cleaned, texts, make_pids(texts), strict=True)
    )
    for block in blocks:
        check_block(block)
    return blocks


def check_block(block: Block) -> None:
    """Raises BlockRefused unless the block, taken alone, is one that make_blocks could have made."""
    if block.kind not in KINDS:
        raise BlockRefused("its kind is not known")
    if not _fits_level(block):
        raise BlockRefused("its level does not fit its kind")
    if block.dir not in ("ltr", "rtl") or not (block.lang == "" or is_language(block.lang)) or len(block.page) > 40:
        raise BlockRefused("its direction, language or page is not one")
    check_inline(block.html, block.kind)
    if block.text != plain_text(block.html):
        raise BlockRefused("its words and its markup do not agree")
    if block.kind == "rule" and block.html:
        raise BlockRefused("a line across the page holds no words")
    if block.kind not in ("rule", "figure") and not block.text.strip():
        raise BlockRefused("it is empty")


def check_document(document: Document) -> None:
    """Raises BlockRefused unless each block is sound, its id is made from its words, and its links lead somewhere.

    What surrounds it is held to `check_context`.
    """
    blocks = document.blocks
    if not 0 < len(blocks) <= MAX_BLOCKS:
        raise BlockRefused("a document has at least one block, and not too many")
    for block in blocks:
        check_block(block)
    pids = make_pids(block.text for block in blocks)
    if pids != tuple(block.pid for block in blocks):
        raise BlockRefused("its id does not belong to its words")
    check_context(document)
    if not all(is_outside_address(address) for address in document.links):
        raise BlockRefused("an address in it is not one of the web or of mail")
    targets = {f"#{pid}" for pid in pids}
    targets.update(f"ext:{number}" for number in range(len(document.links)))
    targets.update(f"res:{digest}" for digest in document.resources)
    for block in blocks:
        for address in _WRITTEN_ADDRESS.findall(block.html) if "<" in block.html else ():
            if address not in targets and not address.startswith("doc:"):
                raise BlockRefused("a link in it leads nowhere")


def is_outside_address(text: str) -> bool:
    """Whether `text` may be kept as an outside address: http, https or mailto, with no sign that cannot be seen."""
    # Format characters (Cf) could make an address read as another one.
    is_seen = not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") for sign in text)
    return is_seen and _OUTSIDE.fullmatch(text) is not None


def _fits_level(block: Block) -> bool:
    if block.kind == "heading":
        return 1 <= block.level <= 6
    if block.kind == "item":
        return 1 <= block.level <= MAX_LEVEL
    if block.kind == "row":
        return block.level in (0, 1)
    return block.level == 0


def _second_wall(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(INLINE_TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes=set(SCHEMES),
    )
