"""Which links of a source are kept, and in what form; no address is ever opened."""

from __future__ import annotations

import re

from foc_reader.core.blocks import PID, is_outside_address
from foc_reader.core.inline import is_inner_address

MAX_LINKS = 100_000

_SLUG_DROPS = re.compile(r"[^\w\- ]")


class LinkList:
    """The links of one document, in the order in which they are met."""

    def __init__(self, pack_id: str = "") -> None:
        self._pack_id = pack_id  # of the document: `doc:ID` is a document of the same pack
        self.dropped: list[str] = []  # outside addresses that were not kept, fit to show
        self._numbers: dict[str, int] = {}
        self._inner: list[str] = []

    @property
    def addresses(self) -> tuple[str, ...]:
        """The outside addresses as plain text: `ext:N` is the N-th."""
        return tuple(self._numbers)

    def opening_tag(self, address: str) -> str:
        """The `<a>` for an address, or nothing where only the words of the link may stay.

        A link into the same document is written `#link-NNNNNN` until `resolve` knows its target; one to a document of
        the same pack, `doc:ID`, as `doc:PACK/ID`.
        """
        if address.startswith("#"):
            self._inner.append(address[1:])
            return f'<a href="#link-{len(self._inner) - 1:06}">'
        if address.startswith("doc:"):
            name, mark, pid = address[4:].partition("#")
            whole = address if "/" in name else f"doc:{self._pack_id}/{name}{mark}{pid}"
            if is_inner_address(whole):
                return f'<a href="{whole}">'
        if not is_outside_address(address) or len(self._numbers) >= MAX_LINKS:
            self.dropped.append("".join(sign for sign in address[:80] if sign.isprintable()))
            return ""
        number = self._numbers.setdefault(address, len(self._numbers))
        return f'<a href="ext:{number}">'

    def resolve(self, number: int, pids: frozenset[str], slugs: dict[str, str]) -> str:
        """The pid that the inner link of this number leads to; empty if there is none."""
        target = self._inner[number]
        if re.fullmatch(PID, target) and target in pids:
            return target
        return slugs.get(target.lower(), "")


def heading_slug(text: str) -> str:
    """The name by which Markdown links call a heading: "Freedom Online!" is "freedom-online"."""
    return _SLUG_DROPS.sub("", text.lower()).strip().replace(" ", "-")
