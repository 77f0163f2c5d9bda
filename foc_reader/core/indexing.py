"""Making the search index of a pack, in this process or with the help of others: the same bytes, whoever helps.

The documents are shared out in chunks. Each process, this one among them, makes a part of the index of a chunk at a
time; then each merges slices of the terms of all parts; what is left to this one is to put the slices together. All
parts lie in one folder inside that of the index, which is removed in any case.

Memory: each process holds at most 48 MB of words and places at a time, whatever the size of the pack, one document, and
what the pack's manifest says of all.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from foc_reader.core import own_process
from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import DocumentUnreadable, FocReaderError, IndexNotBuilt
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import DocumentEntry, Passage

HELP = "--index-helper"  # PACK

MOST_WORKERS = 16
_WORTH_HELP = 6_000_000  # bytes of the pack's text: less takes no longer than starting others
_USUAL_WORKERS = 2  # a core for whoever waits, where there are more
_LARGEST_CHUNK = 12_000_000  # bytes of the pack's text: its words fit into memory without being spilled
_STARTING = 1_000_000  # bytes of it that are done while a helper is starting
_LOOK_S = 0.1  # between two looks at the token
_PARTS = "parts"

Report = Callable[[int], None]  # is told how many documents are done
Damaged = Callable[[DocumentEntry], None]
Job = dict[str, object]


def build_index(
    pack: Pack,
    out: Path,
    *,
    workers: int = 0,
    token: CancelToken | None = None,
    report: Report | None = None,
    damaged: Damaged | None = None,
) -> None:
    """Write the index of `pack` into the folder `out`, which exists: all of it, or nothing of it stays.

    `workers`: processes that work on it; 0: as many as seem right. `damaged` is told of documents that are left out
    as they are damaged; without it, the first of them ends the build.
    Raises DocumentUnreadable, IndexNotBuilt, Cancelled, OSError.
    """
    token, report = token or CancelToken(), report or (lambda done: None)
    count = workers or usual_workers(pack)
    if count == 1 or not pack.entries:
        _build_alone(pack, out, token, report, damaged)
        return
    parts = out / _PARTS
    parts.mkdir()
    try:
        count = min(count, MOST_WORKERS)
        with _Helpers(pack, count - 1, token, report, damaged) as helpers:
            _build_with(helpers, pack, count, parts, out, token, leave_out=damaged is not None)
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def usual_workers(pack: Pack) -> int:
    """As many as there are cores, at most two; one where the pack is small."""
    if sum(stored.size for stored in pack.manifest.documents) < _WORTH_HELP:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _USUAL_WORKERS)


def _build_alone(pack: Pack, out: Path, token: CancelToken, report: Report, damaged: Damaged | None) -> None:
    from foc_reader.core.search.building import build

    build(_passages(pack, range(len(pack.entries)), report, damaged), out, token=token)


def _build_with(
    helpers: _Helpers, pack: Pack, workers: int, parts: Path, out: Path, token: CancelToken, *, leave_out: bool
) -> None:
    made = []
    for number, chunk in enumerate(chunks(pack, workers)):
        made.append(parts / str(number))
        numbers, to = [chunk.start, chunk.stop], str(made[-1].absolute())
        helpers.ask({"index": numbers, "slices": workers, "leave_out": leave_out, "to": to})
    helpers.wait()
    slices = [parts / f"slice-{number}" for number in range(workers)]
    for number, path in enumerate(slices):
        helpers.ask({"merge": [str(part.absolute()) for part in made], "slice": number, "to": str(path.absolute())})
    helpers.wait()
    from foc_reader.core.search.building import join

    join(made, slices, out, token)


def chunks(pack: Pack, workers: int) -> list[range]:
    """The documents of a pack in chunks: one for each worker, or as many for each as leave none too large.

    The last one is larger, as this process begins with it while its helpers are starting.
    """
    sizes = [stored.size for stored in pack.manifest.documents]
    whole = sum(sizes)
    count = workers * -(-whole // (workers * _LARGEST_CHUNK))
    most = (whole - min(_STARTING, whole // 4)) / count
    middles = (end - size / 2 for end, size in zip(accumulate(sizes), sizes, strict=True))
    chunk_of = [min(int(middle / most), count - 1) for middle in middles]
    firsts = [number for number in range(len(sizes)) if not number or chunk_of[number] != chunk_of[number - 1]]
    return [range(first, after) for first, after in pairwise((*firsts, len(sizes)))]


def _passages(pack: Pack, numbers: range, report: Report, damaged: Damaged | None) -> Iterator[Passage]:
    if damaged:
        yield from pack.sound_passages(report, damaged, numbers)
        return
    for count, number in enumerate(numbers, 1):
        yield from pack.listed_passages(range(number, number + 1))
        report(count)


class _Helpers:
    """Processes that are given jobs, each when it has done the one before, as this one does. For one thread."""

    def __init__(self, pack: Pack, count: int, token: CancelToken, report: Report, damaged: Damaged | None) -> None:
        self._pack, self._count, self._token, self._report, self._damaged = pack, count, token, report, damaged
        self._processes: list[subprocess.Popen[bytes]] = []
        self._listeners: list[Thread] = []
        self._jobs: deque[Job] = deque()
        self._idle: list[int] = []
        self._said: SimpleQueue[tuple[int, Mapping[str, object]]] = SimpleQueue()  # (number of a helper, what it said)
        self._done: dict[int, int] = {}  # documents, by the first one of a chunk
        self._left_out: set[int] = set()

    def __enter__(self) -> _Helpers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            own_process.end(process)
        for listener in self._listeners:
            listener.join()
        for process in self._processes:
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):
                    pipe.close()

    def ask(self, job: Job) -> None:
        """Adds a job."""
        self._jobs.append(job)

    def wait(self) -> None:
        """Until all jobs are done. Raises DocumentUnreadable, IndexNotBuilt, Cancelled, OSError."""
        while self._jobs and len(self._processes) < self._count:
            self._start()
        self._give()
        while self._jobs:
            job = self._jobs.popleft()
            self._left_out.update(_do(self._pack, job, self._token, partial(self._hear_of, job)))
        while len(self._idle) < len(self._processes):
            self._heed(_LOOK_S)
        for number in sorted(self._left_out):
            if self._damaged:
                self._damaged(self._pack.entries[number])
        self._left_out.clear()

    def _start(self) -> None:
        process = own_process.start((HELP, str(self._pack.folder.absolute())), is_told=True)
        number = len(self._processes)
        self._processes.append(process)
        listener = Thread(target=self._listen, args=(number, process), name="helper", daemon=True)
        self._listeners.append(listener)
        listener.start()
        self._idle.append(number)

    def _listen(self, number: int, process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError, ValueError):
            while line := own_process.next_line(process):
                self._said.put((number, own_process.understood(line)))
        self._said.put((number, {}))

    def _give(self) -> None:
        while self._jobs and self._idle:
            number = self._idle.pop()
            pipe = self._processes[number].stdin
            assert pipe
            try:
                pipe.write(json.dumps(self._jobs.popleft()).encode() + b"\n")
                pipe.flush()
            except OSError as error:
                raise self._gone() from error

    def _hear_of(self, job: Job, done: int) -> None:
        """That a job of this process has come so far."""
        self._hear_progress(_pair(job["index"])[0], done)
        while not self._said.empty():
            self._heed(0)

    def _heed(self, patience_s: float) -> None:
        """What is said next, if anything is by then."""
        self._token.check()
        with suppress(Empty):
            self._hear(*self._said.get(timeout=patience_s))
        self._give()

    def _hear_progress(self, first: int, done: int) -> None:
        self._done[first] = done
        self._report(sum(self._done.values()))

    def _hear(self, number: int, said: Mapping[str, object]) -> None:
        if "progress" in said:
            self._hear_progress(*_pair(said["progress"]))
        elif "left_out" in said:
            self._left_out.update(_numbers(said["left_out"]))
            self._idle.append(number)
        elif "unreadable" in said:
            raise DocumentUnreadable(*map(str, _items(said["unreadable"])))
        elif "failed" in said:
            raise IndexNotBuilt(self._pack.info.title, str(said["failed"]))
        elif "errno" in said:
            raise OSError(int(str(said["errno"])), str(said["strerror"]))
        else:
            raise self._gone()

    def _gone(self) -> IndexNotBuilt:
        return IndexNotBuilt(self._pack.info.title, "a process that was helping ended too early")


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _numbers(value: object) -> list[int]:
    return [number for number in _items(value) if isinstance(number, int)]


def _pair(value: object) -> tuple[int, int]:
    first, second = _numbers(value)
    return first, second


# in a process that helps


def help_here(pack_folder: Path) -> int:
    """Do the jobs that come on the standard input, until it ends. The exit status comes back."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that asks: it ends this process, too
    try:
        pack = Pack.open(pack_folder)
        with open(0, "rb", closefd=False) as jobs:
            for line in jobs:
                job = json.loads(line)
                own_process.say({"left_out": _do(pack, job, CancelToken(), partial(_tell, job))})
    except BrokenPipeError:
        return 1
    except DocumentUnreadable as error:
        own_process.say({"unreadable": [error.name, error.reason]})
    except FocReaderError as error:
        own_process.say({"failed": getattr(error, "reason", str(error))})
    except OSError as error:
        own_process.say({"errno": error.errno or errno.EIO, "strerror": error.strerror or "the system refuses it"})
    return 0


def _tell(job: Job, done: int) -> None:
    own_process.say({"progress": [_pair(job["index"])[0], done]})


# in all of them


def _do(pack: Pack, job: Job, token: CancelToken, report: Report) -> list[int]:
    """The numbers of documents that were left out. Raises Cancelled, and what reading and writing raise."""
    from foc_reader.core.search.building import build_part, merge_parts

    to = Path(str(job["to"]))
    if "merge" in job:
        merge_parts([Path(str(part)) for part in _items(job["merge"])], int(str(job["slice"])), to, token)
        return []
    numbers = range(*_pair(job["index"]))
    left_out: list[str] = []
    to.mkdir()
    damaged: Damaged | None = (lambda entry: left_out.append(entry.id)) if job["leave_out"] else None
    build_part(_passages(pack, numbers, report, damaged), to, int(str(job["slices"])), token)
    by_id = {pack.entries[number].id: number for number in numbers} if left_out else {}
    return [by_id[document_id] for document_id in left_out]
