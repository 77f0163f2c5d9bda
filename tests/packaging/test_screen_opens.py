"""Whether there is a screen: asked before Qt is, which would abort."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "screen_opens.py"


def screen_opens(**variables: str) -> bool:
    command = [sys.executable, "-I", "-S", str(SCRIPT)]
    return subprocess.run(command, env={"PATH": os.defpath, **variables}, timeout=60).returncode == 0


def test_there_is_none_where_nothing_is_named():
    assert not screen_opens()


def test_a_display_that_does_not_answer_is_none(tmp_path):
    assert not screen_opens(DISPLAY=":64999", WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))


def test_an_x_server_that_answers_is_one():
    reads, writes = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(writes)], pass_fds=[writes], stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        with os.fdopen(reads, encoding="ascii") as answer:
            display = answer.readline().strip()
        try:
            assert screen_opens(DISPLAY=f":{display}")
        finally:
            server.terminate()
