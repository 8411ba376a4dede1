"""Trees from arc scores."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.parse.arborescence import cycle, decode
from kg.parse.network import certainties, described


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    """The score of a tree, root included."""
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


def trees(size: int) -> list[tuple[int, ...]]:
    """Every tree of `size` words with one root."""
    found = []
    for heads in itertools.product(range(size), repeat=size):
        if sum(i == h for i, h in enumerate(heads)) == 1 and cycle(np.array(heads)) is None:
            found.append(heads)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_best_tree_among_all(seed: int) -> None:
    """With the root that decoding chose, no tree scores better."""
    scores = np.random.default_rng(seed).normal(size=(5, 5)).astype(np.float32)
    heads = tuple(int(h) for h in decode(scores))
    root = next(i for i, h in enumerate(heads) if i == h)
    best = max((t for t in trees(5) if t[root] == root), key=lambda t: total(scores, t))
    assert total(scores, heads) == pytest.approx(total(scores, best), abs=1e-4)


def test_one_word_is_its_own_root() -> None:
    """A sentence of one word."""
    assert decode(np.zeros((1, 1), dtype=np.float32)).tolist() == [0]


def test_greedy_heads_kept_where_they_form_a_tree() -> None:
    """No cycle: every word keeps its best head."""
    scores = np.full((3, 3), -5.0)
    scores[1, 1], scores[0, 1], scores[2, 1] = 5.0, 5.0, 5.0
    assert decode(scores).tolist() == [1, 1, 1]


def test_certainty_is_of_head_and_relation() -> None:
    """A word whose head or relation has a rival is less certain; the other sentence's words are no rivals."""
    arc = np.array([[0, 9, 0, 9], [0, 9, 0, 9], [5, 5, 0, 9], [0, 0, 0, 9]], dtype=np.float32)
    relation = np.array([[9.0, 0, -np.inf], [9.0, 0, np.inf], [9.0, 0, -np.inf], [9.0, 0, np.inf]])
    found = certainties(arc, [True, False, False, True], np.array([1, 1, 0, 3]), relation, [True] * 4)
    assert found[0] > 0.99 and found[1] > 0.99 and 0.4 < found[2] < 0.5 and found[3] > 0.99
    relation[0] = [1.0, 1.0, -np.inf]
    assert 0.4 < certainties(arc, [True, False, False, True], np.array([1, 1, 0, 3]), relation, [True] * 4)[0] < 0.51


def test_which_word_stands_for_a_name_is_no_doubt() -> None:
    """ "owns Café Noir": that Noir hangs on the verb, or on Café, which then does, is the same."""
    arc = np.array([[9, 0, 0], [5, 0, 5], [5, 5, 0]], dtype=np.float32)
    heads, relation = np.array([0, 2, 0]), np.array([[9.0, 0]] * 3)
    sure = certainties(arc, [True, False, False], heads, relation, [True, True, False])
    unsure = certainties(arc, [True, False, False], heads, relation, [True] * 3)
    assert sure.min() > 0.95 and unsure.min() < 0.6


def test_a_noun_and_the_name_it_describes_are_one_whole() -> None:
    """ "bought bottler Leen": which of the two is the head is no doubt of what was bought."""
    tags, upos = ["O", "O", "B-ORG"], ["VERB", "NOUN", "PROPN"]
    for heads, deprel in (
        ([0, 2, 0], ["root", "nmod:desc", "obj"]),
        ([0, 0, 1], ["root", "obj", "appos"]),
        ([0, 0, 0], ["root", "obj", "obj"]),
    ):
        assert described(tags, upos, heads, deprel) == [True, True, False]
    assert described(tags, upos, [0, 0, 0], ["root", "iobj", "obj"]) == [True, True, True]
