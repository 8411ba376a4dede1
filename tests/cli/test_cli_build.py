"""kg build, demo and rm: what they say, what they leave."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

KG = [sys.executable, "-m", "kg"]


def test_build_says_what_it_did(run: Any, corpus: Path) -> None:
    """Documents, entities, claims, how many are asserted, failures, seconds, and where."""
    result = run("build", "corpus", "--workers", "1")
    assert result.exit_code == 0
    assert re.fullmatch(
        r"3 documents, \d+ entities, \d+ claims, \d+ asserted, \d+ not asserted, 0 failures; \d+\.\d s; in kg-store\n",
        result.stdout,
    )


def test_building_again_does_nothing_and_says_so(run: Any, corpus: Path) -> None:
    """The exit code is that of success."""
    run("build", "corpus")
    result = run("build", "corpus")
    assert (result.exit_code, result.stdout) == (0, "nothing to do: 3 documents in kg-store, unchanged\n")


def test_view_draws_at_once_even_when_nothing_is_new(run: Any, corpus: Path) -> None:
    """The page is what was asked for."""
    run("build", "corpus")
    result = run("build", "corpus", "--view", "page.html")
    assert result.stdout.endswith("\npage.html\n")
    assert "Acme" in Path("page.html").read_text()


def test_standard_input_is_a_document(run: Any, corpus: Path) -> None:
    """Called stdin."""
    assert run("build", "-", stdin="Acme owns Zed.").exit_code == 0
    assert "stdin" in run("query", "documents").stdout


def test_in_a_folder_a_bad_file_is_reported_and_the_rest_is_built(run: Any, corpus: Path) -> None:
    """The exit code says that something is missing."""
    (corpus / "bad.txt").write_bytes(b"\x00\x01")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "hello.txt").write_text("Hello.")
    result = run("build", "corpus")
    assert result.exit_code == 3
    assert result.stdout.startswith("3 documents, ")
    assert "3 failures" in result.stdout
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "corpus/bad.txt", "corpus/empty.txt", "corpus/hello.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        (b"", [], "the file is empty"),
        (b"\x00\x01\x02", [], "not a text file"),
        (b"Hello.", [], "no claims found"),
        (b"Zo\xeb owns Acme.", ["--encoding", "utf-8"], "not utf-8"),
    ],
    ids=["empty", "binary", "no claims", "encoding"],
)
def test_a_build_of_nothing_usable_leaves_no_store(
    fails: Any, corpus: Path, content: bytes, options: list[str], reason: str
) -> None:
    """Where there was none."""
    Path("x.txt").write_bytes(content)
    assert reason in fails(3, "build", "x.txt", *options)
    assert not Path("kg-store").exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"Hello."], ids=["empty", "binary", "no claims"])
def test_a_build_of_nothing_usable_leaves_a_store_as_it_was(run: Any, fails: Any, corpus: Path, content: bytes) -> None:
    """To the last quad."""
    run("build", "corpus")
    before = run("export", "-", "--format", "nq").stdout
    Path("x.txt").write_bytes(content)
    fails(3, "build", "x.txt")
    assert run("export", "-", "--format", "nq").stdout == before


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "nothing to build from"),
        (["nowhere"], 2, "no such file or folder: nowhere"),
        (["corpus", "--model", "no_such_model"], 4, "--model no_such_model"),
        (["corpus", "--ontology", "nowhere.ttl"], 2, "--ontology"),
        (["corpus", "--ontology", "corpus/a.txt"], 7, "corpus/a.txt"),
        (["corpus", "--encoding", "klingon"], 2, "--encoding"),
        (["corpus", "--workers", "-1"], 2, "--workers"),
        (["corpus", "--workers", "many"], 2, "--workers"),
        (["corpus", "--min-confidence", "7"], 2, "--min-confidence"),
        (["corpus", "--view", "nowhere/page.html"], 2, "there is no folder nowhere"),
        (["corpus", "--view", "corpus"], 2, "is a folder"),
        (["corpus", "--colour"], 2, "--colour"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_call_makes_no_store(fails: Any, corpus: Path, arguments: list[str], code: int, says: str) -> None:
    """It is told before anything is made."""
    assert says in fails(code, "build", *arguments)
    assert not Path("kg-store").exists()


@pytest.mark.parametrize("store", ["corpus", "corpus/a.txt", "corpus/a.txt/store"])
def test_what_is_no_store_stays_as_it_is(fails: Any, corpus: Path, store: str) -> None:
    """A foreign folder, a file."""
    assert "--store" in fails(5, "build", "corpus", "--store", store)
    assert sorted(file.name for file in corpus.iterdir()) == ["a.txt", "b.txt", "c.md"]


@pytest.mark.parametrize("content", ['stor = "x"', "workers = [", 'workers = "x"'])
def test_a_bad_settings_file_is_named(fails: Any, corpus: Path, content: str) -> None:
    """With the setting."""
    Path("kg.toml").write_text(content)
    assert fails(2, "build", "corpus").startswith("kg: kg.toml: ")


def test_a_store_in_use_is_left_alone(fails: Any, corpus: Path) -> None:
    """By a second process, whether it builds or asks."""
    hold = "import kg.graph.store as s; held = s.Store.open('kg-store'); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        assert "is using the store; wait until it has finished" in fails(5, "build", "corpus")
        assert "is using the store" in fails(5, "query", "owners")


def test_rm_forgets_a_document(run: Any, fails: Any, corpus: Path) -> None:
    """And says when there is none."""
    run("build", "corpus")
    assert run("rm", "corpus/a.txt").stdout == "corpus/a.txt: forgotten\n"
    assert "corpus/a.txt" not in run("query", "documents").stdout
    assert "no such document" in fails(2, "rm", "corpus/a.txt")


def test_demo_builds_and_draws(corpus: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged corpus, here a small one in its place."""
    monkeypatch.setattr("kg.demo.demo_folder", lambda: corpus)
    assert run("demo").stdout.endswith("\ngraph.html\n")
    assert run("build", "--demo").stdout.startswith("nothing to do")


def hear_ctrl_c() -> None:
    """A shell's background job, as a test run may be, hands down that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_a_build_with_one_line(corpus: Path) -> None:
    """What was done stays, and the store can be used."""
    for number in range(600):  # more than are loaded at once
        (corpus / f"n{number}.txt").write_text(f"Acme{number} owns Bolt{number}. It is based in Paris. " * 20)
    command = [*KG, "build", "corpus", "--workers", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
    ) as process:
        for _ in range(1200):  # several documents are loaded at a time, as a file of their own
            if process.poll() is not None or any(Path("kg-store").glob("*.sst")):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, "", "kg: stopped; a build that is run again goes on from here\n")


def test_progress_is_shown_on_a_terminal_and_the_results_go_where_they_should(corpus: Path) -> None:
    """A bar on stderr must not swallow what is written to a file."""
    ours, theirs = pty.openpty()
    with Path("out.jsonl").open("wb") as out:
        command = [*KG, "extract", "corpus", "--workers", "1"]
        process = subprocess.Popen(command, stdout=out, stderr=theirs, stdin=theirs)
    os.close(theirs)
    shown = io.BytesIO()
    while chunk := _read(ours):
        shown.write(chunk)
    os.close(ours)
    assert process.wait() == 0
    assert b"documents" in shown.getvalue()
    assert Path("out.jsonl").read_text().startswith('{"subject": "Acme"')


def _read(file: int) -> bytes:
    try:
        return os.read(file, 4096)
    except OSError:  # the other side has closed the terminal
        return b""


def test_files_that_are_passed_over_are_counted(corpus: Path, run: Any) -> None:
    """All of a folder's, by kind."""
    for name in ("paper.pdf", "b.pdf", "list.csv", "README"):
        (corpus / name).write_text("Acme owns Zed.")
    result = run("build", "corpus")
    assert result.exit_code == 0
    assert result.stderr == ("kg: 4 files passed over, of kinds that kg does not read: 2 .pdf, 1 .csv, 1 README\n")


@pytest.mark.parametrize("kind", [".pdf", ".docx", ".csv", ".PNG"])
def test_a_file_of_another_kind_is_refused_by_its_kind(corpus: Path, fails: Any, kind: str) -> None:
    """Even if it is named."""
    path = corpus / f"x{kind}"
    path.write_text("Acme owns Zed.")
    assert f"x{kind}: kg does not read {kind.lower()} files: save its text as" in fails(3, "build", path)


def test_a_paragraph_too_long_for_the_model_is_told_as_that(corpus: Path, fails: Any) -> None:
    """It is the document's fault, and not one to report."""
    Path("long.txt").write_text("Acme owns Zed. " * 67_000)
    told = fails(3, "build", "long.txt")
    assert told == "kg: long.txt: a paragraph of more than 1,000,000 characters: break it by blank lines\n"


# ---- Names


def texts(run: Any) -> dict[str, str]:
    """The sentences of a store, by their document."""
    rows = run("query", "SELECT ?d ?t { ?s nif:anchorOf ?t ; nif:referenceContext/kg:name ?d }", "--format", "json")
    return {row["d"]: row["t"] for row in json.loads(rows.stdout)}


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two others, in each a file of the same name; it is not the working directory."""
    for folder, text in (("a", "Acme owns Bolt."), ("b", "Coil owns Dust.")):
        (tmp_path / "all" / folder / "docs").mkdir(parents=True)
        (tmp_path / "all" / folder / "docs" / "x.txt").write_text(text)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "all"


@pytest.mark.parametrize("above", ["", "../all"], ids=["absolute", "relative"])
def test_another_file_of_the_same_name_replaces_nothing(run: Any, twice: Path, above: str) -> None:
    """It has a longer name, which is told once and stays."""
    root = Path(above) if above else twice
    assert run("build", root / "a" / "docs").stderr == ""
    assert run("build", root / "b" / "docs").stderr.startswith("kg: files of the same name, which have longer ones")
    assert texts(run) == {"docs/x.txt": "Acme owns Bolt.", "b/docs/x.txt": "Coil owns Dust."}
    assert run("build", root / "b" / "docs", root / "a" / "docs").stdout.startswith("nothing to do: 2 documents")


def test_a_folder_is_one_wherever_the_command_runs(run: Any, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And however it is named."""
    store = Path("kg-store").absolute()
    run("build", twice / "a", "--store", store)
    monkeypatch.chdir(twice)
    assert run("build", "a", "--store", store).stdout.startswith("nothing to do")
    monkeypatch.chdir(twice / "a")
    assert run("build", "docs/x.txt", "--store", store).stdout.startswith("nothing to do")


def test_documents_and_store_may_move_together(run: Any, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of both is a project of its own."""
    monkeypatch.chdir(twice)
    run("build", "a", "b")
    shutil.copytree(twice, twice.parent / "copy")
    monkeypatch.chdir(twice.parent / "copy")
    result = run("build", "a", "b")
    assert (result.stdout, result.stderr) == ("nothing to do: 2 documents in kg-store, unchanged\n", "")


def test_a_backup_knows_the_files_too(run: Any, twice: Path) -> None:
    """So building into it goes on."""
    run("build", twice / "a" / "docs")
    run("backup", twice / "deep.backup")
    result = run("build", twice / "b" / "docs", "--store", twice / "deep.backup")
    assert "b/docs/x.txt (not docs/x.txt)" in result.stderr


def test_a_file_that_has_moved_replaces_itself_and_that_is_told(run: Any, twice: Path) -> None:
    """Its old place has no file any more."""
    run("build", twice / "a" / "docs")
    (twice / "a").rename(twice / "c")
    result = run("build", twice / "c" / "docs")
    assert "files that have moved, and replace what was known of them: 1: docs/x.txt (was " in result.stderr
    assert list(texts(run)) == ["docs/x.txt"]


def test_a_document_whose_file_is_gone_stays_and_that_is_told(run: Any, corpus: Path) -> None:
    """Until rm forgets it; so does one that is no more among the lines of its file."""
    lines = Path("all.jsonl")
    lines.write_text('{"id": "x", "text": "Acme owns Bolt."}\n{"id": "y", "text": "Coil owns Dust."}\n')
    run("build", "corpus", "all.jsonl")
    (corpus / "a.txt").unlink()
    lines.write_text('{"id": "x", "text": "Acme owns Bolt."}\n')
    result = run("build", "corpus", "all.jsonl")
    told = "kg: documents that stay in the store though their source is gone: 2: all.jsonl#y, corpus/a.txt; kg rm NAME "
    assert result.exit_code == 0
    assert result.stderr.startswith(told)
    run("rm", "corpus/a.txt")
    run("rm", "all.jsonl#y")
    assert run("build", "corpus", "all.jsonl").stderr == ""


def test_a_damaged_list_of_files_is_told_and_stays(run: Any, twice: Path) -> None:
    """Without it, no file would have its name for sure."""
    run("build", twice / "a" / "docs")
    kept = next(Path.cwd().rglob("kg-sources.json"))
    kept.write_text("")
    result = run("build", twice / "a" / "docs")
    assert result.exit_code == 5
    assert "kg-sources.json is damaged" in result.stderr
    assert kept.read_text() == ""


def test_where_files_lie_is_not_in_the_graph(run: Any, twice: Path) -> None:
    """The same documents give the same graph on another machine."""
    run("build", twice / "a" / "docs")
    assert str(twice) not in run("export", "-", "--format", "nq").stdout
