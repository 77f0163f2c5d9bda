"""English plurals for sentences with counts: “%n passage(s)” is “1 passage” or “2 passages”."""

from __future__ import annotations

from PySide6.QtCore import QTranslator


class EnglishPlurals(QTranslator):
    """Puts the right ending where a source sentence leaves both open.

    English is the language of the source, so there is no translation file; Qt puts the number in afterwards.
    """

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, sentence: str, disambiguation: str | None = None, count: int = -1) -> str | None:
        if count < 0 or "(" not in sentence:
            return None  # Qt's null string: there is no translation, the source itself is taken
        return sentence.replace("(es)", "" if count == 1 else "es").replace("(s)", "" if count == 1 else "s")
