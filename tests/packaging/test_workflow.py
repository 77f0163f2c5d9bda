"""What hosted computers are asked to do: nothing that needs trust."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github" / "workflows").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow_may_only_read_and_says_that_nobody_tried_it(path):
    text = path.read_text(encoding="utf-8")
    asked = yaml.safe_load(text)
    assert asked["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert text.startswith("# UNTESTED") and "untested" in asked["name"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_a_workflow_takes_from_others_is_pinned(path):
    steps = [step for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_a_workflow_starts_is_there(path):
    for script in re.findall(r"\bpackaging/[\w/]+\.py|requirements-\w+\.txt", path.read_text(encoding="utf-8")):
        assert (ROOT / script).is_file(), script
