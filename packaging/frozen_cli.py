"""What the frozen program `foc-reader-cli` runs: the command line."""

import signal
import sys

from foc_reader.cli.__main__ import main

if __name__ == "__main__":
    # As Python does when it is not frozen: Ctrl+C, and a reader of our output that has gone, can be caught
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    sys.exit(main())
