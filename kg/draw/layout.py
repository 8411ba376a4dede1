"""Where to draw each node, computed before the page opens, so that nothing has to move when it does.

Every connected part is laid out by forces (the model of ForceAtlas2: Jacomy et al., PLoS ONE 2014: nodes repel each
other by the product of their degrees, links attract), boxes that hold node and label are pushed apart (Dwyer et al.,
Fast Node Overlap Removal, 2005, in spirit), and the parts are packed around the largest. A part too large for that is
cut into communities (Louvain), which are laid out one by one and then arranged in the same way as boxes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Links = Sequence[tuple[int, int]]

SEED = 7
# The largest part that is laid out in one piece: every pair of its nodes is looked at in every step.
PIECE = 320
# A page is wider than high.
ASPECT = 1.4
GAP = 34.0
# The shortest line: what is left of it between two nodes should hold the name of a relation.
LINE = 96.0
# How much more room than their boxes need nodes are first given; few nodes can stand wide apart.
FEW, ROOM_FEW, ROOM_MANY = 60, 2.6, 1.5


def arrange(boxes: Floats, links: Links) -> Floats:
    """Centres for n boxes (n × 2: widths and heights) that `links` join: n × 2, in the boxes' unit, around (0, 0)."""
    if not len(boxes):
        return np.zeros((0, 2))
    parts = _parts(len(boxes), links)
    inside = [_part(boxes[part], own) for part, own in parts]
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


def _part(boxes: Floats, links: Links) -> Floats:
    """A connected part, centred on its bounding box."""
    if len(boxes) == 1:
        return np.zeros((1, 2))
    if len(boxes) <= PIECE:
        room = ROOM_FEW if len(boxes) < FEW else ROOM_MANY
        at = _spread(_scaled(_level(_force(len(boxes), links)), boxes, room), boxes, links)
    else:
        at = _communities(boxes, links)
    low, high = (at - boxes / 2).min(0), (at + boxes / 2).max(0)
    return np.asarray(at - (low + high) / 2)


def _communities(boxes: Floats, links: Links) -> Floats:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(links)
    found = nx.community.louvain_communities(graph, seed=SEED)
    groups = sorted((sorted(group) for group in found), key=lambda group: group[0])
    if len(groups) == 1:  # nothing to cut along: cut anywhere
        groups = [list(range(start, min(start + PIECE, len(boxes)))) for start in range(0, len(boxes), PIECE)]
    inside = [arrange(boxes[group], own) for group, own in _with_links(groups, links)]
    sizes = np.array([_extent(at, boxes[group]) for at, group in zip(inside, groups, strict=True)]) + 2 * GAP
    home = {node: number for number, group in enumerate(groups) for node in group}
    between = sorted({(min(pair), max(pair)) for a, b in links if len(set(pair := (home[a], home[b]))) == 2})
    result = np.zeros((len(boxes), 2))
    centres = _spread(_scaled(_level(_force(len(groups), between)), sizes, 1.1), sizes, [])
    for group, at, centre in zip(groups, inside, centres, strict=True):
        result[group] = at + centre
    return result


def _force(count: int, links: Links) -> Floats:
    """Positions in no particular unit, from a ring of the nodes in breadth-first order."""
    ends = np.array(links, dtype=np.intp).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    mass = degree + 1.0
    at = _start(count, links)
    steps = int(np.clip(6_000_000 // (count * count), 70, min(300, 70 + 5 * count)))
    for step in range(steps):
        gram = at @ at.T
        square = np.diag(gram)
        apart = np.maximum(square[:, None] + square[None, :] - 2 * gram, 1e-2)
        push = mass[:, None] * mass[None, :] / apart
        np.fill_diagonal(push, 0.0)
        move = at * push.sum(1)[:, None] - push @ at - 0.02 * mass[:, None] * at
        pull = at[ends[:, 0]] - at[ends[:, 1]]
        pull *= (0.08 * np.linalg.norm(pull, axis=1) / np.sqrt(np.minimum(mass[ends[:, 0]], mass[ends[:, 1]])))[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(ends[:, 1], pull[:, axis], count) - np.bincount(
                ends[:, 0], pull[:, axis], count
            )
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)
        heat = 6.0 * np.sqrt(count) * (1 - step / steps) ** 1.5 / 10 + 0.01
        at = at + move * (np.minimum(length, heat) / length)[:, None]
    return at


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


def _spread(at: Floats, boxes: Floats, links: Links, steps: int = 110) -> Floats:
    """Boxes that overlap pushed apart, each pair along its shorter way out, and lines that are too short lengthened."""
    half = [(side[:, None] + side[None, :]) / 2 for side in boxes.T]
    order = np.sign(np.subtract.outer(np.arange(len(at)), np.arange(len(at))))
    for matrix in half:
        np.fill_diagonal(matrix, -np.inf)  # nothing overlaps itself
    for step in range(steps):
        away = [np.subtract.outer(side, side) for side in at.T]
        over = [wanted - np.abs(now) for wanted, now in zip(half, away, strict=True)]
        hit = (over[0] > 0.5) & (over[1] > 0.5)
        if step and not hit.any():
            break
        flat = over[0] < over[1]
        push = _lengthen(at, boxes, links) * (step < 0.7 * steps)
        for axis, chosen in ((0, hit & flat), (1, hit & ~flat)):
            first, second = np.nonzero(chosen)
            side = np.sign(away[axis][first, second])
            side = np.where(side == 0, order[first, second], side)
            push[:, axis] += np.bincount(first, side * over[axis][first, second], len(at))
        at = at + 0.42 * push
    return at


def _lengthen(at: Floats, boxes: Floats, links: Links) -> Floats:
    if not links:
        return np.zeros_like(at)
    first, second = np.array(links, dtype=np.intp).T
    away = at[first] - at[second]
    length = np.maximum(np.linalg.norm(away, axis=1), 1e-6)
    wanted = LINE + (boxes[first, 1] + boxes[second, 1]) / 2
    push = away * (0.4 * np.maximum(wanted - length, 0) / length)[:, None]
    return np.column_stack([
        np.bincount(first, push[:, axis], len(at)) - np.bincount(second, push[:, axis], len(at)) for axis in (0, 1)
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
