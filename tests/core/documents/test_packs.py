"""Packs on disk: what is written is read back, and nothing that a stranger changed is believed."""

import hashlib
import json
import subprocess
from dataclasses import replace

import pytest

from foc_reader.core.blocks import Draft, block_pid, make_blocks
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.context import Mention, Term
from foc_reader.core.errors import (
    DocumentMissing,
    DocumentUnreadable,
    NotAllowedHere,
    PackDamaged,
    PackUnreadable,
)
from foc_reader.core.library.pack import Pack
from foc_reader.core.library.writing import finish_pack, write_pack
from foc_reader.core.model import Document, DocumentEntry, Locator, PackInfo, PassagePlace

INFO = PackInfo("pack", "A pack", "Someone", "A licence.", 3, "en", "words", "one", ("B", "A"))


def make_document(document_id, *drafts, **more):
    return Document(DocumentEntry("pack", document_id, f"Title of {document_id}"), make_blocks(drafts), **more)


ONE = make_document(
    "one",
    Draft("paragraph", "Before."),
    Draft("heading", "First", 1),
    Draft("paragraph", 'See <a href="ext:0">there</a>.'),
    Draft("code", "a\n\tb"),
    Draft("row", "<span>a</span>\t<span>b</span>", 1),
    Draft("rule", ""),
    Draft("item", "<em>é</em> &amp; more", 2, "rtl", "fr", "iv"),
    source="www.example.org",
    publisher="Someone",
    licence="L",
    tags=("a", "b"),
    warnings=("W.",),
    links=("http://example.org/",),
)
TWO = make_document("two", Draft("heading", "Second", 1), Draft("paragraph", "Words " * 100), Draft("note", "* Note."))
ONE = replace(
    ONE,
    entry=replace(ONE.entry, form="term"),
    spellings=("one", "ones"),
    mentioned_by=(Mention(Locator("pack", "two", TWO.blocks[1].pid), "Title of two", "text"),),
    terms=(Term("two", ONE.blocks[0].pid, 0, 6, "It means this."),),
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "pack"
    write_pack(INFO, [ONE, TWO], folder)
    (folder / "index" / "postings").write_bytes(b"index")
    finish_pack(folder, "one")
    return folder


def change_manifest(folder, change):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def change_text(folder, before, after):
    """Change the documents' text and put the right checksums and sizes beside it, as a stranger would."""
    path = folder / "documents" / "text.jsonl"
    data = path.read_bytes()
    assert before in data
    data = data.replace(before, after, 1)
    path.write_bytes(data)
    starts = [0, data.rindex(b'{"id":"two"')]

    def fit(manifest):
        for document, start, end in zip(manifest["documents"], starts, [starts[1], len(data)], strict=True):
            piece = data[start:end]
            document |= {"at": start, "size": len(piece), "sha256": hashlib.sha256(piece).hexdigest()}

    change_manifest(folder, fit)


def test_what_was_written_is_read_back(folder):
    pack = Pack.open(folder)
    assert pack.info == INFO
    assert pack.entries == (ONE.entry, TWO.entry)
    assert [pack.document("one"), pack.document("two")] == [ONE, TWO]
    assert pack.manifest.index_files == {"postings": hashlib.sha256(b"index").hexdigest()}
    assert pack.manifest.index_format == "one"
    assert pack.index_folder == folder / "index"


def test_the_same_documents_give_the_same_bytes(folder, tmp_path):
    again = tmp_path / "again"
    write_pack(INFO, [ONE, TWO], again)
    (again / "index" / "postings").write_bytes(b"index")
    finish_pack(again, "one")
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes()


def test_the_list_of_checksums_is_one_that_sha256sum_takes(folder):
    ran = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert names == ["documents/text.jsonl", "index/postings", "manifest.json"]


def test_a_passage_is_read_alone_and_knows_its_section(folder):
    pack = Pack.open(folder)
    passages = list(pack.listed_passages())
    assert [pack.passage(passage.place) for passage in passages] == passages
    assert [(passage.entry.id, passage.section, len(passage.texts)) for passage in passages] == [
        ("one", "", 1),
        ("one", "First", 6),
        ("two", "Second", 2),
        ("two", "", 1),
    ]


def test_a_document_that_is_not_there_is_named(folder):
    with pytest.raises(DocumentMissing, match="pack/three"):
        Pack.open(folder).document("three")


def test_a_pack_is_only_written_where_nothing_lies(folder):
    with pytest.raises(NotAllowedHere, match="not empty"):
        write_pack(INFO, [ONE], folder)


def test_a_document_that_no_reader_would_take_is_not_written(tmp_path):
    broken = replace(ONE, blocks=(replace(ONE.blocks[0], html="<b>x</b>"),))
    with pytest.raises(DocumentUnreadable):
        write_pack(INFO, [broken], tmp_path / "new")
    with pytest.raises(PackUnreadable, match="one id to two documents"):
        write_pack(INFO, [ONE, ONE], tmp_path / "newer")


def test_a_full_disk_is_said_so(tmp_path, monkeypatch):
    def refuse(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(NotAllowedHere, match="No space left on device"):
        write_pack(INFO, [ONE], tmp_path / "new")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format": 1}',
        b'{"format": 2, "id": "pack", "title": "T"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": ' + b"9" * 10_000 + b"}",
        b'{"format": 1, "id": "../pack", "title": "T"}',
        b'{"format": 1, "id": "pack", "title": "T\\u0000"}',
        b'{"format": 1, "id": "pack", "title": "\\ud800"}',
    ],
)
def test_a_manifest_that_is_none_gets_one_sentence(folder, content):
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(PackUnreadable) as caught:
        Pack.open(folder)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../../etc"},
        {"id": "two"},
        {"id": 7},
        {"title": ["T"]},
        {"title": "T" * 1_001},
        {"language": "<b>"},
        {"direction": "auto"},
        {"date": "soon"},
        {"collection": "words"},
        {"collection": ["a"] * 1_000},
        {"at": -1},
        {"at": 1},
        {"at": 10**30},
        {"size": True},
        {"size": 1.5},
        {"size": 0},
        {"size": 10**30},
        {"sha256": "0" * 63},
        {"form": "poster"},
        {"form": None},
    ],
)
def test_a_manifest_that_lies_about_a_document_is_refused(folder, change):
    change_manifest(folder, lambda manifest: manifest["documents"][0].update(change))
    with pytest.raises(PackUnreadable):
        Pack.open(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"documents": {}},
        {"documents": [7]},
        {"probe": {"document": "three"}},
        {"seq": -1},
        {"index": {"files": {"../x": "0" * 64}}},
        {"index": {"files": {"x": "0"}}},
        {"index": []},
        {"language": ""},
        {"collections": "words"},
        {"collections": [7]},
    ],
)
def test_a_manifest_that_lies_about_the_pack_is_refused(folder, change):
    change_manifest(folder, lambda manifest: manifest.update(change))
    with pytest.raises(PackUnreadable):
        Pack.open(folder)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    with pytest.raises(PackUnreadable, match=r"manifest\.json cannot be read"):
        Pack.open(tmp_path)


def test_a_size_beyond_the_file_is_refused_before_anything_is_read(folder):
    change_manifest(folder, lambda manifest: manifest["documents"][1].update(size=2**52))
    with pytest.raises(DocumentUnreadable, match="a part of it is missing"):
        Pack.open(folder).document("two")


def test_a_changed_byte_damages_one_document_and_leaves_the_other(folder):
    path = folder / "documents" / "text.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Before.", b"behind."))
    pack = Pack.open(folder)
    with pytest.raises(DocumentUnreadable, match="“Title of one” cannot be shown: it was changed or is damaged"):
        pack.document("one")
    assert pack.document("two") == TWO


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"html":"Before."', b'"html":"<img src=\\"file:///etc/hostname\\">Before."'),
        (b'"html":"Before."', b'"html":"<script>x</script>Before."'),
        (b'"html":"Before."', b'"html":"<b>Before.</b>"'),
        (b'"html":"Before."', b'"html":"Before. "'),
        (b'"html":"Before."', b'"html":' + b"[" * 50_000),
        (b'"html":"Before."', b'"html":7'),
        (b'"text":"Before."', b'"text":"Other words."'),
        (b'href=\\"ext:0\\"', b'href=\\"ext:1\\"'),
        (b'href=\\"ext:0\\"', b'href=\\"javascript:x\\"'),
        (b'"http://example.org/"', b'"file:///etc/hostname"'),
        (b'"kind":"code"', b'"kind":"script"'),
        (b'"level":2', b'"level":200000'),
        (b'"dir":"rtl"', b'"dir":"rtl onload=x"'),
        (b'"lang":"fr"', b'"lang":"<b>"'),
        (b'"spellings":["one"', b'"spellings":[7'),
        (b'"mentioned_by":[{', b'"mentioned_by":[7,{'),
        (b'"title":"Title of two"', b'"title":""'),
        (b'"title":"Title of two"', b'"title":"T\\u0000"'),
        (b'"title":"Title of two","form":"text"', b'"title":"Title of two","form":"poster"'),
        (b'"mentioned_by":[{"id":"two"', b'"mentioned_by":[{"id":"../x"'),
        (f'"pid":"{TWO.blocks[1].pid}"'.encode(), b'"pid":"x"'),
        (b'"start":0,"end":6', b'"start":0,"end":8'),
        (b'"start":0,"end":6', b'"start":6,"end":6'),
        (b'"start":0,"end":6', b'"start":-1,"end":6'),
        (b'"start":0,"end":6', b'"start":0,"end":9007199254740993'),
        (b'"end":6}', b'"end":6},{"id":"two","pid":"' + block_pid("Before.").encode() + b'","start":5,"end":7}'),
        (b'"terms":[{"id":"two"', b'"terms":[{"id":"three"'),
        (b'"meanings":{"two":"It means this."}', b'"meanings":{"two":""}'),
        (b'"meanings":{"two":"It means this."}', b'"meanings":{"two":"' + b"x" * 700 + b'"}'),
        (b'"meanings":{"two":"It means this."}', b'"meanings":[]'),
        (b'"blocks":7', b'"blocks":6'),
        (b'"blocks":7', b'"blocks":7000000000000'),
        (b'{"id":"one"', b'{"id":"two"'),
        (b'"section":"First"', b'"section":"Other"'),
        (b'"section":"First",', b""),
        (f'"pid":"{block_pid("First")}"'.encode(), b'"pid":"000000000000"'),
        (f'"pid":"{block_pid("First")}"'.encode(), b'"pid":"../../x"'),
    ],
)
def test_a_document_that_breaks_a_rule_is_refused_though_its_checksum_is_right(folder, before, after):
    change_text(folder, before, after)
    pack = Pack.open(folder)
    with pytest.raises(DocumentUnreadable):
        pack.document("one")
    assert pack.document("two") == TWO


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"text":"Before."', b'"text":"Bef\\ud800"'),
        (b'"text":"Before."', b'"text":["Before."]'),
        (b'"kind":"paragraph"', b'"kind":"parsegraph"'),
        (b'{"section":"",', b'{"section":"",,'),
    ],
)
def test_a_passage_that_is_none_is_refused(folder, before, after):
    passage = next(Pack.open(folder).listed_passages())
    change_text(folder, before, after)
    place = replace(passage.place, size=passage.place.size + len(after) - len(before))
    with pytest.raises(DocumentUnreadable, match="a passage of it is damaged"):
        Pack.open(folder).passage(place)


@pytest.mark.parametrize(
    ("document", "at", "size"), [(0, 0, 10), (0, -5, 10), (0, 300, 2**60), (0, 300, 0), (0, 300, 7), (1, 300, 50)]
)
def test_a_place_that_is_no_passage_is_refused(folder, document, at, size):
    with pytest.raises(DocumentUnreadable):
        Pack.open(folder).passage(PassagePlace(document, at, size))


@pytest.mark.parametrize("number", [-1, 2, 2**40])
def test_a_place_in_no_document_is_refused(folder, number):
    with pytest.raises(DocumentMissing):
        Pack.open(folder).passage(PassagePlace(number, 300, 10))


def test_a_sound_pack_has_nothing_wrong_with_it(folder):
    assert Pack.open(folder).check(CancelToken()) == ()


def test_checking_can_be_cancelled(folder):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Pack.open(folder).check(token)


@pytest.mark.parametrize("name", ["documents/text.jsonl", "index/postings", "manifest.json", "SHA256SUMS"])
@pytest.mark.parametrize("deed", ["change", "remove"])
def test_checking_names_each_file_that_was_changed_or_removed(folder, name, deed):
    pack = Pack.open(folder)
    path = folder / name
    if deed == "change":
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()
    problems = pack.check(CancelToken())
    assert any(isinstance(problem, PackDamaged) and problem.name == name for problem in problems)


def test_checking_names_a_file_too_many_and_a_link_that_stands_for_a_file(folder, tmp_path):
    (folder / "extra.txt").write_text("x")
    index = folder / "index" / "postings"
    index.rename(tmp_path / "postings")
    index.symlink_to(tmp_path / "postings")
    problems = Pack.open(folder).check(CancelToken())
    assert {problem.name for problem in problems} == {"extra.txt", "index/postings"}


@pytest.mark.parametrize("content", [b"\xff", b"no list", b"0" * 64 + b"  a\\b\n"])
def test_a_list_of_checksums_that_is_none_is_named(folder, content):
    (folder / "SHA256SUMS").write_bytes(content)
    (problem,) = Pack.open(folder).check(CancelToken())
    assert isinstance(problem, PackDamaged)
    assert problem.name == "SHA256SUMS"


def test_checking_names_a_damaged_document_by_its_title(folder):
    path = folder / "documents" / "text.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Before.", b"behind."))
    assert "Title of one" in "".join(map(str, Pack.open(folder).check(CancelToken())))


def test_a_document_that_has_changed_is_not_indexed(folder):
    path = folder / "documents" / "text.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Before.", b"Behind."))
    with pytest.raises(DocumentUnreadable):
        list(Pack.open(folder).listed_passages())
