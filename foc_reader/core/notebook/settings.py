"""How the person likes the window: a small value in a file of its own."""

from __future__ import annotations

from pathlib import Path

from foc_reader.core.errors import PlaceReadOnly, StoredFileNewer, StoredFileUnreadable
from foc_reader.core.storage import JsonValue, StoredFile
from foc_reader.core.values import dataclass

KIND = "foc-reader settings"
VERSION = 1

THEMES = ("system", "light", "sepia", "night")
BOOKMARK_ORDERS = ("newest", "name", "place", "date")
TEXT_PERCENTS = range(50, 401)
LINE_SPACINGS = range(120, 201)
TEXT_WIDTHS = ("narrow", "usual", "wide")
INTERFACE_PERCENTS = range(100, 201)
LEFT_PANE_WIDTHS = range(120, 2001)


@dataclass(frozen=True)
class Settings:
    """Each has a value that suits most; only what a person changed is ever written."""

    theme: str = "system"  # one of THEMES; "system" follows the computer's light or dark
    text_percent: int = 100  # of the usual size of text, in TEXT_PERCENTS
    left_pane_is_open: bool = True
    left_pane_width: int = 330  # pixels, in LEFT_PANE_WIDTHS
    library: str = ""  # the folder of the library that the person chose; empty: the program's own
    line_spacing: int = 135  # per cent of the font's own line, in LINE_SPACINGS
    text_width: str = "usual"  # one of TEXT_WIDTHS
    interface_percent: int = 100  # of the usual size of everything but the text, in INTERFACE_PERCENTS
    bookmark_order: str = "newest"  # one of BOOKMARK_ORDERS


class SettingsStore:
    """Keeps the settings in one file. Call from one thread at a time."""

    def __init__(self, path: Path | None) -> None:
        self._file = StoredFile(path, KIND, VERSION) if path else None  # None: nothing is written anywhere
        self._known = Settings()  # as loaded or last saved here
        self._said_read_only = False
        self.warning = ""  # after load(): one sentence, if the settings could not be read

    def load(self) -> Settings:
        """What was kept; where a value is missing or makes no sense, the usual one. Never raises, makes nothing."""
        if self._file:
            try:
                self._known = settings_from_value(self._file.read())
            except StoredFileNewer as error:
                self.warning = str(error)
            except StoredFileUnreadable:
                self.warning = (
                    "Your settings cannot be read, so the usual ones are used. Once you change one, "
                    f"the old file is kept aside as {self._file.aside.name}."
                )
        return self._known

    def save(self, settings: Settings) -> None:
        """Write what differs from the settings last loaded or saved here; what another window changed stays.

        A file that cannot be read is first kept aside: settings are few, and soon chosen again.
        Raises SaveFailed, StoredFileNewer; that the place may only be read, once.
        """
        from dataclasses import asdict

        before = asdict(self._known)
        changes = {name: value for name, value in asdict(settings).items() if value != before[name]}
        if self._file is None or not changes:
            return
        try:
            self._write(self._file, changes)
        except PlaceReadOnly:
            if not self._said_read_only:
                self._said_read_only = True
                raise
        else:
            self._known = settings

    def _write(self, file: StoredFile, changes: dict[str, JsonValue]) -> None:
        def change(there: JsonValue) -> JsonValue:
            return {**(there if isinstance(there, dict) else {}), **changes}

        try:
            file.update(change)
        except StoredFileNewer:
            raise
        except StoredFileUnreadable:
            file.set_aside()
            file.update(change)


def settings_from_value(value: JsonValue) -> Settings:
    """The settings a file holds; the usual value for each that is missing or makes no sense."""
    kept = value if isinstance(value, dict) else {}
    usual = Settings()
    is_open, library = kept.get("left_pane_is_open"), kept.get("library")
    return Settings(
        theme=_word(kept.get("theme"), THEMES, usual.theme),
        text_percent=_whole_number(kept.get("text_percent"), TEXT_PERCENTS, usual.text_percent),
        line_spacing=_whole_number(kept.get("line_spacing"), LINE_SPACINGS, usual.line_spacing),
        text_width=_word(kept.get("text_width"), TEXT_WIDTHS, usual.text_width),
        interface_percent=_whole_number(kept.get("interface_percent"), INTERFACE_PERCENTS, usual.interface_percent),
        left_pane_is_open=is_open if isinstance(is_open, bool) else usual.left_pane_is_open,
        left_pane_width=_whole_number(kept.get("left_pane_width"), LEFT_PANE_WIDTHS, usual.left_pane_width),
        library=library if isinstance(library, str) and "\0" not in library else usual.library,
        bookmark_order=_word(kept.get("bookmark_order"), BOOKMARK_ORDERS, usual.bookmark_order),
    )


def _word(value: JsonValue, allowed: tuple[str, ...], usual: str) -> str:
    return value if isinstance(value, str) and value in allowed else usual


def _whole_number(value: JsonValue, allowed: range, usual: int) -> int:
    return value if type(value) is int and value in allowed else usual
