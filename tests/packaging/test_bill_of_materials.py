"""What the program is made of, for people and for programs."""

import json
import re
from pathlib import Path

import bill_of_materials
from bill_of_materials import Part

from tests.packaging.windows.small_pe import small_pe

ROOT = Path(__file__).resolve().parents[2]
PARTS = [
    Part("FOC Reader", "0.1.0", "GPL-3.0-or-later", texts={"GPL-3.0": "text\n"}),
    Part("libxcb-cursor0", "0.1.4-1", "MIT", "pkg:deb/debian/libxcb-cursor0@0.1.4-1"),
    Part("Qt", "6.11.3", "LGPL-3.0-only", "https://www.qt.io"),
    Part("whoosh", "2.7.4", "BSD-2-Clause", "pkg:pypi/whoosh@2.7.4"),
]


def test_the_bill_has_what_cyclonedx_asks_for():
    bill = json.loads(bill_of_materials.bill(PARTS, "0.1.0"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert bill["metadata"]["component"]["name"] == "FOC Reader"
    assert bill["metadata"]["component"]["type"] == "application"
    assert [component["name"] for component in bill["components"]] == ["Qt", "libxcb-cursor0", "whoosh"]
    for component in bill["components"]:
        assert component["type"] == "library"
        (licence,) = component["licenses"]
        assert licence["license"]["id"]
    references = {component["bom-ref"] for component in bill["components"]}
    depends = {each["ref"]: set(each.get("dependsOn", ())) for each in bill["dependencies"]}
    assert depends[bill["metadata"]["component"]["bom-ref"]] == references
    purls = {component.get("purl") for component in bill["components"]}
    assert "pkg:pypi/whoosh@2.7.4" in purls


def test_equal_parts_make_equal_bills_and_others_another_one():
    assert bill_of_materials.bill(PARTS, "0.1.0") == bill_of_materials.bill(list(PARTS), "0.1.0")
    assert bill_of_materials.bill(PARTS[:-1], "0.1.0") != bill_of_materials.bill(PARTS, "0.1.0")


def test_the_list_names_each_part_with_its_version_and_licence():
    lines = bill_of_materials.licence_list(PARTS).splitlines()
    for part in PARTS:
        assert any(line.split()[:2] == [*part.name.split(), part.version][:2] for line in lines)
        assert any(part.name in line and part.licence in line for line in lines)


def test_list_bill_and_texts_lie_in_one_folder(tmp_path):
    bill_of_materials.write(tmp_path / "licences", PARTS, "0.1.0")
    names = {path.name for path in (tmp_path / "licences").iterdir()}
    assert names == {"LICENCES.txt", "sbom.cdx.json", "FOC Reader - GPL-3.0.txt"}


def test_what_only_windows_has_is_named_with_the_versions_that_lie_there(tmp_path):
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    (runtime / "python3.dll").write_bytes(small_pe(version="3"))
    (runtime / "python313.dll").write_bytes(small_pe(version="3.13.2"))
    (runtime / "vcruntime140.dll").write_bytes(small_pe(version="14.44.35211.0"))
    (runtime / "LICENSE.txt").write_text("PSF")
    parts = {part.name: part for part in bill_of_materials.of_windows(tmp_path)}
    assert (parts["Python for Windows"].version, parts["Python for Windows"].texts) == ("3.13.2", {"PSF-2.0": "PSF"})
    assert parts["Microsoft Visual C++ runtime"].version == "14.44.35211.0"
    bill = json.loads(bill_of_materials.bill([PARTS[0], *parts.values()], "0.1.0"))
    assert [component["name"] for component in bill["components"]] == sorted(parts)
    assert all(component["licenses"] for component in bill["components"])


def test_every_package_of_the_reader_has_a_version_and_a_licence_that_spdx_knows():
    parts = {part.name: part for part in bill_of_materials._packages()}
    pinned = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    assert parts.keys() == pinned
    bill = json.loads(bill_of_materials.bill([PARTS[0], *parts.values()], "0.1.0"))
    for component in bill["components"]:
        known = [each.get("expression") or each["license"].get("id") for each in component["licenses"]]
        assert known and all(known), component["name"]
    assert "Redistributions in binary form" in parts["whoosh"].texts["LICENSE"]
