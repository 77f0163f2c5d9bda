"""What was found about a copy, in words for whoever holds it."""

from __future__ import annotations

from collections import Counter

from foc_reader.core.isolating import contained
from foc_reader.core.sharing.verdict import CopyVerdict, Kind, Signed, Whose

KINDS: dict[Kind, str] = {
    "changed": "changed",
    "missing": "missing",
    "extra": "not on the list",
    "renamed": "called otherwise",
    "unreadable": "cannot be read",
    "odd": "not a plain file",
}
_KEYS: dict[Whose, str] = {
    "given": "the key that you named",
    "trusted copy": "the key of the copy that you trust",
    "program": "the key of this program",
    "itself": "the key that lies on the copy itself",
}
_UNSIGNED: dict[Signed, str] = {
    "no key": "The list of files is signed, but there is no key to check it with.",
    "gone": "The list of files should be signed, and its signature is missing.",
    "never": "The list of files is not signed.",
}
_ALONE = (
    "No program can vouch for itself: one that was changed can say anything. To be sure, check this copy with a "
    "program on another stick that you trust, or compare the words with somebody who has the same edition."
)


def headline(verdict: CopyVerdict) -> str:
    """The verdict in a sentence."""
    if verdict.is_incomplete:
        return (
            "This copy is not complete: it was begun, and not finished. Start it again from where it came, "
            "and it goes on where it stopped. Do not use it before. If it is not wanted any more, delete its folder."
        )
    if verdict.differences:
        count = len(verdict.differences)
        found = "1 file is not as it should be" if count == 1 else f"{count} files are not as they should be"
        return f"{found}: do not use this copy. {_counted(verdict)}"
    if not verdict.is_sound:
        return "Every file is as the list says, but that list cannot be trusted: do not use this copy."
    files = "Its file is" if verdict.files == 1 else f"All {verdict.files} files are"
    return f"{files} as the list says; none is missing, and none was added."


def about_signature(verdict: CopyVerdict) -> str:
    """Who vouches for the list of files; empty for a copy that is not finished."""
    signing = verdict.signing
    if verdict.is_incomplete:
        return ""
    key = _KEYS.get(signing.whose, "")
    if signing.state == "good":
        said = f" With it is written: “{contained(signing.comment)}”." if signing.comment else ""
        sentence = f"The list of files is signed with {key}.{said}"
    elif signing.state == "wrong":
        sentence = "The signature does not fit the list of files: one of them was changed."
    elif signing.state == "other key":
        sentence = f"The list of files is not signed with {key}, but with another one."
    else:
        sentence = _UNSIGNED[signing.state]
    if verdict.is_same_as_trusted:
        return f"{sentence} It is the same list as that of the copy that you trust."
    if verdict.is_same_as_trusted is False and signing.state == "good":
        return f"{sentence} It is another edition than the copy that you trust."
    return sentence


def about_vouching(verdict: CopyVerdict, is_of_this_program: bool) -> str:
    """What the verdict is worth; `is_of_this_program`: the program that asks lies on that copy."""
    if verdict.is_incomplete:
        return ""
    if is_of_this_program:
        return f"This program lies on the copy that it checked. {_ALONE}"
    if verdict.is_same_as_trusted or verdict.signing.whose in ("given", "trusted copy"):
        return "This is as sure as what you compared it with, and the program that compared it."
    if verdict.signing.whose == "program":
        return "This is as sure as the copy that this program was started from."
    return f"What it was compared with lies on the copy itself: that shows damage, and not who made it. {_ALONE}"


def about_memory(verdict: CopyVerdict) -> str:
    """What to do to be sure that the drive itself was read; empty if it was."""
    if verdict.is_past_memory or verdict.is_incomplete:
        return ""
    return (
        "This computer may have read from its own memory instead of the drive. If the copy was made just now, "
        "take the drive out, put it in again, and check it once more."
    )


def in_megabytes(size: int) -> str:
    """A size for people; never nothing for something."""
    return f"{size / 1_000_000_000:.1f} GB" if size >= 1_000_000_000 else f"{-(-size // 1_000_000)} MB"


def in_lines(words: tuple[str, ...]) -> tuple[str, str]:
    """The words of a fingerprint in two lines, to be read out."""
    half = len(words) // 2
    return " ".join(words[:half]), " ".join(words[half:])


def _counted(verdict: CopyVerdict) -> str:
    counts = Counter(difference.kind for difference in verdict.differences)
    return ", ".join(f"{counts[kind]} {words}" for kind, words in KINDS.items() if counts[kind]).capitalize() + "."
