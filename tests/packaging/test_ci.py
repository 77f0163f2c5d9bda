"""When .ci/run builds the program, in a checkout of which only the script is real."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
BUILD, TRIAL, TESTS = "foc build linux", "linux.sh", "foc test"


class Work:
    """A checkout that says what it is asked to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        (folder / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
        for name in ("foc", "packaging/trials/linux.sh"):
            self.write(name, '#!/bin/sh\necho "${0##*/} $*"\n[ "$*" != "$FAILING" ]\n').chmod(0o755)
        self.commit()

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.folder, env={**os.environ, **NOBODY}, check=True, capture_output=True)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "A change")

    def is_of_main(self) -> None:
        """What is there now is what main holds."""
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")

    def run(self, failing: str = "nothing") -> tuple[int, list[str]]:
        done = subprocess.run(
            [self.folder / ".ci" / "run"], env={**os.environ, "FAILING": failing}, capture_output=True, text=True
        )
        return done.returncode, [line.strip() for line in done.stdout.splitlines()]


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path)


def test_what_is_known_to_be_packaged_as_before_is_not_built(work):
    work.is_of_main()
    work.write("foc_reader.py", "")
    work.commit()
    assert work.run() == (0, [TESTS])


@pytest.mark.parametrize("name", ["packaging/build_linux.py", "requirements.txt", "pyproject.toml"])
def test_other_packaging_and_other_dependencies_are_built_and_tried(work, name):
    work.is_of_main()
    work.write(name, "")
    work.commit()
    work.write("foc_reader.py", "")
    work.commit()
    assert work.run() == (0, [BUILD, TRIAL, TESTS])


def test_it_is_built_where_nobody_can_tell(work):
    assert work.run()[1] == [BUILD, TRIAL, TESTS], "main is not known"
    work.is_of_main()
    assert work.run()[1] == [BUILD, TRIAL, TESTS], "it is main"


@pytest.mark.parametrize(("failing", "said"), [("build linux", [BUILD, TESTS]), ("test", [BUILD, TRIAL, TESTS])])
def test_the_tests_end_it_whatever_fails(work, failing, said):
    assert work.run(failing) == (1, said)
