"""2,000 randomly damaged search indexes and 300 made to do harm, each searched in as a person does.

Whatever an index holds, each query has an answer; at most one problem is told, which names the library; its titles are
found; and the index can be built again. The work is counted, in calls, and the memory is bounded by the system. Half of
the damaged ones, and all that were made to do harm, have the right checksums throughout: the checks behind them are
what is tried.
"""

from __future__ import annotations

import cProfile
import json
import random
import shutil
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.errors import IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.locations import Locations
from foc_reader.core.model import ORDERS, Filters, Locator
from foc_reader.core.session import Session
from tests.core import index_lies as lies
from tests.core.damaging import cut, flipped

RANDOM_CASES = 2_000
GROUPS = 20  # of cases, so that the workers of a run can share them
MOST_CALLS = 4  # times those that the sound index takes
MOST_MEMORY = 64 << 20  # bytes beyond what the process holds: room that the allocator takes at once, mostly
DRAWN_WAYS = 2  # in which a randomly damaged index is used, of 13
FILES = ("toc.json", "terms", "postings", "docs", "stored")
REFUSED = (IndexDamaged, IndexOutdated, IndexMissing)
WORDS = [
    a + b for a in ("war", "sur", "cen", "bor", "law", "pri") for b in ("rant", "veil", "sor", "der", "yer", "vacy")
]
TITLE = "Statement on warrants"

QUERIES = (
    "warrant suryer ",
    "warrant surrant cenrant borrant lawrant pricy ",
    '"the warrant of the surrant"',
    '"warrant surrant" cyber-security ',
    "sur",
    "warrannt 検閲 ",
    "title:statement -surrant year:2014 ",
)


def write_source(folder: Path) -> Path:
    """Documents enough for every form of a list: more than 16 passages of a word, and places far apart."""
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: many\ntitle: Many\npublisher: The tests\nlicence: CC0\n")
    draw = random.Random(11)
    weights = [1 / place for place in range(1, len(WORDS) + 1)]
    for number in range(9):
        words = [" ".join(draw.choices(WORDS, weights, k=40)) for _ in range(3)]
        far = (
            " ".join(f"x{draw.randrange(300)}" for _ in range(130))
            + f" warrant surrant {number} cyber-security 検閲反対"
        )
        title = TITLE if number == 3 else f"Report {number} on {WORDS[number]}"
        head = f"---\nid: d{number}\ntitle: {title}\npublisher: x\ndate: {2010 + number}\nkind: Report\n---\n\n"
        text = "\n\n".join(
            f"# Part {part}\n\nThe {text}.\n\nOf the {far if part == 1 else ''}" for part, text in enumerate(words)
        )
        (folder / f"d{number:02}.md").write_text(head + text + "\n", encoding="utf-8")
    return folder


def build(folder: Path) -> Path:
    """A pack whose manifest says nothing of the files of its index: what they hold is all that there is to go by."""
    build_pack(write_source(folder / "source"), folder / "library" / "many")
    path = folder / "library" / "many" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["index"]["files"] = {}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return folder / "library" / "many"


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory) -> Path:
    """A pack in whose index each checksum is 0, which is right while `without_checksums` is in use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zlib, "crc32", lambda data, start=0: 0)
        return build(tmp_path_factory.mktemp("unchecked"))


@pytest.fixture
def without_checksums(monkeypatch) -> None:
    monkeypatch.setattr(zlib, "crc32", lambda data, start=0: 0)


Way = Callable[[], object]  # in which an index is used


class Trial:
    """A copy of a pack, of which index after index is damaged and used."""

    def __init__(self, pack: Path, folder: Path) -> None:
        shutil.copytree(pack, folder / "library" / "many")
        self.index = folder / "library" / "many" / "index"
        self.files = {name: (self.index / name).read_bytes() for name in FILES}
        self.session = Session.open(Locations.find(folder / "library", folder / "kept"))
        self.ways = self._ways()
        self.use(self.ways)
        self.sound_calls = {way: self.calls([way]) for way in self.ways}
        assert self.session.search_problems == ()

    def __enter__(self) -> Trial:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def is_refused(self, changed: dict[str, bytes], draw: random.Random | None = None) -> bool:
        """Whether an index with these files is told to be bad. Fails where it is not borne with.

        It is used in all ways, or in some that are drawn.
        """
        ways = draw.sample(self.ways, DRAWN_WAYS) if draw else self.ways
        for name, data in changed.items():
            (self.index / name).write_bytes(data)
        try:
            with bounded_memory():
                calls = self.calls(ways)
            problems = self.session.search_problems
        finally:
            for name in changed:
                (self.index / name).write_bytes(self.files[name])
        assert calls <= MOST_CALLS * sum(self.sound_calls[way] for way in ways)
        assert len(problems) <= 1
        for problem in problems:
            assert isinstance(problem, REFUSED)
            assert self.index in (problem.path, *problem.path.parents) and "many" in str(problem)
            assert self.session.indexes.can_keep  # so that building it again is offered
            assert TITLE in [hit.entry.title for hit in self.session.search(f"{TITLE} ").hits]
        assert TITLE in [hit.entry.title for hit in self.session.search_titles(TITLE).hits]
        return bool(problems)

    def is_damage_refused(self, case: int) -> bool:
        """The same for the damage, and ways, of this number."""
        draw = random.Random(case)
        return self.is_refused(damaged(self.files, draw), draw)

    def _ways(self) -> list[Way]:
        """Everything that can be asked; the passages shown are what takes the time, so few are."""
        session = self.session
        filters = Filters(years=frozenset({"2014"}), within=(QUERIES[1],))
        return [
            *(partial(session.search, query, limit=1) for query in QUERIES),
            partial(session.search, QUERIES[1], order=ORDERS[-1], limit=2),
            partial(session.search, QUERIES[0], filters=filters),
            partial(session.find_documents, QUERIES[2]),
            partial(session.more_like, Locator("many", "d3"), limit=1),
            self._all_words,
            partial(session.search, QUERIES[0], limit=6),
        ]

    def _all_words(self) -> None:
        if self.session._room is not None:
            with suppress(IndexDamaged):  # the one door that raises it: whoever asks leaves out what it gives
                list(self.session._room.vocabulary())

    def use(self, ways: Iterable[Way]) -> None:
        """Asks a session that was just opened in these ways."""
        self.session.open_search()
        for way in ways:
            way()

    def calls(self, ways: Iterable[Way]) -> int:
        """How many calls of Python's functions it takes to use the session in these ways."""
        counted = cProfile.Profile(subcalls=False, builtins=False)
        counted.enable()
        try:
            self.use(ways)
        finally:
            counted.disable()
        return sum(entry.callcount for entry in counted.getstats())


class bounded_memory:  # noqa: N801 (used as a function)
    """The system refuses this process more memory than it has and MOST_MEMORY, where it can."""

    def __enter__(self) -> None:
        self.usual = None
        if sys.platform == "linux":
            import resource

            self.usual = resource.getrlimit(resource.RLIMIT_AS)
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY, self.usual[1]))

    def __exit__(self, *_: object) -> None:
        if self.usual is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, self.usual)


def damaged(files: dict[str, bytes], draw: random.Random) -> dict[str, bytes]:
    """The files that one piece of damage changes: mostly one, now and then several."""
    names = draw.choices(FILES[:4], (1, 3, 4, 2), k=1 if draw.random() < 0.9 else 2)
    return {name: (flipped if draw.random() < 0.8 else cut)(files[name], draw) for name in names}


def cases_of(group: int) -> range:
    """Each group has as many."""
    return range(group, RANDOM_CASES // 2, GROUPS)


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_randomly_damaged_index_is_borne_with(sound, tmp_path, group):
    with Trial(sound, tmp_path) as trial:
        refused = sum(map(trial.is_damage_refused, cases_of(group)))
    assert refused > len(cases_of(group)) // 4  # what is not looked at in these searches cannot be missed


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_damaged_index_with_right_checksums_is_borne_with(unchecked, without_checksums, tmp_path, group):
    with Trial(unchecked, tmp_path) as trial:
        refused = sum(trial.is_damage_refused(-1 - case) for case in cases_of(group))
    assert refused > 0


@pytest.mark.parametrize("kind", lies.KINDS)
def test_an_index_made_to_do_harm_is_borne_with(unchecked, without_checksums, tmp_path, kind):
    (tmp_path / "written").mkdir()
    with Trial(unchecked, tmp_path) as trial:
        told = {
            name: trial.is_refused(changed)
            for name, changed in lies.KINDS[kind](trial.files, trial.index, tmp_path / "written")
        }
    assert sum(told.values()) >= lies.REFUSED[kind], [name for name, is_told in told.items() if not is_told]


def test_there_are_as_many_lies_as_is_said(unchecked, without_checksums, tmp_path):
    with Trial(unchecked, tmp_path) as trial:
        counts = [sum(1 for _ in tell(trial.files, trial.index, tmp_path)) for tell in lies.KINDS.values()]
    assert sum(counts) >= 300
