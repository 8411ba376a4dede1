"""What is to be drawn: the nodes and claims of a graph as records, the part in focus, and what to show first."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[Any]

# A common noun, a value or a claim counts for less than a name when the main actors are chosen.
QUIET = 0.35
# A link that rests only on what is planned, denied or quoted.
UNASSERTED = 0.4
# Of a large graph, common nouns with a single neighbour are shown at first only to make up this part of the limit.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something; `links` counts its neighbours, `weight` says how much it matters for a first look."""

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    named: bool
    links: int
    weight: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with its evidence. `subject` and `object` are ranks in `Scene.nodes`; `mark` is the claim's own
    characters, counted from the start of `sentence`."""

    id: str
    subject: int
    object: int
    relation: str
    property: str
    asserted: bool
    polarity: str
    modality: str
    attributed_to: str
    confidence: float
    rule: str
    sentence: str
    mark: tuple[int, int]
    document: str
    title: str
    date: str
    time: str
    qualifiers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes, the most important first, and the claims between them, sorted."""

    nodes: tuple[Node, ...]
    claims: tuple[Claim, ...]

    def links(self) -> list[tuple[int, int]]:
        """Each pair of different nodes that some claim joins, once, sorted."""
        pairs = {tuple(sorted((claim.subject, claim.object))) for claim in self.claims}
        return sorted((a, b) for a, b in pairs if a != b)


def scene(graph: Graph) -> Scene:
    """Read the attributes of `graph`, with a sound default for each one that is missing."""
    weights = _weights(graph)
    found = [(node, _node(graph, node, weights[node])) for node in graph]
    found.sort(key=lambda pair: (-pair[1].weight, pair[1].name, pair[1].id))
    rank = {node: at for at, (node, _) in enumerate(found)}
    claims = [_claim(key, rank[a], rank[b], data) for a, b, key, data in graph.edges(keys=True, data=True)]
    claims.sort(key=lambda claim: (claim.subject, claim.object, claim.relation, claim.id))
    return Scene(tuple(node for _, node in found), tuple(claims))


def part(graph: Graph, focus: str | None, hops: int, asserted_only: bool) -> Graph:
    """The part of `graph` within `hops` claims of whatever is called `focus`; all of it without a focus.

    Raises `UsageError` if nothing bears that name.
    """
    if asserted_only:
        kept: list[Any] = [edge[:3] for edge in graph.edges(keys=True, data=True) if _asserted(edge[3])]
        graph = graph.edge_subgraph(kept)
    if focus is None:
        return graph
    if hops < 0:
        raise UsageError(f"--hops {hops}: the number of steps around the focus cannot be negative; give 0 or more")
    return graph.subgraph(_around(graph, called(graph, focus), hops))


def called(graph: Graph, name: str) -> list[Any]:
    """The nodes that bear `name`, whatever its case: as their best name or, failing that, as any of their names."""
    wanted = _plain(name)
    best = [node for node in graph if _plain(_name(graph, node)) == wanted]
    found = best or [node for node in graph if wanted in map(_plain, _names(graph.nodes[node]))]
    if found:
        return sorted(found, key=str)
    raise UsageError(f'--focus: nothing in the graph is called "{name}"{_suggestion(graph, wanted)}')


def opening(scene: Scene, limit: int) -> list[int]:
    """Which nodes to show at first: about `limit`, taken along the claims that join the most important ones.

    A claim counts as much as the weaker of its two ends, so the core of the graph comes before the rim of its hubs,
    and no node is shown alone. The common nouns at the rim come in only where there are few nodes without them.
    """
    if len(scene.nodes) <= limit:
        return list(range(len(scene.nodes)))
    asserted = {tuple(sorted((claim.subject, claim.object))) for claim in scene.claims if claim.asserted}
    chosen: set[int] = set()
    # Nodes are sorted by weight, so the second of a link is its weaker end; among equals, hubs come first.
    for a, b in sorted(scene.links(), key=lambda link: (link not in asserted, -scene.nodes[link[1]].weight, link)):
        room = limit if scene.nodes[b].weight > QUIET else ENOUGH * limit
        if len(chosen | {a, b}) <= room:
            chosen |= {a, b}
    return sorted(chosen)


def _weights(graph: Graph) -> dict[Any, dict[Any, float]]:
    weights: dict[Any, dict[Any, float]] = {node: {} for node in graph}
    for a, b, data in graph.edges(data=True):
        if a != b:
            weight = 1.0 if _asserted(data) else UNASSERTED
            weights[a][b] = weights[b][a] = max(weight, weights[a].get(b, 0.0))
    return weights


def _node(graph: Graph, node: Any, neighbours: Mapping[Any, float]) -> Node:
    data = graph.nodes[node]
    name, named = _name(graph, node), _named(data)
    names = tuple(dict.fromkeys(other for other in _names(data) if other != name))
    weight = round(sum(sorted(neighbours.values())) * (1.0 if named else QUIET), 6)
    return Node(str(node), name, names, _type(data), named, len(neighbours), weight)


def _claim(key: object, subject: int, object_: int, data: Mapping[str, Any]) -> Claim:
    sentence = _text(data, "sentence")
    return Claim(
        id=key if isinstance(key, str) else f"{subject}-{object_}-{key}",
        subject=subject,
        object=object_,
        relation=_text(data, "relation") or _local(_text(data, "property")) or "is related to",
        property=_text(data, "property"),
        asserted=_asserted(data),
        polarity=_text(data, "polarity") or "positive",
        modality=_text(data, "modality") or "actual",
        attributed_to=_text(data, "attributed_to"),
        confidence=float(data.get("confidence") or 0.0),
        rule=_text(data, "rule"),
        sentence=sentence,
        mark=_mark(data, len(sentence)),
        document=_text(data, "document"),
        title=_text(data, "title"),
        date=_text(data, "date"),
        time=_text(data, "time"),
        qualifiers=_qualifiers(data.get("qualifiers")),
    )


def _mark(data: Mapping[str, Any], length: int) -> tuple[int, int]:
    """The claim's characters in its sentence; the whole sentence where markup inside it shifts the source's offsets."""
    start, end = (int(data.get(key) or 0) for key in ("start", "end"))
    first, last = (int(data.get(key) or 0) for key in ("span_start", "span_end"))
    exact = end - start == length and start <= first < last <= end
    return (first - start, last - start) if exact else (0, length)


def _qualifiers(value: object) -> dict[str, tuple[str, ...]]:
    if isinstance(value, str):
        value = json.loads(value) if value else {}
    if not isinstance(value, Mapping):
        return {}
    return {str(role): tuple(_strings(value[role])) for role in sorted(value, key=str)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield str(value)
    else:
        yield from map(str, value)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _asserted(data: Mapping[str, Any]) -> bool:
    plain = (data.get("polarity") or "positive", data.get("modality") or "actual") == ("positive", "actual")
    return bool(data.get("asserted", plain and not data.get("attributed_to")))


def _named(data: Mapping[str, Any]) -> bool:
    return bool(data.get("named", True)) and _type(data) not in ("Claim", "Value", "Literal")


def _type(data: Mapping[str, Any]) -> str:
    return _local(_text(data, "type")) or "Thing"


def _local(iri: str) -> str:
    return re.split(r"[#/:]", iri)[-1]


def _name(graph: Graph, node: Any) -> str:
    return _text(graph.nodes[node], "name").strip() or _local(str(node)) or str(node)


def _names(data: Mapping[str, Any]) -> list[str]:
    return [name for name in _strings(data.get("names") or ()) if name.strip()]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _around(graph: Graph, centres: Iterable[Any], hops: int) -> set[Any]:
    found = set(centres)
    rim = set(found)
    for _ in range(hops):
        rim = {other for node in rim for other in (*graph.successors(node), *graph.predecessors(node))} - found
        found |= rim
    return found


def _suggestion(graph: Graph, wanted: str) -> str:
    known = {
        _plain(name): name
        for node in sorted(graph, key=str)
        for name in (*_names(graph.nodes[node]), _name(graph, node))
    }
    near = difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
    near += [name for name in sorted(known) if wanted and wanted in name and name not in near][: 3 - len(near)]
    if not near:
        return "; open the page without --focus and search it"
    return "; did you mean " + " or ".join(f'"{known[name]}"' for name in near) + "?"
