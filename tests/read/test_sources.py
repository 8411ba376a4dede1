"""Which files are read, what their documents are called, and what a bad file does."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import kg.read
from kg.errors import UsageError
from kg.read import find, read, skipped
from kg.types import Document, Failure

PROSE = "Oracle bought Sun in 2010."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, content: str | bytes = PROSE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(*sources: str | Path) -> list[str]:
    return [one.name for one in read(sources)]


def failure(*sources: str | Path, encoding: str | None = None) -> Failure:
    (one,) = read(sources, encoding=encoding)
    assert isinstance(one, Failure)
    return one


def test_folder_is_read_recursively_in_sorted_order(here: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/B.txt"):
        write(here / "corpus" / name)
    assert names("corpus") == ["corpus/a/B.txt", "corpus/a/z.md", "corpus/b.txt"]


def test_hidden_and_foreign_files_in_a_folder_are_passed_over(here: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "a.pdf", "README", "a.txt"):
        write(here / "corpus" / name)
    assert names("corpus") == ["corpus/a.txt"]


def test_skipped_tells_which_files_were_passed_over(here: Path) -> None:
    for name in ("b.pdf", "a.csv", "a.txt", ".hidden.pdf"):
        write(here / "corpus" / name)
    assert [path.name for path in skipped(["corpus"])] == ["a.csv", "b.pdf"]


def test_file_named_explicitly_is_read_as_text_whatever_its_suffix(here: Path) -> None:
    write(here / "minutes.log")
    (document,) = read(["minutes.log"])
    assert isinstance(document, Document) and document.text == PROSE


def test_folder_and_file_of_it_are_one_document(here: Path) -> None:
    write(here / "data" / "news" / "a.txt")
    assert names("data", "./data/news", "data/news/a.txt") == ["data/news/a.txt"]


def test_working_directory_itself_adds_nothing_to_names(here: Path) -> None:
    write(here / "a.txt")
    assert names(".") == names("a.txt") == ["a.txt"]


def test_absolute_path_gives_names_that_start_at_the_folder(here: Path) -> None:
    write(here / "x" / "news" / "a" / "b.txt")
    assert names(here / "x" / "news") == ["news/a/b.txt"]


def test_path_from_above_gives_the_name_that_the_absolute_path_gives(here: Path) -> None:
    path = write(here.parent / "news" / "a.txt")
    assert names("../news") == names("../news/a.txt") == names(path) == ["news/a.txt"]


def test_same_names_from_two_folders_stay_apart(here: Path) -> None:
    paths = [write(here / "x" / year / "news" / "a.txt") for year in ("2019", "2020")]
    assert names(*(path.parent for path in paths)) == ["2019/news/a.txt", "2020/news/a.txt"]


def test_names_are_longer_only_as_far_as_they_meet(here: Path) -> None:
    one, other = (write(here / "x" / year / "news" / "a.txt").parent for year in ("2019", "2020"))
    write(other / "b.txt")
    assert names(one, other) == ["2019/news/a.txt", "2020/news/a.txt", "news/b.txt"]


def test_file_that_is_known_keeps_its_name_and_no_other_takes_it(here: Path) -> None:
    one, other = (write(here / "x" / year / "news" / "a.txt") for year in ("2019", "2020"))
    known = {"news/a.txt": os.path.realpath(one)}
    assert [s.name for s in find([other.parent, one], known)] == ["2020/news/a.txt", "news/a.txt"]
    one.unlink()
    assert [s.name for s in find([other.parent], known)] == ["news/a.txt"]


def test_store_among_the_documents_is_none_of_them(here: Path) -> None:
    """ "kg build ." where the store lies beside the texts."""
    write(here / "a.txt")
    write(here / "store" / "kg-version", "1")
    write(here / "store" / "readme.txt")
    assert names(".") == ["a.txt"]


def test_file_called_stdin_is_not_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode())))
    write(here / "stdin")
    assert names("-", "stdin") == ["stdin", "here/stdin"]


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode())))
    assert list(read(["-"])) == [Document("stdin", PROSE)]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "no such file or folder: missing.txt"),
        ("https://example.org/a.html", "does not fetch pages: save https://example.org/a.html"),
    ],
)
def test_wrong_source_is_refused_before_anything_is_read(here: Path, source: str, message: str) -> None:
    write(here / "a.txt")
    with pytest.raises(UsageError, match=message):
        read(["a.txt", source])


def test_folder_without_documents_is_refused_and_says_what_is_read(here: Path) -> None:
    write(here / "corpus" / "a.pdf")
    with pytest.raises(UsageError, match=r"no document in corpus.*\.html.*\.txt"):
        read(["corpus"])


def test_unknown_encoding_is_refused(here: Path) -> None:
    write(here / "a.txt")
    with pytest.raises(UsageError, match="no such text encoding: 'utf-nine'; give --encoding"):
        read(["a.txt"], encoding="utf-nine")


@pytest.mark.parametrize("encoding", ["base64", "rot13"])
def test_codec_that_is_no_text_encoding_is_refused(here: Path, encoding: str) -> None:
    write(here / "a.txt")
    with pytest.raises(UsageError, match="no such text encoding"):
        read(["a.txt"], encoding=encoding)


BAD: Sequence[tuple[bytes, str]] = [
    (b"", "the file is empty"),
    (b" \n\t\n", "only blanks"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
    (b"\xff\xd8\xff\xe1\x10\x02JFIF", "binary data"),
    ("Wałęsa led Solidarność in Gdańsk.".encode("iso8859-2"), "name its encoding with --encoding"),
    ("José Martínez left Málaga.".encode("mac-roman"), "name its encoding with --encoding"),
    (b"a\x00b\x00", "--encoding utf-16-le"),
]


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_bad_file_is_reported_with_its_reason(here: Path, data: bytes, reason: str) -> None:
    write(here / "bad.txt", data)
    assert reason in failure("bad.txt").reason


def test_bad_file_does_not_stop_the_others(here: Path) -> None:
    write(here / "corpus" / "a.txt", b"")
    write(here / "corpus" / "b.txt")
    assert [type(one) for one in read(["corpus"])] == [Failure, Document]


def test_wrong_encoding_names_the_flag_and_the_place(here: Path) -> None:
    write(here / "a.txt", "naïve".encode("cp1252"))
    assert failure("a.txt", encoding="utf-8").reason.startswith("not utf-8 (byte 2): give another --encoding")


def test_file_over_the_limit_is_reported(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read, "MAX_BYTES", 10)
    write(here / "a.txt")
    assert failure("a.txt").reason.startswith("larger than")


def test_broken_link_is_reported(here: Path) -> None:
    (here / "corpus").mkdir()
    (here / "corpus" / "a.txt").symlink_to("gone.txt")
    assert failure("corpus") == Failure("corpus/a.txt", "cannot be opened: No such file or directory")


def test_folder_that_links_to_itself_is_read_once(here: Path) -> None:
    write(here / "corpus" / "a.txt")
    (here / "corpus" / "again").symlink_to(here / "corpus")
    assert names("corpus") == ["corpus/a.txt"]


not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@not_root
def test_folder_without_permission_is_reported(here: Path) -> None:
    write(here / "corpus" / "a.txt")
    write(here / "corpus" / "closed" / "b.txt").parent.chmod(0)
    assert Failure("corpus/closed", "cannot be opened: Permission denied") in read(["corpus"])
    (here / "corpus" / "closed").chmod(0o700)


@not_root
def test_file_without_permission_is_reported(here: Path) -> None:
    write(here / "a.txt").chmod(0)
    assert "Permission denied" in failure("a.txt").reason
