"""Settings: bad values fall back one by one, and only changes are written."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.errors import PlaceReadOnly, SaveFailed, StoredFileNewer
from foc_reader.core.notebook.settings import Settings, SettingsStore, settings_from_value
from foc_reader.core.storage import StoredFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "settings.json"


def stored(path: Path) -> Any:
    return StoredFile(path, "foc-reader settings", 1).read()


def test_settings_survive_the_session(path: Path) -> None:
    settings = Settings("night", 150, False, 300)
    SettingsStore(path).save(settings)
    assert SettingsStore(path).load() == settings


def test_only_what_was_changed_is_written(path: Path) -> None:
    SettingsStore(path).save(Settings(theme="night"))
    assert stored(path) == {"theme": "night"}


def test_settings_nobody_changed_make_no_file(path: Path) -> None:
    store = SettingsStore(path)
    store.save(store.load())
    assert not path.parent.exists()


def test_what_another_window_changed_stays(path: Path) -> None:
    one, two = SettingsStore(path), SettingsStore(path)
    one.save(Settings(theme="night"))
    two.save(Settings(text_percent=150))
    assert SettingsStore(path).load() == Settings(theme="night", text_percent=150)


def test_a_setting_put_back_to_the_usual_is_kept(path: Path) -> None:
    store = SettingsStore(path)
    store.save(Settings(theme="night"))
    store.save(Settings())
    assert SettingsStore(path).load() == Settings()


def test_a_setting_this_version_does_not_know_is_left_alone(path: Path) -> None:
    StoredFile(path, "foc-reader settings", 1).write({"line_spacing": 1.5})
    SettingsStore(path).save(Settings(theme="light"))
    assert stored(path) == {"line_spacing": 1.5, "theme": "light"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"theme": "purple", "text_percent": 150}, Settings(text_percent=150)),
        ({"theme": ["night"], "left_pane_is_open": False}, Settings(left_pane_is_open=False)),
        ({"text_percent": 10**9, "theme": "night"}, Settings(theme="night")),
        ({"text_percent": True, "left_pane_is_open": 0, "left_pane_width": "wide"}, Settings()),
        ({"text_percent": 99.5, "left_pane_width": 400}, Settings(left_pane_width=400)),
        ([], Settings()),
        (None, Settings()),
    ],
)
def test_bad_values_fall_back_one_by_one(value: Any, expected: Settings) -> None:
    assert settings_from_value(value) == expected


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())
names = st.sampled_from([*Settings.__dataclass_fields__, "other"])


@given(st.dictionaries(names, anything))
def test_no_value_stops_the_start(value: Any) -> None:
    assert isinstance(settings_from_value(value), Settings)


def test_a_file_that_cannot_be_read_gives_the_usual_settings_and_is_kept_aside_once_one_is_changed(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"damaged")
    previous = path.with_name("settings.json.bak")
    previous.write_bytes(b"damaged, too")
    store = SettingsStore(path)
    assert store.load() == Settings()
    assert "settings.json.damaged" in store.warning
    assert path.read_bytes() == b"damaged"
    store.save(Settings(theme="night"))
    assert path.with_name("settings.json.damaged").read_bytes() == b"damaged"
    assert path.with_name("settings.json.bak.damaged").read_bytes() == b"damaged, too"
    assert SettingsStore(path).load() == Settings(theme="night")
    assert SettingsStore(path).warning == ""


def test_settings_of_a_newer_version_are_never_kept_aside(path: Path) -> None:
    StoredFile(path, "foc-reader settings", 2).write({"theme": "night"})
    whole = path.read_bytes()
    store = SettingsStore(path)
    assert store.load() == Settings()
    assert "newer version" in store.warning
    with pytest.raises(StoredFileNewer):
        store.save(Settings(theme="light"))
    assert {file.name: file.read_bytes() for file in path.parent.glob("*.json*") if file.suffix != ".lock"} == {
        "settings.json": whole
    }


def test_settings_that_cannot_be_kept_aside_stay_as_they_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.write_bytes(b"damaged")
    store = SettingsStore(path)
    store.load()

    def refuse(*_args: object) -> None:
        raise OSError(errno.EIO, "made to fail")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(SaveFailed):
            store.save(Settings(theme="night"))
    assert path.read_bytes() == b"damaged"


def test_the_order_of_bookmarks_is_one_of_those_there_are(path: Path) -> None:
    SettingsStore(path).save(Settings(bookmark_order="place"))
    assert SettingsStore(path).load().bookmark_order == "place"
    assert settings_from_value({"bookmark_order": "backwards"}).bookmark_order == "newest"


def test_without_a_place_settings_stay_in_memory() -> None:
    store = SettingsStore(None)
    store.save(Settings(theme="night"))
    assert store.load() == Settings()


def test_that_a_place_may_only_be_read_is_said_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(errno.EROFS, "made to fail")

    store = SettingsStore(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", refuse)
        with pytest.raises(PlaceReadOnly):
            store.save(Settings(theme="night"))
        store.save(Settings(theme="light"))
    store.save(Settings(theme="light"))
    assert stored(path) == {"theme": "light"}
