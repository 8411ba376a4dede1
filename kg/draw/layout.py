"""Where to draw each node, computed before the page opens, so that nothing has to move when it does.

Every connected part is laid out by forces (the model of ForceAtlas2: Jacomy et al., PLoS ONE 2014: nodes repel each
other by the product of their degrees, links attract), boxes that hold node and label are pushed apart (Dwyer et al.,
Fast Node Overlap Removal, 2005, in spirit), and the parts are packed around the largest. A part too large for that is
cut into communities, which are laid out one by one and then arranged in the same way as boxes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from kg.draw.communities import Ranks

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Links = Sequence[tuple[int, int]]
Levels = Sequence[Ranks]

SEED = 7
# The largest part that is laid out in one piece: every pair of its nodes is looked at in every step.
PIECE = 320
# The most steps of a piece, and of one of many, which is looked at from afar.
CARE, CARE_FAR = 300, 45
# How strongly a node is drawn towards the middle of its community.
TOGETHER = 0.3
# A page is wider than high.
ASPECT = 1.4
GAP = 34.0
# Which boxes may overlap is looked up every so many steps, for those with less between them than this.
LOOK, SLACK = 6, 40.0
# The shortest line: what is left of it between two nodes should hold the name of a relation.
LINE = 96.0
# How much more room than their boxes need nodes are first given; few nodes can stand wide apart.
FEW, ROOM_FEW, ROOM_MANY = 60, 2.6, 1.5


def arrange(boxes: Floats, links: Links, levels: Levels = (), care: int = CARE) -> Floats:
    """Centres for n boxes (n × 2: widths and heights) that `links` join: n × 2, in the boxes' unit, around (0, 0).

    `levels` say which boxes belong together (see `communities`): they are placed near each other, and what is too
    large for one piece is cut along them. `care` is the most steps that a piece may take.
    """
    if not len(boxes):
        return np.zeros((0, 2))
    parts = _parts(len(boxes), links)
    inside = [_part(boxes[part], own, _of(levels, part), care) for part, own in parts]
    centres = _pack([(at, boxes[part] + GAP) for at, (part, _) in zip(inside, parts, strict=True)])
    result = np.zeros((len(boxes), 2))
    for (part, _), at, centre in zip(parts, inside, centres, strict=True):
        result[part] = at + centre
    return np.asarray(result - (result.min(0) + result.max(0)) / 2)


def _parts(count: int, links: Links) -> list[tuple[list[int], Links]]:
    """The connected parts, the largest first, each with its links renumbered."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    return _with_links(parts, links)


def _with_links(parts: list[list[int]], links: Links) -> list[tuple[list[int], Links]]:
    home = {node: (number, rank) for number, part in enumerate(parts) for rank, node in enumerate(part)}
    own: list[list[tuple[int, int]]] = [[] for _ in parts]
    for a, b in links:
        (number, first), (other, second) = home[a], home[b]
        if number == other:
            own[number].append((first, second))
    return list(zip(parts, own, strict=True))


def _of(levels: Levels, part: list[int]) -> Levels:
    """The levels of a part, without those that do not cut it."""
    own = [level[part] for level in levels]
    return [level for level in own if (level != level[0]).any()]


def _part(boxes: Floats, links: Links, levels: Levels, care: int) -> Floats:
    """A connected part, centred on its bounding box."""
    if len(boxes) == 1:
        return np.zeros((1, 2))
    if len(boxes) == 2:  # as most parts are
        apart, lean = max(boxes[:, 0].mean(), LINE + boxes[:, 1].mean()) / 2, (boxes[0, 0] - boxes[1, 0]) / 4
        return np.array([[lean - apart, 0.0], [lean + apart, 0.0]])
    if len(boxes) <= PIECE:
        room = ROOM_FEW if len(boxes) < FEW else ROOM_MANY
        homes = levels[0] if levels else np.zeros(len(boxes), dtype=np.intp)
        at = _spread(_scaled(_level(_force(len(boxes), links, homes, care)), boxes, room), boxes, links)
    else:
        at = _blocks(boxes, links, levels)
    low, high = (at - boxes / 2).min(0), (at + boxes / 2).max(0)
    return np.asarray(at - (low + high) / 2)


def _blocks(boxes: Floats, links: Links, levels: Levels) -> Floats:
    """Communities laid out one by one, and then arranged as boxes themselves."""
    homes = levels[0] if levels else np.arange(len(boxes)) // PIECE  # nothing to cut along: cut anywhere
    groups = [np.flatnonzero(homes == home).tolist() for home in np.unique(homes)]
    inside = [arrange(boxes[group], own, _of(levels[1:], group), CARE_FAR) for group, own in _with_links(groups, links)]
    sizes = np.array([_extent(at, boxes[group]) for at, group in zip(inside, groups, strict=True)]) + 2 * GAP
    home = {node: number for number, group in enumerate(groups) for node in group}
    between = sorted({(min(pair), max(pair)) for a, b in links if len(set(pair := (home[a], home[b]))) == 2})
    result = np.zeros((len(boxes), 2))
    centres = _spread(_scaled(_level(_force(len(groups), between)), sizes, 1.1), sizes, [])
    for group, at, centre in zip(groups, inside, centres, strict=True):
        result[group] = at + centre
    return result


def _force(count: int, links: Links, homes: Ranks | None = None, care: int = CARE) -> Floats:
    """Positions in no particular unit, from a ring of the nodes in breadth-first order."""
    ends = np.array(links, dtype=np.intp).reshape(-1, 2)
    mass = np.bincount(ends.ravel(), minlength=count).astype(np.float32) + 1
    at = _start(count, links).astype(np.float32)
    masses, weak = np.outer(mass, mass), np.sqrt(mass[ends].min(1))
    np.fill_diagonal(masses, 0.0)
    steps = int(np.clip(6_000_000 // (count * count), 60, min(care, 70 + 5 * count)))
    for step in range(steps):
        move = _repulsion(at, masses) - 0.02 * mass[:, None] * at
        pull = at[ends[:, 0]] - at[ends[:, 1]]
        pull *= (0.08 * np.hypot(*pull.T) / weak)[:, None]
        if homes is not None:
            move -= TOGETHER * mass[:, None] * (at - (_middles(at, homes)[homes] if homes.any() else at.mean(0)))
        for axis in (0, 1):
            move[:, axis] += np.bincount(ends[:, 1], pull[:, axis], count)
            move[:, axis] -= np.bincount(ends[:, 0], pull[:, axis], count)
        length = np.maximum(np.hypot(*move.T), 1e-9)
        heat = 6.0 * np.sqrt(count) * (1 - step / steps) ** 1.5 / 10 + 0.01
        at += move * (np.minimum(length, heat) / length)[:, None]
    return at.astype(np.float64)


def _repulsion(at: Singles, masses: Singles) -> Singles:
    """How each node is pushed by all the others, by the product of their masses over their distance."""
    push = at @ at.T
    square = np.diag(push).copy()
    push *= -2
    push += square[:, None]
    push += square[None, :]
    np.maximum(push, 1e-2, out=push)
    np.divide(masses, push, out=push)
    return np.asarray(at * push.sum(1)[:, None] - push @ at)


def _middles(at: Singles, homes: Ranks) -> Singles:
    sizes = np.maximum(np.bincount(homes), 1)
    return np.column_stack([np.bincount(homes, side) / sizes for side in at.T]).astype(np.float32)


def _start(count: int, links: Links) -> Floats:
    """A ring in breadth-first order from the best-connected node; neighbours start near each other."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links)
    root = max(graph, key=lambda node: (graph.degree(node), -node))
    order = dict.fromkeys((root, *(child for _, child in nx.dfs_edges(graph, root))))
    order |= dict.fromkeys(range(count))
    rank = np.empty(count)
    rank[list(order)] = np.arange(count)
    turn = 2 * np.pi * rank / count
    radius = np.sqrt(count) * 2.5 * (1 + 0.1 * np.random.default_rng(SEED).random(count))
    return np.asarray(np.column_stack((np.cos(turn), np.sin(turn))) * radius[:, None])


def _level(at: Floats) -> Floats:
    """Turned so that the longest way across lies flat, and stretched towards the shape of a page."""
    at = at - at.mean(0)
    x, y = at.T
    angle = 0.5 * np.arctan2(2 * (x * y).mean(), (x * x).mean() - (y * y).mean())
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.column_stack((x * cos + y * sin, y * cos - x * sin))
    width, height = np.maximum(np.ptp(turned, axis=0), 1e-6)
    stretch = np.clip(ASPECT * height / width, 1.0, 1.35)
    return np.asarray(turned * (stretch, 1.0))


def _scaled(at: Floats, boxes: Floats, room: float) -> Floats:
    """Scaled so that the boxes together fill one part in `room` of the area they lie in."""
    width, height = np.maximum(np.ptp(at, axis=0), 1e-6)
    flat = max(width / ASPECT, height)  # a chain has no area: measure it by its length
    wanted = room * float(boxes.prod(1).sum())
    return np.asarray(at * np.sqrt(wanted / (flat * flat * ASPECT)))


def _spread(places: Floats, boxes: Floats, links: Links, steps: int = 60) -> Floats:
    """Boxes that overlap pushed apart, each pair along its shorter way out, and lines that are too short lengthened."""
    at: Singles = places.astype(np.float32)
    ends = np.array(links, dtype=np.intp).reshape(-1, 2)
    least = (LINE + boxes[ends, 1].mean(1)).astype(np.float32)
    for step in range(steps):
        if step % LOOK == 0:  # of the pairs far from each other none will meet in so few steps
            first, second = _near(at, boxes, SLACK)
            wanted = ((boxes[first] + boxes[second]) / 2).astype(np.float32)
            if step and not _overlap(at, wanted, first, second).any():
                break
        push = _lengthen(at, ends, least) if len(ends) and step < 0.7 * steps else np.zeros(at.shape)
        away = at[first] - at[second]
        over = wanted - np.abs(away)
        over[over.min(1) < 0.5] = 0
        for axis, chosen in ((0, over[:, 0] < over[:, 1]), (1, over[:, 0] >= over[:, 1])):
            one, two, side = first[chosen], second[chosen], np.sign(away[chosen, axis])
            side = np.where(side == 0, np.sign(one - two), side)
            push[:, axis] += np.bincount(one, side * over[chosen, axis], len(at))
        at = (at + 0.42 * push).astype(np.float32)
    return at.astype(np.float64)


def _near(at: Singles, boxes: Floats, slack: float) -> tuple[Ranks, Ranks]:
    """The pairs of boxes, each both ways round, that have less than `slack` between them."""
    near = np.ones((len(at), len(at)), dtype=bool)
    np.fill_diagonal(near, False)
    for side, size in zip(at.T, boxes.T.astype(np.float32), strict=True):
        near &= np.abs(np.subtract.outer(side, side)) < np.add.outer(size, size) / 2 + np.float32(slack)
    first, second = np.nonzero(near)
    return first, second


def _overlap(at: Singles, wanted: Singles, first: Ranks, second: Ranks) -> Bools:
    return np.asarray((wanted - np.abs(at[first] - at[second]) > 0.5).all(1))


def _lengthen(at: Singles, ends: Ranks, least: Singles) -> Floats:
    """How the ends of lines that are shorter than `least` are pushed."""
    away = at[ends[:, 0]] - at[ends[:, 1]]
    length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
    push = away * (0.4 * np.maximum(least - length, 0) / length)[:, None]
    return np.column_stack([
        np.bincount(ends[:, 0], push[:, axis], len(at)) - np.bincount(ends[:, 1], push[:, axis], len(at))
        for axis in (0, 1)
    ])  # fmt: skip


def _extent(at: Floats, boxes: Floats) -> Floats:
    return np.asarray((at + boxes / 2).max(0) - (at - boxes / 2).min(0))


def _pack(parts: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Centres for parts (places and boxes) without overlap, the first in the middle, the others as near as they fit,
    found on a raster."""
    sizes = np.array([_extent(at, boxes) for at, boxes in parts])
    cell = max(24.0, float(np.sqrt(sizes.prod(1).sum()) / 70))
    spans = np.ceil(sizes / cell).astype(int)
    side = int(2 * np.ceil(np.sqrt(spans.prod(1).sum())) + 2 * spans.max() + 2)
    taken = np.zeros((side, side), dtype=bool)
    gaps: dict[tuple[int, int], Iterator[tuple[int, int]]] = {}
    centres = np.zeros((len(sizes), 2))
    for number, (wide, high) in enumerate(spans.tolist()):
        row, column = next(gaps.setdefault((wide, high), _gaps(taken, wide, high)))
        middle = np.array([column + wide / 2, row + high / 2])
        _take(taken, middle, cell, *parts[number])
        centres[number] = (middle - side / 2) * cell
    return centres


def _take(taken: Bools, middle: Floats, cell: float, at: Floats, boxes: Floats) -> None:
    """Marks the cells of a part's boxes, not of all the ground between them: small parts go into the corners."""
    low = np.floor((at - boxes / 2) / cell + middle).astype(int).clip(0)
    high = np.ceil((at + boxes / 2) / cell + middle).astype(int)
    for (left, top), (right, bottom) in zip(low, high, strict=True):
        taken[top:bottom, left:right] = True


def _gaps(taken: Bools, wide: int, high: int) -> Iterator[tuple[int, int]]:
    """Where a rectangle of cells is free: first where it keeps the whole smallest and nearest to the shape of a page.

    What is free when asked for the first time is sorted once; what has been taken since is passed over.
    """
    table: npt.NDArray[Any] = np.pad(taken.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    filled = table[high:, wide:] - table[:-high, wide:] - table[high:, :-wide] + table[:-high, :-wide]
    rows, columns = np.nonzero(filled == 0)
    across, down = np.abs(columns + wide / 2 - len(taken) / 2), np.abs(rows + high / 2 - len(taken) / 2)
    far = np.maximum((across + wide / 2) / ASPECT, down + high / 2) + 0.15 * np.hypot(across, down)
    for best in far.argsort(kind="stable"):
        row, column = int(rows[best]), int(columns[best])
        if not taken[row : row + high, column : column + wide].any():
            yield row, column
