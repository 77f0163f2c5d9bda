"""Start the reader: foc-reader [--library FOLDER] [--data-dir FOLDER] [--tour FOLDER]."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from foc_reader import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from PySide6.QtWidgets import QApplication

    from foc_reader.ui.main_window import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or take the tour; the exit status comes back."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given:  # a double click: it need not wait for what reads arguments
        return _run(None, None, ["foc-reader"])
    options, for_qt = _parser().parse_known_args(given)
    if options.rebuild_index:
        from foc_reader.core.rebuilding import build_here

        return build_here(*options.rebuild_index)
    if options.index_helper:
        from foc_reader.core.indexing import help_here

        return help_here(options.index_helper)
    words = ["foc-reader", *for_qt]  # the first is what a task bar calls the window
    if (options.tour or options.tour_again) and not _has_screen(for_qt):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if options.tour:
        from foc_reader.tour import take_tour

        return take_tour(options.tour, options.library, words)
    if options.tour_again:
        from foc_reader.tour import take_tour_again

        return take_tour_again(options.tour_again, options.library, options.data_dir, words)
    if options.time_start is not None:
        application, window = open_window(options.library, options.data_dir, words)
        from foc_reader.stopwatch import time_start

        return time_start(application, window, options.time_start)
    return _run(options.library, options.data_dir, words)


def _run(library: Path | None, data_dir: Path | None, words: Sequence[str]) -> int:
    """Show the window until it is closed; the exit status comes back."""
    if not _has_screen(words):
        sys.stderr.write("There is no screen here. foc-reader --tour FOLDER makes pictures without one.\n")
        return 1
    application, window = open_window(library, data_dir, words)
    status = application.exec()
    del window
    return status


def open_window(library: Path | None, data_dir: Path | None, words: Sequence[str]) -> tuple[QApplication, MainWindow]:
    """The application and its window, which is on the screen once the event loop runs; `words` as in sys.argv."""
    sys.setswitchinterval(0.0002)  # s: how long a key may wait, each time it needs Python, for a thread that searches
    gc.disable()  # until the window rests: what a start makes stays, and looking it all through takes a while
    from foc_reader.core.locations import Locations
    from foc_reader.core.session import Session
    from foc_reader.ui.application import make_application, show_window

    locations = Locations.find(library, data_dir)
    application = make_application(words, locations.is_portable)
    window = show_window(application, Session.open(locations))
    window.settled.connect(gc.freeze)
    window.settled.connect(gc.enable)
    return application, window


def _has_screen(for_qt: Sequence[str]) -> bool:
    """Whether Qt has something to draw on; where it has not, it would end the process with an abort."""
    is_asked_for = "-platform" in for_qt or "QT_QPA_PLATFORM" in os.environ
    return not sys.platform.startswith("linux") or is_asked_for or _names_a_display()


def _names_a_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _parser() -> ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="foc-reader",
        description="Read and search the library in a window.",
        epilog="Other arguments go to Qt: -reverse mirrors the window, -platform offscreen needs no screen.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--library", type=Path, metavar="FOLDER", help="a folder of packs, or one pack")
    parser.add_argument("--data-dir", type=Path, metavar="FOLDER", help="where what you keep is kept")
    parser.add_argument("--tour", type=Path, metavar="FOLDER", help="try the whole reader out, with pictures in FOLDER")
    parser.add_argument(
        "--tour-again", type=Path, metavar="FOLDER", help=argparse.SUPPRESS
    )  # the tour's second process
    parser.add_argument("--time-start", nargs="?", const="", metavar="QUERY", help=argparse.SUPPRESS)  # for benchmarks
    parser.add_argument(
        "--rebuild-index", type=Path, nargs=2, metavar=("PACK", "OUT"), help=argparse.SUPPRESS
    )  # the reader's second process: core/rebuilding.py
    parser.add_argument(
        "--index-helper", type=Path, metavar="PACK", help=argparse.SUPPRESS
    )  # one that helps to make an index: core/indexing.py
    return parser


if __name__ == "__main__":
    sys.exit(main())
