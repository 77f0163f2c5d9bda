"""What is frozen: everything that the reader imports, in a form that does not change from build to build."""

import ast
import errno
import importlib.util
import marshal
import shutil
import sys
import types
import zipfile
from pathlib import Path

import freezing
import frozen_modules
import pytest

ROOT = Path(__file__).resolve().parents[2]


def imported_by(source: str) -> set[str]:
    """The names of modules that `source` imports on Linux, whether or not they are modules and not things in them."""
    names: set[str] = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "sys.platform == 'win32'":
            node.body = []
    for node in ast.walk(tree):
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


NAMES = (
    "zeta.pyc",
    "answer.pyc",
    "BUILD_CONSTANTS.pyc",
    "whoosh-2.7.4.dist-info/RECORD",
    "whoosh/__init__.pyc",
    "whoosh/deep.pyc",
    "re/__init__.pyc",
    "__init__foc_reader.pyc",
    "__main__foc_reader.pyc",
)


SOURCE = "answer = 42\nbetter = [lambda: each for each in range(2)]\n"


def fill(folder: Path, second: int, is_just_compiled: bool = True) -> None:
    """Put a few modules there as cx_Freeze leaves them, made at that second."""
    stamped = importlib.util.MAGIC_NUMBER + bytes(4) + bytes([second, 2, 3, 4]) + b"\5\6\7\0"
    compiled = compile(SOURCE, "answer.py", "exec")
    code = marshal.dumps(compiled if is_just_compiled else marshal.loads(marshal.dumps(compiled)))
    (folder / "lib" / "PySide6").mkdir(parents=True, exist_ok=True)
    (folder / "lib" / "PySide6" / "__init__.pyc").write_bytes(stamped + code)
    (folder / "lib" / "PySide6" / "more.pyc").write_bytes(stamped + code)
    with zipfile.ZipFile(folder / "lib" / "library.zip", "w") as archive:
        for name in NAMES:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, second)), stamped + code)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    fill(tmp_path, second=6)
    return tmp_path


def test_modules_can_be_imported_from_the_one_file(frozen, monkeypatch):
    freezing.normalise(frozen)
    finder = frozen_modules.Modules(str(frozen / "lib" / "modules"))
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    for name in ("answer", "whoosh", "whoosh.deep"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert importlib.import_module("answer").answer == 42
    deep = importlib.import_module("whoosh.deep")
    assert (deep.answer, deep.__package__, deep.__spec__.origin) == (42, "whoosh", f"{frozen}/lib/modules/whoosh.deep")
    assert sys.modules["whoosh"].__path__ == []
    assert finder.find_spec("nowhere") is None
    for name in ("answer", "whoosh", "whoosh.deep"):
        del sys.modules[name]


def test_what_finds_the_modules_stays_in_the_archive_undated(frozen):
    freezing.normalise(frozen)
    with zipfile.ZipFile(frozen / "lib" / "library.zip") as opened:
        assert opened.namelist() == ["__init__foc_reader.pyc", "re/__init__.pyc"]
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_neither_dates_nor_notes_get_into_the_file(frozen):
    freezing.normalise(frozen)
    content = (frozen / "lib" / "modules").read_bytes()
    assert b"RECORD" not in content and b"BUILD_CONSTANTS" not in content
    other = frozen / "other"
    shutil.copytree(frozen / "lib", other / "lib")
    fill(other, second=30, is_just_compiled=False)
    freezing.normalise(other)
    assert (other / "lib" / "modules").read_bytes() == content
    assert (other / "lib" / "library.zip").read_bytes() == (frozen / "lib" / "library.zip").read_bytes()


def test_the_program_is_run_with_its_modules_at_hand(frozen, monkeypatch):
    freezing.normalise(frozen)
    for name, value in (("prefix", str(frozen)), ("meta_path", list(sys.meta_path)), ("frozen", False)):
        monkeypatch.setattr(sys, name, value, raising=False)
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    frozen_modules.run("__main__foc_reader")
    assert sys.modules["__main__"].answer == 42
    assert isinstance(sys.meta_path[0], frozen_modules.Modules)


def test_a_module_that_may_be_missing_is_so_where_the_stick_has_gone(tmp_path, monkeypatch):
    class Gone:
        def find_spec(self, name, target=None):
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", name)

    monkeypatch.setitem(sys.path_importer_cache, str(tmp_path), Gone())
    assert frozen_modules.Folders.find_spec("_uuid", [str(tmp_path)]) is None
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "answer.py").write_text("answer = 42\n")
    assert frozen_modules.Folders.find_spec("answer", [str(tmp_path / "there")]).origin.endswith("answer.py")


def test_modules_beside_the_archive_say_no_date_either(frozen):
    freezing.normalise(frozen)
    for path in (frozen / "lib" / "PySide6").iterdir():
        content = path.read_bytes()
        assert content[:4] == importlib.util.MAGIC_NUMBER
        assert content[4:16] == b"\1" + bytes(11), "to be taken without looking at its source"
        assert marshal.loads(content[16:]).co_filename in ("PySide6/__init__.py", "answer.py")
