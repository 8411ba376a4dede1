"""The picture as a pyvis `Network`, which its users know; filled without the quadratic `add_node` and `add_edge`."""

from __future__ import annotations

import html
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.draw.layout import arrange
from kg.draw.look import OPTICAL, Look, looks
from kg.draw.scene import Claim, Node, Scene
from kg.errors import KgError

if TYPE_CHECKING:
    from pyvis.network import Network

PAPER = "#ffffff"
# Claims about claims about claims … whose places are looked for, and how far claims about the same two are apart.
DEEP, ROW = 4, 36


def network(scene: Scene) -> Network:
    """Nodes with place, shape, colour and size; one edge for each claim; physics off."""
    from pyvis.network import Network  # here, since it imports IPython

    net = Network(height="800px", directed=True, cdn_resources="in_line", bgcolor=PAPER)
    net.toggle_physics(False)
    styles = looks(node.type for node in scene.nodes)
    for node, (x, y) in zip(scene.nodes, all_positions(scene), strict=True):
        look = styles[node.type]
        size = drawn_size(node, look)
        fill = PAPER if look.hollow else look.light
        net.nodes.append({
            "id": node.id, "label": node.label, "title": html.escape(_about(node)), "shape": look.shape,
            "color": {"background": fill, "border": look.light}, "borderWidth": 2, "size": size, "x": x, "y": y,
        })  # fmt: skip
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    net.edges = [_edge(claim, scene, bend) for claim, bend in zip(scene.claims, _bends(scene), strict=True)]
    return net


def bundled(name: str) -> str:
    """The text of a file that pyvis bundles, from the newest vis-network that it has.

    Raises `KgError` if the installed pyvis has no such file.
    """
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob(f"lib/vis-*/{name}"), key=lambda path: path.parent.name)
    if not found:
        raise KgError(
            f"the installed pyvis {pyvis.__version__} lacks lib/vis-*/{name}; run: pip install --force-reinstall pyvis"
        )
    return found[-1].read_text(encoding="utf-8")


def radius(node: Node) -> float:
    """The more neighbours the larger; what has no name of its own stays small."""
    grow, most, least = (3.9, 31.0, 5.0) if node.named else (1.5, 13.0, 3.5)
    return round(min(most, least + grow * math.sqrt(node.links)), 1)


def drawn_size(node: Node, look: Look) -> float:
    """The size that vis-network is given: that of the node, by its shape."""
    return round(radius(node) * OPTICAL[look.shape], 1)


def positions(scene: Scene, shown: Iterable[int], *, upright: bool = False) -> dict[int, tuple[int, int]]:
    """A place for each of the nodes `shown`, laid out as if there were no others; `upright` for a phone.

    A claim that is a node itself is not laid out: it stands half-way between its own subject and object.
    """
    rank = {node: at for at, node in enumerate(node for node in shown if node not in scene.inner)}
    boxes = np.array([_box(scene.nodes[node]) for node in rank]).reshape(-1, 2)
    links = [(rank[a], rank[b]) for a, b in scene.links if a in rank and b in rank]
    levels = [level[list(rank)] for level in scene.levels]
    turn = -1 if upright else 1  # with the axes exchanged, what is wider than high becomes higher than wide
    places = arrange(boxes[:, ::turn], links, levels)[:, ::turn].tolist()
    return {node: (round(x), round(y)) for node, (x, y) in zip(rank, places, strict=True)}


def all_positions(scene: Scene) -> list[tuple[int, int]]:
    """A place for every node; of several claims between the same two, each below the other."""
    found = positions(scene, range(len(scene.nodes)))
    above: Counter[tuple[int, int]] = Counter()
    for _ in range(DEEP):
        for node, ends in scene.inner.items():
            if node not in found and all(end in found for end in ends):
                (ax, ay), (bx, by) = (found[end] for end in ends)
                found[node] = (ax + bx) // 2, (ay + by) // 2 + ROW * (above[ends] + 1)
                above[ends] += 1
    return [found.get(node, (0, 0)) for node in range(len(scene.nodes))]


def _box(node: Node) -> tuple[float, float]:
    size = radius(node)
    return max(2 * size, 7.4 * len(node.label)) + 14, 2 * size + 30


def _about(node: Node) -> str:
    return f"{node.name} ({node.type})"


def _edge(claim: Claim, scene: Scene, bend: float) -> dict[str, Any]:
    subject, object_ = scene.nodes[claim.subject], scene.nodes[claim.object]
    smooth = {"enabled": bool(bend), "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    statement = f"{subject.name} {claim.relation} {object_.name}"
    return {
        "id": claim.id, "from": subject.id, "to": object_.id, "label": claim.relation, "arrows": "to",
        "title": html.escape(f"{statement}: “{claim.sentence}”" if claim.sentence else statement),
        "dashes": not claim.asserted, "smooth": smooth, "color": "#9aa3af", "width": 1,
    }  # fmt: skip


def _bends(scene: Scene) -> list[float]:
    """How far each claim's edge bows out, so that those between the same two nodes stay apart."""
    many = Counter(frozenset((claim.subject, claim.object)) for claim in scene.claims)
    seen: defaultdict[frozenset[int], int] = defaultdict(int)
    bends = []
    for claim in scene.claims:
        pair = frozenset((claim.subject, claim.object))
        offset = seen[pair] - (many[pair] - 1) / 2
        seen[pair] += 1
        side = 1 if claim.subject < claim.object else -1
        bends.append(round(side * offset * min(0.22, 1.6 / many[pair]), 3))
    return bends
