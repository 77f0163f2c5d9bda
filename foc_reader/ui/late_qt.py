"""Qt's namespace of enums, made when it is first used.

Its 93 enums with their 1,195 values take a tenth of the time to the first paint (PySide6 6.11.3: 115 of 1,130 million
instructions), as PySide6 makes them all together. What is imported at a start takes `Qt` from here. Before the window
is at rest nothing looks into it; properties are set by the numbers below, which Qt keeps for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import Qt as Qt
else:

    class _Late:
        def __getattr__(self, name: str) -> object:
            from PySide6.QtCore import Qt as Made

            found = getattr(Made, name)
            setattr(self, name, found)  # looked up once
            return found

    Qt = _Late()

# the numbers of its values, by the names that Qt gives them
SCROLL_BAR_ALWAYS_OFF = 1
PREVENT_CONTEXT_MENU = 4
NO_FOCUS, TAB_FOCUS = 0, 1
PLAIN_TEXT = 0
WIDGET_SHORTCUT = 0
ICON_ONLY, TEXT_BESIDE_ICON = 0, 2
DISPLAY_ROLE, DECORATION_ROLE, TOOL_TIP_ROLE = 0, 1, 3
FOREGROUND_ROLE, ACCESSIBLE_TEXT_ROLE, SIZE_HINT_ROLE, USER_ROLE = 9, 11, 13, 256
