"""What the frozen program `foc-reader` runs: the reader, or a sentence about what this computer lacks for it."""

from __future__ import annotations

import sys

OLDEST = "Debian 12, Ubuntu 22.04, Fedora 35, or a later one"


def main() -> int:
    """Run the reader; its exit status comes back."""
    if len(sys.argv) > 1:
        _listen_to_signals()
    from foc_reader.__main__ import main

    try:
        return main()
    except ImportError as error:
        sentence = _lacking(str(error))
        if not sentence:
            raise
        sys.stderr.write(f"FOC Reader cannot start here. {sentence}\n")
        return 1


def _listen_to_signals() -> None:
    """As Python does when it is not frozen: a reader of our output that has gone is an error that can be caught."""
    import signal

    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _lacking(reason: str) -> str:
    """What the system's own words for a library that it cannot load mean; empty for anything else."""
    library, _, rest = reason.partition(": ")
    if rest.startswith("cannot open shared object file"):
        return f"This system lacks {library}, which most desktops have; its package has almost the same name."
    if "version `GLIBC" in reason:  # GLIBCXX, too
        return f"This system is too old for it: it needs {OLDEST}."
    return ""


if __name__ == "__main__":
    sys.exit(main())
