"""What the page “Make your own library” tells people to do, done."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from foc_reader.__main__ import main as reader_main  # noqa: F401 - the third command is one that there is
from foc_reader.cli.__main__ import main

PAGE = Path(__file__).parents[2] / "resources" / "library" / "foc" / "about" / "make-your-own.md"


def test_following_the_page_gives_a_library_that_is_whole_and_answers(tmp_path, monkeypatch, capsys):
    text = PAGE.read_text(encoding="utf-8")
    files = re.findall(r"`([a-z]+\.(?:yaml|md))`:\n\n```(?:yaml|markdown)\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in files] == ["pack.yaml", "phones.md", "arrest.md", "seizure.md"]
    (tmp_path / "my-folder").mkdir()
    for name, content in files:
        (tmp_path / "my-folder" / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(line) for line in text.splitlines() if line.startswith("    foc-reader")]
    assert [command[0] for command in commands] == ["foc-reader-cli", "foc-reader-cli", "foc-reader"]
    for command in commands[:2]:
        assert main(command[1:]) == 0
    said = capsys.readouterr()
    assert "my-library: 3 documents" in said.out
    assert said.err == ""
    main(["documents", "--json", "--library", "my-library"])
    assert {row["document_id"]: row["form"] for row in json.loads(capsys.readouterr().out)} == {
        "phones": "text",
        "arrest": "card",
        "seizure": "term",
    }
