"""Places: nothing covers anything, parts stay near each other, and the same graph always lies the same way."""

from __future__ import annotations

import numpy as np
import pytest

from kg.draw.layout import Floats, arrange


def boxes(count: int) -> Floats:
    return np.tile([100.0, 40.0], (count, 1))


def overlaps(at: Floats, size: Floats) -> int:
    away = np.abs(at[:, None, :] - at[None, :, :])
    hit = (away < (size[:, None, :] + size[None, :, :]) / 2 - 2).all(2)
    return int(np.triu(hit, 1).sum())


STAR = [(0, node) for node in range(1, 30)]
CHAIN = [(node, node + 1) for node in range(29)]
PAIRS = [(node, node + 1) for node in range(0, 600, 2)]


@pytest.mark.parametrize("links", [STAR, CHAIN, PAIRS[:15], []], ids=["star", "chain", "pairs", "single nodes"])
def test_boxes_do_not_cover_each_other(links: list[tuple[int, int]]) -> None:
    assert overlaps(arrange(boxes(30), links), boxes(30)) == 0


def test_parts_are_packed_near_each_other() -> None:
    at = arrange(boxes(600), PAIRS)
    width, height = np.ptp(at, axis=0)
    assert width * height < 6 * boxes(600).prod(1).sum()


def test_page_is_filled_wider_than_high() -> None:
    width, height = np.ptp(arrange(boxes(600), PAIRS), axis=0)
    assert 1 < width / height < 2.2


def test_same_graph_lies_the_same_way() -> None:
    assert np.array_equal(arrange(boxes(30), STAR), arrange(boxes(30), STAR))


def test_large_part_is_cut_into_communities_that_lie_together() -> None:
    ring = [(block * 40 + a, block * 40 + b) for block in range(10) for a in range(40) for b in range(a + 1, 40, 7)]
    bridges = [(block * 40, block * 40 + 40) for block in range(9)]
    at = arrange(boxes(400), ring + bridges)
    centres = at.reshape(10, 40, 2).mean(1)
    within = np.linalg.norm(at.reshape(10, 40, 2) - centres[:, None, :], axis=2).mean()
    assert np.linalg.norm(at - at.mean(0), axis=1).mean() > 2 * within


def test_no_boxes_no_places() -> None:
    assert arrange(np.zeros((0, 2)), []).shape == (0, 2)
