"""Names that every stick and every system takes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stick import names

NAMES = st.text(max_size=300) | st.sampled_from(
    ["con", "AUX.txt", "a.", " ", "", "..", "é", "E\u0301", "ß", "SS", "x" * 260]
)


@given(NAMES)
def test_a_settled_name_is_one_that_no_system_refuses(name):
    settled = names.settled(name)
    assert names.faults([settled]) == []
    assert settled and settled.isprintable() and not set(settled) & set('<>:"/\\|?*')
    assert settled[-1] not in " ." and settled[0] != " " and len(settled) <= 100
    assert settled == unicodedata.normalize("NFC", settled)


@given(NAMES)
def test_what_is_settled_stays_as_it_is(name):
    settled = names.settled(name)
    assert names.settled(settled) == settled


@given(st.lists(NAMES, max_size=12))
def test_no_two_names_are_one_on_any_system(wanted):
    taken: list[str] = []
    for name in wanted:
        taken.append(names.settled(name, taken))
    assert len({names.folded(name) for name in taken}) == len(wanted)
    assert names.faults(taken) == []


@pytest.mark.parametrize(
    ("name", "settled"),
    [
        ("foc", "foc"),
        ("Ünïcode – گزارش 自由", "Ünïcode – گزارش 自由"),
        ("what? why: a/b", "what_ why_ a_b"),
        ("trailing. ", "trailing"),
        ("NUL", "_NUL"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("tab\tbell\a", "tab_bell_"),
        ("...", "_"),
        ("E\u0301tude", "Étude"),
        ("x" * 150 + ".html", "x" * 95 + ".html"),
    ],
)
def test_names_stay_near_to_what_they_were(name, settled):
    assert names.settled(name) == settled


def test_a_second_name_gets_a_number_before_its_ending():
    taken = ["Report.txt", "report 2.TXT"]
    assert names.settled("REPORT.txt", taken) == "REPORT 3.txt"


@pytest.mark.parametrize(
    ("paths", "fault"),
    [
        (["a/b", "A/c"], "A is one with a"),
        (["lib/é", "lib/E\u0301"], "some systems"),
        (["lib/aux.h"], "lib/aux.h is called as some systems refuse it"),
        (["con/x"], "con is called"),
        (["/".join(["folder"] * 40)], "longer than 200"),
    ],
)
def test_paths_that_some_system_could_not_hold_are_named(paths, fault):
    assert fault in "; ".join(names.faults(paths))


def test_sound_paths_have_no_fault():
    assert names.faults(["FOC Reader.exe", "linux/foc-reader", "linux/lib/x.so.6", "library/foc/manifest.json"]) == []
