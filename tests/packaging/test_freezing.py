"""What is frozen: everything that the reader imports, in a form that does not change from build to build."""

import ast
import importlib.util
import marshal
import sys
import zipfile
from pathlib import Path

import freezing
import pytest

ROOT = Path(__file__).resolve().parents[2]


def imported_by(source: str) -> set[str]:
    """The names of modules that `source` imports, whether or not they are modules and not things in them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_module_is_left_out_that_the_reader_imports():
    for path in (ROOT / "foc_reader").rglob("*.py"):
        missing = imported_by(path.read_text(encoding="utf-8")) & set(freezing.LEFT_OUT)
        assert not missing, path


def test_every_part_of_qt_that_the_reader_imports_is_kept():
    for path in (ROOT / "foc_reader").rglob("*.py"):
        names = imported_by(path.read_text(encoding="utf-8"))
        parts = {name.split(".")[1] for name in names if name.startswith("PySide6.")}
        assert parts <= set(freezing.PARTS_OF_QT), path


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder with a few modules as cx_Freeze leaves them."""
    stamped = importlib.util.MAGIC_NUMBER + bytes(4) + b"\1\2\3\4" + b"\5\6\7\0"
    code = marshal.dumps(compile("answer = 42", "answer.py", "exec"))
    (tmp_path / "lib" / "PySide6").mkdir(parents=True)
    (tmp_path / "lib" / "PySide6" / "__init__.pyc").write_bytes(stamped + code)
    (tmp_path / "lib" / "PySide6" / "more.pyc").write_bytes(stamped + code)
    with zipfile.ZipFile(tmp_path / "lib" / "library.zip", "w") as archive:
        for name in ("zeta.pyc", "answer.pyc", "BUILD_CONSTANTS.pyc", "whoosh-2.7.4.dist-info/RECORD"):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), stamped + code)
    return tmp_path


def test_modules_are_in_order_undated_and_can_still_be_imported(frozen, monkeypatch):
    freezing.normalise(frozen)
    archive = frozen / "lib" / "library.zip"
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == ["answer.pyc", "zeta.pyc"]
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.syspath_prepend(str(archive))
    monkeypatch.delitem(sys.modules, "answer", raising=False)
    assert importlib.import_module("answer").answer == 42


def test_modules_beside_the_archive_say_no_date_either(frozen):
    freezing.normalise(frozen)
    for path in (frozen / "lib" / "PySide6").iterdir():
        content = path.read_bytes()
        assert content[:4] == importlib.util.MAGIC_NUMBER
        assert content[4:16] == b"\1" + bytes(11), "to be taken without looking at its source"
        assert marshal.loads(content[16:]).co_filename in ("PySide6/__init__.py", "answer.py")


def test_normalising_twice_changes_nothing(frozen):
    freezing.normalise(frozen)
    before = {path: path.read_bytes() for path in frozen.rglob("*") if path.is_file()}
    freezing.normalise(frozen)
    assert {path: path.read_bytes() for path in frozen.rglob("*") if path.is_file()} == before
