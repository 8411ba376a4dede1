"""What the shape of the graph tells: the shortest path between two names, who is central, who belongs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.denial import marks
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx


class Step(NamedTuple):
    """A claim on the way from one entity to the next, and the sentence that makes it; `forward` where the way goes from
    its subject to its object. `start` and `end` are the sentence's characters in the document; `standing` says what
    keeps the claim from being a fact, where its words do not."""

    subject: str
    relation: str
    object: str
    forward: bool
    sentence: str
    document: str
    start: int
    end: int
    standing: str = ""

    def __str__(self) -> str:
        standing = f" ({self.standing})" if self.standing else ""
        return f"{self.subject} {self.relation} {self.object}{standing}   [{self.document}: “{self.sentence}”]"


def path(graph: networkx.MultiDiGraph[str], source: str, target: str, *, asserted_only: bool = False) -> list[Step]:
    """The shortest way between two names along claims, or facts alone, in either direction; empty if there is none.

    `graph` is that of `kg.analyse.to_networkx`, with all claims. Typed values join nothing: that two things happened
    in 1999 relates them no more than that. Of several claims between two entities the surest speaks, and of several
    ways the one through entities that come first by IRI. Raises `UsageError` for a name that is in no claim, with those
    that are near.
    """
    import networkx

    whole, graph = graph, _facts(graph) if asserted_only else graph
    links: networkx.Graph[str] = networkx.Graph()
    links.add_nodes_from(sorted(node for node, data in graph.nodes(data=True) if data["type"] != "Value"))
    links.add_edges_from(sorted((a, b) for a, b in graph.edges() if a != b and a in links and b in links))
    ends = [_bearer(graph, name) or find(whole, name) for name in (source, target)]
    try:
        nodes: list[str] = networkx.shortest_path(links, *ends)
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        return []
    return [_surest(graph, one, other) for one, other in pairwise(nodes)]


def unstated(graph: networkx.MultiDiGraph[str], *names: str) -> list[str]:
    """Those of the names of which `graph` has claims, but no fact."""
    return [name for name in names if _bearer(_facts(graph), name) is None]


def _facts(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    stated: list[Any] = [(a, b, key) for a, b, key, data in graph.edges(keys=True, data=True) if data["asserted"]]
    return graph.edge_subgraph(stated)


def find(graph: networkx.MultiDiGraph[str], name: str) -> str:
    """The entity that goes by a name in any case; of several the one with most claims. Raises `UsageError`."""
    if found := _bearer(graph, name):
        return found
    wanted = name.casefold()
    names = sorted({data["name"] for _, data in graph.nodes(data=True) if data["named"]})
    near = get_close_matches(name, names, n=3) or [other for other in names if wanted in other.casefold()][:3]
    raise UsageError(f"no claim is about {name!r}" + (f"; near are: {', '.join(near)}" if near else ""))


def _bearer(graph: networkx.MultiDiGraph[str], name: str) -> str | None:
    wanted = name.casefold()
    found = [
        node
        for node, data in graph.nodes(data=True)
        if data["type"] not in ("Value", "Claim") and wanted in {n.casefold() for n in (data["name"], *data["names"])}
    ]
    return min(found, key=lambda node: (-graph.degree(node), node), default=None)


def _surest(graph: networkx.MultiDiGraph[str], one: str, other: str) -> Step:
    both = [
        (data, start == one)
        for start, end in ((one, other), (other, one))
        for data in (graph.get_edge_data(start, end) or {}).values()
    ]
    data, forward = min(both, key=lambda pair: (-float(pair[0]["confidence"]), pair[0]["document"], pair[0]["start"]))
    names = [graph.nodes[node]["name"] for node in ((one, other) if forward else (other, one))]
    words = (names[0], data["relation"], names[1])
    told = () if data["asserted"] else marks(words, data["polarity"], data["modality"], data["attributed_to"])
    place = (data["sentence"], data["document"], data["start"], data["end"])
    return Step(*words, forward, *place, ", ".join(told))


def pagerank(graph: networkx.MultiDiGraph[str], damping: float = 0.85) -> dict[str, float]:
    """How often somebody who follows claims at random comes by each entity, by IRI; the values sum to 1.

    Brin and Page, The Anatomy of a Large-Scale Hypertextual Web Search Engine, 1998. Claims between the same two in the
    same direction count as one.
    """
    nodes = sorted(node for node, data in graph.nodes(data=True) if data["type"] not in ("Value", "Claim"))
    if not nodes:
        return {}
    known = set(nodes)
    after = {node: sorted({b for _, b in graph.out_edges(node) if b != node} & known) for node in nodes}
    rank = dict.fromkeys(nodes, 1 / len(nodes))
    for _ in range(200):
        new = _stepped(rank, after, damping)
        change = sum(abs(new[node] - rank[node]) for node in nodes)
        rank = new
        if change < 1e-9:
            break
    return rank


def _stepped(rank: Mapping[str, float], after: Mapping[str, Sequence[str]], damping: float) -> dict[str, float]:
    """One step of the walk; from a dead end it goes anywhere."""
    lost = sum(value for node, value in rank.items() if not after[node])
    new = dict.fromkeys(rank, (1 - damping + damping * lost) / len(rank))
    for node, targets in after.items():
        for target in targets:
            new[target] += damping * rank[node] / len(targets)
    return new


def communities(graph: networkx.MultiDiGraph[str]) -> list[list[str]]:
    """The entities in groups that have more to do with each other than with the rest, the largest group first.

    Louvain's method (Blondel and others, Fast unfolding of communities in large networks, 2008) with a fixed seed, so
    that the same graph has the same groups. Somebody of whom no claim relates them to another is in none.
    """
    import networkx

    weights: dict[tuple[str, str], int] = defaultdict(int)
    kinds = {node: data["type"] for node, data in graph.nodes(data=True)}
    for a, b in graph.edges():
        if a != b and not {kinds[a], kinds[b]} & {"Value", "Claim"}:
            weights[min(a, b), max(a, b)] += 1
    links: networkx.Graph[str] = networkx.Graph()
    links.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    groups = networkx.community.louvain_communities(links, seed=0)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
