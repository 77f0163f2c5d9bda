"""start-linux.sh, wherever the folder lies and whatever may be started there. The programs beside it are stand-ins."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "linux" / "start-linux.sh"
PLACES = ["FOC Reader", "سازمان’s “stick”", "自由 - 线上", "a 'b' \"c\" $d *"]
ECHO = shutil.which("echo") or ""  # a program that shows how it was started: by its arguments


def _may_mount() -> bool:
    asked = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") is not None and subprocess.run(asked, capture_output=True).returncode == 0


@pytest.fixture(params=PLACES)
def folder(request, tmp_path: Path) -> Path:
    folder = tmp_path / request.param
    (folder / "linux").mkdir(parents=True)
    shutil.copyfile(SCRIPT, folder / "start-linux.sh")
    for name in ("foc-reader", "foc-reader-cli"):
        shutil.copyfile(ECHO, folder / "linux" / name)
    return folder


def allow(folder: Path) -> None:
    for path in (folder / "start-linux.sh", folder / "linux" / "foc-reader", folder / "linux" / "foc-reader-cli"):
        path.chmod(0o755)


def start(command: list[str], cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=60
    )


def test_it_starts_with_its_arguments_as_they_are(folder):
    allow(folder)
    ended = start([str(folder / "start-linux.sh"), "a b", "", "*"], Path("/"))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "a b  *\n", "")


def test_it_starts_where_nothing_may_be_started(folder):
    ended = start(["sh", "start-linux.sh", "hello"], folder)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "hello\n", "")


def test_the_command_line_is_started_by_its_word(folder):
    (folder / "linux" / "foc-reader").write_text("not this one")
    ended = start(["sh", "start-linux.sh", "cli", "search", "cli"], folder)
    assert (ended.returncode, ended.stdout) == (0, "search cli\n")


def test_the_status_of_the_program_comes_back(folder):
    for name in ("foc-reader", "foc-reader-cli"):
        shutil.copyfile(shutil.which("false") or "", folder / "linux" / name)
    assert start(["sh", "start-linux.sh"], folder).returncode == 1
    allow(folder)
    assert start(["sh", "start-linux.sh", "cli"], folder).returncode == 1


def test_other_libraries_of_qt_are_not_taken(folder):
    for name in ("foc-reader", "foc-reader-cli"):
        shutil.copyfile(shutil.which("env") or "", folder / "linux" / name)
    unwanted = dict.fromkeys(("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"), "/other")
    said = start(["sh", "start-linux.sh"], folder, **unwanted, KEPT="yes").stdout
    assert "KEPT=yes" in said
    assert "/other" not in said


def test_where_no_way_leads_to_a_start_it_says_what_to_do(folder):
    (folder / "linux" / "foc-reader").write_text("no program that the loader takes: as where nothing may be started")
    ended = start(["sh", "start-linux.sh"], folder)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Copy the whole folder to another place" in ended.stderr
    assert str(folder) in ended.stderr


def test_a_copy_without_the_program_is_named(folder):
    (folder / "linux" / "foc-reader").unlink()
    ended = start(["sh", "start-linux.sh"], folder)
    assert ended.returncode == 1
    assert "not complete" in ended.stderr


def test_another_kind_of_computer_is_named(folder, tmp_path):
    (tmp_path / "bin").mkdir()
    uname = tmp_path / "bin" / "uname"
    uname.write_text("#!/bin/sh\ncase $* in -s) echo Linux ;; -m) echo riscv64 ;; *) echo Linux riscv64 ;; esac\n")
    uname.chmod(0o755)
    ended = start(["sh", "start-linux.sh"], folder, PATH=f"{uname.parent}:{os.environ['PATH']}")
    assert ended.returncode == 1
    assert "Linux riscv64" in ended.stderr


@pytest.mark.parametrize("options", ["noexec", "ro"] if _may_mount() else [])
def test_on_a_real_mount(folder, options):
    """Only where this machine lets a test mount something, in a namespace of its own."""
    script = f"mount --bind . /mnt && mount -o remount,bind,{options} /mnt && exec sh /mnt/start-linux.sh hello"
    ended = start(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script], folder)
    if options == "ro":
        assert (ended.returncode, ended.stdout) == (0, "hello\n"), ended.stderr
    else:
        assert ended.returncode == 1
        assert "Copy the whole folder to another place" in ended.stderr
