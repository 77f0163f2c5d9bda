"""The window: PySide6 lives here and nowhere else; no file is opened and no index read in this package."""
