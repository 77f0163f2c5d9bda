"""Make a copy for someone: program and library to another drive, each file written through, read back and compared.

The mark of a copy that is not finished is there before the first file and goes after the last one was read back. So a
copy that was stopped at any moment, by whomever, says of itself that it is not complete.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import CopyIncomplete, CopyRefused, NothingToPassOn
from foc_reader.core.library.sums import SIGNATURE_NAME, SUMS_NAME
from foc_reader.core.sharing.checking import compare
from foc_reader.core.sharing.marking import put_mark, take_mark_away
from foc_reader.core.sharing.rereading import DriveReader
from foc_reader.core.sharing.settling import settle, settle_folder, write_all
from foc_reader.core.sharing.targets import CopyPlan
from foc_reader.core.sharing.verdict import Progress
from foc_reader.core.values import dataclass

Report = Callable[[Progress], None]

CHUNK_BYTES = 1 << 20
SETTLE_BYTES = 8 << 20  # so that what is reported is on the drive, and a stop need not wait for long
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class CopyMade:
    """A copy that is complete."""

    folder: Path
    files: int
    size: int  # bytes
    list_data: bytes
    is_past_memory: bool  # it was read back from the drive itself, for sure


def make_copy(plan: CopyPlan, token: CancelToken, report: Report = lambda progress: None) -> CopyMade:
    """Make the copy, or go on with it. Raises CopyIncomplete, NothingToPassOn, Cancelled: it then is marked as such."""
    return _Making(plan, token, report).run()


class _Making:
    """One copy in the making."""

    def __init__(self, plan: CopyPlan, token: CancelToken, report: Report) -> None:
        self._plan, self._source, self._folder = plan, plan.source, plan.folder
        self._token, self._report = token, report
        self._done = 0

    def run(self) -> CopyMade:
        with self._in_words(CopyRefused):
            self._mark()
        with self._in_words():
            self._clear()
            self._bring_files()
            self._bring_list()
            self._settle_folders()
        is_past_memory = self._read_back()
        with self._in_words():
            take_mark_away(self._folder)
        files = self._source.list
        return CopyMade(self._folder, len(files.sums), self._source.size, files.data, is_past_memory)

    def _mark(self) -> None:
        """From here on it is marked as not finished."""
        self._folder.mkdir(exist_ok=True)
        self._check_drive_is_there()
        settle_folder(self._folder.parent)
        put_mark(self._folder, {*self._plan.known, *self._source.list.sums})

    def _clear(self) -> None:
        """Take away what came with an earlier copy and not with this one, and the list that vouched for it."""
        for path in sorted(self._plan.known - set(self._source.list.sums)):
            self._remove(path)
        for name in (SIGNATURE_NAME, SUMS_NAME):
            (self._folder / name).unlink(missing_ok=True)
        settle_folder(self._folder)

    def _remove(self, path: str) -> None:
        """Remove a file of an earlier copy, and the folders that hold nothing any more."""
        (self._folder / path).unlink(missing_ok=True)
        for above in list((self._folder / path).parents)[: path.count("/")]:
            with suppress(OSError):
                above.rmdir()

    def _bring_files(self) -> None:
        reader = DriveReader()
        try:
            for path in self._source.list.sums:
                if not self._is_there(path, reader):
                    self._bring(path)
        finally:
            reader.close()

    def _is_there(self, path: str, reader: DriveReader) -> bool:
        """Whether an earlier start brought the file, all of it."""
        target, size = self._folder / path, self._source.sizes[path]
        try:
            what = target.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(what.st_mode) or what.st_size != size:
            return False
        try:
            is_same = reader.sum_of(target, self._token) == self._source.list.sums[path]
        except OSError:
            return False  # a bad place of the drive: it is written anew
        if is_same:
            self._tell(size)
        return is_same

    def _bring(self, path: str) -> None:
        source, target = self._source.root / path, self._folder / path
        self._check_drive_is_there()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        digest = hashlib.sha256()
        with self._reading(path):
            of_source = source.stat()
        handle = os.open(target, _NEW, 0o644 | of_source.st_mode & 0o111)
        try:
            unsettled = 0
            for chunk in self._chunks_of(path):
                digest.update(chunk)
                write_all(handle, chunk)
                unsettled += len(chunk)
                if unsettled >= SETTLE_BYTES:
                    settle(handle)
                    unsettled = 0
                self._tell(len(chunk))
            settle(handle)
        finally:
            os.close(handle)
        if digest.hexdigest() != self._source.list.sums[path]:
            raise self._is_damaged(path)
        with suppress(OSError):  # a date is nothing that a copy depends on
            os.utime(target, ns=(of_source.st_mtime_ns, of_source.st_mtime_ns))

    def _check_drive_is_there(self) -> None:
        """Where a drive was, its place may stay behind as a folder of this computer."""
        if self._folder.stat().st_dev != self._plan.device:
            raise OSError(errno.ENODEV, "another drive is there now")

    def _chunks_of(self, path: str) -> Iterator[bytes]:
        with self._reading(path):
            source = (self._source.root / path).open("rb", buffering=0)
        with source:
            while True:
                self._token.check()
                with self._reading(path):
                    chunk = source.read(CHUNK_BYTES)
                if not chunk:
                    return
                yield chunk

    def _bring_list(self) -> None:
        """Last, so that no list vouches for what is not there; the signature is one of the two or none."""
        for name, data in ((SUMS_NAME, self._source.list.data), (SIGNATURE_NAME, self._source.signature)):
            if data is not None:
                handle = os.open(self._folder / name, _NEW, 0o644)
                try:
                    write_all(handle, data)
                    settle(handle)
                finally:
                    os.close(handle)

    def _settle_folders(self) -> None:
        folders = {Path(path).parent for path in self._source.list.sums}
        folders |= {above for folder in folders for above in folder.parents} | {Path()}
        for folder in sorted(folders, key=lambda one: -len(one.parts)):
            self._token.check()
            settle_folder(self._folder / folder)

    def _read_back(self) -> bool:
        """Compare all of it with what was to be copied; True if the drive itself was read, for sure."""
        self._done = 0
        differences, is_past_memory = compare(self._folder, self._source.list.sums, self._token, self._report)
        names = [found.path for found in differences]
        reader = DriveReader()
        try:
            for name, data in ((SUMS_NAME, self._source.list.data), (SIGNATURE_NAME, self._source.signature)):
                if data is not None and not self._holds(name, data, reader):
                    names.append(name)
        finally:
            reader.close()
        if any(found.kind == "extra" for found in differences):
            raise CopyIncomplete(self._folder, "somebody else is writing to it")
        if names:
            name = names[0][:80]
            reason = f"the drive did not keep “{name}” as it was written; it may be worn out, or smaller than it says"
            raise CopyIncomplete(self._folder, reason)
        return is_past_memory

    def _holds(self, name: str, data: bytes, reader: DriveReader) -> bool:
        try:
            return reader.sum_of(self._folder / name, self._token) == hashlib.sha256(data).hexdigest()
        except OSError:
            return False

    def _tell(self, count: int) -> None:
        self._done += count
        self._report(Progress("copying", self._done, self._source.size))

    @contextmanager
    def _reading(self, path: str) -> Iterator[None]:
        """What fails here fails where the files come from."""
        try:
            yield
        except OSError as error:
            raise self._is_damaged(path) from error

    def _is_damaged(self, path: str) -> NothingToPassOn:
        return NothingToPassOn(
            self._source.root, f"its own file “{path[:80]}” is damaged or cannot be read; check this copy to know more"
        )

    @contextmanager
    def _in_words(self, kind: type[CopyIncomplete | CopyRefused] = CopyIncomplete) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise kind(self._folder, _reason(error)) from error


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the drive is full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "the drive may only be read, or has become so by an error"
    if error.errno == errno.EFBIG:
        return "the drive does not hold files as large as one of these"
    if error.errno in (errno.EINVAL, errno.EILSEQ, errno.ENAMETOOLONG):
        return "the drive does not take the name of one of the files"
    return "the drive was taken out, or is damaged"
