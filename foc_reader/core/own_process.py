"""This program once more, as a process of its own: how it is started, and how it says something.

It is told by a hidden first argument what to do, so that a frozen program can do it too, and says what it has to say on
its standard output, one JSON value a line.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from foc_reader.core.starting_again import starting_again

_LINE_LIMIT = 32_000_000  # bytes; the line that names 100,000 damaged documents has a tenth of it

_PATIENCE_S = 5


def start(words: Sequence[str], *, is_told: bool = False) -> subprocess.Popen[bytes]:
    """A process with these arguments; `is_told`: it is told more on its standard input. Raises OSError."""
    return subprocess.Popen(
        starting_again(*words),
        stdin=subprocess.PIPE if is_told else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def next_line(process: subprocess.Popen[bytes]) -> str:
    """What the process said next; empty once it says no more. Waits for it. Raises OSError, ValueError."""
    assert process.stdout
    return process.stdout.readline(_LINE_LIMIT).decode("utf-8", "replace")


def understood(line: str) -> dict[str, object]:
    """The JSON object in a line, empty where there is none."""
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process, and waits until it is gone. Where it can, it ends those that it started before."""
    process.terminate()
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def heed_end() -> None:
    """Has this process leave what it is at in order, as by an error, when it is ended; on Windows nobody is asked."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def say(value: dict[str, object]) -> None:
    """A line on the standard output of this process. Raises BrokenPipeError once nobody listens.

    Not by sys.stdout, which a program without a console has not.
    """
    line = json.dumps(value).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def _environment() -> dict[str, str]:
    """With the folder of this very package in Python's path, so that it is found wherever it was started from."""
    package = Path(__file__).resolve().parents[2]
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(package), others)))}
