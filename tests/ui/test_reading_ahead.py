"""The window of a program on a stick reads the program ahead, a piece at a time, until there is none."""

import sys

from PySide6.QtWidgets import QWidget

from foc_reader.core.reading_ahead import STEP_BYTES
from foc_reader.ui.reading_ahead import AheadOfPulling


def test_the_program_is_read_to_its_end_while_the_window_goes_on(qtbot, tmp_path, monkeypatch):
    (tmp_path / "linux").mkdir()
    (tmp_path / "linux" / "foc-reader").write_bytes(bytes(STEP_BYTES + 1))
    (tmp_path / "portable.txt").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "linux" / "foc-reader"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    ahead = AheadOfPulling(window, patience_ms=0)
    files = ahead._files
    assert not files.is_over
    with qtbot.waitSignal(ahead.ended):
        ahead.begin()
    assert files.is_over
