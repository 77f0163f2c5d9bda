"""Building the search index of a pack anew, in a process of its own, into the folder for what a person keeps.

A busy thread would hold up the window; a process can also be stopped at any moment. It says how far it is; where there
is much to do, others help it.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from foc_reader.core import own_process
from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError, RebuildFailed, SaveFailed
from foc_reader.core.library.pack import Pack
from foc_reader.core.locking import locked
from foc_reader.core.private_indexes import PrivateIndex, PrivateIndexes
from foc_reader.core.values import dataclass

REBUILD = "--rebuild-index"  # PACK OUT

_LOOK_S = 0.1  # between two looks at the token
_NICE = 10  # others on an old computer go first


@dataclass(frozen=True)
class Progress:
    """How far a build is."""

    done: int  # documents
    count: int  # of all documents


Report = Callable[[Progress], None]


# in the reader


def rebuild_index(pack: Pack, kept: PrivateIndexes, token: CancelToken, report: Report) -> PrivateIndex:
    """Build the index of `pack` and keep it: all of it, or as before.

    Documents that are damaged are left out. Waits until it is done. Raises RebuildFailed, Cancelled.
    """
    folder = kept.folder(pack.info.id)
    if folder is None:
        raise RebuildFailed(pack.info.title, "there is no place where it could be kept")
    try:
        with _folder(folder), locked(folder / "build.lock"):
            out = Path(tempfile.mkdtemp(prefix="made-", dir=folder))
            try:
                made = _run(pack, out, token, report)
                token.check()
                kept.take(pack.info.id, made)
            except BaseException:
                shutil.rmtree(out, ignore_errors=True)
                raise
            return made
    except OSError as error:
        raise RebuildFailed(pack.info.title, _in_words(error)) from error
    except SaveFailed as error:
        raise RebuildFailed(pack.info.title, error.reason) from error


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    """`path` as a folder; where what is done in it fails, those made for it and still empty are removed again."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _run(pack: Pack, out: Path, token: CancelToken, report: Report) -> PrivateIndex:
    """What the other process built in `out`. It is ended, and waited for, in any case."""
    lines: SimpleQueue[str] = SimpleQueue()
    process = own_process.start((REBUILD, str(pack.folder.absolute()), str(out.absolute())))
    listener = Thread(target=_listen, args=(process, lines), name="rebuild", daemon=True)
    listener.start()
    try:
        return _follow(pack, out, lines, token, report)
    finally:
        own_process.end(process)
        listener.join()
        if process.stdout:
            process.stdout.close()


def _follow(pack: Pack, out: Path, lines: SimpleQueue[str], token: CancelToken, report: Report) -> PrivateIndex:
    while True:
        token.check()
        try:
            line = lines.get(timeout=_LOOK_S)
        except Empty:
            continue
        said = own_process.understood(line)
        if "progress" in said:
            report(Progress(int(str(said["progress"])), len(pack.entries)))
        elif "failed" in said:
            raise RebuildFailed(pack.info.title, str(said["failed"]))
        elif "sums" in said:
            sums, left_out = said["sums"], said["left_out"]
            if isinstance(sums, dict) and isinstance(left_out, list):
                return PrivateIndex(out, pack.edition, str(said["format"]), sums, frozenset(left_out))
        else:
            raise RebuildFailed(pack.info.title, "the program that was building it ended too early")


def _listen(process: subprocess.Popen[bytes], lines: SimpleQueue[str]) -> None:
    """Put each line of the process into the queue, and an empty one after the last."""
    with suppress(OSError, ValueError):
        while line := own_process.next_line(process):
            lines.put(line)
    lines.put("")


# in the process of its own


def build_here(pack_folder: Path, out: Path) -> int:
    """Build the index of the pack in `pack_folder` into the folder `out`, and say how far it is.

    The exit status comes back. Where nobody listens any more, it stops and removes `out`.
    """
    own_process.heed_end()
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    try:
        own_process.say(_build(pack_folder, out))
    except FocReaderError as error:
        return _give_up(out, getattr(error, "reason", str(error)))
    except OSError as error:
        return _give_up(out, _in_words(error))
    return 0


def _build(pack_folder: Path, out: Path) -> dict[str, object]:
    from foc_reader.core.indexing import build_index
    from foc_reader.core.library.sums import hash_file
    from foc_reader.core.search.building import INDEX_FORMAT, verify

    pack = Pack.open(pack_folder)
    left_out: list[str] = []
    some = max(1, len(pack.entries) // 200)  # documents between two lines
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if done >= told + some:
            told = done
            own_process.say({"progress": done})

    build_index(pack, out, report=tell, damaged=lambda entry: left_out.append(entry.id))
    verify(out)  # a stick may take what it cannot give back
    sums = {path.name: hash_file(path) for path in sorted(out.iterdir())}
    return {"format": INDEX_FORMAT, "sums": sums, "left_out": left_out}


def _give_up(out: Path, reason: str) -> int:
    shutil.rmtree(out, ignore_errors=True)
    with suppress(OSError):
        own_process.say({"failed": reason})
    return 1


def _in_words(error: OSError) -> str:
    """The middle of a sentence."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "the place where it would be kept may only be read"
    return error.strerror or "the system refuses it"
