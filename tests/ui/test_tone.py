"""How the program speaks: whole sentences that can be translated, plain and calm."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "foc_reader"
TRANSLATING = {"tr": 0, "_tr": 0, "translate": 1}  # which argument is the sentence
# the system's words, which say nothing to a person who only wants to read
TECHNICAL = re.compile(
    r"\b(directory|filesystem|file system|path|exception|traceback|stderr|errno|null|invalid|parse[ds]?|fatal"
    r"|please|sorry|oops|bug report)\b",
    re.IGNORECASE,
)


@cache
def _spoken() -> tuple[tuple[str, ast.expr], ...]:
    """As `_read_out` gives it."""
    return tuple(_read_out())


def _read_out() -> Iterator[tuple[str, ast.expr]]:
    """Where it stands, and what is given to be translated or raised to be read."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            is_painting = name == "translate" and not isinstance(node.args[0], ast.Constant)
            if name in TRANSLATING and len(node.args) > TRANSLATING[name] and not is_painting:
                yield place, node.args[TRANSLATING[name]]
    for node in ast.walk(ast.parse((PACKAGE / "core" / "errors.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "    " not in node.value:
            yield f"core/errors.py:{node.lineno}", node


def _words() -> list[tuple[str, str]]:
    return [
        (place, node.value)
        for place, node in _spoken()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_nothing_is_shouted_and_no_words_of_the_system_are_used():
    words = _words()
    assert len(words) > 350
    assert [(place, said) for place, said in words if "!" in said or TECHNICAL.search(said)] == []


def test_what_is_translated_is_written_out_whole():
    """What is put together inside tr(), no translator would ever see."""
    put_together = [place for place, node in _spoken() if isinstance(node, ast.JoinedStr | ast.BinOp)]
    assert put_together == []


@pytest.mark.parametrize("said", ["Failed!", "Invalid path", "Sorry, that did not work"])
def test_such_words_would_be_found(said):
    assert "!" in said or TECHNICAL.search(said)
