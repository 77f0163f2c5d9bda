"""What a look at a copy found."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from foc_reader.core.sharing.fingerprint import fingerprint
from foc_reader.core.sharing.minisign import PublicKey
from foc_reader.core.values import dataclass

# "never": there is neither signature nor key; "gone": there is a key on the list, so that there was a signature, too
Signed: TypeAlias = Literal["good", "wrong", "other key", "no key", "gone", "never"]
Whose: TypeAlias = Literal["given", "trusted copy", "program", "itself", ""]
Kind: TypeAlias = Literal["changed", "missing", "extra", "renamed", "odd", "unreadable"]


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is."""

    step: Literal["copying", "reading"]
    done: int  # bytes
    size: int  # bytes, of all


@dataclass(frozen=True)
class Difference:
    """A file that is not what the list says."""

    kind: Kind
    path: str
    remark: str = ""  # the end of a sentence; empty: the kind says it all


@dataclass(frozen=True)
class Signing:
    """What the signature of a copy's list is worth."""

    state: Signed
    whose: Whose = ""  # where the key comes from that it was checked with
    key: PublicKey | None = None
    comment: str = ""  # what the signer says, if the signature is good


@dataclass(frozen=True)
class CopyVerdict:
    """What a look at a copy found."""

    folder: Path
    files: int  # on the list
    size: int  # bytes, of those that are there
    list_data: bytes  # of the list that counted
    signing: Signing
    differences: tuple[Difference, ...] = ()
    left_by_systems: tuple[str, ...] = ()
    is_incomplete: bool = False  # it was never finished, or is just being made
    is_same_as_trusted: bool | None = None  # None: there was nothing to compare with
    is_past_memory: bool = False  # all was read from the drive itself, for sure

    @property
    def is_sound(self) -> bool:
        """Whether it is whole and unchanged, as far as that can be told."""
        is_vouched_for = self.signing.state in ("good", "never") or self.is_same_as_trusted is True
        return not self.differences and not self.is_incomplete and is_vouched_for

    @property
    def words(self) -> tuple[str, ...]:
        """Of the list of files."""
        return fingerprint(self.list_data)

    @property
    def key_words(self) -> tuple[str, ...]:
        """Of the key that the signature was checked with; none without one."""
        return fingerprint(self.signing.key.data) if self.signing.key else ()
