"""Training: what can be told in seconds. The trained model is tested by its scores."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.train.coreference import Discourse, chunks

torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed (kg[train])")
TEXT = tuple(tuple(f"w{k}" for _ in range(4)) for k in range(5))


def test_runs_of_a_document_keep_their_clusters() -> None:
    """Words are counted from the start of each run."""
    document = Discourse("d", TEXT, {1: 7, 5: 7, 9: 7}, frozenset({1, 5, 9, 13}))
    first, second, third = chunks(document, longest=8)
    assert (first.cluster, second.cluster, third.cluster) == ({1: 7, 5: 7}, {1: 7}, {})
    assert second.mentions == {1, 5}
    assert third.sentences == TEXT[4:]


def test_without_data_training_says_so(tmp_path: Path) -> None:
    """A folder without treebanks, or a machine without torch, is told what to do."""
    result = CliRunner().invoke(main, ["train", "--data", str(tmp_path), "--out", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert "ud/" in result.stderr or "kg[train]" in result.stderr


@torch
def test_a_stream_goes_on_where_it_was() -> None:
    """Batches are a function of seed, epoch and place, so that an interrupted run can resume."""
    from kg.train.fit import Stream

    def make(draw: random.Random) -> list[list[int]]:
        return [[draw.randint(0, 99)] for _ in range(3)]

    whole = Stream(make, "seed")  # type: ignore[arg-type]
    expected = [next(whole) for _ in range(8)]
    again = Stream(make, "seed")  # type: ignore[arg-type]
    for _ in range(4):
        next(again)
    resumed = Stream(make, "seed", again.epoch, again.taken)  # type: ignore[arg-type]
    assert [next(resumed) for _ in range(4)] == expected[4:]


@torch
def test_the_rate_rises_and_falls() -> None:
    """Warm-up from nothing, decay to what the stage leaves."""
    from kg.train.fit import schedule

    rates = [schedule(step, 100, 0.1, 0.2) for step in (1, 10, 100)]
    assert rates == pytest.approx([0.1, 1.0, 0.2])


@torch
def test_every_task_takes_its_share_of_steps() -> None:
    """A share of 0.5 is every second step."""
    from kg.train.fit import due

    turns = [list(due({"tree": 1.0, "coref": 0.5}, step)) for step in range(1, 5)]
    assert turns == [["tree"], ["tree", "coref"], ["tree"], ["tree", "coref"]]
