"""The colours the system forces on every program, as a theme: high contrast for those who need it."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from foc_reader.ui.theme import Theme


def system_theme() -> Theme:
    """The system's palette as a theme of few colours. Our own greys would undo what the person has asked for."""
    from PySide6.QtWidgets import QApplication

    shown = QApplication.palette()
    QApplication.setPalette(QPalette())  # gives the system's palette back
    system = QApplication.palette()
    QApplication.setPalette(shown)
    return theme_of(system)


def theme_of(system: QPalette) -> Theme:
    """`system` as a theme: one ground, one colour of text, edges and lines in it, too."""
    role = QPalette.ColorRole
    ground, text = system.color(role.Base).name(), system.color(role.Text).name()
    chosen, on_chosen = system.color(role.Highlight).name(), system.color(role.HighlightedText).name()
    return Theme(
        name="system",
        paper=ground,
        side=ground,
        chrome=ground,
        text=text,
        muted=text,
        accent=text,
        rule=text,
        edge=text,
        mark=chosen,
        mark_text=on_chosen,
        selected=chosen,
        selected_text=on_chosen,
    )
