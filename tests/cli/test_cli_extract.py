"""kg extract: the JSON Lines that other tools rely on, and the table."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CONTRACT = {
    "subject": str, "relation": str, "object": str, "subject_type": str, "object_type": str,
    "property": (str, type(None)), "asserted": bool, "polarity": str, "modality": str,
    "attributed_to": (str, type(None)), "qualifiers": dict, "confidence": float, "rule": str, "document": str,
    "start": int, "end": int, "sentence": str, "span": list,
}  # fmt: skip


@pytest.fixture
def records(run: Any) -> Any:
    """What extract prints, as objects."""
    return lambda *arguments: [json.loads(line) for line in run("extract", *arguments).stdout.splitlines()]


def test_every_claim_has_the_fields_of_the_contract(records: Any) -> None:
    """In their order, each of its type."""
    from kg.demo import demo_folder

    found = records(demo_folder() / "trump-orders.txt", demo_folder() / "deals.jsonl")
    assert len(found) > 20
    for record in found:
        assert list(record) == list(CONTRACT)
        assert all(isinstance(record[field], kind) for field, kind in CONTRACT.items())
        for values in record["qualifiers"].values():
            assert all(set(value) == {"text", "value"} for value in values)
    assert {record["polarity"] for record in found} <= {"positive", "negative"}
    assert any(record["qualifiers"] for record in found)


@pytest.mark.parametrize(
    "data",
    [
        b"Acme owns Bolt.\nAda Moss leads Acme.\n",
        b"Acme owns Bolt.\r\n\r\nAda Moss leads Acme.\r\n",
        b"\xef\xbb\xbfAcme owns Bolt. Ada Moss leads Acme.",
        "Acme owns Bolt. Ada Moss leads Acme.".encode("utf-16"),
        "“Café” — 𝒜 😀\n\nZoë owns Café Noir. Ada Moss leads Acme.".encode(),
    ],
    ids=["unix", "windows", "BOM", "UTF-16", "beyond ASCII"],
)
def test_start_and_end_are_characters_of_the_file(records: Any, corpus: Path, data: bytes) -> None:
    """Line ends and marks count as they stand in it."""
    Path("x.txt").write_bytes(data)
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    found = records("x.txt")
    assert len(found) == 2
    for record in found:
        assert text[record["start"] : record["end"]] == record["sentence"]
        assert record["start"] <= record["span"][0] < record["span"][1] <= record["end"]


def test_what_is_not_asserted_says_why(records: Any, corpus: Path) -> None:
    """In polarity and modality."""
    found = {(r["polarity"], r["modality"], r["asserted"]) for r in records("corpus")}
    assert {("positive", "actual", True), ("positive", "planned", False), ("negative", "actual", False)} <= found


def test_tsv_has_a_line_for_each_claim(run: Any, records: Any, corpus: Path) -> None:
    """Under a line of names, whatever the text holds."""
    (corpus / "a.txt").write_text('"Acme\towns\nBolt," said Ada Moss.')
    rows = list(csv.reader(io.StringIO(run("extract", "corpus", "--format", "tsv").stdout), delimiter="\t"))
    assert rows[0] == list(CONTRACT)
    assert len(rows) - 1 == len(records("corpus"))
    assert {len(row) for row in rows} == {len(CONTRACT)}


def test_the_table_shows_claims_and_their_standing(run: Any, corpus: Path) -> None:
    """A column says what is not asserted."""
    shown = run("extract", "corpus", "--format", "table").stdout
    assert "not asserted" in shown.splitlines()[0]
    assert "planned" in shown


def test_text_cannot_speak_to_the_terminal(run: Any, corpus: Path) -> None:
    """Control characters are shown, not sent."""
    name = "a\x1b[31m.txt"
    Path(name).write_text("Ac\x1b]0;owned\x07me owns Bolt\x9b2J. Zed Corp owns Bolt.")
    Path("e\x1b[31m\n.txt").write_text("")
    result = run("extract", name, "e\x1b[31m\n.txt", "--format", "table")
    assert not set("\x1b\x07\x9b") & set(result.output)
    assert result.stderr == "kg: e\\x1b[31m .txt: the file is empty\n"


def test_standard_input_can_be_extracted(run: Any, corpus: Path) -> None:
    """It is called stdin."""
    assert json.loads(run("extract", "-", stdin="Acme owns Bolt.").stdout)["document"] == "stdin"


def test_no_claims_and_bad_files_are_told(fails: Any, run: Any, corpus: Path) -> None:
    """With the exit code of an incomplete job, and the claims of the others."""
    Path("hello.txt").write_text("Hello.")
    assert "no claims found" in fails(3, "extract", "hello.txt")
    assert "no such file" in fails(2, "extract", "nowhere.txt")
    result = run("extract", "hello.txt", "corpus/a.txt")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 2)


def test_a_reader_that_has_had_enough_is_no_error(corpus: Path) -> None:
    """As in ``kg extract corpus | head -1``."""
    for number in range(40):
        (corpus / f"n{number}.txt").write_text("Acme owns Bolt. Bolt is based in Paris. " * 40)
    command = [sys.executable, "-m", "kg", "extract", "corpus", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(corpus: Path) -> None:
    """In one line, once."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kg", "extract", "corpus/a.txt"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "kg: the system refused: No space left on device\n")
