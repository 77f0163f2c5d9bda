"""The Qt application around the window: its style, its manners on a borrowed computer, and what happens on a bug."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtWidgets import QApplication

from foc_reader.core.session import Session
from foc_reader.ui.main_window import MainWindow
from foc_reader.ui.plurals import EnglishPlurals
from foc_reader.ui.theme import INTERFACE_POINTS, interface_font, palette, system_shows, theme_for


def make_application(arguments: Sequence[str], is_portable: bool = False) -> QApplication:
    """The one QApplication, in our style. `arguments` as in sys.argv: Qt takes its own out of them.

    Where the reader `is_portable`, the computer that it runs on is somebody else's.
    """
    _leave_no_traces()
    # each font that lacks the shapes of a script is told on the terminal; others are taken for it, as they should be
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db.info=false")
    # as an argument: setStyle() would make Python's QStyle, which takes 8 ms
    application = QApplication([*arguments[:1], "-style", "Fusion", *arguments[1:]])
    application.setApplicationName("FOC Reader")
    application.setProperty("is_portable", is_portable)  # file_picker.py asks for it
    # a person who has set the system's letters larger gets larger ones here; a point is smaller on macOS
    points = max(INTERFACE_POINTS, application.font().pointSizeF())
    application.setProperty("interface_points", points)
    application.setProperty("system_shows", system_shows(application.palette()))
    application.setFont(interface_font(points))
    if is_portable and sys.platform.startswith("linux"):
        _read_fonts_without_home()
    application.installTranslator(EnglishPlurals(application))
    return application


def show_window(application: QApplication, session: Session) -> MainWindow:
    """The window on the screen. From now on a bug shows one sentence and its details, and writes nothing."""
    application.setPalette(palette(theme_for(session.settings.theme, application.property("system_shows"))))
    window = MainWindow(session)
    sys.excepthook = _show_bug
    if session.locations.fonts:
        window.settled.connect(lambda: _add_fonts(window, session))
        if session.locations.is_portable:
            window.settled.connect(lambda: _read_ahead(window))
    window.show()
    return window


def _add_fonts(window: MainWindow, session: Session) -> None:
    """Once for each window."""
    from foc_reader.ui.added_fonts import AddedFonts

    if window.findChild(AddedFonts) is None:
        AddedFonts(session.locations, window).begin()


def _read_ahead(window: MainWindow) -> None:
    """Once for each window."""
    from foc_reader.ui.reading_ahead import AheadOfPulling

    if window.findChild(AheadOfPulling) is None:
        AheadOfPulling(window).begin()


def _leave_no_traces() -> None:
    """Keep the libraries around Qt from writing to the computer it runs on (SAFETY 3.8)."""
    if sys.platform.startswith("linux") and "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"  # libdbus would start one and write into the home


def _read_fonts_without_home() -> None:
    """Have Qt look for the system's fonts now, while nobody knows the home.

    fontconfig notes there what it found, wherever the system has no such note. Below a file it cannot. A person's own
    fonts, and what they set about fonts, are found as always.
    """
    home = os.environ.get("HOME")
    if not home:
        return
    os.environ.setdefault("XDG_DATA_HOME", f"{home}/.local/share")
    os.environ.setdefault("XDG_CONFIG_HOME", f"{home}/.config")
    os.environ["HOME"] = os.environ["XDG_CACHE_HOME"] = os.devnull
    QApplication.fontMetrics().height()
    os.environ["HOME"] = home


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Something we did not expect: one sentence, the rest folded and ready for copying."""
    import traceback

    from PySide6.QtWidgets import QMessageBox

    from foc_reader.ui.window_side import begin_at_side

    details = "".join(traceback.format_exception(kind, error, trace))
    if sys.stderr:
        sys.stderr.write(details)
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        return
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    if not shown:  # the program is about to end, and would not while a box is open
        return
    box = QMessageBox(QApplication.activeWindow() or shown[0])  # one that nobody owns goes at once
    box.setObjectName("bug_box")
    box.setWindowTitle("FOC Reader")
    box.setText(box.tr("Something went wrong that we did not foresee. What you kept is safe; you can go on reading."))
    begin_at_side(box)
    box.setDetailedText(details)
    copy = box.addButton(box.tr("Copy the details"), QMessageBox.ButtonRole.ActionRole)
    copy.setObjectName("bug_copy")
    copy.clicked.disconnect()  # else it would close the box
    copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
    box.addButton(QMessageBox.StandardButton.Ok)
    box.setModal(False)
    box.show()
