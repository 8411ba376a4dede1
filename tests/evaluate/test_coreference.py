"""The measures of coreference, on cases worked out by hand and in the papers."""

from __future__ import annotations

import pytest

from kg.evaluate.coreference import Scores, b_cubed, ceaf, lea, muc


def chain(names: str) -> frozenset[str]:
    """``abc`` -> a chain of a, b, c."""
    return frozenset(names)


KEY = [chain("abcd"), chain("efg")]


def test_a_perfect_answer_scores_one() -> None:
    """By every measure."""
    scores = Scores()
    scores.add(KEY, KEY)
    assert scores.conll == pytest.approx(1)
    assert scores.lea.f1 == pytest.approx(1)


def test_muc_counts_links() -> None:
    """Vilain et al. 1995: A-B-C-D against AB, CD keeps two links of three."""
    assert muc([chain("abcd")], [chain("ab"), chain("cd")]) == (2, 3)


def test_b_cubed_counts_mentions() -> None:
    """Each of four mentions is found with half of its chain."""
    right, total = b_cubed([chain("abcd")], [chain("ab"), chain("cd")])
    assert (right, total) == (2.0, 4)


def test_ceaf_pairs_chains_once() -> None:
    """Only one half can stand for the whole: 2·2/(4+2)."""
    assert ceaf([chain("abcd")], [chain("ab"), chain("cd")]) == pytest.approx(2 / 3)


def test_lea_weighs_links_by_size() -> None:
    """Moosavi & Strube 2016: two links of six, for a chain of four mentions."""
    right, total = lea([chain("abcd")], [chain("ab"), chain("cd")])
    assert right == pytest.approx(4 * 2 / 6)
    assert total == 4


def test_mentions_that_are_not_found_cost_recall() -> None:
    """An empty answer scores nothing and breaks nothing."""
    scores = Scores()
    scores.add(KEY, [])
    assert scores.conll == 0
