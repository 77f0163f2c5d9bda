"""A folder of sources: what is taken, what is left, what is refused."""

import pytest

from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.importing.folder import read_sources
from foc_reader.core.model import PackInfo


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "My Library"
    folder.mkdir()
    return folder


def write(folder, name, more="", body="Words."):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {path.stem}\n{more}\n---\n{body}", encoding="utf-8")
    return path


def test_documents_come_in_the_order_of_their_paths_and_know_their_pack(folder):
    for name in ("b.md", "a/z.markdown", "a.md"):
        write(folder, name)
    info, documents = read_sources(folder)
    assert [document.entry.id for document in documents] == ["a", "z", "b"]
    assert {document.entry.pack_id for document in documents} == {info.id}


def test_without_a_pack_file_the_name_of_the_folder_serves(folder):
    write(folder, "a.md")
    assert read_sources(folder)[0] == PackInfo("my-library", "My Library")


def test_the_pack_file_says_what_the_pack_is(folder):
    write(folder, "a.md")
    (folder / "pack.yaml").write_text(
        "id: p\ntitle: T\npublisher: P\nlicence: L\nseq: 7\nlanguage: fr\nprobe: {query: words, document: a}\n"
        "collections: [Texts, About]\n"
    )
    info, documents = read_sources(folder)
    assert info == PackInfo("p", "T", "P", "L", 7, "fr", "words", "a", ("Texts", "About"))
    assert documents[0].entry.language == "fr"


def test_hidden_files_and_other_files_are_passed_over(folder):
    write(folder, "a.md")
    write(folder, ".hidden.md")
    write(folder, ".git/b.md")
    (folder / "notes.txt").write_text("words")
    assert len(read_sources(folder)[1]) == 1


def test_a_file_without_front_matter_is_named(folder):
    write(folder, "a.md")
    (folder / "README.md").write_text("# Read me")
    with pytest.raises(SourceUnreadable, match=r"README\.md: it does not open with front matter"):
        read_sources(folder)


def test_two_documents_with_one_id_are_named(folder):
    write(folder, "a.md", "id: same")
    write(folder, "b.md", "id: same")
    with pytest.raises(SourceUnreadable, match=r"b\.md: its id “same” is that of a\.md too"):
        read_sources(folder)


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path, is_folder):
    write(folder, "a.md")
    outside = write(tmp_path / "outside", "secret.md")
    (folder / "link.md").symlink_to(outside.parent if is_folder else outside)
    with pytest.raises(SourceUnreadable, match="leads out of the folder"):
        read_sources(folder)


def test_a_link_within_the_folder_is_followed(folder):
    write(folder, "a.md", "id: same")
    (folder / "pack.yaml").symlink_to(folder / "real.yaml")
    (folder / "real.yaml").write_text("title: T")
    assert read_sources(folder)[0].title == "T"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("seq: many", "not a whole number"),
        ("probe: words", "not a query and a document"),
        ("probe: {document: missing}", "no document “missing”"),
        ("probe: {document: ../x}", "not the id of a document"),
        ("id: A B", "cannot be used"),
        ("a: [", "cannot be read"),
        ("language: '!'", "not a language tag"),
    ],
)
def test_a_bad_pack_file_gets_one_sentence(folder, text, reason):
    write(folder, "a.md")
    (folder / "pack.yaml").write_text(text)
    with pytest.raises(SourceUnreadable) as caught:
        read_sources(folder)
    assert reason in str(caught.value)


def test_a_folder_without_documents_is_refused(folder, tmp_path):
    with pytest.raises(SourceUnreadable, match="holds no Markdown documents"):
        read_sources(folder)
    with pytest.raises(SourceUnreadable, match="no such folder"):
        read_sources(tmp_path / "missing")
