"""``kg evaluate facts``: a user's own gold triples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main

TEXT = "Microsoft acquired LinkedIn in 2016. Nokia did not sell the plant. Oracle is based in Austin.\n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Scores TEXT against facts, given as lines."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf8")

    def scored(*lines: str, name: str = "gold.tsv", code: int = 0) -> Any:
        (tmp_path / name).write_text("\n".join(lines), encoding="utf8")
        arguments = [
            "evaluate",
            "facts",
            str(tmp_path / "news.txt"),
            "--gold",
            str(tmp_path / name),
            "--format",
            "json",
        ]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if code == 0 else result.stderr

    return scored


def test_facts_are_met_by_property_and_by_words(run: Any) -> None:
    """ "based in" is kgo:basedIn as well."""
    found = run("Microsoft\tacquired\tLinkedIn", "Oracle\tbasedIn\tAustin", "oracle\tis based in\tAustin")
    assert (found["met"], found["recall"]) == (3, 1.0)


def test_a_missed_fact_has_a_reason(run: Any) -> None:
    """Not asserted, another relation, the wrong way round, unknown."""
    found = run(
        "Nokia\tsells\tplant", "Microsoft\tfounded\tLinkedIn", "LinkedIn\tacquired\tMicrosoft", "Apple\towns\tBeats"
    )
    reasons = [row["why"] for row in found["missed"]]
    assert "negative" in reasons[0]
    assert reasons[1].startswith("claimed with another relation")
    assert reasons[2] == "claimed the other way round"
    assert reasons[3] == "no claim speaks of Apple or Beats"


def test_a_wrong_claim_costs_precision(run: Any) -> None:
    """About a pair that the gold speaks of, a relation that it does not bear out."""
    assert run("Microsoft\tfounded\tLinkedIn")["precision"] == 0.0


def test_json_lines_are_read(run: Any) -> None:
    """The same facts in another form."""
    record = {"subject": "Microsoft", "relation": "acquired", "object": "LinkedIn"}
    assert run(json.dumps(record), name="gold.jsonl")["met"] == 1


@pytest.mark.parametrize(("line", "says"), [("Nokia\tsold", "line 1"), ("", "no facts"), ("# a comment", "no facts")])
def test_a_file_without_facts_is_told(run: Any, line: str, says: str) -> None:
    """Where, and what is wanted."""
    assert says in run(line, code=2)
