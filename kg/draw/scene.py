"""What is to be drawn: the nodes and claims of a graph as records, the part in focus, and what to show first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.draw.attributes import is_asserted, is_named, local, name_of, names_of, says_little, strings, text, type_of

if TYPE_CHECKING:
    import networkx as nx

    from kg.draw.communities import Ranks

    Graph = nx.MultiDiGraph[Any]

# Letters of a name that stand in the picture.
LABEL = 30
# Parts of a large graph with fewer nodes than this, and members of a community, are not worth a first look.
LEAST = 4
# A common noun, a value or a claim counts for less than a name when the main actors are chosen.
QUIET = 0.35
# So does, still more, a phrase that says little: "nearly half of them", "others", "the deal".
FAINT = 0.12
# A link that rests only on what is planned, denied or quoted.
UNASSERTED = 0.4
# Of a large graph, common nouns with a single neighbour are shown at first only to make up this part of the limit.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something; `links` counts its neighbours, `weight` says how much it matters for a first look.

    `label` is what stands beside it: its name cut short or, of a claim that is the object of another one, its verb.
    `same` are the ids of others that it stands for.
    """

    id: str
    name: str
    label: str
    names: tuple[str, ...]
    type: str
    named: bool
    links: int
    weight: float
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with its evidence. `subject` and `object` are ranks in `Scene.nodes`; `mark` is the claim's own
    characters, counted from the start of `sentence`; `ends` are the IRIs of subject and object where a node stands for
    several."""

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
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Nodes, the most important first, and the claims between them, sorted."""

    nodes: tuple[Node, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def inner(self) -> dict[int, tuple[int, int]]:
        """The nodes that are claims themselves (the objects of others), each with its own subject and object."""
        rank = {node.id: at for at, node in enumerate(self.nodes)}
        return {rank[claim.id]: (claim.subject, claim.object) for claim in self.claims if claim.id in rank}

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Each pair of different nodes that some claim joins, once, sorted; for a claim that is a node itself stand its
        own subject and object."""
        return self._pairs(self.claims)

    @cached_property
    def facts(self) -> list[tuple[int, int]]:
        """The links that rest on an asserted claim whose ends are no claims."""
        whole = (claim for claim in self.claims if not self.inner.keys() & {claim.subject, claim.object})
        return self._pairs(claim for claim in whole if claim.asserted)

    def _pairs(self, claims: Iterable[Claim]) -> list[tuple[int, int]]:
        pairs: set[tuple[int, int]] = set()
        for claim in claims:
            if claim.subject in self.inner or claim.object in self.inner:
                pairs.update((a, b) for a in self._things(claim.subject) for b in self._things(claim.object))
            else:
                pairs.add((claim.subject, claim.object))
        return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})

    def _things(self, node: int) -> set[int]:
        """A node or, of a claim, what it is about."""
        found, rest = {node}, [node]
        while rest:
            rest = [end for claim in rest for end in self.inner.get(claim, ()) if end not in found]
            found.update(rest)
        return found - self.inner.keys()

    @cached_property
    def levels(self) -> list[Ranks]:
        """The communities of the nodes; see `communities`."""
        from kg.draw.communities import communities

        return communities(len(self.nodes), self.links)


def scene(graph: Graph) -> Scene:
    """Read the attributes of `graph`, with a sound default for each one that is missing."""
    weights = _weights(graph)
    relations = {str(key): text(data, "relation") for _, _, key, data in graph.edges(keys=True, data=True)}
    found = [(node, _node(graph, node, weights[node], relations)) for node in graph]
    found.sort(key=lambda pair: (-pair[1].weight, pair[1].name, pair[1].id))
    rank = {node: at for at, (node, _) in enumerate(found)}
    claims = [_claim(key, rank[a], rank[b], data) for a, b, key, data in graph.edges(keys=True, data=True)]
    claims.sort(key=lambda claim: (claim.subject, claim.object, claim.relation, claim.id))
    return Scene(tuple(node for _, node in found), tuple(claims))


def headline(scene: Scene) -> str:
    """What a picture is about, in the names that matter most."""
    names = list(dict.fromkeys(_short(node.name) for node in scene.nodes if node.named))[:3]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "Knowledge graph"


def opening(scene: Scene, limit: int) -> list[int]:
    """Which nodes to show at first: about `limit`, taken along the claims that join the most important ones.

    A claim counts as much as the weaker of its two ends, so the core of the graph comes before the rim of its hubs,
    and no node is shown alone. The common nouns at the rim come in only where there are few nodes without them. What is
    not asserted stays away, since the page opens without it.
    """
    links = scene.facts or scene.links
    joined = {node for link in links for node in link}
    if len(joined) <= limit:
        return sorted(joined)
    # Nodes are sorted by weight, so the second of a link is its weaker end; among equals, hubs come first.
    links = sorted(links, key=lambda link: (-scene.nodes[link[1]].weight, link))
    rooms = [limit if scene.nodes[b].weight > QUIET else round(ENOUGH * limit) for _, b in links]
    return _grown(links, rooms, LEAST) or _grown(links, rooms, 2)


def _grown(links: Sequence[tuple[int, int]], rooms: Sequence[int], least: int) -> list[int]:
    """The nodes of the parts that have at least `least` nodes when the links are laid in their order, each only while
    there is room for that many such nodes."""
    home: dict[int, set[int]] = {}
    count, most = 0, max(rooms)
    for link, room in zip(links, rooms, strict=True):
        if count == most:
            break
        one, two = (home.get(node, {node}) for node in link)
        if one is two:
            continue
        both = one | two
        gain = _worth(both, least) - _worth(one, least) - _worth(two, least)
        if count + gain <= room:
            count += gain
            home.update(dict.fromkeys(both, both))
    return sorted(node for node, part in home.items() if len(part) >= least)


def _worth(part: set[int], least: int) -> int:
    return len(part) if len(part) >= least else 0


def opening_by_community(scene: Scene, groups: Sequence[int | None], limit: int) -> list[int]:
    """Which nodes to show at first so that every community shows: the most important members of each, by its size."""
    members: dict[int, list[int]] = {}
    for node, group in enumerate(groups):
        if group is not None:
            members.setdefault(group, []).append(node)
    largest = sorted(members.values(), key=lambda group: (-len(group), group))[: limit // LEAST]
    share = limit / max(1, sum(len(group) ** 0.5 for group in largest))
    chosen = [node for group in largest for node in group[: max(LEAST, int(share * len(group) ** 0.5))]]
    return sorted(chosen)[:limit]


def _weights(graph: Graph) -> dict[Any, dict[Any, float]]:
    weights: dict[Any, dict[Any, float]] = {node: {} for node in graph}
    for a, b, data in graph.edges(data=True):
        if a != b:
            weight = 1.0 if is_asserted(data) else UNASSERTED
            weights[a][b] = weights[b][a] = max(weight, weights[a].get(b, 0.0))
    return weights


def _node(graph: Graph, node: Any, neighbours: Mapping[Any, float], relations: Mapping[str, str]) -> Node:
    data = graph.nodes[node]
    name, named = name_of(graph, node), is_named(data)
    share = 1.0 if named else FAINT if says_little(name) else QUIET
    weight = round(sum(sorted(neighbours.values())) * share, 6)
    return Node(
        id=str(node),
        name=name,
        label=_short(relations.get(str(node)) or name),
        names=tuple(dict.fromkeys(other for other in names_of(data) if other != name)),
        type=type_of(data),
        named=named,
        links=len(neighbours),
        weight=weight,
        same=tuple(strings(data.get("same") or ())),
    )


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def _claim(key: object, subject: int, object_: int, data: Mapping[str, Any]) -> Claim:
    sentence = text(data, "sentence")
    return Claim(
        id=key if isinstance(key, str) else f"{subject}-{object_}-{key}",
        subject=subject,
        object=object_,
        relation=text(data, "relation") or local(text(data, "property")) or "is related to",
        property=text(data, "property"),
        asserted=is_asserted(data),
        polarity=text(data, "polarity") or "positive",
        modality=text(data, "modality") or "actual",
        attributed_to=text(data, "attributed_to"),
        confidence=float(data.get("confidence") or 0.0),
        rule=text(data, "rule"),
        sentence=sentence,
        mark=_mark(data, len(sentence)),
        document=text(data, "document"),
        title=text(data, "title"),
        date=text(data, "date"),
        time=text(data, "time"),
        qualifiers=_qualifiers(data.get("qualifiers")),
        ends=tuple(strings(data.get("ends") or ())),
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
    return {str(role): tuple(strings(value[role])) for role in sorted(value, key=str)}
