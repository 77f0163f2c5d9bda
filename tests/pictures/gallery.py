"""Makes a picture of every state of the window, and a page that shows them all.

./foc gallery [--only NAME,...] [--themes light,night] [--percents 100]
./foc gallery --cut       tells instead what is cut in a state, in a small window and at 200 %
./foc gallery --golden    renews the pictures that the tests compare with
"""

from __future__ import annotations

import argparse
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pictures.samples import make_libraries

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPixmap

    from tests.pictures.person import Person
    from tests.pictures.state import State

# In these nothing is cut: a window's size, and the size of text and interface
ROOMS = (((800, 500), 100), ((1366, 768), 200))
GOLDEN_FOLDER = Path(__file__).resolve().parent / "golden"
GOLDEN = ("start-samples", "results-with-document", "bookmarks")
THEMES = ("light", "sepia", "night")
PERCENTS = (100, 200)
DIRECTIONS = ("usual", "mirrored")
# As large as the window: what opens in front of it keeps within its edges
SCREEN = """{"screens": [{"name": "pictures", "x": 0, "y": 0, "width": 1366, "height": 768,
  "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}"""


def main() -> int:
    """Make what was asked for; 0, or 1 where a state could not be reached."""
    options = _parser().parse_args()
    if options.libraries:
        return _make_pictures(options)
    if options.golden:
        options.folder, options.only = GOLDEN_FOLDER, ",".join(GOLDEN)
        options.themes, options.percents, options.directions = "light", "100", "usual"
    if options.cut:
        return _look_for_cut(options)
    if not options.folder:
        sys.stderr.write("Say which folder the pictures go to.\n")
        return 2
    return _make_all(options)


def _make_all(options: argparse.Namespace) -> int:
    """Each direction in a process of its own, as it is the application's; then the page."""
    folder: Path = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = _list(options.only)  # the pictures of other states stay
    for old in () if options.golden else folder.glob("*.png"):
        if not wanted or old.name.partition(".")[0] in wanted:
            old.unlink()
    with _work() as work:
        status = max(_in_a_process(options, folder, work, direction) for direction in _list(options.directions))
    if not options.golden:
        _write_page(folder)
    pictures = len(list(folder.glob("*.png")))
    _say(f"{pictures} pictures are in {folder}" + ("" if options.golden else "; index.html shows them"))
    return status


def _look_for_cut(options: argparse.Namespace) -> int:
    with _work() as work:
        return max(_in_a_process(options, work, work, direction) for direction in _list(options.directions))


@contextmanager
def _work() -> Iterator[Path]:
    """A folder with the libraries and the screen that the windows are shown on."""
    with tempfile.TemporaryDirectory(prefix="foc-gallery-") as work:
        make_libraries(Path(work))
        (Path(work) / "screen.json").write_text(SCREEN, encoding="utf-8")
        yield Path(work)


def _in_a_process(options: argparse.Namespace, folder: Path, work: Path, direction: str) -> int:
    command = [sys.executable, __file__, str(folder), "--libraries", str(work), "--directions", direction]
    command += ["--only", options.only, "--themes", options.themes, "--percents", options.percents]
    command += ["--golden"] if options.golden else []
    command += ["--cut"] if options.cut else []
    root = str(Path(__file__).resolve().parents[2])
    # no display, style or scale of this computer
    there = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    platform = f"offscreen:configfile={work / 'screen.json'}"
    return subprocess.run(
        command, env={**there, "QT_QPA_PLATFORM": platform, "PYTHONPATH": root}, check=False
    ).returncode


# In the process with the windows


def _make_pictures(options: argparse.Namespace) -> int:
    from PySide6.QtCore import qInstallMessageHandler

    from foc_reader.ui.application import make_application
    from tests.pictures.person import NotSeen
    from tests.pictures.states import STATES

    qInstallMessageHandler(lambda kind, context, message: _warn(message))
    direction = options.directions
    application = make_application(["gallery", *(["-reverse"] if direction == "mirrored" else [])])
    application.setCursorFlashTime(0)  # a cursor that blinks is there in one picture and gone in the next
    wanted = _list(options.only) or list(STATES)
    unknown = [name for name in wanted if name not in STATES]
    if unknown:
        sys.stderr.write(f"There is no state called {', '.join(unknown)}.\n")
        return 2
    failed = 0
    if options.cut:
        return _tell_cut(wanted, options)
    for name in wanted:
        for percent in _list(options.percents):
            try:
                for theme, picture in _pictures_of(STATES[name], int(percent), _list(options.themes), options):
                    picture.save(str(options.folder / _file_name(name, direction, int(percent), theme, options)))
            except NotSeen as trouble:
                failed = 1
                _say(f"FAILED {name}, {percent} %, {direction}: {trouble}")
    return failed


def _tell_cut(names: Sequence[str], options: argparse.Namespace) -> int:
    """Say what is cut in these states, window and dialogs alike; 1 where there is anything."""
    from PySide6.QtWidgets import QApplication, QDialog

    from tests.pictures.cut import cut
    from tests.pictures.states import STATES

    found = []
    for name in names:
        for size, percent in ROOMS:
            with _in_state(STATES[name], size, percent, "light", options) as person:
                person.settle()
                fronts = [front for front in QApplication.topLevelWidgets() if isinstance(front, QDialog)]
                for top in [person.window, *(front for front in fronts if front.isVisible())]:
                    found += [f"{name}, {size[0]}x{size[1]}, {percent} %: {what}" for what in cut(top)]
    for line in found:
        _say(line)
    return 1 if found else 0


def _pictures_of(
    state: State, percent: int, themes: Sequence[str], options: argparse.Namespace
) -> Iterator[tuple[str, QPixmap | QImage]]:
    """The state in each of `themes`, brought about once."""
    from tests.pictures.comparing import small

    with _in_state(state, state.size, percent, themes[0], options) as person:
        for theme in themes:
            person.use(f"theme_{theme}")
            person.settle()
            picture = person.picture()
            yield theme, small(picture) if options.golden else picture


@contextmanager
def _in_state(
    state: State, size: tuple[int, int], percent: int, theme: str, options: argparse.Namespace
) -> Iterator[Person]:
    """Somebody with a window of `size` who has come into `state`."""
    from foc_reader.core.locations import Locations
    from foc_reader.core.session import Session
    from tests.pictures.person import Person
    from tests.pictures.state import BUNDLED

    with tempfile.TemporaryDirectory(dir=options.libraries) as data:
        library = None if state.library == BUNDLED else options.libraries / state.library
        places = Locations.find(library, Path(data))
        session = Session.open(places if state.keeps else replace(places, data=None, is_portable=True))
        session.settings = replace(
            session.settings, text_percent=percent, interface_percent=percent, theme=theme, left_pane_width=330
        )
        state.prepare(session)
        person = Person(session, size)
        try:
            if state.starts:
                person.start()
            state.bring(person)
            yield person
        finally:
            person.leave()


def _file_name(name: str, direction: str, percent: int, theme: str, options: argparse.Namespace) -> str:
    return f"{name}.png" if options.golden else f"{name}.{direction}.{percent}.{theme}.png"


# The page


def _write_page(folder: Path) -> None:
    """A page that shows each picture in `folder` below the name of its state."""
    from tests.pictures.states import STATES

    found = {name: sorted(folder.glob(f"{name}.*.png"), key=_order) for name in STATES}
    shown = {name: pictures for name, pictures in found.items() if pictures}
    contents = " · ".join(f'<a href="#{name}">{_spoken(name)}</a>' for name in shown)
    parts = [_section(name, STATES[name].about, pictures) for name, pictures in shown.items()]
    page = _PAGE.format(contents=contents, sections="\n".join(parts))
    (folder / "index.html").write_text(page, encoding="utf-8")


def _section(name: str, about: str, pictures: Sequence[Path]) -> str:
    figures = []
    for path in pictures:
        _, direction, percent, theme, _ = path.name.split(".")
        words = f"{theme}, {percent} %" + (", mirrored" if direction == "mirrored" else "")
        alt = html.escape(f"{_spoken(name)}: {words}")
        figures.append(
            f'<figure><a href="{path.name}"><img src="{path.name}" alt="{alt}" loading="lazy"></a>'
            f"<figcaption>{words}</figcaption></figure>"
        )
    return f'<h2 id="{name}">{_spoken(name)}</h2>\n<p>{html.escape(about)}</p>\n<div>{"".join(figures)}</div>'


def _order(path: Path) -> tuple[int, int, int]:
    _, direction, percent, theme, _ = path.name.split(".")
    return DIRECTIONS.index(direction), int(percent), THEMES.index(theme)


def _spoken(name: str) -> str:
    return name.replace("-", " ").capitalize()


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>FOC Reader: every state</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem; color: #1e2226; background: #fcfbf8; }}
a {{ color: #084c72; }}
h2 {{ margin: 3rem 0 0; }}
p {{ margin: .25rem 0 1rem; max-width: 70rem; }}
div {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 1rem; }}
figure {{ margin: 0; }}
img {{ width: 100%; aspect-ratio: 1366 / 768; object-fit: contain; object-position: top; border: 1px solid #857f72; }}
</style>
<h1>FOC Reader: every state</h1>
<p>Each in light, sepia and night, at 100 % and 200 % of the size of text and interface, and mirrored. A picture opens
at its full size.</p>
<p>{contents}</p>
{sections}
</html>
"""


def _list(words: str) -> list[str]:
    return [word for word in words.split(",") if word]


def _warn(message: str) -> None:
    """Pass on what Qt says, but not what a platform without a screen cannot do."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gallery", description="Pictures of every state of the window.")
    parser.add_argument("folder", type=Path, nargs="?", help="where they go; pictures of an earlier time are removed")
    parser.add_argument("--only", default="", metavar="NAME,...", help="these states; all without it")
    parser.add_argument("--themes", default=",".join(THEMES), metavar="NAME,...", help="light, sepia, night")
    parser.add_argument("--percents", default="100,200", metavar="NUMBER,...", help="sizes of text and interface")
    parser.add_argument("--directions", default=",".join(DIRECTIONS), metavar="NAME,...", help="usual, mirrored")
    parser.add_argument(
        "--cut", action="store_true", help="make no pictures; tell what is cut, and how much room it has"
    )
    parser.add_argument("--golden", action="store_true", help="renew the pictures that the tests compare with")
    parser.add_argument("--libraries", type=Path, help=argparse.SUPPRESS)  # the process that makes the pictures
    return parser


if __name__ == "__main__":
    sys.exit(main())
