"""build/resources: whole, up to date, and not made twice."""

import subprocess
import sys
from pathlib import Path


def build(checkout: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(checkout / "packaging" / "build_resources.py")]
    return subprocess.run(command, cwd=checkout.parent, capture_output=True, encoding="utf-8", timeout=60)


def made(checkout: Path) -> int:
    """Another number each time that build/resources is made."""
    return (checkout / "build" / "resources").stat().st_ino


def test_everything_but_the_sources_of_the_library_is_copied_and_each_pack_built(checkout):
    ended = build(checkout)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    built, sources = checkout / "build" / "resources", checkout / "resources"
    assert {path.name for path in built.iterdir()} == {path.name for path in sources.iterdir()}
    assert {path.name for path in (built / "icons").iterdir()} == {path.name for path in (sources / "icons").iterdir()}
    assert (built / "library" / "foc" / "manifest.json").is_file()
    assert not list(built.rglob("*.md"))
    assert {path.name for path in (checkout / "build").iterdir()} == {"resources", "resources.made-from"}


def test_it_is_made_again_only_after_a_change(checkout):
    build(checkout)
    first = made(checkout)
    compiled = checkout / "foc_reader" / "core" / "__pycache__"
    compiled.mkdir(exist_ok=True)
    (compiled / "more.pyc").write_bytes(b"compiled")
    (checkout / "foc_reader" / "ui" / "more.py").write_text("")
    assert build(checkout).stderr == ""
    assert made(checkout) == first
    (checkout / "resources" / "icons" / "more.svg").write_text("<svg/>")
    assert build(checkout).stderr.startswith("Building the library")
    assert (checkout / "build" / "resources" / "icons" / "more.svg").exists()


def test_a_file_that_goes_away_goes_away_there_too(checkout):
    icon = next((checkout / "resources" / "icons").iterdir())
    build(checkout)
    icon.unlink()
    build(checkout)
    assert not (checkout / "build" / "resources" / "icons" / icon.name).exists()


def test_a_source_that_cannot_be_read_is_named_and_the_last_library_stays(checkout):
    build(checkout)
    first = made(checkout)
    (checkout / "resources" / "library" / "foc" / "broken.md").write_bytes(b"\xff\xfe no text")
    ended = build(checkout)
    assert ended.returncode == 1
    assert "broken.md" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert made(checkout) == first
    assert build(checkout).returncode == 1  # still not up to date


def test_what_an_interrupted_build_left_is_made_again(checkout):
    build(checkout)
    (checkout / "build" / "resources.made-from").unlink()
    (checkout / "build" / "resources" / "library" / "foc" / "manifest.json").unlink()
    assert build(checkout).returncode == 0
    assert (checkout / "build" / "resources" / "library" / "foc" / "manifest.json").is_file()
