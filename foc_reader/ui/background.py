"""Work away from the window's thread, one piece after the other; its outcome comes back as a signal on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.values import dataclass, field

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Report = Callable[[object], None]
Work = Callable[[CancelToken, Report], Any]


@dataclass(frozen=True)
class Job:
    """One piece of work and what is done, on the window's thread, with its outcome."""

    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    reported: Callable[[Any], None] | None = None
    token: CancelToken = field(default_factory=CancelToken)

    def cancel(self) -> None:
        self.token.cancel()


class BackgroundRunner(QObject):
    """One worker thread that lives as long as its parent.

    Outcomes of a cancelled job are dropped, even when they were already on their way.
    """

    _arrived = Signal(object, str, object)  # Job, "done" | "failed" | "reported" | "dropped", value

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._pool: ThreadPoolExecutor | None = None  # made, and its module imported, with the first job
        self._waiting = 0
        self._is_stopped = False
        self.make_token: Callable[[], CancelToken] = CancelToken  # for each job
        self._arrived.connect(self._deliver)  # which comes from another thread, and so is queued

    def submit(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        reported: Callable[[Any], None] | None = None,
    ) -> Job:
        """Queue `work`; call from the window's thread."""
        job = Job(work, done, failed, reported, self.make_token())
        if self._is_stopped:  # the window is closing: nobody waits for it any more
            job.cancel()
            return job
        self._waiting += 1
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self.objectName())
        self._pool.submit(self._run, job)
        return job

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    def stop(self) -> None:
        """Wait for what runs, drop what has not begun, end the thread. What is submitted later is dropped."""
        self._is_stopped = True
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def wait(self) -> None:
        """Wait until everything queued is done: for what must not be lost."""
        if self._pool and not self._is_stopped:
            self._pool.submit(bool).result()  # one after the other: when this is done, so is all before it

    def _run(self, job: Job) -> None:
        try:
            job.token.check()
            value = job.work(job.token, lambda step: self._arrived.emit(job, "reported", step))
        except Cancelled:
            self._arrived.emit(job, "dropped", None)
        except Exception as error:  # noqa: BLE001 - handed on whole: the window words it, or its exception hook shows it
            self._arrived.emit(job, "failed", error)
        else:
            self._arrived.emit(job, "done", value)

    @Slot(object, str, object)
    def _deliver(self, job: Job, outcome: str, value: object) -> None:
        if outcome != "reported":
            self._waiting -= 1
        if job.token.is_cancelled:
            return
        if outcome == "done":
            job.done(value)
        elif outcome == "failed":
            job.failed(cast(Exception, value))
        elif outcome == "reported" and job.reported:
            job.reported(value)
