"""Check this copy: every file against the list at its root, and the list against its signature or a trusted copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import KeyUnreadable, NotACopy
from foc_reader.core.library.sums import SIGNATURE_NAME, SUMS_NAME
from foc_reader.core.locations import is_folder
from foc_reader.core.sharing.copies import (
    BESIDE_THE_LIST,
    INCOMPLETE_MARK,
    INCOMPLETE_MARK_NEW,
    KEY_NAME,
    FileList,
    is_marked_incomplete,
    list_of,
    read_key,
    read_list,
    read_signature,
)
from foc_reader.core.sharing.drives import is_read_by_a_program
from foc_reader.core.sharing.minisign import PublicKey, Signature
from foc_reader.core.sharing.names import composed, folded
from foc_reader.core.sharing.rereading import DriveReader
from foc_reader.core.sharing.surveying import survey
from foc_reader.core.sharing.verdict import CopyVerdict, Difference, Progress, Signing, Whose
from foc_reader.core.values import dataclass

Report = Callable[[Progress], None]

NOT_LISTED = (*BESIDE_THE_LIST, INCOMPLETE_MARK, INCOMPLETE_MARK_NEW)


@dataclass(frozen=True)
class Standard:
    """What a copy is measured by, besides its own list."""

    key: PublicKey | None = None
    whose: Whose = ""  # where the key comes from
    trusted: FileList | None = None


def standard_of(
    folder: Path, key: Path | None = None, trusted: Path | None = None, program: Path | None = None
) -> Standard:
    """What the copy in `folder` is measured by: a file with a key, or a copy that the person trusts, or else `program`.

    That is the copy from which the program runs. What lies in `folder` itself is no standard for it.
    Raises KeyUnreadable, NotACopy.
    """
    if trusted and trusted.resolve() == folder.resolve():
        raise NotACopy(folder, "it was to be compared with itself")
    files = _trusted_list(trusted) if trusted else None
    sources: tuple[tuple[Path | None, Whose], ...] = (
        (key, "given"),
        (trusted and trusted / KEY_NAME, "trusted copy"),
        (program and program / KEY_NAME, "program"),
    )
    for path, whose in sources:
        if not path:
            continue
        try:
            found = read_key(path)
        except OSError:
            found = None
        if found:
            is_of_itself = path.resolve().is_relative_to(folder.resolve())
            return Standard(found, "itself" if is_of_itself else whose, files)
        if whose == "given":
            raise KeyUnreadable(path)
    return Standard(trusted=files)


def check_copy(
    folder: Path, token: CancelToken, standard: Standard | None = None, report: Report = lambda progress: None
) -> CopyVerdict:
    """Read every file in `folder`. Raises NotACopy, Cancelled."""
    standard = standard or Standard()
    own = _own_list(folder)
    is_incomplete = is_marked_incomplete(folder)
    if own is None and standard.trusted is None and not is_incomplete:
        raise NotACopy(folder, f"it holds no list of its files, {SUMS_NAME}")
    signing = signing_of(folder, own, standard)
    if is_incomplete:  # whatever else is wrong with it
        return CopyVerdict(folder, 0, 0, b"", signing, is_incomplete=True)
    counts = _list_that_counts(own, signing, standard)
    comparison = _Comparison(folder, counts.sums, token, report)
    differences = [*_differences_of_list(own, counts), *_differences_of_signature(folder)]
    if not counts.fault:
        differences += comparison.differences()
    return CopyVerdict(
        folder,
        len(counts.sums),
        comparison.size,
        counts.data,
        signing,
        tuple(differences),
        comparison.found.left_by_systems,
        is_same_as_trusted=None if standard.trusted is None else bool(own and own.data == standard.trusted.data),
        is_past_memory=comparison.is_past_memory,
    )


def compare(folder: Path, sums: Mapping[str, str], token: CancelToken, report: Report) -> tuple[list[Difference], bool]:
    """What differs between `folder` and the list `sums`, and whether all was read from the drive itself, for sure.

    What never stands on a list may lie there. Raises Cancelled.
    """
    comparison = _Comparison(folder, sums, token, report)
    return comparison.differences(), comparison.is_past_memory


def _trusted_list(folder: Path) -> FileList:
    try:
        files = read_list(folder)
    except OSError:
        files = None
    if files is None or files.fault or is_marked_incomplete(folder):
        raise NotACopy(folder, "it is no whole copy that others could be compared with")
    return files


def _own_list(folder: Path) -> FileList | None:
    if not is_folder(folder):
        raise NotACopy(folder, "there is no such folder")
    try:
        return read_list(folder)
    except OSError:
        return FileList(b"", {}, "cannot be read")


def signing_of(folder: Path, own: FileList | None, standard: Standard) -> Signing:
    """What the signature of the list `own` of `folder` is worth."""
    key, whose = standard.key, standard.whose
    try:
        data = read_signature(folder)
        if key is None:
            key, whose = read_key(folder / KEY_NAME), "itself"
    except OSError:
        return Signing("wrong")
    if data is None or own is None:
        return Signing("gone" if key or (own and KEY_NAME in own.sums) else "never")
    signature = Signature.parse(data.decode("utf-8", "replace"))
    if signature is None:
        return Signing("wrong", whose, key)
    if key is None:
        return Signing("no key")
    if signature.key_id != key.id:
        return Signing("other key", whose, key)
    is_good = signature.is_by(key, own.data)
    return Signing("good" if is_good else "wrong", whose, key, signature.comment if is_good else "")


def _list_that_counts(own: FileList | None, signing: Signing, standard: Standard) -> FileList:
    """Its own, or that of the trusted copy if no key of somebody trusted vouches for its own."""
    is_vouched_for = signing.state == "good" and signing.whose != "itself"
    if standard.trusted and not is_vouched_for:
        return standard.trusted
    return own or list_of(b"")


def _differences_of_list(own: FileList | None, counts: FileList) -> list[Difference]:
    if own is None:
        return [Difference("missing", SUMS_NAME)]
    if own.fault:
        return [Difference("changed", SUMS_NAME, own.fault)]
    if own.data != counts.data:
        return [Difference("changed", SUMS_NAME, "lists other files than the copy that you trust")]
    return []


def _differences_of_signature(folder: Path) -> list[Difference]:
    """What nothing else tells: words in it that its maker did not sign."""
    try:
        data = read_signature(folder)
    except OSError:
        return [Difference("unreadable", SIGNATURE_NAME)]
    signature = Signature.parse(data.decode("utf-8", "replace")) if data else None
    if signature and not signature.holds_nothing_unsigned:
        return [Difference("changed", SIGNATURE_NAME, "holds words that are not signed")]
    return []


class _Comparison:
    """Compares a folder with a list of files."""

    def __init__(self, folder: Path, sums: Mapping[str, str], token: CancelToken, report: Report) -> None:
        self._folder, self._sums, self._token, self._report = folder, sums, token, report
        self.found = survey(folder, token)
        self.size = sum(self.found.files.get(path, 0) for path in sums)
        self.is_past_memory = False
        self._done = 0

    def differences(self) -> list[Difference]:
        """All of them, by path. Raises Cancelled."""
        self._reader = DriveReader()
        try:
            found = [*self._found_odd(), *self._listed(), *self._extra()]
        finally:
            self._reader.close()
        self.is_past_memory = self._reader.is_past_memory and not is_read_by_a_program(self._folder)
        return sorted(found, key=lambda one: one.path)

    def _found_odd(self) -> Iterator[Difference]:
        for path, remark in self.found.odd:
            yield Difference("odd", path, remark)

    def _listed(self) -> Iterator[Difference]:
        odd = {path for path, _ in self.found.odd}
        for path, wanted in self._sums.items():
            there = self._spelling_of(path)
            if there:
                yield from self._look_at(path, there, wanted)
            elif path not in odd:
                yield Difference("missing", path)

    def _look_at(self, path: str, there: str, wanted: str) -> Iterator[Difference]:
        if composed(there) != composed(path):
            yield Difference("renamed", path, f"is called “{there}”")
        try:
            is_same = self._reader.sum_of(self._folder / there, self._token, self._count) == wanted
        except OSError:
            yield Difference("unreadable", path)
        else:
            if not is_same:
                yield Difference("changed", path)

    def _extra(self) -> Iterator[Difference]:
        used = {self._spelling_of(path) for path in self._sums}
        for path in self.found.files:
            if path not in used and path not in NOT_LISTED:
                alike = self._listed_by_form.get(folded(path), "")
                yield Difference("extra", path, f"differs from “{alike}” only in its spelling" if alike else "")

    def _spelling_of(self, path: str) -> str:
        """What the listed file is called there; empty if it is missing."""
        if path in self.found.files:
            return path
        others = self._unlisted_by_form.get(folded(path), ())
        return min(others, key=lambda other: (composed(other) != composed(path), other), default="")

    @cached_property
    def _unlisted_by_form(self) -> dict[str, list[str]]:
        """What some drives take for one name, for the files that are not on the list."""
        forms: dict[str, list[str]] = {}
        for path in self.found.files:
            if path not in self._sums and path not in NOT_LISTED:
                forms.setdefault(folded(path), []).append(path)
        return forms

    @cached_property
    def _listed_by_form(self) -> dict[str, str]:
        return {folded(path): path for path in self._sums}

    def _count(self, count: int) -> None:
        self._done += count
        self._report(Progress("reading", self._done, self.size))
