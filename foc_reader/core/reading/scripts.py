"""Which script a piece of text is written in, and how much more height its lines need than those of Latin letters."""

from __future__ import annotations

import re

# By ISO 15924's names in small letters ("aran": Arabic letters in the slanting Nastaliq hand): how high a line is, as a
# share of one of Latin letters. Marks above and below the letters and stacks of letters need it; found by laying out
# real text (tests/ui/test_scripts.py) so that between two lines there stays air as between lines of English.
LINE_FACTORS = {
    "arab": 1.1,
    "aran": 1.75,
    "beng": 1.05,
    "deva": 1.1,
    "ethi": 1.0,
    "hang": 1.0,
    "hans": 1.0,
    "hant": 1.0,
    "hebr": 1.0,
    "jpan": 1.0,
    "khmr": 1.25,
    "laoo": 1.15,
    "mymr": 1.3,
    "taml": 1.05,
    "thai": 1.1,
    "tibt": 1.3,
}
_LETTERS = {
    "arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "beng": "\u0980-\u09ff",
    "deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "ethi": "\u1200-\u139f",
    "hang": "\u1100-\u11ff\uac00-\ud7af",
    "hans": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "hebr": "\u0590-\u05ff",
    "jpan": "\u3040-\u30ff",
    "khmr": "\u1780-\u17ff",
    "laoo": "\u0e80-\u0eff",
    "mymr": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "taml": "\u0b80-\u0bff",
    "thai": "\u0e00-\u0e7f",
    "tibt": "\u0f00-\u0fff",
}
_NASTALIQ = {"ur", "ks"}  # written so by most of their readers
_LOOKED_AT = 400  # characters: a paragraph does not change its script later on


def script_of(text: str, language: str = "") -> str:
    """The script that most letters of `text` are in, as LINE_FACTORS names it; empty for Latin and others not there.

    `language` (BCP 47) decides where several write with the same letters.
    """
    if text.isascii():
        return ""
    looked_at = text[:_LOOKED_AT]
    counts = {name: len(re.findall(f"[{letters}]", looked_at)) for name, letters in _LETTERS.items()}
    script = max(counts, key=lambda name: counts[name])
    others = sum(character.isalpha() for character in looked_at) - counts[script]
    if not counts[script] or others > 2 * counts[script]:
        return ""
    return _among_alike(script, counts, language.lower().split("-"))


def _among_alike(script: str, counts: dict[str, int], tags: list[str]) -> str:
    if script == "arab" and (tags[0] in _NASTALIQ or "aran" in tags) and "arab" not in tags:
        return "aran"
    if script in ("hans", "jpan", "hang"):
        if counts["jpan"] or tags[0] == "ja":
            return "jpan"
        if tags[0] == "ko":
            return "hang"
        return "hant" if {"hant", "tw", "hk", "mo"} & set(tags) and script == "hans" else script
    return script
