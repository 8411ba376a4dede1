"""The part of a graph that is to be drawn: near a name, in a time, of a relation, from a document, or in an answer."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.draw.attributes import is_asserted, is_named, local, name_of, names_of, plain, text, type_of
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[Any]

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to draw of a graph; all of it by default.

    `focus` is a name, in any case: only what lies within `hops` claims of its bearer. `since` and `until` are a year, a
    month or a day, compared with the time of a claim, or the date of its document where it has none. `relations` are as
    the page shows them ("is based in") or names of properties ("basedIn"); `documents` are names or titles.
    """

    focus: str | None = None
    hops: int = 1
    since: str | None = None
    until: str | None = None
    relations: Sequence[str] = ()
    documents: Sequence[str] = ()
    asserted_only: bool = False

    def __post_init__(self) -> None:
        if self.hops < 0:
            raise UsageError(
                f"hops {self.hops}: the number of steps around the focus cannot be negative; give 0 or more"
            )
        for flag, day in (("since", self.since), ("until", self.until)):
            if day is not None and not _DAY.fullmatch(day):
                raise UsageError(f"{flag} {day}: give a year, a month or a day, as 2020, 2020-08 or 2020-08-14")


def part(graph: Graph, choice: Choice) -> Graph:
    """What `choice` leaves of `graph`. Raises `UsageError` for a name, relation or document that it does not have."""
    for wanted, flag, words in (
        (choice.relations, "relation", _relation_names),
        (choice.documents, "document", _document_names),
    ):
        if wanted:
            graph = _with(graph, wanted, flag, words)
    if choice.since or choice.until:
        graph = _kept(graph, lambda data: _within(data, choice.since, choice.until))
    if choice.asserted_only:
        graph = _kept(graph, is_asserted)
    if choice.focus is None:
        return graph
    return graph.subgraph(_around(graph, called(graph, choice.focus), choice.hops))


def called(graph: Graph, name: str) -> list[Any]:
    """The nodes that bear `name`, whatever its case: as their best name or, failing that, as any of their names."""
    wanted = plain(name)
    best = [node for node in graph if plain(name_of(graph, node)) == wanted]
    found = best or [node for node in graph if wanted in map(plain, names_of(graph.nodes[node]))]
    if found:
        return sorted(found, key=str)
    known = [word for node in sorted(graph, key=str) for word in (*names_of(graph.nodes[node]), name_of(graph, node))]
    near = _suggestion(known, wanted) or "; open the page without a focus and search it"
    raise UsageError(f'focus: nothing in the graph is called "{name}"{near}')


def answered(graph: Graph, rows: Iterable[Sequence[str]], triples: bool) -> Graph:
    """The part of `graph` that a query's answer speaks of. `rows` hold IRIs, and of each value its N-Triples and text.

    Of rows: the claims in them; where there are none, all claims between the entities in them; where there are none of
    these either, the claims whose sentence and names stand in a row. Of `triples` (a CONSTRUCT): the claims that they
    describe or that say the same, and what no claim says as a line of its own.

    Raises `UsageError` where nothing of an answer is in the graph.
    """
    known = {str(key): (a, b, key) for a, b, key in graph.edges(keys=True)}
    rows = [tuple(row) for row in rows]
    found: list[Any] = [known[term] for row in rows for term in row if term in known]
    if triples:
        result = _with_triples(graph, found, [row for row in rows if row[0] not in known])
    else:
        result = graph.edge_subgraph(found) if found else graph.subgraph(term for row in rows for term in row)
        if not result.number_of_edges():
            result = graph.edge_subgraph(_told(graph, rows))
    if not result.number_of_edges():
        raise UsageError("query: no claim to draw in the answer; select ?claim, or two entities that a claim joins")
    return result


def _told(graph: Graph, rows: Iterable[Sequence[str]]) -> list[Any]:
    """The claims whose sentence stands in a row; of one sentence, those with the most of their names in the row."""
    by_sentence: dict[str, list[Any]] = defaultdict(list)
    for a, b, key, data in graph.edges(keys=True, data=True):
        by_sentence[text(data, "sentence")].append((a, b, key))
    found: list[Any] = []
    for row in map(set, rows):
        for sentence in row & by_sentence.keys() - {""}:
            claims = by_sentence[sentence]
            named = [sum(name_of(graph, end) in row for end in claim[:2]) for claim in claims]
            found += [claim for claim, count in zip(claims, named, strict=True) if count == max(named)]
    return found


def one_of_each_office(graph: Graph) -> Graph:
    """The graph with offices of the same name as one node: "President" is not another in each document.

    The new node has the IRIs that it stands for as `same`, and its claims have their own ends as `ends`.
    """
    homes: dict[str, list[Any]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        if type_of(data) == "Position" and not is_named(data):
            homes[plain(name_of(graph, node))].append(node)
    shared = [sorted(group, key=str) for group in homes.values() if len(group) > 1]
    if not shared:
        return graph
    stands = {node: group[0] for group in shared for node in group}
    import networkx as nx

    result: Graph = graph.copy()
    for a, b, _, data in result.edges(keys=True, data=True):
        if a in stands or b in stands:
            data["ends"] = (str(a), str(b))
    result = nx.relabel_nodes(result, stands)
    for group in shared:
        result.nodes[group[0]].update(graph.nodes[group[0]], same=tuple(map(str, group[1:])))
    return result


def _with_triples(graph: Graph, found: list[Any], triples: list[Sequence[str]]) -> Graph:
    """The edges `found`, and those that say what `triples` say; a triple that none says becomes an edge."""
    result: Graph = graph.edge_subgraph(found).copy()
    for subject, predicate, value, *_ in triples:
        if subject not in graph or value not in graph:
            continue
        same = [
            (key, data)
            for key, data in (graph.get_edge_data(subject, value) or {}).items()
            if local(text(data, "property")) == local(predicate)
        ]
        for node in (subject, value):
            result.add_node(node, **graph.nodes[node])
        for key, data in same or [(f"{subject} {predicate} {value}", {"relation": _words(local(predicate))})]:
            result.add_edge(subject, value, key=key, **data)
    return result


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def _kept(graph: Graph, test: Callable[[Mapping[str, Any]], bool]) -> Graph:
    kept: list[Any] = [(a, b, key) for a, b, key, data in graph.edges(keys=True, data=True) if test(data)]
    return graph.edge_subgraph(kept)


def _with(
    graph: Graph, wanted: Sequence[str], flag: str, words: Callable[[Mapping[str, Any]], tuple[str, str]]
) -> Graph:
    known = {word for _, _, data in graph.edges(data=True) for word in words(data) if word}
    plainly = {plain(word) for word in known}
    for word in wanted:
        if plain(word) not in plainly:
            raise UsageError(f'{flag}: no claim has "{word}"{_suggestion(sorted(known), plain(word))}')
    chosen = set(map(plain, wanted))
    return _kept(graph, lambda data: not chosen.isdisjoint(map(plain, words(data))))


def _relation_names(data: Mapping[str, Any]) -> tuple[str, str]:
    return text(data, "relation"), local(text(data, "property"))


def _document_names(data: Mapping[str, Any]) -> tuple[str, str]:
    return text(data, "document"), text(data, "title")


def _within(data: Mapping[str, Any], since: str | None, until: str | None) -> bool:
    day = text(data, "time") or text(data, "date")
    return bool(day) and (not since or day[: len(since)] >= since) and (not until or day[: len(until)] <= until)


def _around(graph: Graph, centres: Sequence[Any], hops: int) -> set[Any]:
    """What lies within so many claims of the centres; that two have the same amount or year does not join them."""
    found = set(centres)
    rim = set(found)
    for _ in range(hops):
        through = [node for node in rim if node in centres or type_of(graph.nodes[node]) != "Value"]
        rim = {other for node in through for other in (*graph.successors(node), *graph.predecessors(node))} - found
        found |= rim
    claims = [(a, b) for a, b, key in graph.edges(keys=True) if key in found]  # as nodes, with what they are about
    return found.union(*claims)


def _suggestion(words: Iterable[str], wanted: str) -> str:
    known = {plain(word): word for word in words}
    near = difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
    near += [name for name in sorted(known) if wanted and wanted in name and name not in near][: 3 - len(near)]
    return "; did you mean " + " or ".join(f'"{known[name]}"' for name in near) + "?" if near else ""
