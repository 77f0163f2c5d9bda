"""./foc on computers that lack something. Only the computer is made up: the script is the real one."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = ["cat", "cksum", "dirname", "env", "grep", "mkdir", "mv", "readlink", "rm", "sh", "uname"]
LIBRARIES = [
    "libEGL.so.1",
    "libGL.so.1",
    "libglib-2.0.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libxkbcommon.so.0",
    "libxcb-cursor.so.0",
    "libxkbcommon-x11.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
]
INSTALL_LINE = (
    "apt-get update && apt-get install -y --no-install-recommends python3 python3-venv libegl1 libgl1 libglib2.0-0 "
    "libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-shape0\n"
)


class Computer:
    """A computer with a few system tools, and the programs that a test adds; each notes how it was called."""

    def __init__(self, folder: Path, checkout: Path) -> None:
        self.programs, self.calls_file, self.checkout = folder / "bin", folder / "calls", checkout
        self.programs.mkdir()
        for tool in TOOLS:
            path = shutil.which(tool)
            assert path, tool
            (self.programs / tool).symlink_to(path)
        self.add("uname", "echo Linux")
        self.add("id", "echo 1000")
        self.add("ldconfig", "echo")

    def add(self, name: str, script: str) -> None:
        path = self.programs / name
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.calls_file}"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def add_libraries(self) -> None:
        lines = "\n".join(f"\t{library} (libc6,x86-64) => /usr/lib/{library}" for library in LIBRARIES)
        self.add("ldconfig", f"cat <<TEXT\n{lines}\nTEXT")

    def foc(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        variables = {"PATH": str(self.programs), "LC_ALL": "C.UTF-8", **variables}
        command = [str(self.checkout / "foc"), *arguments]
        return subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", timeout=60)

    def calls(self, name: str) -> list[str]:
        lines = self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []
        return [line for line in lines if line.startswith(f"{name} ")]


@pytest.fixture
def computer(tmp_path: Path, checkout: Path) -> Computer:
    return Computer(tmp_path, checkout)


@pytest.fixture
def environment(computer: Computer) -> Callable[[str], Path]:
    """Makes a .venv that works: this Python with what is installed here, stamped for the named pins."""

    def make(pins: str) -> Path:
        venv = computer.checkout / ".venv"
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").symlink_to(Path(sys.executable).resolve())
        shutil.copy(Path(sys.prefix, "pyvenv.cfg"), venv)
        (venv / "lib").symlink_to(Path(sys.prefix, "lib"))
        content = (computer.checkout / pins).read_bytes()
        summed = subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout.decode().strip()
        (venv / "foc-stamp").write_text("python {}.{}\n{} {}\n".format(*sys.version_info[:2], pins, summed))
        return venv

    return make


@pytest.mark.parametrize("arguments", [(), ("start",), ("--run",), ("build",), ("build", "toaster")])
def test_any_other_word_shows_the_usage_and_ends_with_2(computer, arguments):
    ended = computer.foc(*arguments)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Usage: ./foc run")


def test_help_shows_the_usage_and_ends_with_0(computer):
    ended = computer.foc("help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Usage: ./foc run")


def test_a_person_who_may_not_install_is_told_the_line_for_root(computer):
    computer.add("apt-get", "exit 1")
    ended = computer.foc("run")
    assert ended.returncode == 2
    assert ended.stderr.endswith(INSTALL_LINE)
    assert computer.calls("apt-get") == []


def test_only_what_is_missing_is_asked_for(computer):
    computer.add("apt-get", "exit 1")
    computer.add("python3", f'exec "{sys.executable}" "$@"')
    computer.add_libraries()
    computer.add("ldconfig", "echo '\tlibEGL.so.1 (libc6)'\n")
    assert "libegl1" not in computer.foc("run").stderr
    assert "libgl1" in computer.foc("run").stderr


def test_tests_ask_for_a_virtual_screen_besides(computer):
    computer.add("apt-get", "exit 1")
    assert " xvfb xauth" in computer.foc("test").stderr


def test_root_has_the_same_packages_installed_and_the_virtual_screen_for_tests(computer):
    computer.add("id", "echo 0")
    computer.add("apt-get", "")
    ended = computer.foc("run", DISPLAY=":0")
    update, install = computer.calls("apt-get")
    assert update == "apt-get -q update"
    packages = INSTALL_LINE.split("--no-install-recommends")[1].rstrip()
    # the bus of screen readers has no program on the path: these tests do not run where it is missing
    assert install.split("--no-install-recommends")[1] == f"{packages} xvfb xauth openbox dbus-daemon"
    assert ended.returncode == 2  # this apt-get gave nothing
    assert "This system does not offer what FOC Reader needs" in ended.stderr


def test_a_build_for_windows_asks_for_a_compiler_and_for_what_reads_signatures_besides(computer):
    computer.add("apt-get", "exit 1")
    tools = " gcc-mingw-w64-x86-64-win32 osslsigncode"
    assert computer.foc("build", "windows").stderr.endswith(f"{tools}\n")
    assert computer.foc("build", "windows", "out", "--check").stderr.endswith(f"{tools} wine wine64 xvfb\n")
    assert tools not in computer.foc("build", "linux").stderr


def test_root_without_apt_is_not_asked_for_a_virtual_screen(computer):
    computer.add("id", "echo 0")
    assert "Xvfb" not in computer.foc("run", DISPLAY=":0").stderr


def test_cli_runs_the_command_line_without_the_libraries_for_windows(computer, environment, small_pack, tmp_path):
    environment("requirements.txt")
    places = ["--library", str(small_pack), "--data-dir", str(tmp_path / "kept")]
    ended = computer.foc("cli", "search", *places, "--json", "warrant")
    assert ended.returncode == 0, ended.stderr
    assert '"document_id": "arrest"' in ended.stdout
    assert computer.foc("cli", "show", *places, "gone").returncode == 1


def test_gallery_makes_its_pictures_without_a_screen_in_the_folder_of_the_build(computer, environment):
    computer.add_libraries()
    for tool in ("Xvfb", "xauth", "openbox", "dbus-daemon"):
        computer.add(tool, "")
    environment("requirements-test.txt")
    script = computer.checkout / "tests" / "pictures" / "gallery.py"
    script.parent.mkdir(parents=True)
    asked = "os.environ['QT_QPA_PLATFORM'], 'DISPLAY' in os.environ, os.getcwd() == os.environ['PYTHONPATH']"
    script.write_text(f"import os, sys\nprint(sys.argv[1:], {asked})\nsys.exit(3)\n", encoding="utf-8")
    ended = computer.foc("gallery", "--only", "start", DISPLAY=":0")
    assert ended.stdout == "['build/gallery', '--only', 'start'] offscreen False True\n", ended.stderr
    assert ended.returncode == 3


def test_gallery_sets_up_what_the_tests_need(computer):
    computer.add("apt-get", "exit 1")
    assert " xvfb xauth" in computer.foc("gallery").stderr


def test_a_failing_installation_says_why(computer):
    computer.add("id", "echo 0")
    computer.add("apt-get", "echo 'E: The disk is full.'; exit 100")
    ended = computer.foc("run")
    assert ended.returncode == 2
    assert "E: The disk is full." in ended.stderr


def test_a_system_without_apt_is_told_the_names_of_what_is_missing(computer):
    ended = computer.foc("run")
    assert ended.returncode == 2
    assert all(library in ended.stderr for library in LIBRARIES)
    assert "apt-get" not in ended.stderr


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_a_python_of_the_wrong_age_is_named_in_one_sentence(computer, version):
    computer.add("python3", f"echo {version}")
    computer.add_libraries()
    ended = computer.foc("run")
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"FOC Reader needs Python 3.11, 3.12 or 3.13; python3 here is Python {version}.")
    assert len(ended.stderr.splitlines()) == 1


def test_a_second_start_installs_nothing(computer, environment):
    computer.add_libraries()
    computer.add("uv", "exit 1")
    environment("requirements.txt")
    ended = computer.foc("run", "--version", QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr
    assert computer.calls("uv") == []


def test_changed_pins_are_installed_into_what_is_there(computer, environment):
    computer.add_libraries()
    computer.add("python3", f'exec "{sys.executable}" "$@"')
    computer.add("uv", "")
    environment("requirements.txt")
    with (computer.checkout / "requirements.txt").open("a") as pins:
        pins.write("# changed\n")
    ended = computer.foc("run", "--version", QT_QPA_PLATFORM="offscreen")
    (call,) = computer.calls("uv")
    assert call.startswith("uv pip sync")
    assert "--require-hashes" in call
    assert ended.returncode == 0, ended.stderr


def test_a_half_made_environment_is_made_anew(computer, environment):
    computer.add_libraries()
    computer.add("python3", f'exec "{sys.executable}" "$@"')
    computer.add("uv", "echo 'dns error'; exit 1")
    venv = environment("requirements.txt")
    (venv / "foc-stamp").unlink()
    ended = computer.foc("run")
    assert not (venv / "bin").exists()
    assert [call.split()[1] for call in computer.calls("uv")] == ["venv"]
    assert ended.returncode == 2
    assert "The network cannot be reached" in ended.stderr


def test_without_a_screen_that_answers_the_tour_is_taken(computer, environment):
    computer.add_libraries()
    environment("requirements.txt")
    ended = computer.foc("run", DISPLAY=":64999")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "There is no screen here" in ended.stderr
    assert list((computer.checkout / "build" / "tour").glob("*.png"))
